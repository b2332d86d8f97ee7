// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_secret.hpp"

#include "kernel/identity/secret_box.hpp"

#include <filesystem>

namespace guichet::counter {
namespace {

identity::SecretBox box_of(const Counter& counter) {
  return identity::SecretBox(std::filesystem::path(counter.data_folder) / "secret.key");
}

std::string purpose_of(const std::string& plugin, const std::string& name) {
  return "plugin " + plugin + " " + name;
}

}  // namespace

domain::Result<std::string> seal_plugin_secret(const Counter& counter, const std::string& plugin,
                                               const std::string& name, const nlohmann::json& value) {
  const std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return box_of(counter).seal(purpose_of(plugin, name), text);
}

domain::Result<nlohmann::json> open_plugin_secret(const Counter& counter, const std::string& plugin,
                                                  const std::string& name, const std::string& sealed) {
  const auto text = box_of(counter).open(purpose_of(plugin, name), sealed);
  if (!text) return text.error();
  nlohmann::json value = nlohmann::json::parse(*text, nullptr, false);
  if (value.is_discarded()) return domain::Error{domain::ErrorKind::invalid, "error.secret.changed", {}, {}, ""};
  return value;
}

}  // namespace guichet::counter

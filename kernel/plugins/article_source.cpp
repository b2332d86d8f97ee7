// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/ids.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/contributions.hpp"
#include "kernel/plugins/registry.hpp"

namespace guichet::plugins {

using nlohmann::json;

domain::Result<std::string> article_source(const PluginInfo& plugin, const std::string& article,
                                           domain::Language language) {
  const domain::Error none{domain::ErrorKind::not_found, "error.article.unknown", json::object(), {}, ""};
  if (plugin.folder.empty()) return none;
  const auto text = read_file(plugin.folder + "/manifest.json", largest_manifest);
  if (!text) return text.error();
  const json manifest = json::parse(*text, nullptr, false);
  if (!manifest.is_object()) return none;
  for (const json& each : manifest.value("articles", json::array())) {
    const bool same = domain::full_id(each.value("id", ""), plugin.id) == article &&
                      domain::language_of(each.value("language", "")) == language;
    if (same) return read_file(plugin.folder + "/" + each.value("file", ""), authoring::longest_page);
  }
  return none;
}

}  // namespace guichet::plugins

// SPDX-License-Identifier: GPL-3.0-or-later
// Whose signatures are trusted, and for which modules.
#include "web/pages/errors.hpp"
#include "web/pages/module_pages.hpp"
#include "web/pages/module_words.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

constexpr const char* keys_url = "/cles-de-signature";

/// Ids as people write a list: with spaces, commas or both.
std::vector<std::string> ids_in(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(" ,;\t\r\n");
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const std::size_t end = std::min(text.find_first_of(" ,;\t\r\n"), text.size());
    ids.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return ids;
}

View key_view(const Visit& visit, const counter::PluginKeyView& key) {
  const Catalogue& texts = visit.texts();
  std::string signs;
  for (const std::string& id : key.plugins) {
    signs += (signs.empty() ? "" : ", ") + (id == "*" ? texts.text("modules.key-any") : id);
  }
  const std::string name = key.name.empty() ? texts.text("modules.key-unnamed") : key.name;
  View view;
  view.text("key", key.key)
      .text("signs", signs)
      .text("by", texts.text("modules.key-added", {{"when", visit.moments().shown(key.added)}}))
      .text("remove_label", texts.text("modules.key-remove-named", {{"name", name}}))
      .text("name", name);
  return view;
}

/// The list, and the form with what was typed and what is wrong with it: an element, then words.
server::Response show_keys(Visit& visit, const std::pair<std::string, std::string>& wrong, int status) {
  const auto keys = counter::plugin_keys(visit.counter(), visit.asker());
  if (!keys) return show_error(visit, keys.error());
  std::vector<View> views;
  for (const auto& key : *keys) views.push_back(key_view(visit, key));
  const server::Fields& form = visit.request().form;
  const auto wrong_of = [&](const char* element) { return wrong.first == element ? wrong.second : std::string(); };
  View data;
  data.maybe("said", said_in_address(visit))
      .flag("has_keys", !views.empty())
      .list("keys", std::move(views))
      .text("typed_name", std::string(form.value("nom")))
      .text("typed_key", std::string(form.value("cle")))
      .text("typed_plugins", std::string(form.value("modules")))
      .maybe("name_wrong", wrong_of("nom"))
      .maybe("key_wrong", wrong_of("cle"))
      .maybe("plugins_wrong", wrong_of("modules"));
  std::vector<std::pair<std::string, std::string>> errors;
  if (!wrong.second.empty()) errors.push_back(wrong);
  add_errors(data, errors);
  return visit.page("module-keys", std::move(data), Section::modules, status);
}

server::Response add_key(Visit& visit) {
  const server::Fields& form = visit.request().form;
  const std::string name(form.value("nom"));
  if (name.find_first_not_of(' ') == std::string::npos) {
    return show_keys(visit, {"nom", visit.texts().text("error.field.required")}, 422);
  }
  const auto done = counter::trust_plugin_key(visit.counter(), visit.asker(), std::string(form.value("cle")), name,
                                              ids_in(form.value("modules")));
  if (done) return visit.go_to(std::string(keys_url) + "?dit=trusted");
  const domain::Error& error = done.error();
  if (status_of(error.kind) != 422) return show_error(visit, error);
  const char* element = error.message == "error.plugin.bad-key"           ? "cle"
                        : error.message == "error.plugin.key-for-nothing" ? "modules"
                                                                          : "";
  return show_keys(visit, {element, visit.texts().text(error.message, error.parameters)}, 422);
}

server::Response remove_key(Visit& visit) {
  const auto done =
      counter::untrust_plugin_key(visit.counter(), visit.asker(), std::string(visit.request().form.value("cle")));
  return done ? visit.go_to(std::string(keys_url) + "?dit=untrusted") : show_error(visit, done.error());
}

}  // namespace

void add_module_keys(Pages& pages) {
  pages.get(keys_url, [](Visit& visit) { return show_keys(visit, {}, 200); });
  pages.post(keys_url, add_key);
  pages.post(std::string(keys_url) + "/retirer", remove_key);
  pages.get(std::string(keys_url) + "/retirer", [](Visit& visit) { return visit.go_to(keys_url); });
}

}  // namespace guichet::web::pages

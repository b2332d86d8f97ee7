// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_manifest.hpp"

#include "kernel/domain/service_fields.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/worker_spec.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace guichet::counter {
namespace {

using nlohmann::json;

constexpr std::array kinds{"themes",         "services",   "articles",  "teams",     "routing",        "automations",
                           "option-sources", "validators", "schedules", "calendars", "mail-templates", "panels",
                           "sign-in",        "directory",  "transport", "assistant"};
constexpr const char* connect_prefix = "connect:";
constexpr const char* private_prefix = "connect-private:";

std::string text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

domain::LocalText title_in(const json& item, const std::string& otherwise) {
  domain::LocalText title;
  for (const char* key : {"title", "name", "label", "why"}) {
    const auto found = item.find(key);
    if (found == item.end()) continue;
    if (found->is_object()) {
      title = {text_in(*found, "fr"), text_in(*found, "en")};
    } else if (found->is_string()) {  // an article is written in one language
      (item.value("language", "fr") == "en" ? title.en : title.fr) = found->get<std::string>();
    }
    break;
  }
  if (title.empty()) title.fr = title.en = otherwise;
  return title;
}

ContributionView* find_in(std::vector<ContributionView>& all, const std::string& kind, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.kind == kind && each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

/// What it brings by kind and id, so that two versions can be compared.
std::map<std::pair<std::string, std::string>, json> items_in(const json& manifest) {
  std::map<std::pair<std::string, std::string>, json> items;
  for (const char* kind : kinds) {
    std::size_t place = 0;
    for (const json& item : manifest.value(kind, json::array())) {
      ++place;
      const std::string id = text_in(item, "id");
      json& all = items[{kind, id.empty() ? std::to_string(place) : id}];
      all.push_back(item);
      // The words of an article are in its file.
      if (const auto file = text_in(item, "file"); !file.empty()) {
        all.push_back(manifest.value("files", json::object()).value(file, ""));
      }
    }
  }
  return items;
}

}  // namespace

std::vector<ContributionView> contributions_in(const json& manifest) {
  std::vector<ContributionView> all;
  const std::string plugin = text_in(manifest, "id");
  for (const char* kind : kinds) {
    std::size_t place = 0;
    for (const json& item : manifest.value(kind, json::array())) {
      const std::string own = text_in(item, "id");
      const std::string number = std::to_string(++place);
      const bool shared = std::string_view(kind) == "themes";
      const std::string id = own.empty() ? number : shared ? own : plugin + "/" + own;
      domain::LocalText title = title_in(item, id);
      if (auto* const there = find_in(all, kind, id)) {
        if (!title.fr.empty()) there->title.fr = title.fr;
        if (!title.en.empty()) there->title.en = title.en;
      } else {
        all.push_back({kind, id, std::move(title)});
      }
    }
  }
  return all;
}

std::map<std::string, std::size_t> counts_of(const std::vector<ContributionView>& contributions) {
  std::map<std::string, std::size_t> counts;
  for (const char* kind : kinds) counts[kind] = 0;
  for (const auto& contribution : contributions) ++counts[contribution.kind];
  return counts;
}

BundleChanges changes_between(const json& from, const json& to) {
  BundleChanges changes;
  changes.from_version = text_in(from, "version");
  const auto before = items_in(from);
  const auto after = items_in(to);
  const auto key_of = [](const json& manifest, const ContributionView& view) {
    const std::string prefix = text_in(manifest, "id") + "/";
    return std::pair{view.kind, view.id.rfind(prefix, 0) == 0 ? view.id.substr(prefix.size()) : view.id};
  };
  for (const auto& view : contributions_in(to)) {
    const auto key = key_of(to, view);
    const auto old = before.find(key);
    if (old == before.end()) {
      changes.added.push_back(view);
    } else if (old->second != after.at(key)) {
      changes.changed.push_back(view);
    }
  }
  for (const auto& view : contributions_in(from)) {
    if (!after.contains(key_of(from, view))) changes.removed.push_back(view);
  }
  return changes;
}

std::vector<CapabilityView> capabilities_in(const json& manifest, const std::vector<std::string>& approved) {
  const std::vector<std::string> asked = plugins::asked_capabilities(manifest);
  std::set<std::string> names(asked.begin(), asked.end());
  names.insert(approved.begin(), approved.end());
  std::vector<CapabilityView> views;
  for (const std::string& name : names) {
    CapabilityView view;
    view.name = name;
    view.asked = std::binary_search(asked.begin(), asked.end(), name);
    view.approved = std::find(approved.begin(), approved.end(), name) != approved.end();
    const bool is_private = name.rfind(private_prefix, 0) == 0;
    if (is_private || name.rfind(connect_prefix, 0) == 0) {
      const std::string address = name.substr(std::string_view(is_private ? private_prefix : connect_prefix).size());
      const auto colon = address.rfind(':');
      view.key = is_private ? "capability.connect-private" : "capability.connect-to";
      view.parameters = {{"host", address.substr(0, colon)},
                         {"port", colon == std::string::npos ? "" : address.substr(colon + 1)}};
    } else {
      view.key = "capability." + name;
    }
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<ConnectView> connections_in(const json& manifest) {
  std::vector<ConnectView> views;
  for (const json& address : manifest.value("connect", json::array())) {
    const json why = address.value("why", json::object());
    views.push_back({text_in(address, "host"), address.value("port", std::int64_t{0}),
                     why.is_string() ? domain::LocalText{why.get<std::string>(), why.get<std::string>()}
                                     : domain::LocalText{text_in(why, "fr"), text_in(why, "en")}});
  }
  return views;
}

json libraries_in(const json& manifest) {
  json libraries = json::array();
  const json files = manifest.value("files", json::object());  // items() only borrows
  for (const auto& [file, sha256] : files.items()) {
    if (file == "plugin.so" || file.find(".so") == std::string::npos) continue;
    libraries.push_back({{"file", file}, {"sha256", sha256}});
  }
  return libraries;
}

std::vector<DependencyView> dependencies_in(const json& manifest, const std::vector<storage::PluginState>& states) {
  std::vector<DependencyView> views;
  for (const json& needed : manifest.value("requires", json::array())) {
    DependencyView view;
    view.plugin = text_in(needed, "plugin");
    view.range = text_in(needed, "version");
    const auto there =
        std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.id == view.plugin; });
    if (there != states.end()) {
      view.installed = there->version;
      const auto version = plugins::version_of(there->version);
      const bool fits = view.range.empty() || (version && plugins::within(*version, view.range).value_or(false));
      view.holds = there->enabled && fits;
    }
    views.push_back(std::move(view));
  }
  return views;
}

bool requires_plugin(const json& manifest, const std::string& plugin) {
  const json needed = manifest.value("requires", json::array());
  return std::any_of(needed.begin(), needed.end(), [&](const json& each) { return text_in(each, "plugin") == plugin; });
}

domain::Form settings_form(const json& manifest) {
  json fields = manifest.value("settings", json::array());
  for (json& field : fields) {
    field.erase("secret");
    field.erase("default");
  }
  const json described{{"settings", std::move(fields)}};
  try {
    domain::ManifestReader reader(described, "");
    return domain::form_from(reader, "settings");
  } catch (const domain::ManifestFailure&) {
    return {};  // the rules of bundles let nothing through that cannot be read
  }
}

std::vector<std::string> secret_settings(const json& manifest) {
  std::vector<std::string> secrets;
  for (const json& field : manifest.value("settings", json::array())) {
    if (field.value("secret", false)) secrets.push_back(text_in(field, "id"));
  }
  return secrets;
}

}  // namespace guichet::counter

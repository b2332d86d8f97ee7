// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_edit.hpp"

#include "kernel/matching/text.hpp"
#include "kernel/storage/fold.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::LocalText;
using nlohmann::json;
using Strings = std::vector<std::string>;

/// What was written by hand may be anything: what is no object counts as an empty one.
json object_at(const json& definition, const char* key) {
  json object = definition.value(key, json::object());
  return object.is_object() ? object : json::object();
}

void put_words(json& definition, const char* key, const Strings& fr, const Strings& en) {
  json words = json::object();
  if (!fr.empty()) words["fr"] = fr;
  if (!en.empty()) words["en"] = en;
  put_or_erase(definition, key, std::move(words));
}

}  // namespace

std::string string_at(const json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Strings strings_at(const json& object, const char* key) {
  Strings strings;
  if (!object.is_object() || !object.contains(key)) return strings;
  const json& value = object[key];
  if (value.is_string()) return {value.get<std::string>()};
  if (!value.is_array()) return strings;
  for (const json& one : value) {
    if (one.is_string()) strings.push_back(one.get<std::string>());
  }
  return strings;
}

json list_at(const json& definition, const char* key) {
  const auto found = definition.find(key);
  return found != definition.end() && found->is_array() ? *found : json::array();
}

LocalText text_at(const json& object, const char* key) {
  if (!object.is_object() || !object.contains(key)) return {};
  return {string_at(object[key], "fr"), string_at(object[key], "en")};
}

void put_or_erase(json& object, const char* key, json value) {
  const bool nothing = value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
                       (value.is_structured() && value.empty());
  if (nothing) {
    object.erase(key);
  } else {
    object[key] = std::move(value);
  }
}

void put_text(json& object, const char* key, const LocalText& text) {
  json both = json::object();
  if (!text.fr.empty()) both["fr"] = text.fr;
  if (!text.en.empty()) both["en"] = text.en;
  put_or_erase(object, key, std::move(both));
}

ServiceSheet sheet_of(const json& definition) {
  ServiceSheet sheet;
  sheet.title = text_at(definition, "title");
  sheet.summary = text_at(definition, "summary");
  sheet.theme = string_at(definition, "theme");
  sheet.kind = string_at(definition, "kind");
  sheet.icon = string_at(definition, "icon");
  const json says = definition.value("says", json::object()), keywords = definition.value("keywords", json::object());
  sheet.says_fr = strings_at(says, "fr");
  sheet.says_en = strings_at(says, "en");
  sheet.keywords_fr = strings_at(keywords, "fr");
  sheet.keywords_en = strings_at(keywords, "en");
  sheet.articles = strings_at(definition, "answers");
  const json audience = definition.value("audience", json::object());
  sheet.affiliation = strings_at(audience, "affiliation");
  sheet.campus = strings_at(audience, "campus");
  sheet.component = strings_at(audience, "component");
  const auto flag = [](const json& object, const char* key) { return object.contains(key) && object[key] == true; };
  sheet.open_to_all = flag(definition, "public") || flag(audience, "public");
  sheet.confidential = flag(definition, "confidential");
  sheet.urgency = definition.contains("urgency") && definition["urgency"].is_array() ? ""
                  : string_at(definition, "urgency").empty()                         ? "normal"
                                                                                     : string_at(definition, "urgency");
  const json commitment = definition.value("commitment", json::object());
  sheet.take_charge = string_at(commitment, "take_charge");
  sheet.resolve = string_at(commitment, "resolve");
  return sheet;
}

std::string duration_from_words(const std::string& words) {
  std::string text = storage::folded(words);
  std::erase_if(text, [](char c) { return c == ' '; });
  const bool on_clock = text.ends_with('!');
  if (on_clock) text.pop_back();
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string::npos) return words;
  const std::string unit = text.substr(digits);
  const auto is_one_of = [&](std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return unit == name; });
  };
  const char* const written = is_one_of({"min", "minute", "minutes"})                 ? "min"
                              : is_one_of({"h", "heure", "heures", "hour", "hours"})  ? "h"
                              : is_one_of({"d", "j", "jour", "jours", "day", "days"}) ? "d"
                                                                                      : nullptr;
  return written == nullptr ? words : text.substr(0, digits) + written + (on_clock ? "!" : "");
}

void put_sheet(json& definition, const ServiceSheet& sheet) {
  const ServiceSheet before = sheet_of(definition);
  put_text(definition, "title", sheet.title);
  put_text(definition, "summary", sheet.summary);
  put_or_erase(definition, "theme", sheet.theme);
  definition["kind"] = sheet.kind == "incident" ? "incident" : "request";
  put_or_erase(definition, "icon", sheet.icon);
  put_words(definition, "says", sheet.says_fr, sheet.says_en);
  put_words(definition, "keywords", sheet.keywords_fr, sheet.keywords_en);
  put_or_erase(definition, "answers", sheet.articles);
  json audience = object_at(definition, "audience");
  audience.erase("public");
  put_or_erase(audience, "affiliation", sheet.affiliation);
  put_or_erase(audience, "campus", sheet.campus);
  put_or_erase(audience, "component", sheet.component);
  put_or_erase(definition, "audience", std::move(audience));
  if (before.open_to_all != sheet.open_to_all || !sheet.open_to_all) {
    put_or_erase(definition, "public", sheet.open_to_all ? json(true) : json());
  } else {
    definition["public"] = true;
  }
  put_or_erase(definition, "confidential", sheet.confidential ? json(true) : json());
  // Left alone: an urgency that depends on conditions, and one that was never said and is as usual.
  if (!sheet.urgency.empty() && sheet.urgency != before.urgency) definition["urgency"] = sheet.urgency;
  json commitment = object_at(definition, "commitment");
  put_or_erase(commitment, "take_charge", duration_from_words(sheet.take_charge));
  put_or_erase(commitment, "resolve", duration_from_words(sheet.resolve));
  if (sheet.take_charge.empty() && sheet.resolve.empty()) commitment = json::object();
  put_or_erase(definition, "commitment", std::move(commitment));
}

Strings ids_in(const json& list) {
  Strings ids;
  for (const json& item : list) ids.push_back(string_at(item, "id"));
  return ids;
}

namespace {

/// What the list is a part of, and under which name.
template <typename Json>
std::pair<Json*, const char*> holder_of(Json& definition, ItemList list) {
  const bool of_step = list.kind == ItemList::Kind::task;
  if (list.kind == ItemList::Kind::form) return {&definition, "form"};
  if (list.kind == ItemList::Kind::workflow) return {&definition, "workflow"};
  const char* const outer = of_step ? "workflow" : "form";
  const auto items = definition.find(outer);
  if (items == definition.end() || !items->is_array() || list.of >= items->size()) return {};
  Json& item = (*items)[list.of];
  if (!item.is_object()) return {};
  if (!of_step)
    return string_at(item, "type") == "table" ? std::pair<Json*, const char*>{&item, "columns"}
                                              : std::pair<Json*, const char*>{};
  const auto task = item.find("task");
  if (task == item.end() || !task->is_object()) return {};
  return {&*task, "form"};
}

}  // namespace

json items_in(const json& definition, ItemList list) {
  const auto [holder, key] = holder_of(definition, list);
  return holder == nullptr ? json::array() : list_at(*holder, key);
}

bool put_items(json& definition, ItemList list, json items) {
  const auto [holder, key] = holder_of(definition, list);
  if (holder == nullptr) return false;
  put_or_erase(*holder, key, std::move(items));
  return true;
}

bool remove_item(json& definition, ItemList list, std::size_t index) {
  json items = items_in(definition, list);
  if (index >= items.size()) return false;
  const std::string id = string_at(items[index], "id");
  const json inherited = list_at(items[index], "after");
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
  for (json& item : items) {
    if (!item.is_object()) continue;
    const Strings after = strings_at(item, "after");
    if (std::find(after.begin(), after.end(), id) == after.end()) continue;
    json kept = json::array();
    const auto keep = [&kept](const json& one) {
      if (std::find(kept.begin(), kept.end(), one) == kept.end()) kept.push_back(one);
    };
    for (const std::string& earlier : after) {
      if (earlier != id) {
        keep(earlier);
      } else {
        for (const json& before : inherited) keep(before);
      }
    }
    put_or_erase(item, "after", std::move(kept));
  }
  return put_items(definition, list, std::move(items));
}

bool move_item(json& definition, ItemList list, std::size_t index, bool up) {
  json items = items_in(definition, list);
  if (index >= items.size() || (up ? index == 0 : index + 1 == items.size())) return false;
  std::swap(items[index], items[up ? index - 1 : index + 1]);
  return put_items(definition, list, std::move(items));
}

json copied_definition(json definition, const std::string& id) {
  definition.erase("plugin");  // what a request pins; an author does not write it
  definition["id"] = id;
  return definition;
}

json empty_definition(const std::string& id, const LocalText& title, const std::string& theme,
                      const std::string& team) {
  json definition = {{"id", id}, {"kind", "request"}, {"route", {{"team", team}}}};
  put_text(definition, "title", title);
  put_or_erase(definition, "theme", theme);
  return definition;
}

std::string id_from(std::string_view words, const Strings& taken, char between) {
  constexpr std::size_t longest = 40;
  std::string id;
  for (const auto& word : matching::words_of(words)) {
    std::string part;
    for (const char c : word.folded) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) part += c;
    }
    if (part.empty() || id.size() + part.size() + 1 > longest) continue;
    id += (id.empty() ? std::string() : std::string(1, between)) + part;
  }
  if (id.empty()) return {};
  if (id.front() >= '0' && id.front() <= '9') id = std::string("q") + between + id;
  std::string free = id;
  for (int number = 2; std::find(taken.begin(), taken.end(), free) != taken.end(); ++number) {
    free = id + between + std::to_string(number);
  }
  return free;
}

bool is_item_id(std::string_view id) {
  return !id.empty() && id.size() <= 60 && id.front() >= 'a' && id.front() <= 'z' &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

}  // namespace guichet::counter

// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/rule.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using plugins::Severity;

constexpr std::size_t enough_in_english = 3;

bool is_blank(const json& text) {
  return text.is_string() && text.get_ref<const std::string&>().find_first_not_of(" \t\n") == std::string::npos;
}

/// { fr, en } and nothing else: a text for people.
bool is_text(const json& value) {
  if (!value.is_object() || value.empty() || value.size() > 2) return false;
  const auto is_half = [](const auto& item) {
    return (item.key() == "fr" || item.key() == "en") && item.value().is_string();
  };
  for (auto item = value.begin(); item != value.end(); ++item) {
    if (!is_half(item)) return false;
  }
  return true;
}

void walk_texts(const Subject& subject, const json& value, const std::string& pointer, Problems& problems) {
  if (is_text(value)) {
    for (const auto& [language, name] : {std::pair{"fr", "French"}, {"en", "English"}}) {
      if (!value.contains(language)) {
        problems.push_back(subject.at(pointer, std::string("has no ") + name + " text: add `" + language + ":`"));
      } else if (is_blank(value[language])) {
        problems.push_back(subject.at(pointer + "/" + language, std::string("the ") + name + " text is empty"));
      }
    }
    return;
  }
  // Settings of the machine and free values are not texts for people.
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      if (key != "input" && key != "when" && key != "files")
        walk_texts(subject, inner, pointer + "/" + plugins::pointer_part(key), problems);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      walk_texts(subject, value[i], pointer + "/" + std::to_string(i), problems);
  }
}

/// Small letters of ASCII, single spaces: enough to see that two sentences are the same.
std::string folded(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (space && (result.empty() || result.back() == ' ')) continue;
    result += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

}  // namespace

Problems check_translations(const Subject& subject) {
  Problems problems;
  if (subject.manifest.is_object()) walk_texts(subject, subject.manifest, "", problems);
  return problems;
}

Problems check_article_languages(const Subject& subject) {
  Problems problems;
  std::map<std::string, std::set<std::string>> languages;
  const json articles = subject.manifest.value("articles", json::array());
  for (const json& article : articles) languages[article["id"]].insert(article["language"].get<std::string>());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const std::string id = articles[i]["id"];
    const std::string language = articles[i]["language"];
    const std::string other = language == "fr" ? "en" : "fr";
    if (languages[id].count(other) > 0) continue;
    const std::string file = "docs/" + id + (other == "en" ? ".en.md" : ".md");
    problems.push_back(subject.at("/articles/" + std::to_string(i),
                                  std::string("is in ") + (language == "fr" ? "French" : "English") +
                                      " only: those who read the other language get this one; write " + file,
                                  Severity::warning));
  }
  return problems;
}

Problems check_ways_of_saying(const Subject& subject) {
  Problems problems;
  std::map<std::string, std::string> first_use;  // sentence -> service
  const json services = subject.manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i) {
    const std::string id = services[i]["id"];
    const std::string pointer = "/services/" + std::to_string(i) + "/says";
    const json says = services[i].value("says", json::object());
    for (const char* language : {"fr", "en"}) {
      const json sentences = says.value(language, json::array());
      for (std::size_t s = 0; s < sentences.size(); ++s) {
        const auto [use, is_first] = first_use.emplace(folded(sentences[s].get<std::string>()), id);
        if (is_first) continue;
        const bool same = use->second == id;
        problems.push_back(subject.at(
            pointer + "/" + language + "/" + std::to_string(s),
            same ? "is there twice"
                 : "is also how people ask for \"" + use->second + "\": the counter could not tell the two apart",
            same ? Severity::warning : Severity::error));
      }
    }
    if (says.value("en", json::array()).size() < enough_in_english)
      problems.push_back(subject.at(pointer,
                                    "fewer than " + std::to_string(enough_in_english) +
                                        " ways to ask for it in English: guests and new students search with them",
                                    Severity::warning));
  }
  return problems;
}

}  // namespace guichet::sdk_tool

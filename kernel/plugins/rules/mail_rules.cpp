// SPDX-License-Identifier: GPL-3.0-or-later
// Templates of strangers: variables and sections only, of names that exist, and bounded, so that none can pull in a
// file, leave a text unescaped or grow without end.
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

constexpr std::size_t most_tags = 200;
constexpr std::size_t most_levels = 3;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

class TemplateText {
 public:
  TemplateText(const std::vector<std::string>& known, std::set<std::string>& used, const std::string& pointer,
               Findings& findings)
      : known_(known), used_(used), pointer_(pointer), findings_(findings) {}

  void read(std::string_view text) {
    std::size_t tags = 0;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{")) {
      text.remove_prefix(at + 2);
      const std::size_t end = text.find("}}");
      if (end == std::string_view::npos) return say("a \"{{\" is not closed with \"}}\"");
      if (++tags > most_tags) return say("has more than " + std::to_string(most_tags) + " tags");
      if (!take_tag(trimmed(text.substr(0, end)))) return;
      text.remove_prefix(end + 2);
    }
    if (!open_.empty()) say("{{#" + open_.back() + "}} is not closed with {{/" + open_.back() + "}}");
  }

 private:
  void say(std::string text) { findings_.push_back({pointer_, std::move(text)}); }

  /// False when what follows makes no sense any more.
  bool take_tag(std::string_view tag) {
    if (tag.empty()) {
      say("{{}} names no variable");
      return true;
    }
    const char first = tag.front();
    if (std::string_view("{&><=!$*").find(first) != std::string_view::npos) {
      say("\"{{" + std::string(1, first) +
          "\" is not allowed here: write {{name}}, {{#name}}...{{/name}} or "
          "{{^name}}...{{/name}}");
      return false;
    }
    const bool section = first == '#' || first == '^' || first == '/';
    const std::string name(section ? trimmed(tag.substr(1)) : tag);
    if (first == '/') return close(name);
    use(name);
    if (section) open_.push_back(name);
    if (open_.size() > most_levels) {
      say("sections are nested more than " + std::to_string(most_levels) + " deep");
      return false;
    }
    return true;
  }

  bool close(const std::string& name) {
    if (open_.empty() || open_.back() != name) {
      say("{{/" + name + "}} closes what was not opened");
      return false;
    }
    open_.pop_back();
    return true;
  }

  void use(const std::string& name) {
    used_.insert(name);
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) return;
    say("there is no variable " + in_quotes(name) + did_you_mean(name, known_) +
        (did_you_mean(name, known_).empty() ? ": declare it under `variables`" : ""));
  }

  const std::vector<std::string>& known_;
  std::set<std::string>& used_;
  const std::string& pointer_;
  Findings& findings_;
  std::vector<std::string> open_;
};

void check_template(const json& letter, const std::string& pointer, Findings& findings) {
  std::vector<std::string> known = {"reader.name", "request.reference", "request.title", "request.link"};
  std::set<std::string> declared, used;
  const json variables = letter.value("variables", json::array());
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const std::string id = variables[i]["id"].get<std::string>();
    known.push_back(id);
    if (!declared.insert(id).second)
      findings.push_back(
          {pointer + "/variables/" + std::to_string(i) + "/id", "there are two variables " + in_quotes(id)});
  }
  for (const char* part : {"subject", "body"}) {
    for (const char* language : {"fr", "en"}) {
      const std::string at = pointer + "/" + part + "/" + language;
      TemplateText(known, used, at, findings).read(letter[part][language].get_ref<const std::string&>());
    }
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const std::string id = variables[i]["id"].get<std::string>();
    if (used.count(id) > 0) continue;
    findings.push_back({pointer + "/variables/" + std::to_string(i) + "/id", in_quotes(id) + " is in none of the texts",
                        Severity::warning});
  }
}

}  // namespace

void check_mail_templates(const json& manifest, Findings& findings) {
  const json letters = manifest.value("mail-templates", json::array());
  for (std::size_t i = 0; i < letters.size(); ++i)
    check_template(letters[i], "/mail-templates/" + std::to_string(i), findings);
}

}  // namespace guichet::plugins

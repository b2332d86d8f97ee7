// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/ask.hpp"
#include "kernel/counter/catalogue.hpp"
#include "kernel/storage/people.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/installation.hpp"

#include <cmath>
#include <iostream>

namespace guichet::web {
namespace {

using nlohmann::json;

json audience_of(const domain::Audience& audience) {
  return {{"affiliation", audience.affiliation},
          {"campus", audience.campus},
          {"component", audience.component},
          {"public", audience.open_to_all}};
}

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

/// Exactly what the box shows this person for these words, and where a free request with them would go.
json matched(const counter::Counter& counter, const pages::Catalogue& texts, const identity::Viewer* viewer,
             std::string_view words) {
  const counter::Asker asker{viewer, viewer != nullptr ? viewer->person.language : domain::Language::fr, clock_now()};
  const auto suggestions = counter::ask(counter, asker, words);
  json services = json::array();
  for (const auto& match : suggestions.services) {
    services.push_back(
        {{"id", match.service->id}, {"score", rounded(match.confidence)}, {"why", texts.sentence(match.why)}});
  }
  json articles = json::array();
  for (const auto& match : suggestions.articles) {
    articles.push_back({{"id", match.article->id}, {"score", rounded(match.confidence)}});
  }
  const auto route = counter::route_of_words(counter, asker, words);
  return {{"services", services},
          {"articles", articles},
          {"abstains", suggestions.abstains},
          {"route", {{"team", route.team}, {"why", texts.sentence(route.why)}}}};
}

domain::Result<std::optional<identity::Viewer>> viewer_named(const counter::Counter& counter,
                                                             const std::string& login) {
  if (login.empty() || login == "-") return std::optional<identity::Viewer>();
  storage::Reader reader = counter.database.read();
  auto person = storage::People(reader).by_login(login);
  if (!person) return domain::Error{domain::ErrorKind::not_found, "error.person.unknown", {{"login", login}}, {}, ""};
  storage::Accounts accounts(reader);
  return std::optional(identity::Viewer{*person, accounts.teams_of(person->id), accounts.rights_of(person->id)});
}

std::string printed(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

int match_lines(const counter::Counter& counter, const Terminal& terminal) {
  std::unordered_map<std::string, std::optional<identity::Viewer>> known;
  std::string line;
  int ended = 0;
  const auto refuse = [&](const char* key, const json& parameters) {
    std::cout << printed({{"error", terminal.catalogue().text(key, parameters)}}) << '\n';
    ended = 1;
  };
  while (std::getline(std::cin, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto tab = line.find('\t');
    if (tab == std::string::npos) {  // or the words of somebody would be asked as nobody's
      refuse("error.match.line", json::object());
      continue;
    }
    const std::string login = line.substr(0, tab), words = line.substr(tab + 1);
    auto person = known.find(login);
    if (person == known.end()) {
      auto found = viewer_named(counter, login);
      if (!found) {
        refuse(found.error().message.c_str(), found.error().parameters);
        continue;
      }
      person = known.emplace(login, std::move(*found)).first;
    }
    const identity::Viewer* viewer = person->second ? &*person->second : nullptr;
    std::cout << printed(matched(counter, terminal.catalogue(), viewer, words)) << '\n';
  }
  return ended;
}

void print_for_people(const json& answer) {
  for (const auto& service : answer["services"]) {
    std::cout << service["score"].dump() << "  " << service["id"].get<std::string>() << "  "
              << service["why"].get<std::string>() << '\n';
  }
  for (const auto& article : answer["articles"]) {
    std::cout << article["score"].dump() << "  " << article["id"].get<std::string>() << '\n';
  }
  std::cout << "-> " << answer["route"]["team"].get<std::string>() << "  " << answer["route"]["why"].get<std::string>()
            << '\n';
}

}  // namespace

int run_services(const Options& options, const Terminal& terminal) {
  const auto opened = Installation::open(options, false);
  if (!opened) return terminal.fail(opened.error());
  const auto snapshot = (*opened)->registry().current();
  json all = json::array();
  for (const auto& service : snapshot->services) {
    all.push_back({{"id", service.id},
                   {"title", service.title},
                   {"summary", service.summary},
                   {"theme", service.theme},
                   {"kind", service.incident ? "incident" : "request"},
                   {"audience", audience_of(service.audience)}});
  }
  if (options.json) {
    std::cout << all.dump(2) << '\n';
    return 0;
  }
  for (const auto& service : all) {
    std::cout << service["id"].get<std::string>() << '\t'
              << service["title"][std::string(domain::code_of(terminal.catalogue().language()))].get<std::string>()
              << '\n';
  }
  return 0;
}

int run_match(const Options& options, const Terminal& terminal) {
  const auto opened = Installation::open(options, false);
  if (!opened) return terminal.fail(opened.error());
  const counter::Counter& counter = (*opened)->counter();
  if (options.standard_input) return match_lines(counter, terminal);
  const auto viewer = viewer_named(counter, options.as);
  if (!viewer) return terminal.fail(viewer.error());
  const json answer = matched(counter, terminal.catalogue(), *viewer ? &**viewer : nullptr, options.words);
  if (options.json) {
    std::cout << printed(answer) << '\n';
  } else {
    print_for_people(answer);
  }
  return 0;
}

}  // namespace guichet::web

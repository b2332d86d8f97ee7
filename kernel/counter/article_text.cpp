// SPDX-License-Identifier: GPL-3.0-or-later
// What holds in an article that somebody writes.
#include "kernel/counter/names.hpp"
#include "kernel/counter/write_article.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/plugins/authoring/excess.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "kernel/plugins/rules/format.hpp"

#include <algorithm>
#include <array>

namespace guichet::counter {
namespace {

using domain::FieldError;
using nlohmann::json;

constexpr std::size_t longest_title = 150;
constexpr std::size_t most_keywords = 30;
constexpr std::size_t longest_keyword = 60;
constexpr std::size_t most_services = 20;
constexpr std::size_t longest_line = 500;
constexpr std::array<std::string_view, 6> affiliations{"student", "faculty",  "researcher",
                                                       "staff",   "employee", "affiliate"};

/// One line of text that fits.
bool is_short_line(const std::string& text, std::size_t longest) {
  return is_line(text) && characters_of(text) <= longest;
}

bool fits(const Counter& counter, const domain::Audience& audience) {
  const auto known = [](const std::string& affiliation) {
    return std::find(affiliations.begin(), affiliations.end(), affiliation) != affiliations.end();
  };
  const auto is_campus = [&](const std::string& id) {
    const domain::Place* place = counter.places.find(id);
    return place != nullptr && place->kind == domain::PlaceKind::campus;
  };
  const auto is_component = [&](const std::string& id) {
    return std::any_of(counter.components.begin(), counter.components.end(),
                       [&](const storage::Component& each) { return each.id == id; });
  };
  return std::all_of(audience.affiliation.begin(), audience.affiliation.end(), known) &&
         std::all_of(audience.campus.begin(), audience.campus.end(), is_campus) &&
         std::all_of(audience.component.begin(), audience.component.end(), is_component);
}

bool are_keywords(const std::vector<std::string>& keywords) {
  return keywords.size() <= most_keywords && std::all_of(keywords.begin(), keywords.end(), [](const std::string& each) {
           return !is_blank(each) && is_short_line(each, longest_keyword) && each.find(',') == std::string::npos;
         });
}

const char* message_of(plugins::authoring::MarkdownProblem::Kind kind) {
  using Kind = plugins::authoring::MarkdownProblem::Kind;
  if (kind == Kind::table) return "error.article.table";
  if (kind == Kind::nesting) return "error.article.nesting";
  return kind == Kind::address ? "error.article.address" : "error.article.brackets";
}

}  // namespace

std::optional<FieldError> wrong_markdown(const std::string& markdown) {
  namespace authoring = plugins::authoring;
  const auto because = [](const char* message, json parameters = json::object()) {
    return FieldError{"markdown", message, std::move(parameters)};
  };
  if (markdown.size() > authoring::longest_page) {
    return because("error.article.too-long", {{"kilobytes", authoring::longest_page / 1024}});
  }
  if (authoring::first_unclean_line(markdown)) return because("error.article.unclean");
  if (const auto excess = authoring::first_excess(markdown)) {
    return because(message_of(excess->kind), {{"line", excess->line}});
  }
  return std::nullopt;
}

std::vector<FieldError> wrong_parts(const Counter& counter, const ArticleText& text) {
  std::vector<FieldError> wrong;
  const auto refuse = [&](const char* part, const char* message, json parameters = json::object()) {
    wrong.push_back({part, message, std::move(parameters)});
  };
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  if (is_blank(text.title)) {
    refuse("title", "error.article.title-missing");
  } else if (!is_line(text.title)) {
    refuse("title", "error.field.bad-text");
  } else if (characters_of(text.title) > longest_title) {
    refuse("title", "error.article.title-long", {{"max", longest_title}});
  }
  if (auto markdown = wrong_markdown(text.markdown)) wrong.push_back(std::move(*markdown));
  if (!are_keywords(text.keywords)) refuse("keywords", "error.article.keywords", {{"max", most_keywords}});
  const auto known = [&](const std::string& id) { return snapshot->service(id) != nullptr; };
  if (text.services.size() > most_services || !std::all_of(text.services.begin(), text.services.end(), known)) {
    refuse("services", "error.article.services");
  }
  if (!fits(counter, text.audience)) refuse("audience", "error.article.audience");
  if (!is_short_line(text.source, longest_line)) refuse("source", "error.article.line-long", {{"max", longest_line}});
  if (!is_short_line(text.licence, longest_line)) refuse("licence", "error.article.line-long", {{"max", longest_line}});
  if (!is_short_line(text.note, longest_line)) refuse("note", "error.article.line-long", {{"max", longest_line}});
  if (snapshot->team(text.owner) == nullptr) refuse("owner", "error.article.owner");
  if (!text.review_on.empty() && !plugins::is_date(text.review_on)) refuse("review_on", "error.article.date");
  return wrong;
}

std::string in_a_year(const Counter& counter, domain::Instant now) {
  constexpr int days = 365;
  return domain::local_date(now + days * domain::day, counter.calendar.zone);
}

}  // namespace guichet::counter

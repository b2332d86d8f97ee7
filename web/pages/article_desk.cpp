// SPDX-License-Identifier: GPL-3.0-or-later
// The articles that an agent may write, and a new one.
#include "kernel/counter/article_from_request.hpp"
#include "web/pages/article_pages.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

using counter::ArticleFilter;
using counter::ArticleState;

constexpr std::size_t rows_shown = 50;
constexpr std::size_t longest_search = 200;

struct FilterWord {
  ArticleFilter filter;
  std::string_view word;  ///< in the address
  const char* title;
};
constexpr std::array<FilterWord, 4> filters{{{ArticleFilter::all, "", "base.filter.all"},
                                             {ArticleFilter::drafts, "brouillons", "base.filter.drafts"},
                                             {ArticleFilter::asked, "a-publier", "base.filter.asked"},
                                             {ArticleFilter::overdue, "a-revoir", "base.filter.overdue"}}};

std::string list_url(std::string_view filter, std::string_view words, std::size_t page) {
  std::string url = "/fiches/mes-fiches";
  char sign = '?';
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    url += sign + std::string(name) + "=" + url_encoded(value);
    sign = '&';
  };
  add("vue", std::string(filter));
  add("q", std::string(words));
  add("page", page > 0 ? std::to_string(page) : "");
  return url;
}

std::size_t count_of(const counter::ArticleDesk& desk, ArticleFilter filter) {
  switch (filter) {
    case ArticleFilter::drafts:
      return desk.drafts;
    case ArticleFilter::asked:
      return desk.asked;
    case ArticleFilter::overdue:
      return desk.overdue;
    default:
      return desk.all;
  }
}

const char* state_key(ArticleState state) {
  switch (state) {
    case ArticleState::published:
      return "base.state.published";
    case ArticleState::changed:
      return "base.state.changed";
    case ArticleState::of_plugin:
      return "base.state.of-plugin";
    case ArticleState::draft:
      break;
  }
  return "base.state.draft";
}

View row_view(const Visit& visit, const counter::ArticleDesk& desk, const counter::ArticleRow& row) {
  const Catalogue& texts = visit.texts();
  const bool english = row.key.language == domain::Language::en;
  const bool is_draft = row.state == ArticleState::draft || row.state == ArticleState::changed;
  std::string review;
  if (!row.review_on.empty()) {
    const char* key = row.state == ArticleState::of_plugin ? "base.reviewed-on" : "base.review-on";
    review = texts.text(key, {{"date", visit.moments().date(row.review_on)}});
  }
  std::string opinions;
  if (row.solved + row.not_solved > 0) {
    opinions = texts.text("base.opinions", {{"solved", row.solved}, {"not", row.not_solved}});
  }
  View view;
  view.text("row_url", edit_url(row.key))
      .text("row_title", row.title)
      .text("row_lang", std::string(domain::code_of(row.key.language)))
      .text("language_name", texts.text(english ? "base.english" : "base.french"))
      .text("team",
            row.owner.empty() ? texts.text("base.no-owner") : team_title(*desk.snapshot, row.owner, visit.language()))
      .text("state", texts.text(state_key(row.state)))
      .text("tone", is_draft ? "waiting" : "done")
      .flag("asked", row.asked)
      .flag("overdue", row.overdue)
      .maybe("review", review)
      .maybe("opinions", opinions);
  return view;
}

server::Response show_own(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const auto* chosen = std::find_if(filters.begin(), filters.end(),
                                    [&](const FilterWord& each) { return each.word == query.value("vue"); });
  const FilterWord& filter = chosen == filters.end() ? filters.front() : *chosen;
  const std::string words(query.value("q").substr(0, longest_search));
  const auto page = static_cast<std::size_t>(std::clamp<std::int64_t>(article_number(query.value("page")), 0, 10'000));
  const auto desk = counter::article_desk(visit.counter(), visit.asker(), filter.filter, words, page, rows_shown);
  if (!desk) return show_error(visit, desk.error());
  std::vector<View> links, rows;
  for (const FilterWord& each : filters) {
    links.push_back(View()
                        .text("filter_url", list_url(each.word, "", 0))
                        .text("filter_title", visit.texts().text(each.title))
                        .text("filter_count", std::to_string(count_of(*desk, each.filter)))
                        .flag("filter_current", each.filter == filter.filter));
  }
  for (const auto& row : desk->rows) rows.push_back(row_view(visit, *desk, row));
  const bool more = (page + 1) * rows_shown < desk->found;
  View data;
  data.maybe("said", article_said(visit))
      .list("filters", std::move(links))
      .text("words", words)
      .flag("has_words", !words.empty())
      .maybe("filter", std::string(filter.word))
      .text("about", visit.texts().counted("base.found", static_cast<std::int64_t>(desk->found)))
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .maybe("earlier_url", page > 0 ? list_url(filter.word, words, page - 1) : std::string())
      .maybe("next_url", more ? list_url(filter.word, words, page + 1) : std::string());
  return visit.page("my-articles", std::move(data), Section::articles);
}

server::Response show_new(Visit& visit, const domain::Error* error) {
  const auto may = counter::article_desk(visit.counter(), visit.asker(), ArticleFilter::all, "", 0, 1);
  if (!may) return show_error(visit, may.error());
  const server::Fields& form = visit.request().form;
  auto teams = team_choices(visit, *may->snapshot, std::string(form.value("equipe")));
  std::string title_wrong, owner_wrong;
  std::vector<std::pair<std::string, std::string>> errors;
  if (error != nullptr) {
    for (const domain::FieldError& field : error->fields) {
      std::string said = visit.texts().text(field.message, field.parameters);
      errors.emplace_back(field.field == "owner" ? "equipe" : "titre", said);
      (field.field == "owner" ? owner_wrong : title_wrong) = std::move(said);
    }
  }
  View data;
  data.flag("has_teams", !teams.empty())
      .list("teams", std::move(teams))
      .text("typed_title", std::string(form.value("titre")))
      .flag("english", form.value("langue") == "en")
      .maybe("title_wrong", title_wrong)
      .maybe("owner_wrong", owner_wrong);
  add_errors(data, errors);
  return visit.page("article-new", std::move(data), Section::articles, error != nullptr ? 422 : 200);
}

server::Response create(Visit& visit) {
  const server::Fields& form = visit.request().form;
  counter::ArticleText text;
  text.title = std::string(form.value("titre"));
  text.owner = std::string(form.value("equipe"));
  const auto made =
      counter::create_article(visit.counter(), visit.asker(), text, domain::language_of(form.value("langue")));
  if (made) return visit.go_to(edit_url(*made));
  if (status_of(made.error().kind) != 422) return show_error(visit, made.error());
  return show_new(visit, &made.error());
}

server::Response create_from_request(Visit& visit) {
  const Catalogue& texts = visit.texts();
  const counter::ArticleWords words{
      {texts.text("personal.name"), texts.text("personal.mail"), texts.text("personal.phone"),
       texts.text("personal.login"), texts.text("personal.number"), texts.text("personal.room"),
       texts.text("personal.secret"), texts.text("personal.date"), texts.text("personal.address"),
       texts.text("personal.link")},
      texts.text("base.question"),
      texts.text("base.answer"),
      texts.text("base.untitled")};
  const auto made = counter::article_from_request(visit.counter(), visit.asker(), request_of(visit.request()), words);
  if (!made) return show_error(visit, made.error());
  return visit.go_to(edit_url(*made) + "&dit=from-request");
}

}  // namespace

std::vector<View> team_choices(const Visit& visit, const plugins::Snapshot& snapshot, const std::string& chosen) {
  std::vector<View> choices;
  for (const domain::Team* team : counter::teams_to_write_for(snapshot, visit.asker())) {
    choices.push_back(View()
                          .text("team", team->id)
                          .text("team_title", team->title.in(visit.language()))
                          .flag("team_chosen", team->id == chosen));
  }
  return choices;
}

void add_article_desk_pages(Pages& pages) {
  pages.get("/fiches/mes-fiches", show_own);
  pages.get("/fiches/nouvelle", [](Visit& visit) { return show_new(visit, nullptr); });
  pages.post("/fiches/nouvelle", create);
  pages.post("/demandes/{reference}/fiche", create_from_request);
}

}  // namespace guichet::web::pages

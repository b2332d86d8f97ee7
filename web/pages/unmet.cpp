// SPDX-License-Identifier: GPL-3.0-or-later
// What people looked for and did not find, and what to write next.
#include "kernel/counter/unmet.hpp"

#include "kernel/identity/access.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/words_pages.hpp"

#include <array>

namespace guichet::web::pages {
namespace {

using Advice = counter::UnmetGroup::Advice;

constexpr std::array<int, 3> periods = {30, 90, 365};

int period_of(std::string_view days) {
  for (const int period : periods) {
    if (days == std::to_string(period)) return period;
  }
  return periods[1];
}

std::string advice_of(const Visit& visit, const counter::UnmetGroup& group) {
  const Catalogue& texts = visit.texts();
  switch (group.advice) {
    case Advice::article:
      return texts.text("unmet.write-article");
    case Advice::service:
      return texts.text("unmet.write-service",
                        {{"team", group.team != nullptr ? group.team->title.in(visit.language()) : std::string()}});
    case Advice::words:
      return texts.text("unmet.write-words", {{"service", group.service->title.in(visit.language())}});
    case Advice::watch:
      break;
  }
  return texts.text("unmet.watch");
}

View group_view(const Visit& visit, const counter::UnmetGroup& group) {
  std::string wording;
  for (const std::string& piece : group.wording)
    wording += (wording.empty() ? "" : " ") + (piece.empty() ? "…" : piece);
  const bool keeps = group.service != nullptr &&
                     identity::may_keep_words(visit.presence()->viewer, group.service->plugin, visit.asker().now);
  View view;
  view.text("wording", wording)
      .count("people", group.people, visit.texts().is_plural(group.people))
      .count("requests", group.requests, visit.texts().is_plural(group.requests))
      .text("advice", advice_of(visit, group))
      .maybe("synonyms_url",
             keeps ? "/synonymes?portee=" + url_encoded(group.service->id) + "&mots=" + url_encoded(group.words)
                   : std::string());
  return view;
}

server::Response show_unmet(Visit& visit) {
  const int days = period_of(visit.request().query.value("jours"));
  const auto found = counter::unmet_needs(visit.counter(), visit.asker(), days);
  if (!found) return show_error(visit, found.error());
  std::vector<View> groups, articles, choices;
  for (const auto& group : found->groups) groups.push_back(group_view(visit, group));
  for (const auto& each : found->articles) {
    articles.push_back(View()
                           .text("url", "/fiches/" + each.article->id)
                           .text("title", each.article->title)
                           .number("times", each.times)
                           .number("solved", each.solved));
  }
  for (const int period : periods) {
    choices.push_back(View()
                          .text("url", "/qualite/besoins?jours=" + std::to_string(period))
                          .text("label", visit.texts().text("unmet.days-" + std::to_string(period)))
                          .flag("current", period == days));
  }
  View data;
  data.count("considered", found->considered, visit.texts().is_plural(found->considered))
      .count("small", found->in_small_groups, visit.texts().is_plural(found->in_small_groups))
      .flag("has_small", found->in_small_groups > 0)
      .flag("all", found->all)
      .list("choices", std::move(choices))
      .flag("has_groups", !groups.empty())
      .list("groups", std::move(groups))
      .flag("has_articles", !articles.empty())
      .list("articles", std::move(articles));
  return visit.page("unmet", std::move(data), Section::none);
}

}  // namespace

void add_unmet_page(Pages& pages) {
  pages.get("/qualite/besoins", show_unmet);
}

}  // namespace guichet::web::pages

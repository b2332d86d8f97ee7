// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/suggestions_view.hpp"

#include "kernel/counter/ask.hpp"
#include "web/pages/incident_view.hpp"

namespace guichet::web::pages {
namespace {

std::string article_url(const matching::ArticleMatch& match, const std::string& query) {
  return "/fiches/" + match.article->id + query + (match.anchor.empty() ? "" : "#" + match.anchor);
}

}  // namespace

View article_view(const matching::ArticleMatch& match, const std::string& query) {
  std::vector<View> pieces;
  pieces.reserve(match.excerpt.size());
  for (const auto& piece : match.excerpt) {
    pieces.push_back(View().text("text", piece.text).flag("marked", piece.marked));
  }
  View view;
  view.text("url", article_url(match, query))
      .text("article_url", article_url(match, query))
      .text("article_id", match.article->id)
      .text("title", match.article->title)
      .maybe("heading", match.heading)
      .flag("has_pieces", !pieces.empty())
      .list("pieces", std::move(pieces));
  return view;
}

std::string service_url(const Visit& visit, const std::string& service) {
  if (!visit.signed_in() && service == visit.counter().recovery_service) return "/compte-bloque";
  return "/services/" + service;
}

View suggestions_view(const Visit& visit, std::string_view words) {
  View data;
  add_told_incidents(data, visit, words);
  const bool nothing_typed = words.find_first_not_of(" \t") == std::string_view::npos;
  matching::Suggestions found;
  if (!nothing_typed) found = counter::ask(visit.counter(), visit.asker(), words);
  const std::string query = words.empty() ? std::string() : "?q=" + url_encoded(words.substr(0, 500));

  std::vector<View> articles, services;
  for (const auto& match : found.articles) articles.push_back(article_view(match, query));
  for (const auto& match : found.services) {
    const std::string url = service_url(visit, match.service->id);
    services.push_back(View()
                           .text("url", url.starts_with("/services/") ? url + query : url)
                           .text("title", match.service->title.in(visit.language()))
                           .text("summary", match.service->summary.in(visit.language()))
                           .maybe("why", visit.texts().sentence(match.why)));
  }
  const auto count = static_cast<std::int64_t>(articles.size() + services.size());
  data.flag("nothing_typed", nothing_typed)
      .flag("abstains", !nothing_typed && (found.abstains || count == 0))
      .text("free_url", "/demande-libre" + query)
      .count("found", count, visit.texts().is_plural(count))
      .flag("has_articles", !articles.empty())
      .flag("has_services", !services.empty())
      .list("articles", std::move(articles))
      .list("services", std::move(services));
  return data;
}

void add_themes(View& data, const Visit& visit, const counter::Catalogue& catalogue) {
  std::vector<View> themes;
  themes.reserve(catalogue.themes.size());
  for (const auto& theme : catalogue.themes) {
    std::vector<View> services;
    services.reserve(theme.services.size());
    for (const domain::Service* service : theme.services) {
      services.push_back(View()
                             .text("url", service_url(visit, service->id))
                             .text("title", service->title.in(visit.language()))
                             .text("summary", service->summary.in(visit.language())));
    }
    themes.push_back(View()
                         .text("title", theme.theme != nullptr ? theme.theme->title.in(visit.language()) : "")
                         .list("services", std::move(services)));
  }
  data.flag("has_themes", !themes.empty()).list("themes", std::move(themes));
}

}  // namespace guichet::web::pages

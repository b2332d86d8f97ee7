// SPDX-License-Identifier: GPL-3.0-or-later
// Documentation: the list, a page, and whether it answered.
#include "kernel/counter/ask.hpp"
#include "kernel/counter/catalogue.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/suggestions_view.hpp"

namespace guichet::web::pages {
namespace {

std::string article_id(const server::Request& request) {
  return std::string(request.path_parameters.value("plugin")) + "/" +
         std::string(request.path_parameters.value("article"));
}

server::Response show_articles(Visit& visit) {
  const counter::ArticleList list = counter::articles(visit.counter(), visit.asker());
  std::vector<View> articles;
  articles.reserve(list.articles.size());
  for (const domain::Article* article : list.articles) {
    articles.push_back(View()
                           .text("url", "/fiches/" + article->id)
                           .text("title", article->title)
                           .flag("foreign", article->language != visit.language())
                           .text("lang", std::string(domain::code_of(article->language))));
  }
  View data;
  data.flag("has_articles", !articles.empty()).list("articles", std::move(articles));
  return visit.page("articles", std::move(data), Section::articles);
}

/// What was asked in the box before somebody came to read, carried so that it is not typed again.
std::string words_before(const Visit& visit) {
  const server::Request& request = visit.request();
  if (request.method == "POST") return std::string(request.form.value("q").substr(0, 500));
  return request.query.has("mots") ? crossing_words(visit) : std::string();
}

/// `opinion`: "" to ask for one, else what was just said.
server::Response show_article(Visit& visit, std::string_view opinion) {
  const auto found = counter::article(visit.counter(), visit.asker(), article_id(visit.request()));
  if (!found) return show_error(visit, found.error());
  const domain::Article& article = *found->article;
  std::vector<View> services;
  for (const domain::Service* service : found->services) {
    services.push_back(
        View().text("url", service_url(visit, service->id)).text("title", service->title.in(visit.language())));
  }
  const std::string words = words_before(visit);
  View data;
  data.maybe("words", words)
      .text("free_url", std::string("/demande-libre") + (words.empty() ? "" : with_words))
      .text("title", article.title)
      .text("lang", std::string(domain::code_of(article.language)))
      .flag("foreign", article.language != visit.language())
      .text("html", article.html)
      .maybe("reviewed", visit.moments().date(article.reviewed))
      .flag("has_services", !services.empty())
      .list("services", std::move(services))
      .text("opinion_url", "/fiches/" + article.id + "/avis")
      .flag("thanked", opinion == "solved")
      .flag("sorry", opinion == "not-solved")
      .flag("asks_opinion", opinion.empty());
  return visit.page("article", std::move(data), Section::articles);
}

server::Response take_opinion(Visit& visit) {
  const std::string_view opinion = visit.request().form.value("avis");
  if (opinion == "retour") {
    const auto back = counter::not_solved_after_all(visit.counter(), visit.asker(), article_id(visit.request()),
                                                    visit.request().remote_address);
    if (!back) return show_error(visit, back.error());
    const std::string words = words_before(visit);
    if (words.empty()) return show_article(visit, "not-solved");
    View data = suggestions_view(visit, words, "");
    data.text("words", words).flag("focus", false);
    return visit.page("suggestions", std::move(data), Section::home);
  }
  const auto counted = counter::solved_by(visit.counter(), visit.asker(), article_id(visit.request()), opinion,
                                          visit.request().remote_address);
  if (!counted) return show_error(visit, counted.error());
  return show_article(visit, opinion);
}

}  // namespace

void add_article_pages(Pages& pages) {
  pages.get("/fiches", show_articles);
  pages.get("/fiches/{plugin}/{article}", [](Visit& visit) { return show_article(visit, ""); });
  pages.post("/fiches/{plugin}/{article}/avis", take_opinion);
}

}  // namespace guichet::web::pages

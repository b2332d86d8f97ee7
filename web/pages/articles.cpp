// SPDX-License-Identifier: GPL-3.0-or-later
// Documentation: the list, a page, and whether it answered.
#include "kernel/counter/article_comment.hpp"
#include "kernel/counter/article_image.hpp"
#include "kernel/counter/ask.hpp"
#include "kernel/counter/catalogue.hpp"
#include "web/pages/article_pages.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/suggestions_view.hpp"

#include <fcntl.h>

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
  const auto* const viewer = visit.asker().viewer;
  View data;
  data.flag("writes", viewer != nullptr && identity::may_write_articles(*viewer, visit.asker().now))
      .flag("has_articles", !articles.empty())
      .list("articles", std::move(articles));
  return visit.page("articles", std::move(data), Section::articles);
}

/// What was asked in the box before somebody came to read, carried so that it is not typed again.
std::string words_before(const Visit& visit) {
  const server::Request& request = visit.request();
  if (request.method == "POST") return std::string(request.form.value("q").substr(0, 500));
  return request.query.has("mots") ? crossing_words(visit) : std::string();
}

/// What was just said of an article: "" to ask for an opinion, and what came of a comment.
struct Said {
  std::string_view opinion;
  bool commented = false;
  std::string comment;  ///< as typed, when it could not be kept
  std::string wrong;    ///< why
  int status = 200;
};

std::string edit_link(const Visit& visit, const domain::Article& article) {
  const auto* const viewer = visit.asker().viewer;
  const identity::ArticleOwner owner{article.owner, article.plugin};
  const bool may = viewer != nullptr && identity::may_write_article(*viewer, owner, visit.asker().now);
  return may ? edit_url({article.id, article.language}) : std::string();
}

bool is_address(const std::string& source) {
  return source.starts_with("https://") || source.starts_with("http://");
}

server::Response show_article(Visit& visit, const Said& said) {
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
      .maybe("edit_url", edit_link(visit, article))
      .flag("has_source", !article.source.empty() || !article.licence.empty())
      .maybe("source", article.source)
      .maybe("source_url", is_address(article.source) ? article.source : std::string())
      .maybe("licence", article.licence)
      .text("comment_url", "/fiches/" + article.id + "/remarque")
      .text("comment_max", std::to_string(counter::longest_comment))
      .text("typed_comment", said.comment)
      .maybe("comment_wrong", said.wrong)
      .flag("commented", said.commented)
      .flag("thanked", said.opinion == "solved")
      .flag("sorry", said.opinion == "not-solved")
      .flag("asks_opinion", said.opinion.empty());
  return visit.page("article", std::move(data), Section::articles, said.status);
}

server::Response take_opinion(Visit& visit) {
  const std::string_view opinion = visit.request().form.value("avis");
  if (opinion == "retour") {
    const auto back = counter::not_solved_after_all(visit.counter(), visit.asker(), article_id(visit.request()),
                                                    visit.request().remote_address);
    if (!back) return show_error(visit, back.error());
    const std::string words = words_before(visit);
    if (words.empty()) return show_article(visit, {"not-solved", false, "", "", 200});
    View data = suggestions_view(visit, words, "");
    data.text("words", words).flag("focus", false);
    return visit.page("suggestions", std::move(data), Section::home);
  }
  const auto counted = counter::solved_by(visit.counter(), visit.asker(), article_id(visit.request()), opinion,
                                          visit.request().remote_address);
  if (!counted) return show_error(visit, counted.error());
  return show_article(visit, {opinion, false, "", "", 200});
}

server::Response take_comment(Visit& visit) {
  const std::string words(visit.request().form.value("remarque"));
  if (matching::distress_in(words) != matching::Distress::none) {
    View data = suggestions_view(visit, words, "");
    data.flag("focus", false);
    return visit.page("suggestions", std::move(data), Section::home);
  }
  const counter::VisitorAt visitor{std::string(visit.request().remote_address),
                                   std::string(visit.request().cookies.value(visit.token_cookie_name()))};
  const auto kept =
      counter::comment_on_article(visit.counter(), visit.asker(), article_id(visit.request()), words, visitor);
  if (kept) return show_article(visit, {"not-solved", true, "", "", 200});
  const domain::Error& error = kept.error();
  const int status = status_of(error.kind);
  if (status == 404 || status >= 500) return show_error(visit, error);
  return show_article(visit, {"not-solved", false, words, visit.texts().text(error.message, error.parameters), status});
}

/// A picture of an article, shown by the browser; what is in the file store under this name never changes.
server::Response send_image(Visit& visit) {
  const std::string sha256(visit.request().path_parameters.value("sha256"));
  const auto found = counter::article_image(visit.counter(), visit.asker(), sha256);
  if (!found) return show_error(visit, found.error());
  server::FileRange range;
  auto file = std::make_shared<server::FileDescriptor>(::open(found->path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file->open()) return show_error(visit, {domain::ErrorKind::internal, "error.file.lost", {}, {}, sha256});
  range.file = std::move(file);
  range.length = static_cast<std::uint64_t>(found->image.size);
  server::Response response;
  response.content_type = found->image.media_type;
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  // Kept by this browser for an hour, and by nobody between: who may see it can change.
  response.headers.emplace_back("Cache-Control", "private, max-age=3600");
  response.body = std::move(range);
  return response;
}

}  // namespace

void add_article_pages(Pages& pages) {
  pages.get("/fiches", show_articles);
  pages.get("/fiches/{plugin}/{article}", [](Visit& visit) { return show_article(visit, {}); });
  pages.post("/fiches/{plugin}/{article}/remarque", take_comment);
  pages.get("/fiches/images/{sha256}", send_image);
  add_article_desk_pages(pages);
  add_article_editor_pages(pages);
  add_article_version_pages(pages);
  pages.post("/fiches/{plugin}/{article}/avis", take_opinion);
}

}  // namespace guichet::web::pages

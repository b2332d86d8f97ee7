// SPDX-License-Identifier: GPL-3.0-or-later
// What an article was: its versions, one of them, and taking it up again.
#include "web/pages/article_pages.hpp"
#include "web/pages/errors.hpp"

namespace guichet::web::pages {
namespace {

std::string versions_url(const counter::ArticleKey& key) {
  return article_url(key) + "/versions?langue=" + std::string(domain::code_of(key.language));
}

std::string version_url(const counter::ArticleKey& key, std::int64_t number) {
  return article_url(key) + "/versions/" + std::to_string(number) +
         "?langue=" + std::string(domain::code_of(key.language));
}

/// A note of ours is a key; one of an author is their words.
std::string note_of(const Visit& visit, const std::string& note) {
  const bool ours = note.starts_with("article.note.") && visit.texts().find(note);
  return ours ? visit.texts().text(note) : note;
}

View row_view(const Visit& visit, const counter::ArticleKey& key, const counter::ArticleHistory& history,
              const storage::ArticleVersionRow& version) {
  const Catalogue& texts = visit.texts();
  const bool seen_now = version.number == history.article.published;
  std::string state;
  if (seen_now) {
    state = texts.text("base.version.seen");
  } else if (version.published_at > 0) {
    state = texts.text("base.version.was-seen");
  }
  View view;
  view.text("version_url", version_url(key, version.number))
      .text("version_title", version.title)
      .text("at", visit.moments().shown(version.at))
      .text("at_iso", Moments::iso(version.at))
      .text("author", version.author_name.empty() ? texts.text("request.counter") : version.author_name)
      .maybe("note", note_of(visit, version.note))
      .maybe("state", state);
  return view;
}

server::Response show_history(Visit& visit, std::int64_t chosen) {
  const counter::ArticleKey key = article_key(visit);
  const auto history = counter::article_history(visit.counter(), visit.asker(), key,
                                                article_number(visit.request().query.value("avant")));
  if (!history) return show_error(visit, history.error());
  View data;
  data.flag("chosen", chosen != 0);
  if (chosen != 0) {
    const auto version = counter::article_version(visit.counter(), visit.asker(), key, chosen);
    if (!version) return show_error(visit, version.error());
    data.text("chosen_title", version->title)
        .text("chosen_html", version->html)
        .text("chosen_at", visit.texts().text("base.version.number", {{"number", chosen}}))
        .text("restore_url", article_url(key) + "/versions/" + std::to_string(chosen));
  }
  std::vector<View> versions;
  for (const auto& version : history->versions) versions.push_back(row_view(visit, key, *history, version));
  data.text("page_title", history->article.title)
      .text("lang", std::string(domain::code_of(key.language)))
      .text("edit_url", edit_url(key))
      .text("revision", std::to_string(history->article.revision))
      .list("versions", std::move(versions))
      .maybe("next_url",
             history->before > 0 ? versions_url(key) + "&avant=" + std::to_string(history->before) : std::string());
  return visit.page("article-history", std::move(data), Section::articles);
}

std::int64_t number_of(const Visit& visit) {
  return article_number(visit.request().path_parameters.value("number"));
}

server::Response restore(Visit& visit) {
  const counter::ArticleKey key = article_key(visit);
  const auto restored = counter::restore_article(
      visit.counter(), visit.asker(), key, article_number(visit.request().form.value("revision")), number_of(visit));
  if (!restored) return show_error(visit, restored.error());
  return visit.go_to(edit_url(key) + "&dit=restored");
}

}  // namespace

void add_article_version_pages(Pages& pages) {
  const std::string versions = "/fiches/{plugin}/{article}/versions";
  pages.get(versions, [](Visit& visit) { return show_history(visit, 0); });
  pages.get(versions + "/{number}", [](Visit& visit) { return show_history(visit, number_of(visit)); });
  pages.post(versions + "/{number}", restore);
}

}  // namespace guichet::web::pages

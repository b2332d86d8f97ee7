// SPDX-License-Identifier: GPL-3.0-or-later
// Writing an article: the editor, its preview, its images, and what becomes of it.
#include "kernel/counter/article_comment.hpp"
#include "kernel/counter/article_image.hpp"
#include "web/pages/article_pages.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

using counter::ArticleMove;

constexpr std::size_t longest_field = 2'000;

std::string line_of(const Visit& visit, const char* name) {
  return std::string(visit.request().form.value(name).substr(0, longest_field));
}

/// As browsers send it, with the line ends of Markdown.
std::string text_of(const Visit& visit, const char* name) {
  std::string text(visit.request().form.value(name));
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return text;
}

std::vector<std::string> all_of(const Visit& visit, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [field, value] : visit.request().form) {
    if (field == name && values.size() < 100) values.push_back(value);
  }
  return values;
}

std::vector<std::string> keywords_in(std::string_view text) {
  std::vector<std::string> keywords;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",;\n"), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t begin = word.find_first_not_of(' ');
    if (begin == std::string_view::npos) continue;
    word = word.substr(begin, word.find_last_not_of(' ') - begin + 1);
    keywords.emplace_back(word);
  }
  return keywords;
}

domain::Audience typed_audience(const Visit& visit) {
  const std::string_view choice = visit.request().form.value("public");
  domain::Audience audience;
  if (choice == "tous") audience.open_to_all = true;
  if (choice != "certains") return audience;
  audience.affiliation = all_of(visit, "personnes");
  audience.campus = all_of(visit, "campus");
  audience.component = all_of(visit, "composante");
  return audience;
}

server::Response open_editor(Visit& visit) {
  const auto article = counter::article_to_edit(visit.counter(), visit.asker(), article_key(visit));
  if (!article) return show_error(visit, article.error());
  return show_editor(visit, *article, article->text, {});
}

/// The editor with what was typed, on the revision it was typed from; when somebody else changed the article, on
/// theirs, so that what is sent next is a choice.
server::Response give_back(Visit& visit, const counter::ArticleText& text, EditorSays says) {
  auto article = counter::article_to_edit(visit.counter(), visit.asker(), article_key(visit));
  if (!article) return show_error(visit, article.error());
  if (!says.changed) article->revision = article_number(visit.request().form.value("revision"));
  return show_editor(visit, *article, text, says);
}

server::Response save(Visit& visit) {
  counter::ArticleKey key = article_key(visit);
  const server::Fields& form = visit.request().form;
  const counter::ArticleText text = typed_article(visit);
  const auto refuse = [&](const domain::Error& error) {
    const int status = status_of(error.kind);
    if (status == 404 || status >= 500) return show_error(visit, error);
    return give_back(visit, text, says(visit, error, status));
  };
  const auto saved =
      counter::save_article(visit.counter(), visit.asker(), key, article_number(form.value("revision")), text);
  if (!saved) return refuse(saved.error());
  const std::string_view next = form.value("suite");
  const auto moved_to = counter::follow_title(visit.counter(), visit.asker(), key, next == "publier");
  if (!moved_to) return refuse(moved_to.error());
  key = *moved_to;
  if (next != "publier" && next != "relire") return visit.go_to(edit_url(key) + "&dit=saved");
  const bool publishes = next == "publier";
  const auto moved = counter::move_article(visit.counter(), visit.asker(), key, *saved,
                                           publishes ? ArticleMove::publish : ArticleMove::ask);
  if (!moved) {
    // What was typed is kept; only its publication was refused.
    const int status = status_of(moved.error().kind);
    if (status == 404 || status >= 500) return show_error(visit, moved.error());
    auto article = counter::article_to_edit(visit.counter(), visit.asker(), key);
    if (!article) return show_error(visit, article.error());
    return show_editor(visit, *article, text, says(visit, moved.error(), status));
  }
  return visit.go_to(edit_url(key) + (publishes ? "&dit=published" : "&dit=asked"));
}

server::Response preview(Visit& visit) {
  return give_back(visit, typed_article(visit), {});
}

server::Response add_image(Visit& visit) {
  const counter::ArticleKey key = article_key(visit);
  counter::ArticleText text = typed_article(visit);
  std::string description = line_of(visit, "description");
  EditorSays said;
  said.description = description;
  const auto& files = visit.request().files;
  const auto file = std::find_if(files.begin(), files.end(), [](const server::UploadedFile& each) {
    return each.field == "image" && (each.size > 0 || !each.name.empty());
  });
  const auto refuse = [&](const domain::Error& error) {
    EditorSays refused = says(visit, error, status_of(error.kind));
    refused.description = description;
    return give_back(visit, text, std::move(refused));
  };
  const auto wrong = [](const char* key) {
    return domain::Error{domain::ErrorKind::invalid, key, nlohmann::json::object(), {{"image", key}}, ""};
  };
  if (file == files.end()) return refuse(wrong("error.article.image-missing"));
  if (description.find_first_not_of(' ') == std::string::npos) return refuse(wrong("error.article.image-described"));
  const WaitingFile waiting(*file, visit.tools().options.temporary_folder);
  if (waiting.path().empty()) return refuse(wrong("error.files"));
  const auto added = counter::add_article_image(visit.counter(), visit.asker(), key, waiting.path(), file->name);
  if (!added) {
    const int status = status_of(added.error().kind);
    return status == 404 || status >= 500 ? show_error(visit, added.error()) : refuse(added.error());
  }
  // Brackets would end the description.
  std::replace(description.begin(), description.end(), '[', '(');
  std::replace(description.begin(), description.end(), ']', ')');
  if (!text.markdown.empty() && text.markdown.back() != '\n') text.markdown += "\n";
  text.markdown += "\n![" + description + "](image:" + *added + ")\n";
  said.description.clear();
  return give_back(visit, text, said);
}

server::Response move(Visit& visit) {
  static constexpr std::array<std::pair<std::string_view, ArticleMove>, 4> moves{{{"confirmer", ArticleMove::confirm},
                                                                                  {"abandonner", ArticleMove::discard},
                                                                                  {"retirer", ArticleMove::withdraw},
                                                                                  {"supprimer", ArticleMove::remove}}};
  const server::Fields& form = visit.request().form;
  const auto* chosen =
      std::find_if(moves.begin(), moves.end(), [&](const auto& each) { return each.first == form.value("geste"); });
  if (chosen == moves.end()) return visit.go_to(edit_url(article_key(visit)));
  const counter::ArticleKey key = article_key(visit);
  const auto moved = counter::move_article(visit.counter(), visit.asker(), key, article_number(form.value("revision")),
                                           chosen->second);
  if (!moved) {
    const int status = status_of(moved.error().kind);
    if (status == 404 || status >= 500) return show_error(visit, moved.error());
    auto article = counter::article_to_edit(visit.counter(), visit.asker(), key);
    if (!article) return show_error(visit, article.error());
    return show_editor(visit, *article, article->text, says(visit, moved.error(), status));
  }
  if (chosen->second == ArticleMove::remove) return visit.go_to("/fiches/mes-fiches?dit=removed");
  return visit.go_to(edit_url(key) + "&dit=done");
}

server::Response forget_comment(Visit& visit) {
  const counter::ArticleKey key = article_key(visit);
  const auto forgotten = counter::forget_comment(visit.counter(), visit.asker(), key,
                                                 article_number(visit.request().form.value("remarque")));
  return forgotten ? visit.go_to(edit_url(key)) : show_error(visit, forgotten.error());
}

server::Response back_to_editor(Visit& visit) {
  return visit.go_to(edit_url(article_key(visit)));
}

}  // namespace

counter::ArticleKey article_key(const Visit& visit) {
  const auto& parameters = visit.request().path_parameters;
  std::string_view language = visit.request().form.value("langue");
  if (language.empty()) language = visit.request().query.value("langue");
  return {std::string(parameters.value("plugin")) + "/" + std::string(parameters.value("article")),
          language.empty() ? visit.language() : domain::language_of(language)};
}

std::string article_url(const counter::ArticleKey& key) {
  return "/fiches/" + key.id;
}

std::string edit_url(const counter::ArticleKey& key) {
  return article_url(key) + "/modifier?langue=" + std::string(domain::code_of(key.language));
}

std::int64_t article_number(std::string_view text) {
  return std::strtoll(std::string(text.substr(0, 18)).c_str(), nullptr, 10);
}

std::string article_said(const Visit& visit) {
  const std::string key = "base.said." + std::string(visit.request().query.value("dit").substr(0, 40));
  return visit.texts().find(key) ? visit.texts().text(key) : std::string();
}

counter::ArticleText typed_article(const Visit& visit) {
  counter::ArticleText text;
  text.title = line_of(visit, "titre");
  text.markdown = text_of(visit, "texte");
  text.keywords = keywords_in(line_of(visit, "mots"));
  text.services = all_of(visit, "service");
  text.audience = typed_audience(visit);
  text.source = line_of(visit, "source");
  text.licence = line_of(visit, "licence");
  text.owner = line_of(visit, "equipe");
  text.review_on = line_of(visit, "a-revoir");
  text.note = line_of(visit, "note");
  return text;
}

void add_article_editor_pages(Pages& pages) {
  const std::string article = "/fiches/{plugin}/{article}";
  pages.get(article + "/modifier", open_editor);
  pages.post(article + "/modifier", save);
  pages.ask(article + "/apercu", preview);
  pages.post(article + "/images", add_image);
  pages.post(article + "/etat", move);
  pages.post(article + "/remarques", forget_comment);
  // Reloaded by their address.
  for (const char* part : {"/apercu", "/images", "/etat", "/remarques"}) pages.get(article + part, back_to_editor);
}

}  // namespace guichet::web::pages

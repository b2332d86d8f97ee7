// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor shows.
#include "kernel/domain/commitment.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "web/pages/article_pages.hpp"
#include "web/pages/errors.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

using plugins::authoring::MarkdownProblem;

constexpr std::size_t problems_shown = 10;
constexpr std::array<std::string_view, 4> affiliations{"student", "faculty", "researcher", "staff"};

template <typename List>
bool among(const List& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// A part of the text and the element it is typed into.
std::string element_of(const std::string& part) {
  static const std::array<std::pair<std::string_view, const char*>, 9> elements{{{"title", "titre"},
                                                                                 {"markdown", "texte"},
                                                                                 {"keywords", "mots"},
                                                                                 {"owner", "equipe"},
                                                                                 {"review_on", "a-revoir"},
                                                                                 {"image", "image"},
                                                                                 {"audience", "public-tous"},
                                                                                 {"source", "source"},
                                                                                 {"licence", "licence"}}};
  for (const auto& [name, element] : elements) {
    if (name == part) return element;
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Headings in the preview have no ids: they could be those of the page around it.
std::string without_ids(const std::string& html) {
  constexpr std::string_view before = "<h", after = " id=\"";
  std::string kept;
  std::size_t from = 0;
  for (std::size_t at = html.find(before); at != std::string::npos; at = html.find(before, at + 1)) {
    const std::size_t id = at + before.size() + 1;
    if (html.compare(id, after.size(), after) != 0) continue;
    const std::size_t end = html.find('"', id + after.size());
    if (end == std::string::npos) break;
    kept.append(html, from, id - from);
    from = end + 1;
  }
  return kept.append(html, from, std::string::npos);
}

const char* problem_key(MarkdownProblem::Kind kind) {
  switch (kind) {
    case MarkdownProblem::Kind::image:
      return "base.problem.image";
    case MarkdownProblem::Kind::html:
      return "base.problem.html";
    case MarkdownProblem::Kind::size:
      return "base.problem.size";
    case MarkdownProblem::Kind::table:
      return "base.problem.table";
    case MarkdownProblem::Kind::nesting:
      return "base.problem.nesting";
    case MarkdownProblem::Kind::brackets:
      return "base.problem.brackets";
    case MarkdownProblem::Kind::address:
      return "base.problem.address";
    case MarkdownProblem::Kind::link:
      break;
  }
  return "base.problem.link";
}

void add_preview(View& data, const Visit& visit, const counter::ArticleToEdit& article,
                 const counter::ArticleText& text) {
  const std::string plugin = domain::plugin_of(article.key.id);
  // What is not text is not rendered.
  const bool readable = !plugins::authoring::first_unclean_line(text.markdown);
  const auto page = plugins::authoring::render_markdown(readable ? text.markdown : std::string(), plugin,
                                                        plugins::authoring::Images::of_the_base);
  std::vector<View> problems;
  for (const auto& problem : page.problems) {
    if (problems.size() == problems_shown) break;
    problems.push_back(View().text("text", visit.texts().text(problem_key(problem.kind), {{"line", problem.line}})));
  }
  data.text("preview_title", text.title)
      .text("preview_html", without_ids(page.html))
      .flag("has_problems", !problems.empty())
      .list("problems", std::move(problems));
}

View choice(const std::string& name, const std::string& value, std::string title, bool chosen) {
  View view;
  view.text("choice_id", name + "-" + value)
      .text("choice_name", name)
      .text("choice", value)
      .text("choice_title", std::move(title))
      .flag("chosen", chosen);
  return view;
}

void add_audience(View& data, const Visit& visit, const domain::Audience& audience) {
  const bool some = !audience.affiliation.empty() || !audience.campus.empty() || !audience.component.empty();
  std::vector<View> people, places, components;
  for (const std::string_view affiliation : affiliations) {
    const std::string value(affiliation);
    const bool staff = value != "student" && among(audience.affiliation, "employee");
    people.push_back(choice("personnes", value, visit.texts().text("base.affiliation." + value),
                            staff || among(audience.affiliation, value)));
  }
  for (const domain::Place& place : visit.counter().places.all()) {
    if (place.kind != domain::PlaceKind::campus) continue;
    places.push_back(choice("campus", place.id, place.name, among(audience.campus, place.id)));
  }
  for (const std::string& component : audience.component) components.push_back(View().text("component", component));
  data.flag("everyone", audience.open_to_all && !some)
      .flag("signed_in_only", !audience.open_to_all && !some)
      .flag("some", some)
      .list("people", std::move(people))
      .list("places", std::move(places))
      .list("components", std::move(components));
}

/// Services of the team's own department, and those that are named already.
void add_services(View& data, const Visit& visit, const counter::ArticleToEdit& article,
                  const counter::ArticleText& text) {
  const std::string department = domain::plugin_of(text.owner);
  std::vector<View> services;
  for (const domain::Service& service : article.snapshot->services) {
    const bool chosen = among(text.services, service.id);
    if (!chosen && service.plugin != department) continue;
    View view = choice("service", service.id, service.title.in(visit.language()), chosen);
    view.text("choice_id", "service-" + std::to_string(services.size()));
    services.push_back(std::move(view));
  }
  data.flag("has_services", !services.empty()).list("services", std::move(services));
}

void add_state(View& data, const Visit& visit, const counter::ArticleToEdit& article) {
  const Catalogue& texts = visit.texts();
  const auto& stored = article.stored;
  const bool seen = stored && stored->published > 0;
  const char* state = !stored               ? (article.by_plugin ? "base.state.of-plugin" : "base.state.draft")
                      : !seen               ? "base.state.draft"
                      : stored->has_draft() ? "base.state.changed"
                                            : "base.state.published";
  const std::string today = domain::local_date(visit.asker().now, visit.counter().calendar.zone);
  const bool english = article.key.language == domain::Language::en;
  const counter::ArticleKey other{article.key.id, english ? domain::Language::fr : domain::Language::en};
  const char* other_key = article.other_language ? (english ? "base.to-french" : "base.to-english")
                                                 : (english ? "base.write-french" : "base.write-english");
  data.text("state", texts.text(state))
      .text("tone", seen && !stored->has_draft() ? "done" : "waiting")
      .flag("asked", stored && stored->asked > 0)
      .flag("overdue", seen && stored->review_on <= today)
      .flag("stored", stored.has_value())
      .flag("seen", seen || (!stored && article.by_plugin))
      .flag("has_draft", stored && stored->has_draft())
      .flag("by_plugin", article.by_plugin)
      .flag("may_publish", article.may_publish)
      .text("other_url", edit_url(other))
      .text("other_label", texts.text(other_key))
      .text("other_lang", std::string(domain::code_of(other.language)))
      .maybe("history_url", stored ? article_url(article.key) +
                                         "/versions?langue=" + std::string(domain::code_of(article.key.language))
                                   : std::string());
}

void add_images(View& data, const counter::ArticleToEdit& article) {
  std::vector<View> images;
  for (const auto& image : article.images) {
    images.push_back(View()
                         .text("image_url", "/fiches/images/" + image.sha256)
                         .text("image_code", "![](image:" + image.sha256 + ")")
                         .text("image_name", image.name));
  }
  data.flag("has_images", !images.empty()).list("images", std::move(images));
}

void add_feedback(View& data, const Visit& visit, const counter::ArticleToEdit& article) {
  std::vector<View> comments;
  for (const auto& comment : article.comments) {
    comments.push_back(View()
                           .text("comment_id", std::to_string(comment.id))
                           .text("comment", comment.body)
                           .text("comment_at", visit.moments().shown(comment.created)));
  }
  std::string opinions;
  if (article.opinions.solved + article.opinions.not_solved > 0) {
    opinions = visit.texts().text("base.opinions-long",
                                  {{"solved", article.opinions.solved}, {"not", article.opinions.not_solved}});
  }
  data.maybe("opinions", opinions).flag("has_comments", !comments.empty()).list("comments", std::move(comments));
}

}  // namespace

EditorSays says(const Visit& visit, const domain::Error& error, int status) {
  EditorSays said;
  said.status = status;
  for (const domain::FieldError& field : error.fields) {
    said.wrong.emplace_back(element_of(field.field), visit.texts().text(field.message, field.parameters));
  }
  if (error.fields.empty()) said.wrong.emplace_back("", visit.texts().text(error.message, error.parameters));
  said.changed = error.kind == domain::ErrorKind::conflict;
  said.refused = error.kind == domain::ErrorKind::forbidden;
  return said;
}

server::Response show_editor(Visit& visit, const counter::ArticleToEdit& article, const counter::ArticleText& text,
                             const EditorSays& says) {
  const auto wrong_of = [&](std::string_view element) {
    for (const auto& [at, words] : says.wrong) {
      if (at == element) return words;
    }
    return std::string();
  };
  View data;
  data.text("url", article_url(article.key))
      .text("move_url", article_url(article.key) + "/etat")
      .text("lang", std::string(domain::code_of(article.key.language)))
      .text("revision", std::to_string(article.revision))
      .text("page_title", text.title.empty() ? visit.texts().text("base.untitled") : text.title)
      .maybe("said", article_said(visit))
      .text("typed_title", text.title)
      .text("typed_text", text.markdown)
      .text("typed_keywords", joined(text.keywords))
      .text("typed_source", text.source)
      .text("typed_licence", text.licence)
      .text("typed_review", text.review_on)
      .text("typed_note", text.note)
      .text("typed_description", says.description)
      .maybe("title_wrong", wrong_of("titre"))
      .maybe("markdown_wrong", wrong_of("texte"))
      .maybe("keywords_wrong", wrong_of("mots"))
      .maybe("owner_wrong", wrong_of("equipe"))
      .maybe("review_wrong", wrong_of("a-revoir"))
      .maybe("image_wrong", wrong_of("image"))
      .maybe("audience_wrong", wrong_of("public-tous"))
      .list("teams", team_choices(visit, *article.snapshot, text.owner));
  add_state(data, visit, article);
  add_audience(data, visit, text.audience);
  add_services(data, visit, article, text);
  add_preview(data, visit, article, text);
  add_images(data, article);
  add_feedback(data, visit, article);
  add_errors(data, says.wrong,
             says.changed   ? ErrorsAbout::changed
             : says.refused ? ErrorsAbout::refused
                            : ErrorsAbout::answers);
  return visit.page("article-edit", std::move(data), Section::articles, says.status);
}

}  // namespace guichet::web::pages

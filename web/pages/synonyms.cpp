// SPDX-License-Identifier: GPL-3.0-or-later
// Words that people say for others: the list, a change, what it would do, and taking it back.
#include "kernel/counter/synonym_file.hpp"
#include "kernel/identity/access.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/words_pages.hpp"

#include <algorithm>
#include <charconv>
#include <variant>

namespace guichet::web::pages {
namespace {

using counter::SynonymChange;
using Lines = std::vector<std::pair<std::string, std::string>>;  // where, and what is wrong there
using Verdict = counter::SynonymPreview::Verdict;

constexpr const char* synonyms_url = "/synonymes";
constexpr std::size_t shown_at_once = 100;

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

SynonymChange change_in(const server::Fields& form) {
  SynonymChange change{number_in(form.value("id")), std::string(form.value("portee")), std::string(form.value("mots")),
                       std::string(form.value("sens")), std::string(form.value("version"))};
  if (form.value("retirer") == "oui") change.words.clear();
  return change;
}

/// "Comptes WiFi pour un événement", or that it is for all.
std::string scope_title(const Visit& visit, const std::string& scope, const domain::Service* service) {
  if (scope.empty()) return visit.texts().text("synonym.university");
  return service != nullptr ? service->title.in(visit.language()) : scope;
}

View row_view(const Visit& visit, const counter::SynonymView& synonym) {
  const auto named = [&](const char* key) { return visit.texts().text(key, {{"words", synonym.row.words}}); };
  const std::string when = visit.moments().shown(synonym.row.at);
  const std::string by =
      synonym.author.empty() ? when : visit.texts().text("synonym.by", {{"who", synonym.author}, {"when", when}});
  View view;
  view.number("id", synonym.row.id)
      .text("row_words", synonym.row.words)
      .maybe("row_means", synonym.row.means)
      .text("scope_title", scope_title(visit, synonym.row.scope, synonym.service))
      .text("by", by)
      .flag("may_change", synonym.may_change)
      .text("row_version", synonym.version)
      .text("mend_label", named("synonym.mend-named"))
      .text("remove_label", named("synonym.remove-named"));
  return view;
}

void add_form(View& data, const Visit& visit, const counter::SynonymList& list, const SynonymChange& change,
              const std::vector<domain::FieldError>& errors, const Lines& of_the_file) {
  std::vector<View> scopes;
  const auto offer = [&](const std::string& value, const std::string& label) {
    scopes.push_back(View().text("value", value).text("label", label).flag("selected", value == change.scope));
  };
  if (list.university) offer("", visit.texts().text("synonym.university"));
  for (const domain::Service* service : list.services) offer(service->id, service->title.in(visit.language()));
  const std::string scope_wrong = wrong_in(visit, errors, "scope"), words_wrong = wrong_in(visit, errors, "words"),
                    means_wrong = wrong_in(visit, errors, "means");
  Lines lines = of_the_file;
  if (!scope_wrong.empty()) lines.emplace_back("portee", scope_wrong);
  if (!words_wrong.empty()) lines.emplace_back("mots", words_wrong);
  if (!means_wrong.empty()) lines.emplace_back("sens", means_wrong);
  for (const domain::FieldError& error : errors) {
    if (error.field.empty()) lines.emplace_back("", wrong_in(visit, errors, ""));
  }
  data.list("scopes", std::move(scopes))
      .flag("editing", change.id != 0)
      .number("edited", change.id)
      .text("edited_version", change.version)
      .text("edited_scope", scope_title(visit, change.scope, list.snapshot->service(change.scope)))
      .flag("with_means", list.university && (change.id == 0 || change.scope.empty()))
      .text("typed_words", change.words)
      .text("typed_means", change.means)
      .maybe("scope_wrong", scope_wrong)
      .maybe("words_wrong", words_wrong)
      .maybe("means_wrong", means_wrong);
  add_errors(data, lines);
}

/// The list, with a form that holds `change`.
server::Response show(Visit& visit, SynonymChange change, const std::vector<domain::FieldError>& errors, int status,
                      const Lines& of_the_file = {}) {
  const auto list = counter::synonyms(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  const auto& all = list->synonyms;
  if (change.id != 0) {
    const auto edited =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.row.id == change.id; });
    if (edited == all.end() || !edited->may_change) return visit.go_to(synonyms_url);
    change.scope = edited->row.scope;
    if (status == 200) change = {edited->row.id, edited->row.scope, edited->row.words, edited->row.means};
    // What was typed is kept, and is seen beside what it has become: sent again, it is meant.
    change.version = edited->version;
  }
  const auto from = std::min(
      all.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, number_in(visit.request().query.value("suite")))));
  const std::size_t to = std::min(all.size(), from + shown_at_once);
  std::vector<View> rows;
  for (std::size_t i = from; i < to; ++i) rows.push_back(row_view(visit, all[i]));
  const auto& viewer = visit.presence()->viewer;
  View data;
  data.maybe("said", words_said(visit))
      .maybe("undo", list->undo)
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .maybe("next_url", to < all.size() ? std::string(synonyms_url) + "?suite=" + std::to_string(to) : "")
      .flag("file_wrong", !of_the_file.empty())
      .flag("sees_unmet", identity::may_see_unmet_needs(viewer, visit.asker().now))
      .flag("keeps_channels", identity::may_administer_centre(viewer, visit.asker().now));
  add_form(data, visit, *list, change, errors, of_the_file);
  return visit.page("synonyms", std::move(data), Section::none, status);
}

server::Response show_list(Visit& visit) {
  const server::Fields& query = visit.request().query;
  return show(visit,
              {number_in(query.value("id")), std::string(query.value("portee")), std::string(query.value("mots")),
               std::string(query.value("sens"))},
              {}, 200);
}

/// What is wrong with a change, on the page where it was typed.
server::Response show_refusal(Visit& visit, const SynonymChange& change, const domain::Error& error) {
  const int status = status_of(error.kind);
  if (status != 422 && status != 409) return show_error(visit, error);
  std::vector<domain::FieldError> errors = error.fields;
  if (errors.empty()) errors.push_back({"", error.message, error.parameters});
  return show(visit, change, errors, status);
}

View example_view(const Visit& visit, const counter::SynonymPreview::Example& example) {
  const Catalogue& texts = visit.texts();
  const auto title = [&texts](const std::string& found) {
    return found.empty() ? texts.text("synonym.nothing-found") : found;
  };
  const char* key = example.verdict == Verdict::better  ? "synonym.verdict-better"
                    : example.verdict == Verdict::worse ? "synonym.verdict-worse"
                                                        : "synonym.verdict-neutral";
  return View()
      .text("example_words", example.words)
      .text("before", title(example.before))
      .text("after", title(example.after))
      .text("verdict", texts.text(key));
}

std::string sentence_of(const Visit& visit, const counter::SynonymList& list, const SynonymChange& change,
                        bool removes) {
  SynonymChange shown = change;
  for (const auto& each : list.synonyms) {
    if (each.row.id != change.id) continue;
    shown.scope = each.row.scope;
    if (removes) shown = {each.row.id, each.row.scope, each.row.words, each.row.means};
  }
  const char* key = removes               ? "synonym.would-remove"
                    : shown.scope.empty() ? "synonym.would-mean"
                                          : "synonym.would-name";
  return visit.texts().text(key, {{"words", shown.words},
                                  {"means", shown.means},
                                  {"service", scope_title(visit, shown.scope, list.snapshot->service(shown.scope))}});
}

/// What it would do to past needs, without what it is.
View effect_view(const Visit& visit, const counter::SynonymPreview& preview) {
  std::vector<View> examples;
  for (const auto& example : preview.examples) examples.push_back(example_view(visit, example));
  View data;
  const auto count = [&](const char* name, std::size_t value) {
    const auto number = static_cast<std::int64_t>(value);
    data.count(name, number, visit.texts().is_plural(number));
  };
  count("asked", preview.asked);
  const std::string few = visit.texts().text("synonym.few");
  const auto told = [&](const char* name, const counter::ManyOrNone& value) {
    data.text(name, value ? std::to_string(*value) : few);
  };
  told("holding", preview.holding);
  told("other_first", preview.other_first);
  told("found", preview.found);
  told("lost", preview.lost);
  told("better", preview.better);
  told("worse", preview.worse);
  told("neutral", preview.neutral);
  data.flag("in_time", preview.in_time)
      .flag("changes_something", preview.other_first || preview.found || preview.lost)
      .flag("is_worse", preview.worse && *preview.worse > preview.better.value_or(0))
      .flag("means_nothing", preview.means_nothing)
      .flag("has_examples", !examples.empty())
      .list("examples", std::move(examples));
  return data;
}

server::Response show_preview(Visit& visit) {
  const SynonymChange change = change_in(visit.request().form);
  const bool removes = visit.request().form.value("retirer") == "oui";
  const auto preview = counter::preview_synonym(visit.counter(), visit.asker(), change);
  if (!preview) return show_refusal(visit, change, preview.error());
  const auto list = counter::synonyms(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  View data = effect_view(visit, *preview);
  data.text("sentence", sentence_of(visit, *list, change, removes))
      .flag("from_file", false)
      .text("version", change.version)
      .number("edited", change.id)
      .text("scope", change.scope)
      .text("typed_words", change.words)
      .text("typed_means", change.means)
      .flag("removes", removes);
  return visit.page("synonym-preview", std::move(data), Section::none);
}

server::Response save(Visit& visit) {
  const SynonymChange change = change_in(visit.request().form);
  const auto done = counter::change_synonym(visit.counter(), visit.asker(), change);
  if (!done) return show_refusal(visit, change, done.error());
  return visit.go_to(std::string(synonyms_url) + (change.words.empty() ? "?dit=removed" : "?dit=saved"));
}

server::Response send_file(Visit& visit) {
  const auto text = counter::export_synonyms(visit.counter(), visit.asker());
  if (!text) return show_error(visit, text.error());
  server::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"mots.csv\"");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = *text;
  return response;
}

server::Response refuse_file(Visit& visit, const domain::Error& error) {
  const int status = status_of(error.kind);
  if (status != 422 && status != 409 && status != 429) return show_error(visit, error);
  return show(visit, {}, {}, status, {{"fichier", visit.texts().text(error.message, error.parameters)}});
}

/// The file when it holds nothing wrong; else the page that says what is, line by line.
std::variant<counter::SynonymFile, server::Response> checked_file(Visit& visit, const std::string& text) {
  auto file = counter::read_synonym_file(visit.counter(), visit.asker(), text);
  if (!file) return refuse_file(visit, file.error());
  if (file->wrong.empty()) return std::move(*file);
  Lines lines;
  for (const auto& wrong : file->wrong) {
    const std::string what = visit.texts().text(wrong.message, wrong.parameters);
    lines.emplace_back("fichier", visit.texts().text("synonym.file-line", {{"line", wrong.line}, {"what", what}}));
  }
  return show(visit, {}, {}, 422, lines);
}

server::Response preview_file(Visit& visit) {
  const auto& files = visit.request().files;
  const bool fits = !files.empty() && files.front().size <= counter::longest_synonym_file;
  std::string text(files.empty() ? 0 : counter::longest_synonym_file + 1, ' ');
  if (fits) text = files.front().content();
  const auto checked = checked_file(visit, text);
  if (std::holds_alternative<server::Response>(checked)) return std::get<server::Response>(checked);
  const auto& file = std::get<counter::SynonymFile>(checked);
  if (file.additions.empty()) return visit.go_to(std::string(synonyms_url) + "?dit=there");
  const auto preview = counter::preview_synonyms(visit.counter(), visit.asker(), file.additions);
  if (!preview) return refuse_file(visit, preview.error());
  const auto count = static_cast<std::int64_t>(file.additions.size());
  const auto there = static_cast<std::int64_t>(file.there_already);
  View data = effect_view(visit, *preview);
  data.text("sentence", visit.texts().counted("synonym.would-add", count) + " " +
                            (there > 0 ? visit.texts().counted("synonym.there-already", there) : std::string()))
      .flag("from_file", true)
      .text("file_text", text)
      .flag("removes", false);
  return visit.page("synonym-preview", std::move(data), Section::none);
}

server::Response save_file(Visit& visit) {
  const auto checked = checked_file(visit, std::string(visit.request().form.value("texte")));
  if (std::holds_alternative<server::Response>(checked)) return std::get<server::Response>(checked);
  const auto added =
      counter::add_synonyms(visit.counter(), visit.asker(), std::get<counter::SynonymFile>(checked).additions);
  if (!added) return refuse_file(visit, added.error());
  return visit.go_to(std::string(synonyms_url) + (*added > 0 ? "?dit=saved" : "?dit=there"));
}

server::Response undo(Visit& visit) {
  const auto done = counter::undo_synonym_change(visit.counter(), visit.asker());
  return done ? visit.go_to(std::string(synonyms_url) + "?dit=undone") : show_error(visit, done.error());
}

}  // namespace

void add_synonym_pages(Pages& pages) {
  const std::string url = synonyms_url;
  pages.get(url, show_list);
  pages.post(url, save);
  pages.post(url + "/apercu", show_preview);
  pages.post(url + "/annuler", undo);
  pages.get(url + "/mots.csv", send_file);
  pages.post(url + "/fichier/apercu", preview_file);
  pages.post(url + "/fichier", save_file);
  for (const char* step : {"/apercu", "/annuler", "/fichier", "/fichier/apercu"}) {
    pages.get(url + step, [](Visit& visit) { return visit.go_to(synonyms_url); });
  }
}

}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of a service: the list, what differs as a person reads it, publishing, and the way back.
#include "kernel/counter/studio_versions.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"
#include "web/pages/words_pages.hpp"

namespace guichet::web::pages {
namespace {

using counter::Difference;

std::string service_in(const Visit& visit) {
  const auto& path = visit.request().path_parameters;
  return std::string(path.value("module")) + "/" + std::string(path.value("service"));
}

std::string url_of_versions(const std::string& service) {
  return std::string(studio_url) + "/versions/" + service;
}

std::string version_name(const Visit& visit, std::int64_t number) {
  return number == 0 ? visit.texts().text("studio.module-version")
                     : visit.texts().text("studio.version", {{"number", number}});
}

/// "La question « Lieu » est devenue obligatoire."
std::string sentence_of(const Visit& visit, const Difference& difference) {
  nlohmann::json shown = difference.parameters;
  const std::string empty = visit.texts().text("studio.nothing");
  for (const char* name : {"before", "after"}) {
    if (!shown.contains(name) || !shown[name].is_string()) continue;
    const std::string value = shown[name];
    if (value.empty()) shown[name] = empty;
    if (difference.key == "question-type") shown[name] = type_title(visit, value);
  }
  if (shown.contains("kind") && shown["kind"].is_string()) shown["kind"] = kind_title(visit, shown["kind"]);
  return visit.texts().text("studio.change." + difference.key, shown);
}

std::vector<std::string> sentences_of(const Visit& visit, const std::vector<Difference>& differences) {
  std::vector<std::string> sentences;
  for (const Difference& difference : differences) sentences.push_back(sentence_of(visit, difference));
  return sentences;
}

std::string outcome_words(const Visit& visit, const nlohmann::json& outcome) {
  if (!outcome.is_object() || !outcome.contains("in_favour")) return {};
  const std::string said = visit.texts().text("committee.outcome", {{"in_favour", outcome.value("in_favour", 0)},
                                                                    {"against", outcome.value("against", 0)},
                                                                    {"abstained", outcome.value("abstained", 0)},
                                                                    {"members", outcome.value("members", 0)}});
  return outcome.value("changed_since", false) ? said + " " + visit.texts().text("committee.changed-since") : said;
}

server::Response show_versions(Visit& visit, std::vector<domain::FieldError> errors, int status) {
  const auto list = counter::versions_of(visit.counter(), visit.asker(), service_in(visit));
  if (!list) return show_error(visit, list.error());
  std::vector<View> rows;
  for (std::size_t i = 0; i < list->versions.size(); ++i) {
    const auto& version = list->versions[i];
    const bool has_earlier = i + 1 < list->versions.size();
    std::string facts;
    if (version.at != 0) {
      facts = visit.texts().text("studio.published-by",
                                 {{"who", version.author}, {"when", visit.moments().shown(version.at)}});
    }
    const std::string url = url_of_versions(list->service);
    rows.push_back(
        View()
            .text("row_title", version_name(visit, version.number))
            .number("row_number", version.number)
            .maybe("row_facts", facts)
            .maybe("row_note", version.note)
            .maybe("row_outcome", outcome_words(visit, version.outcome))
            .flag("row_offered", version.offered)
            .flag("row_returnable", list->may_publish && !version.offered)
            .text("return_label",
                  visit.texts().text("studio.return-to-named", {{"version", version_name(visit, version.number)}}))
            .maybe("compare_url", has_earlier ? url + "/comparer?de=" + std::to_string(list->versions[i + 1].number) +
                                                    "&a=" + std::to_string(version.number)
                                              : "")
            .text("compare_label",
                  has_earlier ? visit.texts().text("studio.compare-named",
                                                   {{"version", version_name(visit, version.number)},
                                                    {"earlier", version_name(visit, list->versions[i + 1].number)}})
                              : ""));
  }
  View data;
  Controls controls(visit, std::move(errors));
  controls.add_to(data, "questions");
  data.maybe("said", words_said(visit))
      .text("service_title", list->title)
      .text("service_id", list->service)
      .text("versions_url", url_of_versions(list->service))
      .maybe("draft_url", list->draft != 0 ? url_of_draft(list->draft) : "")
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows));
  return visit.page("studio-versions", std::move(data), Section::studio, status);
}

server::Response compare(Visit& visit) {
  const std::string service = service_in(visit);
  const auto from = studio_number(visit.request().query.value("de")),
             to = studio_number(visit.request().query.value("a"));
  const auto differences = counter::compare_versions(visit.counter(), visit.asker(), service, from, to);
  if (!differences) return show_error(visit, differences.error());
  View data;
  data.text("title", visit.texts().text("studio.compare-title",
                                        {{"earlier", version_name(visit, from)}, {"version", version_name(visit, to)}}))
      .text("back_url", url_of_versions(service))
      .text("back", visit.texts().text("studio.tab-versions"))
      .flag("has_differences", !differences->empty())
      .list("differences", texts_view(sentences_of(visit, *differences)))
      .flag("publishing", false);
  return visit.page("studio-differences", std::move(data), Section::studio);
}

server::Response go_back(Visit& visit) {
  const std::string service = service_in(visit);
  const auto done = counter::return_to_version(visit.counter(), visit.asker(), service,
                                               studio_number(typed(visit, "numero")), typed(visit, "note"));
  if (done) return visit.go_to(url_of_versions(service) + "?dit=published");
  return settle_studio(visit, done.error(), "", [&](std::vector<domain::FieldError> errors, int status) {
    return show_versions(visit, std::move(errors), status);
  });
}

/// What is about to change, and the button that does it.
server::Response show_publishing(Visit& visit, std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  if (!view->rights.publish) return show_error(visit, counter::studio_forbidden());
  const auto differences = counter::compare_draft(visit.counter(), visit.asker(), view->draft.id);
  if (!differences) return show_error(visit, differences.error());
  const bool fresh = view->snapshot->service(view->draft.service) == nullptr;
  Controls controls(visit, std::move(errors));
  controls.area("note", "studio.note", typed(visit, "note"), {"studio.note-hint"});
  View data;
  controls.add_to(data, "questions");
  add_draft_frame(data, visit, *view, "draft");
  data.text("title", visit.texts().text("studio.publish-title", {{"title", view->draft.title}}))
      .text("back_url", url_of_draft(view->draft.id))
      .text("back", visit.texts().text("studio.tab-draft"))
      .flag("fresh", fresh)
      .flag("has_differences", !differences->empty())
      .list("differences", texts_view(sentences_of(visit, *differences)))
      .flag("publishing", true);
  return visit.page("studio-differences", std::move(data), Section::studio, status);
}

server::Response publish(Visit& visit) {
  const auto number = counter::publish_draft(visit.counter(), visit.asker(), draft_in(visit),
                                             studio_number(typed(visit, "version")), typed(visit, "note"));
  if (number) return visit.go_to(url_of_draft(draft_in(visit)) + "?dit=published");
  return settle_studio(visit, number.error(), "", [&](std::vector<domain::FieldError> errors, int status) {
    return show_publishing(visit, std::move(errors), status);
  });
}

}  // namespace

void add_studio_version_pages(Pages& pages) {
  const std::string versions = std::string(studio_url) + "/versions/{module}/{service}";
  pages.get(versions, [](Visit& visit) { return show_versions(visit, {}, 200); });
  pages.get(versions + "/comparer", compare);
  pages.post(versions, go_back);
  const std::string url = std::string(studio_url) + "/{draft}/publier";
  pages.get(url, [](Visit& visit) { return show_publishing(visit, {}, 200); });
  pages.post(url, publish);
}

}  // namespace guichet::web::pages

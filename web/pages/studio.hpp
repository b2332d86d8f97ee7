// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/studio.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "web/pages/control_view.hpp"
#include "web/pages/portal.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace guichet::web::pages {

inline constexpr const char* studio_url = "/atelier";

// The parts of add_studio_pages, a file each.
void add_studio_list_pages(Pages& pages);       ///< all drafts, a new one
void add_studio_sheet_pages(Pages& pages);      ///< what a service is, its routes, its text
void add_studio_question_pages(Pages& pages);   ///< one question
void add_studio_step_pages(Pages& pages);       ///< one step
void add_studio_trial_pages(Pages& pages);      ///< preview and replay
void add_studio_version_pages(Pages& pages);    ///< versions, differences, publishing
void add_studio_committee_pages(Pages& pages);  ///< the users' committee

[[nodiscard]] std::int64_t studio_number(std::string_view text);  ///< 0 when it is none
[[nodiscard]] std::int64_t draft_in(const Visit& visit);          ///< of the path
[[nodiscard]] std::string url_of_draft(std::int64_t draft);
[[nodiscard]] inline std::string typed(const Visit& visit, const char* name) {
  return std::string(visit.request().form.value(name));
}

/// Every value of a control that takes several.
[[nodiscard]] std::vector<std::string> ticked(const Visit& visit, const std::string& name);

/// What is above every page of a draft: `draft_title`, `draft_url`, `service_id`, `version`, `state`, `state_tone`,
/// `may_write`, `may_publish`, `may_end`, `tabs` with the current one.
void add_draft_frame(View& data, const Visit& visit, const counter::DraftView& view, const char* current);
/// A finding as a sentence, in the reader's language where it has one.
[[nodiscard]] View finding_view(const Visit& visit, const counter::DraftView& view,
                                const counter::StudioFinding& finding);

/// Answers a change: back to `url` when it was made, else `again` with what is wrong (422, 409), or an error's page.
[[nodiscard]] server::Response settle_studio(
    Visit& visit, const domain::Result<domain::Done>& done, const std::string& url,
    const std::function<server::Response(std::vector<domain::FieldError>, int)>& again);

// What lists offer.
[[nodiscard]] Controls::Options team_options(const Visit& visit, const plugins::Snapshot& snapshot,
                                             const std::string& department, bool with_groups);
[[nodiscard]] Controls::Options question_options(const nlohmann::json& questions);
/// Which item of a list, from 0, as a path names it from 1; beyond the last for a new one ("nouvelle").
[[nodiscard]] std::size_t place_in(const Visit& visit, const char* name = "numero");
/// "form", "workflow", "etape-3" (what its task asks), "question-2" (the columns of a table): an item list as forms
/// send it, the number from 1.
[[nodiscard]] std::string name_of_list(counter::ItemList list);
[[nodiscard]] std::optional<counter::ItemList> list_named(std::string_view name);  ///< nothing: it names none
/// Where its questions are edited: "/atelier/7/etapes/3/questions".
[[nodiscard]] std::string url_of_questions(std::int64_t draft, counter::ItemList list);
/// The page on which that list is shown.
[[nodiscard]] std::string url_around(std::int64_t draft, counter::ItemList list);
/// Questions as a list links to them: `item_title`, `item_facts`, `item_url`, `item_index`, `item_number`,
/// `item_first`, `item_last`.
[[nodiscard]] std::vector<View> question_rows(const Visit& visit, const counter::DraftView& view,
                                              counter::ItemList list);

[[nodiscard]] View item_view(const std::string& title, const std::string& facts, const std::string& url,
                             counter::ItemList list, std::size_t index, std::size_t count);

/// The controls of a condition: question, how, value, rule, each with `suffix` behind its name.
void add_condition(Controls& controls, const Visit& visit, const counter::EditedCondition& condition,
                   const Controls::Options& questions, const std::string& suffix, const char* label,
                   const char* hint = nullptr);
[[nodiscard]] counter::EditedCondition typed_condition(const Visit& visit, const std::string& suffix);

[[nodiscard]] Controls::Options affiliation_options(const Visit& visit);
[[nodiscard]] Controls::Options campus_options(const Visit& visit);
[[nodiscard]] Controls::Options component_options(const Visit& visit);
/// "it/network" and "network" alike, as people call it; the id when it is not there.
[[nodiscard]] std::string team_title(const Visit& visit, const plugins::Snapshot& snapshot,
                                     const std::string& department, const std::string& team);
[[nodiscard]] std::string type_title(const Visit& visit, const std::string& type);
[[nodiscard]] std::string kind_title(const Visit& visit, const std::string& kind);
/// A condition in words: "« Nombre » dépasse 50"; the rule itself when no sentence is known for it.
[[nodiscard]] std::string condition_in_words(const Visit& visit, const nlohmann::json& rule,
                                             const nlohmann::json& definition);
/// Puts what was written as an author's text in the place of a question or a step. Error{invalid} with a field "yaml".
[[nodiscard]] domain::Result<domain::Done> put_text_item(nlohmann::json& definition, counter::ItemList list,
                                                         std::size_t place, const std::string& text);

}  // namespace guichet::web::pages

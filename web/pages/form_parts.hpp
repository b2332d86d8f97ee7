// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/question_view.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// The questions between two section headings that show now. Borrows the form.
struct FormPart {
  std::string id;                          ///< of the heading; "" before the first section
  const domain::Field* heading = nullptr;  ///< null before the first section
  std::vector<const domain::Field*> fields;
  std::size_t asked = 0, answered = 0;  ///< questions; a table is one
};
/// In order; at least one. There is a part before the first section when the form has questions there.
[[nodiscard]] std::vector<FormPart> parts_of(const Visit& visit, const counter::FormState& state);

/// Which part of `parts` holds the question that an error or a link names; 0 when none does.
[[nodiscard]] std::size_t part_with(const std::vector<FormPart>& parts, std::string_view question);

/// The questions that show, as parts/asked wants them.
[[nodiscard]] std::vector<View> question_views(const Visit& visit, const counter::FormState& state,
                                               const SecretFields* secrets = nullptr);

/// All that parts/questions and the list of sections want. `url`: of the form, which adds and takes away rows without
/// JavaScript; `current`: the part that a browser without JavaScript shows.
void add_parts(View& data, const Visit& visit, const counter::FormState& state, const std::string& url,
               std::size_t current = 0, const SecretFields* secrets = nullptr);

/// The element and words of what is wrong with an answer, for the summary: "Voyageurs, ligne 2, Nom : ...".
[[nodiscard]] std::pair<std::string, std::string> error_line(const Visit& visit, const counter::FormState& state,
                                                             const domain::FieldError& error);

/// Which questions a page shows and how, in one text: when it changes, the page must ask again. A word a question,
/// "id" or "id=how".
[[nodiscard]] std::string seen_questions(const Visit& visit, const counter::FormState& state);

/// What has changed since the page showed `seen`, as questions-changed wants it: only that crosses the network.
[[nodiscard]] View changes_since(std::string_view seen, const Visit& visit, const counter::FormState& state,
                                 const std::string& url);

}  // namespace guichet::web::pages

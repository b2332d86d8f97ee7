// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "web/pages/format/moments.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// What answers are shown with. Borrowed for the call.
struct AnswerWords {
  const Catalogue& texts;
  const Moments& moments;
  const domain::Places& places;
};

/// A question's label: the department's, or ours for the free request, whose form has none.
[[nodiscard]] std::string label_of(const domain::Field& field, const Catalogue& texts);
[[nodiscard]] std::string hint_of(const domain::Field& field, const Catalogue& texts);

/// An answer in words, one text for each value; files are not among them. A person is shown by login unless `name`.
[[nodiscard]] std::vector<std::string> shown_answer(const domain::Field& field, const nlohmann::json& value,
                                                    const AnswerWords& words, const std::string& name = {});

/// "12,50" for 1250 cents.
[[nodiscard]] std::string shown_cents(const nlohmann::json& cents, const Catalogue& texts);

/// What somebody typed over several lines, one text a line, empty lines at both ends left out.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// The message of a wrong answer, its dates said in words.
[[nodiscard]] std::string shown_error(const domain::FieldError& error, const AnswerWords& words);

}  // namespace guichet::web::pages

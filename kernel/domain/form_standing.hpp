// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"

#include <map>
#include <string>
#include <vector>

namespace guichet::domain {

/// The most rows of any table: a list longer than that is a file.
inline constexpr std::size_t most_rows = 50;

/// Where a form stands with some answers. Pure; the cost is that of its conditions, each worked out once (those of a
/// table's columns once a row).
struct FormStanding {
  std::vector<std::string> shown;  ///< ids of fields, in order
  /// For each table that shows, for each row of its answer: the columns that show in it.
  std::map<std::string, std::vector<std::vector<std::string>>> rows;
  /// What `computed` gives for shown fields that have no answer, by id; in a row "TABLE.ROW.COLUMN", rows from 0.
  Answers proposed = nlohmann::json::object();
  std::size_t evaluations = 0;  ///< conditions and computed values worked out
};

enum class Propose { no, yes };

/// With `Propose::yes`, conditions see what is proposed too. An answer that is null was taken away on purpose: nothing
/// is proposed for it. In a row that holds nothing, nothing is proposed.
[[nodiscard]] FormStanding standing_of(const Form& form, const Answers& answers, const FormContext& context,
                                       Propose propose);

}  // namespace guichet::domain

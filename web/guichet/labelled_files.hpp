// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace guichet::web {

/// A line of a documents file: JSON with `id`, `title`, `description` (or `desc`) and `text`, of which only the first
/// is required.
struct Document {
  std::string id, title, description, text;
};

/// "key TAB text" lines: queries by id, or texts by label.
using LabelledTexts = std::vector<std::pair<std::string, std::string>>;

/// "query TAB document TAB relevance" lines: the documents that answer a query, those of a relevance above 0.
struct Judgements {
  std::map<std::string, std::set<std::string>> right;
  std::size_t elsewhere = 0;  ///< lines about queries or documents that were not given: left out
};

// Each fails with Error{invalid, "error.evaluate.*"} that names the file, the line that cannot be read, and what is
// expected there. Empty lines are passed over; a file without any other, a line over 1 MB, text that is not UTF-8 and
// an id that is repeated are refused.
[[nodiscard]] domain::Result<std::vector<Document>> read_documents(const std::string& file);
[[nodiscard]] domain::Result<LabelledTexts> read_pairs(const std::string& file);
[[nodiscard]] domain::Result<LabelledTexts> read_queries(const std::string& file);
[[nodiscard]] domain::Result<Judgements> read_judgements(const std::string& file,
                                                         const std::vector<Document>& documents,
                                                         const LabelledTexts& queries);

/// What two files that do not fit each other are told.
[[nodiscard]] domain::Error no_common_line(const std::string& first, const std::string& second);

}  // namespace guichet::web

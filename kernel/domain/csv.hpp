// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

/// One record of a CSV file, and the line it begins on (from 1).
struct CsvRecord {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

struct CsvTable {
  std::vector<CsvRecord> records;  ///< empty lines left out
  std::size_t wrong_line = 0;      ///< where quotes do not match; 0: nowhere. What came before it is in `records`
  bool all = true;                 ///< false: there were more records than asked for
};

/// Reads CSV as RFC 4180 says it, with or without a byte order mark, with any ends of lines. Separated by commas, or by
/// semicolons when the first record has some and no comma, as spreadsheets write in France. Pure.
[[nodiscard]] CsvTable read_csv(std::string_view text, std::size_t most_records);

/// One record with its end of line. A field that a spreadsheet would take for a formula gets an apostrophe before it,
/// which `read_csv` takes away again.
[[nodiscard]] std::string csv_record(const std::vector<std::string>& fields);

}  // namespace guichet::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/synonyms.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Synonyms as a file for spreadsheets: CSV (RFC 4180) in UTF-8, with the columns "portee" (a service's full id; empty:
/// the whole university), "mots" and "sens".
namespace guichet::counter {

inline constexpr std::size_t longest_synonym_file = 128 * 1024;  // bytes

/// What this person sees on the page. Errors as synonyms().
[[nodiscard]] domain::Result<std::string> export_synonyms(const Counter& counter, const Asker& asker);

struct SynonymFile {
  std::vector<SynonymChange> additions;  ///< checked; in the order of the file
  std::size_t there_already = 0;         ///< lines that are known, or stand twice
  struct WrongLine {
    std::size_t line = 0;
    std::string message;  ///< key
    nlohmann::json parameters = nlohmann::json::object();
  };
  std::vector<WrongLine> wrong;  ///< the first 20; nothing is to be saved then
};
/// Reads and checks, writes nothing. Error{invalid} when it is no such file.
[[nodiscard]] domain::Result<SynonymFile> read_synonym_file(const Counter& counter, const Asker& asker,
                                                            std::string_view text);

}  // namespace guichet::counter

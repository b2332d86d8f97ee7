// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/write_article.hpp"

#include <string>
#include <vector>

/// Articles from a folder of Markdown (with an optional header) and HTML.
namespace guichet::counter {

struct ArticleImport {
  std::string folder;
  std::string owner;                                 ///< team, full id
  domain::Language language = domain::Language::fr;  ///< of files that do not say it
  std::string source, licence;                       ///< of files that do not say it
  bool publish = false;
  bool dry_run = false;  ///< says what would be done, and does nothing
};

enum class ImportOutcome { added, changed, unchanged, refused };
struct ImportedFile {
  std::string path;  ///< from the folder
  ImportOutcome outcome = ImportOutcome::refused;
  ArticleKey key;
  std::string why;  ///< refused: a message's key
  nlohmann::json parameters = nlohmann::json::object();
  std::vector<std::string> lost;  ///< links and images that lead nowhere, at most ten
  bool was_edited = false;        ///< somebody had changed it here since; their text is in its versions
};

inline constexpr std::size_t most_files = 10'000;

/// Every file by its path. A file that was imported before changes its article when it changed itself and is left alone
/// otherwise; one that cannot be imported is named and the others are. Error when nothing could be tried: the folder
/// cannot be read or holds too many files, the team does not exist, or this asker may not write for it.
[[nodiscard]] domain::Result<std::vector<ImportedFile>> import_articles(const Counter& counter, const Asker& asker,
                                                                        const ArticleImport& import);

}  // namespace guichet::counter

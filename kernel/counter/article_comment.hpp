// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/write_article.hpp"

#include <string>

/// What a reader says was missing from an article that did not answer. Kept for the team in charge of it, without who
/// said it; at most 200 an article, and five a day from one person or, signed out, one
/// browser; of all those behind an address, 300.
namespace guichet::counter {

inline constexpr std::size_t longest_comment = 600;  ///< characters

/// Where somebody who is not signed in comes from. A campus shares its address.
struct VisitorAt {
  std::string address;
  std::string cookie = {};  ///< of their browser; empty: it brought none
};

/// Error{invalid} with a FieldError for "comment"; not_found for who may not read the article.
[[nodiscard]] domain::Result<domain::Done> comment_on_article(const Counter& counter, const Asker& asker,
                                                              const std::string& article, const std::string& words,
                                                              const VisitorAt& visitor);
/// It was read and dealt with.
[[nodiscard]] domain::Result<domain::Done> forget_comment(const Counter& counter, const Asker& asker,
                                                          const ArticleKey& key, std::int64_t comment);

}  // namespace guichet::counter

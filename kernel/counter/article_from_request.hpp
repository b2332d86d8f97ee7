// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"
#include "kernel/counter/personal_data.hpp"
#include "kernel/counter/write_article.hpp"

namespace guichet::counter {

/// Words of the draft, in the reader's language.
struct ArticleWords {
  PersonalMarks marks;
  std::string question, answer;  ///< headings: "La question", "La réponse"
  std::string untitled;          ///< when nothing is left of the request's title
};

/// Whether what was asked and answered may become an article: it is over, its team looks at it, nobody confided it.
[[nodiscard]] bool may_become_article(const RequestView& request);

/// A draft with what was asked and what the agents answered to all, without what tells who it was about. Internal notes
/// and files are never taken. not_found as for the request; forbidden when it may not become one.
[[nodiscard]] domain::Result<ArticleKey> article_from_request(const Counter& counter, const Asker& asker,
                                                              domain::RequestId request, const ArticleWords& words);

}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/article_base.hpp"
#include "kernel/identity/access.hpp"

#include <optional>
#include <string>
#include <vector>

/// What agents do to articles of the documentation base. Each change names the revision it was made from
/// (`revision`; 0: there was nothing of it in the base yet): conflict when somebody else changed the article meanwhile.
/// not_found for whoever may not write it, as for what does not exist.
namespace guichet::counter {

struct ArticleKey {
  std::string id;  ///< "base/eduroam-sur-linux"
  domain::Language language = domain::Language::fr;
};

/// What is written of one language version.
struct ArticleText {
  std::string title;
  std::string markdown;
  std::vector<std::string> keywords;
  std::vector<std::string> services;  ///< full ids
  domain::Audience audience;
  std::string source;
  std::string licence;
  std::string owner;      ///< team, full id
  std::string review_on;  ///< ISO date; empty: in a year
  std::string note;       ///< what was changed, for colleagues; may be empty
};

/// Error{invalid} with a FieldError for each wrong part: "title", "markdown", "keywords", "services", "audience",
/// "source", "licence", "owner", "review_on", "note".
[[nodiscard]] std::vector<domain::FieldError> wrong_parts(const Counter& counter, const ArticleText& text);

/// What keeps a text from being shown: too long, no clean text, or too costly to render.
[[nodiscard]] std::optional<domain::FieldError> wrong_markdown(const std::string& markdown);

/// Makes the address of a draft that readers never saw from its title again, and answers its key: what was taken out of
/// the title must not stay in the address. While it is written, only where nobody else wrote in it, whose open editor
/// would be lost; when it is about to be published, always. Left as it is when it was imported or is in both languages
/// and this is not the French one.
[[nodiscard]] domain::Result<ArticleKey> follow_title(const Counter& counter, const Asker& asker, const ArticleKey& key,
                                                      bool publishes);

/// A new article, as a draft; its id comes from its title.
[[nodiscard]] domain::Result<ArticleKey> create_article(const Counter& counter, const Asker& asker,
                                                        const ArticleText& text, domain::Language language);
/// A new draft of what is there: in the base, or brought by a plugin, or in the other language. Answers the revision.
[[nodiscard]] domain::Result<std::int64_t> save_article(const Counter& counter, const Asker& asker,
                                                        const ArticleKey& key, std::int64_t revision,
                                                        const ArticleText& text);

enum class ArticleMove {
  ask,       ///< asks those who may to publish the draft
  publish,   ///< readers see the latest version
  withdraw,  ///< readers see nothing of it, or the plugin's own again; what was written stays as a draft
  discard,   ///< forgets the draft; the article, when readers never saw it
  confirm,   ///< it was read again and is right: to be looked at again in a year
  remove     ///< forgets it all
};
/// forbidden for agents who may write it and not publish it, but for `ask`, `confirm` and discarding what nobody saw.
[[nodiscard]] domain::Result<domain::Done> move_article(const Counter& counter, const Asker& asker,
                                                        const ArticleKey& key, std::int64_t revision, ArticleMove move);
/// A draft with the text of an earlier version. Answers the revision.
[[nodiscard]] domain::Result<std::int64_t> restore_article(const Counter& counter, const Asker& asker,
                                                           const ArticleKey& key, std::int64_t revision,
                                                           std::int64_t number);

/// A year after `now`, ISO.
[[nodiscard]] std::string in_a_year(const Counter& counter, domain::Instant now);
[[nodiscard]] domain::Error no_such_article();
/// Whose it is, as far as anybody knows: of the base, else of the plugin's article in this or the other language.
/// not_found when there is none or this asker may not write it.
[[nodiscard]] domain::Result<identity::ArticleOwner> writable_owner(const Counter& counter,
                                                                    storage::Connection& connection, const Asker& asker,
                                                                    const ArticleKey& key);

}  // namespace guichet::counter

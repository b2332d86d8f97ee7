// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_comment.hpp"

#include "kernel/counter/catalogue.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/matching/distress.hpp"
#include "kernel/storage/accounts.hpp"

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::int64_t kept_comments = 200;
constexpr std::int64_t most_a_day = 5;
// A campus shares an address, and a cookie is forgotten at will.
constexpr std::int64_t most_a_day_from_an_address = 300;

Error wrong(const char* key) {
  const nlohmann::json parameters = {{"max", longest_comment}};
  return {ErrorKind::invalid, key, parameters, {{"comment", key, parameters}}, ""};
}

}  // namespace

Result<Done> comment_on_article(const Counter& counter, const Asker& asker, const std::string& article,
                                const std::string& words, const VisitorAt& visitor) {
  const auto known = counter::article(counter, asker, article);
  if (!known) return known.error();
  if (is_blank(words)) return wrong("error.comment.missing");
  if (!is_text(words) || characters_of(words) > longest_comment) return wrong("error.comment.long");
  // Whoever shows what came of it shows those who listen instead of thanks.
  if (matching::distress_in(words) != matching::Distress::none) return Done{};
  const domain::Language language = known->article->language;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Accounts accounts(connection);
    const auto over = [&](const std::string& who, std::int64_t most) {
      const std::string key = "comment:" + identity::token_hash("comment\n" + who);  // tells nobody who
      return accounts.count_use(key, asker.now, domain::day) > most;
    };
    const bool too_many = asker.viewer != nullptr
                              ? over(std::to_string(asker.id()), most_a_day)
                              : over("address\n" + visitor.address, most_a_day_from_an_address) ||
                                    (!visitor.cookie.empty() && over("cookie\n" + visitor.cookie, most_a_day));
    if (too_many) return Error{ErrorKind::too_many, "error.comment.too-many", nlohmann::json::object(), {}, ""};
    storage::Articles articles(connection);
    articles.add_comment({0, article, language, words, asker.now});
    articles.trim_comments(article, kept_comments);
    return Done{};
  });
}

Result<Done> forget_comment(const Counter& counter, const Asker& asker, const ArticleKey& key, std::int64_t comment) {
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto owner = writable_owner(counter, connection, asker, key);
    if (!owner) return owner.error();
    storage::Articles(connection).remove_comment(key.id, comment);
    return Done{};
  });
}

}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// Words that people say for others, as somebody wrote them down.
struct SynonymRow {
  std::int64_t id = 0;
  std::string scope;  ///< "": the whole university; else a service's full id
  std::string words;
  std::string means;  ///< empty for a service
  domain::PersonId author = 0;
  domain::Instant at = 0;
};

/// Works within a read or write of the database; throws soci::soci_error.
class Synonyms {
 public:
  explicit Synonyms(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<SynonymRow> all();  ///< by scope, then words
  [[nodiscard]] std::optional<SynonymRow> find(std::int64_t id);
  /// Nothing when the same words already mean the same there.
  [[nodiscard]] std::optional<std::int64_t> add(const SynonymRow& row);
  /// Writes words, meaning, author and time. False when it is gone, or the same is there already.
  [[nodiscard]] bool mend(const SynonymRow& row);
  [[nodiscard]] bool remove(std::int64_t id);  ///< false when it was gone
  [[nodiscard]] std::int64_t count();

 private:
  Connection& connection_;
};

}  // namespace guichet::storage

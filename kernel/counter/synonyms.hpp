// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/synonyms.hpp"

#include <optional>
#include <string>
#include <vector>

/// Words that people say for others: kept per service by its department, and for the whole university by the service
/// centre. Every node reads a change within two seconds (the event `synonyms.changed`).
namespace guichet::counter {

struct SynonymView {
  storage::SynonymRow row;
  std::string author;                        ///< their name; empty: no longer known
  const domain::Service* service = nullptr;  ///< null: the whole university, or a service that is not there now
  bool may_change = false;
};
struct SynonymList {
  plugins::SnapshotPtr snapshot;  ///< keeps services alive
  std::vector<SynonymView> synonyms;
  std::vector<const domain::Service*> services;  ///< this person may keep words for
  bool university = false;                       ///< this person may keep words for all
  std::string undo;                              ///< the words of their latest change, which they may undo; or empty
};
/// forbidden for who may keep no words at all (see identity::may_keep_words).
[[nodiscard]] domain::Result<SynonymList> synonyms(const Counter& counter, const Asker& asker);

/// What is to be done: `id` 0 adds; words empty removes; else mends. `scope` counts when it adds.
struct SynonymChange {
  std::int64_t id = 0;
  std::string scope;
  std::string words;
  std::string means;
};
/// Checked, written, audited, told to every node. Error{invalid} with fields "words", "means", "scope"; conflict when
/// it is there already; not_found when it is gone.
domain::Result<domain::Done> change_synonym(const Counter& counter, const Asker& asker, const SynonymChange& change);
/// Adds many at once, all or none; those that are there already are left as they are. Answers how many were added.
/// Taken back as one change. Errors as change_synonym.
domain::Result<std::size_t> add_synonyms(const Counter& counter, const Asker& asker,
                                         const std::vector<SynonymChange>& additions);
/// Takes back this person's latest change. not_found when there is none.
domain::Result<domain::Done> undo_synonym_change(const Counter& counter, const Asker& asker);

/// What a change would do to real past needs, before it is saved.
struct SynonymPreview {
  std::size_t asked = 0;        ///< how many past needs were asked again
  bool in_time = true;          ///< false: not all of them could be, within two seconds
  std::size_t other_first = 0;  ///< would find another service first
  std::size_t found = 0;        ///< would find one, and found none
  std::size_t lost = 0;         ///< would find none, and found one
  std::size_t better = 0;       ///< of these: now where it was really solved
  std::size_t worse = 0;        ///< no longer where it was really solved
  std::size_t neutral = 0;
  enum class Verdict { better, worse, neutral };
  struct Example {
    std::string words;
    std::string before, after;  ///< titles of the first services; empty: none
    Verdict verdict = Verdict::neutral;
  };
  /// Requests of this person's own teams only, at most 20; the others are counted and never shown.
  std::vector<Example> examples;
};
/// Asks the latest 500 solved requests, never a confidential one, of what is offered now and of what would be. Changes
/// nothing. Errors as change_synonym; too_many after 60 an hour.
[[nodiscard]] domain::Result<SynonymPreview> preview_synonym(const Counter& counter, const Asker& asker,
                                                             const SynonymChange& change);

/// The same of several changes at once.
[[nodiscard]] domain::Result<SynonymPreview> preview_synonyms(const Counter& counter, const Asker& asker,
                                                              const std::vector<SynonymChange>& changes);

/// A change with its words trimmed and its scope known, checked against who asks. Used by all of the above.
[[nodiscard]] domain::Result<SynonymChange> checked_synonym(const Counter& counter, storage::Connection& connection,
                                                            const Asker& asker, SynonymChange change);

}  // namespace guichet::counter

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
  std::string version;  ///< what a change of it names
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
  std::string version = {};  ///< of the one that is mended or removed, as it was seen
};
/// Tells what somebody saw from what it has become, and from another that has its id now.
[[nodiscard]] std::string version_of(const storage::SynonymRow& row);
/// Checked, written, audited, told to every node. Error{invalid} with fields "words", "means", "scope"; conflict when
/// it is there already, or was changed since it was seen; not_found when it is gone.
domain::Result<domain::Done> change_synonym(const Counter& counter, const Asker& asker, const SynonymChange& change);
/// Adds many at once, all or none; those that are there already are left as they are. Answers how many were added.
/// Taken back as one change. Errors as change_synonym.
domain::Result<std::size_t> add_synonyms(const Counter& counter, const Asker& asker,
                                         const std::vector<SynonymChange>& additions);
/// Takes back this person's latest change. not_found when there is none, conflict when somebody changed it since.
domain::Result<domain::Done> undo_synonym_change(const Counter& counter, const Asker& asker);

/// How many past needs, as far as it may be told (access.md): nothing when fewer than five people said them.
using ManyOrNone = std::optional<std::size_t>;

/// What a change would do to real past needs, before it is saved. Of the service centre's numbers none tells of one
/// person: those of fewer than five people are left out.
struct SynonymPreview {
  std::size_t asked = 0;   ///< how many past needs were asked again
  bool in_time = true;     ///< false: not all of them could be, within two seconds
  ManyOrNone holding;      ///< say these words
  ManyOrNone other_first;  ///< would find another service first
  ManyOrNone found;        ///< would find one, and found none
  ManyOrNone lost;         ///< would find none, and found one
  ManyOrNone better;       ///< of these: now where it was really solved
  ManyOrNone worse;        ///< no longer where it was really solved
  ManyOrNone neutral;
  bool means_nothing = false;  ///< what it stands for is said by no service and no article
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/synonyms.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/plugins/sha256.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/settings.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;

constexpr std::size_t longest_words = 60;  // characters
constexpr std::size_t longest_means = 120;
constexpr std::size_t most_words = 4;
constexpr std::size_t most_meanings = 8;
constexpr std::int64_t most_synonyms = 2000;

Error forbidden() {
  return {ErrorKind::forbidden, "error.synonym.forbidden", {}, {}, ""};
}
Error gone() {
  return {ErrorKind::not_found, "error.synonym.gone", {}, {}, ""};
}
Error changed_meanwhile() {
  return {ErrorKind::conflict, "error.synonym.changed", {}, {}, ""};
}
Error there_already() {
  return {ErrorKind::conflict, "error.synonym.there", {}, {}, ""};
}

bool may_change(const Asker& asker, const std::string& scope) {
  return asker.viewer != nullptr && identity::may_keep_words(*asker.viewer, domain::plugin_of(scope), asker.now);
}

/// Spaces of any number become one, and none stand around.
std::string tidy(std::string_view text) {
  std::string kept;
  for (const char character : text) {
    const bool space = static_cast<unsigned char>(character) <= ' ';
    if (!space) kept += character;
    if (space && !kept.empty() && kept.back() != ' ') kept += ' ';
  }
  while (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept;
}

/// The key of what is wrong with words, or null.
const char* wrong_words(const std::string& text, std::size_t longest, std::size_t most) {
  if (is_blank(text)) return "error.field.required";
  if (!is_line(text)) return "error.field.bad-text";
  if (characters_of(text) > longest) return "error.synonym.too-long";
  const auto words = matching::words_of(text);
  if (words.empty() || words.size() > most) return "error.synonym.too-many-words";
  const bool says_something = std::any_of(words.begin(), words.end(),
                                          [](const auto& word) { return !matching::carries_no_meaning(word.folded); });
  return says_something ? nullptr : "error.synonym.says-nothing";
}

std::string undo_key(const Asker& asker) {
  return "synonym-undo." + std::to_string(asker.id());
}

void tell(storage::Connection& connection, const Asker& asker, const char* action, const std::string& scope,
          const json& detail) {
  storage::Audit(connection)
      .append({asker.now, asker.id(), std::string("synonym.") + action, "service:" + scope,
               detail.dump(-1, ' ', false, json::error_handler_t::replace)});
  storage::Event event;
  event.at = asker.now;
  event.kind = "synonyms.changed";
  event.actor = asker.id();
  event.data = {{"scope", scope}, {"action", action}};
  storage::Events(connection).append(event);
}

json told(const storage::SynonymRow& row) {
  return {{"id", row.id}, {"scope", row.scope}, {"words", row.words}, {"means", row.means}};
}

/// Within a write: the change, and how to take it back.
Result<json> write_change(storage::Connection& connection, const Asker& asker, const SynonymChange& change) {
  storage::Synonyms synonyms(connection);
  storage::SynonymRow row{change.id, change.scope, change.words, change.means, asker.id(), asker.now};
  if (change.id == 0) {
    if (synonyms.count() >= most_synonyms) {
      return Error{ErrorKind::too_many, "error.synonym.too-many", {{"max", most_synonyms}}, {}, ""};
    }
    const auto id = synonyms.add(row);
    if (!id) return there_already();
    row.id = *id;
    tell(connection, asker, "add", row.scope, told(row));
    return json{{"do", "remove"}, {"row", told(row)}, {"version", version_of(row)}};
  }
  const auto before = synonyms.find(change.id);
  if (!before) return gone();
  if (change.words.empty()) {
    (void)synonyms.remove(change.id);
    tell(connection, asker, "remove", before->scope, told(*before));
    return json{{"do", "add"}, {"row", told(*before)}};
  }
  if (!synonyms.mend(row)) return there_already();
  tell(connection, asker, "mend", before->scope, {{"before", told(*before)}, {"after", told(row)}});
  return json{{"do", "mend"}, {"row", told(*before)}, {"version", version_of(row)}};
}

Result<Done> write_and_remember(const Counter& counter, const Asker& asker, const SynonymChange& change,
                                bool remember) {
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto checked = checked_synonym(counter, connection, asker, change);
    if (!checked) return checked.error();
    const auto back = write_change(connection, asker, *checked);
    if (!back) return back.error();
    storage::Settings(connection).set(undo_key(asker), remember ? back->dump() : "");
    return Done{};
  });
}

/// Within a write: what was added together goes together. Answers whether something was still there.
bool remove_all(storage::Connection& connection, const Asker& asker, const json& added) {
  storage::Synonyms synonyms(connection);
  json removed = json::array();
  for (const json& one : added) {
    const auto row = synonyms.find(one.value("id", std::int64_t{0}));
    // Changed since, or another one that has its number now: it stays.
    if (!row || one.value("version", "") != version_of(*row)) continue;
    if (!may_change(asker, row->scope) || !synonyms.remove(row->id)) continue;
    removed.push_back(told(*row));
  }
  if (!removed.empty()) tell(connection, asker, "remove-all", "", {{"rows", removed}});
  return !removed.empty();
}

/// Whoever may keep words of something.
bool keeps_some(const Asker& asker, const plugins::Snapshot& snapshot) {
  return may_change(asker, "") || std::any_of(snapshot.services.begin(), snapshot.services.end(),
                                              [&](const auto& service) { return may_change(asker, service.id); });
}

}  // namespace

std::string version_of(const storage::SynonymRow& row) {
  constexpr std::size_t enough = 16;
  const std::string all = row.scope + "\n" + row.words + "\n" + row.means + "\n" + std::to_string(row.author) + "\n" +
                          std::to_string(row.at);
  return plugins::sha256(all).substr(0, enough);
}

Result<SynonymChange> checked_synonym(const Counter& counter, storage::Connection& connection, const Asker& asker,
                                      SynonymChange change) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  if (change.id != 0) {
    const auto row = storage::Synonyms(connection).find(change.id);
    if (!row) return may_change(asker, "") || keeps_some(asker, *snapshot) ? gone() : forbidden();
    if (may_change(asker, row->scope) && change.version != version_of(*row)) return changed_meanwhile();
    change.scope = row->scope;
  }
  if (!may_change(asker, change.scope)) return forbidden();
  change.words = tidy(change.words);
  change.means = change.scope.empty() ? tidy(change.means) : std::string();
  if (change.id != 0 && change.words.empty()) return change;
  Error wrong{ErrorKind::invalid, "error.form.check", {}, {}, ""};
  if (change.id == 0 && !change.scope.empty() && snapshot->service(change.scope) == nullptr) {
    wrong.fields.push_back({"scope", "error.field.not-an-option"});
  }
  if (const char* const key = wrong_words(change.words, longest_words, most_words)) {
    wrong.fields.push_back({"words", key, {{"max", longest_words}, {"words", most_words}}});
  }
  if (change.scope.empty()) {
    if (const char* const key = wrong_words(change.means, longest_means, most_meanings)) {
      wrong.fields.push_back({"means", key, {{"max", longest_means}, {"words", most_meanings}}});
    } else if (matching::terms_of(change.words, domain::Language::fr) ==
               matching::terms_of(change.means, domain::Language::fr)) {
      wrong.fields.push_back({"means", "error.synonym.itself"});
    }
  }
  if (!wrong.fields.empty()) return wrong;
  return change;
}

Result<SynonymList> synonyms(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  SynonymList list;
  list.snapshot = counter.registry.current();
  if (!keeps_some(asker, *list.snapshot)) return forbidden();
  list.university = may_change(asker, "");
  for (const domain::Service& service : list.snapshot->services) {
    if (may_change(asker, service.id)) list.services.push_back(&service);
  }
  storage::Reader reader = counter.database.read();
  std::vector<storage::SynonymRow> rows = storage::Synonyms(reader).all();
  std::set<domain::PersonId> authors;
  for (const auto& row : rows) {
    if (authors.size() < 200) authors.insert(row.author);
  }
  authors.erase(0);
  const auto people = storage::People(reader).many({authors.begin(), authors.end()});
  for (auto& row : rows) {
    SynonymView view;
    view.may_change = may_change(asker, row.scope);
    if (!view.may_change && !row.scope.empty()) continue;  // another department's own business
    const auto author =
        std::find_if(people.begin(), people.end(), [&row](const auto& person) { return person.id == row.author; });
    if (author != people.end()) view.author = author->name();
    view.service = list.snapshot->service(row.scope);
    view.version = version_of(row);
    view.row = std::move(row);
    list.synonyms.push_back(std::move(view));
  }
  const json undo = json::parse(storage::Settings(reader).get(undo_key(asker)).value_or(""), nullptr, false);
  if (undo.is_object()) list.undo = undo.value("row", json::object()).value("words", "");
  return list;
}

Result<Done> change_synonym(const Counter& counter, const Asker& asker, const SynonymChange& change) {
  return write_and_remember(counter, asker, change, true);
}

Result<std::size_t> add_synonyms(const Counter& counter, const Asker& asker,
                                 const std::vector<SynonymChange>& additions) {
  return counter.database.write([&](storage::Connection& connection) -> Result<std::size_t> {
    storage::Synonyms synonyms(connection);
    std::vector<SynonymChange> checked;
    for (const SynonymChange& addition : additions) {
      auto good = checked_synonym(counter, connection, asker, {0, addition.scope, addition.words, addition.means});
      if (!good) return good.error();
      checked.push_back(std::move(*good));
    }
    if (synonyms.count() + static_cast<std::int64_t>(checked.size()) > most_synonyms) {
      return Error{ErrorKind::too_many, "error.synonym.too-many", {{"max", most_synonyms}}, {}, ""};
    }
    json added = json::array(), rows = json::array();
    for (const SynonymChange& one : checked) {
      storage::SynonymRow row{0, one.scope, one.words, one.means, asker.id(), asker.now};
      const auto id = synonyms.add(row);
      if (!id) continue;
      row.id = *id;
      added.push_back({{"id", row.id}, {"version", version_of(row)}});
      rows.push_back(told(row));
    }
    if (added.empty()) return std::size_t{0};
    tell(connection, asker, "import", "", {{"rows", rows}});
    const json back = {{"do", "remove-all"}, {"added", added}, {"row", rows.front()}};
    storage::Settings(connection).set(undo_key(asker), back.dump());
    return added.size();
  });
}

Result<Done> undo_synonym_change(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  json undo;
  {
    storage::Reader reader = counter.database.read();
    undo = json::parse(storage::Settings(reader).get(undo_key(asker)).value_or(""), nullptr, false);
  }
  if (!undo.is_object()) return gone();
  if (undo.value("do", "") == "remove-all") {
    return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
      storage::Settings(connection).set(undo_key(asker), "");
      if (!remove_all(connection, asker, undo.value("added", json::array()))) return gone();
      return Done{};
    });
  }
  const json row = undo.value("row", json::object());
  SynonymChange change{row.value("id", std::int64_t{0}), row.value("scope", ""), row.value("words", ""),
                       row.value("means", ""), undo.value("version", "")};
  const std::string what = undo.value("do", "");
  if (what == "remove") change.words.clear();
  if (what == "add") change.id = 0;
  return write_and_remember(counter, asker, change, false);
}

}  // namespace guichet::counter

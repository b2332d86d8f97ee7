// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/synonym_file.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/domain/csv.hpp"
#include "kernel/matching/text.hpp"

#include <array>
#include <set>
#include <tuple>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::size_t most_lines = 2001;  // with the header
constexpr std::size_t most_wrong = 20;
constexpr std::array<std::string_view, 3> columns{"portee", "mots", "sens"};

Error wrong_file(const char* key, nlohmann::json parameters = nlohmann::json::object()) {
  return {ErrorKind::invalid, key, parameters, {{"fichier", key, parameters}}, ""};
}

/// Where each column stands, whatever their order; nothing when one is missing.
std::optional<std::array<std::size_t, 3>> places_of(const domain::CsvRecord& header) {
  std::array<std::size_t, 3> places{};
  for (std::size_t wanted = 0; wanted < columns.size(); ++wanted) {
    std::size_t place = 0;
    while (place < header.fields.size()) {
      const auto words = matching::words_of(header.fields[place], 2);
      if (words.size() == 1 && words.front().folded == columns[wanted]) break;
      ++place;
    }
    if (place == header.fields.size()) return std::nullopt;
    places[wanted] = place;
  }
  return places;
}

}  // namespace

Result<std::string> export_synonyms(const Counter& counter, const Asker& asker) {
  const auto list = synonyms(counter, asker);
  if (!list) return list.error();
  std::string text = "\xEF\xBB\xBF";  // spreadsheets take it for another encoding otherwise
  text += domain::csv_record({columns.begin(), columns.end()});
  for (const SynonymView& view : list->synonyms) {
    text += domain::csv_record({view.row.scope, view.row.words, view.row.means});
  }
  return text;
}

Result<SynonymFile> read_synonym_file(const Counter& counter, const Asker& asker, std::string_view text) {
  const auto list = synonyms(counter, asker);
  if (!list) return list.error();
  if (text.size() > longest_synonym_file) {
    return wrong_file("error.synonym.file-long", {{"max", longest_synonym_file / 1024}});
  }
  if (!is_text(text)) return wrong_file("error.synonym.file-text");
  const domain::CsvTable table = domain::read_csv(text, most_lines);
  if (table.wrong_line > 0) return wrong_file("error.synonym.file-quotes", {{"line", table.wrong_line}});
  if (!table.all) return wrong_file("error.synonym.file-lines", {{"max", most_lines - 1}});
  if (table.records.empty()) return wrong_file("error.synonym.file-empty");
  const auto places = places_of(table.records.front());
  if (!places) return wrong_file("error.synonym.file-header");
  if (table.records.size() == 1) return wrong_file("error.synonym.file-empty");

  using Known = std::tuple<std::string, std::string, std::string>;
  std::set<Known> known;
  for (const SynonymView& view : list->synonyms) known.emplace(view.row.scope, view.row.words, view.row.means);
  SynonymFile file;
  storage::Reader reader = counter.database.read();
  for (auto record = table.records.begin() + 1; record != table.records.end(); ++record) {
    const auto field = [&](std::size_t column) {
      const std::size_t place = (*places)[column];
      return place < record->fields.size() ? record->fields[place] : std::string();
    };
    SynonymChange change{0, field(0), field(1), field(2)};
    if (known.contains(Known(change.scope, change.words, change.means))) {
      ++file.there_already;
      continue;
    }
    const auto checked = checked_synonym(counter, reader, asker, std::move(change));
    if (checked) {
      if (known.emplace(checked->scope, checked->words, checked->means).second) {
        file.additions.push_back(*checked);
      } else {
        ++file.there_already;
      }
      continue;
    }
    const Error& error = checked.error();
    if (error.fields.empty()) {
      file.wrong.push_back({record->line, error.message, error.parameters});
    } else {
      file.wrong.push_back({record->line, error.fields.front().message, error.fields.front().parameters});
    }
    if (file.wrong.size() == most_wrong) break;
  }
  return file;
}

}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/form_rows.hpp"

#include "kernel/domain/form_standing.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace guichet::web::pages {
namespace {

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.size() > 6 || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The row that an entry is of, the table being `table`: "TABLE" = "ROW", or "TABLE.ROW.COLUMN".
std::optional<std::size_t> row_of(std::string_view table, const domain::Typed::value_type& entry) {
  const std::string_view name = entry.first;
  if (name == table) return number_of(entry.second);
  if (name.size() <= table.size() || !name.starts_with(table) || name[table.size()] != '.') return std::nullopt;
  const std::string_view rest = name.substr(table.size() + 1);
  return number_of(rest.substr(0, rest.find('.')));
}

void settle_table(const domain::Field& table, bool add, std::optional<std::size_t> removed, domain::Typed& typed) {
  if (removed) {
    std::erase_if(typed, [&](const auto& entry) { return row_of(table.id, entry) == removed; });
  }
  std::map<std::size_t, std::size_t> places;  // the number now, by the number typed
  for (const auto& entry : typed) {
    if (const auto row = row_of(table.id, entry)) places.emplace(*row, 0);
  }
  std::size_t next = 0;
  for (auto& [row, place] : places) place = next++;
  for (auto& [name, value] : typed) {
    const auto row = row_of(table.id, {name, value});
    if (!row) continue;
    const std::string place = std::to_string(places[*row]);
    if (name == table.id) {
      value = place;
    } else {
      const std::size_t column = name.find('.', table.id.size() + 1);
      name = table.id + "." + place + (column == std::string::npos ? "" : name.substr(column));
    }
  }
  const std::size_t most = table.max ? static_cast<std::size_t>(*table.max) : domain::most_rows;
  if (add && next < std::min(most, domain::most_rows)) typed.emplace_back(table.id, std::to_string(next));
}

}  // namespace

bool changes_rows(const Visit& visit) {
  return visit.request().form.has("ajouter") || visit.request().form.has("retirer");
}

void settle_rows(const domain::Form& form, std::string_view add, std::string_view remove, domain::Typed& typed) {
  const std::size_t dot = std::min(remove.find('.'), remove.size());
  for (const domain::Field& field : form.fields) {
    if (field.type != domain::FieldType::table) continue;
    const bool here = remove.substr(0, dot) == field.id && dot < remove.size();
    settle_table(field, add == field.id, here ? number_of(remove.substr(dot + 1)) : std::nullopt, typed);
  }
}

}  // namespace guichet::web::pages

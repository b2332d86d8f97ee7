// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/prepared.hpp"

#include <stdexcept>

namespace guichet::storage {
namespace {

// Both backends of SOCI know `:name`; each `?` becomes one of its own.
std::string named(const std::string& sql) {
  std::string out;
  out.reserve(sql.size() + 32);
  int number = 0;
  bool quoted = false;
  for (const char letter : sql) {
    if (letter == '\'') quoted = !quoted;
    if (letter == '?' && !quoted) {
      out += ":p" + std::to_string(++number);
    } else {
      out += letter;
    }
  }
  return out;
}

}  // namespace

Prepared::Prepared(soci::session& session, const std::string& sql, const Shape& parameters, const Shape& columns)
    : parameters_(parameters.size()), columns_(columns.size()), statement_(session) {
  for (std::size_t place = 0; place < columns.size(); ++place) {
    Cell& column = columns_[place];
    column.kind = columns[place];
    if (column.kind == 'i') {
      statement_.exchange(soci::into(column.integer, column.indicator));
    } else {
      statement_.exchange(soci::into(column.text, column.indicator));
    }
  }
  for (std::size_t place = 0; place < parameters.size(); ++place) {
    Cell& parameter = parameters_[place];
    parameter.kind = parameters[place];
    if (parameter.kind == 'i') {
      statement_.exchange(soci::use(parameter.integer));
    } else {
      statement_.exchange(soci::use(parameter.text));
    }
  }
  statement_.alloc();
  statement_.prepare(named(sql));
  statement_.define_and_bind();
}

void Prepared::execute() {
  // Without data exchange SQLite would not take the first step, which is what runs a change; with it a query would
  // already have fetched its first row.
  statement_.execute(columns_.empty());
}

bool Prepared::fetch() {
  return statement_.fetch();
}

Prepared::Cell& Prepared::cell(std::vector<Cell>& cells, std::size_t place, char kind) {
  Cell& found = cells.at(place);
  if (found.kind != kind) throw std::logic_error("a statement was used with another kind of value");
  return found;
}

long long Prepared::integer(std::size_t place) {
  const Cell& column = cell(columns_, place, 'i');
  return column.indicator == soci::i_null ? 0 : column.integer;
}

std::string& Prepared::text(std::size_t place) {
  Cell& column = cell(columns_, place, 't');
  if (column.indicator == soci::i_null) column.text.clear();
  return column.text;
}

}  // namespace guichet::storage

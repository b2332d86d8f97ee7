// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/connection.hpp"
#include "kernel/storage/values.hpp"

#include <optional>
#include <string>
#include <vector>

/// Statements with typed parameters and rows. A row type says its columns once, in order, with an overload of
///   template <typename Visitor, Is<Message> Row> void columns(Visitor& column, Row& row) { column("id", row.id); ... }
/// and is then read by `ask`, bound by `run`, and listed in SQL by `names_of`. Integers and texts are rows of one
/// column.
namespace guichet::storage {

template <typename Row, typename Plain>
concept Is = std::same_as<std::remove_const_t<Row>, Plain>;

template <typename Value>
concept Column = requires(const Value& value) {
  stored(value);
};

struct ShapeOf {
  Shape shape;
  template <typename Value>
  void operator()(const char*, const Value& value) {
    shape += std::same_as<decltype(stored(value)), long long> ? 'i' : 't';
  }
};

struct Writing {
  Prepared& statement;
  std::size_t place = 0;
  template <typename Value>
  void operator()(const char*, const Value& value) {
    statement.set(place++, stored(value));
  }
};

struct Reading {
  Prepared& statement;
  std::size_t place = 0;
  template <typename Value>
  void operator()(const char*, Value& value) {
    if constexpr (is_number<Value>) {
      restore_value(statement.integer(place++), value);
    } else {
      restore_value(statement.text(place++), value);
    }
  }
};

struct Naming {
  std::string names;
  std::string prefix;
  template <typename Value>
  void operator()(const char* name, const Value&) {
    names += (names.empty() ? "" : ", ") + prefix + name;
  }
};

/// A plain value is a row of one column.
template <typename Visitor, Column Value>
void columns(Visitor& column, Value& value) {
  column("", value);
}

template <typename Row>
std::string names_of(const std::string& prefix = "") {
  Naming naming{{}, prefix};
  const Row row{};
  columns(naming, row);
  return naming.names;
}

/// "?, ?, ?" for a row.
template <typename Row>
std::string places_of() {
  ShapeOf shape;
  const Row row{};
  columns(shape, row);
  std::string places;
  for (std::size_t place = 0; place < shape.shape.size(); ++place) places += place == 0 ? "?" : ", ?";
  return places;
}

/// Runs a query and hands each row to `take`. Throws soci::soci_error.
template <typename Row, typename Take, typename... Values>
void each(Connection& connection, const std::string& sql, Take&& take, const Values&... values) {
  Handle& handle = handle_of(connection);
  count_statements(1);
  Prepared* statement = handle.find(sql);
  try {
    if (statement == nullptr) {
      ShapeOf parameters;
      ShapeOf rows;
      (columns(parameters, values), ...);
      const Row row{};
      columns(rows, row);
      statement = &handle.prepare(sql, parameters.shape, rows.shape);
    }
    [[maybe_unused]] Writing writing{*statement};
    (columns(writing, values), ...);
    statement->execute();
    // To the end, always: a query left half-way would hold its snapshot of the database.
    while (statement->fetch()) {
      Row row{};
      Reading reading{*statement};
      columns(reading, row);
      take(std::move(row));
    }
  } catch (...) {
    handle.fail(sql);
  }
}

template <typename Row, typename... Values>
std::vector<Row> ask(Connection& connection, const std::string& sql, const Values&... values) {
  std::vector<Row> rows;
  each<Row>(
      connection, sql, [&rows](Row&& row) { rows.push_back(std::move(row)); }, values...);
  return rows;
}

template <typename Row, typename... Values>
std::optional<Row> ask_one(Connection& connection, const std::string& sql, const Values&... values) {
  std::optional<Row> found;
  each<Row>(
      connection, sql,
      [&found](Row&& row) {
        if (!found) found = std::move(row);
      },
      values...);
  return found;
}

/// Runs a change; answers how many rows it touched. Throws soci::soci_error.
template <typename... Values>
std::int64_t run(Connection& connection, const std::string& sql, const Values&... values) {
  Handle& handle = handle_of(connection);
  count_statements(1);
  Prepared* statement = handle.find(sql);
  try {
    if (statement == nullptr) {
      ShapeOf parameters;
      (columns(parameters, values), ...);
      statement = &handle.prepare(sql, parameters.shape, "");
    }
    [[maybe_unused]] Writing writing{*statement};
    (columns(writing, values), ...);
    statement->execute();
    return statement->affected();
  } catch (...) {
    handle.fail(sql);
  }
}

/// "COLUMN is one of the list", where the list is one parameter made by `list_of`; uses COLUMN's index on both
/// backends.
[[nodiscard]] inline std::string is_in_texts(const Connection& connection, const std::string& column) {
  return connection.dialect() == Dialect::sqlite
             ? column + " IN (SELECT value FROM json_each(?))"
             : column + " = ANY(ARRAY(SELECT json_array_elements_text(CAST(? AS json))))";
}
[[nodiscard]] inline std::string is_in_ids(const Connection& connection, const std::string& column) {
  return connection.dialect() == Dialect::sqlite
             ? column + " IN (SELECT value FROM json_each(?))"
             : column + " = ANY(ARRAY(SELECT CAST(json_array_elements_text(CAST(? AS json)) AS bigint)))";
}

}  // namespace guichet::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <soci/soci.h>

#include <memory>
#include <string>
#include <vector>

namespace guichet::storage {

/// What stands in each place of a statement: 'i' a 64-bit integer, 't' a text.
using Shape = std::string;

/// A statement prepared once on one connection, with the variables SOCI reads its parameters from and writes its
/// columns into. Static binding only. Kept by the connection: preparing costs more than running.
class Prepared {
 public:
  /// `sql` has a `?` for each parameter. Throws soci::soci_error.
  Prepared(soci::session& session, const std::string& sql, const Shape& parameters, const Shape& columns);
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  [[nodiscard]] std::size_t parameters() const { return parameters_.size(); }
  void set(std::size_t place, long long value) { cell(parameters_, place, 'i').integer = value; }
  void set(std::size_t place, std::string_view value) { cell(parameters_, place, 't').text = value; }

  /// Runs it; with columns, `fetch` then gives the rows one by one until it answers false.
  void execute();
  [[nodiscard]] bool fetch();
  [[nodiscard]] long long affected() { return statement_.get_affected_rows(); }

  [[nodiscard]] long long integer(std::size_t place);
  /// May be moved from: it is filled again by the next fetch.
  [[nodiscard]] std::string& text(std::size_t place);

 private:
  struct Cell {
    char kind = 'i';
    long long integer = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
  };
  static Cell& cell(std::vector<Cell>& cells, std::size_t place, char kind);

  std::vector<Cell> parameters_;  // never resized once bound: SOCI holds their addresses
  std::vector<Cell> columns_;
  soci::statement statement_;
};

}  // namespace guichet::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/registry.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// All that is indexed of one service or article, borrowed from its snapshot. Two that are equal are found alike.
struct Sheet {
  enum class Place : std::uint8_t { title, keywords, summary, says, linked, text };
  struct Piece {
    Place place;
    domain::Language language;
    std::string_view text;  ///< whoever may read the sheet may read it
  };
  std::vector<Piece> pieces;
  std::string filter;     ///< the boolean term of its audience
  std::size_t group = 0;  ///< the number of its audience

  /// Of everything above but the group's number. Not for other versions of the program.
  [[nodiscard]] std::uint64_t fingerprint() const;
};

[[nodiscard]] Sheet sheet_of(const plugins::Snapshot& snapshot, const domain::Service& service, std::size_t group);
[[nodiscard]] Sheet sheet_of(const domain::Article& article, std::size_t group);

/// The boolean term of an audience.
[[nodiscard]] std::string group_term(std::size_t group);

}  // namespace guichet::matching

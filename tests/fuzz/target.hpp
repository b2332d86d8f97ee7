// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::fuzz {

/// What a program of this folder is made of: each links one target with the driver.
///
/// Reads bytes as the product would; throws Broken when something that must hold of any bytes does not.
void read(std::string_view bytes);

/// Whole, well-made inputs to begin from.
[[nodiscard]] std::vector<std::string> seeds();

/// Pieces that mean something to the reader, to be put anywhere.
[[nodiscard]] std::vector<std::string> pieces();

struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

inline void must(bool holds, const char* what) {
  if (!holds) throw Broken(what);
}

}  // namespace guichet::fuzz

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/domain/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::sdk_tool {

struct ElfSymbol {
  std::string name;
  bool unique = false;  ///< STB_GNU_UNIQUE
};

/// What a shared library offers to and wants of others.
struct ElfLibrary {
  std::vector<ElfSymbol> exported;  ///< defined, and visible to whoever loads it
  std::vector<std::string> needed;  ///< "libc.so.6"
};

/// Reads the dynamic part of a 64-bit ELF library. Bytes from a stranger are fine: everything is checked to lie within
/// them. Error{invalid} whose detail says what it is instead.
[[nodiscard]] domain::Result<ElfLibrary> read_elf(std::string_view bytes);

}  // namespace guichet::sdk_tool

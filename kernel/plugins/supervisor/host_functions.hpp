// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <cstdint>
#include <string_view>

namespace guichet::plugins {

/// A function of the counter that a plugin may ask for.
struct HostFunction {
  enum class Answer : std::uint8_t {
    value,       ///< JSON, from the port
    file,        ///< an open file, from the file port
    connection,  ///< a connected socket; granted by address, "connect:HOST:PORT", and made by the kernel itself
  };
  std::string_view extension;
  std::string_view function;
  std::string_view capability;  ///< that it must have been granted
  bool held;                    ///< it changes something: kept until the outcome is committed
  bool while_starting;          ///< may also be asked outside of a call
  Answer answer = Answer::value;
  int most = 100;                   ///< held: how often in one call
  std::string_view once_each = {};  ///< held: the parameter that no two of one call may share; empty: none
};

/// The function of this name, or null: what is not listed is refused.
[[nodiscard]] const HostFunction* find_host_function(std::string_view extension, std::string_view function);

/// An expected failure as a code of guichet/error.h.
[[nodiscard]] std::int32_t code_of(domain::ErrorKind kind);

}  // namespace guichet::plugins

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::fuzz {

/// What the inputs of the two sides of the protocol look like: one move a line, told by its first character.
struct Move {
  char what;              ///< '>' a frame, '!' bare bytes, or a letter of the target's own
  std::string_view text;  ///< the rest of the line, borrowed from the input
};

inline std::vector<Move> moves_of(std::string_view bytes) {
  std::vector<Move> moves;
  while (!bytes.empty() && moves.size() < 200) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (!line.empty()) moves.push_back({line.front(), line.substr(1)});
    bytes.remove_prefix(line.size() < bytes.size() ? line.size() + 1 : line.size());
  }
  return moves;
}

/// The frame of "HEAD<TAB>BODY" with lengths that fit, whatever head and body are.
inline std::string frame_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find('\t'));
  const std::string_view body = head.size() < text.size() ? text.substr(head.size() + 1) : std::string_view();
  std::string bytes;
  for (const std::size_t number : {4 + head.size() + body.size(), head.size()}) {
    for (int byte = 0; byte < 4; ++byte) bytes.push_back(static_cast<char>((number >> (8 * byte)) & 0xff));
  }
  return bytes.append(head).append(body);
}

}  // namespace guichet::fuzz

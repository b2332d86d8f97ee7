// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace guichet::web::server {

/// What one client may ask of the server. Each limit that is passed answers its own status and closes.
struct Limits {
  std::size_t request_line_bytes = 8 * 1024;              ///< 414
  std::size_t header_bytes = 32 * 1024;                   ///< 431
  std::size_t headers = 100;                              ///< 431
  std::uint64_t multipart_body_bytes = 25 * 1024 * 1024;  ///< 413, as soon as it is announced
  std::uint64_t plain_body_bytes = 1024 * 1024;           ///< 413, every other body, and the text of a multipart one
  std::size_t memory_body_bytes = 64 * 1024;              ///< what exceeds it goes to a temporary file as it comes
  std::size_t fields = 1000;                              ///< 400, in a query or a form
  std::chrono::milliseconds head_time{10'000};            ///< 408, from the first byte to the end of the headers
  std::chrono::milliseconds transfer_window{30'000};      ///< the time over which the rate is judged, both ways
  std::uint64_t transfer_bytes_per_second = 1024;         ///< 408 below it for a body, plain close for an answer
  std::chrono::milliseconds idle_time{60'000};            ///< an idle connection is closed without a word
  std::size_t connections = 10'000;                       ///< above it the oldest idle ones are closed, else 503
};

}  // namespace guichet::web::server

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/body.hpp"
#include "web/server/limits.hpp"
#include "web/server/request.hpp"

#include <string>
#include <string_view>

namespace guichet::web::server {

/// Reads a multipart/form-data body (RFC 7578) where it lies: a file is a range of it and is never copied.
/// Answers 0, or 400 when it is malformed or not text where text is due, 413 for too much text. Internal to the server.
[[nodiscard]] int read_multipart(const Body& body, std::string_view content_type, const Limits& limits, Request& into);

/// The last segment of what a browser calls the file, fit to be shown and stored: "../a/b.pdf" is "b.pdf".
[[nodiscard]] std::string file_name_of(std::string_view declared);

}  // namespace guichet::web::server

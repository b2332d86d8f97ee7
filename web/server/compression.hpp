// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guichet::web::server {

/// Whether an Accept-Encoding header takes `encoding` ("gzip", "br"): named, or "*", and not with q=0.
[[nodiscard]] bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding);

/// Whether bodies of this media type are text that shrinks.
[[nodiscard]] bool is_compressible(std::string_view content_type);

/// `text` as gzip at the quickest level; nothing when zlib refuses. Any thread: each keeps its own state.
[[nodiscard]] std::optional<std::string> gzip(std::string_view text);

}  // namespace guichet::web::server

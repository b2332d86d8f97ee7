// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/response.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::server {

using CommonHeaders = std::vector<std::pair<std::string, std::string>>;

/// What the head of an answer depends on besides the answer. Internal to the server.
struct AnswerTerms {
  bool keep_alive = true;
  bool version_1_0 = false;  ///< the client's
  std::string_view accept_encoding;
};

/// Compresses the body when that is worth it, then answers the status line and headers, up to the empty line.
/// Header values are cleaned of line breaks: nothing that a handler puts there can start another header.
[[nodiscard]] std::string make_answer_head(Response& response, const AnswerTerms& terms, const CommonHeaders& common);

}  // namespace guichet::web::server

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/body.hpp"
#include "web/server/head.hpp"
#include "web/server/limits.hpp"
#include "web/server/request.hpp"

#include <string_view>

/// From a head and a body to a Request. Each answers 0, or the status to refuse with. Internal to the server.
namespace guichet::web::server {

/// Method, path, query, cookies and headers. On a refusal the request holds what could be read (its headers at
/// least), enough to show an error in the client's language.
[[nodiscard]] int read_head(Head&& head, const Limits& limits, Request& into);

/// How many bytes of body this request may bring.
[[nodiscard]] std::uint64_t body_limit(const Request& request, const Limits& limits);

/// Form fields, files, or the raw body. `body` is sealed.
[[nodiscard]] int read_body(const Body& body, const Limits& limits, Request& into);

/// Names and values of a query or an urlencoded form.
[[nodiscard]] int read_fields(std::string_view encoded, const Limits& limits, Fields& into);

}  // namespace guichet::web::server

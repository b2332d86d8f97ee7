// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/handler.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::server {

/// Finds who answers a path. Built once, then only read, by any thread.
///
///   Router router(error_renderer);
///   router.add("GET", "/demandes/{reference}", show_request);   // request.path_parameters.value("reference")
///   router.add("GET", "/assets/{name...}", serve_asset);        // the last one may take all that is left
///
/// A fixed segment is preferred to a parameter. One slash at the end of a path makes no difference. HEAD goes to the
/// handler of GET; a path known only for other methods answers 405 with Allow, OPTIONS 204 with Allow.
class Router {
 public:
  explicit Router(ErrorRenderer errors = plain_error);
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// A pattern and method given twice, or a malformed pattern, is a programming error: throws std::logic_error.
  void add(std::string_view method, std::string_view pattern, Handler handler);

  [[nodiscard]] Response operator()(Request& request) const;

 private:
  struct Node;

  [[nodiscard]] static const Node* find(const Node& node, std::string_view path, std::vector<std::string_view>& taken);

  std::unique_ptr<Node> root_;
  ErrorRenderer errors_;
};

}  // namespace guichet::web::server

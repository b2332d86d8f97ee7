// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/router.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// A browser without JavaScript, for tests: it keeps cookies, fills the token of the page it shows into its forms, and
/// counts the statements a page needed. Speaks to the router, without a socket.
class TestBrowser {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;
  explicit TestBrowser(const server::Router& router) : router_(&router) {}

  void get(const std::string& target);
  /// `files`: name and content, in the field "fichiers".
  void post(const std::string& path, const Fields& form, const Fields& files = {});
  void post_without_token(const std::string& path, const Fields& form);

  [[nodiscard]] int status() const { return answer_.status; }
  [[nodiscard]] std::string page() const;
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] std::string location() const { return header("Location"); }
  /// The first hidden or other field of this name in the page.
  [[nodiscard]] std::string value_of(const std::string& field) const;
  /// The first address in the page that begins so.
  [[nodiscard]] std::string link_to(const std::string& beginning) const;
  [[nodiscard]] std::int64_t statements() const { return statements_; }

 private:
  void send(server::Request& request);

  const server::Router* router_;
  Fields cookies_;
  std::string shown_;  ///< the last whole page, whose forms are filled
  server::Response answer_;
  std::int64_t statements_ = 0;
};

}  // namespace guichet::web::pages

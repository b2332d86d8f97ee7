// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/server/request.hpp"
#include "web/server/response.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::web::server {

/// The files that pages need (styles, scripts, images), read once from the folder that the build wrote and served from
/// memory. A file may have siblings packed by the build, `app.0a1b.css.br` and `.gz`. `manifest.json` gives for each
/// logical name the one whose name changes with its content: {"app.css": "app.0a1b.css"}. Those are kept by browsers
/// for a year; files that it does not name are asked for again each time (a short answer when unchanged).
/// Immutable after load, any thread.
class Assets {
 public:
  /// `prefix` is the path under which the router serves them, "/assets/".
  [[nodiscard]] static domain::Result<Assets> load(const std::filesystem::path& folder,
                                                   std::string prefix = "/assets/");

  /// The path to write in a page: url("app.css") is "/assets/app.0a1b.css". A name that the manifest does not know is
  /// answered as it is, behind the prefix.
  [[nodiscard]] std::string url(std::string_view logical_name) const;

  /// The answer for a file's name (the path without the prefix); nothing when there is no such file.
  [[nodiscard]] std::optional<Response> find(const Request& request, std::string_view name) const;

 private:
  struct Asset {
    Response::SharedBody plain;
    Response::SharedBody brotli;
    Response::SharedBody gzip;
    std::string content_type;
    std::string tag;  ///< of the plain content, without quotes
    bool immutable = false;
  };

  std::string prefix_;
  std::map<std::string, Asset, std::less<>> assets_;
  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace guichet::web::server

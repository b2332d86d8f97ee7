// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/fields.hpp"
#include "web/server/file_descriptor.hpp"
#include "web/server/headers.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::server {

/// A file that came with a form. Its bytes are a range of the request's body, in memory or in a temporary file that
/// has no name; they live until the last copy of the UploadedFile dies, and nothing has to be removed.
class UploadedFile {
 public:
  std::string field;       ///< the name of the form's field
  std::string name;        ///< the browser's file name: no folder, no control character, at most 200 bytes
  std::string media_type;  ///< as declared; a claim, never a fact
  std::uint64_t size = 0;  ///< bytes

  /// Copies the bytes from `offset` on into `into`; answers how many (0 at the end, or when the disk fails). Any
  /// thread.
  std::size_t read(std::uint64_t offset, std::span<char> into) const;
  /// All of it, in memory: for what is known to be small.
  [[nodiscard]] std::string content() const;

  /// The bytes [from, from+size) of `memory`, or of `file` when there is one.
  void refer(std::shared_ptr<const std::string> memory, std::shared_ptr<const FileDescriptor> file, std::uint64_t from);

 private:
  std::shared_ptr<const std::string> memory_;
  std::shared_ptr<const FileDescriptor> file_;
  std::uint64_t from_ = 0;
};

/// One request, complete and checked: every text in it is well-formed UTF-8 without NUL. The handler may move things
/// out of it. It dies once the answer is made (files that were copied out of it live on).
struct Request {
  std::string method;      ///< "GET"; HEAD, too, reaches the handler of GET as "HEAD"
  std::string target;      ///< as it came, without scheme and host: "/demandes/D%2D12?page=2"
  std::string path;        ///< decoded, starts with '/', without "." or ".." segments: "/demandes/D-12"
  Fields path_parameters;  ///< filled by the router
  Fields query;
  Fields form;  ///< the text fields of an urlencoded or multipart body
  std::vector<UploadedFile> files;
  Fields cookies;
  Headers headers;
  std::string body;            ///< a body of any other type, JSON for one; empty for forms
  std::string remote_address;  ///< the client's, as told by the trusted proxies if any: "10.1.2.3"
  bool secure = false;         ///< the client speaks TLS, to a trusted proxy
};

}  // namespace guichet::web::server

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/compression.hpp"

#include "web/server/text.hpp"

#include <zlib.h>

namespace guichet::web::server {
namespace {

/// Setting zlib up costs more than compressing a page, so a thread does it once.
class Deflater {
 public:
  Deflater() { ready_ = deflateInit2(&stream_, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK; }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() {
    if (ready_) deflateEnd(&stream_);
  }

  std::optional<std::string> compress(std::string_view text) {
    if (!ready_ || deflateReset(&stream_) != Z_OK) return std::nullopt;
    std::string packed(deflateBound(&stream_, text.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib does not write there
    stream_.avail_in = static_cast<uInt>(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_out = static_cast<uInt>(packed.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return std::nullopt;
    packed.resize(packed.size() - stream_.avail_out);
    return packed;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

bool is_zero_weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = trimmed(take_until(parameters, ';'));
    if (!equal_ignoring_case(trimmed(take_until(value, '=')), "q")) continue;
    value = trimmed(value);
    return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

}  // namespace

bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding) {
  bool anything = false;
  while (!accept_encoding.empty()) {
    std::string_view parameters = take_until(accept_encoding, ',');
    const std::string_view name = trimmed(take_until(parameters, ';'));
    if (equal_ignoring_case(name, encoding)) return !is_zero_weight(parameters);
    if (name == "*") anything = !is_zero_weight(parameters);
  }
  return anything;
}

bool is_compressible(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return type.starts_with("text/") || type == "application/json" || type == "image/svg+xml" ||
         type == "application/javascript" || type == "application/xml";
}

std::optional<std::string> gzip(std::string_view text) {
  if (text.size() > 0x7FFFFFFF) return std::nullopt;
  static thread_local Deflater deflater;
  return deflater.compress(text);
}

}  // namespace guichet::web::server

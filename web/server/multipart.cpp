// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/multipart.hpp"

#include "web/server/text.hpp"

#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/NameValueCollection.h>

#include <array>
#include <optional>

namespace guichet::web::server {
namespace {

constexpr std::size_t part_header_bytes = 4096;
constexpr std::size_t name_bytes = 200;

struct PartHead {
  std::string field;
  std::optional<std::string> file_name;
  std::string media_type = "application/octet-stream";
};

/// A parameter of a header value: `boundary` of "multipart/form-data; boundary=x".
std::optional<std::string> parameter(std::string_view header, const std::string& name) {
  std::string value;
  Poco::Net::NameValueCollection parameters;
  Poco::Net::MessageHeader::splitParameters(std::string(header), value, parameters);
  if (!parameters.has(name)) return std::nullopt;
  return parameters.get(name);
}

/// Browsers write these three characters of a name as escapes. (WHATWG HTML, 4.10.22.8)
std::string unescaped(std::string_view name) {
  std::string plain;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const std::string_view escape = name.substr(i, 3);
    const char c = escape == "%22" ? '"' : escape == "%0D" ? '\r' : escape == "%0A" ? '\n' : name[i];
    if (c != name[i]) i += 2;
    plain += c;
  }
  return plain;
}

std::optional<PartHead> read_part_head(std::string_view lines) {
  PartHead head;
  bool disposed = false;
  while (!lines.empty()) {
    std::string_view line = take_until(lines, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string_view value = line;
    const std::string_view name = take_until(value, ':');
    value = trimmed(value);
    if (!acceptable_text(value) || !acceptable_header_value(value)) return std::nullopt;
    if (equal_ignoring_case(name, "content-disposition")) {
      const auto field = parameter(value, "name");
      if (!field) return std::nullopt;
      disposed = true;
      head.field = unescaped(*field);
      if (const auto file = parameter(value, "filename")) head.file_name = unescaped(*file);
    } else if (equal_ignoring_case(name, "content-type")) {
      head.media_type = std::string(value.substr(0, name_bytes));
    }
  }
  return disposed ? std::optional(std::move(head)) : std::nullopt;
}

/// Walks from part to part; `position` is always just after a delimiter.
class PartReader {
 public:
  PartReader(const Body& body, const std::string& boundary, const Limits& limits, Request& into)
      : body_(body), delimiter_("\r\n--" + boundary), limits_(limits), into_(into) {}

  int read() {
    if (body_.slice(0, delimiter_.size() - 2) != std::string_view(delimiter_).substr(2)) return 400;
    position_ = delimiter_.size() - 2;
    for (std::size_t parts = 0; parts <= limits_.fields; ++parts) {
      const std::string after = body_.slice(position_, 2);
      if (after == "--") return 0;
      if (after != "\r\n") return 400;
      position_ += 2;
      if (const int status = read_part(); status != 0) return status;
    }
    return 400;
  }

 private:
  int read_part() {
    const std::string start = body_.slice(position_, part_header_bytes);
    const std::size_t head_end = start.find("\r\n\r\n");
    if (head_end == std::string::npos) return 400;
    const auto head = read_part_head(std::string_view(start).substr(0, head_end));
    if (!head) return 400;
    const std::uint64_t begin = position_ + head_end + 4;
    // The content may be empty, and then its delimiter shares the line break that ends the head.
    const auto end = body_.find(delimiter_, begin - 2);
    if (!end) return 400;
    position_ = *end + delimiter_.size();
    return keep(*head, begin, *end > begin ? *end - begin : 0);
  }

  int keep(const PartHead& head, std::uint64_t begin, std::uint64_t size) {
    if (!head.file_name) {
      text_bytes_ += size;
      if (text_bytes_ > limits_.plain_body_bytes) return 413;
      std::string value = body_.slice(begin, size);
      if (!acceptable_text(value)) return 400;
      into_.form.add(head.field, std::move(value));
      return 0;
    }
    if (head.file_name->empty() && size == 0) return 0;  // a file field that was left empty
    UploadedFile file;
    file.field = head.field;
    file.name = file_name_of(*head.file_name);
    file.media_type = head.media_type;
    file.size = size;
    file.refer(body_.memory(), body_.file(), begin);
    into_.files.push_back(std::move(file));
    return 0;
  }

  const Body& body_;
  const std::string delimiter_;
  const Limits& limits_;
  Request& into_;
  std::uint64_t position_ = 0;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace

std::string file_name_of(std::string_view declared) {
  const std::size_t folder = declared.find_last_of("/\\");
  if (folder != std::string_view::npos) declared.remove_prefix(folder + 1);
  std::string name;
  for (const char c : declared) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) name += c;
  }
  while (!name.empty() && (name.front() == '.' || name.front() == ' ')) name.erase(0, 1);
  if (name.size() > name_bytes) {
    std::size_t end = name_bytes;  // never in the middle of a character
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    name.resize(end);
  }
  return name.empty() ? "file" : name;
}

int read_multipart(const Body& body, std::string_view content_type, const Limits& limits, Request& into) {
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return 400;
  return PartReader(body, *boundary, limits, into).read();
}

}  // namespace guichet::web::server

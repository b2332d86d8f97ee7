// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/files.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace guichet::storage {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t at;
  std::string_view bytes;
  const char* type;
};

// The first that fits. Sources: each format's own specification; RFC 8794 (Matroska), ISO/IEC 14496-12 (ftyp brands).
constexpr std::array signatures = {
    Signature{0, "%PDF-"sv, "application/pdf"},
    Signature{0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    Signature{0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    Signature{0, "GIF87a"sv, "image/gif"},
    Signature{0, "GIF89a"sv, "image/gif"},
    Signature{8, "WEBP"sv, "image/webp"},
    Signature{0, "II*\0"sv, "image/tiff"},
    Signature{0, "MM\0*"sv, "image/tiff"},
    Signature{0, "BM"sv, "image/bmp"},
    Signature{4, "ftypheic"sv, "image/heic"},
    Signature{4, "ftypheix"sv, "image/heic"},
    Signature{4, "ftyphevc"sv, "image/heic"},
    Signature{4, "ftypmif1"sv, "image/heic"},
    Signature{4, "ftypavif"sv, "image/avif"},
    Signature{4, "ftypqt  "sv, "video/quicktime"},
    Signature{4, "ftypM4A "sv, "audio/mp4"},
    Signature{4, "ftyp"sv, "video/mp4"},
    Signature{0, "\x1A\x45\xDF\xA3"sv, "video/webm"},
    Signature{0, "OggS"sv, "audio/ogg"},
    Signature{0, "ID3"sv, "audio/mpeg"},
    Signature{0, "\xFF\xFB"sv, "audio/mpeg"},
    Signature{8, "WAVE"sv, "audio/wav"},
    Signature{0, "\x1F\x8B"sv, "application/gzip"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
    Signature{0, "Rar!\x1A\x07"sv, "application/vnd.rar"},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "application/x-ole-storage"},
    Signature{0, "{\\rtf"sv, "application/rtf"},
    Signature{0,
              "\x7F"
              "ELF"sv,
              "application/x-executable"},
    Signature{0, "MZ"sv, "application/vnd.microsoft.portable-executable"},
    Signature{0, "#!"sv, "text/x-shellscript"},
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Office documents are zips; what they hold at the start tells which. An OpenDocument begins with its own type, stored.
std::string zip_type(std::string_view start) {
  constexpr auto declared = "mimetypeapplication/vnd.oasis.opendocument."sv;
  if (start.size() > 30 && start.substr(30).starts_with(declared)) {
    const std::string_view kind = start.substr(30 + declared.size());
    for (const std::string_view known : {"text"sv, "spreadsheet"sv, "presentation"sv, "graphics"sv}) {
      if (kind.starts_with(known)) return "application/vnd.oasis.opendocument." + std::string(known);
    }
  }
  if (start.size() > 30 && start.substr(30).starts_with("mimetypeapplication/epub+zip")) return "application/epub+zip";
  if (contains(start, "[Content_Types].xml") || contains(start, "_rels/.rels")) {
    if (contains(start, "word/")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    if (contains(start, "xl/")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if (contains(start, "ppt/")) return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  }
  return "application/zip";
}

// UTF-8 without control characters; the last character may have been cut off by the size of what was read.
bool is_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r' && lead != '\f') return false;
    if (lead == 0x7F) return false;
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : (lead & 0xF0) == 0xE0       ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0) return false;
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next) {
      if ((static_cast<unsigned char>(text[at + next]) & 0xC0) != 0x80) return false;
    }
    at += length;
  }
  return true;
}

// The same number (one at least) of the same separator on each of the first lines.
bool is_csv(std::string_view text, bool whole) {
  for (const char separator : {';', ',', '\t'}) {
    std::size_t lines = 0;
    std::ptrdiff_t each = -1;
    bool even = true;
    for (std::size_t from = 0; from < text.size() && lines < 20 && even;) {
      const std::size_t to = text.find('\n', from);
      if (to == std::string_view::npos && !whole) break;
      const std::string_view line = text.substr(from, to == std::string_view::npos ? to : to - from);
      const std::ptrdiff_t count = std::count(line.begin(), line.end(), separator);
      if (each < 0) each = count;
      even = count == each && count > 0;
      ++lines;
      if (to == std::string_view::npos) break;
      from = to + 1;
    }
    if (even && lines >= 2) return true;
  }
  return false;
}

std::string text_type(std::string_view text, bool whole) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  std::string begin(text.substr(std::min(first, text.size()), 15));
  std::transform(begin.begin(), begin.end(), begin.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  // What a browser would run is never called plain text.
  if (contains(text, "<svg")) return "image/svg+xml";
  if (begin.starts_with("<!doctype html") || begin.starts_with("<html") || contains(text, "<script"))
    return "text/html";
  if (begin.starts_with("<?xml")) return "application/xml";
  if (begin.starts_with("begin:vcard")) return "text/vcard";
  if (begin.starts_with("begin:vcalendar")) return "text/calendar";
  return is_csv(text, whole) ? "text/csv" : "text/plain";
}

}  // namespace

std::string media_type_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string start(16 * 1024, '\0');
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(file.gcount()));
  const bool whole = file.eof();
  if (start.empty()) return whole && !file.bad() ? "text/plain" : "application/octet-stream";
  const std::string_view bytes = start;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return zip_type(bytes);
  for (const Signature& signature : signatures) {
    if (bytes.size() < signature.at + signature.bytes.size()) continue;
    if (bytes.substr(signature.at, signature.bytes.size()) != signature.bytes) continue;
    // Two letters may begin a sentence, too.
    if (signature.bytes.size() <= 2 && signature.bytes[0] >= 'A' && signature.bytes[0] <= 'Z' && is_text(bytes))
      continue;
    return signature.type;
  }
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return is_text(text) ? text_type(text, whole) : "application/octet-stream";
}

}  // namespace guichet::storage

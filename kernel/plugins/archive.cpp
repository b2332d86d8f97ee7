// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/archive.hpp"

#include "kernel/plugins/archive_format.hpp"
#include "kernel/plugins/bundle_errors.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/rules/format.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <limits>

namespace guichet::plugins {
namespace {

/// As a raw stream, which is what zip files hold. zlib's answer depends on the bytes and its own version alone.
std::string deflate_all(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? packed : std::string();
}

/// The part that a file's header and its entry in the directory have in common. The day is the first that zip knows.
std::string common_part(const std::string& path, const std::string& bytes, const std::string& packed) {
  constexpr std::uint32_t version_needed = 20;
  constexpr std::uint32_t first_of_january_1980 = 1 << 5 | 1;
  std::string part;
  zip::add_short(part, version_needed);
  zip::add_short(part, zip::utf8_flag);
  zip::add_short(part, zip::deflated);
  zip::add_short(part, 0);
  zip::add_short(part, first_of_january_1980);
  zip::add_long(part, static_cast<std::uint32_t>(
                          crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()))));
  zip::add_long(part, static_cast<std::uint32_t>(packed.size()));
  zip::add_long(part, static_cast<std::uint32_t>(bytes.size()));
  zip::add_short(part, static_cast<std::uint32_t>(path.size()));
  zip::add_short(part, 0);  // no further fields
  return part;
}

std::string entry_of(const std::string& path, const std::string& common, std::uint32_t offset) {
  constexpr std::uint32_t plain_file = 0100644U << 16;
  std::string entry;
  zip::add_long(entry, zip::entry_mark);
  zip::add_short(entry, zip::made_on_unix << 8 | 20);
  entry += common;
  zip::add_short(entry, 0);  // no comment
  zip::add_short(entry, 0);  // first disk
  zip::add_short(entry, 0);
  zip::add_long(entry, plain_file);
  zip::add_long(entry, offset);
  return entry + path;
}

std::string end_of(std::size_t count, std::size_t directory_size, std::size_t directory_offset) {
  std::string end;
  zip::add_long(end, zip::end_mark);
  zip::add_long(end, 0);
  zip::add_short(end, static_cast<std::uint32_t>(count));
  zip::add_short(end, static_cast<std::uint32_t>(count));
  zip::add_long(end, static_cast<std::uint32_t>(directory_size));
  zip::add_long(end, static_cast<std::uint32_t>(directory_offset));
  zip::add_short(end, 0);
  return end;
}

}  // namespace

domain::Result<domain::Done> pack_bundle(const std::string& folder, const std::string& file) {
  const auto paths = files_below(folder);
  if (!paths) return paths.error();
  if (!std::binary_search(paths->begin(), paths->end(), "manifest.json"))
    return bad_archive(folder + " is no bundle: it has no manifest.json; build the plugin first");
  std::string archive, directory;
  std::uint64_t unpacked = 0;
  for (const std::string& path : *paths) {
    if (!is_bundle_path(path)) return bad_archive(path + " is not a path that a bundle may have: rename the file");
    const auto bytes = read_file(folder + "/" + path, largest_library);
    if (!bytes) return bytes.error();
    unpacked += bytes->size();
    const std::string packed = deflate_all(*bytes);
    if (unpacked > largest_unpacked || archive.size() + packed.size() > largest_archive)
      return bad_archive("the bundle is too big for an archive: " + std::to_string(largest_unpacked) + " bytes in all");
    const std::string common = common_part(path, *bytes, packed);
    directory += entry_of(path, common, static_cast<std::uint32_t>(archive.size()));
    zip::add_long(archive, zip::file_mark);
    archive += common + path + packed;
  }
  const std::string end = end_of(paths->size(), directory.size(), archive.size());
  archive += directory + end;

  const std::string draft = file + ".draft-" + std::to_string(::getpid());
  const auto written = write_file(draft, archive, 0644);
  if (written && std::rename(draft.c_str(), file.c_str()) == 0) return domain::Done{};
  std::remove(draft.c_str());
  if (!written) return written.error();
  return domain::Error{domain::ErrorKind::unavailable, "error.plugin.install", {}, {}, file + " cannot be written"};
}

}  // namespace guichet::plugins

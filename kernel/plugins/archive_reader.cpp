// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/archive_format.hpp"
#include "kernel/plugins/bundle_errors.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/rules/format.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <vector>

namespace guichet::plugins {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_directory = 1'000'000;  ///< bytes; each entry has less than 400
constexpr std::size_t longest_comment = 65'535;
constexpr std::uint64_t largest_file = largest_library;

domain::Error damaged(const std::string& what) {
  return bad_archive("the archive is damaged (" + what + "): ask whoever made it for it again");
}
/// One file of the archive, as the directory at its end says. What the headers before each file say is checked to
/// agree.
struct Entry {
  std::string path;
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed = 0, unpacked = 0, offset = 0;
};

class Archive {
 public:
  Archive(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() { ::close(descriptor_); }

  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Exactly `count` bytes, or nothing.
  [[nodiscard]] bool read(std::uint64_t at, std::size_t count, std::string& bytes) const {
    if (at > size_ || count > size_ - at) return false;
    bytes.resize(count);
    std::size_t done = 0;
    while (done < count) {
      const ssize_t got = ::pread(descriptor_, bytes.data() + done, count - done, static_cast<off_t>(at + done));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      done += static_cast<std::size_t>(got);
    }
    return true;
  }

 private:
  int descriptor_;
  std::uint64_t size_;
};

/// A problem with one entry; "" when its path, kind and size are those of a bundle's file.
std::string entry_problem(const Entry& entry, std::uint16_t flags, std::uint8_t made_on, std::uint32_t attributes) {
  const std::uint32_t kind = attributes >> 16 & S_IFMT;
  if (made_on == zip::made_on_unix && kind != 0 && kind != S_IFREG)
    return "is a link or something else that is no plain file: pack the bundle with `guichet-sdk pack`";
  if (!is_bundle_path(entry.path)) return "is not a path that a bundle may have: pack it with `guichet-sdk pack`";
  if ((flags & zip::encrypted_flag) != 0) return "is encrypted: pack the bundle without a password";
  if (entry.method != zip::stored && entry.method != zip::deflated)
    return "is compressed in a way that is not read: pack the bundle with `guichet-sdk pack`";
  if (entry.unpacked > largest_file) return "has more than " + std::to_string(largest_file) + " bytes";
  return "";
}

struct Directory {
  std::string bytes;
  std::uint64_t offset = 0;
  std::size_t count = 0;
};

domain::Result<Directory> find_directory(const Archive& archive) {
  std::string tail;
  const std::uint64_t length = std::min<std::uint64_t>(archive.size(), zip::end_header + longest_comment);
  if (length < zip::end_header || !archive.read(archive.size() - length, static_cast<std::size_t>(length), tail))
    return bad_archive("the file is no zip archive: a packed bundle is made by `guichet-sdk pack`");
  for (std::size_t at = tail.size() - zip::end_header + 1; at-- > 0;) {
    if (zip::long_at(tail, at) != zip::end_mark) continue;
    if (at + zip::end_header + zip::short_at(tail, at + 20) != tail.size()) continue;
    Directory directory;
    directory.count = zip::short_at(tail, at + 10);
    const std::size_t size = zip::long_at(tail, at + 12);
    directory.offset = zip::long_at(tail, at + 16);
    if (directory.count > most_bundle_files || size > largest_directory)
      return bad_archive("the archive has more than " + std::to_string(most_bundle_files) + " files");
    const std::uint64_t end = archive.size() - tail.size() + at;
    if (directory.offset + size != end || !archive.read(directory.offset, size, directory.bytes))
      return damaged("its directory is not where it says");
    return directory;
  }
  return bad_archive("the file is no zip archive, or was cut off: a packed bundle is made by `guichet-sdk pack`");
}

domain::Result<std::vector<Entry>> read_entries(const Directory& directory) {
  std::vector<Entry> entries;
  std::set<std::string> paths;
  std::uint64_t unpacked = 0;
  const std::string& bytes = directory.bytes;
  std::size_t at = 0;
  for (std::size_t i = 0; i < directory.count; ++i) {
    if (bytes.size() - at < zip::entry_header || zip::long_at(bytes, at) != zip::entry_mark)
      return damaged("an entry of its directory");
    const std::size_t name = zip::short_at(bytes, at + 28);
    const std::size_t length = zip::entry_header + name + zip::short_at(bytes, at + 30) + zip::short_at(bytes, at + 32);
    if (bytes.size() - at < length) return damaged("an entry of its directory");
    Entry entry{bytes.substr(at + zip::entry_header, name),
                zip::short_at(bytes, at + 10),
                zip::long_at(bytes, at + 16),
                zip::long_at(bytes, at + 20),
                zip::long_at(bytes, at + 24),
                zip::long_at(bytes, at + 42)};
    const std::uint16_t flags = zip::short_at(bytes, at + 8);
    const auto made_on = static_cast<std::uint8_t>(bytes[at + 5]);
    const std::uint32_t attributes = zip::long_at(bytes, at + 38);
    at += length;
    // `zip -r` writes folders too; they hold nothing, and the paths of files say where those are.
    const bool is_folder = !entry.path.empty() && entry.path.back() == '/';
    if (is_folder && entry.unpacked == 0 && is_bundle_path(entry.path.substr(0, entry.path.size() - 1))) continue;
    const std::string problem = entry_problem(entry, flags, made_on, attributes);
    if (!problem.empty()) return bad_archive("\"" + entry.path.substr(0, 200) + "\" in the archive " + problem);
    if (!paths.insert(entry.path).second)
      return bad_archive(entry.path + " is twice in the archive: pack the bundle again");
    unpacked += entry.unpacked;
    if (unpacked > largest_unpacked)
      return bad_archive("the archive unpacks to more than " + std::to_string(largest_unpacked) + " bytes");
    entries.push_back(std::move(entry));
  }
  if (at != bytes.size()) return damaged("its directory goes on after its last entry");
  return entries;
}

/// Where the bytes of a file begin, or 0 when the header before them disagrees with the directory.
std::uint64_t begin_of(const Archive& archive, const Entry& entry) {
  std::string header, name;
  if (!archive.read(entry.offset, zip::file_header, header) || zip::long_at(header, 0) != zip::file_mark) return 0;
  const std::size_t length = zip::short_at(header, 26);
  if (!archive.read(entry.offset + zip::file_header, length, name) || name != entry.path) return 0;
  if (zip::short_at(header, 8) != entry.method) return 0;
  return entry.offset + zip::file_header + length + zip::short_at(header, 28);
}

/// Bytes stored in one entry, inflated, never more than it says.
class Inflater {
 public:
  explicit Inflater(bool deflated) : deflated_(deflated) {
    good_ = !deflated || inflateInit2(&stream_, -MAX_WBITS) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (deflated_) inflateEnd(&stream_);
  }

  /// Adds what `packed` holds to `out`, of which at most `limit` bytes may become; false when it is damaged or longer.
  [[nodiscard]] bool add(const std::string& packed, std::string& out, std::uint64_t limit) {
    if (!good_ || ended_) return false;
    if (!deflated_) {
      if (packed.size() > limit - out.size()) return false;
      out += packed;
      return true;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    char piece[32 * 1024];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(piece);
      stream_.avail_out = sizeof piece;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t made = sizeof piece - stream_.avail_out;
      if (made > limit - out.size()) return false;
      out.append(piece, made);
      ended_ = result == Z_STREAM_END;
      if (ended_) return stream_.avail_in == 0;
      if (result == Z_BUF_ERROR) return stream_.avail_in == 0;  // it wants more
      if (result != Z_OK) return false;
    } while (stream_.avail_in > 0 || stream_.avail_out == 0);
    return true;
  }

  [[nodiscard]] bool complete() const { return good_ && (!deflated_ || ended_); }

 private:
  bool deflated_;
  bool good_ = false;
  bool ended_ = false;
  z_stream stream_{};
};

domain::Result<std::string> content_of(const Archive& archive, const Entry& entry, std::uint64_t directory_offset) {
  constexpr std::uint64_t piece_size = 64 * 1024;
  const std::uint64_t begin = begin_of(archive, entry);
  if (begin == 0 || begin > directory_offset || entry.packed > directory_offset - begin)
    return damaged(entry.path + " is not where it says");
  Inflater inflater(entry.method == zip::deflated);
  std::string packed, bytes;
  for (std::uint64_t done = 0; done < entry.packed; done += packed.size()) {
    const auto count = static_cast<std::size_t>(std::min(piece_size, entry.packed - done));
    if (!archive.read(begin + done, count, packed)) return damaged(entry.path + " cannot be read");
    if (!inflater.add(packed, bytes, entry.unpacked)) return damaged(entry.path + " holds something else than it says");
  }
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  if (!inflater.complete() || bytes.size() != entry.unpacked || crc != entry.crc)
    return damaged(entry.path + " holds something else than it says");
  return bytes;
}

domain::Result<domain::Done> unpack_into(const Archive& archive, const std::string& folder) {
  const auto directory = find_directory(archive);
  if (!directory) return directory.error();
  const auto entries = read_entries(*directory);
  if (!entries) return entries.error();
  for (const Entry& entry : *entries) {
    const auto bytes = content_of(archive, entry, directory->offset);
    if (!bytes) return bytes.error();
    const fs::path place = fs::path(folder) / entry.path;
    std::error_code error;
    fs::create_directories(place.parent_path(), error);
    if (error) return bad_archive(entry.path + " is a file and a folder at once: pack the bundle again");
    if (const auto written = write_file(place.string(), *bytes, 0644); !written) return written.error();
  }
  return domain::Done{};
}

}  // namespace

domain::Result<domain::Done> unpack_bundle(const std::string& file, const std::string& folder) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return bad_archive(file + " cannot be read: " + std::strerror(errno));
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  const Archive archive(descriptor, static_cast<std::uint64_t>(status.st_size));
  if (!known || !S_ISREG(status.st_mode)) return bad_archive(file + " is not a file");
  if (archive.size() > largest_archive)
    return bad_archive(file + " has more than " + std::to_string(largest_archive) + " bytes");
  if (::mkdir(folder.c_str(), 0700) != 0) return disk_trouble(folder);
  auto unpacked = unpack_into(archive, folder);
  std::error_code ignored;
  if (!unpacked) fs::remove_all(folder, ignored);
  return unpacked;
}

}  // namespace guichet::plugins

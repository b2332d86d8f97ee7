// SPDX-License-Identifier: GPL-3.0-or-later
// The archive of a bundle as somebody uploads it: unpacked whole within its folder, or refused and nothing is left.
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "tests/fuzz/target.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace guichet::fuzz {
namespace {

namespace fs = std::filesystem;

/// A folder of this process alone; in memory, so that the disk does not set the pace.
const fs::path& room() {
  static const struct Room {
    fs::path path;
    Room() {
      std::string name = fs::exists("/dev/shm") ? "/dev/shm/guichet-fuzz-XXXXXX" : "/tmp/guichet-fuzz-XXXXXX";
      path = ::mkdtemp(name.data());
    }
    ~Room() { fs::remove_all(path); }
  } made;
  return made.path;
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string packed(const plugins::authoring::Compilation& sample, std::size_t padding) {
  const fs::path folder = room() / "made";
  fs::remove_all(folder);
  for (const auto& [path, text] : sample.documents) write(folder / path, text);
  write(folder / "plugin.so", std::string(padding, 'x'));
  write(folder / "manifest.json", sample.manifest.dump());
  if (!plugins::pack_bundle(folder.string(), (room() / "made.guichet").string())) return {};
  std::ifstream file(room() / "made.guichet", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

void read(std::string_view bytes) {
  const fs::path file = room() / "given", folder = room() / "unpacked";
  write(file, bytes);
  const auto unpacked = plugins::unpack_bundle(file.string(), folder.string());
  if (!unpacked) {
    must(!unpacked.error().detail.empty(), "a refusal says what to do");
    must(!fs::exists(folder), "what is refused leaves nothing");
  } else {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      must(entry.is_directory() || (entry.is_regular_file() && !entry.is_symlink()), "only plain files");
    }
    fs::remove_all(folder);
  }
  int files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(room())) ++files;
  must(files <= 3, "nothing is written beside its folder");
}

std::vector<std::string> seeds() {
  const auto sample =
      plugins::authoring::compile_sources(plugins::authoring::sample_sources(), plugins::authoring::no_library);
  std::vector<std::string> whole;
  for (const std::size_t padding : {std::size_t{0}, std::size_t{3000}}) {
    std::string archive = packed(sample, padding);
    if (!archive.empty()) whole.push_back(std::move(archive));
  }
  whole.push_back(std::string("PK\x05\x06", 4) + std::string(18, '\0'));
  return whole;
}

std::vector<std::string> pieces() {
  return {std::string("PK\x03\x04", 4),
          std::string("PK\x01\x02", 4),
          std::string("PK\x05\x06", 4),
          std::string("PK\x06\x06", 4),
          std::string("PK\x07\x08", 4),
          "../../x",
          "/etc/passwd",
          "docs/",
          "docs/../manifest.json",
          "manifest.json",
          std::string(4, '\xff'),
          std::string(8, '\xff'),
          std::string(4, '\0'),
          std::string("\x08\x00", 2),
          std::string("\xed\xa1", 2),
          "\\",
          "a\xcc\x81"};
}

}  // namespace guichet::fuzz

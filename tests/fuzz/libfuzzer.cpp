// SPDX-License-Identifier: GPL-3.0-or-later
// The same targets under libFuzzer, which sees the way each input takes and goes on from those that take a new one.
//   fuzz_NAME [libFuzzer's own options] [CORPUS...]
//   fuzz_NAME --write FOLDER DICTIONARY   writes the seeds, a file each, and the pieces; reads nothing
#include "tests/fuzz/target.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace guichet::fuzz {
namespace {

std::string in_dictionary(const std::string& piece) {
  std::string line = "\"";
  for (const char c : piece) {
    char byte[5];
    std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    line += byte;
  }
  return line + "\"\n";
}

void write(const std::filesystem::path& folder, const std::filesystem::path& dictionary) {
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const std::string& seed : seeds()) {
    std::ofstream(folder / ("seed-" + std::to_string(++number)), std::ios::binary) << seed;
  }
  std::ofstream words(dictionary);
  for (const std::string& piece : pieces()) words << in_dictionary(piece);
}

}  // namespace
}  // namespace guichet::fuzz

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  if (*count != 4 || std::string_view((*words)[1]) != "--write") return 0;
  guichet::fuzz::write((*words)[2], (*words)[3]);
  std::exit(0);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    guichet::fuzz::read({reinterpret_cast<const char*>(bytes), size});
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "broken: %s\n", broken.what());
    std::abort();
  }
  return 0;
}

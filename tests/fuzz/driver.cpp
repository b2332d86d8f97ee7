// SPDX-License-Identifier: GPL-3.0-or-later
// fuzz_NAME [--seconds N] [--seed N] [FOLDER] | fuzz_NAME FILE
// Reads the files of a folder and changed seeds for N seconds (5), or one file again.
#include "tests/fuzz/target.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace guichet::fuzz {
namespace {

constexpr std::size_t longest = 16 * 1024;
constexpr unsigned slowest = 10;  // seconds that one input may take, under the sanitizers too

// For the signal handler: what was being read, and where to keep it.
const char* input_bytes = nullptr;
std::size_t input_size = 0;
std::string kept_in;

void keep_input() {
  const int file = ::open(kept_in.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  [[maybe_unused]] const auto written = ::write(file, input_bytes, input_size);
  ::close(file);
}

extern "C" void on_signal(int signal) {
  keep_input();
  const char said[] = "broken: the input is kept beside the test, in fuzz-NAME.broken\n";
  [[maybe_unused]] const auto written = ::write(2, said, sizeof said - 1);
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

class Changer {
 public:
  explicit Changer(std::uint64_t seed) : random_(seed), seeds_(seeds()), pieces_(pieces()) {}

  std::string next() {
    std::string text = any_of(seeds_);
    const std::size_t changes = 1 + below(below(8) + 1);
    for (std::size_t i = 0; i < changes; ++i) change(text);
    if (text.size() > longest) text.resize(longest);
    return text;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }
  const std::string& any_of(const std::vector<std::string>& list) { return list[below(list.size())]; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(text.size() - at, below(below(64) + 1) + 1);
    switch (below(9)) {
      case 0:  // a bit
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:  // a byte
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:  // again
        text.insert(at, text.substr(at, length));
        break;
      case 4:  // many times
        for (std::size_t left = below(40); left > 0 && text.size() < longest; --left)
          text.insert(at, text.substr(at, length));
        break;
      case 5:
        text.insert(at, any_of(pieces_));
        break;
      case 6:
        text.replace(at, length, any_of(pieces_));
        break;
      case 7: {  // half of another
        const std::string& other = any_of(seeds_);
        text = text.substr(0, at) + other.substr(below(other.size() + 1));
        break;
      }
      default:
        text.resize(at);
    }
  }

  std::mt19937_64 random_;
  std::vector<std::string> seeds_, pieces_;
};

void read_one(const std::string& text) {
  // In a block of its own size: a reader that goes past the end meets the sanitizer.
  const std::vector<char> exact(text.begin(), text.end());
  input_bytes = exact.data();
  input_size = exact.size();
  ::alarm(slowest);
  try {
    read({exact.data(), exact.size()});
  } catch (const std::exception& broken) {
    keep_input();
    std::fprintf(stderr, "%s; the input is kept in %s\n", broken.what(), kept_in.c_str());
    std::exit(1);
  }
  ::alarm(0);
}

void read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  read_one(std::string(std::istreambuf_iterator<char>(file), {}));
}

int run(int count, char** words) {
  const std::string program = words[0];
  kept_in = "fuzz-" + program.substr(program.rfind('/') + 1) + ".broken";
  for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGALRM}) ::signal(signal, on_signal);
  int seconds = 5;
  std::uint64_t seed = std::random_device{}();
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--seconds" && i + 1 < count) {
      seconds = std::atoi(words[++i]);
    } else if (word == "--seed" && i + 1 < count) {
      seed = std::strtoull(words[++i], nullptr, 10);
    } else if (std::filesystem::is_directory(word)) {
      for (const auto& kept : std::filesystem::directory_iterator(word)) read_file(kept.path());
    } else {
      read_file(word);
      return 0;
    }
  }
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  for (const std::string& whole : seeds()) read_one(whole);
  Changer changer(seed);
  std::size_t number = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (; std::chrono::steady_clock::now() < end; ++number) read_one(changer.next());
  std::printf("%zu inputs read\n", number);
  return number > 0 ? 0 : 1;
}

}  // namespace
}  // namespace guichet::fuzz

int main(int count, char** words) {
  return guichet::fuzz::run(count, words);
}

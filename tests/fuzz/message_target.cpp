// SPDX-License-Identifier: GPL-3.0-or-later
// Messages between the kernel and a worker: the bytes of a stream that may lie.
#include "kernel/plugins/rpc/frame.hpp"
#include "tests/fuzz/target.hpp"

namespace guichet::fuzz {
namespace {

using plugins::rpc::Frame;
using plugins::rpc::FrameReader;

struct Outcome {
  std::vector<std::string> frames;
  bool broken = false;
  bool operator==(const Outcome&) const = default;
};

Outcome read_stream(std::string_view bytes, std::size_t step) {
  Outcome outcome;
  FrameReader reader;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    reader.append(bytes.substr(at, step));
    Frame frame;
    FrameReader::State state = FrameReader::State::need_more;
    while ((state = reader.next(frame)) == FrameReader::State::frame) {
      outcome.frames.push_back(frame.head.dump() + frame.body);
    }
    if (state == FrameReader::State::broken) outcome.broken = true;
  }
  return outcome;
}

}  // namespace

void read(std::string_view bytes) {
  must(read_stream(bytes, bytes.size() + 1) == read_stream(bytes, 7), "how the bytes arrive changes what they say");
  if (const auto payload = plugins::rpc::parse_payload(bytes)) {
    const std::string written = plugins::rpc::write_payload(*payload);
    const auto again = plugins::rpc::parse_payload(written);
    must(again && plugins::rpc::write_payload(*again) == written, "a payload changes when it is written and read");
  }
  const std::string line = plugins::rpc::single_line(bytes, 100);
  must(line.size() <= 100 && line.find('\n') == std::string::npos, "a line is one line");
}

std::vector<std::string> seeds() {
  using plugins::rpc::encode;
  return {*encode({{"call", 1}, {"name", "ready"}}, ""),
          *encode({{"reply", 7}, {"status", 0}}, R"({"a":[1,2,{"b":"é"}]})"),
          *encode({{"call", 2}}, "[]") + *encode({{"call", 3}}, "null"),
          R"({"entry":{"kind":"automation","id":"x"},"values":[1.5,-2,1e300,true,null,"\u00e9\ud83d\ude00"]})"};
}

std::vector<std::string> pieces() {
  return {std::string(4, '\0'),
          std::string(4, '\xff'),
          "[[[[[[[[[[[[[[[[",
          "{\"a\":",
          "\\ud800",
          "\xc3",
          "1e999",
          "\"",
          "}",
          "-0",
          "\x01"};
}

}  // namespace guichet::fuzz

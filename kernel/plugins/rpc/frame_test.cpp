// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rpc/frame.hpp"

#include <gtest/gtest.h>

namespace guichet::plugins::rpc {
namespace {

using nlohmann::json;

std::string frame_of(const json& head, std::string_view body = {}) {
  return encode(head, body).value();
}

TEST(Frame, ComesBackAsItWasSent) {
  FrameReader reader;
  reader.append(frame_of({{"type", "call"}, {"id", 7}}, R"({"account":"été"})"));
  Frame frame;
  ASSERT_EQ(reader.next(frame), FrameReader::State::frame);
  EXPECT_EQ(frame.head["id"], 7);
  EXPECT_EQ(frame.body, R"({"account":"été"})");
  EXPECT_EQ(reader.next(frame), FrameReader::State::need_more);
}

TEST(Frame, IsFoundInBytesThatArriveOneByOne) {
  const std::string bytes = frame_of({{"id", 1}}, "1") + frame_of({{"id", 2}}, "2");
  FrameReader reader;
  Frame frame;
  int frames = 0;
  for (const char byte : bytes) {
    reader.append({&byte, 1});
    while (reader.next(frame) == FrameReader::State::frame) EXPECT_EQ(frame.head["id"], ++frames);
  }
  EXPECT_EQ(frames, 2);
}

TEST(Frame, RefusesALengthOverTheCapBeforeItsBytesCome) {
  FrameReader reader;
  reader.append(std::string_view("\xff\xff\xff\x7f", 4));
  Frame frame;
  EXPECT_EQ(reader.next(frame), FrameReader::State::broken);
  reader.append(frame_of({{"id", 1}}));
  EXPECT_EQ(reader.next(frame), FrameReader::State::broken);
}

TEST(Frame, RefusesAHeadThatIsNoObject) {
  for (const std::string_view head : {"[1]", "7", "{", "", "\xff"}) {
    std::string bytes;
    bytes.push_back(static_cast<char>(4 + head.size()));
    bytes.append(3, '\0');
    bytes.push_back(static_cast<char>(head.size()));
    bytes.append(3, '\0');
    bytes += head;
    FrameReader reader;
    reader.append(bytes);
    Frame frame;
    EXPECT_EQ(reader.next(frame), FrameReader::State::broken) << head;
  }
}

TEST(Frame, RefusesAHeadLongerThanItsFrame) {
  FrameReader reader;
  reader.append(std::string_view("\x06\0\0\0\x20\0\0\0{}", 10));
  Frame frame;
  EXPECT_EQ(reader.next(frame), FrameReader::State::broken);
}

TEST(Frame, IsNotSentWhenOverTheCap) {
  EXPECT_FALSE(encode(json::object(), std::string(max_body + 1, ' ')));
  EXPECT_FALSE(encode({{"text", std::string(max_head, 'x')}}, {}));
}

TEST(Payload, RefusesWhatIsTooDeepTooBigOrNoJson) {
  EXPECT_TRUE(parse_payload(std::string(max_depth, '[') + std::string(max_depth, ']')));
  EXPECT_FALSE(parse_payload(std::string(max_depth + 1, '[') + std::string(max_depth + 1, ']')));
  EXPECT_FALSE(parse_payload(std::string(900'000, '[')));
  EXPECT_FALSE(parse_payload('"' + std::string(max_body, 'x') + '"'));
  EXPECT_FALSE(parse_payload("{\"a\":"));
  EXPECT_FALSE(parse_payload("\"\xff\""));
  EXPECT_FALSE(parse_payload("{} {}"));
}

TEST(Payload, DoesNotCountBracketsInsideText) {
  EXPECT_TRUE(parse_payload('"' + std::string(200, '[') + "\\\"" + std::string(200, '{') + '"'));
}

TEST(Payload, IsNullWhenEmpty) {
  ASSERT_TRUE(parse_payload(""));
  EXPECT_TRUE(parse_payload("")->is_null());
}

TEST(Payload, ReplacesTextThatIsNotUtf8) {
  EXPECT_EQ(write_payload(json("a\xff")), "\"a\xEF\xBF\xBD\"");
}

TEST(Head, GivesNothingForAMemberOfAnotherType) {
  const json head = {{"id", "7"}, {"type", 3}, {"big", 18446744073709551615ULL}};
  EXPECT_FALSE(number_of(head, "id"));
  EXPECT_FALSE(number_of(head, "big"));
  EXPECT_FALSE(number_of(head, "none"));
  EXPECT_EQ(text_of(head, "type"), "");
}

}  // namespace
}  // namespace guichet::plugins::rpc

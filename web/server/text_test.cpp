// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/text.hpp"

#include <gtest/gtest.h>

namespace guichet::web::server {
namespace {

using namespace std::string_view_literals;

TEST(AcceptableText, IsWellFormedUnicode) {
  EXPECT_TRUE(acceptable_text(""));
  EXPECT_TRUE(acceptable_text("plain"));
  EXPECT_TRUE(acceptable_text("déjà vu € 𝄞"));
  EXPECT_FALSE(acceptable_text("nul\0"sv));
  EXPECT_FALSE(acceptable_text("\x80"));
  EXPECT_FALSE(acceptable_text("\xC0\xAF"));          // over-long slash
  EXPECT_FALSE(acceptable_text("\xE0\x80\xAF"));      // over-long slash
  EXPECT_FALSE(acceptable_text("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(acceptable_text("\xF4\x90\x80\x80"));  // beyond Unicode
  EXPECT_FALSE(acceptable_text("cut \xE2\x82"));
}

TEST(DecodePercent, RefusesAMalformedEscape) {
  EXPECT_EQ(decode_percent("/a%20b%C3%A9"), "/a bé");
  EXPECT_EQ(decode_percent("a+b"), "a+b");
  EXPECT_FALSE(decode_percent("100%"));
  EXPECT_FALSE(decode_percent("%4"));
  EXPECT_FALSE(decode_percent("%zz"));
}

TEST(DecodeForm, KeepsWhatIsNoEscape) {
  EXPECT_EQ(decode_form("a+b%2Bc"), "a b+c");
  EXPECT_EQ(decode_form("100%"), "100%");
  EXPECT_EQ(decode_form("%zz%4"), "%zz%4");
}

TEST(EncodePercent, IsUndoneByDecoding) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  EXPECT_EQ(decode_percent(encode_percent(every)), every);
}

TEST(ListsToken, ReadsAListWhateverTheCase) {
  EXPECT_TRUE(lists_token("Keep-Alive , Upgrade", "keep-alive"));
  EXPECT_FALSE(lists_token("not-close", "close"));
  EXPECT_FALSE(lists_token("", "close"));
}

}  // namespace
}  // namespace guichet::web::server

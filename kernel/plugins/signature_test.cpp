// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/signature.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::plugins {
namespace {

using testing::HasSubstr;

constexpr const char* manifest = R"({"id": "school", "files": {}})";

TEST(Signature, IsReadBackAndHolds) {
  const SigningKey key = make_key();
  const auto text = sign(manifest, key.secret);
  ASSERT_TRUE(text.ok()) << text.error().detail;
  const auto signature = read_signature(*text);
  ASSERT_TRUE(signature.ok()) << signature.error().detail;
  EXPECT_TRUE(verify(manifest, *signature));
  EXPECT_EQ(public_key_text(*signature), key.public_key);
  EXPECT_EQ(read_public_key(key.public_key + "\n").value(), signature->public_key);
}

TEST(Signature, DoesNotHoldForOtherBytes) {
  const auto signature = read_signature(*sign(manifest, make_key().secret));
  EXPECT_FALSE(verify(std::string(manifest) + " ", *signature));
}

TEST(Signature, DoesNotHoldUnderAnotherKey) {
  Signature signature = *read_signature(*sign(manifest, make_key().secret));
  signature.public_key = *read_public_key(make_key().public_key);
  EXPECT_FALSE(verify(manifest, signature));
}

TEST(Signature, DoesNotHoldWhenOneBitChanged) {
  Signature signature = *read_signature(*sign(manifest, make_key().secret));
  signature.bytes[10] = static_cast<char>(signature.bytes[10] ^ 1);
  EXPECT_FALSE(verify(manifest, signature));
}

TEST(Signature, NamesTheLineThatCannotBeRead) {
  const std::string text = *sign(manifest, make_key().secret);
  const auto refusal = [](const std::string& file) {
    const auto read = read_signature(file);
    return read ? "accepted" : read.error().detail;
  };
  EXPECT_THAT(refusal(""), HasSubstr("SIGNATURE:1"));
  EXPECT_THAT(refusal("guichet-signature 2" + text.substr(19)), HasSubstr("SIGNATURE:1"));
  EXPECT_THAT(refusal("guichet-signature 1\nkey AAAA\n"), HasSubstr("SIGNATURE:2"));
  EXPECT_THAT(refusal(text.substr(0, text.size() - 8)), HasSubstr("SIGNATURE:3"));
  EXPECT_THAT(refusal(text + "more\n"), HasSubstr("SIGNATURE:4"));
  EXPECT_THAT(refusal(std::string(100'000, 'a')), HasSubstr("longer"));
}

TEST(Signature, RefusesASecretThatIsNone) {
  EXPECT_THAT(sign(manifest, "secret").error().detail, HasSubstr("keygen"));
  EXPECT_THAT(sign(manifest, make_key().public_key).error().detail, HasSubstr("keygen"));
}

TEST(Signature, RefusesASecretWhoseHalvesDoNotBelongTogether) {
  const std::string mixed = make_key().secret.substr(0, 40) + make_key().secret.substr(40);
  EXPECT_THAT(sign(manifest, mixed).error().detail, HasSubstr("damaged"));
}

}  // namespace
}  // namespace guichet::plugins

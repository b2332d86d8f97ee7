// SPDX-License-Identifier: GPL-3.0-or-later
// The SIGNATURE of a bundle, and public keys as they are typed: what is no signature of ours never verifies.
#include "kernel/plugins/signature.hpp"
#include "tests/fuzz/target.hpp"

namespace guichet::fuzz {
namespace {

constexpr std::string_view manifest = "{\"id\":\"school\"}";

const plugins::SigningKey& key() {
  static const plugins::SigningKey made = plugins::make_key();
  return made;
}
const std::string& ours() {
  static const std::string text = *plugins::sign(manifest, key().secret);
  return text;
}

}  // namespace

void read(std::string_view bytes) {
  const auto signature = plugins::read_signature(bytes);
  if (signature) {
    must(signature->public_key.size() == 32 && signature->bytes.size() == 64, "a signature is whole");
    const auto again = plugins::read_public_key(plugins::public_key_text(*signature));
    must(again && *again == signature->public_key, "a key can be written down");
    const auto right = *plugins::read_signature(ours());
    const bool same = signature->public_key == right.public_key && signature->bytes == right.bytes;
    must(!plugins::verify(manifest, *signature) || same || signature->public_key != right.public_key,
         "nobody signs for us");
    must(!plugins::verify("{}", *signature) || signature->public_key != right.public_key, "nor something else");
  } else {
    must(!signature.error().detail.empty(), "a refusal says why");
  }
  const auto typed = plugins::read_public_key(bytes);
  must(!typed || typed->size() == 32, "a key has its size");
  (void)plugins::sign(manifest, bytes);
}

std::vector<std::string> seeds() {
  return {ours(), key().public_key, key().secret, "guichet-signature 1\nkey AAAA\ned25519 AAAA\n"};
}

std::vector<std::string> pieces() {
  return {"guichet-signature 1\n",
          "guichet-signature 2\n",
          "key ",
          "ed25519 ",
          "\n",
          "\r\n",
          "=",
          "==",
          " ",
          "A",
          "+/",
          "-_"};
}

}  // namespace guichet::fuzz

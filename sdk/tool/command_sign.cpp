// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/signature.hpp"
#include "sdk/tool/bundle_at.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/places.hpp"

#include <filesystem>
#include <ostream>

namespace guichet::sdk_tool {
namespace {

constexpr std::size_t longest_key = 1'000;

}  // namespace

int keygen(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain[0];
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) {
    terminal.errors << "error: " << file << " is there already: whoever loses a key cannot sign for it any more\n";
    return cannot_work;
  }
  if (const auto writable = can_write(file); !writable) return failed(writable.error(), terminal);
  const plugins::SigningKey key = plugins::make_key();
  if (const auto written = plugins::write_file(file, key.secret + "\n", 0600); !written)
    return failed(written.error(), terminal);
  terminal.out << "The secret key is in " << file << ": keep it away from others and from repositories.\n"
               << "Give this public key to the administrator of the counter:\n\n"
               << key.public_key << "\n";
  return success;
}

int sign(const Arguments& arguments, const Terminal& terminal) {
  const std::string file = arguments.option("key");
  if (const auto there = is_there(file, "a key is made by `guichet-sdk keygen FILE`"); !there)
    return failed(there.error(), terminal);
  const auto secret = plugins::read_file(file, longest_key);
  if (!secret) {
    terminal.errors << "error: " << file << " is not a secret key: " << secret.error().detail << "\n";
    return does_not_hold;
  }
  auto bundle = BundleAt::open(arguments.plain[0]);
  if (!bundle) return failed(bundle.error(), terminal);
  const auto manifest = plugins::read_file((*bundle)->folder() + "/manifest.json", plugins::largest_manifest);
  if (!manifest) return failed(manifest.error(), terminal);
  const auto text = plugins::sign(*manifest, *secret);
  if (!text) return failed(text.error(), terminal);
  const std::string place = (*bundle)->folder() + "/SIGNATURE";
  std::error_code ignored;
  std::filesystem::remove(place, ignored);
  if (const auto written = plugins::write_file(place, *text, 0644); !written) return failed(written.error(), terminal);
  if ((*bundle)->is_archive()) {
    if (const auto packed = plugins::pack_bundle((*bundle)->folder(), arguments.plain[0]); !packed)
      return failed(packed.error(), terminal);
  }
  terminal.out << (*bundle)->id() << " " << (*bundle)->version() << " is signed with the key "
               << plugins::public_key_text(*plugins::read_signature(*text)) << "\n";
  return success;
}

}  // namespace guichet::sdk_tool

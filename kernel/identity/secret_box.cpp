// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/secret_box.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

namespace guichet::identity {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::string_view format = "1:";  // what follows: base64 of the nonce and the sealed text
constexpr int encoding = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

Error unusable(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::unavailable, "error.secret.key", {{"file", file.string()}}, {}, file.string() + ": " + why};
}

std::string last_failure() {
  return std::generic_category().message(errno);
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string encoded(const std::string& raw) {
  std::string text(sodium_base64_encoded_len(raw.size(), encoding), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(std::string_view(raw)), raw.size(), encoding);
  text.pop_back();  // the final zero
  return text;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string raw(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(bytes_of(raw), raw.size(), text.data(), text.size(), nullptr, &length, nullptr, encoding) != 0)
    return std::nullopt;
  raw.resize(length);
  return raw;
}

/// Empty when it is not there.
domain::Result<std::string> read_key(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) {
    if (errno == ENOENT) return std::string();
    return unusable(file, last_failure());
  }
  struct stat facts {};
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  const bool plain = fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
  const bool whole = plain && facts.st_size == static_cast<off_t>(key.size()) &&
                     read(descriptor, key.data(), key.size()) == static_cast<ssize_t>(key.size());
  close(descriptor);
  if (!whole) return unusable(file, "is no key of 32 bytes");
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) return unusable(file, "may be read by others: chmod 600");
  return key;
}

/// Written whole beside its place, then linked there: whoever comes first makes the key of all.
std::optional<Error> make_key(const std::filesystem::path& file) {
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  crypto_secretbox_keygen(bytes_of(key));
  std::string temporary = file.string() + ".XXXXXX";
  const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return unusable(file, last_failure());
  const bool written = fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 &&
                       write(descriptor, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                       fsync(descriptor) == 0;
  close(descriptor);
  sodium_memzero(key.data(), key.size());
  const bool placed = written && (link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const std::string why = last_failure();
  unlink(temporary.c_str());
  if (!placed) return unusable(file, why);
  const int folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder);
    close(folder);
  }
  return std::nullopt;
}

/// What is sealed: its purpose, a zero, the secret.
std::string labelled(std::string_view purpose, std::string_view secret) {
  std::string text(purpose);
  text += '\0';
  text += secret;
  return text;
}

}  // namespace

domain::Result<std::string> SecretBox::key(bool make) const {
  if (sodium_init() < 0) return unusable(key_file_, "libsodium cannot be used");
  const std::lock_guard lock(mutex_);
  auto found = read_key(key_file_);
  if (!found || !found->empty()) return found;
  if (!make) return unusable(key_file_, "is not there");
  if (auto failure = make_key(key_file_)) return *failure;
  found = read_key(key_file_);
  if (found && found->empty()) return unusable(key_file_, "is not there");
  return found;
}

domain::Result<std::string> SecretBox::seal(std::string_view purpose, std::string_view secret) const {
  auto with = key(true);
  if (!with) return with.error();
  std::string plain = labelled(purpose, secret);
  std::string raw(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  randombytes_buf(raw.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes_of(raw) + crypto_secretbox_NONCEBYTES, bytes_of(plain), plain.size(), bytes_of(raw),
                        bytes_of(*with));
  sodium_memzero(plain.data(), plain.size());
  sodium_memzero(with->data(), with->size());
  return std::string(format) + encoded(raw);
}

domain::Result<std::string> SecretBox::open(std::string_view purpose, std::string_view sealed) const {
  const Error changed{ErrorKind::invalid, "error.secret.changed", {}, {}, "a sealed secret is not what was sealed"};
  if (sealed.substr(0, format.size()) != format) return changed;
  auto raw = decoded(sealed.substr(format.size()));
  constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!raw || raw->size() < around) return changed;
  auto with = key(false);
  if (!with) return with.error();
  std::string plain(raw->size() - around, '\0');
  const int opened =
      crypto_secretbox_open_easy(bytes_of(plain), bytes_of(*raw) + crypto_secretbox_NONCEBYTES,
                                 raw->size() - crypto_secretbox_NONCEBYTES, bytes_of(*raw), bytes_of(*with));
  sodium_memzero(with->data(), with->size());
  if (opened != 0) return unusable(key_file_, "is not the key that this secret was sealed with, or it was changed");
  const std::string label = labelled(purpose, {});
  if (plain.compare(0, label.size(), label) != 0) return changed;
  return plain.substr(label.size());
}

}  // namespace guichet::identity

// SPDX-License-Identifier: GPL-3.0-or-later
#include "guest_accounts.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace it {
namespace {

// Read aloud and typed on telephones: no sign that looks like another.
constexpr std::string_view signs = "abcdefghjkmnpqrstuvwxyz23456789";
constexpr std::size_t groups = 4;
constexpr std::size_t signs_a_group = 4;  // sixteen signs of thirty-one: 79 bits

/// Bytes of the system's generator, fetched by the handful.
class Chance {
 public:
  /// A number below `bound`, each as likely: bytes that would favour the first ones are thrown away.
  std::size_t below(std::size_t bound) {
    const std::size_t fair = 256 / bound * bound;
    while (true) {
      if (next_ == bytes_.size()) fetch();
      const std::size_t byte = bytes_[next_++];
      if (byte < fair) return byte % bound;
    }
  }

 private:
  void fetch() {
    for (std::size_t have = 0; have < bytes_.size();) {
      const ssize_t got = ::getrandom(bytes_.data() + have, bytes_.size() - have, 0);
      if (got < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
      if (got > 0) have += static_cast<std::size_t>(got);
    }
    next_ = 0;
  }

  std::array<unsigned char, 256> bytes_{};
  std::size_t next_ = bytes_.size();
};

std::string draw_phrase(Chance& chance) {
  std::string phrase;
  for (std::size_t group = 0; group < groups; ++group) {
    if (group > 0) phrase += '-';
    for (std::size_t i = 0; i < signs_a_group; ++i) phrase += signs[chance.below(signs.size())];
  }
  return phrase;
}

/// "0042": as many digits as the largest number of all needs, so that names sort as they are counted.
std::string numbered(std::size_t number) {
  constexpr std::size_t digits = 4;
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

}  // namespace

std::string record_key(std::string_view reference) {
  std::string name;
  for (const char c : reference) {
    if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
  }
  return name.empty() ? "" : std::string(kept_under) + name;
}

std::string record_of(const guichet::sdk::Call& call) {
  const nlohmann::json result = call.input().value("result", nlohmann::json::object());
  if (result.is_object() && result.contains("record") && result["record"].is_string()) {
    std::string record = result["record"];
    if (record.compare(0, kept_under.size(), kept_under) == 0) return record;
  }
  const auto reference = call.host().request().field("request.reference");
  if (reference && reference.value.is_string()) return record_key(reference.value.get<std::string>());
  return record_key(call.job());
}

std::string part_key(const std::string& record, std::size_t part) {
  return record + "/" + std::to_string(part);
}

std::vector<GuestAccount> make_accounts(std::string_view record, std::size_t count) {
  const std::string stem = "invite-" + std::string(record.substr(std::min(record.size(), kept_under.size()))) + "-";
  Chance chance;
  std::vector<GuestAccount> accounts;
  accounts.reserve(count);
  for (std::size_t i = 1; i <= count; ++i) accounts.push_back({stem + numbered(i), draw_phrase(chance)});
  return accounts;
}

nlohmann::json part_of(const std::vector<GuestAccount>& accounts, std::size_t part) {
  nlohmann::json kept = nlohmann::json::array();
  const std::size_t end = std::min(accounts.size(), (part + 1) * accounts_a_part);
  for (std::size_t i = part * accounts_a_part; i < end; ++i)
    kept.push_back({{"name", accounts[i].name}, {"phrase", accounts[i].phrase}});
  return {{"accounts", std::move(kept)}};
}

std::size_t parts_of(std::size_t count) {
  return (count + accounts_a_part - 1) / accounts_a_part;
}

std::string sheet_of(const std::vector<GuestAccount>& accounts, const std::string& from, const std::string& to) {
  // The mark by which spreadsheets know UTF-8.
  std::string sheet =
      "\xEF\xBB\xBF"
      "compte;phrase de passe;du;au;remis à\r\n";
  for (const GuestAccount& account : accounts)
    sheet.append(account.name)
        .append(";")
        .append(account.phrase)
        .append(";")
        .append(from)
        .append(";")
        .append(to)
        .append(";\r\n");
  return sheet;
}

}  // namespace it

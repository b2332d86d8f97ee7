// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/sign_in_limit.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/use_counts.hpp"

#include <algorithm>

namespace guichet::identity {
namespace {

constexpr std::int64_t window = 15 * domain::minute;
constexpr std::int64_t tries_from_one_address = 10;
constexpr std::int64_t tries_from_everywhere = 50;
constexpr std::int64_t address_stays_usual = 90 * domain::day;

}  // namespace

std::string folded_login(std::string_view login) {
  const auto first = login.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  std::string name(login.substr(first, login.find_last_not_of(" \t") - first + 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

SignInLimit::SignInLimit(storage::Connection& connection, std::string_view login, std::string_view address)
    : connection_(connection), has_address_(!address.empty()) {
  const std::string name = folded_login(login);
  const std::string from = "\n" + std::string(address);
  everywhere_ = "sign-in:" + name + "\n*";
  here_ = "sign-in:" + name + from;
  usual_ = "sign-in-usual:" + name + from;
}

bool SignInLimit::admits(domain::Instant now) {
  storage::Accounts accounts(connection_);
  if (accounts.count_use(here_, now, window) > tries_from_one_address) return false;
  if (accounts.count_use(everywhere_, now, window) <= tries_from_everywhere) return true;
  return has_address_ && storage::UseCounts(connection_).lives(usual_, now);
}

void SignInLimit::proved(domain::Instant now) {
  storage::Accounts(connection_).clear_uses(here_);
  if (has_address_) storage::UseCounts(connection_).keep_until(usual_, now + address_stays_usual);
}

void SignInLimit::forget() {
  storage::UseCounts(connection_).clear_beginning(here_.substr(0, here_.find('\n') + 1));
}

}  // namespace guichet::identity

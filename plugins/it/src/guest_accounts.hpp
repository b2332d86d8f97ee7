// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/sdk/plugin.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace it {

/// Temporary WiFi accounts, as the plugin keeps them. Of one event: a record under `record_key`, and the accounts
/// themselves in parts, since what is kept under one key is bounded. Pass phrases are in the parts and in the file for
/// the organiser: never in a result, a comment or the log.
struct GuestAccount {
  std::string name;
  std::string phrase;
};

constexpr std::string_view kept_under = "wifi-event/";
constexpr std::size_t accounts_a_part = 500;
constexpr std::size_t most_accounts = 2000;  ///< of one event, as its form says

/// "wifi-event/7k2x9q" of the reference "7K2-X9Q"; empty when it names nothing.
[[nodiscard]] std::string record_key(std::string_view reference);
/// The record of the request this call works for. What was made says its record in `result`, which an undo is given.
[[nodiscard]] std::string record_of(const guichet::sdk::Call& call);
[[nodiscard]] std::string part_key(const std::string& record, std::size_t part);

/// Names are numbered, pass phrases are drawn anew by the system's generator. Throws std::system_error when it fails.
[[nodiscard]] std::vector<GuestAccount> make_accounts(std::string_view record, std::size_t count);

/// What a part keeps, `part` counted from 0.
[[nodiscard]] nlohmann::json part_of(const std::vector<GuestAccount>& accounts, std::size_t part);
[[nodiscard]] std::size_t parts_of(std::size_t count);

/// One account a line, as a spreadsheet opens it in France. Days as 2026-12-03.
[[nodiscard]] std::string sheet_of(const std::vector<GuestAccount>& accounts, const std::string& from,
                                   const std::string& to);

}  // namespace it

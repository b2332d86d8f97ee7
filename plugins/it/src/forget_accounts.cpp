// SPDX-License-Identifier: GPL-3.0-or-later
#include "automations.hpp"
#include "guest_accounts.hpp"

#include <ctime>

namespace it {
namespace {

using namespace guichet::sdk;
using nlohmann::json;

constexpr std::size_t most_changes = 90;  // of one run: the counter takes a hundred, the rest comes tomorrow
constexpr std::time_t day = 86'400;

/// The day before yesterday, so that it is past wherever the guests came from.
std::string long_past(const json& occasion) {
  const auto due = occasion.find("due");
  const std::time_t now = due != occasion.end() && due->is_number_integer()
                              ? static_cast<std::time_t>(due->get<std::int64_t>() / 1000)
                              : std::time(nullptr);
  const std::time_t then = now - 2 * day;
  std::tm parts{};
  gmtime_r(&then, &parts);
  char text[sizeof "2026-12-03"];
  return std::strftime(text, sizeof text, "%Y-%m-%d", &parts) > 0 ? std::string(text) : std::string();
}

}  // namespace

Outcome forget_accounts(const Call& call) {
  const std::string past = long_past(call.input());
  const Storage storage = call.host().storage();
  std::size_t changes = 0;
  int forgotten = 0;
  std::string after;
  do {
    const Answer page = storage.list(kept_under, after, 1000);
    if (!page)
      return retry_in(std::chrono::minutes(10),
                      {"Le registre des comptes ne répond pas.", "The register of accounts does not answer."});
    for (const json& each : page.value.value("keys", json::array())) {
      const std::string record = each.value("key", "");
      if (record.find('/', kept_under.size()) != std::string::npos) continue;  // a part goes with its record
      const Answer found = storage.get(record);
      // Days are written so that they sort as they come.
      if (!found || found.value["value"].value("to", past) >= past) continue;
      const std::size_t parts = parts_of(found.value["value"].value("count", std::size_t{0}));
      if (changes + parts + 1 > most_changes) return done({{"forgotten", forgotten}});
      for (std::size_t part = 0; part < parts; ++part) {
        const Answer kept = storage.get(part_key(record, part));
        if (kept) storage.remove(part_key(record, part), kept.value.value("revision", std::uint64_t{0}));
      }
      if (storage.remove(record, found.value.value("revision", std::uint64_t{0}))) ++forgotten;
      changes += parts + 1;
    }
    after = page.value.value("next", "");
  } while (!after.empty());
  return done({{"forgotten", forgotten}});
}

}  // namespace it

// SPDX-License-Identifier: GPL-3.0-or-later
#include "automations.hpp"
#include "guest_accounts.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace it {
namespace {

using namespace guichet::sdk;
using nlohmann::json;

const Text by_hand = {"Les comptes n’ont pas pu être créés automatiquement. L’équipe du réseau les prépare pour vous.",
                      "The accounts could not be created automatically. The network team prepares them for you."};

Outcome once_more() {
  return retry_in(std::chrono::minutes(1), {"Le registre des comptes ne répond pas pour l’instant.",
                                            "The register of accounts does not answer for now."});
}

/// A whole number of the input, 0 when it is none.
std::size_t count_in(const json& input) {
  const auto found = input.find("count");
  if (found == input.end() || !found->is_number_integer()) return 0;
  const auto count = found->get<std::int64_t>();
  return count > 0 && count <= static_cast<std::int64_t>(most_accounts) ? static_cast<std::size_t>(count) : 0;
}

bool write_all(int file, const std::string& content) {
  for (std::size_t at = 0; at < content.size();) {
    const ssize_t written = ::write(file, content.data() + at, content.size() - at);
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

json result_of(const std::string& key, const json& record) {
  return {{"record", key}, {"accounts", record["count"]}, {"first", record["first"]}, {"last", record["last"]}};
}

std::uint64_t revision_of(const Answer& found) {
  return found ? found.value.value("revision", std::uint64_t{0}) : 0;
}

/// Passing trouble of the counter, which is worth another try.
bool passes(const Answer& answer) {
  return answer.code == GUICHET_E_UNAVAILABLE || answer.code == GUICHET_E_CONFLICT;
}

/// "2026-12-03" as people write it; whatever else it is, as it came.
Text written_out(const std::string& day) {
  static constexpr std::array<const char*, 12> french{"janvier",   "février", "mars",     "avril",
                                                      "mai",       "juin",    "juillet",  "août",
                                                      "septembre", "octobre", "novembre", "décembre"};
  static constexpr std::array<const char*, 12> english{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
  int year = 0, month = 0, number = 0;
  if (std::sscanf(day.c_str(), "%d-%d-%d", &year, &month, &number) != 3 || month < 1 || month > 12) return {day, day};
  const auto at = static_cast<std::size_t>(month - 1);
  const std::string first = number == 1 ? "1er" : std::to_string(number);
  const std::string rest = "\u00a0" + std::to_string(year);
  return {first + "\u00a0" + french.at(at) + rest, std::to_string(number) + "\u00a0" + english.at(at) + rest};
}

void tell(const Call& call, std::size_t count, const std::string& from, const std::string& to) {
  const std::string number = std::to_string(count);
  const bool one = count == 1;
  const Text first = written_out(from), last = written_out(to);
  const Text days = from == to ? Text{"le " + first.fr, "on " + first.en}
                               : Text{"du " + first.fr + " au " + last.fr, "from " + first.en + " to " + last.en};
  call.host().request().comment(
      {(one ? "Votre compte WiFi est prêt" : "Vos " + number + " comptes WiFi sont prêts") +
           "\u00a0: " + (one ? "il fonctionne " : "ils fonctionnent ") + days.fr +
           ". Le fichier joint donne un compte par ligne, avec une colonne pour noter à qui vous le remettez\u00a0: "
           "gardez ces noms pendant un an. Les invités choisissent le réseau «\u00a0univ-invites\u00a0».",
       (one ? "Your WiFi account is ready" : "Your " + number + " WiFi accounts are ready") + std::string(": valid ") +
           days.en +
           ". The file attached holds one account a line, with a column to write down who gets it: keep these names "
           "for "
           "a year. Guests choose the network “univ-invites”."});
}

}  // namespace

Outcome create_accounts(const Call& call) {
  const std::size_t count = count_in(call.input());
  const std::string from = call.text("from"), to = call.text("to");
  const std::string record = record_of(call);
  if (count == 0 || from.empty() || to.empty() || record.empty()) return hand_over(by_hand);

  const Storage storage = call.host().storage();
  const Answer known = storage.get(record);
  if (!known && known.code != GUICHET_E_NOT_FOUND) return passes(known) ? once_more() : hand_over(by_hand);
  // Made by an earlier run: its file and its message are there, and other phrases would shut the guests out.
  if (known && known.value["value"].value("state", "") == "active")
    return done(result_of(record, known.value["value"]));

  const auto accounts = make_accounts(record, count);
  // The record comes last, since it is what makes the accounts exist: parts without one are written over the next time.
  for (std::size_t part = 0; part < parts_of(count); ++part) {
    const std::string key = part_key(record, part);
    const Answer kept = storage.put(key, revision_of(storage.get(key)), part_of(accounts, part));
    if (!kept) return passes(kept) ? once_more() : hand_over(by_hand);
  }
  {
    const Opened file = call.host().files().add("comptes-wifi.csv");
    if (!file) return passes(file.answer) ? once_more() : hand_over(by_hand);
    // From here on, a fault: whoever was given half a file, or a file of accounts that are not kept, would stand at the
    // door with guests who cannot get in. An exception has the counter drop all of it.
    if (!write_all(file.descriptor.get(), sheet_of(accounts, from, to)))
      throw std::runtime_error("the file of accounts cannot be written");
  }
  const json made = {
      {"state", "active"},           {"count", count}, {"from", from}, {"to", to}, {"first", accounts.front().name},
      {"last", accounts.back().name}};
  if (!storage.put(record, revision_of(known), made)) throw std::runtime_error("the record of accounts cannot be kept");
  tell(call, count, from, to);
  call.host().log().info("guest accounts made: " + std::to_string(count));
  return done(result_of(record, made));
}

}  // namespace it

// SPDX-License-Identifier: GPL-3.0-or-later
#include "automations.hpp"
#include "guest_accounts.hpp"

namespace it {
namespace {

using namespace guichet::sdk;
using nlohmann::json;

Outcome not_now(const Answer& answer) {
  if (answer.code == GUICHET_E_UNAVAILABLE || answer.code == GUICHET_E_CONFLICT) {
    return retry_in(std::chrono::minutes(1), {"Le registre des comptes ne répond pas pour l’instant.",
                                              "The register of accounts does not answer for now."});
  }
  return hand_over(
      {"Les comptes WiFi n’ont pas pu être désactivés automatiquement\u00a0: il faut les fermer à la main.",
       "The WiFi accounts could not be disabled automatically: they have to be closed by hand."});
}

}  // namespace

Outcome disable_accounts(const Call& call) {
  const std::string record = record_of(call);
  const Storage storage = call.host().storage();
  const Answer known = storage.get(record);
  if (known.code == GUICHET_E_NOT_FOUND) return done({{"disabled", 0}});
  if (!known) return not_now(known);
  json kept = known.value["value"];
  if (kept.value("state", "") != "active") return done({{"disabled", 0}});

  // Phrases that open nothing any more are not kept.
  const std::size_t count = kept.value("count", std::size_t{0});
  for (std::size_t part = 0; part < parts_of(count); ++part) {
    const std::string key = part_key(record, part);
    const Answer found = storage.get(key);
    if (found.code == GUICHET_E_NOT_FOUND) continue;
    const Answer gone = found ? storage.remove(key, found.value.value("revision", std::uint64_t{0})) : found;
    if (!gone) return not_now(gone);
  }
  kept["state"] = "disabled";
  const Answer written = storage.put(record, known.value.value("revision", std::uint64_t{0}), kept);
  if (!written) return not_now(written);
  call.host().request().comment(
      {"Les comptes WiFi de cet événement sont désactivés\u00a0: ils n’ouvrent plus rien, et le fichier joint ne sert "
       "plus.",
       "The WiFi accounts of this event are disabled: they open nothing any more, and the file attached is of no "
       "use."});
  call.host().log().info("guest accounts disabled: " + std::to_string(count));
  return done({{"disabled", count}});
}

}  // namespace it

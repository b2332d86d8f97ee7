// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/automation.hpp"
#include "kernel/counter/counter.hpp"
#include "kernel/counter/handle.hpp"
#include "kernel/counter/incident_board.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/submit.hpp"
#include "tests/support/test_database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace guichet::test {

/// Tuesday 24 November 2026, 10:00 in Marseille.
inline constexpr domain::Instant morning = 1'795'510'800'000;

/// Two departments in miniature: "it" with services of every sort and an automation or two, "health" with a
/// confidential one. `wifi_title` tells versions of the manifest apart.
[[nodiscard]] plugins::SnapshotPtr sample_snapshot(const std::string& wifi_title = "Comptes WiFi pour un événement");

/// Adds services as a plugin's manifest would; they must be sound. The snapshot is indexed by the caller.
void add_services(plugins::Snapshot& snapshot, const std::string& plugin, const nlohmann::json& definitions);

/// A counter over a real SQLite database in a folder of its own, with a few people:
/// student (Luminy), friend, staff (Aix), network and network2 (team it/network), identity (it/identity), luminy
/// (it/local-luminy), sorter (triage), listener (health/listening), admin (no team), gone (has left).
class CounterFixture : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// "" is somebody signed out.
  [[nodiscard]] counter::Asker as(const std::string& login, domain::Instant at = morning);
  [[nodiscard]] domain::PersonId id(const std::string& login) const { return viewers.at(login).person.id; }

  [[nodiscard]] counter::FormInput form(const std::string& service, domain::Typed typed) const;
  /// Sends a form that must be accepted.
  domain::Request send(const std::string& login, const std::string& service, domain::Typed typed,
                       domain::Instant at = morning);
  domain::Request send_wifi(const std::string& login = "student") {
    return send(login, "it/wifi", {{"event", "Colloque"}, {"count", "20"}});
  }
  [[nodiscard]] domain::Request reload(domain::RequestId request);
  [[nodiscard]] static counter::Change seen(const domain::Request& request) { return {request.id, request.version}; }
  [[nodiscard]] std::vector<std::string> events_of(domain::RequestId request);
  [[nodiscard]] std::vector<storage::Message> messages_of(domain::RequestId request);

  void set_manager(const std::string& login, const std::string& manager);

  /// The one job of a request that is due, claimed as a node would.
  [[nodiscard]] storage::Job claim(domain::Instant at = morning, const std::string& node = "here");
  [[nodiscard]] storage::Job job(std::int64_t id);

  /// A file of plain text that `login` uploads for a question.
  [[nodiscard]] std::string upload_text(const std::string& login, const std::string& service, const std::string& field,
                                        const std::string& content = "du texte");
  [[nodiscard]] std::string file_on_disk(const std::string& content);

  template <typename Change>
  void write(Change change) {
    const auto done = database->write([&change](storage::Connection& connection) -> domain::Result<domain::Done> {
      change(connection);
      return domain::Done{};
    });
    ASSERT_TRUE(done.ok()) << done.error().detail;
  }

  std::unique_ptr<DatabasePlace> place;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<storage::Files> files;
  plugins::Registry registry;
  std::unique_ptr<matching::Matcher> matcher;
  std::unique_ptr<matching::RequestSearch> search;
  domain::Places places;
  std::vector<storage::Component> components;
  domain::Calendar calendar = domain::university_calendar();
  counter::PinnedServices pinned;
  counter::IncidentBoard incidents;
  std::unique_ptr<matching::PlaceMentions> place_mentions;
  std::unique_ptr<counter::Counter> counter;
  std::atomic<int> wakes{0};
  std::map<std::string, identity::Viewer> viewers;
};

}  // namespace guichet::test

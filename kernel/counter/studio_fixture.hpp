// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/progress.hpp"
#include "kernel/counter/studio.hpp"
#include "kernel/counter/studio_committee.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/counter/studio_steps.hpp"
#include "kernel/counter/studio_try.hpp"
#include "kernel/counter/studio_versions.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {

using domain::ErrorKind;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A service that nothing is wrong with.
inline json whole(const std::string& id = "bike") {
  json definition = json::parse(R"({
    "title": {"fr": "Un vélo", "en": "A bike"}, "summary": {"fr": "Pour aller d’un campus à l’autre", "en": "Between campuses"},
    "theme": "digital", "kind": "request", "route": {"team": "network"},
    "says": {"fr": ["un vélo", "emprunter un vélo", "prêt de vélo", "louer un vélo", "vélo électrique", "bicyclette",
                    "aller à Luminy à vélo", "un vélo pour la semaine"]},
    "form": [{"id": "count", "type": "integer", "label": {"fr": "Combien ?", "en": "How many?"}, "required": true}]})");
  definition["id"] = id;
  return definition;
}

class Studio : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    registry.replace(with_plugins(test::sample_snapshot()));
    viewers.at("network").teams = {{"it/network", true}};
    viewers.at("identity").rights.push_back({"author", "department:it", 0});
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    viewers.at("student").rights.push_back({"committee", "", 0});
  }

  static plugins::SnapshotPtr with_plugins(const plugins::SnapshotPtr& plain) {
    auto snapshot = std::make_shared<plugins::Snapshot>(*plain);
    for (const char* id : {"it", "health"}) {
      plugins::PluginInfo plugin;
      plugin.id = id;
      plugin.department = {std::string("Service ") + id, id};
      snapshot->plugins.push_back(plugin);
    }
    snapshot->index();
    return snapshot;
  }

  /// As every node does after a change.
  void offer() {
    std::vector<std::pair<std::string, std::string>> problems;
    std::vector<plugins::PortalService> services;
    {
      storage::Reader reader = database->read();
      services = portal_services(reader);
    }
    registry.replace(plugins::with_services(*with_plugins(test::sample_snapshot()), services, problems));
    EXPECT_THAT(problems, IsEmpty());
  }

  std::int64_t begin(const std::string& login = "network", const std::string& title = "Un vélo") {
    NewDraft fresh;
    fresh.department = "it";
    fresh.title = {title, "A bike"};
    fresh.theme = "digital";
    fresh.team = "it/network";
    const auto id = begin_draft(*counter, as(login), fresh);
    EXPECT_TRUE(id) << (id.ok() ? "" : id.error().message);
    return id ? *id : 0;
  }
  storage::ServiceDraft draft(std::int64_t id) {
    storage::Reader reader = database->read();
    return *storage::ServiceDrafts(reader).find(id);
  }
  void put(std::int64_t id, json definition) {
    const auto done =
        edit_draft(*counter, as("network"), id, draft(id).version, [&](json& now) -> domain::Result<domain::Done> {
          definition["id"] = now["id"];
          now = definition;
          return domain::Done{};
        });
    EXPECT_TRUE(done) << done.error().message;
  }
  std::int64_t whole_draft() {
    const auto id = begin();
    put(id, whole());
    return id;
  }
};

}  // namespace guichet::counter

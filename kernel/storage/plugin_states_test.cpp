// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/plugin_states.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PluginStore : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(PluginStore);

PluginState state_of(const std::string& id) {
  PluginState state;
  state.id = id;
  state.version = "1.0.0";
  state.fingerprint = "abc";
  state.folder = "plugins/" + id + "/abc";
  state.capabilities = {"requests", "mail"};
  state.changed = now;
  return state;
}

PluginBundle bundle_of(const std::string& plugin, const std::string& fingerprint, domain::Instant installed) {
  PluginBundle bundle;
  bundle.plugin = plugin;
  bundle.fingerprint = fingerprint;
  bundle.version = "1.0.0";
  bundle.archive = std::string(64, fingerprint[0]);
  bundle.installed = installed;
  return bundle;
}

TEST_P(PluginStore, RemembersTheVersionBeforeAndWhatWasApprovedForIt) {
  write([&](Connection& connection) {
    PluginStates states(connection);
    states.save(state_of("it"));
    PluginState upgraded = state_of("it");
    upgraded.fingerprint = "abd";
    upgraded.enabled = false;
    upgraded.previous = "abc";
    upgraded.previous_version = "1.0.0";
    upgraded.previous_capabilities = {"mail"};
    upgraded.probation_until = now + 1;
    upgraded.note = {{"key", "plugin.note.rolled-back"}, {"detail", "é\""}};
    states.save(upgraded);
    ASSERT_THAT(states.all(), SizeIs(1));
    const auto found = states.find("it");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->fingerprint, "abd");
    EXPECT_FALSE(found->enabled);
    EXPECT_EQ(found->previous, "abc");
    EXPECT_THAT(found->capabilities, ElementsAre("requests", "mail"));
    EXPECT_THAT(found->previous_capabilities, ElementsAre("mail"));
    EXPECT_EQ(found->probation_until, now + 1);
    EXPECT_EQ(found->note, upgraded.note);
    states.remove("it");
    EXPECT_FALSE(states.find("it"));
  });
}

TEST_P(PluginStore, NamesTheArchivesThatMustBeKept) {
  write([&](Connection& connection) {
    PluginBundles bundles(connection);
    bundles.save(bundle_of("it", "a", now));
    bundles.save(bundle_of("it", "b", now + 1));
    bundles.save(bundle_of("it", "b", now + 2));
    bundles.save(bundle_of("hr", "c", now));
    ASSERT_THAT(bundles.of_plugin("it"), SizeIs(2));
    EXPECT_EQ(bundles.of_plugin("it").front().fingerprint, "b");
    EXPECT_EQ(bundles.find("it", "b")->installed, now + 2);
    EXPECT_TRUE(bundles.names_file(std::string(64, 'a')));
    EXPECT_FALSE(bundles.names_file(std::string(64, 'd')));
    bundles.remove("it", "a");
    EXPECT_THAT(bundles.files_named(), ElementsAre(std::string(64, 'b'), std::string(64, 'c')));
    bundles.remove_all("it");
    EXPECT_THAT(bundles.all(), SizeIs(1));
  });
}

TEST_P(PluginStore, KeepsTrustedKeys) {
  write([&](Connection& connection) {
    PluginKeys keys(connection);
    keys.save({"a2V5", "DNUM", {"it"}, now});
    keys.save({"a2V5", "DNUM", {"it", "hr"}, now + 5});
    ASSERT_THAT(keys.all(), SizeIs(1));
    EXPECT_THAT(keys.find("a2V5")->plugins, ElementsAre("it", "hr"));
    EXPECT_EQ(keys.find("a2V5")->added, now);
    keys.remove("a2V5");
    EXPECT_FALSE(keys.find("a2V5"));
  });
}

TEST_P(PluginStore, ForgetsHowPluginsFareOnNodesThatAreGone) {
  write([&](Connection& connection) {
    PluginHealths healths(connection);
    healths.save({"one", "", now, {}});
    healths.save({"one", "it", now - 50, {{"calls", 3}}});
    healths.save({"two", "", now - 100, {}});
    healths.save({"two", "it", now, {}});
    EXPECT_THAT(healths.nodes(now - 10), ElementsAre("one"));
    healths.remove_silent(now - 10);
    ASSERT_THAT(healths.of_plugin("it"), SizeIs(1));
    EXPECT_EQ(healths.of_plugin("it").front().snapshot.at("calls"), 3);
    healths.remove("one", "it");
    EXPECT_THAT(healths.of_plugin("it"), IsEmpty());
    healths.remove_node("one");
    EXPECT_THAT(healths.all(), IsEmpty());
  });
}

TEST_P(PluginStore, CountsWhatIsUnderWayWithAPlugin) {
  write([&](Connection& connection) {
    const auto request = [&](const std::string& service, domain::Status status) {
      domain::Request made = sample::request(1);
      made.service = service;
      made.status = status;
      Requests(connection).insert(made);
    };
    request("it/wifi", domain::Status::received);
    request("it/wifi", domain::Status::awaiting_you);
    request("it/wifi", domain::Status::closed);
    request("items/loan", domain::Status::received);
    const auto job = [&](const std::string& automation, const std::string& state) {
      Job made;
      made.kind = "automation";
      made.payload = {{"automation", automation}, {"input", {{"automation", "it/other"}}}};
      made.state = state;
      Jobs(connection).enqueue(made);
    };
    job("it/unlock", "ready");
    job("it/unlock", "running");
    job("it/unlock", "done");
    job("hr/unlock", "ready");
    const PluginWork work = work_of_plugin(connection, "it");
    EXPECT_EQ(work.open_requests, 2);
    EXPECT_EQ(work.waiting_automations, 1);
    EXPECT_EQ(work.running_automations, 1);
  });
}

TEST_P(PluginStore, HastensWhatWaitedForAPluginThatIsBack) {
  write([&](Connection& connection) {
    Jobs jobs(connection);
    const auto job = [&](const std::string& automation, domain::Instant at) {
      Job made;
      made.kind = "automation";
      made.payload = {{"automation", automation}};
      made.run_at = at;
      return jobs.enqueue(made);
    };
    const auto waiting = job("it/unlock", now + 500);
    const auto put_off = job("it/unlock", now + 5000);
    const auto other = job("hr/unlock", now + 500);
    EXPECT_EQ(hasten_automations(connection, "it", now, 1000), 1);
    EXPECT_EQ(jobs.find(waiting)->run_at, now);
    EXPECT_EQ(jobs.find(put_off)->run_at, now + 5000);
    EXPECT_EQ(jobs.find(other)->run_at, now + 500);
  });
}

TEST_P(PluginStore, TellsTheHistoryOfOnePlugin) {
  write([&](Connection& connection) {
    Audit audit(connection);
    audit.append({now, 1, "plugin.enable", "it", "{}"});
    audit.append({now, 1, "plugin.enable", "hr", "{}"});
    audit.append({now, 0, "plugin.roll-back", "it", "{}"});
    ASSERT_THAT(audit.of_target("it", 10), SizeIs(2));
    EXPECT_EQ(audit.of_target("it", 1).front().action, "plugin.roll-back");
  });
}

TEST_P(PluginStore, FindsWhatWasDoneBehindAFloodOfRefusals) {
  write([&](Connection& connection) {
    Audit audit(connection);
    audit.append({now, 1, "plugin.enable", "it", "{}"});
    for (int i = 0; i < 50; ++i) audit.append({now, 0, "plugin.refused", "it", std::to_string(i)});
    audit.append({now, 0, "plugin.refused", "hr", "{}"});
    const auto entries = audit.of_target("it", 10, "plugin.refused", 2);
    ASSERT_THAT(entries, SizeIs(3));
    EXPECT_EQ(entries[0].detail, "49");
    EXPECT_EQ(entries[1].detail, "48");
    EXPECT_EQ(entries[2].action, "plugin.enable");
    EXPECT_THAT(audit.of_target("it", 1, "plugin.refused", 2), SizeIs(1));
  });
}

}  // namespace
}  // namespace guichet::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_health.hpp"
#include "kernel/counter/plugin_lifecycle_fixture.hpp"
#include "kernel/storage/plugin_services.hpp"

namespace guichet::counter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PluginLifecycle : public PluginLifecycleFixture {};
INSTANTIATE_ON_BOTH_DATABASES(PluginLifecycle);

TEST_P(PluginLifecycle, IsForAdministratorsOfModulesOnly) {
  identity::Viewer other;
  const Asker stranger{&other, domain::Language::fr, now};
  const auto expect_refused = [](const auto& result) {
    EXPECT_EQ(result.error().message, "error.modules.administrators-only");
  };
  expect_refused(list_plugins(*counter, stranger));
  expect_refused(show_plugin(*counter, stranger, "school"));
  expect_refused(what_a_disable_affects(*counter, stranger, "school"));
  expect_refused(inspect_bundle(*counter, stranger, "/nowhere"));
  expect_refused(inspect_held_bundle(*counter, stranger, ""));
  expect_refused(install_plugin(*counter, stranger, "", true));
  expect_refused(enable_plugin(*counter, stranger, "school", {}));
  expect_refused(disable_plugin(*counter, stranger, "school", true));
  expect_refused(upgrade_plugin(*counter, stranger, "school", "", {}));
  expect_refused(roll_back_plugin(*counter, stranger, "school"));
  expect_refused(remove_plugin(*counter, stranger, "school"));
  expect_refused(set_plugin_settings(*counter, stranger, "school", {}));
  expect_refused(plugin_keys(*counter, stranger));
  expect_refused(trust_plugin_key(*counter, stranger, "", "", {}));
  expect_refused(untrust_plugin_key(*counter, stranger, ""));
  EXPECT_FALSE(list_plugins(*counter, {}).ok());
}

TEST_P(PluginLifecycle, EnablesOnlyWithEveryCapabilityApproved) {
  install(bundle());
  const auto refused = enable_plugin(*counter, admin(), "school", {false, {"log"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "error.plugin.asks-more");
  EXPECT_EQ(refused.error().parameters.at("missing"), "requests");
  EXPECT_EQ(enable_plugin(*counter, admin(), "school", {false, {"log", "requests", "mail"}}).error().message,
            "error.plugin.not-asked");
  ASSERT_TRUE(enable_plugin(*counter, admin(), "school", {false, {"log", "requests"}}).ok());
  EXPECT_EQ(show().summary.standing, PluginStanding::enabled);
  for (const auto& capability : show().capabilities) EXPECT_TRUE(capability.approved) << capability.name;
}

TEST_P(PluginLifecycle, RemembersWhatWasApprovedWhileItIsDisabled) {
  install_and_enable(bundle());
  ASSERT_TRUE(disable_plugin(*counter, admin(), "school", false).ok());
  EXPECT_EQ(show().summary.standing, PluginStanding::disabled);
  EXPECT_TRUE(enable_plugin(*counter, admin(), "school", {}).ok());
  EXPECT_THAT(actions(), ElementsAre("install", "enable", "disable", "enable"));
}

TEST_P(PluginLifecycle, AsksAgainWhenAnUpgradeAsksForMore) {
  install_and_enable(bundle());
  const auto more = install(bundle({{"version: 1.2.0", "version: 1.3.0"},
                                    {"capabilities: [log, requests]", "capabilities: [log, requests, mail]"}}));
  EXPECT_TRUE(more.known);
  const auto refused = upgrade_plugin(*counter, admin(), "school", more.fingerprint, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().parameters.at("missing"), "mail");
  EXPECT_EQ(show().summary.version, "1.2.0");
  ASSERT_TRUE(upgrade_plugin(*counter, admin(), "school", more.fingerprint, {false, {"mail"}}).ok());
  const auto view = show();
  EXPECT_EQ(view.summary.version, "1.3.0");
  EXPECT_EQ(view.summary.previous_version, "1.2.0");
  EXPECT_GT(view.summary.probation_until, now);
}

TEST_P(PluginLifecycle, GoesBackToTheVersionBeforeWithWhatWasApprovedForIt) {
  install_and_enable(bundle());
  EXPECT_EQ(roll_back_plugin(*counter, admin(), "school").error().message, "error.plugin.no-previous");
  const auto next = install(bundle({{"version: 1.2.0", "version: 1.3.0"},
                                    {"capabilities: [log, requests]", "capabilities: [log, requests, mail]"}}));
  ASSERT_TRUE(upgrade_plugin(*counter, admin(), "school", next.fingerprint, {true, {}}).ok());
  EXPECT_EQ(upgrade_plugin(*counter, admin(), "school", next.fingerprint, {}).error().message,
            "error.plugin.is-current");
  ASSERT_TRUE(roll_back_plugin(*counter, admin(), "school").ok());
  const auto view = show();
  EXPECT_EQ(view.summary.version, "1.2.0");
  EXPECT_EQ(view.summary.probation_until, 0);
  for (const auto& capability : view.capabilities) EXPECT_NE(capability.name, "mail");
  // It is kept, and may be upgraded to again.
  EXPECT_FALSE(upgrade_plugin(*counter, admin(), "school", next.fingerprint, {}).ok());
  EXPECT_TRUE(upgrade_plugin(*counter, admin(), "school", next.fingerprint, {false, {"mail"}}).ok());
}

TEST_P(PluginLifecycle, RollsBackByItselfOnlyWhatIsStillOnProbation) {
  const auto first = install_and_enable(bundle());
  EXPECT_FALSE(*roll_back_by_itself(*counter, "school", first.fingerprint, "plugin.failed.crashed", "", now));
  const auto next = install(version("1.3.0"));
  ASSERT_TRUE(upgrade_plugin(*counter, admin(), "school", next.fingerprint, {}).ok());
  const domain::Instant late = now + 11 * domain::minute;
  EXPECT_FALSE(*roll_back_by_itself(*counter, "school", next.fingerprint, "plugin.failed.crashed", "", late));
  EXPECT_FALSE(*roll_back_by_itself(*counter, "school", first.fingerprint, "plugin.failed.crashed", "", now));
  EXPECT_TRUE(*roll_back_by_itself(*counter, "school", next.fingerprint, "plugin.failed.crashed", "signal 6", now));
  EXPECT_FALSE(*roll_back_by_itself(*counter, "school", next.fingerprint, "plugin.failed.crashed", "", now));
  const auto view = show();
  EXPECT_EQ(view.summary.version, "1.2.0");
  EXPECT_EQ(view.summary.note.key, "plugin.note.rolled-back");
  EXPECT_EQ(view.summary.note.parameters.at("failed"), "1.3.0");
  EXPECT_EQ(view.summary.note.detail, "signal 6");
  EXPECT_EQ(view.history.front().action, "plugin.roll-back-by-itself");
  EXPECT_EQ(view.history.front().by, "");
}

TEST_P(PluginLifecycle, RefusesWhatContradictsThoseThatAreEnabled) {
  install_and_enable(bundle());
  install(bundle({{"id: school", "id: stool"}}));
  const auto broken = bundle({{"id: school", "id: bench"}, {"route: { team: local", "route: { team: school/nobody"}});
  const auto inspection = inspect_bundle(*counter, admin(), broken);
  ASSERT_TRUE(inspection.ok()) << inspection.error().detail;
  EXPECT_EQ(inspection->problem.key, "plugin.problem.contradicts");
  install(broken);
  const auto refused = enable_plugin(*counter, admin(), "bench", {true, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "error.plugin.contradicts");
  EXPECT_THAT(refused.error().detail, HasSubstr("nobody"));
}

TEST_P(PluginLifecycle, RefusesAnUpgradeThatAnotherPluginCouldNotLiveWith) {
  install_and_enable(bundle());
  install_and_enable(
      bundle({{"id: school", "id: stool"}, {"otherwise: { team: desk }", "otherwise: { team: school/desk }"}}));
  const auto without_desk = install(bundle({{"version: 1.2.0", "version: 2.0.0"},
                                            {"{ id: desk, title", "{ id: reception, title"},
                                            {"otherwise: { team: desk }", "otherwise: { team: reception }"},
                                            {"owner: desk", "owner: reception"}}));
  const auto refused = upgrade_plugin(*counter, admin(), "school", without_desk.fingerprint, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "error.plugin.contradicts");
  EXPECT_EQ(refused.error().parameters.at("other"), "stool");
}

TEST_P(PluginLifecycle, KeepsPluginsThatNeedEachOtherTogether) {
  install(bundle({{"id: school\n", "id: stool\nrequires: [{ plugin: school, version: \">=1.2 <2\" }]\n"}}));
  const auto alone = enable_plugin(*counter, admin(), "stool", {true, {}});
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().message, "error.plugin.needs");
  install_and_enable(bundle());
  ASSERT_TRUE(enable_plugin(*counter, admin(), "stool", {true, {}}).ok());
  EXPECT_THAT(show("school").required_by, ElementsAre("stool"));
  EXPECT_TRUE(show("stool").requires_plugins.front().holds);
  const auto refused = disable_plugin(*counter, admin(), "school", false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "error.plugin.required-by");
  ASSERT_TRUE(disable_plugin(*counter, admin(), "school", true).ok());
  EXPECT_EQ(show("stool").summary.standing, PluginStanding::ailing);
  EXPECT_EQ(show("stool").summary.problem.key, "plugin.problem.needs");
}

TEST_P(PluginLifecycle, ForgetsOnlyWhatIsDisabled) {
  install_and_enable(bundle());
  EXPECT_EQ(remove_plugin(*counter, admin(), "school").error().message, "error.plugin.still-enabled");
  ASSERT_TRUE(disable_plugin(*counter, admin(), "school", false).ok());
  ASSERT_TRUE(remove_plugin(*counter, admin(), "school").ok());
  EXPECT_THAT(*list_plugins(*counter, admin()), IsEmpty());
  EXPECT_EQ(show_plugin(*counter, admin(), "school").error().message, "error.plugin.unknown");
  storage::Reader reader = database->read();
  EXPECT_THAT(storage::PluginBundles(reader).all(), IsEmpty());
}

TEST_P(PluginLifecycle, ShowsSettingsAndNeverASecret) {
  install_and_enable(bundle({{"library: true",
                              "library: true\nsettings:\n"
                              "  - { id: host, type: text, label: { fr: Machine, en: Host }, default: localhost }\n"
                              "  - { id: port, type: integer, label: { fr: Port, en: Port }, min: 1, max: 65535 }\n"
                              "  - { id: password, type: text, label: { fr: Secret, en: Secret }, secret: true }"},
                             {"capabilities: [log, requests]", "capabilities: [log, requests, settings, secrets]"}}));
  EXPECT_EQ(show().values.at("host"), "localhost");
  EXPECT_THAT(show().secrets, ElementsAre("password"));
  EXPECT_THAT(show().secrets_set, IsEmpty());
  ASSERT_TRUE(
      set_plugin_settings(*counter, admin(), "school", {{"host", "ldap"}, {"port", "636"}, {"password", "hunter2"}})
          .ok());
  const auto view = show();
  EXPECT_EQ(view.values.at("host"), "ldap");
  EXPECT_EQ(view.values.at("port"), 636);
  EXPECT_FALSE(view.values.contains("password"));
  EXPECT_THAT(view.secrets_set, ElementsAre("password"));
  {
    storage::Reader reader = database->read();
    EXPECT_EQ(storage::PluginSettings(reader).find("school", "password")->value.find("hunter2"), std::string::npos);
    for (const auto& entry : storage::Audit(reader).latest(20))
      EXPECT_EQ(entry.detail.find("hunter2"), std::string::npos);
  }
  const auto refused = set_plugin_settings(*counter, admin(), "school", {{"port", 70'000}});
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error().fields, SizeIs(1));
  EXPECT_EQ(refused.error().fields[0].field, "port");
  EXPECT_EQ(set_plugin_settings(*counter, admin(), "school", {{"no", 1}}).error().message,
            "error.plugin.no-such-setting");
  ASSERT_TRUE(set_plugin_settings(*counter, admin(), "school", {{"host", nullptr}, {"password", nullptr}}).ok());
  EXPECT_EQ(show().values.at("host"), "localhost");
  EXPECT_THAT(show().secrets_set, IsEmpty());
}

TEST_P(PluginLifecycle, TellsHowItFaresOnEachNodeThatLives) {
  const auto installed = install_and_enable(bundle());
  plugins::WorkerHealth health;
  health.plugin = "school";
  health.version = "1.2.0";
  health.state = plugins::WorkerState::refused;
  health.reason = "missing-extension";
  health.last_failure = "the library does not offer it";
  health.calls = 12;
  NodeFacts facts;
  facts.serving["school"] = installed.fingerprint;
  write([&](storage::Connection& connection) {
    storage::PluginHealths healths(connection);
    healths.save({"one", "", now, json_of(facts)});
    healths.save({"one", "school", now, json_of(health)});
    healths.save({"gone", "", now - node_silence - 1, json_of(facts)});
    healths.save({"gone", "school", now, json_of(health)});
  });
  const auto view = show();
  ASSERT_THAT(view.summary.nodes, SizeIs(1));
  EXPECT_EQ(view.summary.nodes[0].node, "one");
  EXPECT_EQ(view.summary.nodes[0].worker.calls, 12U);
  EXPECT_EQ(view.summary.nodes[0].problem.key, "plugin.problem.refused");
  EXPECT_EQ(view.summary.nodes[0].problem.parameters.at("reason").at("key"), "plugin.refused.missing-extension");
  EXPECT_EQ(view.summary.standing, PluginStanding::ailing);
}

TEST_P(PluginLifecycle, SaysWhoDidWhatWhen) {
  install_and_enable(bundle());
  const auto view = show();
  std::vector<std::string> done;
  for (const auto& entry : view.history) done.push_back(entry.action);
  EXPECT_THAT(done, ElementsAre("plugin.enable", "plugin.install"));
  EXPECT_EQ(view.history.front().at, now);
  EXPECT_THAT(view.history.front().detail.at("capabilities"), SizeIs(2));
}

}  // namespace
}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_lifecycle.hpp"

#include "kernel/counter/pinned.hpp"
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_health.hpp"
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/signature.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/plugin_services.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace guichet::counter {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr domain::Instant now = 1'795'510'800'000;

void write_text(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// An administrator before an empty counter, and bundles of the plugin "school" to bring to it.
class PluginLifecycle : public test::OnBothDatabases {
 protected:
  void SetUp() override {
    OnBothDatabases::SetUp();
    if (IsSkipped()) return;
    root = place->folder();
    files = std::make_unique<storage::Files>((root / "data/files").string());
    matcher = std::make_unique<matching::Matcher>((root / "data/matcher").string());
    search = std::make_unique<matching::RequestSearch>((root / "data/search").string());
    counter = std::make_unique<Counter>(Counter{*database,
                                                *files,
                                                registry,
                                                *matcher,
                                                *search,
                                                places,
                                                components,
                                                calendar,
                                                pinned,
                                                false,
                                                "",
                                                {},
                                                (root / "data").string()});
    administrator.person.id = 7;
    administrator.rights.push_back({"module-admin", "", 0});
  }
  void TearDown() override {
    counter.reset();
    search.reset();
    OnBothDatabases::TearDown();
  }

  [[nodiscard]] Asker admin(domain::Instant at = now) const { return {&administrator, domain::Language::fr, at}; }

  /// The sample plugin with each first text replaced by the second, built into a folder.
  std::string bundle(const std::vector<std::pair<std::string, std::string>>& changes = {}) {
    const fs::path folder = root / ("bundle-" + std::to_string(++bundles));
    plugins::authoring::SourceTree sources = plugins::authoring::sample_sources();
    for (const auto& [from, to] : changes) {
      bool found = false;
      for (auto& [path, text] : sources) {
        const auto at = text.find(from);
        if (at == std::string::npos) continue;
        text.replace(at, from.size(), to);
        found = true;
        break;
      }
      EXPECT_TRUE(found) << from;
    }
    for (const auto& [path, text] : sources) write_text(folder / "source" / path, text);
    write_text(folder / "plugin.so", "not really code");
    const auto built = plugins::build_bundle((folder / "source").string(), (folder / "plugin.so").string(),
                                             (folder / "school.guichet").string());
    EXPECT_TRUE(built.ok()) << built.error().detail;
    if (built) {
      for (const auto& each : built->diagnostics) EXPECT_TRUE(built->ok()) << to_string(each);
    }
    return (folder / "school.guichet").string();
  }
  std::string version(const std::string& number) { return bundle({{"version: 1.2.0", "version: " + number}}); }

  InstalledBundle install(const std::string& path) {
    const auto inspection = inspect_bundle(*counter, admin(), path);
    EXPECT_TRUE(inspection.ok()) << inspection.error().message << " " << inspection.error().detail;
    if (!inspection) return {};
    const auto installed = install_plugin(*counter, admin(), inspection->archive, true);
    EXPECT_TRUE(installed.ok()) << installed.error().message << " " << installed.error().detail;
    return installed ? *installed : InstalledBundle{};
  }
  InstalledBundle install_and_enable(const std::string& path) {
    const auto installed = install(path);
    const auto enabled = enable_plugin(*counter, admin(), installed.id, {true, {}});
    EXPECT_TRUE(enabled.ok()) << enabled.error().message << " " << enabled.error().detail;
    return installed;
  }
  [[nodiscard]] PluginView show(const std::string& id = "school") const {
    const auto view = show_plugin(*counter, admin(), id);
    EXPECT_TRUE(view.ok()) << view.error().message;
    return view ? *view : PluginView{};
  }
  [[nodiscard]] std::vector<std::string> actions() {
    storage::Reader reader = database->read();
    std::vector<std::string> all;
    for (const auto& event : storage::Events(reader).since(0, 100)) {
      if (event.kind == "plugins.changed") all.push_back(event.data.at("action"));
    }
    return all;
  }

  fs::path root;
  int bundles = 0;
  std::unique_ptr<storage::Files> files;
  plugins::Registry registry;
  std::unique_ptr<matching::Matcher> matcher;
  std::unique_ptr<matching::RequestSearch> search;
  domain::Places places;
  std::vector<storage::Component> components;
  domain::Calendar calendar = domain::university_calendar();
  PinnedServices pinned;
  std::unique_ptr<Counter> counter;
  identity::Viewer administrator;
};
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

TEST_P(PluginLifecycle, TellsWhatABundleBringsBeforeItIsInstalled) {
  const auto inspection = inspect_bundle(*counter, admin(), bundle());
  ASSERT_TRUE(inspection.ok()) << inspection.error().detail;
  EXPECT_EQ(inspection->id, "school");
  EXPECT_EQ(inspection->version, "1.2.0");
  EXPECT_EQ(inspection->signer.trust, Trust::not_signed);
  EXPECT_EQ(inspection->counts.at("services"), 1U);
  EXPECT_EQ(inspection->counts.at("articles"), 1U);
  EXPECT_FALSE(inspection->known);
  EXPECT_TRUE(inspection->problem.empty());
  ASSERT_THAT(inspection->capabilities, SizeIs(2));
  EXPECT_EQ(inspection->capabilities[0].key, "capability.log");
  EXPECT_FALSE(inspection->capabilities[0].approved);
  EXPECT_THAT(*list_plugins(*counter, admin()), IsEmpty());
  EXPECT_THAT(actions(), IsEmpty());
}

TEST_P(PluginLifecycle, TakesTheSameBundleAsAFileAndAsAFolder) {
  const std::string folder = bundle();
  const std::string file = (root / "anything").string();
  ASSERT_TRUE(plugins::pack_bundle(folder, file).ok());
  const auto one = inspect_bundle(*counter, admin(), folder);
  const auto other = inspect_bundle(*counter, admin(), file);
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(one->archive, other->archive);
  EXPECT_TRUE(fs::exists(file));
}

TEST_P(PluginLifecycle, SaysWhatIsNoBundle) {
  write_text(root / "letter.pdf", "not a bundle");
  EXPECT_EQ(inspect_bundle(*counter, admin(), (root / "letter.pdf").string()).error().message,
            "error.plugin.not-a-bundle");
  EXPECT_EQ(inspect_bundle(*counter, admin(), (root / "nothing").string()).error().message,
            "error.plugin.no-such-file");
  EXPECT_EQ(inspect_held_bundle(*counter, admin(), std::string(64, 'a')).error().message,
            "error.plugin.no-such-archive");
  const std::string changed = bundle();
  write_text(fs::path(changed) / "docs/sit.md", "changed afterwards");
  const auto refused = inspect_bundle(*counter, admin(), changed);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail, HasSubstr("docs/sit.md"));
}

TEST_P(PluginLifecycle, InstallsWithoutOfferingAnything) {
  const auto installed = install(bundle());
  const auto summaries = list_plugins(*counter, admin());
  ASSERT_THAT(*summaries, SizeIs(1));
  EXPECT_EQ(summaries->front().standing, PluginStanding::disabled);
  EXPECT_EQ(summaries->front().name.en, "School");
  EXPECT_THAT(actions(), ElementsAre("install"));
  storage::Reader reader = database->read();
  const auto kept = storage::PluginBundles(reader).find("school", installed.fingerprint);
  ASSERT_TRUE(kept);
  EXPECT_FALSE(files->path_of(kept->archive).empty());
  EXPECT_TRUE(storage::PluginBundles(reader).names_file(kept->archive));
}

TEST_P(PluginLifecycle, RefusesWhatNobodyTrustedSigned) {
  const auto inspection = inspect_bundle(*counter, admin(), bundle());
  const auto refused = install_plugin(*counter, admin(), inspection->archive, false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "error.plugin.unsigned");
  EXPECT_THAT(*list_plugins(*counter, admin()), IsEmpty());
}

TEST_P(PluginLifecycle, TakesASignatureByTheKeyThatIsTrustedForThisPlugin) {
  const plugins::SigningKey key = plugins::make_key();
  const std::string signed_bundle = bundle();
  const std::string manifest = read_text(fs::path(signed_bundle) / "manifest.json");
  write_text(fs::path(signed_bundle) / "SIGNATURE", *plugins::sign(manifest, key.secret));
  const auto inspection = inspect_bundle(*counter, admin(), signed_bundle);
  ASSERT_TRUE(inspection.ok()) << inspection.error().detail;
  EXPECT_EQ(inspection->signer.trust, Trust::unknown_key);
  EXPECT_EQ(inspection->signer.key, key.public_key);
  const auto try_it = [&] { return install_plugin(*counter, admin(), inspection->archive, false); };
  EXPECT_EQ(try_it().error().message, "error.plugin.unknown-key");
  ASSERT_TRUE(trust_plugin_key(*counter, admin(), key.public_key, "DNUM", {"it"}).ok());
  EXPECT_EQ(try_it().error().message, "error.plugin.key-not-for-plugin");
  ASSERT_TRUE(trust_plugin_key(*counter, admin(), key.public_key, "", {"school"}).ok());
  EXPECT_TRUE(try_it().ok());
  EXPECT_THAT(plugin_keys(*counter, admin())->front().plugins, ElementsAre("it", "school"));
  EXPECT_EQ(show().bundles.front().signer.name, "DNUM");
  ASSERT_TRUE(untrust_plugin_key(*counter, admin(), key.public_key).ok());
  EXPECT_EQ(show().bundles.front().signer.trust, Trust::unknown_key);
}

TEST_P(PluginLifecycle, RefusesAFalseSignatureEvenWhenToldToAllow) {
  const plugins::SigningKey key = plugins::make_key();
  const std::string forged = bundle();
  write_text(fs::path(forged) / "SIGNATURE", *plugins::sign("another manifest", key.secret));
  const auto inspection = inspect_bundle(*counter, admin(), forged);
  ASSERT_TRUE(inspection.ok());
  EXPECT_EQ(install_plugin(*counter, admin(), inspection->archive, true).error().message, "error.plugin.bad-signature");
}

TEST_P(PluginLifecycle, KnowsAKeyFromAnythingElse) {
  EXPECT_EQ(trust_plugin_key(*counter, admin(), "abc", "", {"school"}).error().message, "error.plugin.bad-key");
  const std::string key = plugins::make_key().public_key;
  EXPECT_EQ(trust_plugin_key(*counter, admin(), key, "", {}).error().message, "error.plugin.key-for-nothing");
  EXPECT_EQ(trust_plugin_key(*counter, admin(), key, "", {"No Such"}).error().message, "error.plugin.key-for-nothing");
  EXPECT_EQ(untrust_plugin_key(*counter, admin(), key).error().message, "error.plugin.no-such-key");
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

TEST_P(PluginLifecycle, ShowsWhatAnUpgradeChanges) {
  install_and_enable(bundle());
  const auto inspection =
      inspect_bundle(*counter, admin(),
                     bundle({{"version: 1.2.0", "version: 1.3.0"},
                             {"id: north, title: { fr: \"Site nord\"", "id: south, title: { fr: \"Site sud\""},
                             {"Pour s’asseoir", "Pour s’asseoir mieux"}}));
  ASSERT_TRUE(inspection.ok()) << inspection.error().detail;
  EXPECT_TRUE(inspection->known);
  EXPECT_EQ(inspection->changes.from_version, "1.2.0");
  ASSERT_THAT(inspection->changes.added, SizeIs(1));
  EXPECT_EQ(inspection->changes.added[0].id, "school/south");
  ASSERT_THAT(inspection->changes.removed, SizeIs(1));
  EXPECT_EQ(inspection->changes.removed[0].id, "school/north");
  std::vector<std::string> changed;
  for (const auto& change : inspection->changes.changed) changed.push_back(change.id);
  EXPECT_THAT(changed, Contains("school/chair"));
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

TEST_P(PluginLifecycle, UnpacksAgainWhatAnotherNodeInstalled) {
  const auto installed = install_and_enable(bundle());
  counter->data_folder = (root / "another-node").string();
  const auto there = installed_bundle(*counter, "school", installed.fingerprint);
  ASSERT_TRUE(there.ok()) << there.error().detail;
  EXPECT_THAT(there->info.folder, HasSubstr("another-node"));
  // And what somebody changed there is replaced by what was installed.
  const fs::path changed = fs::path(there->info.folder) / "plugin.so";
  fs::permissions(changed, fs::perms::owner_all);
  fs::permissions(changed.parent_path(), fs::perms::owner_all);
  write_text(changed, "something else");
  const auto again = installed_bundle(*counter, "school", installed.fingerprint);
  ASSERT_TRUE(again.ok()) << again.error().detail;
  EXPECT_EQ(read_text(fs::path(again->info.folder) / "plugin.so"), "not really code");
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_lifecycle_fixture.hpp"
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/signature.hpp"

namespace guichet::counter {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PluginInstall : public PluginLifecycleFixture {};
INSTANTIATE_ON_BOTH_DATABASES(PluginInstall);

TEST_P(PluginInstall, TellsWhatABundleBringsBeforeItIsInstalled) {
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

TEST_P(PluginInstall, TakesTheSameBundleAsAFileAndAsAFolder) {
  const std::string folder = bundle();
  const std::string file = (root / "anything").string();
  ASSERT_TRUE(plugins::pack_bundle(folder, file).ok());
  const auto one = inspect_bundle(*counter, admin(), folder);
  const auto other = inspect_bundle(*counter, admin(), file);
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(one->archive, other->archive);
  EXPECT_TRUE(fs::exists(file));
}

TEST_P(PluginInstall, SaysWhatIsNoBundle) {
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

TEST_P(PluginInstall, InstallsWithoutOfferingAnything) {
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

TEST_P(PluginInstall, RefusesWhatNobodyTrustedSigned) {
  const auto inspection = inspect_bundle(*counter, admin(), bundle());
  const auto refused = install_plugin(*counter, admin(), inspection->archive, false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "error.plugin.unsigned");
  EXPECT_THAT(*list_plugins(*counter, admin()), IsEmpty());
}

TEST_P(PluginInstall, TakesASignatureByTheKeyThatIsTrustedForThisPlugin) {
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

TEST_P(PluginInstall, RefusesAFalseSignatureEvenWhenToldToAllow) {
  const plugins::SigningKey key = plugins::make_key();
  const std::string forged = bundle();
  write_text(fs::path(forged) / "SIGNATURE", *plugins::sign("another manifest", key.secret));
  const auto inspection = inspect_bundle(*counter, admin(), forged);
  ASSERT_TRUE(inspection.ok());
  EXPECT_EQ(install_plugin(*counter, admin(), inspection->archive, true).error().message, "error.plugin.bad-signature");
}

TEST_P(PluginInstall, KnowsAKeyFromAnythingElse) {
  EXPECT_EQ(trust_plugin_key(*counter, admin(), "abc", "", {"school"}).error().message, "error.plugin.bad-key");
  const std::string key = plugins::make_key().public_key;
  EXPECT_EQ(trust_plugin_key(*counter, admin(), key, "", {}).error().message, "error.plugin.key-for-nothing");
  EXPECT_EQ(trust_plugin_key(*counter, admin(), key, "", {"No Such"}).error().message, "error.plugin.key-for-nothing");
  EXPECT_EQ(untrust_plugin_key(*counter, admin(), key).error().message, "error.plugin.no-such-key");
}

TEST_P(PluginInstall, ShowsWhatAnUpgradeChanges) {
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

TEST_P(PluginInstall, TidiesOnlyWhatNothingNamesAndNobodyIsAtWorkWith) {
  const auto installed = install(bundle());
  const fs::path folder = root / "data/plugins";
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(2);
  const auto make = [&](const std::string& name, bool is_old) {
    fs::create_directories(folder / name);
    if (is_old) fs::last_write_time(folder / name, old);
    return folder / name;
  };
  const fs::path forgotten = make("school/abc", true);
  const fs::path killed = make(".working-1", true);
  const fs::path at_work = make(".working-2", false);
  fs::last_write_time(folder / "school" / installed.fingerprint, old);
  tidy_bundles(*counter);
  EXPECT_FALSE(fs::exists(forgotten));
  EXPECT_FALSE(fs::exists(killed));
  EXPECT_TRUE(fs::exists(at_work));
  EXPECT_TRUE(fs::exists(folder / "school" / installed.fingerprint));
}

TEST_P(PluginInstall, UnpacksAgainWhatAnotherNodeInstalled) {
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

}  // namespace
}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/pinned.hpp"
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace guichet::counter {

/// An administrator before an empty counter, and bundles of the plugin "school" to bring to it.
class PluginLifecycleFixture : public test::OnBothDatabases {
 protected:
  static constexpr domain::Instant now = 1'795'510'800'000;

  static void write_text(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  static std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

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
    const std::filesystem::path folder = root / ("bundle-" + std::to_string(++bundles));
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

  std::filesystem::path root;
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

}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/plugins/archive.hpp"
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/signature.hpp"
#include "web/pages/test_portal.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::web::pages {

constexpr const char* module_settings = R"(
settings:
  - { id: address, type: url, label: { fr: "Adresse de l’annuaire", en: "Address of the directory" } }
  - { id: password, type: text, secret: true, label: { fr: "Mot de passe", en: "Password" } }
)";

/// Real bundles, built, signed and uploaded.
class ModulesTest : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    counter->data_folder = place->folder();
  }

  static std::string content_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  static void write_file(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  /// The module "school" as its author sends it: declarative, with settings. `signed_by`: a secret key, or "".
  [[nodiscard]] std::string bundle(const std::string& version, const std::string& capabilities = "[settings, secrets]",
                                   const std::string& signed_by = {}, const std::string& service = "Une chaise") {
    const std::filesystem::path folder =
        std::filesystem::path(place->folder()) / ("sources-" + version + std::to_string(++made_));
    auto sources = plugins::authoring::sample_sources();
    auto& manifest = sources.at("plugin.yaml");
    const auto put = [](std::string& text, const std::string& from, const std::string& to) {
      text.replace(text.find(from), from.size(), to);
    };
    put(manifest, "version: 1.2.0", "version: " + version);
    put(manifest, "[log, requests]", capabilities);
    put(sources.at("services/chair.yaml"), "Une chaise", service);
    manifest += module_settings + more;
    if (!runs) {
      put(manifest, "library: true\n", "");
      manifest.erase(manifest.find("automations:"), manifest.find("settings:") - manifest.find("automations:"));
      auto& chair = sources.at("services/chair.yaml");
      chair.erase(chair.find("workflow:"));
    }
    for (const auto& [path, text] : sources) write_file(folder / path, text);
    write_file(folder / "plugin.so", "not really code");
    const std::string built = (folder / "built").string();
    const auto made = plugins::build_bundle(folder.string(), runs ? (folder / "plugin.so").string() : "", built);
    EXPECT_TRUE(made.ok() && made->ok());
    for (const auto& each : made->diagnostics) {
      if (!made->ok()) ADD_FAILURE() << to_string(each);
    }
    if (!signed_by.empty()) {
      const auto signature = plugins::sign(content_of(built + "/manifest.json"), signed_by);
      EXPECT_TRUE(signature.ok());
      write_file(built + "/SIGNATURE", *signature);
    }
    EXPECT_TRUE(plugins::pack_bundle(built, built + ".guichet").ok());
    return content_of(built + ".guichet");
  }

  /// Uploads a file and follows to its inspection.
  static void upload(TestBrowser& admin, const std::string& content, const std::string& url = "/nouveau-module") {
    admin.get(url);
    ASSERT_EQ(admin.status(), 200);
    admin.post(url, {}, {{"school.guichet", content}});
    if (admin.status() != 303) return;
    admin.get(admin.location());
    ASSERT_EQ(admin.status(), 200);
  }
  static std::string inspection_url(const TestBrowser& admin) {
    const std::string before = "action=\"/nouveau-module/";
    const std::size_t at = admin.page().find(before) + before.size();
    return "/nouveau-module/" + admin.page().substr(at, admin.page().find('"', at) - at);
  }
  /// Installs and enables version 1.2.0.
  void install(TestBrowser& admin) {
    upload(admin, bundle("1.2.0"));
    admin.post(inspection_url(admin), {{"droit", "settings"}, {"droit", "secrets"}, {"mot", "sans signature"}});
    ASSERT_EQ(admin.location(), "/modules/school?dit=enabled") << admin.page();
  }

  void refuse(const std::string& asked) {
    write([&](storage::Connection& connection) {
      storage::Audit(connection)
          .append({now, 0, "plugin.refused", "plugin:school", nlohmann::json{{"asked", asked}, {"times", 3}}.dump()});
    });
  }

  std::string more;  ///< at the end of plugin.yaml, after its settings
  bool runs = true;  ///< whether it has a library

 private:
  int made_ = 0;
};

}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Administrators and modules, as a browser without JavaScript sees them: real bundles, built, signed and uploaded.
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
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* settings = R"(
settings:
  - { id: address, type: url, label: { fr: "Adresse de l’annuaire", en: "Address of the directory" } }
  - { id: password, type: text, secret: true, label: { fr: "Mot de passe", en: "Password" } }
)";

class ModulesTest : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    counter->data_folder = place->folder();
  }

  static std::string content_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  static void write_file(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  /// The module "school" as its author sends it: declarative, with settings. `signed_by`: a secret key, or "".
  [[nodiscard]] std::string bundle(const std::string& version, const std::string& capabilities = "[settings, secrets]",
                                   const std::string& signed_by = {}, const std::string& service = "Une chaise") {
    const fs::path folder = fs::path(place->folder()) / ("sources-" + version + std::to_string(++made_));
    auto sources = plugins::authoring::sample_sources();
    auto& manifest = sources.at("plugin.yaml");
    const auto put = [](std::string& text, const std::string& from, const std::string& to) {
      text.replace(text.find(from), from.size(), to);
    };
    put(manifest, "version: 1.2.0", "version: " + version);
    put(manifest, "[log, requests]", capabilities);
    put(sources.at("services/chair.yaml"), "Une chaise", service);
    manifest += settings;
    for (const auto& [path, text] : sources) write_file(folder / path, text);
    write_file(folder / "plugin.so", "not really code");
    const std::string built = (folder / "built").string();
    const auto made = plugins::build_bundle(folder.string(), (folder / "plugin.so").string(), built);
    EXPECT_TRUE(made.ok() && made->ok());
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

 private:
  int made_ = 0;
};

TEST_F(ModulesTest, InstallsAFileOnlyAfterShowingWhatItIs) {
  TestBrowser admin = signed_in("admin");
  upload(admin, bundle("1.2.0"));
  EXPECT_THAT(admin.page(), HasSubstr("Installer École 1.2.0"));
  EXPECT_THAT(admin.page(), HasSubstr("Sans signature"));
  EXPECT_THAT(admin.page(), HasSubstr("1 demande possible, 1 fiche, 3 équipes, 1 automatisation"));
  const std::string url = inspection_url(admin);
  admin.get("/modules/school");
  EXPECT_EQ(admin.status(), 404) << "nothing is installed by looking";

  admin.get(url);
  admin.post(url, {{"droit", "settings"}, {"droit", "secrets"}, {"mot", "oui"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#mot\""));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"settings\" checked")) << "nothing typed is lost";
  EXPECT_THAT(admin.page(), HasSubstr("value=\"oui\""));

  admin.post(url, {{"droit", "settings"}, {"mot", "sans signature"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#droits\""));

  admin.post(url, {{"droit", "settings"}, {"droit", "secrets"}, {"mot", " Sans Signature "}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=enabled") << admin.page();
  admin.get(admin.location());
  EXPECT_THAT(admin.page(), HasSubstr("Le module est activé."));
  EXPECT_THAT(admin.page(), HasSubstr("Installation de la version 1.2.0"));
  EXPECT_THAT(admin.page(), HasSubstr("href=\"/services/school/chair\""));
  admin.get("/modules");
  EXPECT_THAT(admin.page(), HasSubstr("href=\"/modules/school\""));
}

TEST_F(ModulesTest, InstallsWithoutEnablingWhatIsNotApproved) {
  TestBrowser admin = signed_in("admin");
  upload(admin, bundle("1.2.0"));
  admin.post(inspection_url(admin), {{"mot", "sans signature"}, {"faire", "garder"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=installed") << admin.page();
  admin.get("/modules");
  EXPECT_THAT(admin.page(), HasSubstr("Il demande 2 droits que personne n’a encore approuvés."));
  admin.get("/modules/school/activer");
  EXPECT_THAT(admin.page(), HasSubstr("lire ses secrets"));
  admin.post("/modules/school/activer", {{"droit", "settings"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#droits\""));
  admin.post("/modules/school/activer", {{"droit", "settings"}, {"droit", "secrets"}});
  EXPECT_EQ(admin.location(), "/modules/school?dit=enabled");
}

TEST_F(ModulesTest, AsksNoWordForAKeyThatIsTrustedForThisModule) {
  const plugins::SigningKey key = plugins::make_key();
  TestBrowser admin = signed_in("admin");
  upload(admin, bundle("1.2.0", "[settings, secrets]", key.secret));
  EXPECT_THAT(admin.page(), HasSubstr("Signé par une clé inconnue"));
  EXPECT_THAT(admin.page(), HasSubstr("name=\"mot\""));
  const std::string url = inspection_url(admin);

  admin.get("/cles-de-signature");
  admin.post("/cles-de-signature", {{"nom", "Écoles"}, {"cle", "abc"}, {"modules", "school"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#cle\""));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"Écoles\""));
  admin.post("/cles-de-signature", {{"nom", "Écoles"}, {"cle", key.public_key}, {"modules", ""}});
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#modules\""));
  admin.post("/cles-de-signature", {{"nom", "Écoles"}, {"cle", key.public_key}, {"modules", "school, library"}});
  ASSERT_EQ(admin.location(), "/cles-de-signature?dit=trusted");

  admin.get(url);
  EXPECT_THAT(admin.page(), HasSubstr("Signature reconnue"));
  EXPECT_THAT(admin.page(), HasSubstr("Signé avec la clé «\u00a0Écoles\u00a0»"));
  EXPECT_THAT(admin.page(), Not(HasSubstr("name=\"mot\"")));
  admin.post(url, {{"droit", "settings"}, {"droit", "secrets"}});
  EXPECT_EQ(admin.location(), "/modules/school?dit=enabled");

  admin.get("/cles-de-signature");
  EXPECT_THAT(admin.page(), HasSubstr("school, library"));
  admin.post("/cles-de-signature/retirer", {{"cle", key.public_key}});
  EXPECT_EQ(admin.location(), "/cles-de-signature?dit=untrusted");
}

TEST_F(ModulesTest, ShowsWhatAnUpgradeChangesAndAsksForWhatIsNew) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  upload(admin, bundle("1.3.0", "[settings, secrets, mail]", "", "Un siège"), "/modules/school/mettre-a-jour");
  EXPECT_THAT(admin.page(), HasSubstr("1.2.0 → 1.3.0"));
  EXPECT_THAT(admin.page(), HasSubstr("Modifié (demande)\u00a0: Un siège"));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"mail\""));
  EXPECT_THAT(admin.page(), Not(HasSubstr("value=\"secrets\""))) << "what was approved is not asked again";
  admin.post(inspection_url(admin), {{"droit", "mail"}, {"mot", "sans signature"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=upgraded") << admin.page();
  admin.get(admin.location());
  EXPECT_THAT(admin.page(), HasSubstr("Revenir à la version 1.2.0"));
  EXPECT_THAT(admin.page(), HasSubstr("en observation"));

  admin.get("/modules/school/revenir");
  admin.post("/modules/school/revenir", {});
  ASSERT_EQ(admin.location(), "/modules/school?dit=rolled-back");
  admin.get(admin.location());
  EXPECT_THAT(admin.page(), HasSubstr("Retour de la version 1.3.0 à la version 1.2.0"));
  EXPECT_THAT(admin.page(), Not(HasSubstr("Revenir à la version")));
}

TEST_F(ModulesTest, SaysWhatADisableAffectsBeforeItIsDone) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  admin.get("/modules/school/desactiver");
  EXPECT_THAT(admin.page(), HasSubstr("1 demande n’est plus proposée."));
  EXPECT_THAT(admin.page(), HasSubstr("1 fiche n’est plus montrée."));
  admin.get("/modules/school/retirer");
  EXPECT_THAT(admin.page(), HasSubstr("Ce module est encore activé."));
  admin.get("/modules/school/desactiver");
  admin.post("/modules/school/desactiver", {});
  ASSERT_EQ(admin.location(), "/modules/school?dit=disabled");
  admin.get(admin.location());
  EXPECT_THAT(admin.page(), HasSubstr("Désactivé"));
  admin.get("/modules/school/retirer");
  admin.post("/modules/school/retirer", {});
  ASSERT_EQ(admin.location(), "/modules?dit=removed");
  admin.get("/modules/school");
  EXPECT_EQ(admin.status(), 404);
}

TEST_F(ModulesTest, KeepsSettingsAndNeverShowsASecretAgain) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("type=\"password\""));
  const std::string seen = admin.value_of("vues");
  EXPECT_EQ(seen, "address password");
  admin.post("/modules/school/reglages",
             {{"vues", seen}, {"r.address", "pas une adresse"}, {"r.password", "sesame-ouvre-toi"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#r-address\""));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"pas une adresse\""));
  EXPECT_THAT(admin.page(), Not(HasSubstr("sesame")));
  admin.post("/modules/school/reglages",
             {{"vues", seen}, {"r.address", "https://annuaire.univ.example"}, {"r.password", "sesame-ouvre-toi"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=settings") << admin.page();
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("value=\"https://annuaire.univ.example\""));
  EXPECT_THAT(admin.page(), HasSubstr("Déjà enregistré."));
  EXPECT_THAT(admin.page(), Not(HasSubstr("sesame")));

  // Left empty, it stays; ticked, it is forgotten.
  admin.post("/modules/school/reglages",
             {{"vues", seen}, {"r.address", "https://annuaire.univ.example"}, {"r.password", ""}});
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("Déjà enregistré."));
  admin.post("/modules/school/reglages", {{"vues", seen}, {"r.password", ""}, {"oublier", "password"}});
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), Not(HasSubstr("Déjà enregistré.")));
  EXPECT_THAT(admin.page(), Not(HasSubstr("https://annuaire.univ.example")));
}

TEST_F(ModulesTest, SaysInWordsWhatIsWrongWithAFile) {
  TestBrowser admin = signed_in("admin");
  admin.get("/nouveau-module");
  admin.post("/nouveau-module", {}, {{"liste.xlsx", "PK nothing of ours"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#fichier\""));
  EXPECT_THAT(admin.page(), HasSubstr("n’est pas un module"));
  admin.post("/nouveau-module", {});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("Choisissez un fichier."));
  install(admin);
  upload(admin, bundle("1.2.0"));
  admin.get("/nouveau-module/" + std::string(64, 'a'));
  EXPECT_EQ(admin.status(), 404);
  EXPECT_THAT(admin.page(), HasSubstr("choisissez-le de nouveau"));
  failures.clear();  // that the administrator's file was no module is in the log, too
}

TEST_F(ModulesTest, AnswersTheSameToThoseWithoutTheRightWhateverIsThere) {
  TestBrowser admin = signed_in("admin"), student = signed_in("student");
  install(admin);
  student.get("/");
  for (const char* path : {"/nouveau-module", "/cles-de-signature", "/modules/school", "/modules/nothing",
                           "/modules/school/activer", "/modules/nothing/activer", "/modules/school/desactiver",
                           "/modules/school/revenir", "/modules/school/retirer", "/modules/school/mettre-a-jour"}) {
    student.get(path);
    EXPECT_EQ(student.status(), 403) << path;
    EXPECT_THAT(student.page(), Not(HasSubstr("École"))) << path;
  }
  for (const char* path : {"/nouveau-module", "/cles-de-signature", "/cles-de-signature/retirer",
                           "/modules/school/activer", "/modules/school/desactiver", "/modules/school/revenir",
                           "/modules/school/retirer", "/modules/school/reglages", "/modules/nothing/desactiver"}) {
    student.get("/");
    student.post(path, {{"nom", "x"}, {"cle", "x"}, {"modules", "*"}}, {{"a.guichet", "x"}});
    EXPECT_EQ(student.status(), 403) << path;
    admin.get("/modules");
    admin.post_without_token(path, {});
    EXPECT_EQ(admin.status(), 403) << path;
  }
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("Activé"));
}

TEST_F(ModulesTest, NeedsAtMostEightStatementsForAnyPage) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  upload(admin, bundle("1.3.0", "[settings, secrets, mail]"));
  const std::string inspection = inspection_url(admin);
  for (const std::string& path : {std::string("/modules"), std::string("/modules/school"),
                                  std::string("/modules/school/desactiver"), std::string("/modules/school/revenir"),
                                  std::string("/modules/school/retirer"), std::string("/modules/school/mettre-a-jour"),
                                  std::string("/nouveau-module"), std::string("/cles-de-signature"), inspection}) {
    admin.get(path);
    EXPECT_EQ(admin.status(), 200) << path;
    EXPECT_LE(admin.statements(), 8) << path;
  }
}

TEST_F(ModulesTest, HasNoAsideOfAPluginUnlessOneIsWritten) {
  TestBrowser student = signed_in("student");
  student.get("/");
  EXPECT_THAT(student.page(), Not(HasSubstr("id=\"develop\"")));
  student.get("/atelier");
  EXPECT_EQ(student.status(), 404);
}

/// A portal opened with --develop school.
class DevelopedPluginTest : public PortalTest {
 protected:
  void prepare(PortalOptions& options) override {
    options.develop = "school";
    options.developed_calls = [this] {
      return std::vector<DevelopedCall>{
          {now, "order-chair", "failed: no <chair> left", std::chrono::microseconds(3210)}};
    };
    options.health = [] {
      plugins::WorkerHealth other, own;
      other.plugin = "it";
      other.log = {"of another plugin"};
      own.plugin = "school";
      own.state = plugins::WorkerState::ready;
      own.log = {"order-chair: looking for a chair"};
      return std::vector<plugins::WorkerHealth>{other, own};
    };
  }
};

TEST_F(DevelopedPluginTest, ShowsItsCallsAndLogBesideEachPage) {
  TestBrowser student = signed_in("student");
  student.get("/");
  EXPECT_THAT(student.page(), HasSubstr("id=\"develop\""));
  EXPECT_THAT(student.page(), HasSubstr("href=\"/atelier\""));
  student.get("/atelier");
  EXPECT_THAT(student.page(), HasSubstr("failed: no &lt;chair&gt; left"));
  EXPECT_THAT(student.page(), HasSubstr("3,2 ms"));
  EXPECT_THAT(student.page(), HasSubstr("order-chair: looking for a chair"));
  EXPECT_THAT(student.page(), Not(HasSubstr("of another plugin")));
  EXPECT_THAT(student.page(), Not(HasSubstr("id=\"develop\""))) << "not beside itself";
}

}  // namespace
}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Administrators and modules, as a browser without JavaScript sees them: what they do to them.
#include "web/pages/test_modules.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
  EXPECT_THAT(admin.page(), HasSubstr("1 demande possible n’est plus proposée."));
  EXPECT_THAT(admin.page(), HasSubstr("1 fiche n’est plus montrée."));
  EXPECT_THAT(admin.page(), Not(HasSubstr("d’être traitée")));

  domain::Request chair = send_wifi();
  write([&](storage::Connection& connection) {
    chair.service = "school/chair";
    for (int i = 0; i < 2; ++i) {
      chair.id = 0;
      storage::Requests(connection).insert(chair);
    }
    storage::Job waiting;
    waiting.kind = "automation";
    waiting.payload = {{"automation", "school/order-chair"}};
    for (int i = 0; i < 3; ++i) storage::Jobs(connection).enqueue(waiting);
  });
  admin.get("/modules/school/desactiver");
  EXPECT_THAT(admin.page(), HasSubstr("2 demandes ouvertes continuent d’être traitées comme aujourd’hui."));
  EXPECT_THAT(admin.page(), HasSubstr("3 automatisations attendront que le module soit activé de nouveau."));
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

TEST_F(ModulesTest, OffersAnAddressInsideTheUniversityAsAnOptionalRight) {
  more = "connect:\n  - { host: ldap.univ.example, port: 636, why: { fr: L’annuaire, en: The directory } }\n";
  const std::string outside = "connect:ldap.univ.example:636", inside = "connect-private:ldap.univ.example:636";
  TestBrowser admin = signed_in("admin");
  upload(admin, bundle("1.2.0", "[settings, secrets, connect]"));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"" + outside + "\""));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"" + inside + "\""));
  EXPECT_THAT(admin.page(), HasSubstr("Facultatif\u00a0: seulement si cette machine est dans le réseau"));
  // It is not needed to enable the module, and without it nothing of a private network is said.
  admin.post(inspection_url(admin), {{"droit", "settings"},
                                     {"droit", "secrets"},
                                     {"droit", "connect"},
                                     {"droit", outside},
                                     {"mot", "sans signature"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=enabled") << admin.page();
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("se connecter à ldap.univ.example, port 636"));
  EXPECT_THAT(admin.page(), Not(HasSubstr("même dans un réseau privé")));

  admin.get("/modules/school/desactiver");
  admin.post("/modules/school/desactiver", {});
  admin.get("/modules/school/activer");
  EXPECT_THAT(admin.page(), Not(HasSubstr("value=\"" + outside + "\""))) << "what was approved is not asked again";
  admin.post("/modules/school/activer", {{"droit", inside}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=enabled") << admin.page();
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("se connecter à ldap.univ.example, port 636, même dans un réseau privé"));
  admin.get("/modules/school/desactiver");
  admin.post("/modules/school/desactiver", {});
  admin.get("/modules/school/activer");
  EXPECT_THAT(admin.page(), Not(HasSubstr("value=\"" + inside + "\"")));
}

TEST_F(ModulesTest, GivesNoOtherAddressThanThoseThatAreAsked) {
  more = "connect:\n  - { host: ldap.univ.example, port: 636, why: { fr: L’annuaire, en: The directory } }\n";
  TestBrowser admin = signed_in("admin");
  upload(admin, bundle("1.2.0", "[settings, secrets, connect]"));
  admin.post(inspection_url(admin), {{"droit", "settings"},
                                     {"droit", "secrets"},
                                     {"droit", "connect"},
                                     {"droit", "connect:ldap.univ.example:636"},
                                     {"droit", "connect-private:127.0.0.1:22"},
                                     {"mot", "sans signature"}});
  EXPECT_EQ(admin.status(), 422);
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("Désactivé"));
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

TEST_F(ModulesTest, NeedsAtMostEightStatementsForAnyPageAndOneForWhatWaitsForApproval) {
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
    EXPECT_LE(admin.statements(), 8 + 1) << path;
  }
}

}  // namespace
}  // namespace guichet::web::pages

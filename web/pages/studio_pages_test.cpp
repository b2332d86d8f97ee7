// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class StudioPages : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    auto snapshot = std::make_shared<plugins::Snapshot>(*registry.current());
    plugins::PluginInfo plugin;
    plugin.id = "it";
    plugin.department = {"Direction du numérique", "IT department"};
    snapshot->plugins.push_back(plugin);
    snapshot->index();
    registry.replace(snapshot);
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
  }
};

TEST_F(StudioPages, ShowEverybodyHowFarItHasComeAndLetTheCentreAnnounce) {
  TestBrowser somebody = stranger();
  somebody.get("/avancement");
  ASSERT_EQ(somebody.status(), 200);
  EXPECT_THAT(somebody.page(), HasSubstr("Comptes WiFi pour un événement"));
  EXPECT_THAT(somebody.page(), Not(HasSubstr("Annoncer un besoin")));
  EXPECT_LE(somebody.statements(), 8);
  TestBrowser student = signed_in("student");
  student.get("/avancement/modifier");
  EXPECT_EQ(student.status(), 403);
  TestBrowser admin = signed_in("admin");
  admin.get("/avancement/modifier");
  admin.post("/avancement", {{"id", "0"}, {"title", "S’inscrire au sport"}, {"state", "en-cours"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_EQ(admin.value_of("title"), "S’inscrire au sport") << "what was typed comes back";
  admin.post("/avancement", {{"id", "0"},
                             {"title", "S’inscrire au sport"},
                             {"department", "Sport"},
                             {"state", "en-cours"},
                             {"ends", "2027-03-01"}});
  EXPECT_EQ(admin.location(), "/avancement?dit=kept");
  somebody.get("/avancement");
  EXPECT_THAT(somebody.page(), HasSubstr("S’inscrire au sport"));
  EXPECT_THAT(somebody.page(), HasSubstr("mars 2027"));
  admin.get("/avancement");
  admin.get(admin.link_to("/avancement/modifier?id="));
  admin.post("/avancement", {{"id", admin.value_of("id")}, {"version", admin.value_of("version")}, {"retirer", "oui"}});
  somebody.get("/avancement");
  EXPECT_THAT(somebody.page(), Not(HasSubstr("S’inscrire au sport")));
}

TEST_F(StudioPages, WriteAServiceByFormsAndGiveBackWhatWasTyped) {
  TestBrowser student = signed_in("student");
  student.get("/atelier");
  EXPECT_EQ(student.status(), 403);
  student.get("/");
  EXPECT_THAT(student.page(), Not(HasSubstr("href=\"/atelier\"")));
  TestBrowser admin = signed_in("admin");
  admin.get("/atelier/nouveau");
  admin.post("/atelier/nouveau", {{"title", ""}, {"department", "it"}});
  EXPECT_EQ(admin.status(), 422);
  admin.post("/atelier/nouveau",
             {{"title", "Prêt de vélo"}, {"department", "it"}, {"theme", "digital"}, {"team", "it/network"}});
  ASSERT_EQ(admin.status(), 303);
  const std::string draft = admin.location();
  admin.get(draft);
  EXPECT_THAT(admin.page(), HasSubstr("Le résumé manque."));
  EXPECT_LE(admin.statements(), 8);
  admin.get(draft + "/questions/nouvelle");
  admin.post(
      draft + "/questions/nouvelle",
      {{"version", admin.value_of("version")}, {"label", "Quel <b>vélo</b> ?"}, {"type", "choice"}, {"options", "un"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("Donnez au moins deux choix."));
  const std::string version = admin.value_of("version");
  admin.post(draft + "/questions/nouvelle",
             {{"version", version}, {"label", "Quel <b>vélo</b> ?"}, {"type", "choice"}, {"options", "un\ndeux"}});
  ASSERT_EQ(admin.status(), 303);
  admin.get(draft);
  EXPECT_THAT(admin.page(), HasSubstr("Quel &lt;b&gt;vélo"));
  admin.post(draft + "/ordre", {{"version", version}, {"liste", "form"}, {"place", "0"}, {"quoi", "retirer"}});
  EXPECT_EQ(admin.status(), 409) << "seen before it was changed";
  admin.get(draft + "/service.yaml");
  EXPECT_THAT(admin.page(), HasSubstr("id: pret-de-velo"));
  for (const char* page : {"", "/fiche", "/essai", "/rejeu", "/texte", "/consulter", "/publier", "/etapes/nouvelle",
                           "/etapes/nouvelle?sorte=approval"}) {
    admin.get(draft + page);
    EXPECT_EQ(admin.status(), 200) << page;
  }
  TestBrowser listener = signed_in("listener");
  listener.get(draft);
  EXPECT_EQ(listener.status(), 404) << "another department's";
}

}  // namespace
}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Absences, sharing the work and closures, as people meet them.
#include "kernel/counter/assignment.hpp"
#include "kernel/storage/accounts.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LoadPages : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    write([this](storage::Connection& connection) {
      storage::Accounts(connection).grant(id("admin"), {"centre-admin", "", 0});
      storage::Accounts(connection).add_member("it/network", id("admin"), true);
    });
  }
};

TEST_F(LoadPages, KeepWhatWasTypedOfAnAbsenceThatIsWrong) {
  TestBrowser agent = signed_in("network");
  agent.get("/absences");
  EXPECT_EQ(agent.status(), 200);
  EXPECT_THAT(agent.page(), HasSubstr("/equipes/it/network"));
  agent.post("/absences", {{"du", "2026-12-24"}, {"au", "2026-12-21"}, {"remplacant", "network2"}});
  EXPECT_EQ(agent.status(), 422);
  EXPECT_THAT(agent.page(), HasSubstr("value=\"2026-12-24\""));
  EXPECT_THAT(agent.page(), HasSubstr("value=\"network2\""));
  EXPECT_THAT(agent.page(), HasSubstr("Le dernier jour ne peut pas être avant le premier."));
  agent.post("/absences", {{"du", "2026-11-24"}, {"au", "2026-11-25"}, {"remplacant", "network2"}});
  ASSERT_EQ(agent.status(), 303);
  agent.get(agent.location());
  EXPECT_THAT(agent.page(), HasSubstr("Votre absence est enregistrée."));
  EXPECT_THAT(agent.page(), HasSubstr("Léa Test-network2 valide pendant ce temps."));

  TestBrowser lead = signed_in("admin");
  lead.get("/absences");
  EXPECT_THAT(lead.page(), HasSubstr("Karim Test-network"));
  lead.post("/absences/retirer", {{"absence", lead.value_of("absence")}});
  EXPECT_EQ(lead.status(), 303);
  agent.get("/absences");
  EXPECT_THAT(agent.page(), Not(HasSubstr("valide pendant ce temps")));
}

TEST_F(LoadPages, ShowAbsencesToAllAndTeamsToTheirAgents) {
  TestBrowser student = signed_in("student");
  student.get("/absences");
  EXPECT_EQ(student.status(), 200);
  EXPECT_THAT(student.page(), HasSubstr("la personne que vous nommez donne son accord à votre place"));
  EXPECT_THAT(student.page(), Not(HasSubstr("/equipes/")));
  student.get("/equipes/it/network");
  EXPECT_EQ(student.status(), 404);
  TestBrowser agent = signed_in("network");
  agent.get("/equipes/it/identity");
  EXPECT_EQ(agent.status(), 404);
  agent.get("/fermetures");
  EXPECT_EQ(agent.status(), 403);
}

TEST_F(LoadPages, LetWhoLeadsChooseHowATeamSharesItsWork) {
  TestBrowser agent = signed_in("network");
  agent.get("/equipes/it/network");
  EXPECT_THAT(agent.page(), HasSubstr("Les responsables de l’équipe choisissent."));
  agent.post("/equipes/it/network", {{"partage", "a-tour-de-role"}});
  EXPECT_EQ(agent.status(), 403);
  TestBrowser lead = signed_in("admin");
  lead.get("/equipes/it/network");
  lead.post("/equipes/it/network", {{"partage", "a-tour-de-role"}});
  ASSERT_EQ(lead.status(), 303);
  lead.get(lead.location());
  EXPECT_THAT(lead.page(), HasSubstr("value=\"a-tour-de-role\" aria-describedby=\"a-tour-de-role-hint\" checked"));
  const auto request = send_wifi();
  EXPECT_NE(request.assignee, 0);
  agent.get(path_of(request));
  EXPECT_THAT(agent.page(), HasSubstr("La demande est attribuée à"));
}

TEST_F(LoadPages, SayWhatAClosureWouldMoveBeforeItIsMade) {
  (void)send_wifi();
  TestBrowser admin = signed_in("admin");
  admin.get("/fermetures");
  EXPECT_THAT(admin.page(), HasSubstr("Aucune fermeture n’est prévue."));
  admin.post("/fermetures/apercu", {{"du", "2026-11-25"}, {"au", "2026-11-25"}, {"nom-fr", "Pont"}, {"nom-en", ""}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("value=\"Pont\""));
  const TestBrowser::Fields closure{
      {"du", "2026-11-25"}, {"au", "2026-11-25"}, {"nom-fr", "Pont"}, {"nom-en", "Bridge"}};
  admin.post("/fermetures/apercu", closure);
  EXPECT_EQ(admin.status(), 200);
  EXPECT_THAT(admin.page(), HasSubstr("1 demande en cours change de date."));
  admin.post("/fermetures", closure);
  ASSERT_EQ(admin.status(), 303);
  admin.get(admin.location());
  EXPECT_THAT(admin.page(), HasSubstr("Pont"));
  admin.post("/fermetures/retirer", {{"fermeture", admin.value_of("fermeture")}});
  ASSERT_EQ(admin.status(), 303);
  admin.get(admin.location());
  EXPECT_THAT(admin.page(), HasSubstr("Aucune fermeture n’est prévue."));
}

}  // namespace
}  // namespace guichet::web::pages

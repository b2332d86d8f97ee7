// SPDX-License-Identifier: GPL-3.0-or-later
// Pages as a browser without JavaScript sees them, over a real counter and database, without a socket.
#include "kernel/storage/requests.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using test::morning;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(PortalTest, LeadsToSignInAndBackToWhatWasWanted) {
  TestBrowser browser = stranger();
  browser.get("/demandes");
  EXPECT_EQ(browser.status(), 303);
  EXPECT_EQ(browser.location(), "/connexion?retour=%2Fdemandes");
}

TEST_F(PortalTest, RefusesAFormThatIsNotOurs) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  agent.post_without_token(path_of(request) + "/prendre", {{"version", agent.value_of("version")}});
  EXPECT_EQ(agent.status(), 403);
  EXPECT_EQ(reload(request.id).assignee, 0);
}

TEST_F(PortalTest, FollowsAFreeRequestFromTheBoxToItsEnd) {
  TestBrowser student = signed_in("student");
  student.get("/demande-libre");
  EXPECT_EQ(student.status(), 200);
  student.post("/demande-libre/envoyer", {{"titre", "Une fenêtre cassée"},
                                          {"r.words", "La fenêtre <b>bat</b> au vent."},
                                          {"cle", student.value_of("cle")}});
  ASSERT_EQ(student.status(), 303);
  const std::string path = student.location().substr(0, student.location().rfind('/'));
  student.get(path);
  EXPECT_THAT(student.page(), HasSubstr("Une fenêtre cassée"));
  EXPECT_THAT(student.page(), HasSubstr("La fenêtre &lt;b&gt;bat&lt;/b&gt; au vent."));

  TestBrowser sorter = signed_in("sorter");
  sorter.get("/bureau");
  EXPECT_THAT(sorter.page(), HasSubstr("Une fenêtre cassée"));
  sorter.get(path);
  sorter.post(path + "/prendre", {{"version", sorter.value_of("version")}});
  sorter.get(sorter.location());
  EXPECT_THAT(sorter.page(), HasSubstr("Vous avez pris cette demande en charge."));
  sorter.post(path + "/messages", {{"message", "À relire entre nous"}, {"pour", "interne"}});
  sorter.get(path);
  sorter.post(path + "/resoudre", {{"version", sorter.value_of("version")}, {"texte", "Elle est réparée."}});
  ASSERT_EQ(sorter.status(), 303);

  student.get(path);
  EXPECT_THAT(student.page(), HasSubstr("Elle est réparée."));
  EXPECT_THAT(student.page(), HasSubstr("rouvrir"));
  EXPECT_THAT(student.page(), Not(HasSubstr("À relire entre nous")));
  student.get("/demandes?vue=terminees");
  EXPECT_THAT(student.page(), HasSubstr("Une fenêtre cassée"));
}

TEST_F(PortalTest, TellsTheSecondAgentWhoWasQuicker) {
  const auto request = send_wifi();
  TestBrowser first = signed_in("network"), second = signed_in("network2");
  second.get(path_of(request));
  const std::string seen = second.value_of("version");
  take(first, request);
  second.post(path_of(request) + "/resoudre", {{"version", seen}, {"texte", "Mot de passe envoyé par courrier."}});
  EXPECT_EQ(second.status(), 409);
  EXPECT_THAT(second.page(), HasSubstr("Karim Test-network a changé cette demande"));
  EXPECT_THAT(second.page(), HasSubstr("Mot de passe envoyé par courrier.</textarea>"));
  EXPECT_EQ(reload(request.id).assignee, id("network"));
}

TEST_F(PortalTest, LeadsSomebodySignedOutToTheWayThatOpensTheirAccountAtOnce) {
  counter->recovery_service = "it/account-unlock";
  TestBrowser browser = stranger();
  for (const char* page : {"/", "/catalogue"}) {
    browser.get(page);
    EXPECT_THAT(browser.page(), Not(HasSubstr("/services/it/account-unlock"))) << page;
  }
  browser.get("/services/it/account-unlock");
  EXPECT_EQ(browser.location(), "/compte-bloque") << "links within articles";
  TestBrowser student = signed_in("student");
  student.get("/services/it/account-unlock");
  EXPECT_EQ(student.status(), 200);
}

TEST_F(PortalTest, WritingToAPersonKeepsTheIdentifierJustTyped) {
  counter->recovery_service = "it/account-unlock";
  TestBrowser browser = stranger();
  browser.get("/compte-bloque");
  browser.post("/demande-libre", {{"identifiant", "ibenali"}, {"objet", "compte"}});
  EXPECT_EQ(browser.status(), 200);
  EXPECT_EQ(browser.value_of("titre"), "Je ne peux plus me connecter à mon compte");
  EXPECT_THAT(browser.page(), HasSubstr("ibenali</textarea>"));
  EXPECT_THAT(browser.page(), Not(HasSubstr("r.place")));
}

TEST_F(PortalTest, TheBoxAnswersWordsThatAreInNoAddress) {
  TestBrowser browser = stranger();
  browser.post_without_token("/suggestions", {{"q", "débloquer mon compte"}});
  EXPECT_EQ(browser.status(), 200);
  EXPECT_THAT(browser.page(), HasSubstr("débloquer mon compte"));
}

TEST_F(PortalTest, FillsTheSignInFormForADemonstrationAccount) {
  TestBrowser browser = stranger();
  browser.get("/connexion?compte=student");
  EXPECT_EQ(browser.value_of("login"), "student") << "a demonstration's accounts fill the form without JavaScript";
}

TEST_F(PortalTest, SaysTheSameOfWhatIsHiddenAndOfWhatDoesNotExist) {
  const auto request = send_wifi();
  for (const char* login : {"friend", "luminy", "admin"}) {
    TestBrowser other = signed_in(login);
    other.get(path_of(request));
    EXPECT_EQ(other.status(), 404) << login;
    EXPECT_THAT(other.page(), Not(HasSubstr("Colloque")));
    other.post(path_of(request) + "/messages", {{"message", "Bonjour"}});
    EXPECT_EQ(other.status(), 404) << login;
  }
  EXPECT_TRUE(messages_of(request.id).empty());
}

TEST_F(PortalTest, LeadsAnAgentWhoGaveARequestAwayBackToTheDesk) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  agent.post(path_of(request) + "/transferer", {{"version", agent.value_of("version")}, {"equipe", "it/identity"}});
  EXPECT_EQ(agent.location(), "/bureau?dit=transferred");
  agent.get(agent.location());
  EXPECT_THAT(agent.page(), HasSubstr("La demande est confiée à l’autre équipe."));
}

TEST_F(PortalTest, BringsBackWhatWasTypedWithWhatIsWrong) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  agent.post(path_of(request) + "/transferer",
             {{"version", agent.value_of("version")}, {"equipe", "it/nowhere"}, {"texte", "Pour vous"}});
  EXPECT_EQ(agent.status(), 422);
  EXPECT_THAT(agent.page(), HasSubstr("Pour vous</textarea>"));
  EXPECT_THAT(agent.page(), HasSubstr("href=\"#transfer-team\""));
}

TEST_F(PortalTest, GivesAnAttachmentToBeSavedAndToNobodyElse) {
  const auto request = send_wifi();
  TestBrowser student = signed_in("student");
  student.get(path_of(request));
  student.post(path_of(request) + "/messages", {{"message", "Voici"}}, {{"note <1>.txt", "du texte"}});
  ASSERT_EQ(student.status(), 303);
  student.get(path_of(request));
  const std::string file = student.link_to("/fichiers/");
  ASSERT_FALSE(file.empty());
  student.get(file);
  EXPECT_EQ(student.status(), 200);
  EXPECT_THAT(student.header("Content-Disposition"), HasSubstr("attachment"));
  EXPECT_THAT(student.header("Content-Security-Policy"), HasSubstr("sandbox"));
  EXPECT_EQ(student.header("X-Content-Type-Options"), "nosniff");
  TestBrowser other = signed_in("friend");
  other.get(file);
  EXPECT_EQ(other.status(), 404);
}

TEST_F(PortalTest, EndsWithTheSession) {
  TestBrowser student = signed_in("student");
  student.get("/");
  student.post("/deconnexion", {});
  student.get("/demandes");
  EXPECT_EQ(student.status(), 303);
}

TEST_F(PortalTest, ShowsModulesToTheirAdministratorsOnly) {
  TestBrowser admin = signed_in("admin"), student = signed_in("student");
  admin.get("/modules");
  EXPECT_EQ(admin.status(), 200);
  student.get("/modules");
  EXPECT_EQ(student.status(), 403);
}

TEST_F(PortalTest, AnswersOddAddressesWithAKindPage) {
  TestBrowser agent = signed_in("network");
  for (const char* path : {"/demandes/rien", "/demandes/%00", "/fichiers/../etc", "/fichiers/99999999999999999999",
                           "/services/it/rien", "/fiches/it/rien", "/nulle-part"}) {
    agent.get(path);
    EXPECT_EQ(agent.status(), 404) << path;
  }
  for (const char* path : {"/bureau?vue=%27&suite=x.y&demande=..&equipe=", "/bureau/recherche?q=%22(%26AND&page=-1",
                           "/demandes?suite=%27%3B--", "/personnes?q=%25", "/suggestions?q=%3Cscript%3E"}) {
    agent.get(path);
    EXPECT_EQ(agent.status(), 200) << path;
    EXPECT_THAT(agent.page(), Not(HasSubstr("<script>"))) << path;
  }
}

TEST_F(PortalTest, NeedsAtMostEightStatementsForAnyPageAndOneForWhatWaitsForApproval) {
  const auto request = send_wifi();
  const auto with_steps = send("student", "it/steps", {{"skip", "no"}});
  TestBrowser agent = signed_in("network"), student = signed_in("student"), admin = signed_in("admin");
  take(agent, request);
  agent.get(path_of(request));
  agent.post(path_of(request) + "/messages", {{"message", "Bonjour"}});
  const auto count = [](TestBrowser& browser, const std::string& path) {
    browser.get(path);
    EXPECT_EQ(browser.status(), 200) << path;
    EXPECT_LE(browser.statements(), 8 + 1) << path;
  };
  for (const char* path : {"/", "/suggestions?q=wifi", "/catalogue", "/services/it/wifi", "/demande-libre", "/demandes",
                           "/demandes?vue=terminees", "/fiches"}) {
    count(student, path);
  }
  count(student, path_of(request));
  count(student, path_of(with_steps));
  count(agent, path_of(request));
  count(agent, path_of(request) + "?cote=1");
  for (const char* view : {"miennes", "equipe", "a-prendre", "bientot-en-retard", "en-attente", "terminees"}) {
    count(agent, std::string("/bureau?vue=") + view);
  }
  count(agent, "/bureau?demande=" + domain::reference_of(request.id));
  count(agent, "/bureau/recherche?q=wifi");
  count(agent, "/bureau/recherche?q=" + domain::reference_of(request.id));
  count(agent, "/personnes?q=te");
  count(admin, "/modules");
}

TEST_F(PortalTest, NeedsNoMoreStatementsForAHundredRowsThanForTen) {
  const auto add_requests = [&](int number) {
    write([&](storage::Connection& connection) {
      for (int i = 0; i < number; ++i) {
        domain::Request row;
        row.title = "Demande " + std::to_string(i);
        row.requester = row.opened_by = id("student");
        row.team = "it/network";
        row.created = row.updated = morning + i;
        (void)storage::Requests(connection).insert(row);
      }
    });
  };
  TestBrowser agent = signed_in("network"), student = signed_in("student");
  std::vector<std::int64_t> with_ten, with_hundred;
  const auto measure = [&](std::vector<std::int64_t>& counts) {
    for (const char* path : {"/bureau", "/bureau?vue=a-prendre"}) {
      agent.get(path);
      counts.push_back(agent.statements());
    }
    for (const char* path : {"/", "/demandes"}) {
      student.get(path);
      counts.push_back(student.statements());
    }
  };
  add_requests(10);
  measure(with_ten);
  add_requests(90);
  measure(with_hundred);
  EXPECT_EQ(with_ten, with_hundred);
}

}  // namespace
}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents, from what many write to the answer that all of them get.
#include "kernel/counter/incidents.hpp"

#include "kernel/counter/incident_watch.hpp"
#include "web/pages/desk_address.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class IncidentPages : public PortalTest {
 protected:
  /// Five people say it, and the watcher has seen them.
  void five() {
    for (const char* who : {"student", "friend", "staff", "identity", "luminy"}) {
      sent.push_back(send(who, "", {{"words", std::string("plus de chauffage à Luminy, dit ") + who}}));
    }
    std::vector<storage::Event> events;
    {
      storage::Reader reader = database->read();
      events = storage::Events(reader).since(0, 1000);
    }
    counter::watch_incidents(*counter, events, now);
    ASSERT_EQ(incidents.current()->size(), 1U);
    at = "/bureau/incidents/" + std::to_string(incidents.current()->front().incident.id);
    follow = "/incidents/" + std::to_string(incidents.current()->front().incident.id);
  }
  TestBrowser agent() { return signed_in(sent.front().team == domain::triage_team ? "sorter" : "network"); }
  void confirm(TestBrowser& browser) {
    browser.get(at);
    TestBrowser::Fields form{{"version", browser.value_of("version")},
                             {"titre", "Le chauffage de Luminy est en panne"},
                             {"lieu", "luminy"},
                             {"composante", ""}};
    for (const auto& request : sent) form.emplace_back("demande", std::to_string(request.id));
    browser.post(at + "/confirmer", form);
    ASSERT_EQ(browser.status(), 303) << browser.page();
  }
  std::vector<domain::Request> sent;
  std::string at, follow;
};

TEST_F(IncidentPages, AreProposedOnTheDeskAndConfirmedWithATitleOfTheAgents) {
  five();
  TestBrowser browser = agent();
  browser.get("/bureau");
  EXPECT_THAT(browser.page(), HasSubstr("1 incident à confirmer"));
  EXPECT_LE(browser.statements(), 8);
  browser.get("/bureau/incidents");
  EXPECT_THAT(browser.page(), HasSubstr(at));
  browser.get(at);
  EXPECT_THAT(browser.page(), HasSubstr("5 demandes semblables"));
  EXPECT_THAT(browser.page(), HasSubstr("plus de chauffage à Luminy, dit friend"));
  EXPECT_LE(browser.statements(), 8);
  browser.post(at + "/confirmer", {{"version", browser.value_of("version")}, {"titre", " "}, {"lieu", "luminy"}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_THAT(browser.page(), HasSubstr("error-summary"));
  browser.post(at + "/confirmer", {{"titre", "Le chauffage de Luminy"}, {"lieu", "luminy"}});
  EXPECT_EQ(browser.status(), 409) << "no version is not any version";
  browser.post(at + "/refuser", {});
  EXPECT_EQ(browser.status(), 409);
  confirm(browser);
  browser.get(browser.location());
  EXPECT_THAT(browser.page(), HasSubstr("L’incident est confirmé"));
  EXPECT_THAT(browser.page(), HasSubstr("5 demandes réunies"));
  browser.post(at + "/confirmer", {{"version", "1"}, {"titre", "Encore"}, {"lieu", ""}});
  EXPECT_EQ(browser.status(), 409) << "somebody else was quicker";
}

TEST_F(IncidentPages, AreNobodysElse) {
  five();
  TestBrowser student = signed_in("student"), stranger = this->stranger();
  student.get(at);
  EXPECT_EQ(student.status(), 404);
  student.get("/bureau/incidents");
  EXPECT_EQ(student.status(), 403);
  student.get("/");
  EXPECT_THAT(student.page(), Not(HasSubstr("incident"))) << "nobody confirmed it";
  student.get(follow);
  EXPECT_EQ(student.status(), 404);
  stranger.get(at);
  EXPECT_EQ(stranger.status(), 303) << "led to sign in";
}

TEST_F(IncidentPages, AreABannerForThoseTheyConcernWithTheAgentsWordsOnly) {
  five();
  TestBrowser browser = agent(), friend_of = signed_in("friend"), elsewhere = signed_in("admin");
  confirm(browser);
  browser.post(at + "/nouvelles", {{"texte", "Une chaudière est remplacée à midi."}});
  friend_of.get("/");
  EXPECT_THAT(friend_of.page(), HasSubstr("Le chauffage de Luminy est en panne"));
  EXPECT_THAT(friend_of.page(), HasSubstr("Une chaudière est remplacée à midi."));
  EXPECT_THAT(friend_of.page(), HasSubstr("Un courriel vous préviendra")) << "their request is of it";
  EXPECT_THAT(friend_of.page(), Not(HasSubstr("dit student"))) << "the words of somebody else";
  EXPECT_LE(friend_of.statements(), 8);
  TestBrowser reporter = signed_in("staff");
  reporter.get("/");
  EXPECT_THAT(reporter.page(), HasSubstr("Le chauffage de Luminy est en panne")) << "works elsewhere, but told of it";
  elsewhere.get("/");
  EXPECT_THAT(elsewhere.page(), Not(HasSubstr("Le chauffage de Luminy est en panne")));
  TestBrowser nobody = stranger();
  nobody.get("/");
  EXPECT_THAT(nobody.page(), Not(HasSubstr("Le chauffage de Luminy est en panne")));
}

TEST_F(IncidentPages, AreOfferedToWhoWritesTheSameAndFollowedWithOneClick) {
  five();
  TestBrowser browser = agent(), other = signed_in("admin");
  confirm(browser);
  other.post("/suggestions", {{"q", "plus de chauffage à luminy"}});
  EXPECT_THAT(other.page(), HasSubstr("Suivre cet incident"));
  EXPECT_THAT(other.page(), HasSubstr("/demande-libre")) << "or sent all the same";
  other.post("/suggestions", {{"q", "une liste de diffusion"}});
  EXPECT_THAT(other.page(), Not(HasSubstr("Suivre cet incident")));
  other.get("/demande-libre?q=plus+de+chauffage+%C3%A0+luminy");
  EXPECT_THAT(other.page(), HasSubstr("Suivre cet incident"));
  EXPECT_LE(other.statements(), 8);
  other.post(follow + "/suivre", {});
  ASSERT_EQ(other.status(), 303);
  other.get(other.location());
  EXPECT_THAT(other.page(), HasSubstr("Vous suivez cet incident."));
  other.post(follow + "/suivre", {{"suivre", "non"}});
  other.get(other.location());
  EXPECT_THAT(other.page(), HasSubstr("Vous ne suivez plus cet incident."));
}

TEST_F(IncidentPages, EndWithOneAnswer) {
  five();
  TestBrowser browser = agent(), student = signed_in("student");
  confirm(browser);
  browser.get(at);
  browser.post(at + "/terminer", {{"version", browser.value_of("version")}, {"texte", ""}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_THAT(browser.page(), HasSubstr("Écrivez la réponse à tous"));
  EXPECT_THAT(browser.page(), HasSubstr("href=\"#incident-answer\""));
  browser.post(at + "/terminer", {{"texte", "Sans version."}});
  EXPECT_EQ(browser.status(), 409);
  browser.get(at);
  browser.post(at + "/terminer", {{"version", browser.value_of("version")}, {"texte", "Le chauffage est rétabli."}});
  ASSERT_EQ(browser.status(), 303);
  browser.get(at);
  EXPECT_THAT(browser.page(), HasSubstr("Le chauffage est rétabli."));
  const auto job = claim(now);
  while (counter::give_incident_answer(*counter, job, now).value()) {
  }
  student.get(path_of(sent[0]));
  EXPECT_THAT(student.page(), HasSubstr("Le chauffage est rétabli."));
  EXPECT_THAT(student.page(), HasSubstr("fait partie d’un incident connu"));
  student.get("/");
  EXPECT_THAT(student.page(), Not(HasSubstr("Le chauffage de Luminy est en panne")));
  student.get(follow);
  EXPECT_THAT(student.page(), HasSubstr("Réglé"));
}

TEST_F(IncidentPages, AreOpenedFromTheRequestsPage) {
  const auto request = send("student", "", {{"words", "plus de chauffage à Luminy"}});
  sent.push_back(request);
  TestBrowser browser = agent(), student = signed_in("student");
  student.get(path_of(request));
  EXPECT_THAT(student.page(), Not(HasSubstr("/incident\"")));
  browser.get(path_of(request));
  EXPECT_THAT(browser.page(), HasSubstr("/incident\""));
  browser.post(path_of(request) + "/incident", {});
  ASSERT_EQ(browser.status(), 303);
  browser.get(browser.location());
  EXPECT_THAT(browser.page(), HasSubstr("1 demande semblable"));
}

TEST_F(IncidentPages, NothingSureIsSaidOfWhatOnlyASignInWouldShow) {
  TestBrowser nobody = stranger(), student = signed_in("student");
  nobody.post("/suggestions", {{"q", "zibeline"}});
  EXPECT_THAT(nobody.page(), HasSubstr("il y a peut-être un formulaire"));
  EXPECT_THAT(nobody.page(), Not(HasSubstr("à coup sûr")));
  student.post("/suggestions", {{"q", "zibeline"}});
  EXPECT_THAT(student.page(), Not(HasSubstr("il y a peut-être un formulaire")));
}

TEST(DeskAddress, KeepsTheViewThatAKeyWasPressedIn) {
  EXPECT_EQ(desk_seen_in("https://g.example/bureau?vue=a-prendre&demande=G-1&equipe=it%2Fnetwork"),
            "&vue=a-prendre&equipe=it%2Fnetwork");
  EXPECT_EQ(desk_seen_in("https://g.example/demandes/G-1"), "");
  EXPECT_EQ(desk_seen_in("/bureau?vue=a%26b%3Dc&dit=x#y"), "&vue=a%26b%3Dc");
}

TEST_F(IncidentPages, ShowAPlaceOfTheWordsAsAFact) {
  TestBrowser staff = signed_in("staff");
  staff.get("/services/it/room?q=vid%C3%A9oproj+du+b%C3%A2t+A+%C3%A0+Luminy");
  EXPECT_THAT(staff.page(), HasSubstr("Luminy, Bâtiment A</span> <span class=\"fact-change\">"));
}

}  // namespace
}  // namespace guichet::web::pages

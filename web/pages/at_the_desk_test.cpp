// SPDX-License-Identifier: GPL-3.0-or-later
// What agents and requesters are told when they act on a request, without JavaScript.
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using AtTheDesk = PortalTest;

TEST_F(AtTheDesk, SendsTheReplyThatWasBeingWrittenWithTheResolution) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  agent.post(path_of(request) + "/resoudre", {{"version", agent.value_of("version")},
                                              {"pour", "tous"},
                                              {"message", "Le compte est ouvert."},
                                              {"texte", "C’est réglé."}});
  ASSERT_EQ(agent.status(), 303) << agent.page();
  ASSERT_EQ(messages_of(request.id).size(), 1U);
  EXPECT_EQ(messages_of(request.id).front().body, "Le compte est ouvert.\n\nC’est réglé.");
}

TEST_F(AtTheDesk, BringsBackTheReplyWhenTheRequestCannotBeResolved) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network"), lead = signed_in("network2");
  agent.get(path_of(request));
  const std::string seen = agent.value_of("version");
  take(lead, request);
  agent.post(path_of(request) + "/resoudre",
             {{"version", seen}, {"pour", "interne"}, {"message", "Pour nous"}, {"texte", "Fait"}});
  EXPECT_EQ(agent.status(), 409);
  EXPECT_THAT(agent.page(), HasSubstr("La demande a changé entre-temps"));
  EXPECT_THAT(agent.page(), Not(HasSubstr("réponses sont à corriger")));
  EXPECT_THAT(agent.page(), HasSubstr("Pour nous</textarea>"));
  EXPECT_THAT(agent.page(), HasSubstr("Fait</textarea>"));
  EXPECT_TRUE(messages_of(request.id).empty());
}

TEST_F(AtTheDesk, BringsBackWhatWasTypedInAFormThatIsGone) {
  const auto request = send_wifi();
  TestBrowser student = signed_in("student");
  student.get(path_of(request));
  const std::string seen = student.value_of("version");
  student.post(path_of(request) + "/annuler", {{"version", seen}});
  ASSERT_EQ(student.status(), 303);
  student.get(path_of(request));
  EXPECT_THAT(student.page(), HasSubstr("Cette demande est annulée, plus personne ne la suit."));
  student.post(path_of(request) + "/messages", {{"message", "Finalement si"}});
  EXPECT_EQ(student.status(), 409);
  EXPECT_THAT(student.page(), HasSubstr("Finalement si</textarea>"));
  EXPECT_THAT(student.page(), HasSubstr("Faites une nouvelle demande."));
}

TEST_F(AtTheDesk, ProposesTheSentenceARequestIsResolvedWithAndTakesNone) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  EXPECT_THAT(agent.page(), HasSubstr("C’est réglé. Si le problème revient"));
  agent.post(path_of(request) + "/resoudre", {{"version", agent.value_of("version")}, {"texte", " "}});
  EXPECT_EQ(agent.status(), 422);
  EXPECT_THAT(agent.page(), HasSubstr("href=\"#resolve-answer\""));
  EXPECT_EQ(reload(request.id).status, domain::Status::received);
}

TEST_F(AtTheDesk, TellsSomebodyOnAnOlderPageOfTheirOwnThatItWasOlder) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  const std::string seen = agent.value_of("version");
  take(agent, request);
  agent.post(path_of(request) + "/liberer", {{"version", seen}});
  EXPECT_EQ(agent.status(), 409);
  EXPECT_THAT(agent.page(), HasSubstr("Votre page était plus ancienne que la demande"));
  EXPECT_THAT(agent.page(), Not(HasSubstr("a changé cette demande entre-temps")));
}

TEST_F(AtTheDesk, MarksInTheDeskWhatTheRequesterWroteLast) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network"), student = signed_in("student");
  const auto marked = [&] {
    agent.get("/bureau");
    return agent.page().find("tag-wrote") != std::string::npos;
  };
  EXPECT_FALSE(marked());
  student.get(path_of(request));
  student.post(path_of(request) + "/messages", {{"message", "Toujours rien ?"}});
  EXPECT_TRUE(marked());
  agent.get(path_of(request));
  agent.post(path_of(request) + "/messages", {{"message", "Entre nous"}, {"pour", "interne"}});
  EXPECT_TRUE(marked()) << "a note is no answer";
  agent.get(path_of(request));
  agent.post(path_of(request) + "/messages", {{"message", "Demain."}, {"pour", "tous"}});
  EXPECT_FALSE(marked());
}

TEST_F(AtTheDesk, SaysWhatWasDoneOnceAndToTheOneWhoDidIt) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network"), other = signed_in("network2");
  take(agent, request);
  const std::string after = agent.location();
  other.get(after);
  EXPECT_THAT(other.page(), Not(HasSubstr("Vous avez pris cette demande en charge.")));
  agent.get(after);
  EXPECT_THAT(agent.page(), HasSubstr("Vous avez pris cette demande en charge."));
  agent.get(after);
  EXPECT_THAT(agent.page(), Not(HasSubstr("Vous avez pris cette demande en charge.")));
}

TEST_F(AtTheDesk, UnderstandsTheNameOfAMemberAndProposesMembersOnly) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get("/personnes?cible=assign-login&equipe=it%2Fnetwork");
  EXPECT_THAT(agent.page(), HasSubstr("network2"));
  EXPECT_THAT(agent.page(), Not(HasSubstr("student")));
  agent.get("/personnes?cible=assign-login&equipe=it%2Fidentity");
  EXPECT_EQ(agent.status(), 403);
  agent.get(path_of(request));
  agent.post(path_of(request) + "/attribuer", {{"version", agent.value_of("version")}, {"personne", "NETWORK2"}});
  EXPECT_EQ(agent.status(), 303) << agent.page();
  EXPECT_EQ(reload(request.id).assignee, id("network2"));
  agent.get(path_of(request));
  agent.post(path_of(request) + "/attribuer", {{"version", agent.value_of("version")}, {"personne", "test"}});
  EXPECT_EQ(agent.status(), 422);
  EXPECT_THAT(agent.page(), HasSubstr("name=\"choix\" value=\"network2\""));
}

TEST_F(AtTheDesk, SaysWhoseListAnotherTeamsIs) {
  TestBrowser agent = signed_in("network");
  agent.get("/bureau?equipe=it%2Fidentity");
  EXPECT_EQ(agent.status(), 403);
  EXPECT_THAT(agent.page(), HasSubstr("celle d’une autre équipe"));
  EXPECT_THAT(agent.page(), Not(HasSubstr("déjà envoyé")));
}

}  // namespace
}  // namespace guichet::web::pages

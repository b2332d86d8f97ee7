// SPDX-License-Identifier: GPL-3.0-or-later
// What people are asked to agree to, what agents have in hand, and the one story of a request, without JavaScript.
#include "kernel/counter/approve.hpp"
#include "kernel/counter/link_limit.hpp"
#include "kernel/counter/move.hpp"
#include "kernel/counter/step_work.hpp"
#include "kernel/storage/query.hpp"
#include "kernel/storage/workflow.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using domain::Status;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* services = R"=json=([
  { "id": "manager", "title": { "fr": "Un achat" }, "theme": "digital", "route": { "team": "network" },
    "form": [ { "id": "what", "type": "text", "label": { "fr": "Quoi ?" } },
              { "id": "quote", "type": "file", "label": { "fr": "Devis" }, "accept": ["text"] } ],
    "workflow": [
      { "id": "ask", "title": { "fr": "Accord du responsable", "en": "The manager agrees" },
        "approval": { "by": "requester.manager", "otherwise": { "team": "identity" } } },
      { "id": "hand", "title": { "fr": "Passer la commande" },
        "task": { "instructions": { "fr": "Notez le numéro." },
          "form": [ { "id": "number", "type": "integer", "label": { "fr": "Numéro" }, "required": true } ] },
        "after": ["ask"], "returns": ["ask"] } ] },
  { "id": "trust", "title": { "fr": "Confiance" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [
      { "id": "ask", "approval": { "by": { "person": "staff" }, "mode": "trust", "object_before": "24h!", "otherwise": { "team": "identity" } } },
      { "id": "make", "automation": "create", "undo": "unlock-account", "otherwise": { "team": "network" }, "after": ["ask"] } ] },
  { "id": "outside", "title": { "fr": "Une convention" }, "theme": "digital",
    "form": [ { "id": "mail", "type": "e-mail", "label": { "fr": "Adresse" } } ], "route": { "team": "network" },
    "workflow": [ { "id": "ask", "approval": { "by": { "address": { "var": "answers.mail" } }, "otherwise": { "team": "identity" } } } ] },
  { "id": "parent", "title": { "fr": "Arrivée" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "account", "request": { "service": "it/part" } } ] },
  { "id": "part", "title": { "fr": "Une partie" }, "theme": "digital", "form": [], "route": { "team": "identity" } } ])=json=";

class Approvals : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    test::add_services(*snapshot, "it", json::parse(services));
    snapshot->index();
    registry.replace(snapshot);
    set_manager("student", "staff");
  }
  std::int64_t asked(const std::string& login) {
    const auto list = counter::approvals_asked(*counter, as(login));
    return list.ok() && !list->rows.empty() ? list->rows.front().id : 0;
  }
  static std::string url_of(std::int64_t approval) { return "/validations/" + std::to_string(approval); }
  /// The token that a letter carried.
  std::string token() {
    storage::Reader reader = database->read();
    for (const auto& mail : storage::Mails(reader).latest(10)) {
      if (mail.kind == "mail.approval-link") return mail.parameters.value("token", "");
    }
    return {};
  }
};

TEST_F(Approvals, WhoIsAskedIsLedThereReadsAgreesAndGoesOn) {
  const auto request = send("student", "it/manager", {{"what", "Douze ordinateurs"}});
  const auto second = send("student", "it/manager", {{"what", "Une chaise"}});
  TestBrowser staff = signed_in("staff"), friend_of = signed_in("friend");
  friend_of.get("/");
  EXPECT_THAT(friend_of.page(), Not(HasSubstr("/validations"))) << "who is asked nothing has no such place";
  friend_of.get("/validations");
  EXPECT_THAT(friend_of.page(), HasSubstr("Rien à valider"));
  friend_of.get(url_of(asked("staff")));
  EXPECT_EQ(friend_of.status(), 404);
  staff.get("/");
  EXPECT_THAT(staff.page(), HasSubstr("places-count\">2<"));
  staff.get("/validations");
  EXPECT_THAT(staff.page(), HasSubstr("Inès Test-student demande votre accord"));
  const auto first = asked("staff");
  staff.get(url_of(first));
  EXPECT_THAT(staff.page(), HasSubstr("Douze ordinateurs"));
  staff.post(url_of(first), {{"decision", "accord"}, {"commentaire", ""}});
  ASSERT_EQ(staff.status(), 303) << staff.page();
  EXPECT_THAT(staff.location(), HasSubstr(url_of(asked("staff")))) << "the next one";
  staff.get(staff.location());
  EXPECT_THAT(staff.page(), HasSubstr("Votre accord est enregistré."));
  EXPECT_THAT(staff.page(), HasSubstr("Une chaise"));
  EXPECT_EQ(reload(request.id).status, Status::in_progress);
  EXPECT_EQ(reload(second.id).status, Status::awaiting_approval);
}

TEST_F(Approvals, ARefusalSaysWhyAndWhatWasTypedComesBack) {
  const auto request = send("student", "it/manager", {{"what", "Douze ordinateurs"}});
  TestBrowser staff = signed_in("staff"), student = signed_in("student");
  const auto approval = asked("staff");
  staff.get(url_of(approval));
  staff.post(url_of(approval), {{"decision", "refus"}, {"commentaire", " "}});
  EXPECT_EQ(staff.status(), 422);
  EXPECT_THAT(staff.page(), HasSubstr("Dites pourquoi"));
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval);
  staff.post(url_of(approval), {{"decision", "refus"}, {"commentaire", "Le budget est épuisé."}});
  ASSERT_EQ(staff.status(), 303) << staff.page();
  EXPECT_THAT(staff.location(), HasSubstr("/validations?dit="));
  EXPECT_EQ(reload(request.id).status, Status::refused);
  student.get(path_of(request));
  EXPECT_THAT(student.page(), HasSubstr("Le budget est épuisé."));
  EXPECT_THAT(student.page(), HasSubstr("a refusé"));
  staff.post(url_of(approval), {{"decision", "accord"}, {"commentaire", "Finalement oui"}});
  EXPECT_EQ(staff.status(), 409);
  EXPECT_THAT(staff.page(), HasSubstr("Quelqu’un a répondu avant vous"));
  EXPECT_THAT(staff.page(), HasSubstr("Finalement oui"));
}

TEST_F(Approvals, TrustSaysUntilWhenOneMayObject) {
  const auto request = send("student", "it/trust", {});
  TestBrowser staff = signed_in("staff");
  staff.get("/validations");
  EXPECT_THAT(staff.page(), HasSubstr("Travail commencé, vous pouvez vous opposer, au plus tard"));
  const auto approval = asked("staff");
  staff.get(url_of(approval));
  EXPECT_THAT(staff.page(), HasSubstr("Je m’oppose"));
  staff.post(url_of(approval), {{"decision", "refus"}, {"commentaire", "Trop de comptes."}});
  ASSERT_EQ(staff.status(), 303) << staff.page();
  EXPECT_EQ(reload(request.id).status, Status::refused);
}

TEST_F(Approvals, SomebodyWithoutAnAccountAnswersByTheLinkOfTheirLetter) {
  const auto request = send("student", "it/outside", {{"mail", "tutrice@entreprise.example"}});
  const std::string link = "/accord/" + token();
  TestBrowser tutor = stranger();
  tutor.get("/accord/nothing-of-ours");
  EXPECT_EQ(tutor.status(), 404);
  EXPECT_THAT(tutor.page(), HasSubstr("Ce lien ne mène plus à rien"));
  tutor.get(link);
  ASSERT_EQ(tutor.status(), 200) << tutor.page();
  EXPECT_EQ(tutor.header("Referrer-Policy"), "no-referrer");
  EXPECT_THAT(tutor.page(), HasSubstr("Une convention"));
  tutor.post_without_token(link, {{"decision", "accord"}});
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval) << "only our page may send it";
  tutor.get(link);
  tutor.post(link, {{"decision", "accord"}, {"commentaire", "Avec plaisir"}});
  ASSERT_EQ(tutor.status(), 200) << tutor.page();
  EXPECT_THAT(tutor.page(), HasSubstr("Votre accord est enregistré."));
  EXPECT_THAT(tutor.page(), Not(HasSubstr("name=\"decision\"")));
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(Approvals, AnAgentDoesAStepWithItsFormAndEverybodySeesWhereItStands) {
  const auto request = send("student", "it/manager", {{"what", "Douze ordinateurs"}});
  TestBrowser agent = signed_in("network"), student = signed_in("student");
  student.get(path_of(request));
  EXPECT_THAT(student.page(), HasSubstr("chez Sylvie Test-staff"));
  EXPECT_THAT(student.page(), Not(HasSubstr("/parcours")));
  ASSERT_TRUE(counter::decide(*counter, as("staff"), {asked("staff"), counter::Decision::agree, "", ""}).ok());
  agent.get("/bureau/etapes");
  EXPECT_THAT(agent.page(), HasSubstr("Passer la commande"));
  agent.get(path_of(request));
  const std::string step = path_of(request) + "/etapes/hand";
  EXPECT_THAT(agent.page(), HasSubstr(step));
  EXPECT_THAT(agent.page(), HasSubstr(path_of(request) + "/parcours"));
  student.get(step);
  EXPECT_EQ(student.status(), 404);
  student.get(path_of(request) + "/parcours");
  EXPECT_EQ(student.status(), 404);
  agent.get(path_of(request) + "/parcours");
  EXPECT_THAT(agent.page(), HasSubstr("<svg"));
  agent.get(step);
  EXPECT_THAT(agent.page(), HasSubstr("Notez le numéro."));
  EXPECT_THAT(agent.page(), HasSubstr("Accord donné"));
  agent.post(step, {{"vues", "number"}, {"r.number", "douze"}});
  EXPECT_EQ(agent.status(), 422);
  EXPECT_THAT(agent.page(), HasSubstr("douze"));
  agent.post(step, {{"vues", "number"}, {"r.number", "12"}});
  ASSERT_EQ(agent.status(), 303) << agent.page();
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  agent.get(step);
  EXPECT_EQ(agent.status(), 404);
}

TEST_F(Approvals, AnAgentSendsAStepBackAndSaysWhy) {
  const auto request = send("student", "it/manager", {{"what", "Douze ordinateurs"}});
  TestBrowser agent = signed_in("network"), other = signed_in("identity");
  ASSERT_TRUE(counter::decide(*counter, as("staff"), {asked("staff"), counter::Decision::agree, "", ""}).ok());
  const std::string step = path_of(request) + "/etapes/hand";
  agent.get(step);
  EXPECT_THAT(agent.page(), HasSubstr("<option value=\"ask\">Accord du responsable</option>"));
  agent.post(step + "/renvoyer", {{"etape", "ask"}, {"pourquoi", " "}});
  EXPECT_EQ(agent.status(), 422);
  EXPECT_THAT(agent.page(), HasSubstr("Dites pourquoi"));
  EXPECT_THAT(agent.page(), HasSubstr("<details class=\"move\" id=\"renvoi\" open>")) << "where it is wrong is open";
  EXPECT_EQ(asked("staff"), 0) << "nothing was sent back";
  agent.post(step + "/renvoyer", {{"etape", "hand"}, {"pourquoi", "Le prix a changé."}});
  EXPECT_EQ(agent.status(), 404) << "only to a step that the service names";
  agent.get(step);
  agent.post_without_token(step + "/renvoyer", {{"etape", "ask"}, {"pourquoi", "Le prix a changé."}});
  EXPECT_EQ(asked("staff"), 0) << "only our page may send it";
  agent.get(step);
  agent.post(step + "/renvoyer", {{"etape", "ask"}, {"pourquoi", "Le prix a changé."}});
  ASSERT_EQ(agent.status(), 303) << agent.page();
  agent.get(agent.location());
  EXPECT_THAT(agent.page(), HasSubstr("La demande est renvoyée à l’étape choisie."));
  EXPECT_THAT(agent.page(), HasSubstr("Le prix a changé."));
  EXPECT_NE(asked("staff"), 0) << "the manager is asked again";
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval);
  agent.get(step);
  EXPECT_EQ(agent.status(), 404) << "it is in nobody's hands now";
  other.get("/bureau/etapes");
  other.post(step + "/renvoyer", {{"etape", "ask"}, {"pourquoi", "Le prix a changé."}});
  EXPECT_EQ(other.status(), 404);
}

TEST_F(Approvals, AnAgentTriesAgainWhatEndedBadly) {
  const auto request = send("student", "it/parent", {});
  const auto parts = [&] {
    storage::Reader reader = database->read();
    return storage::SubRequests(reader).children_of(request.id);
  };
  const auto part = reload(parts().at(0).child);
  ASSERT_TRUE(counter::cancel(*counter, as("identity"), seen(part), "Doublon").ok());
  TestBrowser agent = signed_in("network"), student = signed_in("student");
  const std::string step = path_of(request) + "/etapes/account";
  agent.get("/bureau/etapes");
  EXPECT_THAT(agent.page(), HasSubstr(step));
  agent.get(step);
  EXPECT_THAT(agent.page(), HasSubstr(step + "/reessayer"));
  student.get("/demandes");
  student.post(step + "/reessayer", {});
  EXPECT_EQ(student.status(), 404);
  EXPECT_EQ(parts().size(), 1U);
  agent.post(step + "/reessayer", {});
  ASSERT_EQ(agent.status(), 303) << agent.page();
  EXPECT_EQ(parts().size(), 2U) << "asked once more";
  agent.get(step);
  EXPECT_EQ(agent.status(), 404) << "it runs again, in nobody's hands";
  agent.get("/bureau/etapes");
  EXPECT_THAT(agent.page(), Not(HasSubstr(step)));
}

TEST_F(Approvals, AStepThatIsATaskIsNotTriedAgain) {
  const auto request = send("student", "it/manager", {{"what", "Douze ordinateurs"}});
  ASSERT_TRUE(counter::decide(*counter, as("staff"), {asked("staff"), counter::Decision::agree, "", ""}).ok());
  TestBrowser agent = signed_in("network");
  const std::string step = path_of(request) + "/etapes/hand";
  agent.get(step);
  EXPECT_THAT(agent.page(), Not(HasSubstr("/reessayer")));
  agent.post(step + "/reessayer", {});
  EXPECT_EQ(agent.status(), 409);
}

TEST_F(Approvals, LinksAreOpenedALimitedNumberOfTimesFromOneAddress) {
  const auto request = send("student", "it/outside", {{"mail", "tutrice@entreprise.example"}});
  const std::string link = "/accord/" + token();
  TestBrowser tutor = stranger();
  tutor.get(link);
  ASSERT_EQ(tutor.status(), 200);
  for (int i = 0; i < 199; ++i) ASSERT_TRUE(counter::admit_link(*counter, "127.0.0.1", now).ok()) << i;
  tutor.get(link);
  EXPECT_EQ(tutor.status(), 429);
  EXPECT_THAT(tutor.page(), HasSubstr("Beaucoup de liens ont été ouverts"));
  EXPECT_THAT(tutor.page(), Not(HasSubstr("Une convention"))) << "nothing is told of what it is about";
  EXPECT_EQ(tutor.header("Referrer-Policy"), "no-referrer");
  tutor.post(link, {{"decision", "accord"}});
  EXPECT_EQ(tutor.status(), 429) << "a decision is a look as well";
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval);
  EXPECT_TRUE(counter::admit_link(*counter, "192.0.2.7", now).ok()) << "other addresses are not held up";
  now += 2 * domain::hour;
  tutor.get(link);
  EXPECT_EQ(tutor.status(), 200) << "the next hour counts afresh";
}

TEST_F(Approvals, ARequesterHasOneStoryAndThePartsOfOthersKeepTheirNotes) {
  const auto request = send("student", "it/parent", {});
  storage::SubRequestLink link;
  {
    storage::Reader reader = database->read();
    link = storage::SubRequests(reader).children_of(request.id).at(0);
  }
  const auto part = reload(link.child);
  TestBrowser student = signed_in("student"), other = signed_in("identity"), agent = signed_in("network");
  other.get(path_of(part));
  other.post(path_of(part) + "/messages", {{"message", "Votre compte est prêt demain."}, {"pour", "tous"}});
  other.get(path_of(part));
  other.post(path_of(part) + "/messages", {{"message", "Dossier bizarre."}, {"pour", "interne"}});
  student.get(path_of(request));
  EXPECT_THAT(student.page(), HasSubstr("Votre compte est prêt demain."));
  EXPECT_THAT(student.page(), HasSubstr("Partie\u00a0: Une partie"));
  EXPECT_THAT(student.page(), Not(HasSubstr("Dossier bizarre.")));
  student.get("/demandes");
  EXPECT_THAT(student.page(), HasSubstr(path_of(request)));
  EXPECT_THAT(student.page(), Not(HasSubstr(path_of(part) + "\"")));
  student.get(path_of(part));
  EXPECT_THAT(student.page(), HasSubstr("Fait partie de la demande"));
  agent.get(path_of(request));
  EXPECT_THAT(agent.page(), HasSubstr("Équipe it/identity")) << "that a part is under way, and by whom";
  EXPECT_THAT(agent.page(), Not(HasSubstr("Votre compte est prêt demain.")));
  agent.get(path_of(part));
  EXPECT_EQ(agent.status(), 404);
}

}  // namespace
}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Words of distress, synonyms and unmet needs, as people meet them.
#include "web/pages/test_portal.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class WordsPages : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    counter->data_folder = place->folder();
  }
  std::vector<std::string> kept_in_files(const std::string& text) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place->folder())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream content;
      content << file.rdbuf();
      if (content.str().find(text) != std::string::npos) found.push_back(entry.path());
    }
    return found;
  }
};

TEST_F(WordsPages, PutHelpFirstSignedInAndOut) {
  TestBrowser student = signed_in("student"), somebody = stranger();
  for (TestBrowser* const browser : {&student, &somebody}) {
    browser->get("/");
    browser->post("/suggestions", {{"q", "mon prof me harcèle, comptes wifi colloque"}});
    EXPECT_EQ(browser->status(), 200);
    EXPECT_THAT(browser->page(), HasSubstr("tel:3018"));
    EXPECT_THAT(browser->page(), HasSubstr("tel:112"));
    EXPECT_THAT(browser->page(), HasSubstr("sms:114"));
    EXPECT_THAT(browser->page(), HasSubstr("tel:3114"));
    EXPECT_THAT(browser->page(), HasSubstr("tel:3919"));
    EXPECT_THAT(browser->page(), Not(HasSubstr("/services/it/wifi")));
    EXPECT_THAT(browser->page(), Not(HasSubstr("/fiches/"))) << "no article";
  }
  EXPECT_THAT(student.page(), HasSubstr("/services/health/harassment"));
  EXPECT_THAT(somebody.page(), Not(HasSubstr("/services/health/harassment"))) << "it is not public";
}

TEST_F(WordsPages, TakeAndGiveSynonymsAsAFile) {
  TestBrowser admin = signed_in("admin");
  admin.get("/synonymes");
  admin.post("/synonymes/fichier/apercu", {},
             {{"mots.csv", "portee,mots,sens\n,le,x\n,\"bécane, \"\"tour\"\"\",ordinateur\n"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("Ligne 2"));
  admin.post("/synonymes/fichier/apercu", {},
             {{"mots.csv", "portee,mots,sens\n,\"bécane, \"\"tour\"\"\",ordinateur\n"}});
  EXPECT_EQ(admin.status(), 200);
  EXPECT_THAT(admin.page(), HasSubstr("Ce fichier ajouterait 1 ligne."));
  admin.post("/synonymes/fichier", {{"texte", "portee,mots,sens\r\n,\"bécane, \"\"tour\"\"\",ordinateur\r\n"}});
  EXPECT_EQ(admin.location(), "/synonymes?dit=saved");
  admin.get("/synonymes/mots.csv");
  EXPECT_THAT(admin.page(), HasSubstr(",\"bécane, \"\"tour\"\"\",ordinateur"));
  EXPECT_THAT(admin.header("Content-Disposition"), HasSubstr("attachment"));
  TestBrowser student = signed_in("student");
  student.get("/synonymes/mots.csv");
  EXPECT_EQ(student.status(), 403);
}

TEST_F(WordsPages, GoOnWhenItIsNotThat) {
  TestBrowser student = signed_in("student");
  student.get("/");
  student.post("/suggestions",
               {{"q", "on me harcèle pour des comptes wifi pour un colloque"}, {"suite", "harassment"}});
  EXPECT_THAT(student.page(), HasSubstr("/services/it/wifi"));
  EXPECT_THAT(student.page(), Not(HasSubstr("tel:3018")));
  EXPECT_EQ(student.value_of("suite"), "harassment") << "said once, while they go on typing";
  student.post("/suggestions", {{"q", "je veux mourir"}, {"suite", "harassment"}});
  EXPECT_THAT(student.page(), HasSubstr("tel:3114")) << "it was not said of this";
}

TEST_F(WordsPages, KeepNothingOfWordsThatAreNotSent) {
  TestBrowser student = signed_in("student");
  student.get("/");
  student.post("/suggestions", {{"q", "zébulon me harcèle"}});
  EXPECT_THAT(student.header("Set-Cookie"), Not(HasSubstr("harc")));
  student.get("/demande-libre");
  student.post("/demande-libre/brouillon", {{"titre", "zébulon me harcèle"}, {"r.words", "zébulon me harcèle"}});
  student.get("/demande-libre");
  student.post("/demande-libre/verifier", {{"titre", "zébulon me harcèle"}, {"r.words", "zébulon me harcèle"}});
  student.get("/demandes");
  EXPECT_THAT(student.page(), Not(HasSubstr("zébulon")));
  EXPECT_THAT(kept_in_files("zébulon"), IsEmpty());
  EXPECT_THAT(failures, IsEmpty()) << "nor in the log";
}

TEST_F(WordsPages, OfferTheConfidentialChannelBeforeAFreeRequestAndKeepItConfidential) {
  TestBrowser student = signed_in("student");
  student.get("/demande-libre");
  const std::string words_field = student.page().find("name=\"r-words\"") != std::string::npos ? "r.words" : "q-words";
  const TestBrowser::Fields typed = {{"titre", "mon prof me harcèle"}, {"r.words", "Depuis la rentrée."}};
  student.post("/demande-libre/verifier", typed);
  EXPECT_THAT(student.page(), HasSubstr("Avant d’envoyer"));
  EXPECT_THAT(student.page(), HasSubstr("tel:3018"));
  TestBrowser::Fields insists = typed;
  insists.emplace_back("confidentiel", "oui");
  student.post("/demande-libre/verifier", insists);
  EXPECT_THAT(student.page(), HasSubstr("Vérifiez vos réponses"));
  EXPECT_THAT(student.page(), HasSubstr("Cette demande sera confidentielle"));
  student.post("/demande-libre/envoyer", typed);
  ASSERT_EQ(student.status(), 303);
  TestBrowser network = signed_in("network");
  storage::Reader reader = database->read();
  const auto request = storage::Requests(reader).find(1);
  ASSERT_TRUE(request);
  EXPECT_TRUE(request->confidential);
  network.get(path_of(*request));
  EXPECT_EQ(network.status(), 404);
}

TEST_F(WordsPages, CarryWordsToAFormWithoutAnAddress) {
  TestBrowser student = signed_in("student");
  student.get("/");
  student.post("/suggestions", {{"q", "des comptes wifi pour un colloque"}});
  EXPECT_THAT(student.page(), Not(HasSubstr("?q=")));
  const std::string link = student.link_to("/services/it/wifi");
  EXPECT_EQ(link, "/services/it/wifi?mots");
  student.get(link);
  EXPECT_EQ(student.value_of("titre"), "des comptes wifi pour un colloque");
  student.get("/services/it/wifi");
  EXPECT_EQ(student.value_of("titre"), "") << "a form that was opened from elsewhere begins empty";
}

TEST_F(WordsPages, LetTheServiceCentreWriteWhereToBeHeard) {
  TestBrowser admin = signed_in("admin");
  admin.get("/canaux-confidentiels");
  ASSERT_EQ(admin.status(), 200);
  admin.post("/canaux-confidentiels", {{"fr-danger", "Le service de santé écoute."}, {"link-danger", "ftp://x"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("Le service de santé écoute."));
  admin.post("/canaux-confidentiels",
             {{"fr-danger", "Le service de santé écoute."}, {"phone-danger", "04 91 00 00 00"}});
  EXPECT_EQ(admin.location(), "/canaux-confidentiels?dit=channels");
  TestBrowser somebody = stranger();
  somebody.get("/");
  somebody.post("/suggestions", {{"q", "je veux mourir"}});
  EXPECT_THAT(somebody.page(), HasSubstr("Le service de santé écoute."));
  EXPECT_THAT(somebody.page(), HasSubstr("tel:0491000000"));
  TestBrowser network = signed_in("network");
  network.get("/canaux-confidentiels");
  EXPECT_EQ(network.status(), 403);
}

TEST_F(WordsPages, ShowWhatASynonymWouldDoAndSaveIt) {
  TestBrowser admin = signed_in("admin");
  admin.get("/synonymes?mots=sesame");
  EXPECT_EQ(admin.value_of("mots"), "sesame");
  admin.post("/synonymes/apercu", {{"portee", ""}, {"mots", "sésame"}, {"sens", ""}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_EQ(admin.value_of("mots"), "sésame") << "what was typed comes back";
  admin.post("/synonymes/apercu", {{"portee", ""}, {"mots", "sésame"}, {"sens", "comptes wifi"}});
  ASSERT_EQ(admin.status(), 200);
  EXPECT_THAT(admin.page(), HasSubstr("Ce que cela changerait"));
  admin.post("/synonymes", {{"id", "0"}, {"portee", ""}, {"mots", "sésame"}, {"sens", "comptes wifi"}});
  EXPECT_EQ(admin.location(), "/synonymes?dit=saved");
  admin.get("/synonymes");
  EXPECT_THAT(admin.page(), HasSubstr("sésame"));
  const std::string link = admin.link_to("/synonymes?id=");
  admin.get(link);
  EXPECT_EQ(admin.value_of("mots"), "sésame");
  admin.post(
      "/synonymes/apercu",
      {{"id", admin.value_of("id")}, {"version", admin.value_of("version")}, {"mots", "sésames"}, {"sens", "salle"}});
  EXPECT_THAT(admin.page(), HasSubstr("voudrait dire"));
  admin.get("/synonymes");
  admin.post("/synonymes/annuler", {});
  EXPECT_EQ(admin.location(), "/synonymes?dit=undone");
  admin.get("/synonymes");
  EXPECT_THAT(admin.page(), Not(HasSubstr("sésame")));
}

TEST_F(WordsPages, AreClosedToThoseWhoKeepNoWords) {
  TestBrowser student = signed_in("student");
  for (const char* const page : {"/synonymes", "/qualite/besoins", "/canaux-confidentiels"}) {
    student.get(page);
    EXPECT_EQ(student.status(), 403) << page;
    TestBrowser somebody = stranger();
    somebody.get(page);
    EXPECT_THAT(somebody.location(), HasSubstr("/connexion")) << page;
  }
}

TEST_F(WordsPages, SayWhatToWriteNext) {
  write([this](storage::Connection& connection) {
    for (const char* const login : {"student", "friend", "staff", "network", "identity"}) {
      domain::Request request;
      request.title = "louer une toge pour " + std::string(login);
      request.requester = id(login);
      request.team = "it/network";
      request.status = domain::Status::closed;
      request.created = request.updated = now - domain::day;
      const auto made = storage::Requests(connection).insert(request);
      storage::Requests(connection).insert_message({0, made, 999, "", "", storage::MessageKind::to_all, "Non.", now});
    }
  });
  TestBrowser admin = signed_in("admin");
  admin.get("/qualite/besoins?jours=30");
  ASSERT_EQ(admin.status(), 200);
  EXPECT_THAT(admin.page(), HasSubstr("louer une toge pour …"));
  EXPECT_THAT(admin.page(), HasSubstr("Écrivez une fiche"));
  EXPECT_THAT(admin.page(), Not(HasSubstr("toge pour friend")));
}

}  // namespace
}  // namespace guichet::web::pages

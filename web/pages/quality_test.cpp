// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the service centre, and what ends with an article.
#include "kernel/counter/quality.hpp"

#include "kernel/storage/settings.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using QualityPage = PortalTest;

/// A portal with an article that answers about eduroam.
class Answered : public PortalTest {
 protected:
  void SetUp() override {
    PortalTest::SetUp();
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    domain::Article article;
    article.id = "it/eduroam";
    article.plugin = "it";
    article.title = "Se connecter à eduroam";
    article.html = "<p>Choisissez le réseau eduroam.</p>";
    article.passages = {{"", "", "Choisissez le réseau eduroam puis votre identifiant."}};
    snapshot->articles.push_back(article);
    for (auto& service : snapshot->services) {
      if (service.id == "it/wifi") service.answers = {"it/eduroam"};
    }
    snapshot->fingerprint += " with an article";
    snapshot->index();
    ASSERT_TRUE(matcher->rebuild(snapshot).ok());
    registry.replace(snapshot);
  }
  std::int64_t solved() {
    storage::Reader reader = database->read();
    return storage::ArticleCounts(reader).total("it/eduroam", "solved");
  }
  std::int64_t solved_on_quality_page() { return counter::quality(*counter, as("admin"), 30)->solved; }
};

TEST_F(Answered, EndsAFormIsCountedAndComesBackWithEverythingTyped) {
  TestBrowser student = signed_in("student");
  student.get("/services/it/wifi");
  EXPECT_THAT(student.page(), HasSubstr("Cela répond à ma question"));
  student.post(
      "/services/it/wifi/repond",
      {{"titre", "Du wifi « ici »"}, {"r.event", "Colloque d’été"}, {"r.count", "beaucoup"}, {"fiche", "it/eduroam"}});
  ASSERT_EQ(student.status(), 200) << student.page();
  EXPECT_THAT(student.page(), HasSubstr("vous avez votre réponse"));
  EXPECT_EQ(solved(), 1);
  EXPECT_EQ(solved_on_quality_page(), 1);
  EXPECT_EQ(student.value_of("reprise"), "it/eduroam");
  student.post("/services/it/wifi", {{"reprise", student.value_of("reprise")},
                                     {"titre", student.value_of("titre")},
                                     {"r.event", student.value_of("r.event")},
                                     {"r.count", student.value_of("r.count")}});
  ASSERT_EQ(student.status(), 200);
  EXPECT_THAT(student.page(), HasSubstr("Colloque d’été"));
  EXPECT_THAT(student.page(), HasSubstr("beaucoup")) << "what was wrong comes back too";
  EXPECT_EQ(solved(), 0) << "it is no longer counted";
  EXPECT_EQ(solved_on_quality_page(), 0);
  student.post("/services/it/wifi", {{"reprise", "it/eduroam"}, {"titre", ""}});
  EXPECT_EQ(solved(), 0) << "only once";
}

TEST_F(Answered, IsOfferedBesideTheFreeRequestForItsWords) {
  TestBrowser student = signed_in("student");
  student.get("/demande-libre?q=connexion%20eduroam");
  EXPECT_THAT(student.page(), HasSubstr("Se connecter à eduroam"));
  EXPECT_THAT(student.page(), HasSubstr("/demande-libre/repond"));
}

TEST_F(Answered, ShowsHelpInsteadOfThanksForARemarkThatTellsOfDistress) {
  TestBrowser student = signed_in("student");
  student.get("/fiches/it/eduroam");
  student.post("/fiches/it/eduroam/remarque", {{"remarque", "rien n’a marché et je veux mourir"}});
  EXPECT_EQ(student.status(), 200);
  EXPECT_THAT(student.page(), HasSubstr("tel:3114"));
}

TEST_F(Answered, FromTheBoxLeadsBackToTheWords) {
  TestBrowser student = signed_in("student");
  student.get("/");
  student.post("/suggestions", {{"q", "eduroam marche pas"}});
  const std::string article = student.link_to("/fiches/it/eduroam");
  EXPECT_THAT(article, testing::EndsWith("?mots")) << "words stay out of addresses";
  student.get(article);
  student.post("/fiches/it/eduroam/avis", {{"avis", "solved"}, {"q", student.value_of("q")}});
  ASSERT_EQ(student.status(), 200);
  EXPECT_THAT(student.page(), HasSubstr("reprendre ma recherche"));
  EXPECT_EQ(solved(), 1);
  student.post("/fiches/it/eduroam/avis", {{"avis", "retour"}, {"q", student.value_of("q")}});
  EXPECT_THAT(student.page(), HasSubstr("value=\"eduroam marche pas\""));
  EXPECT_THAT(student.page(), HasSubstr("/demande-libre?mots"));
  EXPECT_EQ(solved(), 0);
  student.post("/fiches/it/eduroam/avis", {{"avis", "retour"}});
  EXPECT_EQ(solved(), 0) << "nothing was counted";
}

TEST_F(Answered, AnArticleThatIsNotThereEndsNothing) {
  TestBrowser student = signed_in("student");
  student.get("/services/it/wifi");
  student.post("/services/it/wifi/repond", {{"fiche", "it/autre"}});
  EXPECT_EQ(student.status(), 404);
}

TEST_F(QualityPage, ShowsFiguresWithTheirTableToAdministratorsOnly) {
  auto request = send_wifi();
  request = *counter::wrong_service(*counter, as("student"), seen(request), "");
  (void)send("student", "health/harassment", {{"what", "Des faits"}});
  TestBrowser admin = signed_in("admin");
  admin.get("/qualite?jours=90");
  ASSERT_EQ(admin.status(), 200) << admin.page();
  EXPECT_THAT(admin.page(), HasSubstr("<svg class=\"chart\""));
  EXPECT_THAT(admin.page(), HasSubstr("<table"));
  EXPECT_THAT(admin.page(), HasSubstr("Comptes WiFi"));
  EXPECT_THAT(admin.page(), HasSubstr("Équipe it/network"));
  EXPECT_THAT(admin.page(), HasSubstr("1,00"));
  EXPECT_THAT(admin.page(), Not(HasSubstr("faits graves")));
  EXPECT_THAT(admin.page(), HasSubstr("href=\"/qualite/besoins\""));
  EXPECT_LE(admin.statements(), 8);
  TestBrowser agent = signed_in("network");
  agent.get("/qualite");
  EXPECT_EQ(agent.status(), 403);
  agent.get("/");
  EXPECT_THAT(agent.page(), Not(HasSubstr("/qualite")));
}

TEST_F(QualityPage, SaysWhatToDoWhenNothingWasCounted) {
  TestBrowser admin = signed_in("admin");
  admin.get("/qualite");
  ASSERT_EQ(admin.status(), 200);
  EXPECT_THAT(admin.page(), HasSubstr("Rien n’a encore été compté"));
}

}  // namespace
}  // namespace guichet::web::pages

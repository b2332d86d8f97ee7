// SPDX-License-Identifier: GPL-3.0-or-later
// Articles as those who write and read them meet them, without JavaScript.
#include "kernel/counter/article_base.hpp"
#include "kernel/counter/article_image.hpp"
#include "tests/support/small_png.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ArticlePages : public PortalTest {
 protected:
  void prepare(PortalOptions& options) override {
    (void)options;
    write([this](storage::Connection& connection) {
      storage::Accounts(connection).add_member("it/network", id("network2"), true);
    });
    base = registry.current();
  }
  void follow() {
    storage::Reader reader = database->read();
    auto snapshot = std::make_shared<plugins::Snapshot>(*base);
    for (auto& article : published.read(reader, calendar.zone)) snapshot->articles.push_back(std::move(article));
    snapshot->index();
    registry.replace(snapshot);
    ASSERT_TRUE(matcher->rebuild(snapshot).ok());
  }
  /// The editor's address of a new article.
  static std::string begun(TestBrowser& agent, const std::string& title = "Eduroam sur Linux") {
    agent.get("/fiches/nouvelle");
    agent.post("/fiches/nouvelle", {{"titre", title}, {"equipe", "it/network"}, {"langue", "fr"}});
    EXPECT_EQ(agent.status(), 303) << agent.page();
    return agent.location();
  }
  static TestBrowser::Fields typed(TestBrowser& agent, const std::string& text, const std::string& next = "") {
    return {{"langue", "fr"},
            {"revision", agent.value_of("revision")},
            {"titre", "Eduroam sur Linux"},
            {"texte", text},
            {"equipe", "it/network"},
            {"public", "connectes"},
            {"suite", next}};
  }

  plugins::SnapshotPtr base;
  counter::PublishedArticles published;
};

TEST_F(ArticlePages, LeadFromANewArticleToWhatAStudentFinds) {
  TestBrowser lead = signed_in("network2");
  const std::string edit = begun(lead);
  EXPECT_EQ(edit, "/fiches/base/eduroam-sur-linux/modifier?langue=fr");
  lead.get(edit);
  const std::string path = "/fiches/base/eduroam-sur-linux";
  lead.post(path + "/apercu", typed(lead, "Ouvrez **tout**.\r\n\r\n## Image\r\n\r\n<script>x</script>"));
  EXPECT_EQ(lead.status(), 200);
  EXPECT_THAT(lead.page(), HasSubstr("<strong>tout</strong>"));
  EXPECT_THAT(lead.page(), HasSubstr("<h2>\nImage"));
  EXPECT_THAT(lead.page(), Not(HasSubstr("<script>x")));
  EXPECT_THAT(lead.page(), HasSubstr("Ligne 5"));
  EXPECT_THAT(lead.page(), HasSubstr("\nOuvrez **tout**.\n\n## Image"));
  lead.post(path + "/modifier", typed(lead, "Ouvrez les réglages du réseau eduroam.", "publier"));
  ASSERT_EQ(lead.status(), 303) << lead.page();
  EXPECT_EQ(lead.location(), edit + "&dit=published");
  follow();
  TestBrowser student = signed_in("student");
  student.get("/fiches");
  EXPECT_THAT(student.page(), HasSubstr("Eduroam sur Linux"));
  EXPECT_THAT(student.page(), Not(HasSubstr("/fiches/mes-fiches")));
  student.get(path);
  EXPECT_THAT(student.page(), HasSubstr("Ouvrez les réglages"));
  EXPECT_THAT(student.page(), Not(HasSubstr("/modifier")));
  stranger().get(path);
  TestBrowser nobody = stranger();
  nobody.get(path);
  EXPECT_EQ(nobody.status(), 404);
}

TEST_F(ArticlePages, AskForPublicationWhereAnAgentMayNotPublish) {
  TestBrowser agent = signed_in("network");
  const std::string edit = begun(agent);
  agent.get(edit);
  EXPECT_THAT(agent.page(), Not(HasSubstr("value=\"publier\"")));
  agent.post("/fiches/base/eduroam-sur-linux/modifier", typed(agent, "Texte", "relire"));
  EXPECT_EQ(agent.location(), edit + "&dit=asked");
  TestBrowser lead = signed_in("network2");
  lead.get("/fiches/mes-fiches?vue=a-publier");
  EXPECT_THAT(lead.page(), HasSubstr("Relecture demandée"));
  // Pressed all the same.
  agent.get(edit);
  agent.post("/fiches/base/eduroam-sur-linux/modifier", typed(agent, "Texte 2", "publier"));
  EXPECT_EQ(agent.status(), 403);
  EXPECT_THAT(agent.page(), HasSubstr("\nTexte 2</textarea>"));
}

TEST_F(ArticlePages, GiveBackWhatWasTypedWhenSomebodyElseWasQuicker) {
  TestBrowser agent = signed_in("network"), lead = signed_in("network2");
  const std::string edit = begun(agent), path = "/fiches/base/eduroam-sur-linux/modifier";
  agent.get(edit);
  lead.get(edit);
  lead.post(path, typed(lead, "Le sien"));
  agent.post(path, typed(agent, "Le mien"));
  EXPECT_EQ(agent.status(), 409);
  EXPECT_THAT(agent.page(), HasSubstr("\nLe mien</textarea>"));
  EXPECT_THAT(agent.page(), HasSubstr("entre-temps"));
  agent.post(path, typed(agent, "Le mien"));
  EXPECT_EQ(agent.status(), 303);
  agent.get("/fiches/base/eduroam-sur-linux/versions?langue=fr");
  EXPECT_THAT(agent.page(), HasSubstr("/versions/2?langue=fr"));
  agent.get("/fiches/base/eduroam-sur-linux/versions/2?langue=fr");
  EXPECT_THAT(agent.page(), HasSubstr("Le sien"));
  agent.post("/fiches/base/eduroam-sur-linux/versions/2", {{"langue", "fr"}, {"revision", agent.value_of("revision")}});
  EXPECT_EQ(agent.location(), edit + "&dit=restored");
}

TEST_F(ArticlePages, AreNotForThoseWhoWriteNone) {
  TestBrowser lead = signed_in("network2");
  const std::string edit = begun(lead);
  TestBrowser student = signed_in("student"), other = signed_in("identity");
  student.get("/fiches/mes-fiches");
  EXPECT_EQ(student.status(), 403);
  student.get(edit);
  EXPECT_EQ(student.status(), 404);
  other.get(edit);
  EXPECT_EQ(other.status(), 404);
  other.get("/fiches/nouvelle");
  other.post("/fiches/base/eduroam-sur-linux/apercu", typed(other, "x"));
  EXPECT_EQ(other.status(), 404);
  other.post("/fiches/base/eduroam-sur-linux/etat", {{"langue", "fr"}, {"revision", "1"}, {"geste", "supprimer"}});
  EXPECT_EQ(other.status(), 404);
}

TEST_F(ArticlePages, TakeWhatAReaderMissesToTheTeam) {
  TestBrowser lead = signed_in("network2");
  const std::string edit = begun(lead), path = "/fiches/base/eduroam-sur-linux";
  lead.get(edit);
  lead.post(path + "/modifier", typed(lead, "Texte", "publier"));
  follow();
  TestBrowser student = signed_in("student");
  student.get(path);
  student.post(path + "/avis", {{"avis", "not-solved"}});
  EXPECT_THAT(student.page(), HasSubstr(path + "/remarque"));
  student.post(path + "/remarque", {{"remarque", " "}});
  EXPECT_EQ(student.status(), 422);
  student.post(path + "/remarque", {{"remarque", "Rien pour <Fedora>"}});
  EXPECT_THAT(student.page(), HasSubstr("votre remarque est transmise"));
  lead.get(edit);
  EXPECT_THAT(lead.page(), HasSubstr("Rien pour &lt;Fedora&gt;"));
  EXPECT_THAT(lead.page(), HasSubstr("0 fois que cette fiche répond, et 1 fois"));
}

TEST_F(ArticlePages, ServeImagesAsPicturesAndNothingElse) {
  TestBrowser lead = signed_in("network2");
  const std::string edit = begun(lead);
  const std::string png = test::small_png();
  const auto image = counter::add_article_image(
      *counter, as("network"), {"base/eduroam-sur-linux", domain::Language::fr}, file_on_disk(png), "a.png");
  ASSERT_TRUE(image.ok());
  lead.get("/fiches/images/" + *image);
  EXPECT_EQ(lead.status(), 200);
  EXPECT_EQ(lead.header("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(lead.header("Content-Security-Policy"), HasSubstr("sandbox"));
  TestBrowser student = signed_in("student");
  student.get("/fiches/images/" + *image);
  EXPECT_EQ(student.status(), 404);
  lead.get("/fiches/images/" + std::string(64, 'a'));
  EXPECT_EQ(lead.status(), 404);
}

TEST_F(ArticlePages, BeginFromAResolvedRequest) {
  const auto request = send_wifi();
  TestBrowser agent = signed_in("network");
  agent.get(path_of(request));
  EXPECT_THAT(agent.page(), Not(HasSubstr("/fiche\"")));
  agent.post(path_of(request) + "/resoudre",
             {{"version", agent.value_of("version")}, {"texte", "Le compte est ouvert."}});
  agent.get(path_of(request));
  EXPECT_THAT(agent.page(), HasSubstr(path_of(request) + "/fiche\""));
  agent.post(path_of(request) + "/fiche", {});
  ASSERT_EQ(agent.status(), 303);
  agent.get(agent.location());
  EXPECT_THAT(agent.page(), HasSubstr("Le compte est ouvert."));
  EXPECT_THAT(agent.page(), HasSubstr("relisez tout avant de publier"));
}

}  // namespace
}  // namespace guichet::web::pages

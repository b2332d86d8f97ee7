// SPDX-License-Identifier: GPL-3.0-or-later
// Going to the right service, and back, without JavaScript.
#include "kernel/storage/settings.hpp"
#include "web/pages/test_portal.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ServiceMove : public PortalTest {
 protected:
  domain::Request send_free(const std::string& words = "Bonjour, voici mon besoin") {
    return send("student", "", {{"words", words}});
  }
  domain::Request send_to_sorters(const std::string& words) {
    const auto request = send_free(words);
    write([&](storage::Connection& connection) {
      auto row = *storage::Requests(connection).find(request.id);
      row.team = "triage";
      ASSERT_TRUE(storage::Requests(connection).update(row, row.version));
    });
    return reload(request.id);
  }
};

TEST_F(ServiceMove, SomebodyWhoSortsSeesGuessesPressesOneAndMayComeBack) {
  const auto request = send_to_sorters("le vidéoprojecteur de la salle");
  TestBrowser sorter = signed_in("sorter");
  sorter.get(path_of(request));
  EXPECT_THAT(sorter.page(), HasSubstr("data-key=\"1\""));
  EXPECT_THAT(sorter.page(), HasSubstr("Une salle"));
  sorter.post(path_of(request) + "/deplacer", {{"version", sorter.value_of("version")}, {"service", "it/room"}});
  ASSERT_EQ(sorter.status(), 303) << sorter.page();
  EXPECT_EQ(reload(request.id).service, "it/room");
  EXPECT_EQ(reload(request.id).status, domain::Status::awaiting_you) << "where it is was not said";
  const std::string desk = sorter.location();
  EXPECT_THAT(desk, HasSubstr("/bureau?dit=moved&deplacee="));
  sorter.get(desk);
  EXPECT_THAT(sorter.page(), HasSubstr("Annuler le déplacement"));
  sorter.post(path_of(request) + "/deplacer/annuler", {{"version", sorter.value_of("version")}});
  ASSERT_EQ(sorter.status(), 303) << sorter.page();
  EXPECT_EQ(reload(request.id).service, "");
  EXPECT_EQ(reload(request.id).team, "triage");
  sorter.get(sorter.location());
  EXPECT_THAT(sorter.page(), HasSubstr("La demande est revenue où elle était."));
}

TEST_F(ServiceMove, ARequesterChoosesAnswersOnlyWhatIsNewAndFindsWhatTheyTyped) {
  const auto request = send("student", "it/room", {{"place", "luminy/bat-a"}});
  TestBrowser student = signed_in("student");
  student.get(path_of(request));
  EXPECT_THAT(student.page(), HasSubstr("Ce n’est pas le bon service"));
  EXPECT_THAT(student.page(), Not(HasSubstr("data-key=\"1\"")));
  student.get(path_of(request) + "/bon-service");
  ASSERT_EQ(student.status(), 200);
  EXPECT_THAT(student.page(), HasSubstr("Comptes WiFi"));
  EXPECT_THAT(student.page(), Not(HasSubstr("Pour le personnel")));
  const std::string version = student.value_of("version");
  student.post(path_of(request) + "/deplacer", {{"version", version}, {"service", "it/wifi"}});
  ASSERT_EQ(student.status(), 200) << "nothing is wrong yet";
  EXPECT_THAT(student.page(), HasSubstr("L’événement"));
  EXPECT_THAT(student.page(), Not(HasSubstr("Combien")));
  EXPECT_EQ(reload(request.id).service, "it/room");
  student.post(path_of(request) + "/deplacer",
               {{"version", version}, {"service", "it/wifi"}, {"vues", "event"}, {"r.event", ""}});
  EXPECT_EQ(student.status(), 422);
  student.post(path_of(request) + "/deplacer",
               {{"version", version}, {"service", "it/wifi"}, {"vues", "event"}, {"r.event", "Colloque"}});
  ASSERT_EQ(student.status(), 303) << student.page();
  student.get(student.location());
  EXPECT_THAT(student.page(), HasSubstr("Réponses précédentes"));
  EXPECT_THAT(student.page(), HasSubstr("Colloque"));
  EXPECT_THAT(student.page(), HasSubstr("Annuler le déplacement"));
}

TEST_F(ServiceMove, ARequestThatWaitsForAnswersAsksForThoseOnly) {
  const auto request = send_to_sorters("bonjour");
  TestBrowser sorter = signed_in("sorter"), student = signed_in("student");
  sorter.get(path_of(request) + "/bon-service");
  sorter.post(path_of(request) + "/deplacer", {{"version", sorter.value_of("version")}, {"service", "it/wifi"}});
  ASSERT_EQ(sorter.status(), 303);
  student.get(path_of(request));
  EXPECT_THAT(student.page(), HasSubstr("Il manque une réponse"));
  student.get(path_of(request) + "/questions");
  ASSERT_EQ(student.status(), 200);
  EXPECT_THAT(student.page(), HasSubstr("L’événement"));
  student.post(path_of(request) + "/questions",
               {{"version", student.value_of("version")}, {"vues", "event"}, {"r.event", "Colloque"}});
  ASSERT_EQ(student.status(), 303) << student.page();
  EXPECT_EQ(reload(request.id).answers["event"], "Colloque");
  EXPECT_EQ(reload(request.id).status, domain::Status::received);
  student.get(path_of(request));
  EXPECT_THAT(student.page(), Not(HasSubstr("Il manque une réponse")));
}

TEST_F(ServiceMove, WhoComesSecondIsToldAndNothingIsDone) {
  const auto request = send_to_sorters("bonjour");
  TestBrowser sorter = signed_in("sorter"), student = signed_in("student");
  student.get(path_of(request) + "/bon-service");
  sorter.get(path_of(request));
  sorter.post(path_of(request) + "/deplacer", {{"version", sorter.value_of("version")}, {"service", "it/steps"}});
  student.post(path_of(request) + "/deplacer",
               {{"version", student.value_of("version")}, {"service", "it/wifi"}, {"vues", "event"}, {"r.event", "C"}});
  EXPECT_EQ(student.status(), 409);
  EXPECT_EQ(reload(request.id).service, "it/steps");
}

TEST_F(ServiceMove, StrangersLearnNothing) {
  const auto request = send_free();
  TestBrowser staff = signed_in("staff");
  for (const char* page : {"/bon-service", "/questions"}) {
    staff.get(path_of(request) + page);
    EXPECT_EQ(staff.status(), 404) << page;
  }
  staff.get("/");
  for (const char* page : {"/deplacer", "/deplacer/annuler", "/questions"}) {
    staff.post(path_of(request) + page, {{"version", "1"}, {"service", "it/wifi"}});
    EXPECT_EQ(staff.status(), 404) << page;
  }
}

}  // namespace
}  // namespace guichet::web::pages

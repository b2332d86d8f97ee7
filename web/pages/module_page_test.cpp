// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of one module tells, and that of a plugin being written.
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_health.hpp"
#include "kernel/storage/plugin_states.hpp"
#include "web/pages/test_modules.hpp"

namespace guichet::web::pages {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t times_in(const std::string& page, const std::string& text) {
  std::size_t times = 0;
  for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) ++times;
  return times;
}

TEST_F(ModulesTest, KeepsSettingsAndNeverShowsASecretAgain) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("type=\"password\""));
  const std::string seen = admin.value_of("vues");
  EXPECT_EQ(seen, "address password");
  admin.post("/modules/school/reglages",
             {{"vues", seen}, {"r.address", "pas une adresse"}, {"r.password", "sesame-ouvre-toi"}});
  EXPECT_EQ(admin.status(), 422);
  EXPECT_THAT(admin.page(), HasSubstr("href=\"#r-address\""));
  EXPECT_THAT(admin.page(), HasSubstr("value=\"pas une adresse\""));
  EXPECT_THAT(admin.page(), Not(HasSubstr("sesame")));
  admin.post("/modules/school/reglages",
             {{"vues", seen}, {"r.address", "https://annuaire.univ.example"}, {"r.password", "sesame-ouvre-toi"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=settings") << admin.page();
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("value=\"https://annuaire.univ.example\""));
  EXPECT_THAT(admin.page(), HasSubstr("Déjà enregistré."));
  EXPECT_THAT(admin.page(), Not(HasSubstr("sesame")));

  // Left empty, it stays; ticked, it is forgotten.
  admin.post("/modules/school/reglages",
             {{"vues", seen}, {"r.address", "https://annuaire.univ.example"}, {"r.password", ""}});
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("Déjà enregistré."));
  admin.post("/modules/school/reglages", {{"vues", seen}, {"r.password", ""}, {"oublier", "password"}});
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), Not(HasSubstr("Déjà enregistré.")));
  EXPECT_THAT(admin.page(), Not(HasSubstr("https://annuaire.univ.example")));
}

TEST_F(ModulesTest, ShowsEachRefusalOnceAndWhatWasDoneBesideThem) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  refuse("guichet.mail/0 send");
  for (int i = 0; i < 200; ++i) refuse("guichet.storage/0 get");
  admin.get("/modules/school");
  EXPECT_EQ(times_in(admin.page(), "Un droit qu’il n’a pas lui a été refusé (guichet.storage/0 get)"), 1U);
  EXPECT_THAT(admin.page(), HasSubstr("Installation de la version 1.2.0"));
  // A plugin that makes up what it asks for fills no history either.
  for (int i = 0; i < 150; ++i) refuse("made.up/" + std::to_string(i) + " x");
  admin.get("/modules/school");
  EXPECT_EQ(times_in(admin.page(), "lui a été refusé (made.up/"), 5U);
  EXPECT_THAT(admin.page(), HasSubstr("Installation de la version 1.2.0"));
  EXPECT_THAT(admin.page(), HasSubstr("Activation de la version 1.2.0"));
}

TEST_F(ModulesTest, SaysWhatWasTypedOnTheMachine) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  identity::Viewer machine;
  machine.rights.push_back({"module-admin", "", 0});
  const counter::Asker typing{&machine, domain::Language::fr, now};
  ASSERT_TRUE(counter::disable_plugin(*counter, typing, "school", false).ok());
  refuse("guichet.mail/0 send");
  admin.get("/modules/school");
  EXPECT_EQ(times_in(admin.page(), "par la ligne de commande de cette machine"), 1U);
}

TEST_F(ModulesTest, TellsWhyTheCounterWentBackByItself) {
  TestBrowser admin = signed_in("admin");
  install(admin);
  upload(admin, bundle("1.3.0"), "/modules/school/mettre-a-jour");
  admin.post(inspection_url(admin), {{"mot", "sans signature"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=upgraded") << admin.page();
  std::string failed;
  write(
      [&](storage::Connection& connection) { failed = storage::PluginStates(connection).find("school")->fingerprint; });
  const auto undone =
      counter::roll_back_by_itself(*counter, "school", failed, "plugin.failed.crashed", "signal 11 in <start>", now);
  ASSERT_TRUE(undone.ok() && *undone);
  admin.get("/modules/school");
  EXPECT_THAT(admin.page(), HasSubstr("Pourquoi\u00a0: son programme est tombé en panne."));
  EXPECT_THAT(admin.page(), HasSubstr("signal 11 in &lt;start&gt;"));
  admin.get("/modules");
  EXPECT_THAT(admin.page(), HasSubstr("Pourquoi\u00a0: son programme est tombé en panne."));
}

TEST_F(ModulesTest, SaysThatAModuleWithoutCodeHasNoProgram) {
  runs = false;
  TestBrowser admin = signed_in("admin");
  upload(admin, bundle("1.2.0"));
  admin.post(inspection_url(admin), {{"droit", "settings"}, {"droit", "secrets"}, {"mot", "sans signature"}});
  ASSERT_EQ(admin.location(), "/modules/school?dit=enabled") << admin.page();
  write([&](storage::Connection& connection) {
    const auto state = storage::PluginStates(connection).find("school");
    storage::PluginHealths(connection)
        .save({"one:8080", "", now, counter::json_of(counter::NodeFacts{{{"school", state->fingerprint}}, {}})});
  });
  for (const char* path : {"/modules", "/modules/school"}) {
    admin.get(path);
    EXPECT_THAT(admin.page(), HasSubstr("Aucun programme à faire tourner.")) << path;
    EXPECT_THAT(admin.page(), Not(HasSubstr("Arrêté"))) << path;
  }
}

TEST_F(ModulesTest, HasNoAsideOfAPluginUnlessOneIsWritten) {
  TestBrowser student = signed_in("student");
  student.get("/");
  EXPECT_THAT(student.page(), Not(HasSubstr("id=\"develop\"")));
  student.get("/developpement");
  EXPECT_EQ(student.status(), 404);
}

/// A portal opened with --develop school.
class DevelopedPluginTest : public PortalTest {
 protected:
  void prepare(PortalOptions& options) override {
    options.develop = "school";
    options.developed_calls = [this] {
      return std::vector<DevelopedCall>{
          {now, "order-chair", "failed: no <chair> left", std::chrono::microseconds(3210)}};
    };
    options.health = [] {
      plugins::WorkerHealth other, own;
      other.plugin = "it";
      other.log = {"of another plugin"};
      own.plugin = "school";
      own.state = plugins::WorkerState::ready;
      own.log = {"order-chair: looking for a chair"};
      return std::vector<plugins::WorkerHealth>{other, own};
    };
  }
};

TEST_F(DevelopedPluginTest, ShowsItsCallsAndLogBesideEachPage) {
  TestBrowser student = signed_in("student");
  student.get("/");
  EXPECT_THAT(student.page(), HasSubstr("id=\"develop\""));
  EXPECT_THAT(student.page(), HasSubstr("href=\"/developpement\""));
  student.get("/developpement");
  EXPECT_THAT(student.page(), HasSubstr("failed: no &lt;chair&gt; left"));
  EXPECT_THAT(student.page(), HasSubstr("3,2 ms"));
  EXPECT_THAT(student.page(), HasSubstr("order-chair: looking for a chair"));
  EXPECT_THAT(student.page(), Not(HasSubstr("of another plugin")));
  EXPECT_THAT(student.page(), Not(HasSubstr("id=\"develop\""))) << "not beside itself";
}

}  // namespace
}  // namespace guichet::web::pages

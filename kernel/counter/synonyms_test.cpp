// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/handle.hpp"
#include "kernel/counter/synonym_file.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace guichet::counter {
namespace {

class KeepingSynonyms : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    counter->data_folder = place->folder();
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    viewers.at("network").teams = {{"it/network", true}};
    viewers.at("staff").rights.push_back({"author", "department:health", 0});
  }
  // What every node does when it hears of the change.
  void follow() {
    std::vector<plugins::Synonym> kept;
    {
      storage::Reader reader = database->read();
      for (auto& row : storage::Synonyms(reader).all()) kept.push_back({row.scope, row.words, row.means});
    }
    registry.replace(plugins::with_synonyms(*registry.current(), std::move(kept)));
    ASSERT_TRUE(matcher->rebuild(registry.current()).ok());
  }
  std::string first_for(const std::string& words) {
    const auto found = matcher->suggest(words, &viewers.at("student").person, domain::Language::fr);
    return found.abstains || found.services.empty() ? "" : found.services.front().service->id;
  }
  std::size_t told() {
    storage::Reader reader = database->read();
    std::size_t count = 0;
    for (const auto& event : storage::Events(reader).since(0, 1000)) count += event.kind == "synonyms.changed" ? 1 : 0;
    return count;
  }
  domain::Request solved_wifi(const std::string& title, const std::string& login = "student") {
    FormInput input = form("it/wifi", {{"event", "Fête"}, {"count", "20"}});
    input.title = title;
    auto request = submit(*counter, as(login), input)->request;
    request.status = domain::Status::resolved;
    write([&](storage::Connection& connection) {
      ASSERT_TRUE(storage::Requests(connection).update(request, request.version));
    });
    return request;
  }
};

TEST_F(KeepingSynonyms, OfTheUniversityIsForTheServiceCentreAlone) {
  const SynonymChange change{0, "", "sésame", "comptes wifi"};
  ASSERT_TRUE(change_synonym(*counter, as("admin"), change).ok());
  for (const char* const login : {"network", "staff", "student"}) {
    EXPECT_EQ(change_synonym(*counter, as(login), {0, "", "autre", "mot"}).error().kind, domain::ErrorKind::forbidden)
        << login;
  }
  EXPECT_FALSE(change_synonym(*counter, as(""), change).ok());
  follow();
  EXPECT_EQ(first_for("des sésames pour mon colloque"), "it/wifi");
}

TEST_F(KeepingSynonyms, OfAServiceIsForThoseWhoLeadOrWriteInItsDepartment) {
  EXPECT_TRUE(change_synonym(*counter, as("network"), {0, "it/wifi", "hotspot", "ignored"}).ok());
  EXPECT_FALSE(change_synonym(*counter, as("network2"), {0, "it/wifi", "borne", ""}).ok()) << "no lead";
  EXPECT_FALSE(change_synonym(*counter, as("network"), {0, "health/harassment", "brimade", ""}).ok());
  EXPECT_TRUE(change_synonym(*counter, as("staff"), {0, "health/harassment", "brimade", ""}).ok());
  EXPECT_TRUE(change_synonym(*counter, as("admin"), {0, "it/wifi", "borne", ""}).ok());
  follow();
  EXPECT_EQ(first_for("un hotspot"), "it/wifi");

  const auto seen = synonyms(*counter, as("network"));
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->synonyms.size(), 2U) << "not those of another department";
  EXPECT_FALSE(seen->university);
  EXPECT_EQ(seen->synonyms[1].row.means, "");
  EXPECT_EQ(synonyms(*counter, as("student")).error().kind, domain::ErrorKind::forbidden);
}

TEST_F(KeepingSynonyms, AreMendedRemovedAndTakenBack) {
  const auto list = [this] {
    const auto all = synonyms(*counter, as("admin"));
    std::string words;
    for (const auto& each : all->synonyms) words += each.row.words + "=" + each.row.means + " ";
    return words;
  };
  const auto id_of_first = [this] { return synonyms(*counter, as("admin"))->synonyms.at(0).row.id; };
  const auto version = [this] { return synonyms(*counter, as("admin"))->synonyms.at(0).version; };
  ASSERT_TRUE(change_synonym(*counter, as("admin"), {0, "", "  Le  sésame ", "comptes   wifi"}).ok());
  EXPECT_EQ(list(), "Le sésame=comptes wifi ");
  EXPECT_EQ(change_synonym(*counter, as("admin"), {0, "", "Le sésame", "comptes wifi"}).error().message,
            "error.synonym.there");
  ASSERT_TRUE(change_synonym(*counter, as("admin"), {id_of_first(), "", "sésame", "salle", version()}).ok());
  EXPECT_EQ(list(), "sésame=salle ");
  EXPECT_EQ(synonyms(*counter, as("admin"))->undo, "Le sésame");
  ASSERT_TRUE(undo_synonym_change(*counter, as("admin")).ok());
  EXPECT_EQ(list(), "Le sésame=comptes wifi ");
  EXPECT_FALSE(undo_synonym_change(*counter, as("admin")).ok()) << "only once";
  ASSERT_TRUE(change_synonym(*counter, as("admin"), {id_of_first(), "", "", "", version()}).ok());
  EXPECT_EQ(list(), "");
  ASSERT_TRUE(undo_synonym_change(*counter, as("admin")).ok());
  EXPECT_EQ(list(), "Le sésame=comptes wifi ");
  EXPECT_EQ(told(), 5U);
  EXPECT_FALSE(change_synonym(*counter, as("admin"), {id_of_first() + 100, "", "", ""}).ok());
}

TEST_F(KeepingSynonyms, AreFewWordsThatSaySomething) {
  for (const SynonymChange& bad :
       {SynonymChange{0, "", "", "wifi"}, SynonymChange{0, "", "le de", "wifi"}, SynonymChange{0, "", "a b c d e", "x"},
        SynonymChange{0, "", "mot", ""}, SynonymChange{0, "it/none", "mot", ""},
        SynonymChange{0, "", std::string(100, 'x'), "mot"}, SynonymChange{0, "", "\xff", "mot"}}) {
    const auto done = change_synonym(*counter, as("admin"), bad);
    ASSERT_FALSE(done.ok()) << bad.words;
    EXPECT_EQ(done.error().kind, domain::ErrorKind::invalid) << bad.words;
    EXPECT_FALSE(done.error().fields.empty()) << bad.words;
  }
}

TEST_F(KeepingSynonyms, ShowsFirstWhatAChangeWouldDoToPastNeeds) {
  // Nobody is told of fewer than five people.
  solved_wifi("il me faudrait des sésames");
  solved_wifi("encore un sésame svp");
  solved_wifi("un sésame pour demain");
  (void)solved_wifi("comptes wifi pour un colloque");
  const auto secret = submit(*counter, as("student"), form("health/harassment", {{"what", "sésame"}}))->request;
  (void)secret;
  const SynonymChange change{0, "", "sésame", "comptes wifi"};
  const auto preview = preview_synonym(*counter, as("admin"), change);
  ASSERT_TRUE(preview.ok()) << preview.error().message;
  EXPECT_EQ(preview->asked, 4U);
  EXPECT_TRUE(preview->in_time);
  for (const auto& told : {preview->holding, preview->found, preview->better, preview->worse, preview->lost}) {
    EXPECT_FALSE(told.has_value()) << "of one person";
  }
  EXPECT_TRUE(preview->examples.empty()) << "the service centre does not read requests by its role";
  EXPECT_EQ(told(), 0U) << "nothing was saved";

  const auto own = preview_synonym(*counter, as("network"), {0, "it/wifi", "sésame", ""});
  ASSERT_TRUE(own.ok());
  ASSERT_EQ(own->examples.size(), 3U);
  EXPECT_EQ(own->examples[1].words, "encore un sésame svp");
  EXPECT_EQ(own->examples[0].after, "Comptes WiFi pour un événement");
  EXPECT_EQ(own->examples[0].before, "");

  const auto wrong = preview_synonym(*counter, as("admin"), {0, "", "colloque", "videoprojecteur salle panne"});
  ASSERT_TRUE(wrong.ok());
  EXPECT_FALSE(wrong->better.has_value());
  EXPECT_FALSE(preview_synonym(*counter, as("student"), change).ok());
  for (const auto& entry : std::filesystem::directory_iterator(place->folder())) {
    EXPECT_THAT(entry.path().filename().string(), ::testing::Not(::testing::StartsWith("words-preview")));
  }
}

TEST_F(KeepingSynonyms, TellsWhatFivePeopleSaid) {
  for (const char* login : {"student", "student2", "staff", "network", "network2", "identity"}) {
    if (viewers.count(login) > 0) solved_wifi("il me faudrait des sésames", login);
  }
  const auto preview = preview_synonym(*counter, as("admin"), {0, "", "sésame", "comptes wifi"});
  ASSERT_TRUE(preview.ok());
  ASSERT_GE(preview->asked, 5U);
  EXPECT_EQ(preview->holding, preview->asked);
  EXPECT_EQ(preview->found, preview->asked);
  EXPECT_FALSE(preview->means_nothing);
  EXPECT_TRUE(preview_synonym(*counter, as("admin"), {0, "", "sésame", "zzzzqqq"})->means_nothing);
}

TEST_F(KeepingSynonyms, TakeBackNothingButTheirOwnChange) {
  ASSERT_TRUE(change_synonym(*counter, as("admin"), {0, "", "sésame", "comptes wifi"}).ok());
  const auto first = synonyms(*counter, as("admin"))->synonyms.at(0);
  write([&](storage::Connection& connection) {
    storage::Synonyms rows(connection);
    ASSERT_TRUE(rows.remove(first.row.id));
    const auto again = rows.add({0, "it/wifi", "hotspot", "", id("network"), test::morning});
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(*again, first.row.id) << "SQLite gives the number again";
  });
  EXPECT_EQ(undo_synonym_change(*counter, as("admin")).error().message, "error.synonym.changed");
  EXPECT_EQ(synonyms(*counter, as("admin"))->synonyms.at(0).row.words, "hotspot");
}

TEST_F(KeepingSynonyms, AreNotMendedOverWhatSomebodyElseWrote) {
  ASSERT_TRUE(change_synonym(*counter, as("admin"), {0, "it/wifi", "sésame", ""}).ok());
  const auto seen = synonyms(*counter, as("admin"))->synonyms.at(0);
  ASSERT_TRUE(change_synonym(*counter, as("network"), {seen.row.id, "", "hotspot", "", seen.version}).ok());
  const auto late = change_synonym(*counter, as("admin"), {seen.row.id, "", "borne", "", seen.version});
  EXPECT_EQ(late.error().kind, domain::ErrorKind::conflict);
  EXPECT_EQ(late.error().message, "error.synonym.changed");
  EXPECT_EQ(change_synonym(*counter, as("admin"), {seen.row.id, "", "", "", ""}).error().kind,
            domain::ErrorKind::conflict);
}

TEST_F(KeepingSynonyms, DoNotStandForThemselvesNorHideWhatTheySay) {
  EXPECT_EQ(change_synonym(*counter, as("admin"), {0, "", "ordinateur", "Ordinateurs"}).error().fields.at(0).message,
            "error.synonym.itself");
  EXPECT_EQ(change_synonym(*counter, as("admin"), {0, "", "a\u202Eb", "wifi"}).error().fields.at(0).message,
            "error.field.bad-text");
}

TEST_F(KeepingSynonyms, LeavesNeedsOfDistressOutOfThePreview) {
  solved_wifi("on me harcèle avec le sésame");
  EXPECT_EQ(preview_synonym(*counter, as("network"), {0, "it/wifi", "sésame", ""})->asked, 0U);
}

TEST_F(KeepingSynonyms, LeavesNeedsThatTurnedOutToTellOfDistressOutOfThePreview) {
  const auto request = solved_wifi("des sésames svp");
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "mon ex me menace", false, {}}).ok());
  EXPECT_EQ(preview_synonym(*counter, as("network"), {0, "it/wifi", "sésame", ""})->asked, 0U);
}

TEST_F(KeepingSynonyms, ComeAndGoAsAFile) {
  solved_wifi("il me faudrait des sésames");
  ASSERT_TRUE(change_synonym(*counter, as("admin"), {0, "", "bécane", "ordinateur"}).ok());
  const std::string text =
      "\xEF\xBB\xBFsens;Portée;mots\r\nordinateur;;bécane\r\ncomptes wifi;;sésame\r\n;it/wifi;borne\r\n";
  const auto file = read_synonym_file(*counter, as("admin"), text);
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_TRUE(file->wrong.empty());
  EXPECT_EQ(file->there_already, 1U);
  ASSERT_EQ(file->additions.size(), 2U);
  const auto preview = preview_synonyms(*counter, as("admin"), file->additions);
  EXPECT_EQ(preview->asked, 1U);
  EXPECT_EQ(preview->better, std::nullopt) << "of one person it is not told";
  EXPECT_EQ(told(), 1U) << "nothing was saved";
  EXPECT_EQ(add_synonyms(*counter, as("admin"), file->additions).value(), 2U);
  EXPECT_EQ(add_synonyms(*counter, as("admin"), file->additions).value(), 0U) << "twice changes nothing";
  EXPECT_EQ(told(), 2U);
  follow();
  EXPECT_EQ(first_for("des sésames"), "it/wifi");
  const std::string written = export_synonyms(*counter, as("admin")).value();
  EXPECT_EQ(written,
            "\xEF\xBB\xBFportee,mots,sens\r\n,bécane,ordinateur\r\n,sésame,comptes wifi\r\nit/wifi,borne,\r\n");
  EXPECT_TRUE(read_synonym_file(*counter, as("admin"), written)->additions.empty());
  ASSERT_TRUE(undo_synonym_change(*counter, as("admin")).ok()) << "all of it at once";
  EXPECT_EQ(synonyms(*counter, as("admin"))->synonyms.size(), 1U);
}

TEST_F(KeepingSynonyms, SayWhatIsWrongInAFileLineByLine) {
  const auto wrong = read_synonym_file(*counter, as("network"),
                                       "portee,mots,sens\nit/wifi,borne,\n,autre,mot\nit/wifi,le,\n\nit/none,mot,\n");
  ASSERT_TRUE(wrong.ok());
  ASSERT_EQ(wrong->wrong.size(), 3U);
  EXPECT_EQ(wrong->wrong[0].line, 3U);
  EXPECT_EQ(wrong->wrong[0].message, "error.synonym.forbidden");
  EXPECT_EQ(wrong->wrong[1].line, 4U);
  EXPECT_EQ(wrong->wrong[1].message, "error.synonym.says-nothing");
  EXPECT_EQ(wrong->wrong[2].line, 6U);
  const auto message = [this](const std::string& text) {
    const auto file = read_synonym_file(*counter, as("admin"), text);
    return file ? std::string() : file.error().message;
  };
  EXPECT_EQ(message(""), "error.synonym.file-empty");
  EXPECT_EQ(message("a,b,c\nd,e,f\n"), "error.synonym.file-header");
  EXPECT_EQ(message("portee,mots,sens\n,\"x,y\n"), "error.synonym.file-quotes");
  EXPECT_EQ(message("portee,mots,sens\n,\xe9,y\n"), "error.synonym.file-text");
  EXPECT_EQ(message(std::string(longest_synonym_file + 1, 'x')), "error.synonym.file-long");
  std::string lines = "portee,mots,sens\n";
  for (int i = 0; i < 2001; ++i) lines += ",mot" + std::to_string(i) + ",sens\n";
  EXPECT_EQ(message(lines), "error.synonym.file-lines");
  EXPECT_EQ(export_synonyms(*counter, as("student")).error().kind, domain::ErrorKind::forbidden);
  EXPECT_EQ(read_synonym_file(*counter, as("student"), "portee,mots,sens\n,a,b\n").error().kind,
            domain::ErrorKind::forbidden);
}

TEST_F(KeepingSynonyms, IsNotPreviewedWithoutEnd) {
  const SynonymChange change{0, "it/wifi", "sésame", ""};
  write([&](storage::Connection& connection) {
    storage::Accounts accounts(connection);
    for (int i = 0; i < 60; ++i) {
      (void)accounts.count_use("synonym-preview:" + std::to_string(id("network")), test::morning, domain::hour);
    }
  });
  EXPECT_EQ(preview_synonym(*counter, as("network"), change).error().kind, domain::ErrorKind::too_many);
}

}  // namespace
}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/people.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/fold.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PeopleStore : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(PeopleStore);

TEST_P(PeopleStore, GivesBackEveryFieldOfAPerson) {
  domain::Person person = sample::person(0, "zoe");
  person.phone = "04 13 55 00 00";
  person.component = "sciences";
  person.office = "luminy/bat-a/3/a301";
  person.manager = 5'000'000'000;
  write([&](Connection& connection) { person.id = People(connection).insert(person); });
  EXPECT_GT(person.id, 0);
  Reader reader = database->read();
  const auto found = People(reader).by_login("zoe");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, person.id);
  EXPECT_EQ(found->name(), "Zoé Martin");
  EXPECT_EQ(found->mail, person.mail);
  EXPECT_EQ(found->phone, person.phone);
  EXPECT_EQ(found->affiliation, person.affiliation);
  EXPECT_EQ(found->component, "sciences");
  EXPECT_EQ(found->office, person.office);
  EXPECT_EQ(found->manager, 5'000'000'000);
  EXPECT_EQ(found->language, domain::Language::en);
  EXPECT_TRUE(found->active);
  EXPECT_EQ(People(reader).find(person.id)->login, "zoe");
  EXPECT_EQ(People(reader).by_mail(person.mail)->login, "zoe");
  EXPECT_FALSE(People(reader).by_mail(""));
  EXPECT_FALSE(People(reader).find(99));
  EXPECT_THAT(People(reader).many({person.id, 99}), SizeIs(1));
}

TEST_P(PeopleStore, FindsPeopleByTheBeginningsOfTheirNamesWithoutAccents) {
  domain::Person gone = sample::person(4, "gone", "Zoë", "Éluard");
  gone.active = false;
  write([&](Connection& connection) {
    People(connection)
        .insert_many({sample::person(1, "zm", "Zoé", "Müller-Béchet"), sample::person(2, "el", "Éloïse", "Lefèvre"),
                      sample::person(3, "al", "Élodie", "Aubert"), gone});
    EXPECT_EQ(People(connection).insert(sample::person(0, "next")), 5);
  });
  Reader reader = database->read();
  const auto logins = [&](std::string_view words) {
    std::vector<std::string> found;
    for (const domain::Person& person : People(reader).search(words, 10)) found.push_back(person.login);
    return found;
  };
  EXPECT_THAT(logins("elo"), ElementsAre("al", "el"));
  EXPECT_THAT(logins("ÉLO lef"), ElementsAre("el"));
  EXPECT_THAT(logins("bech zo"), ElementsAre("zm"));
  EXPECT_THAT(logins("zm"), ElementsAre("zm"));
  EXPECT_THAT(logins("zoe x"), IsEmpty());
  EXPECT_THAT(logins("  ' % "), IsEmpty());
}

TEST_P(PeopleStore, KeepsPlacesComponentsAndDirectoryAccounts) {
  write([&](Connection& connection) {
    University(connection)
        .insert_places({{"luminy", "", domain::PlaceKind::campus, "Luminy"},
                        {"luminy/bat-a", "luminy", domain::PlaceKind::building, "Bâtiment A"}});
    University(connection).insert_components({{"sciences", {"Sciences", "Science"}}});
    DirectoryAccounts(connection).insert({"zoe", 1, true, "failed-attempts", "zoe@example.org"});
    DirectoryAccounts(connection).set_lock("zoe", false, "");
  });
  Reader reader = database->read();
  const auto places = University(reader).places();
  ASSERT_THAT(places, SizeIs(2));
  EXPECT_EQ(places[1].parent, "luminy");
  EXPECT_EQ(places[1].kind, domain::PlaceKind::building);
  EXPECT_EQ(University(reader).components().at(0).name.en, "Science");
  const auto account = DirectoryAccounts(reader).find("zoe");
  ASSERT_TRUE(account);
  EXPECT_FALSE(account->locked);
  EXPECT_EQ(account->lock_reason, "");
  EXPECT_EQ(account->contact_mail, "zoe@example.org");
  EXPECT_FALSE(DirectoryAccounts(reader).find("nobody"));
}

TEST_P(PeopleStore, SaysInOneStatementWhoIsSignedIn) {
  write([&](Connection& connection) {
    People(connection).insert(sample::person(1, "zoe"));
    Accounts accounts(connection);
    accounts.insert_session({"hash", 1, "csrf", now, now + 1000, now});
    accounts.add_member("it/network", 1, false);
    accounts.add_member("it/network", 1, true);
    accounts.add_member("it/luminy", 1, false);
    accounts.grant(1, {"auditor", "", 0});
    accounts.grant(1, {"author", "department:it", now + 10});
  });
  Reader reader = database->read();
  Accounts accounts(reader);
  const std::int64_t before = statements_of_this_thread();
  const auto signed_in = accounts.signed_in("hash", now);
  EXPECT_EQ(statements_of_this_thread() - before, 1);
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->person.login, "zoe");
  EXPECT_EQ(signed_in->session.csrf, "csrf");
  ASSERT_THAT(signed_in->teams, SizeIs(2));
  EXPECT_THAT(signed_in->rights, SizeIs(2));
  EXPECT_THAT(accounts.signed_in("hash", now + 20)->rights, SizeIs(1));
  EXPECT_FALSE(accounts.signed_in("hash", now + 1000));
  EXPECT_FALSE(accounts.signed_in("other", now));
  const auto teams = accounts.teams_of(1);
  ASSERT_THAT(teams, SizeIs(2));
  EXPECT_EQ(teams[1].team, "it/network");
  EXPECT_TRUE(teams[1].lead);
  EXPECT_THAT(accounts.members_of("it/luminy"), ElementsAre(1));
  EXPECT_THAT(accounts.rights_of(1), SizeIs(2));
}

TEST_P(PeopleStore, SignsNobodyInWhoHasLeft) {
  domain::Person gone = sample::person(1, "gone");
  gone.active = false;
  write([&](Connection& connection) {
    People(connection).insert(gone);
    Accounts(connection).insert_session({"hash", 1, "csrf", now, now + 1000, now});
  });
  Reader reader = database->read();
  EXPECT_FALSE(Accounts(reader).signed_in("hash", now));
}

TEST_P(PeopleStore, EndsSessions) {
  write([&](Connection& connection) {
    People(connection).insert(sample::person(1, "zoe"));
    Accounts accounts(connection);
    for (const char* hash : {"a", "b", "c"}) accounts.insert_session({hash, 1, "csrf", now, now + 10, now});
    accounts.touch_session("a", now + 5, now + 100);
    accounts.remove_expired(now + 20);
    EXPECT_TRUE(accounts.signed_in("a", now + 20));
    EXPECT_FALSE(accounts.signed_in("b", now));
    accounts.remove_session("a");
    EXPECT_FALSE(accounts.signed_in("a", now));
    accounts.insert_session({"d", 1, "csrf", now, now + 10, now});
    accounts.remove_sessions_of(1);
    EXPECT_FALSE(accounts.signed_in("d", now));
  });
}

TEST_P(PeopleStore, KeepsPasswordsAndRecoveryCodes) {
  write([&](Connection& connection) {
    Accounts accounts(connection);
    EXPECT_FALSE(accounts.password_hash(1));
    accounts.set_password_hash(1, "one");
    accounts.set_password_hash(1, "two");
    EXPECT_EQ(accounts.password_hash(1), "two");
    RecoveryCode code{"id", "hash", "zoe", now, 0, false};
    accounts.insert_recovery(code);
    code.attempts = 2;
    code.used = true;
    accounts.update_recovery(code);
    EXPECT_EQ(accounts.recovery("id")->attempts, 2);
    EXPECT_TRUE(accounts.recovery("id")->used);
  });
}

TEST_P(PeopleStore, CountsUsesWithinAWindow) {
  write([&](Connection& connection) {
    Accounts accounts(connection);
    const domain::Instant start = now - now % 1000;
    EXPECT_EQ(accounts.count_use("sign-in:zoe", start, 1000), 1);
    EXPECT_EQ(accounts.count_use("sign-in:zoe", start + 999, 1000), 2);
    EXPECT_EQ(accounts.count_use("sign-in:max", start, 1000), 1);
    EXPECT_EQ(accounts.count_use("sign-in:zoe", start + 1000, 1000), 1);
    EXPECT_EQ(accounts.count_use("sign-in:zoe", start + 1001, 1000), 2);
    accounts.clear_uses("sign-in:zoe");
    EXPECT_EQ(accounts.count_use("sign-in:zoe", start + 1002, 1000), 1);
  });
}

TEST_P(PeopleStore, KeepsTheAuditNewestFirst) {
  write([&](Connection& connection) {
    Audit(connection).append({now, 1, "sign-in", "zoe", "{}"});
    Audit(connection).append({now, 2, "plugin.enable", "it", "{}"});
    const auto latest = Audit(connection).latest(1);
    ASSERT_THAT(latest, SizeIs(1));
    EXPECT_EQ(latest[0].action, "plugin.enable");
  });
}

TEST(Fold, TakesAccentsCaseAndLigaturesAway) {
  EXPECT_EQ(folded("Éloïse ÇŒUR Ñandú Łódź ß"), "eloise coeur nandu lodz ss");
  EXPECT_EQ(folded("Zoe\xCC\x81"), "zoe");
  EXPECT_EQ(folded("\xFF\xC3"), "\xFF\xC3");
  EXPECT_THAT(folded_words("Jean-Paul d'Été, jean", 10), ElementsAre("jean", "paul", "d", "ete"));
}

}  // namespace
}  // namespace guichet::storage

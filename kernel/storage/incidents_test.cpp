// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/incidents.hpp"

#include "kernel/storage/requests.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using domain::Incident;
using domain::IncidentState;
using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class IncidentStore : public test::OnBothDatabases {
 protected:
  static Incident incident(const std::string& team = "it/network") {
    Incident made;
    made.team = team;
    made.service = "it/wifi";
    made.place = "luminy";
    made.component = "sciences";
    made.roots = {"panne", "wifi"};
    made.since = now - 1000;
    made.created = now;
    return made;
  }
};
INSTANTIATE_ON_BOTH_DATABASES(IncidentStore);

TEST_P(IncidentStore, GivesBackWhatItKeepsAndRefusesAnOlderPage) {
  write([](Connection& connection) {
    Incidents incidents(connection);
    Incident made = incident();
    made.id = incidents.insert(made);
    made.title = "Plus de WiFi à Luminy";
    made.open_to_all = true;
    made.state = IncidentState::confirmed;
    made.decided_by = 5'000'000'000;
    EXPECT_TRUE(incidents.update(made, 1));
    EXPECT_FALSE(incidents.update(made, 1)) << "it was changed meanwhile";
    const auto found = incidents.find(made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->title, made.title);
    EXPECT_EQ(found->state, IncidentState::confirmed);
    EXPECT_EQ(found->roots, made.roots);
    EXPECT_EQ(found->component, "sciences");
    EXPECT_EQ(found->decided_by, made.decided_by);
    EXPECT_EQ(found->since, now - 1000);
    EXPECT_TRUE(found->open_to_all);
    EXPECT_EQ(found->version, 2);
  });
}

TEST_P(IncidentStore, ListsWhatIsUnderWayAndWhatATeamHadLately) {
  write([](Connection& connection) {
    Incidents incidents(connection);
    const auto first = incidents.insert(incident());
    Incident refused = incident();
    refused.state = IncidentState::refused;
    const auto second = incidents.insert(refused);
    Incident old = incident();
    old.state = IncidentState::over;
    old.created = now - domain::day;
    const auto third = incidents.insert(old);
    incidents.insert(incident("hr/pay"));
    EXPECT_THAT(incidents.under_way(10), SizeIs(2));
    const auto lately = incidents.of_team("it/network", now - domain::hour, 10);
    ASSERT_THAT(lately, SizeIs(2));
    EXPECT_EQ(lately[0].id, second);
    EXPECT_EQ(lately[1].id, first);
    const auto over = incidents.over({"it/network", "hr/pay"}, 10);
    ASSERT_THAT(over, SizeIs(1));
    EXPECT_EQ(over[0].id, third);
  });
}

TEST_P(IncidentStore, GivesARequestToOneIncidentOnly) {
  write([](Connection& connection) {
    Incidents incidents(connection);
    const auto one = incidents.insert(incident()), two = incidents.insert(incident());
    EXPECT_TRUE(incidents.add_request(one, 11, Belonging::proposed, now));
    EXPECT_FALSE(incidents.add_request(two, 11, Belonging::proposed, now));
    EXPECT_TRUE(incidents.add_request(one, 12, Belonging::linked, now));
    EXPECT_EQ(incidents.of_request(11)->incident, one);
    EXPECT_FALSE(incidents.of_request(13));
    EXPECT_THAT(incidents.of_requests({11, 12, 13}), SizeIs(2));
    EXPECT_TRUE(incidents.move_request(11, Belonging::proposed, Belonging::linked, now + 1));
    EXPECT_FALSE(incidents.move_request(11, Belonging::proposed, Belonging::left_out, now + 1));
    EXPECT_THAT(incidents.requests_in(one, Belonging::linked, 10), ElementsAre(11, 12));
    EXPECT_THAT(incidents.requests_in(one, Belonging::linked, 1), ElementsAre(11));
    EXPECT_THAT(incidents.requests(one, 0, 10), SizeIs(2));
    EXPECT_THAT(incidents.requests(one, 1, 10), SizeIs(1));
  });
}

TEST_P(IncidentStore, KeepsItsNewsAndWhoFollowsIt) {
  write([](Connection& connection) {
    Incidents incidents(connection);
    Incident made = incident();
    made.state = IncidentState::confirmed;
    const auto id = incidents.insert(made);
    incidents.add_news({0, id, 7, "Une borne a grillé.", now});
    incidents.add_news({0, id, 7, "Elle est remplacée.", now + 1});
    const auto news = incidents.news(id, 1);
    ASSERT_THAT(news, SizeIs(1));
    EXPECT_EQ(news[0].body, "Elle est remplacée.");
    incidents.follow(id, 3, now);
    incidents.follow(id, 3, now);
    incidents.follow(id, 4, now);
    incidents.unfollow(id, 4);
    EXPECT_EQ(incidents.followers(id), 1);
    EXPECT_THAT(incidents.followed_by(3), ElementsAre(id));
    EXPECT_THAT(incidents.followers_to_tell(id, 10), ElementsAre(3));
    incidents.mark_told(id, 3);
    EXPECT_THAT(incidents.followers_to_tell(id, 10), IsEmpty());
    const auto own = Requests(connection).insert(sample::request(9));
    incidents.add_request(id, own, Belonging::linked, now);
    EXPECT_THAT(incidents.followed_by(9), ElementsAre(id)) << "who sent one of its requests";
  });
}

TEST_P(IncidentStore, ReadsOnlyOpenRequestsOfTheTeamThatAreNotConfidential) {
  write([](Connection& connection) {
    Requests requests(connection);
    const auto wanted = requests.insert(sample::request(1));
    domain::Request other = sample::request(2);
    other.confidential = true;
    requests.insert(other);
    other = sample::request(3);
    other.status = domain::Status::resolved;
    requests.insert(other);
    other = sample::request(4);
    other.created = now - domain::day;
    requests.insert(other);
    requests.insert(sample::request(5, "hr/pay"));
    const auto lately = Incidents(connection).sent_lately("it/network", now - domain::hour, 10);
    ASSERT_THAT(lately, SizeIs(1));
    EXPECT_EQ(lately[0].id, wanted);
    EXPECT_EQ(lately[0].requester, 1);
    EXPECT_EQ(lately[0].answers["place"], "luminy/bat-a");
  });
}

TEST_P(IncidentStore, ReadsWhatNobodyHasTakenYetOfEveryTeam) {
  write([](Connection& connection) {
    Requests requests(connection);
    EXPECT_THAT(Incidents(connection).untaken_lately(now - domain::hour, 10), IsEmpty());
    const auto first = requests.insert(sample::request(1));
    const auto second = requests.insert(sample::request(5, "hr/pay"));
    domain::Request other = sample::request(2);
    other.confidential = true;
    requests.insert(other);
    other = sample::request(3);
    other.assignee = 9;
    requests.insert(other);
    other = sample::request(4);
    other.created = now - domain::day;
    requests.insert(other);
    const auto lately = Incidents(connection).untaken_lately(now - domain::hour, 10);
    ASSERT_THAT(lately, SizeIs(2));
    EXPECT_EQ(lately[0].id, second) << "the latest first";
    EXPECT_EQ(lately[1].id, first);
  });
}

}  // namespace
}  // namespace guichet::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/counter_fixture.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/query.hpp"

#include <fstream>
#include <stdexcept>

namespace guichet::test {
namespace {

struct Somebody {
  const char* login;
  const char* given_name;
  const char* affiliation;
  const char* campus;
  const char* team;
};
constexpr Somebody everybody[] = {
    {"student", "Inès", "student", "luminy", ""},
    {"friend", "Hugo", "student", "luminy", ""},
    {"staff", "Sylvie", "staff", "aix", ""},
    {"network", "Karim", "staff", "aix", "it/network"},
    {"network2", "Léa", "staff", "aix", "it/network"},
    {"identity", "Manon", "staff", "aix", "it/identity"},
    {"luminy", "Gaël", "staff", "luminy", "it/local-luminy"},
    {"sorter", "Anne", "staff", "pharo", "triage"},
    {"listener", "Nadia", "staff", "aix", "health/listening"},
    {"admin", "Nicolas", "staff", "pharo", ""},
    {"gone", "Rémi", "staff", "aix", ""},
};

}  // namespace

void CounterFixture::SetUp() {
  place = std::make_unique<DatabasePlace>(storage::Dialect::sqlite);
  auto opened = storage::Database::open(place->where());
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  database = std::move(opened).value();
  files = std::make_unique<storage::Files>(place->folder() + "/files");
  matcher = std::make_unique<matching::Matcher>(place->folder() + "/matcher");
  search = std::make_unique<matching::RequestSearch>(place->folder() + "/search");
  registry.replace(sample_snapshot());
  ASSERT_TRUE(matcher->rebuild(registry.current()).ok());
  places = domain::Places({{"luminy", "", domain::PlaceKind::campus, "Luminy"},
                           {"luminy/bat-a", "luminy", domain::PlaceKind::building, "Bâtiment A"},
                           {"aix", "", domain::PlaceKind::campus, "Aix"},
                           {"aix/bat-b", "aix", domain::PlaceKind::building, "Bâtiment B"}});
  write([this](storage::Connection& connection) {
    storage::People people(connection);
    storage::Accounts accounts(connection);
    storage::DirectoryAccounts directory(connection);
    for (const auto& somebody : everybody) {
      identity::Viewer viewer;
      viewer.person.login = somebody.login;
      viewer.person.given_name = somebody.given_name;
      viewer.person.family_name = std::string("Test-") + somebody.login;
      viewer.person.mail = viewer.person.login + "@univ.example";
      viewer.person.phone = "+33 4 13 55 00 00";
      viewer.person.affiliation = {somebody.affiliation};
      viewer.person.campus = somebody.campus;
      viewer.person.active = viewer.person.login != "gone";
      viewer.person.id = people.insert(viewer.person);
      if (*somebody.team != '\0') {
        viewer.teams.push_back({somebody.team, false});
        accounts.add_member(somebody.team, viewer.person.id, false);
      }
      if (viewer.person.login == "admin") viewer.rights = {{"module-admin", "", 0}, {"centre-admin", "", 0}};
      const bool locked = viewer.person.login == "student";
      directory.insert({viewer.person.login, viewer.person.id, locked, locked ? "failed-attempts" : "",
                        viewer.person.login == "friend" ? "" : viewer.person.login + "@home.example"});
      viewers[viewer.person.login] = viewer;
    }
  });
  counter = std::make_unique<counter::Counter>(counter::Counter{*database, *files, registry, *matcher, *search, places,
                                                                components, calendar, pinned, true, "it/account-unlock",
                                                                [this] { ++wakes; }});
  place_mentions = std::make_unique<matching::PlaceMentions>(places);
  counter->place_mentions = place_mentions.get();
  counter->incidents = &incidents;
}

void CounterFixture::TearDown() {
  counter.reset();
  search.reset();
  matcher.reset();
  database.reset();
  place.reset();
}

counter::Asker CounterFixture::as(const std::string& login, domain::Instant at) {
  return {login.empty() ? nullptr : &viewers.at(login), domain::Language::fr, at};
}

counter::FormInput CounterFixture::form(const std::string& service, domain::Typed typed) const {
  counter::FormInput input;
  input.service = service;
  input.typed = std::move(typed);
  return input;
}

domain::Request CounterFixture::send(const std::string& login, const std::string& service, domain::Typed typed,
                                     domain::Instant at) {
  auto input = form(service, std::move(typed));
  if (login.empty()) input.contact = "06 12 34 56 78";
  const auto sent = counter::submit(*counter, as(login, at), input);
  if (sent) return sent->request;
  std::string why = sent.error().message;
  for (const auto& field : sent.error().fields) why += " " + field.field + ":" + field.message;
  throw std::runtime_error("not sent: " + why + " " + sent.error().detail);
}

void CounterFixture::set_manager(const std::string& login, const std::string& manager) {
  write([&](storage::Connection& connection) {
    storage::run(connection, "UPDATE person SET manager = ? WHERE id = ?", id(manager), id(login));
  });
}

domain::Request CounterFixture::reload(domain::RequestId request) {
  storage::Reader reader = database->read();
  return storage::Requests(reader).find(request).value();
}

std::vector<std::string> CounterFixture::events_of(domain::RequestId request) {
  storage::Reader reader = database->read();
  std::vector<std::string> kinds;
  for (const auto& event : storage::Events(reader).of_request(request, 1000)) kinds.push_back(event.kind);
  return kinds;
}

std::vector<storage::Message> CounterFixture::messages_of(domain::RequestId request) {
  storage::Reader reader = database->read();
  return storage::Requests(reader).messages(request, true, 0, 100);
}

storage::Job CounterFixture::claim(domain::Instant at, const std::string& node) {
  std::vector<storage::Job> jobs;
  write([&](storage::Connection& connection) {
    jobs = storage::Jobs(connection).claim(at, node, 10 * domain::minute, 1);
  });
  if (jobs.empty()) throw std::runtime_error("no job is due");
  return jobs.front();
}

storage::Job CounterFixture::job(std::int64_t id) {
  storage::Reader reader = database->read();
  return storage::Jobs(reader).find(id).value();
}

std::string CounterFixture::file_on_disk(const std::string& content) {
  static std::atomic<int> number{0};
  const std::string path = place->folder() + "/upload-" + std::to_string(++number);
  std::ofstream(path) << content;
  return path;
}

std::string CounterFixture::upload_text(const std::string& login, const std::string& service, const std::string& field,
                                        const std::string& content) {
  const auto kept = counter::upload(*counter, as(login), service, field, {file_on_disk(content), "note.txt"});
  if (!kept) throw std::runtime_error("not uploaded: " + kept.error().message);
  return std::to_string(kept->id);
}

}  // namespace guichet::test

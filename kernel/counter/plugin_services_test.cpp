// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/plugin_services.hpp"

#include "kernel/counter/plugin_files.hpp"
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/plugin_secret.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/people.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using nlohmann::json;
using plugins::HostRequest;

/// What the plugin "it" asks while a call works for a request of its service "wifi".
class PluginServicesOf : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    counter->data_folder = place->folder();
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    plugins::PluginInfo it;
    it.id = "it";
    it.settings = json::parse(R"([{ "id": "quota", "type": "integer", "default": 20 }, { "id": "note", "type": "text" },
                                  { "id": "password", "type": "text", "secret": true }])");
    snapshot->plugins = {it};
    plugins::Schedule later;
    later.id = "it/later";
    later.plugin = "it";
    snapshot->schedules = {later};
    snapshot->mail_templates = {
        {"it/ready",
         "it",
         {"Prêt : {{what}}", "Ready: {{what}}"},
         {"Bonjour {{reader.name}}, {{what}} ({{request.reference}}).", "Hello {{reader.name}}."},
         {"what"}}};
    snapshot->index();
    registry.replace(snapshot);
    request = send_wifi();
    call.plugin = "it";
    call.job = "job-x";
    call.request = request.id;
  }
  PluginReply ask(const HostRequest& asked, const std::string& plugin = "it") {
    return answer_plugin(*counter, plugin, call, asked);
  }
  /// Commits one effect as an outcome would; the error when it is refused.
  std::optional<domain::Error> commit(const HostRequest& asked, const std::string& plugin = "it") {
    std::optional<domain::Error> refused;
    (void)counter->database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
      auto current = storage::Requests(connection).find(request.id).value();
      json result;
      const Committing committing{*counter, connection,           plugin,       &current, nullptr,
                                  result,   domain::Language::fr, test::morning};
      refused = carry_out(committing, asked);
      if (refused) return *refused;
      return domain::Done{};
    });
    return refused;
  }
  std::vector<storage::Mail> letters() {
    storage::Reader reader = database->read();
    return storage::Mails(reader).latest(10);
  }
  domain::Request request;
  plugins::PluginCall call;
};

HostRequest setting(const std::string& name) {
  return {"guichet.settings/1", "get", {{"name", name}}};
}
HostRequest secret(const std::string& name) {
  return {"guichet.secrets/0", "get", {{"name", name}}};
}
HostRequest get(const std::string& key) {
  return {"guichet.storage/0", "get", {{"key", key}}};
}
HostRequest put(const std::string& key, std::uint64_t revision, json value) {
  return {"guichet.storage/0", "put", {{"key", key}, {"revision", revision}, {"value", std::move(value)}}};
}
HostRequest find(json who) {
  return {"guichet.people/0", "find", {{"who", std::move(who)}}};
}
HostRequest mail(json message, const std::string& name = "ready") {
  return {"guichet.mail/0", "send", {{"name", name}, {"message", std::move(message)}}};
}
HostRequest open_request(const std::string& service, json answers) {
  return {"guichet.requests.open/0", "open", {{"service", service}, {"request", {{"answers", std::move(answers)}}}}};
}
HostRequest at(const std::string& name, std::int64_t when, json input = json::object()) {
  return {"guichet.schedule/0", "at", {{"name", name}, {"when", when}, {"input", std::move(input)}}};
}

TEST_F(PluginServicesOf, ReadsSettingsAndTheirDefaultsAndNeverASecretAsOne) {
  EXPECT_EQ(*ask(setting("quota")), 20);
  EXPECT_EQ(*ask(setting("note")), nullptr);
  write([&](storage::Connection& connection) {
    storage::PluginSettings(connection).set({"it", "quota", "30", false, 0});
    const auto sealed = seal_plugin_secret(*counter, "it", "password", "s3cret");
    ASSERT_TRUE(sealed.ok());
    storage::PluginSettings(connection).set({"it", "password", *sealed, true, 0});
  });
  EXPECT_EQ(*ask(setting("quota")), 30);
  EXPECT_EQ(*ask(secret("password")), "s3cret");
  for (const auto& wrong : {setting("password"), secret("quota"), setting("none"), secret("none"), setting("")}) {
    EXPECT_EQ(ask(wrong).error().kind, ErrorKind::not_found) << wrong.payload.dump();
  }
  EXPECT_FALSE(ask(secret("password"), "hr").ok());
  EXPECT_FALSE(ask(setting("quota"), "hr").ok());
}

TEST_F(PluginServicesOf, KeepsValuesOfEachPluginApartByRevision) {
  EXPECT_EQ(ask(get("a")).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(ask(put("a", 0, {{"n", 1}})).ok());
  ASSERT_FALSE(commit(put("a", 0, {{"n", 1}})));
  const auto kept = ask(get("a"));
  EXPECT_EQ((*kept)["value"]["n"], 1);
  const auto revision = (*kept)["revision"].get<std::uint64_t>();
  EXPECT_EQ(ask(put("a", 0, 2)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(ask(get("a"), "hr").error().kind, ErrorKind::not_found);
  EXPECT_TRUE(ask(put("a", revision, 2)).ok());
  ASSERT_FALSE(commit(put("a", revision, 2)));
  const auto late = commit(put("a", revision, 3));
  ASSERT_TRUE(late);
  EXPECT_TRUE(is_too_late(*late));
  const HostRequest remove{"guichet.storage/0", "remove", {{"key", "a"}, {"revision", revision}}};
  EXPECT_TRUE(is_too_late(*commit(remove)));
}

TEST_F(PluginServicesOf, BoundsWhatIsKept) {
  for (const auto& wrong : {put("", 0, 1), put("A", 0, 1), put("é", 0, 1), put(std::string(201, 'a'), 0, 1)}) {
    EXPECT_EQ(ask(wrong).error().kind, ErrorKind::invalid);
  }
  EXPECT_EQ(ask(put("a", 0, std::string(65 * 1024, 'x'))).error().kind, ErrorKind::too_many);
  EXPECT_FALSE(ask({"guichet.storage/0", "put", {{"key", "a"}, {"revision", -1}, {"value", 1}}}).ok());
  EXPECT_FALSE(ask({"guichet.storage/0", "put", {{"key", "a"}, {"revision", 0U}}}).ok());
  write([&](storage::Connection& connection) {
    for (int i = 0; i < 1000; ++i)
      (void)storage::PluginStorage(connection).put("it", "k" + std::to_string(i), 0, "1", test::morning);
  });
  EXPECT_EQ(ask(put("one-more", 0, 1)).error().kind, ErrorKind::too_many);
  EXPECT_TRUE(ask(put("one-more", 0, 1), "hr").ok());
  const auto page = ask({"guichet.storage/0", "list", {{"prefix", "k9"}, {"page", {{"limit", 2U}}}}});
  EXPECT_EQ((*page)["keys"].size(), 2U);
  EXPECT_EQ((*page)["next"], "k90");
}

TEST_F(PluginServicesOf, KnowsThePeopleOfItsRequestAndNobodyElse) {
  EXPECT_EQ((*ask(find("requester")))["login"], "student");
  EXPECT_EQ((*ask(find("student")))["mail"], "student@univ.example");
  for (const auto& wrong : {find("friend"), find("admin"), find("assignee"), find(""), find(5)}) {
    EXPECT_EQ(ask(wrong).error().kind, ErrorKind::not_found) << wrong.payload.dump();
  }
  write([&](storage::Connection& connection) {
    storage::Requests(connection).add_participant(request.id, id("friend"), "watcher");
  });
  EXPECT_TRUE(ask(find("friend")).ok());
  call.request = 0;
  EXPECT_FALSE(ask(find("requester")).ok());
  // Of another department's request nothing is known, even when its job runs this plugin.
  call.request = send("student", "health/harassment", {{"what", "faits"}}).id;
  write([&](storage::Connection& connection) {
    storage::Job job;
    job.kind = "automation";
    job.request = call.request;
    call.job = "job-" + std::to_string(storage::Jobs(connection).enqueue(job));
  });
  call.request = 0;
  EXPECT_FALSE(ask(find("requester")).ok());
}

TEST_F(PluginServicesOf, WritesLettersInItsManifestsWordsToPeopleOfTheRequest) {
  const json right{{"to", "requester"}, {"values", {{"what", "le <wifi>"}}}};
  ASSERT_TRUE(ask(mail(right)).ok());
  EXPECT_TRUE(letters().empty());
  ASSERT_FALSE(commit(mail(right)));
  ASSERT_EQ(letters().size(), 1U);
  EXPECT_EQ(letters()[0].to, "student@univ.example");
  EXPECT_EQ(letters()[0].parameters["subject"], "Prêt : le <wifi>");
  EXPECT_EQ(letters()[0].parameters["body"],
            "Bonjour Inès Test-student, le <wifi> (" + domain::reference_of(request.id) + ").");
  EXPECT_EQ(claim().kind, "mail");
  for (const json& wrong :
       {json{{"to", "friend"}, {"values", {{"what", "x"}}}}, json{{"to", "requester"}},
        json{{"to", "requester"}, {"values", {{"what", 5}}}},
        json{{"to", "requester"}, {"values", {{"what", "x"}, {"other", "x"}}}}, json{{"values", {{"what", "x"}}}},
        json("x"), json{{"to", "stranger@evil.example"}, {"values", {{"what", "x"}}}}}) {
    EXPECT_FALSE(ask(mail(wrong)).ok()) << wrong.dump();
    EXPECT_TRUE(commit(mail(wrong))) << wrong.dump();
  }
  EXPECT_FALSE(ask(mail(right, "unknown")).ok());
  EXPECT_FALSE(ask(mail(right), "hr").ok());
}

TEST_F(PluginServicesOf, OpensARequestOfAnotherServiceForTheSamePerson) {
  ASSERT_TRUE(ask(open_request("room", {{"place", "luminy/bat-a"}})).ok());
  ASSERT_FALSE(commit(open_request("room", {{"place", "luminy/bat-a"}})));
  const auto opened = reload(request.id + 1);
  EXPECT_EQ(opened.service, "it/room");
  EXPECT_EQ(opened.requester, id("student"));
  EXPECT_EQ(opened.team, "it/local-luminy");
  EXPECT_THAT(events_of(request.id), testing::Contains("request.opened-other"));
  EXPECT_THAT(events_of(opened.id), testing::Contains("request.opened-for"));
  EXPECT_EQ(ask(open_request("room", json::object())).error().kind, ErrorKind::invalid);
  EXPECT_EQ(ask(open_request("none", json::object())).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(ask(open_request("staff-only", json::object())).ok());  // not for this person
  EXPECT_FALSE(ask(open_request("room", {{"place", "luminy/bat-a"}}), "hr").ok());
}

TEST_F(PluginServicesOf, OpensRequestsOnlySoManyLevelsDeep) {
  const auto first = request.id;
  for (int level = 0; level < 3; ++level) {
    ASSERT_FALSE(commit(open_request("wifi", {{"event", "x"}}))) << level;
    request = reload(request.id + 1);
    call.request = request.id;
  }
  EXPECT_EQ(commit(open_request("wifi", {{"event", "x"}}))->kind, ErrorKind::too_many);
  EXPECT_EQ(request.id, first + 3);
}

TEST_F(PluginServicesOf, AsksForARunOfItsScheduleLater) {
  const auto soon = test::morning + domain::hour;
  ASSERT_TRUE(ask(at("later", soon, {{"n", 1}})).ok());
  ASSERT_FALSE(commit(at("later", soon, {{"n", 1}})));
  const auto job = claim(soon);
  EXPECT_EQ(job.kind, "schedule");
  EXPECT_EQ(job.payload["automation"], "it/later");
  EXPECT_EQ(job.payload["input"]["n"], 1);
  EXPECT_EQ(ask(at("none", soon)).error().kind, ErrorKind::not_found);
  EXPECT_EQ(ask(at("later", soon), "hr").error().kind, ErrorKind::not_found);
  EXPECT_EQ(commit(at("later", test::morning + 400 * domain::day))->kind, ErrorKind::too_many);
  EXPECT_FALSE(ask({"guichet.schedule/0", "at", {{"name", "later"}, {"when", "soon"}, {"input", 1}}}).ok());
}

TEST_F(PluginServicesOf, ReadsTheFilesOfItsRequestThroughADescriptor) {
  const auto upload = upload_text("student", "it/wifi", "list", "des noms");
  request = send("student", "it/wifi", {{"event", "x"}, {"list", upload}});
  const HostRequest open{"guichet.files/0", "open", {{"attachment", upload}}};
  EXPECT_FALSE(open_plugin_file(*counter, "it", call, open).ok());  // it is not of that request
  call.request = request.id;
  const auto opened = open_plugin_file(*counter, "it", call, open);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->facts["name"], "note.txt");
  EXPECT_EQ(opened->facts["size"], 8);
  char content[20] = {};
  EXPECT_EQ(read(opened->descriptor.get(), content, sizeof content), 8);
  EXPECT_STREQ(content, "des noms");
  EXPECT_EQ(::write(opened->descriptor.get(), "x", 1), -1);
  for (const char* const wrong : {"", "0", "99999", "1x", "../1"}) {
    EXPECT_FALSE(open_plugin_file(*counter, "it", call, {"guichet.files/0", "open", {{"attachment", wrong}}}).ok());
  }
}

TEST_F(PluginServicesOf, AttachesWhatItWroteOnceItIsWhole) {
  HostRequest add{"guichet.files/0", "add", {{"name", "résultat.txt"}}};
  auto opened = open_plugin_file(*counter, "it", call, add);
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  add.kept = opened->kept;
  ASSERT_EQ(::write(opened->descriptor.get(), "fait", 4), 4);
  std::vector<HostRequest> effects{add};
  const auto early = store_written_files(*counter, effects);
  ASSERT_TRUE(early);
  EXPECT_EQ(early->message, "error.plugin.file-not-closed");
  opened->descriptor.close();
  ASSERT_FALSE(store_written_files(*counter, effects));
  ASSERT_FALSE(store_written_files(*counter, effects));  // when its outcome is offered again
  ASSERT_FALSE(commit(effects[0]));
  storage::Reader reader = database->read();
  const auto attached = storage::Requests(reader).attachments(request.id);
  ASSERT_EQ(attached.size(), 1U);
  EXPECT_EQ(attached[0].name, "résultat.txt");
  EXPECT_EQ(attached[0].size, 4);
  EXPECT_FALSE(counter->files.path_of(attached[0].sha256).empty());
  EXPECT_EQ(messages_of(request.id).at(0).plugin, "it");
}

TEST_F(PluginServicesOf, KeepsNoFileThatIsNotKeptFromAnybody) {
  for (const char* const name : {"", "a/b", "a\nb"}) {
    EXPECT_FALSE(open_plugin_file(*counter, "it", call, {"guichet.files/0", "add", {{"name", name}}}).ok());
  }
  for (const std::string& content : {std::string(), std::string("\x7f"
                                                                "ELF\x02\x01\x01\0\0\0",
                                                                10)}) {
    HostRequest add{"guichet.files/0", "add", {{"name", "x"}}};
    auto opened = open_plugin_file(*counter, "it", call, add);
    add.kept = opened->kept;
    (void)!::write(opened->descriptor.get(), content.data(), content.size());
    opened->descriptor.close();
    std::vector<HostRequest> effects{add};
    EXPECT_EQ(store_written_files(*counter, effects)->kind, ErrorKind::invalid);
  }
  HostRequest forged{"guichet.files/0", "add", {{"name", "x"}, {"sha256", std::string(64, 'a')}}};
  EXPECT_TRUE(commit(forged));
}

TEST_F(PluginServicesOf, AreNothingToAnExtensionThatIsNone) {
  EXPECT_FALSE(ask({"guichet.none/1", "get", json::object()}).ok());
  EXPECT_TRUE(commit({"guichet.none/1", "get", json::object()}));
  EXPECT_TRUE(commit(setting("quota")));
}

}  // namespace
}  // namespace guichet::counter

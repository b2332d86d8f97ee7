// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/backup.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/files.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace guichet::storage {
namespace {

using sample::now;
namespace fs = std::filesystem;

struct Move {
  Dialect from, to;
};

class Copy : public ::testing::TestWithParam<Move> {
 protected:
  void SetUp() override {
    if (!test::DatabasePlace::available(GetParam().from) || !test::DatabasePlace::available(GetParam().to)) {
      GTEST_SKIP() << "no PostgreSQL: run it through ctest";
    }
    source_place = std::make_unique<test::DatabasePlace>(GetParam().from);
    target_place = std::make_unique<test::DatabasePlace>(GetParam().to);
    source = std::move(Database::open(source_place->where())).value();
    target = std::move(Database::open(target_place->where())).value();
    copy = source_place->folder() + "/copy";
    source_files = source_place->folder() + "/files";
    target_files = target_place->folder() + "/files";
    const std::string sha256 = std::move(Files(source_files).put("content")).value();
    const auto filled = source->write([&](Connection& connection) -> domain::Result<domain::Done> {
      People(connection).insert(sample::person(1, "zoe", "Zoé \"\\\n\t", "L'Été"));
      for (int number = 0; number < 1200; ++number) {
        domain::Request request = sample::request(1);
        request.due_resolve = 9'007'199'254'740'993;  // no double holds it
        id = Requests(connection).insert(request);
      }
      last_event = Events(connection).append({0, now, "request.submitted", id, 1, {{"a", "é"}}});
      Attachment file;
      file.request = id;
      file.sha256 = sha256;
      Requests(connection).insert_attachment(file);
      file.sha256 = std::string(64, '0');  // named, but lost
      Requests(connection).insert_attachment(file);
      return domain::Done{};
    });
    ASSERT_TRUE(filled.ok()) << filled.error().detail;
  }
  void TearDown() override {
    source.reset();
    target.reset();
  }

  std::unique_ptr<test::DatabasePlace> source_place, target_place;
  std::unique_ptr<Database> source, target;
  std::string copy, source_files, target_files;
  domain::RequestId id = 0;
  std::int64_t last_event = 0;
};

TEST_P(Copy, BringsEverythingToTheOtherSide) {
  const auto made = backup(*source, source_files, copy);
  ASSERT_TRUE(made.ok()) << made.error().detail;
  EXPECT_FALSE(backup(*source, source_files, copy).ok()) << "never over another";
  const auto restored = restore(copy, *target, target_files);
  ASSERT_TRUE(restored.ok()) << restored.error().detail;
  {
    Reader reader = target->read();
    const auto found = Requests(reader).find(id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->due_resolve, 9'007'199'254'740'993);
    EXPECT_EQ(found->answers, sample::request(1).answers);
    EXPECT_EQ(People(reader).find(1)->given_name, "Zoé \"\\\n\t");
    EXPECT_EQ(People(reader).search("ete", 10).size(), 1u);
    EXPECT_EQ(Events(reader).last(), last_event);
    EXPECT_EQ(Events(reader).since(0, 10).at(0).data["a"], "é");
    const std::string path = Files(target_files).path_of(Requests(reader).attachments(id).at(0).sha256);
    EXPECT_EQ(fs::file_size(path), 7u);
  }
  const auto next = target->write([](Connection& connection) -> domain::Result<domain::RequestId> {
    return Requests(connection).insert(sample::request(1));
  });
  ASSERT_TRUE(next.ok()) << next.error().detail;
  EXPECT_EQ(*next, id + 1);
  const auto again = restore(copy, *target, target_files + "2");
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().message, "error.restore.not-empty");
}

TEST_P(Copy, IsRefusedWhenDamagedOrNewerBeforeAnythingIsWritten) {
  ASSERT_TRUE(backup(*source, source_files, copy).ok());
  const auto refusal = [&] {
    const auto restored = restore(copy, *target, target_files);
    return restored.ok() ? std::string("accepted") : restored.error().message;
  };
  std::ifstream list(copy + "/list.json");
  const nlohmann::json whole = nlohmann::json::parse(list);
  const auto write_list = [&](const nlohmann::json& json) { std::ofstream(copy + "/list.json") << json; };
  nlohmann::json newer = whole;
  newer["schema"] = 10'000;
  write_list(newer);
  EXPECT_EQ(refusal(), "error.restore.newer");
  nlohmann::json hostile = whole;
  hostile["tables"][0]["name"] = "request; DROP TABLE request";
  write_list(hostile);
  EXPECT_EQ(refusal(), "error.restore.damaged");
  hostile = whole;
  hostile["files"] = {"../../../../etc/passwd"};
  write_list(hostile);
  EXPECT_EQ(refusal(), "error.restore.damaged");
  write_list({});
  EXPECT_EQ(refusal(), "error.restore.damaged");
  write_list(whole);
  std::ofstream(copy + "/tables/request.jsonl", std::ios::app) << "{}\n";
  EXPECT_EQ(refusal(), "error.restore.damaged");
  Reader reader = target->read();
  EXPECT_FALSE(People(reader).find(1));
  EXPECT_FALSE(fs::exists(target_files));
}

TEST_P(Copy, IsForItsOwnerAloneWhateverTheUmask) {
  const mode_t before = ::umask(0);
  const auto made = backup(*source, source_files, copy);
  ::umask(before);
  ASSERT_TRUE(made.ok()) << made.error().detail;
  EXPECT_EQ(fs::status(copy).permissions(), fs::perms::owner_all);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(copy)) {
    const auto others = entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all);
    EXPECT_EQ(others, fs::perms::none) << entry.path();
  }
}

TEST_P(Copy, LeavesOutWhatOpensAnAccount) {
  const auto written = source->write([&](Connection& connection) -> domain::Result<domain::Done> {
    Mail letter;
    letter.to = "zoe@home.example";
    letter.kind = "mail.recovery-code";
    letter.parameters = {{"code", "314159"}};
    Mails(connection).insert(letter);
    letter.kind = "mail.resolved";
    letter.parameters = {{"body", "Voilà"}};
    Mails(connection).insert(letter);
    Accounts(connection).insert_recovery({"recovery-id", "hash-of-six-digits", "zoe", now + 1000, 0, false});
    return domain::Done{};
  });
  ASSERT_TRUE(written.ok()) << written.error().detail;
  ASSERT_TRUE(backup(*source, source_files, copy).ok());
  for (const fs::directory_entry& entry : fs::directory_iterator(copy + "/tables")) {
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(text.find("314159"), std::string::npos) << entry.path();
    EXPECT_EQ(text.find("hash-of-six-digits"), std::string::npos) << entry.path();
  }
  ASSERT_TRUE(restore(copy, *target, target_files).ok());
  Reader reader = target->read();
  EXPECT_EQ(Mails(reader).latest(10).size(), 1u) << "other letters are there";
}

TEST_P(Copy, ThatIsNotThereIsSaidSo) {
  const auto restored = restore(copy, *target, target_files);
  ASSERT_FALSE(restored.ok());
  EXPECT_EQ(restored.error().message, "error.restore.none");
}

INSTANTIATE_TEST_SUITE_P(Between, Copy,
                         ::testing::Values(Move{Dialect::sqlite, Dialect::sqlite},
                                           Move{Dialect::sqlite, Dialect::postgresql},
                                           Move{Dialect::postgresql, Dialect::sqlite}),
                         [](const auto& move) {
                           return std::string(move.param.from == Dialect::sqlite ? "Sqlite" : "Postgresql") + "To" +
                                  (move.param.to == Dialect::sqlite ? "Sqlite" : "Postgresql");
                         });

}  // namespace
}  // namespace guichet::storage

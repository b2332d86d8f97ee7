// SPDX-License-Identifier: GPL-3.0-or-later
// Approvals, tasks, parts of other departments and timers of a request, over a real database.
#include "kernel/counter/workflow.hpp"

#include "kernel/counter/absences.hpp"
#include "kernel/counter/approve.hpp"
#include "kernel/counter/follow.hpp"
#include "kernel/counter/step_work.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/query.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using domain::Status;
using nlohmann::json;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* services = R"=json=([
  { "id": "manager", "title": { "fr": "Un accord" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [
      { "id": "ask", "approval": { "by": "requester.manager", "otherwise": { "team": "identity" } } },
      { "id": "make", "automation": "create", "undo": "unlock-account", "otherwise": { "team": "network" }, "after": ["ask"] },
      { "id": "hand", "task": { "form": [ { "id": "number", "type": "integer", "label": { "fr": "Numéro" }, "required": true } ] },
        "after": ["make"] } ] },
  { "id": "chain", "title": { "fr": "Deux accords" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "ask", "approval": { "by": [ { "person": "staff" }, { "team": "identity" } ], "order": "in-turn",
                    "escalate": { "after": "2d", "to": { "person": "admin" } }, "remind": "1d",
                    "otherwise": { "team": "identity" } } } ] },
  { "id": "back", "title": { "fr": "Retour" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "draft", "task": {} },
                  { "id": "ask", "approval": { "by": { "person": "staff" }, "on_refusal": { "return_to": "draft" },
                    "otherwise": { "team": "identity" } }, "after": ["draft"] } ] },
  { "id": "trust", "title": { "fr": "Confiance" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [
      { "id": "ask", "approval": { "by": { "person": "staff" }, "mode": "trust", "object_before": "24h!", "otherwise": { "team": "identity" } } },
      { "id": "make", "automation": "create", "undo": "unlock-account", "otherwise": { "team": "network" }, "after": ["ask"] } ] },
  { "id": "stake", "title": { "fr": "Un achat", "en": "A purchase" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [
      { "id": "ask", "approval": { "by": { "person": "staff" }, "mode": "trust", "object_before": "24h!", "otherwise": { "team": "identity" } } },
      { "id": "make", "automation": "create", "undo": "unlock-account", "stakes": ["money"], "otherwise": { "team": "network" }, "after": ["ask"] } ] },
  { "id": "parent", "title": { "fr": "Arrivée" }, "theme": "digital", "form": [ { "id": "who", "type": "text", "label": { "fr": "Qui ?" } } ],
    "route": { "team": "network" },
    "workflow": [ { "id": "account", "request": { "service": "it/part", "map": { "name": { "var": "answers.who" } } } },
                  { "id": "later", "request": { "service": "it/part", "map": { "name": "plus tard" } }, "after": ["account"] } ] },
  { "id": "part", "title": { "fr": "Une partie" }, "theme": "digital",
    "form": [ { "id": "name", "type": "text", "label": { "fr": "Nom" }, "required": true } ], "route": { "team": "identity" } },
  { "id": "key", "title": { "fr": "Une clé" }, "theme": "digital",
    "form": [ { "id": "room", "type": "place", "level": "room", "label": { "fr": "Quelle salle ?" }, "required": true } ],
    "route": { "team": "network" },
    "workflow": [ { "id": "ask", "approval": { "by": { "role": "building-manager", "of": "answers.room" },
                    "otherwise": { "team": "identity" } } } ] },
  { "id": "names", "title": { "fr": "Des noms" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "who", "task": { "form": [
      { "id": "person", "type": "person", "label": { "fr": "Qui ?" } },
      { "id": "team", "type": "team", "label": { "fr": "Quelle équipe ?" } },
      { "id": "guests", "type": "table", "label": { "fr": "Invités" },
        "columns": [ { "id": "login", "type": "person", "label": { "fr": "Qui ?" } } ] } ] } } ] },
  { "id": "rounds", "title": { "fr": "Relecture" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "version", "wait": { "answer": { "fr": "Votre version ?", "en": "Your version?" } } },
                  { "id": "reading", "task": { "team": "network" }, "after": ["version"], "returns": ["version"] } ] },
  { "id": "before", "title": { "fr": "Avant" }, "theme": "digital", "route": { "team": "network" },
    "form": [ { "id": "day", "type": "date", "label": { "fr": "Jour" }, "required": true } ],
    "workflow": [ { "id": "ahead", "wait": { "until": { "var": "answers.day" }, "before": "10d" } } ] },
  { "id": "outside", "title": { "fr": "Une convention" }, "theme": "digital", "route": { "team": "network" },
    "form": [ { "id": "mail", "type": "e-mail", "label": { "fr": "Adresse" }, "required": true } ],
    "workflow": [ { "id": "ask", "approval": { "by": [ { "address": { "var": "answers.mail" } }, { "team": "identity" } ], "need": "one",
                    "otherwise": { "team": "identity" } } } ] },
  { "id": "aside", "title": { "fr": "Des comptes" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "draft", "task": {} },
                  { "id": "make", "automation": "create", "undo": "unlock-account", "otherwise": { "team": "network" }, "after": ["draft"] },
                  { "id": "ask", "approval": { "by": { "person": "staff" }, "on_refusal": { "return_to": "draft" },
                    "otherwise": { "team": "identity" } }, "after": ["draft"] } ] },
  { "id": "instant", "title": { "fr": "Aussitôt" }, "theme": "digital", "form": [], "route": { "team": "identity" },
    "workflow": [ { "id": "aside", "request": { "service": "it/part", "map": { "name": "x" }, "blocking": false } } ] },
  { "id": "above", "title": { "fr": "Au-dessus" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "below", "request": { "service": "it/instant" } }, { "id": "then", "task": {}, "after": ["below"] } ] },
  { "id": "ping", "title": { "fr": "Ping" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "a", "request": { "service": "it/pong" } }, { "id": "b", "request": { "service": "it/pong" } },
                  { "id": "c", "request": { "service": "it/pong" } }, { "id": "d", "request": { "service": "it/pong" } },
                  { "id": "e", "request": { "service": "it/pong" } }, { "id": "f", "request": { "service": "it/pong" } } ] },
  { "id": "pong", "title": { "fr": "Pong" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "a", "request": { "service": "it/ping" } }, { "id": "b", "request": { "service": "it/ping" } },
                  { "id": "c", "request": { "service": "it/ping" } }, { "id": "d", "request": { "service": "it/ping" } },
                  { "id": "e", "request": { "service": "it/ping" } }, { "id": "f", "request": { "service": "it/ping" } } ] },
  { "id": "waits", "title": { "fr": "Attente" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "question", "wait": { "answer": { "fr": "Quelle taille ?", "en": "Which size?" } } },
                  { "id": "pause", "wait": { "for": "24h!" }, "after": ["question"] } ] } ])=json=";

class WorkflowUse : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    for (const auto& definition : json::parse(services)) {
      auto service = domain::service_from_json(definition, "it");
      ASSERT_TRUE(service.ok()) << service.error().detail;
      snapshot->services.push_back(std::move(*service));
      snapshot->service_definitions.push_back(definition);
    }
    snapshot->index();
    registry.replace(snapshot);
    set_manager("student", "staff");
  }
  void set_manager(const std::string& login, const std::string& manager) {
    write([&](storage::Connection& connection) {
      storage::run(connection, "UPDATE person SET manager = ? WHERE id = ?", id(manager), id(login));
    });
  }
  std::vector<ApprovalRow> asked(const std::string& login, domain::Instant at = test::morning) {
    auto list = approvals_asked(*counter, as(login, at));
    EXPECT_TRUE(list.ok());
    return list->rows;
  }
  domain::Result<domain::Done> say(const std::string& login, std::int64_t approval, Decision decision,
                                   const std::string& comment = "") {
    return decide(*counter, as(login), {approval, decision, comment, ""});
  }
  std::string asked_name(const std::string& login) {
    storage::Reader reader = database->read();
    return storage::People(reader).by_login(login)->name();
  }
  std::string state_of(const domain::Request& request, const std::string& step) {
    storage::Reader reader = database->read();
    for (const auto& each : storage::Requests(reader).steps(request.id)) {
      if (each.step == step) return each.state;
    }
    return "none";
  }
  /// Runs the one automation that is due, with this end.
  void machine(plugins::AutomationOutcome::Kind kind) {
    plugins::AutomationOutcome outcome;
    outcome.kind = kind;
    outcome.result = json::object();
    for (int i = 0; i < 20; ++i) {
      const auto job = claim(test::morning + domain::second);
      if (job.kind != "automation") continue;
      called = job.payload.value("automation", "");
      ASSERT_TRUE(apply_outcome(*counter, job, outcome, test::morning).ok());
      return;
    }
    FAIL() << "no automation is due";
  }
  /// Runs every timer that is due at that time.
  void timers(domain::Instant at, const Counter* by = nullptr) {
    for (int i = 0; i < 50; ++i) {
      auto jobs = database->write([&](storage::Connection& connection) -> domain::Result<std::vector<storage::Job>> {
        return storage::Jobs(connection).claim(at, "here", domain::minute, 1);
      });
      ASSERT_TRUE(jobs.ok());
      if (jobs->empty()) return;
      if (jobs->front().kind != "timer") continue;
      ASSERT_TRUE(run_timer(by != nullptr ? *by : *counter, jobs->front(), at).ok());
    }
  }
  static std::string day_after(int days) {
    return domain::local_date(test::morning + days * 24 * domain::hour, "Europe/Paris");
  }
  std::vector<domain::RequestId> parts_of(const domain::Request& request) {
    storage::Reader reader = database->read();
    std::vector<domain::RequestId> ids;
    for (const auto& link : storage::SubRequests(reader).children_of(request.id)) ids.push_back(link.child);
    return ids;
  }
  std::string called;
};

TEST_F(WorkflowUse, AsksTheRequestersManagerThenWorksThenIsResolvedByItself) {
  const auto request = send("student", "it/manager", {});
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval);
  ASSERT_THAT(asked("staff"), SizeIs(1));
  EXPECT_THAT(asked("friend"), IsEmpty());
  EXPECT_EQ(read_approval(*counter, as("friend"), asked("staff")[0].id).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  EXPECT_EQ(reload(request.id).status, Status::in_progress);
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(state_of(request, "hand"), "running");
  EXPECT_EQ(finish_step(*counter, as("network"), request.id, "hand", {}).error().kind, ErrorKind::invalid);
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "hand", {{"number", "12"}}).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  EXPECT_EQ(finish_step(*counter, as("network"), request.id, "hand", {{"number", "12"}}).error().message,
            "error.step.over");
}

// Pain 5: no ordered chains, no "the requester's manager", a refusal shown as granted, step 2 never created.
TEST_F(WorkflowUse, Pain5ApprovalsAreAskedInOrderAndARefusalIsNeverShownAsGranted) {
  const auto request = send("student", "it/chain", {});
  ASSERT_THAT(asked("staff"), SizeIs(1));
  EXPECT_THAT(asked("identity"), IsEmpty()) << "not before the first has agreed";
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  ASSERT_THAT(asked("identity"), SizeIs(1)) << "the second step is there";
  const auto second = asked("identity")[0].id;
  EXPECT_EQ(say("identity", second, Decision::refuse).error().kind, ErrorKind::invalid) << "a refusal says why";
  ASSERT_TRUE(say("identity", second, Decision::refuse, "Le budget est épuisé.").ok());
  EXPECT_EQ(reload(request.id).status, Status::refused);
  EXPECT_THAT(events_of(request.id), Not(Contains("request.resolved")));
  EXPECT_EQ(say("identity", second, Decision::agree).error().message, "error.approval.decided");
  EXPECT_EQ(resolve(*counter, as("network"), seen(reload(request.id)), "Fait").error().kind, ErrorKind::conflict);
}

TEST_F(WorkflowUse, TwoApprovalsAtOnceMakeOneDecision) {
  const auto request = send("student", "it/manager", {});
  const auto approval = asked("staff")[0].id;
  std::atomic<int> accepted{0};
  std::vector<std::thread> both;
  for (int i = 0; i < 2; ++i) {
    both.emplace_back([&, i] {
      if (say("staff", approval, i == 0 ? Decision::agree : Decision::refuse, "Non").ok()) ++accepted;
    });
  }
  for (auto& thread : both) thread.join();
  EXPECT_EQ(accepted, 1);
}

TEST_F(WorkflowUse, NobodyApprovesTheirOwnRequestAndWhoHasLeftIsReplaced) {
  set_manager("staff", "staff");
  (void)send("staff", "it/manager", {});
  EXPECT_THAT(asked("staff"), IsEmpty());
  EXPECT_THAT(asked("identity"), SizeIs(1));
  set_manager("friend", "gone");
  (void)send("friend", "it/manager", {});
  EXPECT_THAT(asked("identity"), SizeIs(2));
}

TEST_F(WorkflowUse, ARoleOverAPlaceIsHeldByTheNearestFromTheRoomUpToItsCampus) {
  auto all = places.all();
  all.push_back({"luminy/bat-a/3", "luminy/bat-a", domain::PlaceKind::floor, "Étage 3"});
  all.push_back({"luminy/bat-a/3/a301", "luminy/bat-a/3", domain::PlaceKind::room, "Salle A301"});
  places = domain::Places(all);
  const auto grant = [&](const std::string& structure, const std::string& login) {
    write([&](storage::Connection& connection) {
      storage::StructureRoles(connection).insert("building-manager", structure, id(login));
    });
  };
  const auto ask = [&] { (void)send("student", "it/key", {{"room", "luminy/bat-a/3/a301"}}); };
  grant("aix", "network");
  ask();
  EXPECT_THAT(asked("identity"), SizeIs(1)) << "nobody answers for Luminy: the fallback does";
  grant("luminy", "admin");
  ask();
  EXPECT_THAT(asked("admin"), SizeIs(1)) << "whoever answers for the campus";
  grant("luminy/bat-a", "staff");
  ask();
  EXPECT_THAT(asked("staff"), SizeIs(1)) << "whoever answers for the building is nearer";
  grant("luminy/bat-a/3/a301", "student");
  ask();
  EXPECT_THAT(asked("staff"), SizeIs(2)) << "one's own request goes one place further up";
  grant("luminy/bat-a/3", "friend");
  ask();
  EXPECT_THAT(asked("friend"), SizeIs(1)) << "whoever answers for the floor";
  EXPECT_THAT(asked("staff"), SizeIs(2));
  EXPECT_THAT(asked("admin"), SizeIs(1));
  EXPECT_THAT(asked("identity"), SizeIs(1));
}

TEST_F(WorkflowUse, ATasksFormRefusesPersonsAndTeamsThatDoNotExist) {
  const auto request = send("student", "it/names", {});
  const auto wrong = [&](const domain::Typed& typed) {
    std::vector<std::pair<std::string, std::string>> found;
    const auto done = finish_step(*counter, as("network"), request.id, "who", typed);
    if (done.ok()) return found;
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
    for (const auto& each : done.error().fields) found.emplace_back(each.field, each.message);
    return found;
  };
  using Wrong = std::pair<std::string, std::string>;
  EXPECT_THAT(
      wrong({{"person", "nobody"}, {"team", "it/none"}}),
      testing::ElementsAre(Wrong{"person", "error.field.not-a-person"}, Wrong{"team", "error.field.not-an-option"}));
  EXPECT_THAT(wrong({{"person", "gone"}}), Contains(Wrong{"person", "error.field.not-a-person"})) << "has left";
  EXPECT_THAT(wrong({{"guests.0.login", "nobody"}}), Contains(Wrong{"guests.0.login", "error.field.not-a-person"}));
  EXPECT_EQ(state_of(request, "who"), "running") << "nothing of it was kept";
  EXPECT_THAT(wrong({{"person", "friend"}, {"team", "it/identity"}, {"guests.0.login", "staff"}}), IsEmpty());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, WhoeverStandsInForSomebodyAwayApprovesInstead) {
  EXPECT_TRUE(say_absence(*counter, as("staff"), {"2026-03-02", "2026-12-24", "friend"}).ok())
      << "a manager who is in no team says so too";
  const auto request = send("student", "it/manager", {});
  EXPECT_EQ(approvals_waiting(*counter, as("friend")), 1);
  EXPECT_EQ(approvals_waiting(*counter, as("admin")), 0);
  ASSERT_THAT(asked("friend"), SizeIs(1));
  EXPECT_EQ(asked("friend")[0].instead_of, asked_name("staff"));
  EXPECT_THAT(asked("staff"), SizeIs(1)) << "who is away may still answer";
  ASSERT_TRUE(say("friend", asked("friend")[0].id, Decision::agree).ok());
  storage::Reader reader = database->read();
  const auto voices = storage::Approvals(reader).of_request(request.id);
  ASSERT_THAT(voices, SizeIs(1));
  EXPECT_EQ(voices[0].decided_by, id("friend"));
  EXPECT_EQ(voices[0].instead_of, id("staff"));
}

TEST_F(WorkflowUse, NobodyApprovesTheirOwnRequestInsteadOfSomebodyAway) {
  ASSERT_TRUE(say_absence(*counter, as("staff"), {"2026-03-02", "2026-12-24", "student"}).ok());
  (void)send("student", "it/manager", {});
  EXPECT_EQ(approvals_waiting(*counter, as("student")), 0);
  EXPECT_THAT(asked("student"), IsEmpty());
}

TEST_F(WorkflowUse, WhoStandsInForSomebodyWhoHasLeftNoLongerAnswers) {
  ASSERT_TRUE(say_absence(*counter, as("staff"), {"2026-03-02", "2026-12-24", "friend"}).ok());
  (void)send("student", "it/manager", {});
  const auto approval = asked("friend")[0].id;
  write([&](storage::Connection& connection) {
    storage::run(connection, "UPDATE person SET active = 0 WHERE id = ?", id("staff"));
  });
  EXPECT_EQ(approvals_waiting(*counter, as("friend")), 0);
  EXPECT_EQ(say("friend", approval, Decision::agree).error().kind, ErrorKind::not_found);
}

TEST_F(WorkflowUse, AnApprovalIsReadWhileItIsAskedAndAfterwardsByWhoDecided) {
  const auto request = send("student", "it/chain", {});
  std::int64_t first = 0, second = 0;
  {
    storage::Reader reader = database->read();
    const auto voices = storage::Approvals(reader).of_request(request.id);
    ASSERT_THAT(voices, SizeIs(2));
    first = voices[0].id, second = voices[1].id;
  }
  EXPECT_FALSE(read_approval(*counter, as("identity"), second).ok()) << "not before its turn";
  ASSERT_TRUE(say("staff", first, Decision::agree, "Oui, vite").ok());
  ASSERT_TRUE(read_approval(*counter, as("identity"), second).ok());
  EXPECT_THAT(read_approval(*counter, as("identity"), second)->others, SizeIs(1));
  ASSERT_TRUE(say("admin", first, Decision::agree).error().kind == ErrorKind::not_found);
  viewers.at("friend").teams = {{"it/identity", false}};
  const auto later = as("identity", test::morning + domain::minute);
  ASSERT_TRUE(decide(*counter, later, {second, Decision::refuse, "Trop cher", ""}).ok());
  EXPECT_TRUE(read_approval(*counter, as("identity"), second).ok()) << "who decided may look again";
  EXPECT_FALSE(read_approval(*counter, as("friend"), second).ok()) << "the rest of the team was asked no longer";
  ASSERT_TRUE(read_approval(*counter, as("staff"), first).ok());
  EXPECT_THAT(read_approval(*counter, as("staff"), first)->others, SizeIs(1)) << "nor what others said later";
}

TEST_F(WorkflowUse, ALinkThatWasWithdrawnSaysNothingOfWhatItWasAbout) {
  const auto request = send("student", "it/outside", {{"mail", "tutrice@entreprise.example"}});
  std::string token;
  {
    storage::Reader reader = database->read();
    for (const auto& voice : storage::Approvals(reader).of_request(request.id)) {
      if (!voice.address.empty()) token = "there";
    }
  }
  ASSERT_EQ(token, "there");
  const std::string hash = identity::token_hash(token);
  write([&](storage::Connection& connection) {
    storage::run(connection, "UPDATE approval SET token_hash = ? WHERE address <> ''", hash);
  });
  ASSERT_THAT(read_approval_by_link(*counter, token, domain::Language::fr, test::morning)->answers, SizeIs(1));
  ASSERT_TRUE(say("identity", asked("identity")[0].id, Decision::agree, "Entre nous").ok());
  const auto view = read_approval_by_link(*counter, token, domain::Language::fr, test::morning);
  ASSERT_TRUE(view.ok());
  EXPECT_FALSE(view->open);
  EXPECT_THAT(view->answers, IsEmpty());
  EXPECT_THAT(view->others, IsEmpty());
  EXPECT_EQ(view->row.title, "");
}

TEST_F(WorkflowUse, NobodySignsTheirOwnRequestByALinkToTheirOwnMailbox) {
  std::string own;
  {
    storage::Reader reader = database->read();
    own = storage::People(reader).by_login("student")->mail;
  }
  ASSERT_NE(own, "");
  std::string upper = own;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string tagged = own.substr(0, own.find('@')) + "+tuteur" + own.substr(own.find('@'));
  for (const std::string& address : {own, upper, tagged}) {
    const auto request = send("student", "it/outside", {{"mail", address}});
    storage::Reader reader = database->read();
    for (const auto& voice : storage::Approvals(reader).of_request(request.id)) EXPECT_EQ(voice.address, "") << address;
  }
}

TEST_F(WorkflowUse, WhatAMachineDidWhileTheRequestWentBackIsTakenBack) {
  const auto request = send("student", "it/aside", {});
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_EQ(state_of(request, "make"), "running");
  const auto job = claim(test::morning + domain::second);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "Autrement").ok());
  ASSERT_EQ(state_of(request, "make"), "waiting");
  storage::Job running = job;
  for (int i = 0; i < 20 && running.kind != "automation"; ++i) running = claim(test::morning + domain::second);
  ASSERT_EQ(running.kind, "automation");
  plugins::AutomationOutcome outcome;
  outcome.kind = plugins::AutomationOutcome::Kind::done;
  outcome.result = json::object();
  ASSERT_TRUE(apply_outcome(*counter, running, outcome, test::morning).ok());
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(called, "it/unlock-account");
  EXPECT_EQ(state_of(request, "make"), "waiting");
}

TEST_F(WorkflowUse, APartThatIsOverAtOnceHoldsItsParentUpNoLonger) {
  const auto request = send("student", "it/above", {});
  EXPECT_EQ(state_of(request, "below"), "done");
  EXPECT_EQ(state_of(request, "then"), "running");
}

TEST_F(WorkflowUse, ServicesThatOpenEachOtherStopBeforeTheyFillTheDatabase) {
  const auto request = send("student", "it/ping", {});
  storage::Reader reader = database->read();
  const auto opened = storage::ask_one<std::int64_t>(reader, "SELECT COUNT(*) FROM sub_request").value_or(0);
  EXPECT_GT(opened, 5);
  EXPECT_LE(opened, 200);
  EXPECT_THAT(parts_of(request), Not(IsEmpty()));
}

TEST_F(WorkflowUse, AValidatorWhoLeavesWhileAskedIsReplacedByTheFallbackTeam) {
  (void)send("student", "it/chain", {});
  ASSERT_THAT(asked("identity"), IsEmpty());
  write([&](storage::Connection& connection) {
    storage::run(connection, "UPDATE person SET active = 0 WHERE id = ?", id("staff"));
  });
  timers(test::morning + 5 * domain::day);
  EXPECT_THAT(asked("identity"), SizeIs(1));
}

TEST_F(WorkflowUse, IsEscalatedWhenNobodyAnswers) {
  (void)send("student", "it/chain", {});
  EXPECT_THAT(asked("admin"), IsEmpty());
  timers(test::morning + 5 * domain::day);
  EXPECT_THAT(asked("admin"), SizeIs(1));
}

TEST_F(WorkflowUse, ARefusalMayGoBackToAnEarlierStep) {
  const auto request = send("student", "it/back", {});
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "À revoir").ok());
  EXPECT_EQ(state_of(request, "draft"), "running");
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_THAT(asked("staff"), SizeIs(1)) << "asked again in the next round";
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, TrustFirstWorksAtOnceAndAnObjectionUndoesIt) {
  const auto request = send("student", "it/trust", {});
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  ASSERT_THAT(asked("staff"), SizeIs(1));
  EXPECT_TRUE(asked("staff")[0].trust);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "Pas ce jour-là").ok());
  EXPECT_EQ(reload(request.id).status, Status::refused);
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(called, "it/unlock-account") << "the undo ran";
  EXPECT_EQ(state_of(request, "make"), "undone");
}

TEST_F(WorkflowUse, ARequestOfTrustClosesOnlyAfterTheDateToObject) {
  const auto request = send("student", "it/trust", {});
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(close_resolved(*counter, test::morning + 15 * domain::day), 0U);
  timers(test::morning + 15 * domain::day);
  EXPECT_THAT(asked("staff"), IsEmpty());
  EXPECT_EQ(close_resolved(*counter, test::morning + 15 * domain::day), 1U);
  EXPECT_EQ(reload(request.id).status, Status::closed);
}

// Pain 6: sub-requests do not block closing, cannot be sequenced, and requesters see several tickets instead of one.
TEST_F(WorkflowUse, WhatIsAtStakeIsAskedBeforeUntilAnAdministratorAcceptsItByName) {
  const auto first = send("student", "it/stake", {});
  EXPECT_EQ(reload(first.id).status, Status::awaiting_approval) << "nothing is done before somebody agreed";
  EXPECT_EQ(state_of(first, "make"), "waiting");
  EXPECT_EQ(accept_trust(*counter, as("network"), "it/stake", "Un achat").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(accept_trust(*counter, as("admin"), "it/trust", "Confiance").error().kind, ErrorKind::not_found)
      << "nothing is at stake there";
  const auto wrong = accept_trust(*counter, as("admin"), "it/stake", "oui");
  ASSERT_THAT(wrong.error().fields, SizeIs(1));
  EXPECT_EQ(wrong.error().fields[0].field, "name");
  auto listed = trust_at_stake(*counter, as("admin"), "it").value();
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].service, "it/stake");
  EXPECT_EQ(listed[0].accepted, 0);
  ASSERT_THAT(listed[0].steps, SizeIs(1));
  EXPECT_THAT(listed[0].steps[0].stakes, testing::ElementsAre("money"));
  ASSERT_TRUE(accept_trust(*counter, as("admin"), "it/stake", "  un ACHAT ").ok());
  listed = trust_at_stake(*counter, as("admin"), "it").value();
  EXPECT_EQ(listed[0].accepted, test::morning);
  EXPECT_EQ(listed[0].accepted_by, viewers["admin"].person.name());
  const auto second = send("student", "it/stake", {});
  EXPECT_EQ(state_of(second, "make"), "running") << "accepted: the work begins at once";
  ASSERT_TRUE(withdraw_trust(*counter, as("admin"), "it/stake").ok());
  const auto third = send("student", "it/stake", {});
  EXPECT_EQ(reload(third.id).status, Status::awaiting_approval);
  storage::Reader reader = database->read();
  std::vector<std::string> audited;
  for (const auto& entry : storage::Audit(reader).of_target("plugin:it", 10)) audited.push_back(entry.action);
  EXPECT_THAT(audited, testing::ElementsAre("plugin.distrust", "plugin.trust"));
}

TEST_F(WorkflowUse, Pain6PartsBlockTheEndComeInOrderAndEndTheirParent) {
  const auto request = send("student", "it/parent", {{"who", "Ada Martin"}});
  ASSERT_THAT(parts_of(request), SizeIs(1)) << "the second waits for the first";
  auto part = reload(parts_of(request)[0]);
  EXPECT_EQ(part.answers["name"], "Ada Martin");
  EXPECT_EQ(part.team, "it/identity");
  EXPECT_EQ(resolve(*counter, as("network"), seen(reload(request.id)), "Fait").error().message,
            "error.request.steps-open");
  ASSERT_TRUE(resolve(*counter, as("identity"), seen(part), "Créé").ok());
  ASSERT_THAT(parts_of(request), SizeIs(2));
  EXPECT_NE(reload(request.id).status, Status::resolved);
  ASSERT_TRUE(resolve(*counter, as("identity"), seen(reload(parts_of(request)[1])), "Créé").ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, CancellingTheParentCancelsItsOpenParts) {
  const auto request = send("student", "it/parent", {{"who", "Ada"}});
  ASSERT_TRUE(cancel(*counter, as("student"), seen(reload(request.id)), "").ok());
  EXPECT_EQ(reload(parts_of(request)[0]).status, Status::cancelled);
}

TEST_F(WorkflowUse, APartThatEndsBadlyIsAPersonsToDecideAndMayBeTriedAgain) {
  const auto request = send("student", "it/parent", {{"who", "Ada"}});
  ASSERT_TRUE(cancel(*counter, as("identity"), seen(reload(parts_of(request)[0])), "Doublon").ok());
  EXPECT_EQ(state_of(request, "account"), "failed");
  ASSERT_TRUE(retry_step(*counter, as("network"), request.id, "account").ok());
  EXPECT_THAT(parts_of(request), SizeIs(2));
}

TEST_F(WorkflowUse, CancellingUndoesWhatWasDone) {
  const auto request = send("student", "it/manager", {});
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  machine(plugins::AutomationOutcome::Kind::done);
  ASSERT_TRUE(cancel(*counter, as("student"), seen(reload(request.id)), "").ok());
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(called, "it/unlock-account");
  EXPECT_EQ(state_of(request, "make"), "undone");
  EXPECT_EQ(reload(request.id).status, Status::cancelled);
}

TEST_F(WorkflowUse, TellsTheRequesterWhyWhatTheyGaveIsSentBackToThem) {
  const auto request = send("student", "it/rounds", {});
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "La première", false, {}}).ok());
  ASSERT_TRUE(send_step_back(*counter, as("network"), request.id, "reading", "version", "Il manque l’article 7").ok());
  EXPECT_EQ(state_of(request, "version"), "running");
  const auto view = read_request(*counter, as("student"), request.id);
  ASSERT_TRUE(view.ok());
  EXPECT_TRUE(std::any_of(view->messages.begin(), view->messages.end(),
                          [](const MessageView& each) { return each.message.body == "Il manque l’article 7"; }));
}

TEST_F(WorkflowUse, CountsDaysBeforeADateOnTheCalendarAsThoseAfterIt) {
  // Thirteen days ahead is less than ten days of work, two weeks and more are not.
  const auto soon = send("student", "it/before", {{"day", day_after(13)}});
  timers(test::morning + domain::second);
  EXPECT_EQ(state_of(soon, "ahead"), "done");
  const auto far = send("student", "it/before", {{"day", day_after(40)}});
  timers(test::morning + domain::second);
  EXPECT_EQ(state_of(far, "ahead"), "running");
}

TEST_F(WorkflowUse, WaitsForTheRequesterThenForATimeAlsoAcrossARestart) {
  const auto request = send("student", "it/waits", {});
  EXPECT_EQ(reload(request.id).status, Status::awaiting_you);
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "M", false, {}}).ok());
  EXPECT_EQ(state_of(request, "pause"), "running");
  timers(test::morning + domain::hour);
  EXPECT_EQ(state_of(request, "pause"), "running");
  PinnedServices afresh;  // what a restart forgets
  Counter restarted{*database,  *files,   registry, *matcher, *search, places,
                    components, calendar, afresh,   true,     "",      [] {}};
  timers(test::morning + 25 * domain::hour, &restarted);
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

}  // namespace
}  // namespace guichet::counter

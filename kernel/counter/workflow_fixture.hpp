// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/approve.hpp"
#include "kernel/counter/follow.hpp"
#include "kernel/counter/step_work.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/storage/query.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace guichet::counter {

using domain::ErrorKind;
using domain::Status;
using nlohmann::json;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Services whose workflows hold one thing each, and what people and machines do with their requests.
inline constexpr const char* workflow_services = R"=json=([
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
  { "id": "both", "title": { "fr": "Les deux" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "ask", "approval": { "by": [ { "person": "staff" }, { "role": "budget-manager" } ], "otherwise": { "team": "identity" } } } ] },
  { "id": "two", "title": { "fr": "Deux sur trois" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "ask", "approval": { "by": [ { "person": "staff" }, { "role": "budget-manager" }, { "person": "admin" } ], "need": 2,
                    "otherwise": { "team": "identity" } } } ] },
  { "id": "teams", "title": { "fr": "Deux équipes" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "ask", "approval": { "by": [ { "team": "network" }, { "team": "identity" }, { "person": "staff" } ], "need": 2,
                    "otherwise": { "team": "identity" } } } ] },
  { "id": "purchase", "title": { "fr": "Une commande" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "order", "task": { "team": "network" }, "stakes": ["money"] },
                  { "id": "deliver", "task": { "team": "network" }, "after": ["order"] } ] },
  { "id": "machine", "title": { "fr": "Un compte" }, "theme": "digital", "form": [], "route": { "team": "network" },
    "workflow": [ { "id": "make", "automation": "create", "undo": "unlock-account", "otherwise": { "team": "network" } } ] },
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
    test::add_services(*snapshot, "it", json::parse(workflow_services));
    snapshot->index();
    registry.replace(snapshot);
    set_manager("student", "staff");
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
  /// The tokens of the links in the letters that wait to be sent, oldest first.
  std::vector<std::string> links_sent() {
    storage::Reader reader = database->read();
    std::vector<std::string> tokens;
    for (const auto& text : storage::ask<std::string>(reader, "SELECT parameters FROM mail ORDER BY id")) {
      const auto parameters = json::parse(text);
      if (parameters.contains("token")) tokens.push_back(parameters["token"]);
    }
    return tokens;
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

}  // namespace guichet::counter

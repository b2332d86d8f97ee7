// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/counter_fixture.hpp"

#include <stdexcept>

namespace guichet::test {
namespace {

using nlohmann::json;

const char* const it_services = R"=json=([
  { "id": "wifi", "title": { "fr": "Comptes WiFi pour un événement" }, "theme": "digital",
    "says": { "fr": ["il me faut des comptes wifi pour mon colloque", "accès internet pour des visiteurs"] },
    "form": [
      { "id": "event", "type": "text", "label": { "fr": "L’événement" }, "required": true, "max": 50 },
      { "id": "count", "type": "integer", "label": { "fr": "Combien ?" }, "min": 1, "max": 2000 },
      { "id": "reason", "type": "paragraph", "label": { "fr": "Pourquoi tant ?" }, "required": true,
        "when": { ">": [ { "var": "answers.count" }, 200 ] } },
      { "id": "dates", "type": "date-range", "label": { "fr": "Quand ?" }, "min": "today" },
      { "id": "guest", "type": "person", "label": { "fr": "Pour qui ?" } },
      { "id": "list", "type": "file", "label": { "fr": "La liste" }, "multiple": true, "accept": ["text"] },
      { "id": "poster", "type": "file", "label": { "fr": "L’affiche" }, "accept": ["image"] } ],
    "urgency": [ { "when": { ">": [ { "var": "answers.count" }, 1000 ] }, "urgency": "high" } ],
    "route": { "team": "network" },
    "commitment": { "take_charge": "4h", "resolve": "2d", "calendar": "university" } },
  { "id": "room", "title": { "fr": "Une salle" }, "theme": "digital",
    "says": { "fr": ["le vidéoprojecteur de la salle est en panne"] },
    "form": [ { "id": "place", "type": "place", "label": { "fr": "Où ?" }, "required": true } ],
    "route": [ { "team": "local", "near": ["answers.place", "requester.campus"] }, { "team": "network" } ] },
  { "id": "staff-only", "title": { "fr": "Pour le personnel" }, "theme": "digital",
    "audience": { "affiliation": ["staff"] }, "form": [], "route": { "team": "network" } },
  { "id": "account-unlock", "title": { "fr": "Débloquer mon compte" }, "theme": "digital", "public": true,
    "says": { "fr": ["je n'arrive plus à me connecter à l'ENT", "mon compte est bloqué"] },
    "form": [
      { "id": "account", "type": "text", "label": { "fr": "Votre identifiant" }, "required": true,
        "prefill": "requester.login" },
      { "id": "what", "type": "choice", "label": { "fr": "Que se passe-t-il ?" }, "required": true,
        "options": [ { "value": "locked", "label": { "fr": "Bloqué" } },
                     { "value": "never", "label": { "fr": "Jamais" } } ] } ],
    "route": { "team": "network" },
    "workflow": [ { "id": "unlock", "automation": "unlock-account", "input": { "account": { "var": "answers.account" } },
                    "on_success": "resolve", "otherwise": { "team": "identity" } } ] },
  { "id": "steps", "title": { "fr": "En deux temps" }, "theme": "digital",
    "form": [ { "id": "skip", "type": "yes-no", "label": { "fr": "Sauter ?" } } ],
    "route": { "team": "network" },
    "workflow": [ { "id": "first", "automation": "create", "when": { "!": [ { "var": "answers.skip" } ] } },
                  { "id": "second", "automation": "create", "after": ["first"] } ] } ])=json=";

const char* const health_services = R"=json=([
  { "id": "harassment", "title": { "fr": "Signaler des faits graves" }, "theme": "care", "confidential": true,
    "form": [ { "id": "what", "type": "paragraph", "label": { "fr": "Que s’est-il passé ?" }, "required": true },
              { "id": "proof", "type": "file", "label": { "fr": "Pièces" }, "accept": ["text"] } ],
    "route": { "team": "listening" } } ])=json=";

domain::Team team(const std::string& id, bool group = false, const std::string& of = "",
                  std::vector<std::string> campuses = {}) {
  domain::Team made;
  made.id = id;
  made.title = {"Équipe " + id, "Team " + id};
  made.group = group;
  made.of = of;
  made.covers_campus = std::move(campuses);
  return made;
}

plugins::Automation automation(const std::string& id, bool idempotent) {
  plugins::Automation made;
  made.id = id;
  made.plugin = id.substr(0, id.find('/'));
  made.idempotent = idempotent;
  return made;
}

}  // namespace

void add_services(plugins::Snapshot& snapshot, const std::string& plugin, const json& definitions) {
  for (const auto& definition : definitions) {
    auto service = domain::service_from_json(definition, plugin);
    if (!service) throw std::runtime_error(service.error().detail);
    snapshot.services.push_back(std::move(*service));
    snapshot.service_definitions.push_back(definition);
  }
}

plugins::SnapshotPtr sample_snapshot(const std::string& wifi_title) {
  auto snapshot = std::make_shared<plugins::Snapshot>();
  snapshot->themes = {{"digital", {"Le numérique", "Digital"}, 1}, {"care", {"Aide", "Help"}, 2}};
  snapshot->teams = {team(domain::triage_team),
                     team("it/network"),
                     team("it/identity"),
                     team("it/local", true),
                     team("it/local-luminy", false, "it/local", {"luminy"}),
                     team("it/local-aix", false, "it/local", {"aix"}),
                     team("health/listening")};
  json it = json::parse(it_services);
  it[0]["title"]["fr"] = wifi_title;
  add_services(*snapshot, "it", it);
  add_services(*snapshot, "health", json::parse(health_services));
  auto alarm = domain::route_from_json(json::parse(R"({ "when": { "in": ["alarme", { "var": "request.words" }] },
      "team": "local", "near": ["answers.place", "requester.campus"],
      "why": { "fr": "Les alarmes vont au campus.", "en": "Alarms go to the campus." } })"),
                                       "it");
  if (!alarm) throw std::runtime_error(alarm.error().detail);
  snapshot->routing.push_back(std::move(*alarm));
  snapshot->automations = {automation("it/unlock-account", true), automation("it/create", false)};
  snapshot->fingerprint = "sample " + wifi_title;
  snapshot->index();
  return snapshot;
}

}  // namespace guichet::test

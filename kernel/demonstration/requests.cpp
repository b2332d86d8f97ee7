// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/requests.hpp"

#include "kernel/domain/reference.hpp"
#include "kernel/domain/routing.hpp"

#include <algorithm>
#include <array>

namespace guichet::demonstration {
namespace {

using domain::FieldType;
using domain::Status;

constexpr std::int64_t three_years = 3 * 365 * domain::day;
// A team's work at hand does not grow with the years: at most so many are open, whatever the volume.
constexpr std::int64_t untaken_requests = 60;
constexpr std::int64_t open_requests = 200;

// The first four fit any request, the others only what does not work.
constexpr std::array details{"J’en ai besoin avant la fin de la semaine.",
                             "Merci d’avance pour votre aide.",
                             "Je suis joignable l’après-midi.",
                             "Rien d’urgent, mais cela me gêne pour travailler.",
                             "Cela dure depuis ce matin.",
                             "J’ai déjà essayé de redémarrer, sans succès.",
                             "C’est la deuxième fois ce mois-ci.",
                             "D’autres autour de moi ont le même souci."};
constexpr std::size_t details_of_anything = 4;
constexpr const char* same_as_others = "Les mêmes droits que la personne que je remplace.";
constexpr std::array answers{"Bonjour, c’est réglé : pouvez-vous vérifier de votre côté ?",
                             "Bonjour, nous avons fait le nécessaire. N’hésitez pas à rouvrir la demande si besoin.",
                             "Bonjour, l’intervention a eu lieu ce matin, tout fonctionne de nouveau.",
                             "Bonjour, l’accès est ouvert. Il sera effectif d’ici une heure."};

nlohmann::json answer_to(const domain::Field& field, const domain::Person& person, const Sources& sources, Draw& draw,
                         bool incident) {
  switch (field.type) {
    case FieldType::choice:
      return field.options.empty() ? nlohmann::json()
                                   : nlohmann::json(field.options[draw.below(field.options.size())].value);
    case FieldType::choices:
      return field.options.empty() ? nlohmann::json() : nlohmann::json::array({field.options.front().value});
    case FieldType::integer: {
      const auto low = static_cast<std::int64_t>(field.min.value_or(1));
      const auto high = std::max(low, static_cast<std::int64_t>(field.max.value_or(100)));
      return low + static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(high - low + 1)));
    }
    case FieldType::yes_no:
    case FieldType::consent:
      return field.type == FieldType::consent || draw.below(2) == 0;
    case FieldType::person:
      return person.login;
    case FieldType::place: {
      // Most places are rooms, which are precise enough for any question.
      const auto& all = sources.places.all();
      const auto* place = &all[draw.below(all.size())];
      for (int tries = 0; tries < 20 && place->kind != domain::PlaceKind::room; ++tries) {
        place = &all[draw.below(all.size())];
      }
      return place->id;
    }
    case FieldType::email:
      return person.mail;
    case FieldType::text:
      return field.label.fr.size() < 60 ? field.label.fr : std::string("Voir ci-dessus");
    case FieldType::asset:
      return "UX-" + std::to_string(10'000 + draw.below(90'000));
    case FieldType::paragraph:
      // Symptoms answer what is asked of a fault, nothing else.
      if (field.id == "profile") return same_as_others;
      return details.at(draw.below(incident ? details.size() : details_of_anything));
    default:
      return {};
  }
}

void age(PastRequest& past, Draw& draw, std::int64_t from_the_end, domain::Instant now) {
  auto& request = past.request;
  const auto taken = request.created + static_cast<std::int64_t>(draw.below(6 * domain::hour));
  const auto worked = domain::hour + static_cast<std::int64_t>(draw.below(4 * domain::day));
  const auto resolved = std::min(taken + worked, now);  // nothing has happened yet that is still to come
  if (from_the_end < open_requests) {
    const auto state = draw.below(10);
    if (from_the_end < untaken_requests && state < 8) return;  // received: nobody has taken it
    request.taken_at = std::min(taken, now);
    request.status = state < 8 ? Status::in_progress : Status::awaiting_you;
    if (request.status == Status::awaiting_you) request.waiting_since = request.taken_at;
    request.updated = request.taken_at;
    return;
  }
  if (draw.below(50) == 0) {  // given up by its owner before anybody took it
    request.status = Status::cancelled;
    request.closed_at = request.updated = std::min(request.created + 2 * domain::hour, now);
    return;
  }
  request.taken_at = taken;
  request.resolved_at = resolved;
  const bool closed = resolved + 14 * domain::day < now;
  request.status = closed ? Status::closed : Status::resolved;
  request.closed_at = closed ? resolved + 14 * domain::day : 0;
  request.updated = closed ? request.closed_at : resolved;
}

void write_history(PastRequest& past, Draw& draw) {
  const auto& request = past.request;
  const auto event = [&](const char* kind, domain::Instant at, domain::PersonId actor) {
    past.events.push_back({0, at, kind, request.id, actor, nlohmann::json::object()});
  };
  past.events.push_back(
      {0, request.created, "request.submitted", request.id, request.requester, {{"team", request.team}}});
  if (request.taken_at != 0) event("request.taken", request.taken_at, request.assignee);
  const auto message = [&](domain::PersonId author, domain::Instant at, const char* body) {
    storage::Message written;
    written.request = request.id;
    written.author = author;
    written.body = body;
    written.created = at;
    past.messages.push_back(std::move(written));
  };
  if (request.status == Status::awaiting_you) {
    event("request.waiting", request.waiting_since, request.assignee);
    message(request.assignee, request.waiting_since,
            "Bonjour, pouvez-vous préciser la salle et le numéro inscrit sur l’appareil ?");
  }
  if (request.resolved_at != 0) {
    if (draw.below(3) == 0)
      message(request.requester, request.created + domain::hour, details.at(draw.below(details.size())));
    message(request.assignee, request.resolved_at, answers.at(draw.below(answers.size())));
    event("request.resolved", request.resolved_at, request.assignee);
  }
  if (request.status == Status::cancelled) event("request.cancelled", request.closed_at, request.requester);
  if (request.status == Status::closed) event("request.closed", request.closed_at, 0);
}

/// A student has no secretariat, no office and no students of their own.
bool may_be_said_by(const domain::Person& person, std::string_view words) {
  const bool student = person.affiliation.size() == 1 && person.affiliation.front() == "student";
  if (!student) return true;
  constexpr std::array of_staff{"secrétariat", "bureau",        "collègue",  "mes étudiants", "notre équipe",
                                "mon équipe",  "notre service", "stagiaire", "mon cours"};
  return std::none_of(of_staff.begin(), of_staff.end(),
                      [&](const char* word) { return words.find(word) != std::string_view::npos; });
}

}  // namespace

domain::Answers answers_of(const domain::Service& service, const domain::Person& person, const Sources& sources,
                           Draw& draw) {
  domain::Answers given = nlohmann::json::object();
  for (const auto& field : service.form.fields) {
    if (!field.required && draw.below(3) != 0) continue;
    auto answer = answer_to(field, person, sources, draw, service.incident);
    if (!answer.is_null()) given[field.id] = std::move(answer);
  }
  const domain::FormContext context{&person, &sources.places, "2026-01-01"};
  const auto shown = domain::shown_fields(service.form, given, context);
  domain::Answers kept = nlohmann::json::object();
  for (const auto& id : shown) {
    if (given.contains(id)) kept[id] = given[id];
  }
  return kept;
}

void send_to_team(domain::Request& request, const domain::Service* service, const domain::Person& person,
                  const Sources& sources, domain::Instant at) {
  domain::RoutingInput input;
  input.requester = &person;
  input.answers = &request.answers;
  input.places = &sources.places;
  const auto decision = domain::route(service, {}, std::nullopt, 1.0, sources.snapshot.teams, input);
  request.team = decision.team;
  request.route_why = decision.why;
  request.due_take_charge = request.due_resolve = 0;
  if (service == nullptr) return;
  const auto& promise = service->commitment;
  if (promise.take_charge > 0) {
    request.due_take_charge =
        domain::due_after(at, promise.take_charge, promise.take_charge_on_clock, sources.calendar);
  }
  if (promise.resolve > 0) {
    request.due_resolve = domain::due_after(at, promise.resolve, promise.resolve_on_clock, sources.calendar);
  }
}

void describe(PastRequest& past, const domain::Person& person) {
  const auto& request = past.request;
  auto& document = past.document;
  document.id = request.id;
  document.reference = domain::reference_of(request.id);
  document.title = request.title;
  for (const auto& [id, value] : request.answers.items()) {
    if (value.is_string()) document.text += value.get_ref<const std::string&>() + " ";
  }
  for (const auto& message : past.messages) document.text += message.body + " ";
  document.requester_name = person.name();
  document.requester = person.id;
  document.readers = {"team:" + request.team, "person:" + std::to_string(person.id)};
  document.created = request.created;
  document.over = domain::is_over(request.status);
}

PastRequest past_request(const Sources& sources, std::int64_t index, std::int64_t count) {
  Draw draw(static_cast<std::uint64_t>(index) * 2654435761U + 17);
  PastRequest past;
  auto& request = past.request;
  request.id = index + 1;

  const domain::Service* service = nullptr;
  const domain::Person* person = nullptr;
  for (int tries = 0; tries < 50 && service == nullptr; ++tries) {
    const auto* drawn = &sources.snapshot.services[draw.below(sources.snapshot.services.size())];
    // A few people ask much more than the others, the named accounts among them.
    const auto pool = draw.below(20) == 0 ? std::min<std::size_t>(7, sources.people.size()) : sources.people.size();
    person = &sources.people[draw.below(pool)];
    if (!drawn->confidential && drawn->audience.includes(person)) service = drawn;
  }
  request.requester = request.opened_by = person->id;
  if (service != nullptr) {
    const auto& says = service->says_fr;
    request.service = service->id;
    request.service_version = sources.versions.at(service->id);
    request.title = says.empty() ? service->title.fr : says[draw.below(says.size())];
    for (int tries = 0; tries < 50 && !may_be_said_by(*person, request.title); ++tries) {
      request.title = says[draw.below(says.size())];
    }
    if (!may_be_said_by(*person, request.title)) request.title = service->title.fr;
    request.answers = answers_of(*service, *person, sources, draw);
  } else {  // hardly any service is for them: they describe their need
    request.words = request.title = details.at(draw.below(details.size()));
    request.answers["words"] = request.words;
  }
  request.campus = person->campus;

  const auto from_the_end = count - 1 - index;
  const auto spread = std::max<std::int64_t>(1, three_years / std::max<std::int64_t>(1, count));
  // The last few came in these hours, those at work these days, the others over the years.
  const auto back = from_the_end < untaken_requests ? from_the_end * (5 * domain::hour / untaken_requests)
                    : from_the_end < open_requests ? 5 * domain::hour + from_the_end * (4 * domain::day / open_requests)
                                                   : 5 * domain::day + (from_the_end - open_requests) * spread;
  request.created = request.updated = sources.now - back - static_cast<std::int64_t>(draw.below(domain::hour));
  send_to_team(request, service, *person, sources, request.created);
  age(past, draw, from_the_end, sources.now);
  const auto team = sources.members.find(request.team);  // every team that is no group has members
  if (request.taken_at != 0 && team != sources.members.end() && !team->second.empty()) {
    request.assignee = team->second[draw.below(team->second.size())];
  }
  write_history(past, draw);
  describe(past, *person);
  return past;
}

}  // namespace guichet::demonstration

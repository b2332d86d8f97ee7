// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

#include <string>

/// People and requests for the tests of this folder.
namespace guichet::storage::sample {

inline constexpr domain::Instant now = 1'764'000'000'000;

inline domain::Person person(domain::PersonId id, const std::string& login, const std::string& given = "Zoé",
                             const std::string& family = "Martin") {
  domain::Person made;
  made.id = id;
  made.login = login;
  made.given_name = given;
  made.family_name = family;
  made.mail = login + "@univ.example";
  made.affiliation = {"staff", "affiliate"};
  made.campus = "luminy";
  made.language = domain::Language::en;
  return made;
}

inline domain::Request request(domain::PersonId requester, const std::string& team = "it/network") {
  domain::Request made;
  made.title = "L'alarme du 3e étage est en panne";
  made.words = "Bonjour ; elle sonne depuis ce matin : \"?\"";
  made.requester = requester;
  made.opened_by = requester;
  made.team = team;
  made.campus = "luminy";
  made.answers = {{"place", "luminy/bat-a"}, {"count", 3}};
  made.route_why = {"route.near", {{"campus", "luminy"}}, {}};
  made.created = now;
  made.updated = now;
  return made;
}

}  // namespace guichet::storage::sample

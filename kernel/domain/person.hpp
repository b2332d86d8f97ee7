// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

using PersonId = std::int64_t;

/// Somebody the directory knows. Values follow eduPerson and SupAnn.
struct Person {
  PersonId id = 0;
  std::string login;  ///< sign-in name, unique
  std::string given_name;
  std::string family_name;
  std::string mail;
  std::string phone;
  std::vector<std::string> affiliation;  ///< student, faculty, researcher, staff, affiliate; `employee` is derived
  std::string campus;                    ///< place id of a campus ("luminy"), or empty
  std::string component;                 ///< faculty or school ("sciences"), or empty
  std::string office;                    ///< place id, or empty
  PersonId manager = 0;                  ///< 0: none known
  Language language = Language::fr;
  bool active = true;  ///< false once they have left

  [[nodiscard]] std::string name() const { return given_name + " " + family_name; }
  [[nodiscard]] bool known() const { return id != 0; }
};

/// Whether the person is of this affiliation; `employee` is anybody of faculty, researcher or staff.
[[nodiscard]] bool has_affiliation(const Person& person, std::string_view affiliation);

/// What conditions may read of a requester: {"id", "login", "name", "mail", "phone", "affiliation": [...], "campus",
/// "component", "office"}. `employee` is in `affiliation` when faculty, researcher or staff is.
[[nodiscard]] nlohmann::json variables_of(const Person& person);

}  // namespace guichet::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Takes out of a text what tells who it is about. Pure. It cannot know everything: whoever publishes the text reads it
/// first, and what was taken out stands there as a mark, « [nom] ».
namespace guichet::counter {

/// What stands where something was, in the reader's language: "[nom]". An empty one lets it stand.
struct PersonalMarks {
  std::string name, mail, phone, login, number, room;
};

struct PersonalFacts {
  std::vector<domain::Person> people;    ///< whoever is involved: their names, logins, addresses, telephones
  std::vector<std::string> identifiers;  ///< other words that name somebody or something of theirs: a reference
};

/// Names of `facts` in any case and without their accents, and whoever is called Madame, M. or Dr; logins; addresses;
/// telephones; numbers of six digits and more; rooms when they have a mark. Lines of greeting, and signatures from
/// « Cordialement » on, are left out.
[[nodiscard]] std::string without_personal_data(std::string_view text, const PersonalFacts& facts,
                                                const PersonalMarks& marks);

/// Two or three words beside each other that begin with a capital, "Camille Perrin": to be looked up in the directory.
[[nodiscard]] std::vector<std::string> possible_names(std::string_view text, std::size_t most);

}  // namespace guichet::counter

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
  std::string name, mail, phone, login, number, room, secret, date, address, link;
};

struct PersonalFacts {
  std::vector<domain::Person> people;    ///< whoever is involved: their names, logins, addresses, telephones
  std::vector<std::string> identifiers;  ///< other words that name somebody or something of theirs: a reference
  std::vector<std::string> names = {};   ///< folded words that the text itself gives as names
  std::vector<std::string> rooms = {};   ///< in small letters: "b204"
};

/// Names of `facts` in any case and without their accents, whoever is called Madame, M. or Dr or says « je m'appelle »;
/// logins; mail, postal and network addresses; telephones and extensions; numbers of six digits and more; passwords;
/// dates of birth; rooms; web addresses that lead to somebody. What has no mark stands. Lines of greeting, and
/// signatures from « Cordialement » on, are left out.
[[nodiscard]] std::string without_personal_data(std::string_view text, const PersonalFacts& facts,
                                                const PersonalMarks& marks);

/// Adds the names and rooms that a text gives, so that they are taken out where they are only alluded to: in the title,
/// or in the answer.
void learn_from(std::string_view text, PersonalFacts& facts);

/// Two words beside each other that may be a name, folded.
struct NamePair {
  std::string first, second;
  bool capitals = false;  ///< both begin with one
};
/// To be looked up in the directory; each once, at most `most`, those with capitals first.
[[nodiscard]] std::vector<NamePair> name_pairs(std::string_view text, std::size_t most);

}  // namespace guichet::counter

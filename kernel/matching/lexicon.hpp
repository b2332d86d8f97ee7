// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace guichet::matching {

/// The few things the kernel knows of the words people use, of any department. Words are folded (text.hpp).

/// Grammar and politeness: "je", "voudrais", "bonjour", "please". Single letters too.
[[nodiscard]] bool carries_no_meaning(const std::string& folded);

/// French words that only hold a sentence together: "le", "qui", "dans". Those of grammar alone, none of politeness.
[[nodiscard]] bool is_grammar(const std::string& folded);

/// Words people ask with, which carry no meaning for a service and may for a page: "obtenir", "besoin", "problème".
[[nodiscard]] bool is_of_asking(const std::string& folded);

/// Words of any need: "marche", "bureau", "nouveau", numbers. They help to choose and prove nothing.
[[nodiscard]] bool means_little(const std::string& folded);

/// What an abbreviation stands for, in folded words: "mdp" is "mot", "passe". Empty: it is no abbreviation we know.
[[nodiscard]] std::span<const std::string_view> spelt_out(const std::string& folded);

/// A frequent word that looks like one with its apostrophe forgotten: "lent" is slow, and may be l'ENT.
[[nodiscard]] bool looks_elided(const std::string& folded);
/// What stands before an adjective and not before a name: "est lent", "trop lent".
[[nodiscard]] bool leads_to_an_adjective(const std::string& folded);

/// A word that a stemmer would take for a form of another one.
[[nodiscard]] bool keeps_its_form(const std::string& folded);
/// The root a family of words shares where the stemmer sees several: "connexion" is "connect". Else the root itself.
[[nodiscard]] std::string family_of(const std::string& root);

}  // namespace guichet::matching

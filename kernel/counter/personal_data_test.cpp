// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_data.hpp"

#include "kernel/counter/text_lines.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using ::testing::ElementsAre;

const PersonalMarks marks{"[nom]", "[courriel]", "[téléphone]", "[identifiant]", "[numéro]", "[salle]"};

PersonalFacts known() {
  PersonalFacts facts;
  domain::Person camille;
  camille.given_name = "Camille";
  camille.family_name = "de La Tour-Perrin";
  camille.login = "cperrin";
  domain::Person jose;
  jose.given_name = "José";
  jose.family_name = "Petit";
  jose.login = "jpt";
  facts.people = {camille, jose};
  facts.identifiers = {"G-123"};
  return facts;
}

std::string cleaned(const std::string& text) {
  return without_personal_data(text, known(), marks);
}

TEST(PersonalData, TakesNamesOutHoweverTheyAreWritten) {
  EXPECT_EQ(cleaned("Camille de La Tour-Perrin n’a plus de réseau"), "[nom] n’a plus de réseau");
  EXPECT_EQ(cleaned("le compte de camille perrin et celui de JOSE"), "le compte de [nom] et celui de [nom]");
  EXPECT_EQ(cleaned("l’ordinateur d’Élodie"), "l’ordinateur d’Élodie");
  EXPECT_EQ(cleaned("la tour est fermée"), "la [nom] est fermée");  // too much rather than too little
}

TEST(PersonalData, TakesOutWhoeverIsCalledMadameOrDoctor) {
  EXPECT_EQ(cleaned("Voir avec Mme Lefèvre ou M. Paul Durand."), "Voir avec Mme [nom] ou M. [nom].");
  EXPECT_EQ(cleaned("Le Dr. Élise Nguyen a signé"), "Le Dr. [nom] a signé");
  EXPECT_EQ(cleaned("merci madame la présidente"), "merci madame la présidente");
}

TEST(PersonalData, TakesOutWaysToReachSomebody) {
  EXPECT_EQ(cleaned("écrivez à camille.perrin+x@univ-amu.fr."), "écrivez à [courriel].");
  EXPECT_EQ(cleaned("au 06 12 34 56 78 ou +33 (0)4.91.12.34.56"), "au [téléphone] ou [téléphone]");
  EXPECT_EQ(cleaned("au 04\u00A091\u00A012\u00A034\u00A056"), "au [téléphone]");
}

TEST(PersonalData, TakesOutNumbersOfPeopleAndLeavesThoseOfThings) {
  EXPECT_EQ(cleaned("mon numéro est 21012345, INE 1234567890A"), "mon numéro est [numéro], INE [numéro]");
  EXPECT_EQ(cleaned("mon identifiant a21012345"), "mon identifiant [numéro]");
  EXPECT_EQ(cleaned("compte FR76 3000 6000 0112 3456"), "compte [numéro]");
  EXPECT_EQ(cleaned("le 24/11/2026 à 10:30, 3 écrans à 120 €, port 8080"),
            "le 24/11/2026 à 10:30, 3 écrans à 120 €, port 8080");
  EXPECT_EQ(cleaned("Windows 11.2 et Ubuntu 22.04"), "Windows 11.2 et Ubuntu 22.04");
}

TEST(PersonalData, TakesOutSignInNamesReferencesAndRooms) {
  EXPECT_EQ(cleaned("le login CPERRIN, demande G-123"), "le login [identifiant], demande [identifiant]");
  EXPECT_EQ(cleaned("la vidéo de la salle A2.14 et du bureau 203"), "la vidéo de la [salle] et du [salle]");
  PersonalMarks without_room = marks;
  without_room.room.clear();
  EXPECT_EQ(without_personal_data("la salle A2", known(), without_room), "la salle A2");
}

TEST(PersonalData, LeavesGreetingsAndSignaturesOut) {
  EXPECT_EQ(without_greetings("Bonjour Madame,\n\nPlus de wifi.\nMerci de votre aide.\n\nCordialement,\nCamille\nL2"),
            "Plus de wifi.\nMerci de votre aide.");
  EXPECT_EQ(without_greetings("Bonjour, je n’ai plus de wifi"), "je n’ai plus de wifi");
  EXPECT_EQ(without_greetings("Bien cordialement"), "Bien cordialement");  // nothing was said before it
  EXPECT_EQ(without_greetings("Chère collègue\nVoici."), "Voici.");
  EXPECT_EQ(without_greetings(""), "");
}

TEST(PersonalData, FindsWhatMayBeANameInTheDirectory) {
  EXPECT_THAT(possible_names("Hier Élise Nguyen a vu le Grand Hall. Élise Nguyen", 10),
              ElementsAre("hier elise", "elise nguyen", "grand hall"));
  EXPECT_THAT(possible_names("Ab Cd Ef Gh", 1), ElementsAre("ab cd"));
}

TEST(PersonalData, ReadsAnyBytes) {
  EXPECT_NO_THROW((void)cleaned(std::string("\xC3@\xFF 0+@.") + '\0' + "\xE2\x80"));
}

}  // namespace
}  // namespace guichet::counter

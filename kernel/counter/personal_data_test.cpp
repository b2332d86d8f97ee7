// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_data.hpp"

#include "kernel/counter/text_lines.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

const PersonalMarks marks{"[nom]",   "[courriel]",     "[téléphone]", "[identifiant]", "[numéro]",
                          "[salle]", "[mot de passe]", "[date]",      "[adresse]",     "[lien]"};

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
  const auto pairs = name_pairs("avec inès benali, Élise Nguyen et Élise Nguyen", 10);
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[0].first + " " + pairs[0].second, "elise nguyen");
  EXPECT_TRUE(pairs[0].capitals);
  EXPECT_EQ(pairs[1].first + " " + pairs[1].second, "avec ines");
  EXPECT_EQ(pairs[2].first + " " + pairs[2].second, "ines benali");
  EXPECT_EQ(name_pairs("Abc Cde Efg Ghi", 1).size(), 1U);
}

/// What is said of somebody, as testers and we wrote it, and what is left of it.
TEST(PersonalData, TakesOutWhatIsSaidOfSomebody) {
  const std::vector<std::pair<const char*, const char*>> said{
      {"mon mot de passe Azerty123! ne marche pas", "mon mot de passe [mot de passe] ne marche pas"},
      {"mdp: soleil", "mdp: [mot de passe]"},
      {"mdp : Soleil2024, merci", "mdp : [mot de passe], merci"},
      {"le mot de passe est Toto#1.", "le mot de passe est [mot de passe]"},
      {"login : dupontj mdp : soleil", "login : [identifiant] mdp : [mot de passe]"},
      {"password=hunter2", "password=[mot de passe]"},
      {"code PIN 4821", "code PIN [mot de passe]"},
      {"login kowalskj", "login [identifiant]"},
      {"mon identifiant est k2104567", "mon identifiant est [numéro]"},
      {"je suis né le 12/03/2001 à Aix", "je suis né le [date] à Aix"},
      {"née le 3 mai 1999", "née le [date]"},
      {"né(e) le 03-05-99", "né(e) le [date]"},
      {"date de naissance : 2001-03-12", "date de naissance : [date]"},
      {"dossier de 12/03/2001", "dossier de [date]"},
      {"5 bis avenue Jean Jaurès, 13100 Aix-en-Provence", "[adresse]"},
      {"au 12 rue de la République 13001 Marseille.", "au [adresse]."},
      {"j’habite 3, rue des lilas", "j’habite [adresse]"},
      {"12 bd. Charles Livon", "[adresse]"},
      {"8 place de la Comédie", "[adresse]"},
      {"écrire à 13621 Aix", "écrire à [adresse]"},
      {"à la résidence Cuques", "à la [adresse]"},
      {"cité universitaire Lucien Cornil, bâtiment A", "[adresse], bâtiment A"},
      {"je m'appelle Jean-Marc Kowalski et mon PC", "je m'appelle [nom] et mon PC"},
      {"je m’appelle jean dupont et je suis en L2", "je m’appelle [nom] et je suis en L2"},
      {"my name is Ann Lee, I can't print", "my name is [nom], I can't print"},
      {"je suis Paul Durand", "je suis [nom]"},
      {"n° étudiant: 21 904 567", "n° étudiant: [numéro]"},
      {"INE 120 456 78 90 K", "INE [numéro] K"},
      {"numéro de dossier 45 678", "numéro de dossier [numéro]"},
      {"au poste 4512", "au poste [téléphone]"},
      {"poste : 12 34 5", "poste : [téléphone]"},
      {"mac 00:1A:2B:3C:4D:5E", "mac [numéro]"},
      {"carte 00-1a-2b-3c-4d-5e.", "carte [numéro]."},
      {"IP 10.12.13.14, masque 255.255.255.0", "IP [numéro], masque 255.255.255.0"},
      {"adresse fe80::1a2b:3c4d", "adresse [numéro]"},
      {"ma voiture AB-123-CD", "ma voiture [numéro]"},
      {"voir @kowalski_j sur X", "voir [identifiant] sur X"},
      {"https://ent.univ.fr/u/kowalskj", "[lien]"},
      {"https://zoom.us/j/91234567890?pwd=aBcD", "[lien]"},
      {"(https://perso.univ.fr/~dupont)", "([lien])"},
      {"la vidéo en B204", "la vidéo en [salle]"},
      {"C’est réglé. Cordialement, Camille, Équipe Luminy", "C’est réglé."},
      {"C’est fait. Bien cordialement Zoé", "C’est fait."},
      {"Relancez le poste.\nJM", "Relancez le poste."},
      {"Relancez le poste. J.M.", "Relancez le poste."},
  };
  for (const auto& [text, left] : said) EXPECT_EQ(cleaned(text), left) << text;
}

TEST(PersonalData, LeavesWhatIsOfNobody) {
  for (const char* text : {
           "J’ai oublié mon mot de passe",
           "Le mot de passe ne marche plus depuis hier",
           "mot de passe : oublié",
           "Le mot de passe est refusé par Windows 11",
           "Changez votre mot de passe : cliquez sur « Oublié ? »",
           "Le code d’accès est affiché à l’entrée",
           "Votre login est celui de l’ENT",
           "la page de login ne répond pas",
           "identifiant ou mot de passe incorrect",
           "2 cours de maths et 3 places libres en amphi",
           "Dans les 5 rues voisines",
           "erreur 10061 Windows, port 44300",
           "Une résidence secondaire",
           "je suis étudiant en L3 et je suis en stage",
           "Je suis Étudiant",
           "La date limite est le 12/03/2026",
           "le 24 novembre 2026 à 10:30:45",
           "Le poste de travail redémarre, poste 12",
           "Serveur 127.0.0.1, version 10.0.19041.1",
           "https://ent.univ-exemple.fr/aide/wifi",
           "www.univ-exemple.fr",
           "Imprimez en A4, en PDF, en 2026",
           "Le budget est de 12 000 euros",
           "Vous pouvez répondre cordialement à votre collègue",
           "Installez le VPN.\nPuis redémarrez le PC",
           "Rebranchez le câble USB",
           "L’imprimante du bâtiment 12 est en panne",
           "Office 365, Python 3.11.2 et Ubuntu 24.04",
           "de 12.30 à 14.00",
       }) {
    EXPECT_EQ(cleaned(text), text);
  }
}

TEST(PersonalData, LearnsFromOneTextWhatIsTakenOutOfTheOthers) {
  PersonalFacts facts = known();
  learn_from("je m'appelle Jean-Marc Kowalski, salle B204", facts);
  EXPECT_EQ(without_personal_data("l ordi de kowalski, marc ou Marc", facts, marks), "l ordi de [nom], marc ou [nom]");
  EXPECT_EQ(without_personal_data("la vidéo, B204 à gauche", facts, marks), "la vidéo, [salle] à gauche");
}

TEST(PersonalData, ReadsAnyBytes) {
  EXPECT_NO_THROW((void)cleaned(std::string("\xC3@\xFF 0+@.") + '\0' + "\xE2\x80"));
}

}  // namespace
}  // namespace guichet::counter

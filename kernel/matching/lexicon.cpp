// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/lexicon.hpp"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace guichet::matching {
namespace {

// clang-format off: lists of words are read as text.

// Words that could mean something alone are left out on purpose: "son" (sound), "car", "or", "bon", "point".
constexpr std::string_view words_without_meaning =
    // French: articles, pronouns, prepositions, conjunctions
    "le la les un une des du de au aux ce cet cette ces ceci cela ca je tu il elle on nous vous ils elles me te "
    "se moi toi lui leur leurs eux mon ma mes ton ta tes sa ses notre nos votre vos qui que quoi dont ou quel "
    "quelle quels quelles lequel laquelle lesquels lesquelles et mais donc ni si comme quand lorsque lorsqu "
    "puisque puisqu parce alors dans sur sous par pour avec sans chez vers entre depuis pendant avant apres "
    "jusque jusqu en y qu quelqu quelque quelques chaque tout toute tous toutes autre autres aucun aucune meme "
    "memes tel telle tels telles celui celle ceux celles rien personne chose choses truc trucs "
    // French: auxiliaries and adverbs
    "suis es est sommes etes sont etre ete etait etaient etais sera seront serait soit soient ai as avons avez "
    "ont avoir eu avait avais avaient aura aurait auront ait aient fait faire fais font faut faudrait faudra va "
    "vais vont aller peut peux pouvez peuvent pouvoir pourrait pourrais pourriez pouvons puis puisse doit dois "
    "doivent devoir devrait pas plus ne non oui tres trop peu bien aussi encore deja toujours jamais ici voici "
    "voila ainsi assez vraiment juste lors afin apropos propos concernant sujet selon malgre cas comment pourquoi "
    "combien etc beaucoup ensuite maintenant aujourd hui aujourdhui hier demain fois "
    // French: asking
    "veux veut voudrais voudrait voudrions voulais vouloir voulons souhaite souhaitons souhaiterais souhaiterait "
    "souhaiterions souhaiter aimerais aimerait aimerions besoin besoins cherche chercher demande demander obtenir "
    "savoir sais arrive arrives arrivons arriver essaie essaye essayer possible serais impossible quelquun "
    "probleme problemes souci soucis question questions aide aider aidez merci ";

// Greetings, what is typed in a hurry, and English grammar: they say nothing anywhere.
constexpr std::string_view words_of_politeness =
    // French: politeness
    "bonjour bonsoir salut coucou hello madame monsieur messieurs mesdames cher chere cordialement cdt bjr slt "
    "svp stp plait mci mercis remercie avance journee bonne soiree salutations desole desolee urgent rapidement "
    "vite allo "
    // French: as typed in a hurry
    "pb pbs pblm prob jai jsuis jarrive narrive narrives quil cest ct jvx jveux jvoudrais chui chuis cetait dun "
    "dune ya jpeux jpe pk pkoi nan ouais bref ben bah euh genre "
    // English
    "the an of to in at for from by with without and but if then than that this these those there here it its is "
    "are was were be been being am do does did done doing have has had having can cannot could should would will "
    "shall may might must my your his her our their you he she we they him us them not no yes so too very just "
    "also any some all more most how what when where which who why about into out up again don doesn didn isn "
    "aren won wouldn couldn ve ll re im ive cant want wants need needs get getting got like please thanks thank "
    "hi dear help problem problems issue issues trying try something anything someone anymore longer regards "
    "morning afternoon evening goodbye bye ";

constexpr std::string_view words_of_grammar =
    "le la les un une des du de au aux ce cet cette ces je tu il elle on nous vous ils elles me te se que qui quoi "
    "dont ou quel quelle quels quelles et mais donc ni si dans sur sous par pour avec sans chez vers est sont etre a "
    "ai as avons ont avoir en y ne pas plus son sa ses leur leurs mon ma mes ton ta tes notre votre nos vos lui eux "
    "d l j m t s n c qu peut comment faire quand fait ";

// Words that fit any department's needs.
constexpr std::string_view words_of_little_meaning =
    // It does not work
    "marche marcher marchent marchait fonctionne fonctionner fonctionnent fonctionnait panne pannes hs bug bugs bugge "
    "bugue plante plantee casse cassee erreur work works working worked broken fails failing error down "
    // Where, when, how many
    "bureau salle salles etage batiment campus site universite universitaire faculte amphitheatre laboratoire service "
    "equipe direction secretariat departement office room building university floor matin soir jour jours semaine mois "
    "heure heures annee rentree weekend lundi mardi mercredi jeudi vendredi today week month year days temps "
    "deux trois quatre cinq six dix cent "
    // Who
    "etudiant etudiants etudiante etudiantes collegue collegues enseignant enseignante doctorant doctorante chercheur "
    "chercheurs stagiaire personnel personnels gens student students colleague teacher "
    // What people do with anything
    "nouveau nouvelle nouveaux nouvelles new mettre mis mise prendre pris donner utiliser voir trouver trouve recevoir "
    "recois recu remise rendre venir vient use using make give take see find ";

// Written for a whole university; a department's own words belong in its keywords.
constexpr std::string_view abbreviations =
    "mdp=mot+passe motdepasse=mot+passe mdpasse=mot+passe pwd=mot+passe bat=batiment bt=batiment ordi=ordinateur "
    "ordis=ordinateur pc=ordinateur pcs=ordinateur appli=application applis=application app=application "
    "tel=telephone telephonne=telephone num=numero rdv=rendez+vous courriel=mail courriels=mail email=mail "
    "emails=mail mel=mail mails=mail amphi=amphitheatre amphis=amphitheatre bu=bibliotheque bibli=bibliotheque "
    "videoproj=videoprojecteur videopro=videoprojecteur proj=projecteur visio=visioconference "
    "visios=visioconference doc=document docs=document exam=examen exams=examen partiel=examen partiels=examen "
    "labo=laboratoire labos=laboratoire fac=faculte univ=universite promo=promotion co=connexion "
    "photocop=photocopieur photocopieuse=photocopieur imprim=imprimante mfa=double+authentification "
    "2fa=double+authentification compta=comptabilite admin=administratif secu=securite info=information "
    "infos=information ";

// Families the stemmers do not join. Roots on both sides.
constexpr std::string_view families =
    "connexion=connect connex=connect connecteur=connect impress=imprim printer=print imprimeur=imprim "
    "blocag=bloqu deblocag=debloqu acced=acces verrouillag=verrouill achet=achat inscript=inscrir inscrit=inscrir "
    "panne=pann examin=examen lenteur=lent licenc=licens licence=licens envoi=envoy emprunt=pret depannag=depann "
    "demarrag=demarr branchement=branch affichag=affich piratag=pirat creation=cre creer=cre cree=cre creat=cre "
    "perte=perdu perdr=perdu pert=perdu perd=perdu vole=vol ouvertur=ouvr ouvert=ouvr ouvrir=ouvr fermetur=ferm "
    "install=instal ecrir=ecrit adhes=adher suppress=supprim modif=modifi paiement=pay pai=pay decl=declar ";

// Words the stemmers take for forms of another: "restaurant" is no way of "restaurer" a file.
constexpr std::string_view words_stemmers_confuse = "restaurant restaurants ";

// What is left of them without the first letter is a word, or the short name of something, that a text may well have.
constexpr std::string_view words_that_look_elided =
    "lent lents lente lentes lune lait lame lames laine lire lion lever larme larmes lacet lin lien liens lit lobe "
    "lors lourd louer lieu lieux lettre livre loi loin lot "
    "dent dents dame dames dune dire date dates dette dose doses dure dures dehors dormir douze dos dont douche doute "
    "duree demain "
    "jour joie jeu jeune jeter juin jouer jaune jamais jus "
    "nage nager note notes nuit nom noms neuf neige nord nulle nature "
    "mage mode modes mur murs mise mises mire mine mines mont mise moral mort main mains maire mois moins matin "
    "mentir mordre mutile masse mime museau "
    "tape taper tapes tarif tarifs tache taches tard tard taire tissu tissus tordre toile tour tours tache tante "
    "tailler titre tire tente tenir tuile "
    "sage sent sens sentir sentier saute sorte sortie sorties sorti sale sales soie soin soins somme sauce soir "
    "suite suites sage serrer signe sucre sac sel sol "
    "cage cages cave caves cent cents centre cadre case cause cape carte code codes cire cure cote cotes couvrir "
    "couvert couverts couverture course cas cour court cuire culture chaine chanter charte chaque chaise cou "
    "quart quarts quatre quitter quota quotas quotidien queue question ";

constexpr std::string_view words_before_adjectives =
    "est sont etait etaient sera seront serait soit suis deviens devient deviennent redevient reste restent parait "
    "semble tres trop si assez super hyper vraiment tellement extremement anormalement plus moins aussi encore "
    "toujours bien ultra peu rame ";

// clang-format on

// Calls `take` with each word of a list written with spaces.
template <typename Take>
void each(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t space = list.find(' ');
    if (space > 0) take(list.substr(0, space));
    list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
  }
}

std::unordered_set<std::string_view> set_of(std::string_view list) {
  std::unordered_set<std::string_view> words;
  each(list, [&words](std::string_view word) { words.insert(word); });
  return words;
}

bool is_polite(const std::string& folded) {
  static const auto words = set_of(words_of_politeness);
  return words.contains(folded);
}

}  // namespace

bool carries_no_meaning(const std::string& folded) {
  static const auto words = set_of(words_without_meaning);
  const bool one_letter = folded.size() == 1 && (folded[0] < '0' || folded[0] > '9');
  return one_letter || words.contains(folded) || is_polite(folded);
}

bool is_of_asking(const std::string& folded) {
  return folded.size() > 1 && carries_no_meaning(folded) && !is_grammar(folded) && !is_polite(folded);
}

bool is_grammar(const std::string& folded) {
  static const auto words = set_of(words_of_grammar);
  return words.contains(folded);
}

bool means_little(const std::string& folded) {
  static const auto words = set_of(words_of_little_meaning);
  const bool number = folded.find_first_not_of("0123456789") == std::string::npos;
  return number || words.contains(folded);
}

std::span<const std::string_view> spelt_out(const std::string& folded) {
  static const std::unordered_map<std::string_view, std::vector<std::string_view>> known = [] {
    std::unordered_map<std::string_view, std::vector<std::string_view>> map;
    each(abbreviations, [&map](std::string_view entry) {
      const std::size_t equals = entry.find('='), plus = entry.find('+');
      std::vector<std::string_view>& meaning = map[entry.substr(0, equals)];
      meaning.push_back(entry.substr(equals + 1, plus == std::string_view::npos ? plus : plus - equals - 1));
      if (plus != std::string_view::npos) meaning.push_back(entry.substr(plus + 1));
    });
    return map;
  }();
  const auto found = known.find(folded);
  return found == known.end() ? std::span<const std::string_view>() : std::span<const std::string_view>(found->second);
}

bool looks_elided(const std::string& folded) {
  static const auto words = set_of(words_that_look_elided);
  return words.contains(folded);
}

bool leads_to_an_adjective(const std::string& folded) {
  static const auto words = set_of(words_before_adjectives);
  return words.contains(folded);
}

bool keeps_its_form(const std::string& folded) {
  static const auto words = set_of(words_stemmers_confuse);
  return words.contains(folded);
}

std::string family_of(const std::string& root) {
  static const std::unordered_map<std::string_view, std::string_view> known = [] {
    std::unordered_map<std::string_view, std::string_view> map;
    each(families, [&map](std::string_view entry) {
      const std::size_t equals = entry.find('=');
      map.emplace(entry.substr(0, equals), entry.substr(equals + 1));
    });
    return map;
  }();
  const auto found = known.find(root);
  return found == known.end() ? root : std::string(found->second);
}

}  // namespace guichet::matching

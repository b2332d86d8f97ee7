// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/scene_words.hpp"

namespace guichet::demonstration {

const std::vector<Unsorted>& unsorted_needs() {
  static const std::vector<Unsorted> needs{
      {"student", 170, "Ça ne marche toujours pas",
       "Bonjour, j’en avais parlé à quelqu’un la semaine dernière et c’est revenu. Pouvez-vous regarder ?"},
      {"faculty", 125, "Une salle pour jeudi et l’accès de ma vacataire",
       "Il me faudrait une salle de vingt-cinq places jeudi après-midi. Et Mme Duval, qui commence lundi, n’a encore "
       "accès à rien : ni à ses listes, ni au bureau des enseignants."},
      {"student", 95, "Changer de groupe de TD",
       "mon td du jeudi tombe en meme temps que mon travail, a qui je dois demander pour passer dans l'autre groupe ?"},
      {"researcher", 70, "Il manque une pièce à mon dossier",
       "On me dit que mon dossier est incomplet, sans me dire quelle pièce manque ni où la déposer."},
      {"staff", 40, "Fuite au plafond du secrétariat",
       "De l’eau goutte au-dessus de l’armoire aux archives, j’ai mis un seau. Il faudrait passer avant ce soir."},
      {"student", 15, "bonjour jai un souci je crois",
       "enfin je sais pas trop, on ma dit de vous ecrire pour mon inscription mais jai deja tout paye"},
  };
  return needs;
}

const std::vector<Misplaced>& misplaced_requests() {
  static const std::vector<Misplaced> requests{
      {"faculty",
       29,
       "Mon dossier partagé a disparu quand j’ai voulu imprimer",
       {"it/printing", "it/storage"},
       {"L’imprimante va bien : c’est le dossier qui n’est plus visible."}},
      {"staff",
       26,
       "Le logiciel de gestion ne s’ouvre plus sur mon nouveau portable",
       {"it/computer", "it/software-access"},
       {"Le portable est en ordre, il manque l’accès au logiciel."}},
      {"student",
       22,
       "Des pages qui ne sont pas à moi sortent avec ma carte",
       {"it/printing", "it/security-incident", "it/software-access"},
       {"Quelqu’un se sert peut-être du compte : à vérifier d’abord.",
        "Rien d’anormal sur le compte. Les droits d’impression sont à remettre au bon nom."}},
      {"researcher",
       7,
       "On me réclame mon mot de passe pour agrandir ma boîte aux lettres",
       {"it/software-access", "it/security-incident"},
       {"Ce message n’est pas de nous, merci de le regarder."}},
  };
  return requests;
}

const Outage& outage() {
  static const Outage told{"it/network-fault",
                           "luminy",
                           R"({ "what": "wifi", "place": "luminy/bat-b", "scope": "me" })",
                           {{18, "Plus de wifi à Luminy"},
                            {14, "le wifi marche plus a luminy depuis tout a l'heure"},
                            {11, "wifi HS sur le campus de Luminy"},
                            {6, "Bonjour, pas de wifi à Luminy, ni en amphi ni dehors"},
                            {2, "wifi en panne luminy"}}};
  return told;
}

const std::vector<UnmetNeed>& unmet_needs() {
  static const std::vector<UnmetNeed> needs{
      {"student",
       {"Où sont les objets trouvés ?", "objets trouvés : à qui demander pour une écharpe ?",
        "Je cherche le bureau des objets trouvés", "bureau des objets trouvés svp",
        "Les objets trouvés de mon campus, c’est où ?", "j'ai perdu mes clés, vous avez les objets trouvés ?"},
       "",
       "",
       "",
       {"Bonjour, les objets trouvés sont gardés un mois à l’accueil de chaque campus, aux heures d’ouverture."}},
      {"faculty",
       {"Sous-titrer une vidéo de cours", "Faire sous-titrer mes vidéos de cours",
        "sous-titres pour une vidéo de cours", "Comment ajouter des sous-titres à la vidéo de mon cours ?",
        "Besoin de sous-titres pour une vidéo de cours", "sous-titrer une video de cours en anglais"},
       "it/teaching",
       "",
       "",
       {"Bonjour, pouvez-vous déposer la vidéo dans l’espace de votre cours ? Nous nous en occupons.",
        "Bonjour, les sous-titres sont prêts : ils s’affichent sous la vidéo."}},
      {"",
       {"Le boîtier blanc du couloir clignote en rouge", "boitier blanc au plafond qui clignote rouge",
        "Un boîtier clignote en rouge devant ma salle", "Le boîtier blanc du plafond clignote",
        "Le boîtier du plafond est rouge et il clignote", "boîtier blanc qui clignote dans le couloir"},
       "",
       "it/classroom-equipment",
       "it/network-fault",
       {"Bonjour, la borne WiFi a été remplacée ce matin."}},
      {"student",
       {"Covoiturage entre Aix et Luminy", "je cherche un covoiturage Aix Luminy",
        "Y a-t-il un covoiturage Aix Luminy ?", "covoiturage depuis Aix vers Luminy le matin",
        "Trouver un covoiturage d'Aix à Luminy", "un covoiturage de Luminy à Aix"},
       "",
       "",
       "",
       {}},
      {"student",
       {"Louer un casier", "Y a-t-il des casiers à louer sur le campus ?", "location d'un casier pour l'année",
        "Comment louer un casier ?", "casier à louer", "je voudrais louer un casier pour mes affaires de sport"},
       "",
       "",
       "",
       {"Bonjour, les casiers se louent à l’année, auprès de l’accueil de votre bâtiment et contre une caution."}},
  };
  return needs;
}

const std::vector<Channel>& confidential_channels() {
  static const std::vector<Channel> channels{
      {"danger",
       "Démonstration : la cellule d’écoute de cette université est inventée, personne ne lit cette adresse. Votre "
       "établissement écrit ici qui écoute, et à quelles heures.",
       "Demonstration: this university’s listening service is invented, and nobody reads this address. Your "
       "institution "
       "says here who listens, and when.",
       "ecoute-demonstration@univ-exemple.fr"},
      {"violence",
       "Démonstration : le dispositif de signalement de cette université est inventé, personne ne lit cette adresse. "
       "Votre établissement écrit ici qui reçoit les signalements.",
       "Demonstration: this university’s reporting service is invented, and nobody reads this address. Your "
       "institution "
       "says here who receives reports.",
       "signalement-demonstration@univ-exemple.fr"},
      {"harassment",
       "Démonstration : le dispositif de signalement de cette université est inventé, personne ne lit cette adresse. "
       "Votre établissement écrit ici qui reçoit les signalements.",
       "Demonstration: this university’s reporting service is invented, and nobody reads this address. Your "
       "institution "
       "says here who receives reports.",
       "signalement-demonstration@univ-exemple.fr"},
  };
  return channels;
}

}  // namespace guichet::demonstration

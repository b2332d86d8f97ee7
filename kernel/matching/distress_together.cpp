// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress_ideas.hpp"

namespace guichet::matching {

// clang-format off: patterns are read as text, one a line.

const DistressWords& words_together() {
  static constexpr DistressWords words{
      // Danger
      R"(rails|voies|pont|fenetre|balcon|toit|quai|bridge|tracks|ledge & y pense|pense a sauter|envie de sauter|think about|me jeter|sauter|attire*|plus en plus & !ligne|serveur|salle
plus rien ne me retient|plus rien a perdre|nothing left to|nothing to lose|no way out|plus d issue|plus aucun espoir & je|me|m|moi|i|my
poids|fardeau|charge|burden|boulet & pour tout le monde|pour tous|pour ma famille|pour les autres|pour mes parents|pour vous|to everyone|to my family|suis un|suis une
debarrasses|debarasses|debarrasse|tranquilles|soulages|rid & de moi|sans moi|of me
fini avec tout|finir avec tout|en ai fini avec tout|done with everything|done with life|done living
easier|better|mieux|plus simple|plus facile & if i were gone|if i was gone|without me|si j etais plus la|si je n etais|si je disparais*|if i wasnt here|if i died
not being here|not being around|not existing|ne plus etre la|plus etre de ce monde & thought*|think*|pense*|idee*|anymore|envie
donne|donnee|offert|range|ranges|gave|giving & son chat|son chien|toutes ses affaires|ses affaires|his cat|her cat|all his|all her things & va pas bien|inquiet*|bizarre|not ok|worried
vomir|vomis|purge|purger|laxatifs|throwing up|jeune & apres chaque repas|me fais|me faire|apres manger|pour maigrir|every meal|poids
marques|cicatrices|coupures|brulures|bleus|hematomes|cocards|scars|bruises|bruised|cuts|marks & sur les bras|les bras|partout|poignets|manches longues|visage|corps|tombe|wrists|arms|everywhere|face & elle|il|coloc*|amie|ami|collegue|etudiant*|she|he|friend|roommate|me|m|moi|copine|fille
bois|boire|fume|prends|drink|drinking|drogue|cachets & pour tenir|pour oublier|tous les soirs|des le matin|to cope|to forget|every night|plus m arreter & !eau|pilule
sort|sortait|quitte|quitted|left|leave|leaves|sors & plus|hasnt|not|pas|doesnt & chambre|room|lit|bed & mange*|eaten|eat|jours|week*|semaine*|days|repond
me lave|me douche|me laver|shower & chez moi|logement|dehors|voiture|home & pas|plus|sans|no
frigo vide|frigo est vide|plus rien dans le frigo|empty fridge|rien a manger|plus rien a manger & je|j|nous|i|fils|fille|enfants|manger & !salle de pause
pere|mere|frere|soeur|enfant|mari|femme|mother|father & mourir|mort|morte|deces|died|suicide & effondre*|arrive plus|tiens plus|pleure*|collapse*|seul|seule|cope
corde|cordes|noeud|rope|noose|lame|lames|rasoir|razor|blade|cutter & mourir|pendre|pendu|hang|suicid*|veines|poignets|bras|menace|finir|chambre|enferme|enfermee|adieu|wrists
adieu|adieux|goodbye|farewell & sms|message|mot|lettre|texto|mail|note|everyone|monde|tous|pills|took|envoye|laisse|poste|ecrit|said|sent & !filles|collegue
au revoir & pour toujours|jamais|a tous|tout le monde & inquiet*|peur|repond plus|repond pas|injoignable
took|swallowed|avale|avaler|pris|bu|drank|ingere & bottle|boite|flacon|plaquette|tylenol|ibuprofen|paracetamol|aspirine|doliprane|somniferes|xanax|valium|eau de javel|javel|bleach|mort aux rats & goodbye|dort|reveil*|mal|mourir|inconscient*|tout|toute|tous|whole|entire|entiere|everyone
douleur|souffrance|souffrances|souffrir|souffre|pain|suffering|hurts & arrete .. toujours|arrete plus|s arrete pour|stop forever|forever|en finir|fin a|plus la force|make it stop|end it|vivre
pleure|pleurer|pleurera|pleurerait|cry|cries|crying|larmes|sanglots & disparait*|mourir|mort|creve|crever|tous les jours|every day|every night|chaque nuit|chaque soir|sans arret|tout le temps|constamment|constantly & !rire
creve|crevais|mourais|meurs|die|died|disparais|disparaissais & personne|nobody|no one|monde .. mieux|soulage|soulagement|relief|better
tired|sick|fatigue|fatiguee|epuise|epuisee|lasse|marre & of being alive|of existing|of life|d etre en vie|d etre vivant|d etre la|d exister|de vivre|de la vie
thinking|think|thoughts|pense|penser|idee|idees|envie & ending things|ending it|ending everything|tout arreter pour|en finir|quitter .. vie|me faire du mal|dying
raison|raisons|sens|interet|reason|point|courage|force & plus|pas|aucune|aucun|no|any|without|sans & me lever|de vivre|continuer a vivre|get up|wake up|me reveiller|rester en vie|to live|living|etre la demain
peur & de .. me faire|de moi|de mes pensees|de ce que je|de mes idees|of myself|of what i & pourrais|might|faire|seul|seule|do & !erreur
enferme|enfermee|barricade|locked & menace|menace de|se faire|mal|repond plus|tuer|crie|pleure|himself|herself
internat|hospitalise|hospitalisee|urgences|pompiers & suicid*|medicaments|tentative|veines|crise
plus|pas|sans|no|aucun|manque|quasi|without & argent|sous|thune|moyens|revenus|ressources|money|fric|tunes & manger|nourrir|mange|faim|pates|repas|courses|food|eat|hungry|nourriture|bouffer|bebe|enfants|fils|loyer & !recharger|izly|carte
mange|manger|nourris|eat|eating & que des pates|que du riz|une fois par jour|un repas par|restes|poubelles|rien depuis|leftovers|once a day|plus depuis
faim|hungry|starving|affame|affamee & jours|dors|argent|enfants|tenir|sous|days|money|cours
dors|dort|dormir|dormi|vis|vit|vivre|loge|sleep|sleeping|live|living & tente|inconnus|strangers|canape|couch|couchsurfing|foyer|parking|hall de|cave|voiture|camping|squat|tent|my car|his car|dehors & !festival|hackathon|evenement
rue|dehors|street & expulse|expulsee|vire|viree|demain|nuit|hiver|froid|bebe|dormir|retrouve|evicted|tonight|kicked & !numero|nom|adresse
bipolaire|schizophren*|psychose|decompense|decompensation|delire|entend des voix|hearing voices & peur|crise|inquiet*|aide|help|etudiant*|collegue|coloc*)",

      // Violence
      R"(casse|cassait|brise|breaks|smashes|detruit & copain|copine|mari|conjoint|ex|coloc|compagnon|pere|boyfriend|husband|father & tout|affaires|everything|vaisselle|quand je|when i & !bail|materiel
filme|filmee|filmait|filmer|filmed|recorded|camera cachee|hidden camera & couch*|sexe|sex|nue|nu|douche|vestiaire*|toilettes|ensemble|shower|naked|sans me le dire|without telling|a mon insu|jupe & !soutenance|cours
frotte|frottee|frottait|rubbed|colle a|serre contre & moi|me|contre|against
casser la gueule|peter la gueule|defoncer la gueule|regler mon compte|faire la peau|casser les dents|beat me up|beat us up|jump me
attendent|attend|guettent|waiting & casser|frapper|regler|taper|defoncer|beat|hurt|jump
finir par me tuer|finira par me tuer|va me tuer|will kill me|is going to kill me|gonna kill me & il|elle|pere|mari|copain|frere|he|dad|father|husband|boyfriend|she
confisque|confisquent|cache|took away|hide|garde & passeport|papiers|carte d identite|passport|telephone & famille|pere|parents|mari|conjoint|copain|family|father|husband
gorge|cou|neck|throat|visage|face|cheveux|hair|machoire & serre|serrer|serrait|tire|attrape|coup|frappe*|gifle*|crache*|grabs|grabbed|squeeze*|punch*|slap*|spit*|couteau|spat & @close|@someone|@boss|m|me
coince^|coincee|coincer|bloque^|bloquee|plaque^|plaquee|accule|acculee|cornered|pinned|trapped me & embrass*|touche*|toucher|caress*|frott*|mur|contre moi|kiss*|touch*|against
bourre|bourree|ivre|ivres|soul|soule|saoul|saoule|alcoolisee|defoncee|drunk|wasted|blackout|endormie|asleep|inconsciente|passed out & profite*|couch*|lit|touch*|sexe|sex|nue|advantage|chez lui|baise*|violen*|frapp*|throws|hits|hit me|tape|crie|reveille*|abus*
profite|profitait|abuse|abusait|agresse|abusent|profitent|took advantage & de moi|d elle|de lui|etudiantes|filles|premieres annees|stagiaires|l1|bizuths|doctorantes|mineur*|freshmen|girls|of me|of her
pas voulu|refuse de|voulait pas|wouldnt|would not|didnt|did not|refused to & s arreter|arreter|stop|me lacher|let me go|me laisser partir|m ecouter & lui|il|he|him|mec|gars|type|copain
pousse^|poussee|pousser|jette^|jetee|bouscule^|bousculee|shoved|pushed|throws|threw|kicked & escalier|escaliers|mur|par terre|sol|stairs|wall|floor|at me|sur moi|down & me|m|ma|on|il|elle|he|she|l
marier|mariage|marry|married|fiancer & parents|famille|pere|oncle|bled|pays|force*|family|father|refuse|peur & me|m|moi|my|ma
renvoyer|renvoient|send me|sent back|enlever|ramener & bled|pays|village & parents|famille|pere|marier|marry|father|family
salaire|paie|bourse|argent|carte bancaire|papiers|passeport|salary|money|passport|phone|telephone & oblige*|force*|confisque*|prend|garde|controle*|takes|took|keeps|controls|interdit & @close
montre|sorti|sort|sortait|brandi|pointe|pulled|showed up|waving|avec & lame|couteau|arme|pistolet|flingue|machette|batte|cutter|marteau|knife|gun|bat|weapon|blade|tournevis & amphi|td|tp|cours|menac*|campus|salle|moi|dorm|me|us|class|porte|couloir|bu|residence|parking|soiree|ex
suit|suis suivie|suivie|suivait|suivi|follows|followed|followed me|attend|attendait|waiting & arret|bus|residence|rue|parking|chez moi|home|car|dorm|domicile|maison|entree|sortie & homme|mec|type|quelqu|inconnu|ex|man|guy|someone|il|he|stranger
main|mains|hand|hands|doigts|fingers & jupe|skirt|cuisse*|robe|pantalon|culotte|soutien|fesses|seins|poitrine|thigh*|dress|shirt|waist|panties|chemisier|decollete
tape|frappe|bat|cogne|hits|beats|gifle|claque & frere|pere|mere|mari|oncle|mec|copain|copine|coloc*|brother|father|mom|dad|stepfather|beau|conjoint* & me|m|moi|si|quand|when|ma|lui|la
casse|cassait|breaks|broke|detruit & mes affaires|tout chez|la porte|my things|my phone|vaisselle & colere|crie|peur|rage|copain|mari|ex|angry|boyfriend|husband
fugue|fugueuse|disparu|disparue|missing|injoignable & etudiant*|amie|ami|coloc*|fille|fils|friend|roommate|soeur & depuis|inquiet*|since|worried|peur & !fichier*|dossier*|badge
avorter|avortement|ivg|enceinte|pregnant & viol*|force*|agress*|frapp*|pere|parents|rape*|assault*)",

      // Harassment
      R"(horaires|taches|missions|bureau|poste|promotion|prime|shifts|tasks & depuis que j ai dit|depuis ma grossesse|parce que je suis|depuis mon retour|enceinte|pregnant|syndiqu*|maternite|since i told & pires|change|retire*|enleve*|refuse*|mets|met|toujours|worst|took & on|me|m|ils|chef*
ma petite|ma cocotte|ma belle|ma cherie|mon chou|ma poule|ma puce|sweetheart|honey|baby & appelle*|dit|disent|touch*|epaule|collegue*|prof*|chef*|techniciens|call*|call me
reproche|reprochent|critique|blames|mocks & ma grossesse|ma religion|mon handicap|mon age|ma maladie|mon origine|mes origines|my pregnancy|my disability|mon homosexualite|mon voile|mon accent
raconte|racontent|dit|dit a tout|fait croire|tells|repete & je suis folle|je suis nulle|je suis fou|je couche|i am crazy|im crazy|incompetente|je mens
pirogue|bananes|banane|ouga|chinetoque|tchin tchong|ching chong|rentrer chez toi|chez vous la bas|ton pays|vrai prenom|d ou tu viens vraiment & demande|dit|disent|on m|me|m|cris|lance|jete|asked|said & !transfert|visa
faux profil|faux profils|faux compte|faux comptes|fake account|fake profile|fake profiles|usurpe mon & mon nom|ma tete|mes photos|ma photo|my name|my face|my photos|insult*|pour me
les femmes|les filles|les noirs|les arabes|les gays|les juifs|les trans|les musulmans|women|girls & rien a faire|pas leur place|inferieur*|sont nulles|cuisine|have no place|dont belong|not belong|sont faites pour|moins intelligent* & dit|disent|ils|il|prof*|chef*|they|he|says
note|notent|notes|rate|rating|ranks|ranking|classement & filles|etudiantes|girls|women|physique|seins|fesses|attractiveness & groupe|chat|gars|guys|promo|group|class
balance|revele|outing|oute|outed|raconte|told everyone|dit a tout & homosexualite|orientation|que je suis gay|que je suis lesbienne|que je suis trans|sexuality|i am gay|im gay|ma transition|sero*|vih|hiv
only|just|seulement|juste|que|grace & because im black|because i am black|because im a woman|because im muslim|parce que je suis noir*|parce que je suis une femme|parce que je suis arabe|quota|couleur & got|hired|grant|bourse|poste|prise|pris|admis*
anonymous|anonyme|anonymes|inconnu & kill myself|me tuer|mourir|suicid*|creve|pute|sale|menac*|insult*
moque|moquer|moquent|gueule|ridicul*|imite|imitent|imitait|singe|singes|monkey|noises|blagues|mocks|mock|mocking|jokes|rire|ricane* & mon accent|my accent|accent|voile|hijab|gay|lesb*|trans|peau|skin|religion|corps|body|handicap|poids|weight|begaiement|moi|juif|juive|arabe|africain*|asiatique|when i walk|quand je passe|couleur|ma gueule & on|ils|il|elle|they|he|she|collegue*|prof*|promo|mates|groupe|gens|people|reunion
foutre|fout|foutent|payer|moque* & de ma gueule|ma gueule|de ma tete|de ma tronche
bruits|cris|noises|gestes|sounds & singe|monkey|obscenes|animal|ape
terrorist*|terroriste & hijab|voile|muslim|musulman*|call*|traite*|appelle*|arabe
appelle|appellent|calling|call|calls|traite & terroriste|terrorist|singe|monkey|esclave|slave|boulet|grosse vache|baleine|fatso|freak|monstre|tapette|sorciere|folle|debile|idiot|stupid|attarde*|cas social
refuse|expres|obstine|persiste|refuses|insiste|keeps|volontairement & prenom|pronom*|genre|pronouns|deadname|gender & monsieur|madame|dire|utiliser|appel*|trans|use|elle|il|call* & !corriger|formulaire
photos|photo|video|videos|nudes|images|pictures|pics & porno|porn|onlyfans|telegram|site de|sans mon accord|without my consent|partout|circul*|faux compte|fake account|deepfake|montage & moi|mes|my|ma|of me|elle|quelqu|someone|ex
reclame|demande|exige|demands|wants|payer|pay|verser|envoie & euros|argent|money|bitcoin|dollars|euro|500|1000 & sinon|otherwise|or else|unless|ou il|ou elle|or he|or they|publie*|envoie|famille|contacts|family|diffus* & video|photos|nudes|images|photo|pictures|conversations
@boss & coeurs|coeur|bisous|bisou|diner|hotel|jambes|tenue|decollete|sexy|belle|mignonne|chez lui|chez elle|baby|darling|cherie|legs|lips|dinner|drinks|intime*|sein* & me|m|moi|veut|envoie|invite|propose|remarque*|regarde|sur|my|sends|wants|asks|texts|comment*|dit
@boss & hurle|crie|gueule|rabaisse|denigre|humilie|insulte|menace|surcharge|isole|brime|acharne|yells|screams|belittles|humiliates|insults|threatens|bullies|menacait & me|m|moi|dessus|nous|equipe|expres|at|mois|my
groupe|whatsapp|snap|discord|instagram|insta|promo|conversation & insult*|moque*|exclu*|gueule|harcel*|lynch*|contre moi|critiqu*|humili*|rumeur*|menac* & me|m|moi|ma|mon|mes
denigre|denigrer|denigrent|rabaisse|critique sans|discredite|calomnie*|diffame*|rumeurs|undermines & collegue*|moi|equipe|mois|me|chef*|directeur|sur moi|m & !marque|cours
ecrit|tag|tague|grave|written|wrote|dessine|colle & sale|croix gammee|insulte*|pute|pd|juif|juive|arabe|raus|dehors les|dead|mort a & casier|porte|mur|bureau|voiture|locker|door|wall|table
cracher|crache|spit|spat|doigt d honneur|bras d honneur & moi|me|passage|voile|visage|on
dragu*|flirt*|collant|lourd|insistant* & @boss|agent|gardien|technicien|livreur|professeur|etudiant|collegue & me|m|moi|arrete*|refus*|non|malgre|soir|stop
isole|isolee|ecarte|ecartee|exclue|exclu|ostracise*|left out|excluded|ignored|invisible & par|collegue*|equipe|promo|groupe|by|from|volontairement|reunion* & me|m|je|j|suis|on|i & !domaine|liste|proxy
pousse|poussent|veut|veulent|pushes|forces & demission*|me virer|partir|craquer|bout|quit|resign & chef*|direction|collegue*|directeur|superieur*|boss|manager|me|m
peur & represailles|de lui|d elle|de parler|qu il apprenne|retaliation|speaking up & !oral|examen|anglais|public)"};
  return words;
}

// clang-format on

}  // namespace guichet::matching

// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress_words.hpp"

namespace guichet::matching {

// clang-format off: patterns are read as text, one a line.

const DistressWords& plain_words() {
  static constexpr DistressWords words{
      // Danger to oneself
      R"(suicider|suicidee|suicidaire|suicidaires|suicidal|suicidait|suicidr|sucider|suissider|suisider|siucider
me|m|se|s|nous|tente|vais|veux|envie|pense|penses|pensee|pensees|idee|idees|tentative|tentatives suicide|suicides|suicid|suiside|sucide|suisside
pense|penser|penses|songe|envie|parle|menace|tentative|tentatives|idee|idees|risque .. suicid*
sucide|suiside|suicde|siucide|suisside
je|j me|m tue $
vais|veux|envie|voudrais|voulais|voulu|pense|pensais|penser|essaye|essayer|tente|tenter|idee|cap|vouloir|songe|prefere .. me|m|nous tuer|buter|flinguer|pendre|supprimer|zigouiller
se tuer|buter|flinguer|pendre|supprimer|immoler|noyer|defenestrer !a|au|dans
defenestr*|immoler
envie|vais|veux|essaye|pense de|a me|m|se noyer !dans|sous
me|m|se tuer !a|au
me|m flinguer|buter|pendre|suicider
me|se foutre en lair
me|se foutre|jeter|balancer en l air
me|se|m jeter|jette|jetterais|jeterai sous|du|par|dans
me|se|m jeter|jette|balancer de la|mon|ma|l
sauter|saute du|par|de .. pont|pons|fenetre|toit|balcon|etage|immeuble|falaise|vide
sauter dans le vide
avale|avaler|pris|prendre|gober|gobe .. medicaments|medocs|medoc|cachets|comprimes|pilules|boite|lexomil|xanax|doliprane .. mourir|plein|trop|dormir|toujours|finir
trop|tous|boite|plein|tube .. medicaments|medocs|cachets|comprimes|pilules
avale|avaler .. medicaments|medocs|cachets|comprimes|pilules|javel
overdose|surdose
veux|veut|vais|va|envie|voudrais|voudrait|aimerais|aimerait|pense|penser|idee|plus|bien|bon|hate|autant|vouloir|decide .. en|d finir $
en finir avec la|ma vie|vi
en finir avec tout|moi
en finir .. pour de bon|toujours
en finir .. vie
en finir !avec|de|d|le|la|les|l|ce|cette|ces|mon|ma|mes|un|une
mettre|mets|mettrai|mette|met|mis fin .. jours|vie
mettre fin a tout|moi
fin a mes|ses|ces|c jours
terme a ma|sa|mes|ses vie|jours
veux|veut|voudrais|aimerais|envie|prefere|prefererais|voudrait|vouloir|envies|voulais|veu|espere|pense|penser|merite|songe|plus|mieux|bien .. mourir|mourrir|mourire|crever|mouri !rire|de
mourir|mourrir|crever $
envie de disparaitre|crever|mourir|mourrir|sauter|rejoindre
veux|voudrais|aimerais|prefererais .. disparaitre !de|du|le|la
veux|voudrais|aimerais etre mort|morte
plus|pas envie|envi|anvie|enve|enive de|d vivre|vivr|exister|etre|etr|continuer|me|la $
plus|pas envie|envi|anvie de|d vivre|exister
plus|pas etre|exister la $
plus|pas a vivre|exister
envie de plus|ne etre|exister|rien|vivre|plus
dors|dormir|dort|dormi .. voiture|dehors|rue
plus|pas|sans gout a la|rien
plus gout a|de la|rien
marre|assez|fatigue|fatiguee|ras de vivre|exister
marre|assez|fatigue|fatiguee|degoute|degoutee|lasse|las de la|ma vie !de
raison|raisons|interet|but|force|sens|courage|peine|vaut de|a|le vivre|coup
quoi bon vivre|continuer|exister|rester
vie ne|n vaut|vo|a plus|pas|rien
vie vaut plus|pas
vie .. plus|aucun de|aucun sens
mieux|bien|simple|facile .. si j|je|jetais|etais .. plus|pas|mort|morte|la
mieux|bien sans moi
etre mort|morte
mort|morte ca|cela|personne
serais|serai|serait mieux|bien mort|morte|sans|la|la-haut
personne .. manquer*|manque|manquerai|regrett*
veux|peux|veut|voudrais|envie|peut|arrive|sais|ai plus|pu|pas|a vivre|exister|etre|continuer $
veux|peux|veut|voudrais|peut plus|pas|pu vivre !dans|en|avec|a|ici|chez
idees|pensees|idee|pensee noires|noire|suicidaires|sombres|morbides|suicidaire
lettre|lettres|message|mot d|de adieu|adieux
dire|fais|faire|dit|dis adieu|adieux|mes !adieux
adieu .. tout|monde|tous
scarif*
scarifier~
scarifie~
mutile|mutiler|mutilation|mutilee|automutile|automutiler|automutilation|automutilation~|automutile~
coupe|couper|ouvrir|ouvre|taillader|taillade|tailler|entailler .. veines|poignets|bras|cuisses|peau|poignet|avant
lame|lames|rasoir|cutter .. bras|poignets|poignet|peau|veines
me|m|se faire|fais|fait|faisais du mal|mal
me|m|se fais|faire mal !au|aux|a|en|comprendre|voir|de
fait|faire|fais du mal $
me|m blesse|blesser expres|volontairement|moi
me|m bruler|brule expres|volontairement|la|les peau|bras
peur de moi|ce .. meme|pourrais|faire
peur de passer .. acte
passer|passage a l acte
tentative|tentatives|ts de suicide|ts
ne|n|veux|voudrais|plus .. me reveiller|reveillerai $
m endormir .. plus|jamais|toujours
m|me endormir .. jamais|plus|toujours
me|m laisser mourir|crever
je|j vais|va mourir|crever !de|d|dans|si|ici
mes derniers|dernieres jours|heures|mots|volontes
tout|tous|tou arreter|stopper|finir !les|le|la|mon|ma|mes $
quitter ce|cette monde|terre
rejoindre .. mort|morte|defunt|defunte|ciel|haut
jamais|pas du naitre|nee|exister
aurais .. naitre
kill|killing|hang|hanging|shoot|drown|harm|hurt|cut|hurting|harming|cutting|starve|starving|burn|burning|end|ending|killed myself|himself|herself|themselves
kill|hurt|harm|cut my self
kms|unalive|selfharm|selfharming
feel|feels|feeling like|as .. dying|dead|giving|ending
want|wanna|wish|wanted .. disappear|vanish !from
doigts|pret|prete|bord|point|limite de|a|d .. sauter|mourir|craquer|commettre|suicider|irreparable|gouffre|vide
arrete|arreter|cesse|refuse de|d|plus manger|alimenter|nourrir
tout|monde|vie est|devient|semble noir|noire|vide|fini|perdu|foutu|gris|inutile !ecran
arrive|peux|veux plus|pas a|de|me .. lever|sortir|bouger lit|matin|chambre
arrive plus a me lever
si j|je .. existais|existe plus|pas
ne|n suis|sers a|bon|bonne rien
noir|noires|noire dans .. tete
harm|hurt|kill|killed|killing himself|herself|themselves|themself
pense|penser|pensais|envie|songe|parle|donner|donne|attends|souhaite|desire|idee|prefere .. a|la|de la|ma mort !chat|souris
donner|donne|donnee|donnait|donnerait la mort
ai|fait|fais|faire|tente une|la|des ts
vois|voit|trouve|a|ai plus|pas|aucune .. issue|solution|avenir|sortie|espoir !de
voudrais|veux|aimerais|souhaite|envie que|de tout|ca|cela|qu s|arrete|cesse|ca|finisse|cela .. arrete|finisse|cesse
voudrais|veux|aimerais que|qu tout|ca|cela s|cesse|finisse
plus|pas|sans la|de|aucune|le|d .. force|forces|envie|gout|raison|courage|espoir de|d|a .. vivre|exister|avancer|vie
plus .. rester sur|dans|en cette|la|ce|vie
plus .. rester .. terre|monde
see|find|point|reason|purpose|sense .. living|life|existing
suicidal|dark|death thoughts|ideation|plans
thoughts|thinking|think|thought .. death|dying|suicide|killing|ending
me|m deteste|hais|degoute !quand
deteste|hais ma|mon vie|corps|existence
s|est|m ouvert|ouvre|ouvrir|taille|taillade|coupe|tranche les|ses|mes|le veines|poignets|bras|gorge
veines|poignets .. ouvert|ouvertes|coupe|coupes|tranches
peux|arrive|sais|supporte plus .. supporter|vivre|continuer|comme|cette .. vie|ca|vivre !bruit
supporte|supporter plus|pas ma|la|cette|l vie|existence
perdu|perdre|perds .. gout|envie|espoir .. vie|vivre|tout
au|en fond du|de trou|gouffre
self harm|harming|harmed|injury|injure
want|wanna|wants|wish|rather|ready|going|better|gonna|wanted .. die|dead|dying !of|to|laughing
dont|don|not|no|never|didn .. want|wanna|to|deserve .. live|alive|exist|wake
dont|don|not|no|didn|doesn .. want .. be|live|wake|exist here|alive|anymore|up
end|ending|take|taking|ended|took .. my|own|her|his|their life|lives
want|wanna|going|just|to end it|this|everything .. all|tonight|now|everything
end it all
no|any|without reason|point|purpose|reasons to|in|of living|live|life|on
life .. not|isn|isnt worth|meaning
better off dead|without
jump|jumping off|from|in|out .. bridge|roof|window|train|building
overdosed|overdosing
took|take|swallowed .. pills|tablets|pill
tired|sick of living|life|being|existing !locked|unable|asked
suicidal|sucidal|suicidl|suiciding)",

      // Violence, sexual violence, threats
      R"(violeur|violeurs|violee|violees
viole|violer|violes|violez !la|les|le|l|un|une|de|des|d|du|trop|pour
violee|violees|viole|violer $
un|le|mon|son|ce|de viol|viols $
m|me|a|ai|ete|faite|fait|suis|etre|la|nous viol|viole|violee|violer|violees|violent|violait !la|les|le|l|un
vss
suis|sommes|etre|est|ete|etais battue|battu|battues|cogne|cognee|maltraitee|molestee
put|slipped|slip|spiked|mixed something|pill|drug|drugs .. my|her|his drink|glass
publie|publiee|diffuse|diffusee|poste|partage|envoye|envoie|circuler|montre .. photo|photos|video|videos|image|images|nudes de|d moi|elle|ma
photo|photos|video|videos|image|images de|d moi|elle .. sans|nue|intime|accord|consentement
peur .. il|elle|ils .. attend|attendent|retrouve|tue|frappe|suit|recommence
fait|fais|font|faisait peur .. il|elle|attend|suit|regarde|ex|mari|copain|collegue
mordu|mordue|crache|cracher|secoue .. dessus|visage|figure
battered|strangled|punches|slapping|shoved
tabass*|tripot*|pelot*|poignard*|etrangl*|masturb*|racket*|attouchement*|egorg*|lynch*|sextape|proxenet*|prostitu*
gifle|giflee|giflees|gifles|giffle|giffler|gifler|gifla
fesses|seins|nichons|penis|vagin|bite|braguette|culotte
exposed|exposing himself|themselves|genitals
exhib*|exhibe
il|elle|on|ex|copain|mari|pere|qu|quelqu me|m|nous|la|lui|l tuera|tuerait|butera|buterait|frappera|frapperait|retrouvera|retrouverait|cassera|tuerai|tapera
m|me|nous|a|ont|m jete|jetee|jetes|lance|balance|crache .. figure|dessus|tete|gueule|visage|moi
m|me|nous|a|ont jete .. a la figure|tete|gueule
force|forced|forcing|forces me|us .. marry|marriage|sex|kiss|have|undress|sleep
m|me empeche|interdit|interdisait|empechent|laisse .. de|pas .. sortir|voir|parler|travailler|partir|etudier .. frappe|bat|tape|amis|famille|moi|copines
peur de|d mon|ma|mes|notre|leur|un|une prof*|direct*|encadr*|tut*|chef*|coll*|compagn*
me|m|nous|te|se battre|bat|battent|frappait|cognait|tabassait !contre|la|pour|avec|le|entre
coince|coincee|coinces|bloquee|plaquee|plaque|plaques .. contre|bureau|toilettes|coin|mur|ascenseur|vestiaire .. embrasse*|touche*|mur|m|pelot*|force
grabbed|grabs|groped|grope|pinned my|me|her
coucher|couche .. note|notes|valider|moyenne|stage|promotion|contrat
me|m|se|s fait|fais|faire|fai battre|frapper|tabasser|insulter|menacer|violer|agresser|toucher|viole|agresse|agressee|violee
victime|temoin|subi|plainte|tentative .. viol|viols|attouchements|agression|agressions|violences|violence|coups|abus !de|du
attouchement|attouchements|attouchement~|atouchement|atouchements
agressee|agressees|agresse|agresses|agresser|agresseur|agresseurs|agressent|agressait|agressions|agresion|aggression|aggresse|aggressee|agrese|agresee|aggresser|agressee~
agression|agresion !du|des|thermique|chimique|acoustique|uv|de|d|externe|virale
agression|agressions|agressee|agresse de|d dans|par|devant
me|m|a|ont|mon|ma|il|elle|lui touche|touchee|toucher|tripote|tripotee|pelote|pelotee|tripoter|tripotait|touchait|touchent|caresse|caressee|caresser !a|au|du|le|que|pas|de|par|l|beaucoup|profondement|mon|la
m|me|l a|ont|as touchee|touche|toucher|tripotee|tripote|embrassee|embrasse|pelotee|caressee|tripote !mon|ma|le|deux|un
touche|touchee|touches|toucher|tripote|tripoter sans|malgre|de|aux|les|mes|a|la|ma|mon|sous|entre .. accord|consentement|force|fesses|seins|cuisse|cuisses|jambes|poitrine|intimes|corps|sexe|vetements|culotte
touche|caresse .. fesses|seins|cuisse|cuisses|poitrine|sexe
main|mains .. fesses|cuisse|cuisses|seins|culotte|baladeuses|baladeuse|poitrine
mains baladeuses
embrasse|embrassee|embrasser|embrassait .. force|gre|consentement|accord|voulais
a|ont|m|me|tente|essaye .. m|me embrasser|deshabiller|violer|etrangler|frapper|agresser|tuer
m|me|ma|nous a|ont|force|oblige|contraint|contrainte|forcee|obligee .. coucher|embrasser|rapport|rapports|relation|relations|deshabiller|sexe|fellation|nudes|nue
sans mon|son|ma consentement|concentement|consantement|accord .. sexe|nue|touche|corps|rapport
pas consentante|consentant|consenti|consentie
non consenti|consentie|consentis|consenties|consentant
agression|agressions|agresse|agressee|harcele|harcelee|chantage|abus|abuse|abusee|remarques|propos|avances|gestes|blagues|agresion|agresions|messages|faveurs|predateur|commentaires|allusions|images|photos|videos sexuel|sexuels|sexuelle|sexuelles|sexuellement|sex|sexuele|obscenes|lubriques
faveurs|faveur sexuelles|sexuelle
coucher avec lui|moi|elle .. note|stage|these|sinon|pour
photos|photo|videos|video|nudes|images intime|intimes|denudee|nue|nues|denudees
photo|photos|video|videos de|d moi nu|nue|circule|circulent
nudes|nude|sextape|sextorsion|revenge|deepfake
inceste|incestueux|pedophil*|pedocriminel|exhibitionniste|voyeur|voyeurisme|exhibition
drogue|droguee|drogues .. insu|verre|soiree|dans
ghb|soumission chimique|mon|dans|verre|drogue
mis|met .. drogue|ghb|quelque .. verre
abuse|abuser|abusee|abusait|abus de|d moi|elle|lui|nous|ma|sa !part
abus|abusee|abusees|abuse sexuel|sexuels|sexuellement
me|m|nous|lui|la frappe|frapper|frappent|frappait|bat|battre|cogne|cogner|gifle|giffle|gifler|tape|taper|tapait|etrangle|etrangler|battait|tabasse|tabasser|brutalise|bouscule|tappe !par|le|moi|au|du|pas|que|a
me|m|nous|l|ma a|ont|as|aurait|fait|faire|font frappe|frappee|frapper|battu|battue|cogne|gifle|giflee|tape|etrangle|etranglee|pousse|poussee|tabasse|tabassee|bouscule|bousculee|brutalise|brutalisee|poignarde|blesse|frape|frapee|secouee|secoue|mordu|sequestre|sequestree|enfermee|enferme|suivi|suivie|poursuivi|poursuivie|agresse|viole|kidnappe|braque|crache !la|par|le|les|mon|dehors|a|au|l
frapper|frappe|frappee|frappes|frape|battue|gifle|giflee|tabasse|tabassee|etrangle|etranglee|poignarde|lynche|cogne par|par|ma|mon|une|un|son|sa|moi|devant|au|a|hier
coups|coup de poing|poings|couteau|pied|pieds|tete
recu|recoit|recois|donne|porte|subi|prend|prends|prendre des|les|de coups
coups et blessures
roue|rouer|rouee de coups
violent|violente|violents|agressif|agressive|violant|menacant|menacante avec|envers|contre|chez moi|ma|mon|nous|eux|les|elle|lui|une|son|sa
copain|mari|conjoint|compagnon|pere|ex|petit|ami|coloc|colocataire|parents|frere|beau|mere|femme|copine|oncle|voisin .. violent|violente|violents|violant|agressif|frappe|bat|menace|insulte|enferme|agressive|maltraite|rabaisse
me|m|nous|lui|l menace|menacent|menacer|menacait|menacee|menassent|menasse|menacaient|manace|manacer|menances|manacent
me|m|nous|l|ont|a|as|ai|ete|suis|etre|sens|fait|faire|est|sommes menace|menacee|menaces|menacees|menacer|menasse|menassee|manace|manacee
menace|menaces|menacer|menaces|menaces de|d mort|me|nous|le|la|publier|diffuser|mon|ma|viol|morts|violence|frapper|tuer|se
menace|menacee|menaces|menacees par|par mon|ma|un|une|des|le|la|quelqu|son|mes|les|l
recois|recu|recoit|recevons|recevoir|subi|subis|recue .. menaces|menace|menasses !cyber|de|detectee
menaces|menace|intimidations $
profere|proferees|proferer .. menaces
peur de|d mon|ma|mes|lui|elle|l|un|son copain|mari|ex|compagnon|conjoint|pere|frere|colocataire|coloc|prof|directeur|chef|petit|homme|femme|parents|voisin|superieur|superieure|collegue|tuteur|encadrant|professeur|agresseur|responsable|maitre|harceleur
peur de|d lui|elle|eux !dire|demander|parler
peur pour ma|sa vie|securite
peur de|d rentrer|sortir|venir|aller|le|la|les|voir|croiser !rater|retard|perdre|supprimer|perdu .. chez|seule|seul|campus|croiser|fac|cours|moi|soir|recroiser|revoir|voir|maison
peur qu|que il|elle|ils|mon .. me|recommence|tue|frappe|retrouve|fasse|vienne|attende|trouve
me|m fait|font|faisait|fai peur !quand|pour|cette|cet|ce|de|du
en danger !de|d
danger de mort|immediat
pas|plus|ne en securite .. moi|chez|fac|campus|cours|bureau|labo|residence|sens
sens pas|plus|menacee en|securite
sens plus|pas en .. securite|surete
sequestr*|enlevement|kidnap*|sequestre~
enferme|enfermee|enfermer|retenue|retenu .. chez|dans|par|contre .. lui|gre|moi|chambre|copain|mari|force
mariage|marier|mariee|marie .. force|forcee|forces|gre
excis*|lapid*|crime d honneur
homme|femme|individu|mec|type|quelqu|personne|etudiant|gars|un .. avec|a|armes|arme|armee|porte .. couteau|arme|fusil|pistolet|machette|arme|armes|batte
individu|homme|personne|mec|type|etudiant|tireur arme|armee|violent|menacant
attentat|fusillade|tireur|alerte|prise .. bombe|attentat|fusillade|otage|otages|fou
il|elle|on|ils|va|veut|vont|vouloir me|nous|m|la tuer|buter|planter|crever|defoncer|casser|fumer|niquer|massacrer|egorger|frapper|retrouver|poignarder !si|a|pour|au
envie|vais|veux|va|veut .. tuer|buter|poignarder|defoncer|egorger|planter quelqu|tout|mon|ma|le|la|un|une|des|l|ma|lui|elle|tous|mes|eux !processus|process|tache|temps|job|session|service
te|le|la|les|vous|lui|vais|va .. tuer|buter|egorger|defoncer !processus|process|le|la|les|un|une|tous|des|temps|l|ce|cette|mon
tuer|egorger|poignarder|massacrer ma|mes|quelqu|tout|mon .. femme|prof|chef|copine|mari|un|monde|enfants|collegues|monde|directeur|copain|ex|mere|pere
va|vais|vont|veut .. le|la|les|me|nous tuer !le|la|un
il|elle .. viens|vient|est .. me|battre|frapper|taper|agresser
maltrait*|maltraitee
sous emprise|l
emprise|controle|surveille|isole .. mon copain|mari|conjoint|compagnon|ex|petit
raped|raping|rapes|rapist|molested|molest|groped|groping|grope|assaulted|assault|assaulting|asaulted|assulted|attacked|stabbed|strangled|kidnapped
sexual|sexually harassment|assault|assaulted|abuse|abused|violence|harassed|comments|advances|favours|favors|touching|harrasment|harrassed
touched|touches|touching|touch|kissed|grabbed|forced me|my without|ass|breast|breasts|inappropriately|thigh|legs|against|in|on|to|when
touched|touches|touching|grabbed|forced|groped me
forced me|her|him .. kiss|sex|have|sleep|undress|him|his
without my consent
hit|hits|hitting|beat|beats|beating|slapped|slaps|punched|punches|kicked|kicks|choked|chokes|pushed|hurts|hurt|attacked|attacks|abuses|abused|burned|threw me|us|her|my|him
hit|beaten|punched|attacked|slapped|stabbed|threatened|assaulted|hurt|abused|raped|choked by|up
beaten up
threatens|threatened|threatening|threaten|treatened|threathened|threating me|us|to|by|her|him|my
threatened|threats|threat|treatened .. kill|me|hurt|death|share|publish|expose|post|beat|ex|boyfriend|professor|supervisor|roommate
death threat|threats
receiving|received|getting|got|gets|sent|sending .. threats|threat
am|being|been|feel|feeling|was|are|is|m|im|get|got threatened|abused|beaten|assaulted|unsafe|raped
abusive|violent|controlling|aggressive boyfriend|husband|partner|relationship|ex|father|parents|roommate|girlfriend|wife|behaviour|behavior|towards|with|supervisor|professor|flatmate
boyfriend|husband|partner|father|roommate|ex|girlfriend|wife|flatmate|dad|mother|professor|supervisor .. abusive|violent|hits|beats|hurts|threatens|threatened|controlling|aggressive|hit|threatening|abuses
domestic|sexual|physical|family|partner abuse
afraid|scared|frightened|terrified|fear of|for my|him|her|going|the|being|a|my boyfriend|husband|partner|ex|professor|roommate|supervisor|life|safety|father|home|dad|family|boss|him|flatmate|alone|out|followed|teacher
afraid|scared|terrified of him|her|them
not|don|dont|doesn|unsafe .. feel|safe .. safe|home|campus|at|here|with
feel|feels|am|m|im|not unsafe|safe|endangered !to|in|ly
in danger|danger
someone|man|guy|person|student|somebody|he|she .. has|with|carrying|pulled|a .. knife|gun|weapon|bomb
kill|hurt|beat|stab|shoot me|you|him|her|us|them|someone|everyone|people|my !process|switch|all .. boyfriend|professor|everyone|teacher|roommate|me
kill|hurt|stab|shoot|murder me|him|her|us|you|someone|everyone
forced|arranged marriage
spiked my|drink|her
drugged|locked me|my|her .. drink|in|up)",

      // Harassment, discrimination
      R"(harcele~|harceler~|harcelee~|harceles|harcelees|harcelent~|harcelait|harcelaient|harceleur|harceleurs|harceleuse|harcele|harcelle|harcellent|harseler|harsele|harcle|harcleur|harcell|arcele|arceler|arcelee|arcelent|harasel|haracele|haraceler
harass|harassed|harasses|harassing|harrass|harrassed|harrassing|harrased|harased|harasing|harassed~
bullied|bullies|bully|bullying|bulied|bullyed|bullied~|bullying~|mobbing|cyberbullying|cyberbullied|cyberbullying~
stalk|stalks|stalked|stalking|stalker|stalke|stalkee|stalquer|stalkes|stalkent|stalkeur|stalkers|cyberstalking
me|m stalk*|traque|espionne|suit|suivait|poursuit|suivent|piste|epie|guette !par|a|encore|pas|plus
me|m|on a|suis|ai|est|fais|fait|ete traquee|traque|suivie|epiee|espionnee|suivi !par|en|des|une|un|le|la
suivie|suivi|suit|suivait|attend|attendait|suivies jusqu|jusque|chez|dans|tous|par|partout|a .. moi|rue|parking|soir|soirs|homme|inconnu|ex|domicile|partout|sortie|mec|type
attend|attendait a la|en|devant|sur .. sortie|moi|chez|bas|amphi|cours|porte
discriminee|discriminees|discrimine|discrimines|discriminer|discriminatoire|discriminatoires|discriminent|discrimines|discriminated|discriminate|discriminates|discriminating|discriminatory|discrimine~|discriminee~
insulte|insultee|insultes|insulter|insultent|insultait|insulted|insults|insulting|insulte~|injurie|injuriee|injures|injurier|injure|insultant|insultante|insultants|insultantes
humilie|humiliee|humilier|humiliant|humiliante|humiliations|humiliation|humilient|umilie|umiliee|humiliated|humiliates|humiliating|humilliee|humilie~|humiliation~
rabaisse|rabaisser|rabaissee|denigre|denigrer|denigree|devalorise|devaloriser|brimade|brimades|humilies|meprise|mepris|rabaissent|denigrement|discredite
moque|moquent|moquer|moqueries|moquerie|mocks|mocking|mocked !du|de|d|pas|eperdument
moque|moquent|moquer|foutent|foute|fichent de|d moi|nous|mon|ma|mes|elle|lui|ma
bizut*|bizuttage|bizutage~
intimide|intimider|intimidation|intimidations|intimidee|intimidating|intimidates|intimidated|intimident|intimidait
chantage|chantages|blackmail|blackmailed|blackmailing|blackmails
souffre douleur
bouc emissaire
mise|mis|mettre|mettent|met|suis au placard
mise|mis|mettre|mettent|met|tenue|tenu a l ecart !de
rejetee|rejete|exclue|exclu|isolee|isole|ostracisee par tous|mes|toute|tout|les|la|ma
placardise*|placardis*
traite|traitee|traiter|traitent|traitait|traites|appelle .. de|d .. pute|salope|pd|pede|negre|bougnoule|sale|bicot|gouine|tapette|trans|terroriste|con|conne|merde|connard|debile|incapable|nul|nulle|folle|cochonne|tarlouze|singe|noir|arabe|juif|juive|chinetoque
sale|sales arabe|noir|noire|juif|juive|pd|pede|gouine|pute|negre|chinois|chinoise|race|arabes|noirs|trans|blanc|musulman|musulmane
propos|remarques|remarque|gestes|geste|comportement|comportements|blagues|commentaires|mots|messages|attitude|paroles|allusions|insinuations|regards|mail|mails|mot deplace|deplaces|deplacee|deplacees|racistes|raciste|sexistes|sexiste|homophobes|homophobe|transphobes|antisemites|haineux|humiliants|degradants|obscenes|salaces|lubriques|haineuses|blessants|insultants|islamophobes|insistants
sur mon|ma physique|corps|poids|voile|accent|couleur|sexualite|orientation|apparence|religion
cause|raison de|d ma|mon|mes|son|sa|leur couleur|origine|origines|religion|voile|orientation|homosexualite|accent|grossesse|transition|peau|sexe|genre|ethnie|nationalite|foulard|transidentite
parce|car .. suis|est|qu noir|noire|arabe|gay|lesbienne|trans|homo|homosexuel|homosexuelle|musulman|musulmane|juif|juive|enceinte|handicape|handicapee|etranger|etrangere|bi|black|asiatique|africain|africaine|maghrebin|rom|voilee
fait|font|faire|vit|vis vivre|un|de ma|un|l|vie enfer
ma vie|existence est|un|enfer
pourrit|pourrissent|pourri|gache|detruit|empoisonne|pourir ma|la|mon vie|quotidien|existence|stage|these
risee de
blague|blagues|propos|remarque|remarques|commentaire|commentaires|phrases|insultes|allusions|jokes|comments .. sur|contre|about|envers|on les|mes|des|ma|la|my|mon|women|black|gay .. femmes|arabes|noirs|juifs|gays|homos|trans|musulmans|asiatiques|etrangers|handicapes|fesses|seins|physique|corps|tenue|tenues|filles|origines|accent|religion|poitrine|decollete|jupe|vetements|lesbiennes|africains|chinois|roms|body|looks|women|people|accent
parce|car que|qu|je .. suis|est|etais .. femme|fille|femmes|mere|noire|noir|arabe|autiste|grosse|gros|vieille|enceinte|africain|roux|boursier|croyante|croyant
traite|traitee|traites|traitent|treats|treated|parle|parlent me|comme|mal|like|m .. chien|chienne|merde|esclave|moins|rien|animal|objet|bonniche|shit|dirt|slave|dog|inferieure
me|m|nous traite|traitent|traitait|parle|parlent mal|comme|tres !ce|la|les|prioritaire|un|une|si
me|m|nous traite|traitent|traitait|parle|parlent comme si|un|une !dossier|demande|externe|nouveau|nouvelle|client
me|m prend|prennent|prenne pour|comme une|un|leur merde|conne|con|esclave|souffre|bouc|chien|boniche
me|m|nous deteste|detestent|ridiculise|ridiculisent|ridiculiser|rejettent|rejette|exclut|excluent|ignorent|isolent|insupporte|engueule|engueulent|agace|denigre|persecute|deshabille|reluque|mate
colle|mate|reluque|deshabille .. du|tout regard|temps|moi
comportement|comportements|attitude|attitudes|ambiance|climat .. sexiste|deplace|deplacee|inapproprie|inappropriee|hostile|malsain|malsaine|toxique|tyrannique|pervers|inacceptable|violent|agressif|raciste|abusif
compte|groupe|page .. moquer|moque|insulter|moquent|insultent|lyncher
affiche|affichee|afficher|humilie .. devant|reseaux|tout|publiquement .. monde|classe|promo|collegues|amphi
rumeurs|rumeur sur|a|concernant moi|mon|propos|elle|lui
megenre|megenree|megenrer|deadname|deadnamed|misgendered|misgender|misgendering
doxx*|doxe|dox|outing|outee|outed
acharne|acharnement|persecute|persecutee|persecution|acharnent|s acharne|sur|contre|me|moi|par
me|m pousse a bout|demissionner|la|partir
pression|pressions psychologique|sur|psychologiques|constante moi
victime|temoin|victimes|victim|victime $
victime|victimes|victime|temoin|witness|victim de|d|of|a|an|to !piratage|phishing|hameconnage|fraude|escroquerie|arnaque|vol|virus|coupure|panne|un|une|usurpation|des|la|spam|scam|phishing|theft|bug|ransomware|rancongiciel|fishing
ete|suis|etre|est|serais victime|temoin !de|d|du|des
racist|racists|homophobic|transphobic|sexist|islamophobic|antisemitic|xenophobic|slurs|slur|misogynistic|misogynist|ableist|ableism
inappropriate|unwanted|creepy|lewd comments|comment|behaviour|behavior|touching|messages|advances|remarks|contact|attention
follows|following|follow|followed|watching|tracking|waits|chasing me !on|up|the|back|through
being followed|watched|insulted|mocked|excluded|targeted|stalked|harassed|bullied|mistreated|humiliated|discriminated
because .. my|of|am|m|i skin|color|colour|religion|black|gay|trans|muslim|arab|race|accent|hijab|pregnant|gender|sexuality|ethnicity|origin|jewish|disability|foreign|nationality
makes|making|made fun|jokes of|about me|my|her|him
laughs|laughing|laugh|mocks at|me me|my
called|calls|calling me|us .. bitch|slut|faggot|whore|stupid|terrorist|names|idiot|monkey|nigger|dirty|retard
spreading|spread|spreads rumors|rumours|lies|photos|pictures
mistreat*|mistreated|ostracised|ostracized|belittl*|gaslight*
micro agressions|agression
microagression*|microaggression*
toxique|toxic chef|directeur|encadrant|supervisor|boss|manager|collegue|management|relation|relationship|superieur
chef|directeur|encadrant|supervisor|boss|manager|collegue|superieur|directrice|responsable|collegues|tuteur .. toxique|toxic|pervers|perverse|tyrannique|humilie|hurle|crie
pervers|perverse|perver narcissique|chef|encadrant|collegue|prof
hurle|crie|gueule|crient|hurlent|hurler|crier|shouts|yells|screams dessus|sur|at moi|me|nous
me|m|nous hurle|crie|gueule|crient|hurlent|aboie|engueule .. dessus
fait|faire|faisait|font|subis|recois|arrete .. avances
inconnu|inconnue|homme|type|mec|gars|ex|collegue|etudiant|voisin .. m|me ecrit|contacte|appelle|envoie|telephone|texte|relance|regarde .. tous|toutes|sans|arret|constamment|nuit
victim|victims|target|targeted of|by|for .. racism|harassment|bullying|abuse|discrimination|assault|violence|hate|sexism
refuse|refus|refusent .. prenom|pronom|pronoms|genre|transition .. trans|enseignant|prof|transphobie
tell|tells|telling .. racist|sexist|homophobic|creepy|dirty|sexual jokes|comments|remarks)"};
  return words;
}

const DistressWords& faint_words() {
  static constexpr DistressWords words{
      R"(en peux|peut|pouvais|peu|peus|puis|pe plus|pu|plu|puu
en peux|pouvais|peut plus
au bout du|de rouleau|bout|forces|mes
a bout !portant|de|d|du
je|j|m|vais|suis en|de craque|craquer|craquage|effondre|effondrer|effondree
craque|craquer|craq moralement|psychologiquement|mentalement|nerveusement|completement
craque|craquer $
depression|depressif|depressive|depressifs|depressed|depresion|deppression|depressoin|depresif|depresive|deprime|deprimee|deprimer|deprimes|depressions !tropicale|atmospherique
burn out
burnout|burnouts|burned|burnt
crise|crises|attaque|attaques d|de angoisse|angoisses|panique|anxiete|nerf|nerfs|larmes
panic|anxiety attack|attacks
angoisse|angoissee|angoisses|anxieux|anxieuse|anxiete|terrifie|terrifiee|desespere|desesperee|desespoir|detresse|desespoire|angoise|anxiety|hopeless|desperate|worthless|despair
mal etre
maletre|mal dans|etre ma|peau|psychologique
vais|va|sens|suis tres|vraiment|trop|si|pas|plus mal|bien !formate|rempli|connecte|inscrit|ecrit|compris|place|orthographie $
sens|senti|suis|sent tellement|trop|tres|si|vraiment|completement|toute|tout|plus seul|seule|isole|isolee|vide|perdue|nul|nulle
sens|sent|senti|suis|sentir seul|seule|isole|isolee|vide|inutile|inutiles|rejete|rejetee|incomprise|abandonnee|abandonne|nulle !document|ecran
feel|feeling|feels|am|m|im|so alone|lonely|worthless|empty|hopeless|numb|trapped|overwhelmed|isolated
pleure|pleurer|pleurs|crying|pleur|larmes|cry tout|tous|toute|le|la|sans|all|chaque|every|pour|non|myself
pleure|pleurer|pleurs $
plus|pas|ne|n|dors|mange|dort|jamais dors|mange|dormir|manger|dort|sors|sommeil|appetit plus|rien|du|pas|depuis|de
vais|va|veux|peux tout lacher|abandonner|plaquer
tient|tiens|tenir|tiendrai|tiendrais|tien plus|pas|bon|le .. coup|longtemps|moralement
plus|pas|aucune|aucun|jamais|perdu la|le|la|de|d force|forces|courage|espoir|motivation|energie|envie $
plus|pas|sans|aucun|aucune|perdu espoir|force|courage
envie|envi|gout de|d|a rien|plus
anorex*|boulimi*|hyperphagie|tca
trouble|troubles alimentaire|alimentaires
sombre|sombrer|sombres|plonge|plonger|coule|couler|noie|noyer|noye|enfonce !mon|l|le|la
souffre|souffrance|souffrances|souffrir !chaleur|du|des|d|de
souffrance|souffrances|detresse|fragilite|troubles|suivi|urgence|sante|soutien|aide psychologique|psychique|morale|mentale|psy|psychiatrique
psy|psychologue|psychiatre|psycologue|counsellor|counselor|therapist
addict|addiction|alcoolique|alcoolisme|addictions|toxicomane
besoin de|d parler|aide|quelqu|m .. quelqu|psy|urgence|confier|ecoute
mere|pere|frere|soeur|enfant|bebe|fille|fils|parents|mari|femme|grand est|etait|vient|sont mort|morte|decede|decedee|de|morts
perdu|mort|deces|decede|decedee|disparition .. mere|pere|frere|soeur|enfant|bebe|fille|fils|parents
deuil|endeuille|endeuillee
mourir|mourrir|mort|morte|deceder .. pense|penser|pensee|idee|envie
can|cant|cannot|not|couldn .. go|take|cope|handle|do|bear|stand|live|continue on|it|this|anymore|like
mental|emotional health|breakdown|distress|support|abuse
burning|broken|broke|breaking down|inside
a la rue|derive
sans abri|domicile
dors|dormir|dort dehors|rue|voiture
plus|rien|pas|quoi a|de|d manger|quoi
faim|mange .. jours|plus|rien)",
      R"(il|elle|est|devient|ex|chef|prof|collegue|etudiant|tres|quelqu|he|she .. violent|violente|violents|agressif|agressive|brutal|brutale !politique|filtre
brutalite|brutalites
frappee|frapper|coups|gifle|gifles|bagarre|bagarrer|baston|rixe|bagarres|fight|fighting
peur|scared|afraid|terrorise|terrorisee|terrifiee|frightened de|d|of|pour|qu|que|for|a .. il|lui|elle|mon|ma|me|moi|venir|rentrer|vie|sortir|him|my
couteau|couteaux|arme|armes|fusil|machette|knife|gun|weapon !blanc|beton
en insecurite|insecurite
me|m suis|a|ai|fait fait|faite .. voler|racketter|racket|braquer|suivre|insulter|menacer|frapper|taper|harceler|agresser|draguer
racket|rackette|racketter|rackettee
dragu*|drague|drague~ .. lourd|lourdement|moi|prof|insist*|me
consent*|consentement
gestes|geste|mains|main deplaces|deplace|deplacees)",
      R"(injuste|injustice|injustement|unfair|unfairly|inegalite|inegalites traite|traitee|traitement|treated|moi|envers
acharne|acharnement|acharnent|persecute
met|mettent|mets|mettre|subis|subir|trop la|de|une|des pression|pressions .. moi|chef|insupportable|constante|equipe
conflit|conflits|dispute|tensions avec|entre mon|ma|mes|un|une|le .. chef|directeur|encadrant|collegue|collegues|superieur|responsable|professeur|prof|tuteur|directrice|maitre
souffre|souffrance au|en travail|stage|these
ignore|exclut|exclue|rejette|rejetee|isole|isolee|deteste|detestent tout|par|tous|mes|les|la collegues|monde|groupe|classe|promo
regards|regard insistants|deplaces|insistant|malsain|lubriques|bizarres
envoie|envoyer|ecrit|appelle|recois|messages .. sans|la|toute|toutes|des arret|nuit|heures|insistants|bizarres|degradants|genants|anonymes
mal|uncomfortable a|with|l aise .. prof|chef|professeur|encadrant|collegue|lui|remarques|supervisor|collegues|tuteur|comments|comportement)"};
  return words;
}

const DistressWords& subject_words() {
  static constexpr DistressWords words{
      R"(suicid*
detresse|mal etre)",
      R"(violence|violences|violances|violance
viol|viols|rape|rapes
violence|violences|violent|violente|violance|violances conjugal*|conjugu*|familial*|intrafamil*|domestique*|sexuel*|physique*|couple|verbal*|domestic)",
      R"(racis*|rascis*|xenophob*|antisemit*|islamophob*|homophob*|transphob*|lesbophob*|grossophob*|biphob*|negrophob*|sexis*|misogyn*|handiphob*|validis*|antisemitisme~|homophobe~|transphobe~|homofob*|transfob*|rasist*|raciste~|psychophob*|rassist*|rasis*|racsiste
discrimination|discriminations|discrimation|discriminaton|discriminassion|discimination|discrimnation|discrimination~
harcelement~|harcelements|harcelment|harcelmen|harclement|arcelement|arcelment|arselement|harselement|haracelement|harcellement|harcelemen
cyber harcel*|intimid*|violence|violences
cyberharc*|cyberharcelement~|cyberintimidation|cyberviolence|cyberviolences
harassment~|harrassment|harassement|harrasment)"};
  return words;
}

std::string_view hurried_words() {
  return "jvai=je+vais jvais=je+vais jve=je+vais jvas=je+vais jveux=je+veux jveu=je+veux jve=je+veux jvx=je+veux "
         "jpeux=je+peux jpeu=je+peux jpe=je+peux jen=j+en jai=j+ai jme=je+me jm=je+me jsuis=je+suis jsui=je+suis "
         "chui=je+suis chuis=je+suis ch=je jte=je+te jvoudrais=je+voudrais jvoudrai=je+voudrais jaimerais=j+aimerais "
         "jaimerai=j+aimerais jdois=je+dois jsais=je+sais jfais=je+fais jcraque=je+craque jpense=je+pense "
         "jveut=je+veux "
         "jarrive=j+arrive jpleure=je+pleure jdors=je+dors jmange=je+mange jmen=je+m+en jme=je+me "
         "veu=veux vx=veux peu=peux peus=peux vai=vais ve=veux voudrai=voudrais aimerai=aimerais envi=envie "
         "anvie=envie "
         "kelkun=quelqu+un kelk=quelque quelquun=quelqu+un qqun=quelqu+un qq=quelqu qn=quelqu+un quelqun=quelqu+un "
         "tt=tout ts=ts pk=pourquoi pcq=parce+que parcq=parce+que pq=pourquoi pr=pour ds=dans mtn=maintenant "
         "ma=ma ki=qui kil=qu+il ke=que ak=avec avc=avec mm=meme bcp=beaucoup ptdr=rire mdr=rire lol=rire "
         "enfinir=en+finir dfinir=d+finir menfou=m+en+fous suis=suis plu=plus pu=plus put=plus "
         "im=i+m ive=i+ve id=i+d wanna=want+to gonna=going+to u=you ur=your plz=please bf=boyfriend gf=girlfriend "
         "stalke=stalke mharcele=me+harcele mharcelent=me+harcelent mharceler=me+harceler mfrappe=me+frappe "
         "mmenace=me+menace mtouche=me+touche mtuer=me+tuer mtue=me+tue msuicider=me+suicider "
         "matouche=m+a+touche matouchee=m+a+touchee maviole=m+a+viole mafrappe=m+a+frappe mamenace=m+a+menace "
         "maggresse=m+agresse magresse=m+agresse minsulte=m+insulte ninsulte=m+insulte "
         "suiveur=suit profs=prof proff=prof petitami=petit+ami exs=ex coppain=copain copin=copain ";
}

std::string_view thing_words() {
  return "vpn wifi wi-fi ent mail mails messagerie courriel imprimante imprimantes ordinateur ordi pc mac serveur "
         "logiciel "
         "application appli site moodle ametice compte mot passe connexion reseau internet eduroam licence "
         "videoprojecteur "
         "projecteur ecran clavier souris telephone portable badge cle cles chauffage climatisation clim ascenseur "
         "porte fenetre toilettes lumiere neon fuite eau odeur bruit travaux parking voiture salle edt emploi dossier "
         "formulaire formulaires paperasse inscription inscriptions inscrire certificat attestation diplome releve "
         "notes "
         "bourse remboursement facture mission bon commande conge conges contrat paie salaire fichier fichiers "
         "document "
         "documents sauvegarde disque partage drive cloud zoom teams visio excel word sifac apogee hal zotero spss "
         "matlab "
         "python script code bug bugs plantage plante erreur panne mise jour windows linux antivirus spam spams pub "
         "pubs "
         "filtre liste diffusion tableau graphique donnees base requete api cookie cookies navigateur firefox chrome "
         "adresse carte cantine repas restaurant menu velo bus tram metro train retard stage convention planning "
         "reunion "
         "printer laptop computer password login account software server network website file files form email emails "
         "screen keyboard timetable schedule registration certificate transcript invoice heating elevator lift door "
         "key badge parking room projector deadline serie livre livres bibliotheque pret examen sujet poubelle "
         "batterie microphone micro camera webcam son casque cable prise multiprise disquette usb ticket tickets "
         "demande "
         "demandes relances relance procedure procedures validation signature signatures parapheur ";
}

std::string_view study_words() {
  return "memoire these theses cours conference conferences colloque colloques seminaire seminaires livre livres "
         "ouvrage "
         "ouvrages bibliographie corpus enquete enquetes recherche recherches exposition expo film projection debat "
         "formation formations atelier ateliers affiche affiches salle amphi article articles revue revues sociologie "
         "psychologie histoire droit etude etudes questionnaire questionnaires journee table ronde sensibilisation "
         "module master licence publication projet budget campagne logo site page webinaire podcast documentaire "
         "course thesis lecture conference workshop training book books journal paper survey room research exhibition "
         "charte reserver imprimer stand brochures brochure flyer flyers affichage "
         "inscrire "
         "mooc statistiques jeu donnees dataset logiciel bibliotheque emprunter acces base ";
}

std::string_view person_words() {
  return "me m moi nous victime victimes subis subit subi subie temoin temoins signaler signalement plainte porter "
         "denoncer peur aide aidez aider secours copain copine mari conjoint pere mere frere soeur ami amie camarade "
         "coloc colocataire chef prof professeur enseignant encadrant directeur directrice superieur collegue "
         "collegues "
         "tuteur ex my me us i report victim witness boyfriend girlfriend professor supervisor ";
}

std::string_view harmless_words() {
  return R"(frapper|frappe|frappent a la|ma|une|chaque|leur porte|portes
frappe|frappes|touche|touches au|du|clavier|lente|rapide|par clavier|le|la|limite|quota|panne|est
frappe|frappee|frappes par la|le|les|un|une|d limite|quota|panne|crise|bug|obsolescence|invalidite|alignement
faute|fautes|vitesse|erreur|erreurs|la|test|cours de|frappe frappe|est
la frappe
bats|bat|battre|battu|battue|battent avec|contre|sur le|la|les|l|mon|ma|mes|un|une|ce|cette|latex|excel|word|windows|mon
bats|battre|battu avec latex|excel|word|moodle|ent|linux|windows|zotero
se|me battre|bats pour
rape seed|seeds|oil
jeu|jeux|politique|match|film|films|orage|vent .. violent|violente|violents|agressif|agressive
tuer|tue|tuez|kill|kills|killed|killing le|la|les|un|une|des|mon|ce|cette|ces|the|a|my|this|all .. processus|process|processes|tache|taches|job|jobs|session|sessions|programme|programmes|thread|instance|application|appli|task|tasks|program|service|services|connexion|connexions|temps|time|puces|cafards|rats|insectes|punaises|moustiques|souris|frelons|guepes|bacteries|cellules|ambiance|suspense|onglet|script
kill|kills|killed switch|process|processus|9|task|job|pid
viol|violation|violations|viole|violer|violent|violations|violees|violee de|des|du|la|les|le|l|d|une|un|notre .. donnees|droits|droit|licence|licences|compte|confidentialite|session|secret|propriete|regle|regles|reglement|charte|rgpd|copyright|contrainte|integrite|acces|clause|contrat|brevet|politique|segmentation|partage
violation|violations
agression|agressions|attaque|attaques .. disque|chimique|thermique|reseau|ddos|brute|virale|serveur|informatique|cyber
attack|attacks|attacked|assault .. server|ddos|website|network|brute|cyber
menace|menaces|threat|threats|menace|menaces .. antivirus|detectee|detectees|informatique|informatiques|cyber|hameconnage|phishing|virus|defender|malware|bloquee|hameconage|detected|windows|intelligence|spam|hameconnages|phising
mail|mails|email|emails|courriel|courriels|message|messages|alerte|spam de|d|avec|des .. menace|menaces|chantage|hameconnage|phishing|arnaque !mort
absence|absences|conge|conges|attestation|jour|jours|justificatif|autorisation|report .. deuil|deces
agresser|attaquer|attaque|agresse le|un|notre|la serveur|site|reseau|disque|base
mot|passe|compte|session|boite .. viole|violee|compromis
harcele|harceler|harcelee|harcelement|assailli|bombarde de|d|par .. spam|spams|pub|pubs|publicites|notifications|newsletter|newsletters|liste|listes|demarchage|demarchages|relances|automatiques
spam|spams|pub|pubs|publicites|notifications|newsletter|demarcheurs .. harcele|harcelent|agressent
suicide|tue|suicider|mort d|de|du|des|dans .. processus|worker|workers|thread|process|serveur|programme|script|batch|daemon|conteneur
processus|programme|script|serveur|session|worker|appli|application|ordinateur se|s tue|suicide|coupe|ferme
antivirus|defender|pare|firewall|scan|analyse .. menace|menaces|threat|threats
menace|menacent|menacee|menace|threatens de|d|to .. tomber|effondrer|ceder|lacher|fermer|expirer|couper|pleuvoir|supprimer|suspendre|crasher|fall|expire|desactiver|ruine|s|inonder|planter
pc|ordinateur|ordi|serveur|disque|telephone|portable|machine|imprimante|processus|programme|logiciel|session|batterie|videoprojecteur|reseau|wifi|ecran|vpn|site|appli|application|compte|procedure|formulaire|administration|bureaucratie|paperasse|moodle|service|camera|ventilation|chauffage|clim|bruit|prix|cout .. suicide|suicider|mort|morte|meurt|tue|frappe|suit|crever|creve|agresse|torture|humilie|enfer|pourrit|gache|harcele|deteste|tuer|epuise|menace|rejette|refuse|insupporte|ignore|exclut|agace|bloque|engueule
camera|webcam|tracker .. suit|suis|suivre
couteau|couteaux|lame|lames|pistolet|fusil|arme|armes .. atelier|cuisine|microscope|massicot|escrime|tir|tp|colle|labo|musee|collection
menacant|menace|menaces|sextorsion|chantage .. spam|bitcoin|bitcoins|phishing|hameconnage|arnaque
mail|mails|email|courriel|courriels|message|messages .. sextorsion|spam|bitcoin|phishing|hameconnage
produit|produits|fournisseur|nettoyant|detergent|acide|relance|relances|filtre|antispam|commercial|demarchage .. agressif|agressive|agressifs|agressives
mis|mise|mettre a l ecart d|du|des|le|la|les .. serveur|document|dossier|fichier|livre|exemplaire|livres
me|m prend|prennent pour|comme un|une .. autre|etudiant|externe|inconnu
harass*|harasse|harassant|harassante|harassee|harassants $
crise|attaque|peur de|d panique|coeur kernel|au|noyau
kernel panic
me|m suicider|tuer|tue|crever|flinguer|pendre a|au|avec .. expliquer|repeter|travail|tache|dire|vous|relancer
mort|morte|morts|dead|meurt|mourir|rend|rendu|creve|suicide|suicide|died|dies|tue|tuer|dying de|of .. rire|froid|chaud|faim|soif|honte|fatigue|sommeil|ennui|trouille|laughter|laughing|boredom|curiosite|chaleur|impatience
plus|pas|bien|pour|a toucher|touche a|au|mon|ma|le|la|les|rien|l
bug|logiciel|ecran|touche|bouton|clavier|pave tactile|touche|touches|toucher
retouche|retouches
aux|au|en|de|ce|cela|ca touche|touchent
me|m|ma|nous touche|touchent|toucher beaucoup|profondement|particulierement|au|a|le|de|par
coup|coups de|d main|fil|tete|oeil|pouce|soleil|bol|chance|foudre|vent|telephone|eponge|feutre|balai
tout arreter|stopper|eteindre !pour
en finir|finir avec|de|d ce|cette|ces|mon|ma|mes|le|la|les|l|mon .. dossier|inscription|procedure|bug|probleme|memoire|these|stage|projet|demande|paperasse|formulaire|logiciel|mission|spam|spams|histoire|annee|semestre|master|licence|demenagement|installation|travaux|papiers|publicites|pubs|notifications|mails
finir mon|ma|mes|le|la|les|l|un|une
suicide|suicider squad|assiste|quantique
discriminant|discriminante|discriminants|discriminantes
analyse|fonction|pouvoir|seuil|modele|algorithme|facteur discriminant|discriminante|discrimination
brute force
brutal|brutale|brutalement|violemment .. arret|coupe|eteint|ferme|coupure|shutdown|extinction
arret|coupure|extinction|fermeture brutal|brutale
hit|hits|beat|beats a|the|my .. wall|limit|deadline|quota|button|key
abus|abuse de|d|of .. droits|droit|acces|partage|spam|bande|licence|privileges|quota|rights|confiance
couteau|arme|bombe suisse|peinture|a .. colle|peindre|aerosol
beton|ciment arme
armee|armees|armement
pistolet a|scanner .. colle|peinture|scanner
bombe|bombes de|d|a peinture|aerosol|colle|graphique
victime|victimes|cible de|d|du|des|of .. succes|piratage|phishing|hameconnage|fraude|escroquerie|arnaque|vol|virus|coupure|panne|usurpation|spam|scam|theft|ransomware|rancongiciel|fishing|hack|cyberattaque|bug|degats|fuite|fraud|identity
suivi|suivie|suit|suivre de|du|d|un|une|le|la|les|mon|ma|ce|pedagogique|par .. demande|dossier|colis|cours|formation|these|mooc|module|commande|ticket|stage|projet|promotion|annee
suit|suivent encore|un|une|des|le|les|la|ce
suis|plus|me me|sens|senti|suis perdu|perdue dans|sur|entre|avec|pour .. site|campus|menus|menu|batiment|batiments|demarches|interface|ent|etages|couloirs|page
seul|seule|isole a|dans|poste|fichier|sur|au|pour|l|compte|alone .. bureau|poste|document|machine|salle|reseau
mange|manger .. midi|cantine|restaurant|crous|resto|ru|ou
noie|noye|noyee|noyer|noient|croule|coule|enfonce sous|dans|par|de .. mails|papiers|demarches|dossiers|courriels|informations|spam|spams|travail|notifications|formulaires|copies
perdu|perdue|perdus|perte le|la|mon|ma|mes|de|l|un|une .. fichier|badge|carte|cle|cles|mot|acces|telephone|dossier|document|donnees|connexion|identifiant|carnet
depression|surpression atmospherique|tropicale|barometrique|de|hotte|ventilation|capteur
hotte|vide|capteur|salle|piece|sorbonne|sorbonnes .. depression
chantage .. ransomware|rancongiciel|bitcoin|bitcoins
force|forced brute|update|restart|quit|close|reboot
force|forced update|updates|restart|quit|reboot|reset|change
hurt|harm|kill performance|performances|battery|my .. eyes|grades|gpa|battery|disk|pc|laptop
gun|glue glue|gun
fight|fighting with .. printer|vpn|excel|form|website
hot spot|desk
je|j|m|me|suis|sens menace|menacee .. expulsion|licenciement|ecologique
mal|malade .. tete|dos|ventre|gorge|voir|yeux|dent|dents
fait|font|me|m|faire mal .. dos|yeux|oreilles|tete|poignet|mains|doigts|voir|comprendre|nuque|pied|genou|main
peur|afraid|scared|crains|craint d|de|que|qu|to|of|i .. perdre|rater|supprimer|avoir|casser|depasser|lose|miss|late|retard|tromper|oublier|effacer|missing|losing|lost|faire
)";
}

// clang-format on

}  // namespace guichet::matching

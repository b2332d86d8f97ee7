// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress_ideas.hpp"

namespace guichet::matching {

// clang-format off: patterns are read as text, one a line.

std::string_view distress_ideas() {
  return R"(me me|m|moi|nous|j|ma|la|lui|l|us|him|her|them
my mon|ma|mes|son|sa|ses|notre|leur|un|une|my|his|her|their|our|a|the
close copain|copine|mari|femme|conjoint|conjointe|compagnon|compagne|ex|mec|petit|ami|amie|pere|mere|frere|soeur|oncle|cousin|parents|beau|belle|famille|coloc|colocs|colocataire|colocataires|voisin|keum|boyfriend|girlfriend|husband|wife|partner|father|mother|dad|mom|brother|uncle|roommate|flatmate|housemate
boss chef|cheffe|chefe|prof|profs|professeur|professeure|enseignant|enseignante|encadrant|encadrante|directeur|directrice|responsable|superieur|superieure|n+1|manager|manageur|tuteur|tutrice|maitre|doyen|doyenne|collegue|collegues|boss|professor|teacher|lecturer|supervisor|advisor|coworker|colleague|tutor|td
someone il|elle|ils|elles|on|quelqu|quelqun|type|types|mec|mecs|gars|homme|hommes|etudiant|etudiante|etudiants|inconnu|inconnus|individu|personne|gens|he|she|they|someone|somebody|guy|guys|man|men|student|stranger|people|classmate|classmates
hit frapper^|taper^|tapper^|cogner^|gifler^|bat|bats|battre|battu|battue|battus|battues|battait|tabasser^|etrangler^|brutaliser^|rouer^|claquer^|secouer^|defoncer^|brusquer^|demolir|demolit|massacrer^|molester^|maltraiter^|choked|hit|hits|hitting|beats|beat|beating|slapped|slaps|punched|punches|kicked|kicks|shoved|strangled
grab attraper^|empoigner^|saisi|saisie|saisit|plaquer^|pousser^|bousculer^|agripper^|tirer^|trainer^|coincer^|projeter^|projetee|pinned|pushed|shoved|grabbed|threw|dragged|cornered
bodypart bras|cheveux|cou|gorge|poignet|poignets|epaules|epaule|nuque|mur|sol|arm|hair|neck|throat|wrist|wall|floor
intimate fesses|fesse|cul|seins|sein|poitrine|cuisse|cuisses|sexe|entrejambe|culotte|hanches|hanche|genou|genoux|thigh|thighs|ass|butt|breast|breasts|chest|leg|legs|knee|waist|crotch|bra|panties|skirt|jupe
naked nu|nue|nus|nues|deshabille|deshabillee|denude|denudee|naked|undressed
force forcer^|obliger^|contraint|contrainte|contraignent|contraindre|forced|forces|forcing|made|makes
image photo|photos|foto|fotos|video|videos|nude|nudes|image|images|capture|captures|screen|screens|picture|pictures|pics|pic|clip
spread diffuser^|publier^|poster^|partager^|envoyer^|envoie|envoient|circuler^|tourner^|montrer^|leaker^|balancer^|revele|reveler^|leaked|posted|shared|sharing|spread|spreading|sent
pills medicaments|medicament|medoc|medocs|cachet|cachets|comprime|comprimes|pilule|pilules|somniferes|somnifere|antidepresseurs|anxiolytiques|doliprane|xanax|lexomil|paracetamol|pills|pill|tablets|tablet|medication|meds|sleeping
many tout|toute|tous|toutes|plein|trop|boite|boites|plaquette|tube|flacon|paquet|surdose|all|whole|bottle|too|many|lot|box
height fenetre|toit|balcon|pont|viaduc|etage|immeuble|falaise|passerelle|roof|window|bridge|balcony|ledge|building|floor
train train|trains|metro|tram|rer|bus|voiture|camion|rails|voies|tracks|subway|truck|car
food manger|bouffer|nourrir|repas|nourriture|courses|eat|food|groceries|meals
bed dehors|rue|voiture|gare|metro|squat|banc|cave|tente|hall|bu|bibliotheque|fac|parking|labo|couloir|car|street|streets|library|station|outside|bench|tent|park
not pas|plus|jamais|not|never|cant|cannot|dont|wont|couldnt|without|no|cnt
slur negre|negres|negresse|bougnoule|bougnoules|bicot|youpin|youpine|feuj|chinetoque|chinetok|bamboula|raton|gouine|gouines|tarlouze|tafiole|tapette|pedale|travelo|romanichel|manouche|nigger|nigga|faggot|fag|tranny|dyke|kike|paki|chink
insult pd|pede|pute|putes|salope|salopes|connard|connasse|conne|batard|batarde|encule|enculee|fdp|bitch|slut|whore|cunt|grosse|sous|merde|debile|mongol|mongole|trisomique|attarde|attardee|boniche
contact ecrire|envoyer|appeler|suivre|contacter|regarder|coller|toucher|draguer|embeter|texter|relancer|fixer|parler|ecrit|envoie|appelle|suit|contacte|regarde|fixe|texting|calling|messaging|following|staring|touching|commenting|touch|writing|dming|bothering
night nuit|nuits|soir|soirs|minuit|nuitamment|night|midnight
die mourir|mourrir|mourire|crever|clamser|mort|die|dying|death
live vivre|exister|etre|continuer|rester|live|living|exist|existing|alive
hate nazi|nazis|nazie|nazies|neonazi|hitler|swastika|swastikas|suprematiste|suprematistes|facho|fachos|ss
)";
}

const DistressWords& idea_words() {
  static constexpr DistressWords words{
      // Danger: to die, to disappear, to hurt oneself, heights and pills, nothing to eat, nowhere to sleep
      R"(rebord|parapet|rambarde|corniche|garde|bord|ledge|edge .. @height
sur|on|enjambe|enjamber^ le|the|la|l toit|parapet|rambarde|ledge|rebord .. sauter|saute|jump|etudiant|quelqu|tomber|student
menace|menacer|threatens|threatening|threatened|veut|va|vouloir|allait|dit|parle|says|said .. sauter|jeter|pendre|jump|hang .. @height|@train
menace|veut|va|vais|parle|dit|pense|allait|parlait .. se|me|s|m pendre|noyer|ouvrir|tuer|foutre|flinguer|buter|suicider
jeter|jette|jete|jump|jumping|sauter|saute sous|dessous|devant|in|under|front|of .. @train
me|m|se|s fais|fait|faire|faisait|faisais|font|faisant|faites du|dumal|de mal|mal
si|quand|que je|j .. disparais|disparait|disparaissais|disparaissait|disparu|disparue|crevais|crevait|mourais|mourrais
veux|veu|voudrais|envie|aimerais|pense|prefere|besoin .. disparaitre $
personne .. remarque*|regrett*|apercev*|pleure*
nobody|noone|anyone|one|wouldnt|anybody would|will|d|wouldnt|even .. miss|notice|care|mind
would|wouldnt miss me|us
vaut|vaille|merite|worth .. peine|coup|detre|d|it|vie .. vivre|continuer|vecu|living|vie|battre
coup|peine|mal de|d .. continuer|vivre|exister .. vivre|vie
continuer a|de @live
avale^|pris|prendre|prit|prends|gobe^|took|taken|swallowed|swallow|ingere^ .. @many .. @pills
@many de|d|of|mes|ses|les|my|the|@many .. @pills .. aval*|mourir|dormir|reveil*|pris|wake|fais|faire
@many de|d|of|mes|ses|my|her|his @pills
avaler^|swallowed .. @pills
pense|penser|penses|pensais|peur|envisage|crains|redoute|craint .. au|du|le pire
peur|crains|risque|capable|envie|va|vais|pourrait|pourrais .. faire|fasse|fait|commettre|commette|faudrait .. betise|conneries|connerie|irreparable|truc grave
peur|crains|pour .. de|d|a|sa|ses moi meme
ras|marre|assez de|d .. exister|vivre|respirer|moi
jpp|pp|peux de|d|plus .. cette|ma|la vie
bout|limite|bord .. suicide|gouffre|precipice
a|ont|sais|vois|voit|trouve plus|pas|aucun de|d|aucun|le|la|l|un|une .. sens|raison|interet|but .. a|de|ma|la vie|vivre
vie .. plus|na|aucun .. sens
plus|pas|even envie|force|courage|want|energie de|d|to .. me|m|wake .. lever|reveiller|up
veux|voudrais|aimerais|souhaite .. me|m .. plus|pas|jamais .. reveiller|reveille
ne|plus|jamais|pas .. me|m reveiller .. matin|jamais|demain
reveille^|wake|waking|woke|wakes plus|pas|up|wont .. inconscient*|respir*|malaise|pills|overdose
inconscient|inconsciente|evanoui|evanouie|unconscious
respirer^|breathing|breathe plus|pas|not|isnt
not|isnt|cant|stopped|ne|n breathing|breathe|respire|respirent
coma|hemorragie|saigne|bleeding .. ethylique|beaucoup|partout|lot|everywhere|trop
trop bu|drunk .. repond|reveil*|vomit|inconscient
plus|rien|pas|moyens|argent|sous|without|nothing|no|without|peux|arrive .. de|a|pour|quoi|to|afford|money|buy .. @food .. depuis|personne|cette|this|fin|mois|week|jour|jours|enfants|moi|demander|tonight
plus|rien|pas|nothing|no|quoi a|de|quoi|to|left .. manger|bouffer|eat
pas|rien|plus|peu mange|mangee|manger|bouffe depuis|aujourd|hier|de|deux|trois|plusieurs
plus|pas|ni .. me|m|nous nourrir
saute|sauter|sautes|saute^|skip|skipping des|les|mes|un|mon|meals|my|some repas|meals|dejeuner|diner|meal
havent|havent|have|hasnt|not|no|nt|didnt|t eaten|ate|eat .. days|yesterday|today|monday|since|week
cant|cannot|not|couldnt|t|no|hardly|barely afford|pay|buy|money|able|for|to .. food|eat|rent|groceries|medication|meals
out of|no|without|any money .. food|eat|rent|left
homeless|sdf|homelessness
nowhere|noplace|place|anywhere to sleep|stay|go|live
dors|dort|dormir|dormi|dormait|dormais|dormons|sleep|sleeping|slept|sleeps|nuit|nuits|couche .. dans|in|at|a|sur|on|au|the|dehors|outside .. @bed
kicked|thrown|threw|kick me|us|out|him|her .. out|home|house|street|parents
parents|famille|pere|mere|family|dad|mom|father .. mis|mise|vire|viree|foutu|foutue|chasse|chassee|jete|jetee|kicked|threw .. dehors|porte|rue|out
retrouve|retrouver|finir|suis|mis|mise|jete|jetee|vivre|vis a la|sans|l rue|logement|toit|abri
plus|sans|aucun de|d|ni|un toit|domicile|logis
plus|perdu|sans de|d|mon|aucun|un .. logement|appart|appartement|chambre .. dors|dort|depuis|dehors|rue|hiver
arrive|peux|peut|reussis|parviens plus|pas .. payer|payee .. loyer|manger|nourrir|courses|medicaments|soigner|chauffage
arrive|peux|reussis|parviens plus|pas .. a|de|me|nous|finir .. nourrir|manger|soigner|loger
ne|n|je|j|i|me pleure|pleurs|cry|crying|sanglote dans|aux|chaque|tous|every|in|all|toutes|en|au|constamment|everyday|sans
appel|au|a au|l secours|aide|help .. va|mal|danger|vite
va|vont|vas|vais|sent|sens|etait|doing tres|vraiment|pas|super|hyper|trop|not|really .. bien|mal|well|badly .. psychologiquement|moralement|mentalement|psychiquement|tete|mentally|emotionally
idees|pensees|idee|ideas|thoughts .. noir|noires|noire|sombres|morbides|suicid*
cut|cuts|cutting|burn|hurt|hurting|hurts|harm myself|himself|herself|themselves|themself|wrists
myself|himself|herself on|again|tonight purpose
end|ended|ending it|everything|things all
no|see|seeing point|reason|use|the|any .. living|live|alive|anymore|life|exist|going
cant|cannot|can|not|couldnt|dont|t .. go|keep|take|do|carry .. on|going|anymore|living .. living|like|anymore|longer|life
rather|prefer|prefere|better be|etre|off dead|mort|morte
tomorrow|demain|ce|tonight .. j|je|i|serai .. serai|will .. gone|mort|morte|dead|plus)",

      // Violence: who strikes, seizes, forces, touches; weapons; drinks
      R"(@close|@boss|@someone .. m|me|nous|lui|la|l|ma|mas|leur|se .. @hit !a|au|sur|le|les|dans|son
@my @close|@boss .. @hit me|us|her|him|@my|$
@me|se|s .. fait|fais|faire|ete|etre|suis|est .. @hit !a|au|la|le
m|nous|l|me a|ont|as|aurait|avait|avaient @hit !a|au|sur|le|la|les|l|un|une|du|dans
@hit par|by @my|lui|elle|him|plusieurs|des|deux|trois @close|@boss|@someone|$
me|m|moi|lui|la|nous|leur|te @hit !a|au|sur|le|la|les|l|un|du|dans|par|cette|ce|des|de|que|pas|plus|avec|contre|pour|est|de|the|my|for|this|that
met|mis|mets|mettre|donne|donnee|donner|pris|prend|prends|recu|gave|foutu|fout une|des|deux|un|me claque|claques|gifle|gifles|baffe|baffes|coup|coups|tarte|droite|raclee|slap !de|d
main|mains|hand|hands leve*|raise*|laid sur|on
leve^|lever|raised|laid .. main|hand|hands sur|on
lev*|raised|laid|porter|porte la|sa|his|her|a|les main|mains|hand|hands sur|on
@grab .. par|contre|by|against|dans|to|sur .. @bodypart
se|s|me|m|nous|@someone .. tape^|tapee|tapes|frapper^|cracher^|sauter^|tomber^ dessus
agress*|aggress*|agres* .. rue|soir|hier|nuit|sortie|campus|cite|residence|metro|tram|physique*|verbal*|homme|groupe|collegue|prof
attacked|mugged|jumped|assaulted|robbed .. on|by|at|near|in|last .. campus|man|night|street|group|guys|dorm|guy|week
followed|follow|following|grabbed|chased me|her|us .. home|dorm|car|house|campus|street|grabbed|night|alone
@force .. que|things|choses .. veux|voulais|want|didnt|dont|voulait|envie|wanted
@force .. to|a|de|d|me|m|nous|us|himself|her .. coucher|embrasser|deshabiller|sucer|deshabille|strip|undress|kiss|sex|touch|rapport|rapports|relations|boire|masturber|nude|nue|nu|marier|drink
forced|forcing himself|themselves|herself|itself
touche^|embrasse^|prise|pris|baise|marier|mariee|couche^|penetre^|deshabille^|emmene^|raccompagne^|retenu|retenue|kissed|touched .. de|by|d force
de force .. lui|bureau|soiree|voiture|chambre|mari|pays|lit
dit|disais|dis|disait|crie|said|saying|told|repete .. non|no|stop|arreter|arrete .. continu*|insist*|forc*|kept|continued|didnt|anyway|quand
ete|etais|suis|etre|was|been|fais|fait|faire|got|ai drogue|droguee|droguer|drugged|spiked|roofied
mis|met|mettre|glisse|verse|ajoute|vide|put|slipped|poured|dropped .. dans|in|into .. verre|boisson|verres|biere|drink|cup|glass|drinks
ghb|mdma|gbl|drogue .. soiree|verre|bar|boite|drink|bde
reveille^|woke|wake|woken .. @naked
@naked .. souviens|souvenir|rappelle|remember
souviens|rappelle|remember de|plus|dont|d|anything|nothing .. rien|soiree|nuit|anything|night .. soiree|verre|nuit|lui|night|party|drink|fete
propose^|demande^|demandait|asked|asks|offered|veut|voulait|voudrait .. coucher|sucer|sexe|sex|deshabille|deshabiller|@naked|nudes
demande^|asked|asks|reclame|veut|exige|wants .. des|for|mes|nude|des .. @image .. @naked|intimes|intime|sexy|moi
@image .. de|d|of|moi @naked
hand|hands|main|mains .. on|up|under|sur|sous|aux|dans .. @intimate
touch*|toucher^|caresser^|peloter^|frotter^|rubbed|groped|tripoter^|mate|fixe .. @intimate !ecran
frott* contre moi|elle
oncle|beau|pere|frere|cousin|grand|uncle|stepfather|moniteur|entraineur|coach .. ma|m|me|touched|a .. touche^|toucher|touched|viole^|abuse*
sort*|montr*|show*|expos* .. sexe|bite|penis|zizi|himself|genitals|parties
masturb*|branl*|jerking|bander
suc* .. bite|lui|queue
controle^|surveille^|fouille^|confisque^|espionne^|verifie^|took|takes|checks|controls|monitors .. mon|mes|ma|my .. telephone|portable|papiers|argent|passeport|messages|sorties|phone|passport|money|compte|fringues .. sortir|cours|voir|aller|empeche*|interdit|mari|copain|husband|boyfriend
@close .. controle^|surveille^|fouille^|confisque^|espionne^|controls|checks|monitors|took|takes|hides|isole^ .. telephone|portable|papiers|argent|passeport|messages|sorties|phone|passport|money|amis
@close|il|elle|he .. empeche*|interdit|interdisent|laisse|wont|doesnt|forbids .. sortir|cours|travailler|etudier|partir|parler|leave|study|work|out|fac
ose|osons plus|pas|meme|jamais .. rentrer|sortir|venir|aller|dormir .. chez|moi|seule|seul|fac|cours|campus|soir|maison|bureau
scared|afraid|terrified|frightened|peur|terrorisee|terrorise to|de|d|of .. go|going|come|rentrer|sortir|leave|walk|aller .. home|alone|moi|campus|class|seule|seul|lui
wont|doesnt|not|refuses|refuse|dont|never|t .. leave|let|laisse .. me|us|her .. alone|be
leave|leaves|leaving me|us|her alone
laisse*|lache*|foute*|fiche* pas|plus|jamais|me|m .. tranquille|paix
ex .. menac*|threat*|scared|hits|domicile|frapp*|peur
coups|coup de|d feu|fusil|pistolet|couteau|machette
gunshot*|gunshots|shots|shooter|shooting fired|heard|on|in
gunshot*
entendu .. tirs|coups|detonations
arme|armes|couteau|machette|pistolet|fusil|gun|knife|weapon .. menac*|main|hall|couloir|amphi|campus|sac|threaten*|class|gorge
menac* .. avec|with .. arme|couteau|pistolet|cutter|fusil|knife|gun
menac*|threat* .. de|to|nous|me|d .. buter|tuer|crever|planter|frapper|casser|violer|kill|hurt|beat|rape|stab|defoncer|cogner|diffuser|publier|poster|leak|marier|foutre
va|vais|vont|veut|veulent|voulait|allait|gonna|will|to me|m|nous|la|lui|te @hit|buter|tuer|planter|violer|fumer|crever
exhibition*|exhibit sexuelle|sex*
bizut*|hazing|hazed
soiree|wei|inte|integration|bde|party .. agress*|viol*|forc*|drogu*|drug*|touch*|nue|deshab*|rape*|assault* !video
marier|mariage|marriage|marry|married .. force|forcee|forced|obligee|contre)",

      // Harassment, discrimination, hatred
      R"(@slur
n word
ex .. harcel*|suit|attend|photos|nudes|video|videos|stalk*|appelle|ecrit|harass*|alone|follows|insult*
@close|@boss|@someone|@me .. me|m|nous|lui|l|ma|la .. traite^|traiter|traitees|appelle|called|call .. de|d|the|a|sale @insult|@slur|sale|folle|fou|menteuse|terroriste|singe|arabe|noir|juif|trans|gros|nul|nulle|incapable|word
me|m|nous|ma|les .. traite^ de|d|comme @insult|sale|terroriste|singe|chien|chienne|esclave|folle
@me|on traite^|traiter de|d !texte|la|le|maniere|facon
tag|tags|graffiti|graffitis|inscription|inscriptions|affiche|affiches|dessin|sticker|autocollant|salut|tract|tracts|propos|insigne|groupe|drawing @hate|haineux|haineuse
croix|cross gammee|gamee|gammees|gamees|nazie|brulee
@hate .. toilettes|mur|porte|amphi|bureau|couloir|tableau|wall|door|campus|toilets|promo
@hate tag*|graffiti*|salut*|salute
dit|disent|dis|told|tell|tells|criait|crie|lance|ecrit|says|tellement|demande .. rentre*|retourne*|go|back .. pays|afrique|country|toi|bled|home
rentre*|retourne* dans|chez ton|toi|leur|votre pays|$
go|went back to my|your|where country|came|i
@spread .. @image .. de|d|of|intimes|intime|dem .. moi|elle|me|her|nous|us|intimes|copine|fille|@naked
ex|copain|mec|gars|promo|ils|quelqu|someone|they|classmates .. @spread .. @image
@image|nudes .. intime|intimes|@naked|sex|sexe|compromettantes|private .. @spread|menac*|chant*|payer|pay
@spread|publish|menac*|threat* .. @image .. si|if|unless|sauf|sinon .. paye|pay|payer|couche|argent|money|envoie|quitte|send
@image|nudes .. de|d|of|intime* .. moi|me|her|elle .. circul*|tourn*|partout|internet|whatsapp|snap|insta|online|promo
rumor*|rumour*|rumeur* .. me|moi|nude*|about|elle
me|m|nous|on|la|lui|l fait|font|faisait|faire|fais chanter !dans|la|le
sextor*|webcam|cam chantage|sextor*|extor*
chantage|blackmail* .. @image|webcam|intim*|sexe|sex|sentiment*|suicide|prof|note|visa|ex|mari|camera|affectif
@boss|@close|@someone .. fait|font|fais|do|makes|make|made|having|tient|tiens .. blagues|blague|remarques|remarque|commentaires|propos|jokes|comments|remarks|reflexions|allusions .. sur|about|racist*|sexist*|on|sexual|homophob*|deplac*|moi|lourd* !le|la|les|l|the|rapport|memoire
me|m|nous|lui|l|on|fait|fais|font des|fait|subis|fais .. avances|attouch*|propositions .. lourd*|indecent*|sexuel*|deplac*|insist*|$
@boss|@someone|@close|teacher .. keeps|kept|constantly|always|wont|nonstop|stop|continues .. @contact .. me|at|us|my|$
he|she|they|guy|man|student|ex keeps|kept|wont|constantly|always .. staring|following|touching|texting|calling|messaging|waiting|commenting|looking
@someone|@boss|@close .. arrete|arretent|cesse|cessent|lache pas|plus|jamais de|d|@contact .. me|m|nous @contact !notifications|mail|mails|spams
non|no .. continu*|insist*|arrete|harcel*|kept .. messages|ecrire|envoyer|appeler|texting|calling|suivre|messaging
messages|appels|sms|snaps|calls|texts .. malgre|alors|apres|despite|even|after .. non|no|refus|bloque|bloquer|told|blocked
@boss|inconnu|type|mec|gars|teacher|stranger .. ecri*|envoie|appelle|texte|text*|messag*|call*|contact* .. @night
plus|no|jamais personne|one|personne .. me|m|to .. parle|adresse|talk*|dit
talk*|parle*|adresse* .. personne|plus|no|nobody .. parole|equipe|bureau|labo|to
@me .. mis|mise|mettre|mettent|met|tenu|tenue .. a l|de ecart|cote .. collegue*|equipe|tous|promo|groupe|service|labo
@boss|@someone .. m|me|nous|lui|l|ma|mas .. humili*|rabaiss*|denigr*|insult*|ridiculis*|injuri*|meprise^|devaloris*|menac*|engueul*|pourri*|persecut*|terroris*
me|m|nous|ma|lui pourri|pourrit|pourrissent|gache|bousille|detruit|pourrir .. la|ma vie|existence
me|m|nous|lui|leur crie|gueule|hurle|aboie|crient|hurlent|engueul* .. dessus|devant|equipe|jours|tout|fois
scream*|yell*|shout*|swear* .. at|me .. me|us|him|her|everyone|day
suit|suis|suivent|suivait|fixe|guette|attend .. partout|maison|domicile|chez .. campus|moi|adresse|fac|$
connait|connais|sait|found|knows|trouve|donne .. mon|ou|my|where|adresse .. adresse|habite|address|live .. peur|suit|scared|menac*|campus|$
discrimin* .. moi|voile|couleur|origin*|handicap|genre|enceinte|grossesse|race|parce
stage|logement|poste|embauche|entree|job|recrut* .. cause|parce|because .. couleur|nom|voile|origin*|peau|color|skin|religion|accent|noir*|arabe
moque^|moquer|moquent|rigole^|rit|rient|ricane^|laugh* .. de|d|a|at .. moi|me|cause|parce|because|accent|gay|voile|handicap|poids|physique .. gay|trans|noir*|arabe|gros*|handicap|accent|lesb*|autist*
sale|sales|dirty arabe*|noir*|juif*|juive*|pd|pede*|gouine*|pute*|negre*|chinois*|race|blanc*|musulman*|trans*|gitan*|rom|roms|francais*|jew|arab|black|muslim
insult*|injur* .. raciste*|homophob*|transphob*|sexiste*|antisemit*|whatsapp|snap|discord|groupe|promo|jours|publiquement
pouss* .. a|au|vers .. demission*|depart|bout|suicide|partir
pushed|pushing me|us .. quit|resign|edge
remarques|reflexions|commentaires|comments|remarks|gestes|regards .. mon|ma|mes|my|sur .. corps|physique|poids|seins|tenue|fesses|body|weight|voile|origines|accent|look*
comportement*|attitude*|gestes|propos|actes|behavior|behaviour sexist*|racist*|homophob*|deplac*|inappropri*|transphob*|antisemit*|indecent*|predat*|malsain*)"};
  return words;
}

const DistressWords& faint_idea_words() {
  static constexpr DistressWords words{
      R"(prete|pret|envie|vais|va|besoin .. tout plaquer|lacher
mal|bad|awful|terrible .. moralement|mentalement|psychologiquement|mentally
me|m|je|j sens|sent|senti .. abandonne|abandonnee|seul|seule|vide|inutile|nul|nulle
sors|sort|quitte|leve|lave|mange|dors|bouge plus|pas .. chambre|lit|studio|appart|moi|rien|jours)",
      R"(peur|scared|afraid|crains de|d|of|pour|qu .. lui|him|represailles|securite|safety)",
      R"(genant|genante|malaise|mal|uncomfortable|creepy|lourd|insistant|insistante .. collegue|prof|chef|encadrant|teacher|supervisor|etudiant|regard*|remarque*
@someone|@boss .. arrete|arretent|cesse|cessent pas|plus|jamais de|d .. me|m|nous @contact)"};
  return words;
}

// clang-format on

}  // namespace guichet::matching

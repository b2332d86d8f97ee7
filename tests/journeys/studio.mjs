// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { desktop, journey, keep, phone, sees, signedIn, someone } from "./support/browser.mjs";
import { inspect, tooWide } from "./support/inspect.mjs";

/// What axe, the sizes of targets and the width of a phone say of the page as it is now.
async function looksWell(page, name, findings) {
  await keep(page, name);
  await inspect(page, name, 24, findings);
  const wide = await page.evaluate(tooWide);
  if (wide > 0) findings.push(`${name}: ${wide} px too wide`);
}

/// Looks again until the page says so: other nodes and threads take up to two seconds.
async function eventually(page, path, text) {
  for (let i = 0; i < 20; ++i) {
    await page.goto(path);
    if ((await page.getByText(text).count()) > 0) return;
    await pause(250);
  }
  assert.fail(`${path} never says “${text}”`);
}

journey("A department and the service centre draft a service, try it, ask the committee, publish it and return", async () => {
  const findings = [];
  const admin = await signedIn("admin", {}, "/atelier");
  await sees(admin, "Écrire un service ensemble");
  await looksWell(admin, "studio-desktop", findings);

  // A new version of what a module brings, changed by forms.
  await admin.getByRole("link", { name: "Commencer un brouillon" }).click();
  await admin.selectOption("#copy", { label: "Comptes WiFi pour un événement" });
  await looksWell(admin, "studio-new-desktop", findings);
  await admin.getByRole("button", { name: "Commencer cette version" }).click();
  await sees(admin, "Rien n’empêche de publier");
  const draft = new URL(admin.url()).pathname;
  await admin.getByRole("link", { name: "Numéro à appeler le jour même" }).click();
  await admin.locator("#required").check();
  await looksWell(admin, "studio-question-desktop", findings);
  await admin.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await sees(admin, "Téléphone · obligatoire");

  // A question of one's own, shown only sometimes; what is wrong comes back.
  await admin.getByRole("link", { name: "Ajouter une question" }).click();
  await admin.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await admin.locator("#error-summary").waitFor();
  await admin.fill("#label", "Quelle marque de café ?");
  await admin.fill("#label_en", "Which brand of coffee?");
  await admin.selectOption("#question", { label: "Vous avez besoin aussi de" });
  await admin.fill("#value", "support");
  await admin.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await sees(admin, "posée si « Vous avez besoin aussi de » contient « Quelqu’un sur place à l’ouverture »");

  // A step that waits for another, drawn and proved.
  await admin.getByRole("link", { name: "Ajouter une étape" }).click();
  await looksWell(admin, "studio-kinds-desktop", findings);
  await admin.getByRole("link", { name: "Tâche d’une équipe" }).click();
  await admin.fill("#title", "Préparer les badges");
  await admin.fill("#title_en", "Prepare the badges");
  await admin.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await sees(admin, "Préparer les badges");
  assert.equal(await admin.locator(".studio-picture svg").count(), 1, "the workflow is drawn");
  assert.match(await admin.locator(".studio-picture [role=img]").getAttribute("aria-label"), /Préparer les badges/);
  await admin.fill("#comment", "On relit jeudi.");
  await admin.getByRole("button", { name: "Commenter" }).click();
  await sees(admin, "On relit jeudi.");
  await looksWell(admin, "studio-draft-desktop", findings);

  // As any kind of person, and with last month's requests.
  await admin.getByRole("link", { name: "Essayer", exact: true }).click();
  await admin.selectOption("#affiliation", "staff");
  await admin.fill("#r-count", "10");
  await admin.getByRole("button", { name: "Voir ce qui se passerait" }).click();
  await sees(admin, "Rien n’a été envoyé ni gardé");
  await looksWell(admin, "studio-trial-desktop", findings);
  await admin.getByRole("link", { name: "Rejouer le mois dernier" }).click();
  await sees(admin, /trente derniers jours/);
  await looksWell(admin, "studio-replay-desktop", findings);

  // The committee, and whom it represents.
  await admin.goto("/atelier/comite");
  await admin.fill("#person", "student");
  await admin.selectOption("#status", "student");
  await admin.getByRole("button", { name: "Ajouter un membre" }).click();
  await sees(admin, "C’est enregistré");
  await looksWell(admin, "committee-desktop", findings);
  await admin.goto(`${draft}/consulter`);
  const later = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);
  await admin.fill("#until", later);
  await admin.fill("#question", "Les questions sont-elles claires ?");
  await admin.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await sees(admin, "Le comité des usagers est consulté");
  const member = await signedIn("student", phone, "/atelier");
  await member.getByRole("link", { name: "Comptes WiFi pour un événement" }).click();
  await sees(member, "Les questions sont-elles claires ?");
  await looksWell(member, "committee-vote-phone", findings);
  await member.fill("#reason", "Très clair.");
  await member.getByRole("button", { name: "Je suis pour" }).click();
  await sees(member, "Votre voix est enregistrée");
  await admin.goto(draft);
  await sees(admin, "Très clair.");
  await admin.getByRole("button", { name: "Terminer la consultation" }).click();

  // Published, told as a person reads it, and taken back.
  await admin.goto(`${draft}/publier`);
  await sees(admin, "La question « Numéro à appeler le jour même » est devenue obligatoire.");
  await looksWell(admin, "studio-publish-desktop", findings);
  await admin.fill("#note", "Le café aussi");
  await admin.getByRole("button", { name: "Publier" }).click();
  await sees(admin, "C’est publié");
  const teacher = await signedIn("staff", desktop, "/");
  await eventually(teacher, "/services/it/wifi-event", "Numéro à appeler le jour même");
  await teacher.locator("label", { hasText: "Quelqu’un sur place" }).click();
  await sees(teacher, "Quelle marque de café ?");
  await admin.goto("/atelier/versions/it/wifi-event");
  await sees(admin, "1 pour, 0 contre");
  await looksWell(admin, "studio-versions-desktop", findings);
  await admin.getByRole("button", { name: /Y revenir.*Version du module/ }).click();
  await sees(admin, "C’est publié");
  await sees(admin, "Version 2");
  assert.deepEqual(findings, []);
});

journey("A head of department writes a service of several ways without a line of code", async () => {
  const findings = [];
  const admin = await signedIn("admin", {}, "/atelier/nouveau");
  const saved = () => admin.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await admin.fill("#title", "Emprunter du matériel de tournage");
  await admin.fill("#title_en", "Borrow filming equipment");
  await admin.selectOption("#department", { label: "Direction du numérique" });
  await admin.selectOption("#theme", { index: 1 });
  await admin.selectOption("#team", "it/it-desk");
  await admin.getByRole("button", { name: "Commencer", exact: true }).click();
  await admin.locator("#questions").waitFor();
  const draft = new URL(admin.url()).pathname;
  const asks = async (label, type, more = async () => {}) => {
    await admin.goto(`${draft}/questions/nouvelle`);
    await admin.fill("#label", label);
    await admin.fill("#label_en", `${label} (en)`);
    await admin.selectOption("#type", type);
    await more();
    await saved();
    await sees(admin, label);
  };
  await asks("Combien de personnes filment ?", "integer", () => admin.fill("#min", "1"));
  await asks("Quel matériel ?", "choice", () => admin.fill("#options", "Caméra\nMicro"));
  await asks("Où ?", "place");

  // A choice is told by what people read; what is none is refused and comes back.
  await admin.goto(`${draft}/questions/nouvelle`);
  await admin.fill("#label", "Avec un trépied ?");
  await admin.fill("#label_en", "With a tripod?");
  await admin.selectOption("#type", "yes-no");
  await admin.selectOption("#question", { label: "Quel matériel ?" });
  await admin.fill("#value", "Perche");
  await saved();
  await admin.locator("#error-summary").waitFor();
  assert.equal(await admin.inputValue("#label"), "Avec un trépied ?");
  await admin.fill("#value", "caméra");
  await saved();
  await sees(admin, "posée si « Quel matériel ? » est « Caméra »");

  // The columns of a table.
  await asks("Qui filme ?", "table");
  await admin.getByRole("link", { name: "Qui filme ?" }).click();
  await admin.getByRole("link", { name: "Ajouter une colonne" }).click();
  await admin.fill("#label", "Nom");
  await admin.fill("#label_en", "Name");
  await saved();
  await sees(admin, "Colonnes du tableau");
  await looksWell(admin, "studio-columns-desktop", findings);

  // A decision, and what a task writes down.
  const step = async (kind, title, more = async () => {}) => {
    await admin.goto(`${draft}/etapes/nouvelle?sorte=${kind}`);
    await admin.fill("#title", title);
    await admin.fill("#title_en", `${title} (en)`);
    for (const box of await admin.locator("input[name=after]:checked").all()) await box.uncheck();
    await more();
    await saved();
    await admin.locator("#etapes").waitFor();
  };
  await step("task", "Préparer le matériel", () => admin.selectOption("#team", { index: 1 }));
  await step("task", "Réserver le studio", () => admin.selectOption("#team", { index: 1 }));
  await step("decide", "Beaucoup de monde ?", async () => {
    await admin.selectOption("#question-0", { label: "Combien de personnes filment ?" });
    await admin.selectOption("#how-0", { label: "dépasse" });
    await admin.fill("#value-0", "3");
    await admin.getByRole("group", { name: "Alors" }).first().getByLabel("Réserver le studio").check();
    await admin.getByRole("group", { name: "Alors" }).nth(1).getByLabel("Préparer le matériel").check();
    await looksWell(admin, "studio-branches-desktop", findings);
  });
  await admin.goto(`${draft}/etapes/1`);
  await admin.getByRole("link", { name: "Ajouter une question" }).click();
  await admin.fill("#label", "Numéro de la caméra");
  await admin.fill("#label_en", "Number of the camera");
  await saved();
  await sees(admin, "Ce que l’équipe note");
  await sees(admin, "Numéro de la caméra");
  await looksWell(admin, "studio-task-desktop", findings);

  // What another department needs to know is proved, and said by lists.
  await step("request", "Faire nettoyer le lieu", () => admin.selectOption("#service", { label: "Un lieu à nettoyer" }));
  await sees(admin, "Ce service a besoin de réponses que l’étape ne donne pas");
  await admin.getByRole("link", { name: "Faire nettoyer le lieu" }).last().click();
  await sees(admin, "Ce que ce service apprend");
  await looksWell(admin, "studio-answers-desktop", findings);
  await admin.selectOption("#answer-place", { label: "Où ?" });
  await saved();
  await admin.goto(draft);
  const picture = await admin.locator(".studio-picture [role=img]").getAttribute("aria-label");
  for (const title of ["Beaucoup de monde ?", "Préparer le matériel", "Faire nettoyer le lieu"]) assert.ok(picture.includes(title), title);
  await looksWell(admin, "studio-without-code-desktop", findings);
  assert.deepEqual(findings, []);
});

journey("Everybody reads how far the counter has come; the service centre announces what comes next", async () => {
  const findings = [];
  const admin = await signedIn("admin", {}, "/avancement");
  await admin.getByRole("link", { name: "Annoncer un besoin" }).click();
  await admin.fill("#title", "S’inscrire au sport");
  await admin.getByRole("button", { name: "Enregistrer" }).click();
  await admin.locator("#error-summary").waitFor();
  assert.equal(await admin.inputValue("#title"), "S’inscrire au sport", "what was typed is still there");
  await admin.fill("#department", "Sport universitaire");
  await admin.selectOption("#state", { label: "En cours" });
  await admin.fill("#ends", "2027-03-01");
  await looksWell(admin, "progress-edit-desktop", findings);
  await admin.getByRole("button", { name: "Enregistrer" }).click();
  const stranger = await someone(phone);
  await stranger.goto("/avancement");
  await sees(stranger, "S’inscrire au sport");
  await sees(stranger, "prévu pour le 1");
  await looksWell(stranger, "progress-phone", findings);
  await looksWell(admin, "progress-desktop", findings);
  const dark = await someone({ ...desktop, colorScheme: "dark" });
  await dark.goto("/avancement");
  await looksWell(dark, "progress-dark", findings);
  assert.deepEqual(findings, []);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// An internship agreement: the student, their tutor, the company by the link of a letter, then the university, in turn.
// A company that says no ends it, and the student sees it refused.
import assert from "node:assert/strict";
import { doesNotSee, journey, keep, phone, portal, sees, signedIn, someone } from "./support/browser.mjs";
import { answers, asks, decides, does, inDays, letter, paper, sends, stands } from "./support/requests.mjs";
import { looked } from "./support/look.mjs";

/// The student fills in the agreement. Returns its reference.
async function prepares(student, sentence, company, mail) {
  await asks(student, sentence, /Convention de stage/);
  await answers(student, {
    "Votre formation et votre année": "Master 2 de chimie",
    "Ce stage est-il prévu par votre formation ?": "Oui, il est obligatoire",
    "L’enseignant qui vous suivra": "faculty",
    "Votre attestation de responsabilité civile": paper("attestation.png"),
    "Son nom": company,
    "L’adresse où vous travaillerez": "3 quai du Port, 13002 Marseille",
    "La personne qui vous encadrera sur place": "Inès Roux, responsable technique",
    "L’adresse mail de la personne qui signe pour l’entreprise": mail,
    "Le sujet et vos missions": "Mesurer la tenue des peintures marines à l’eau de mer.",
    "Du premier au dernier jour": [inDays(60), inDays(150)],
    "Heures par semaine": "35",
    "Heures de présence en tout": "420",
    "Gratification pour chaque heure": "4,50",
    "Ces renseignements sont exacts, et j’accepte cette convention": true,
  });
  return sends(student);
}

/// Opens the link of the letter that came to `mail`, as somebody without an account.
async function opensLetter(reader, mail, number, options = {}) {
  const text = await letter(reader, mail, number);
  const link = text.match(/\/accord\/[\w-]+/);
  assert.ok(link, `the letter holds a link:\n${text}`);
  const page = await someone(options);
  await page.goto(portal.url + link[0]);
  return page;
}

journey("An internship agreement goes from the student to the tutor, the company and the university", async () => {
  const findings = [];
  const student = await signedIn("student");
  const mail = `direction.${Date.now()}@atelier-bleu.example`;
  const number = await prepares(
    student, "j'ai trouvé un stage de trois mois à Marseille, qui signe les papiers ?", "Atelier Bleu", mail);
  await student.goto(`/demandes/${number}`);
  await keep(student, "internship-waiting-desktop");

  const tutor = await signedIn("faculty");
  await tutor.goto("/demonstration/courrier");
  await doesNotSee(tutor, mail);  // the company is not written to before the tutor agreed
  await tutor.goto("/validations");
  await tutor.locator(".ticket").filter({ hasText: number }).getByRole("link").click();
  await sees(tutor, "Mesurer la tenue des peintures marines à l’eau de mer.");
  await looked(tutor, "decision", findings);
  await decides(tutor, number, "Donner mon accord", "Très bon sujet.");
  await sees(tutor, "Votre accord est enregistré");

  const company = await opensLetter(tutor, mail, number, phone);
  await sees(company, "Inès Benali");
  await sees(company, "Très bon sujet.");
  await doesNotSee(company, "Se déconnecter");
  await looked(company, "decision-link", findings);
  await company.getByRole("button", { name: "Donner mon accord" }).click();
  await sees(company, "Votre accord est enregistré");
  await keep(company, "decision-link-given-phone");
  await company.reload();
  assert.equal(await company.getByRole("button", { name: "Donner mon accord" }).count(), 0, "nobody agrees twice");

  const university = await signedIn("lead");
  await decides(university, number, "Donner mon accord");
  await sees(university, "Votre accord est enregistré");
  const office = await signedIn("agent.internships.1", {}, `/demandes/${number}/parcours`);
  await looked(office, "course", findings);
  await does(office, number, "Établir la convention", { "Numéro de la convention": "CS-2026-118" });
  await stands(student, number, "Réglée");
  await keep(student, "internship-closed-desktop");
  assert.match(await letter(student, mail, "signée par tous"), /avenant/);
  assert.deepEqual(findings, []);
});

journey("A company that says no ends it: the student sees the request refused, never granted", async () => {
  const findings = [];
  const student = await signedIn("student", phone);
  const mail = `accueil.${Date.now()}@chantier-naval.example`;
  const sentence = "faire signer ma convention de stage au chantier naval";
  const number = await prepares(student, sentence, "Chantier naval du Vallon", mail);
  const tutor = await signedIn("faculty");
  await decides(tutor, number, "Donner mon accord");
  await sees(tutor, "Votre accord est enregistré");
  const company = await opensLetter(tutor, mail, number);
  await company.getByRole("button", { name: "Refuser", exact: true }).click();
  await sees(company, "Dites pourquoi, en quelques mots");
  await company.fill("#commentaire", "Nous n’avons plus de place cet été.");
  await company.getByRole("button", { name: "Refuser", exact: true }).click();
  await sees(company, /refus/i);

  await stands(student, number, "Refusée");
  await sees(student, "Nous n’avons plus de place cet été.");
  await sees(student, "La personne sollicitée par courrier a refusé : « Accord de l’entreprise ».");
  for (const granted of ["Réglée", "C’est réglé", "La demande est réglée", "La convention de stage est signée"]) {
    await doesNotSee(student, granted);
  }
  await looked(student, "internship-refused", findings);
  await student.goto("/demandes?vue=terminees");
  const row = student.locator("li.ticket").filter({ hasText: number }).first();
  await row.getByText("Refusée").first().waitFor();
  await keep(student, "requests-refused-phone");
  await student.goto("/");
  const asked = await signedIn("lead", {}, "/validations");
  assert.equal(await asked.locator(".ticket").filter({ hasText: number }).count(), 0, "nobody else is asked");
  assert.match(await letter(student, "ines.benali@univ-exemple.fr", number), /refus/i);
  assert.deepEqual(findings, []);
});

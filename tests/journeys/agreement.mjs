// SPDX-License-Identifier: GPL-3.0-or-later
// Agreements with partners: read and read again with whoever asks, then signed at the level that the amount calls for.
import assert from "node:assert/strict";
import { journey, sees } from "./support/browser.mjs";
import { asks, becomes, Crowd, inDays, looked, sends } from "./support/people.mjs";

const draft = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") });
const radio = (page, question, answer) => page.getByRole("group", { name: question }).getByLabel(answer).check();

async function partner(page, name, country) {
  const row = page.getByRole("group", { name: "Ligne 1", exact: true });
  await row.getByLabel("Nom", { exact: true }).fill(name);
  await row.getByLabel("Pays", { exact: true }).fill(country);
}

/// Asks for an agreement in which the university receives `amount`; its text is still to be written.
async function wants(page, sentence, { kind, title, name, country = "France", amount }) {
  await asks(page, sentence, /Faire relire et signer une convention/);
  await page.getByLabel(kind).check();
  await page.getByLabel("Que prévoit-il, en une phrase").fill(title);
  await partner(page, name, country);
  await radio(page, /De l’argent est-il versé/, "Oui");
  await page.getByLabel("L’université reçoit").check();
  await page.getByLabel("Montant total").fill(amount);
  const dates = page.getByRole("group", { name: /Du début à la fin/ });
  await dates.getByLabel("Du", { exact: true }).fill(inDays(40));
  await dates.getByLabel("Au", { exact: true }).fill(inDays(400));
  await page.getByLabel("Il n’existe pas encore").check();
}

async function checks(page) {
  await page.getByRole("button", { name: "Continuer" }).last().click();
  await sees(page, "Vérifiez vos réponses");
}

const verdict = (words) => (page) => page.getByLabel(words).check();

/// The copy of the partner comes back, and is kept.
async function isKept(crowd, number, register) {
  await crowd.does("agent.signatures.1", number, "Signature du partenaire", (page) => page.getByLabel("Signé par toutes les parties le").fill(inDays(0)));
  await crowd.does("agent.archives.1", number, "Conserver l’accord", (page) => page.getByLabel("Numéro au registre").fill(register));
}

journey("An agreement is changed with whoever asked, as often as it takes, and signed by a vice-president", async () => {
  const findings = [];
  const crowd = new Crowd();
  const asker = await crowd.at("researcher", "/");
  await wants(asker, "je veux signer une convention de partenariat avec un musée", {
    kind: "Partenariat (enseignement", title: "Visites du musée d’anatomie", name: "Musée Vésale", amount: "60 000",
  });
  await asker.getByLabel("Un modèle de l’université").check();
  await asker.getByLabel("Le projet d’accord et ses annexes").setInputFiles(draft("musee-v1.pdf"));
  await looked(asker, "agreement-form", findings);
  await checks(asker);
  const number = await sends(asker);
  await looked(asker, "agreement-request", findings);
  await sees(asker, "60\u202f000,00 €");

  const jurist = "agent.agreements-sciences-health.1";
  await crowd.writes(jurist, number, "L’article 4 est à revoir.", { file: draft("musee-v1-remarques.pdf") });
  await looked(await crowd.atStep(jurist, number, "Première relecture"), "agreement-review", findings);
  await crowd.does(jurist, number, "Première relecture", verdict("À modifier"));

  // First round: the requester answers with another version, which is sent back once more.
  await asker.goto(`/demandes/${number}`);
  await sees(asker, "Nos remarques sont dans le texte joint.");
  await looked(asker, "agreement-your-turn", findings);
  await crowd.writes("researcher", number, "Voici l’article 4 revu.", { file: draft("musee-v2.pdf") });
  const again = await crowd.atStep(jurist, number, "Nouvelle relecture");
  await again.locator("summary", { hasText: "Renvoyer à une étape précédente" }).click();
  await again.getByRole("button", { name: "Renvoyer", exact: true }).click();
  await again.locator("#pourquoi-wrong").waitFor();
  await looked(again, "agreement-send-back", findings);
  await again.fill("#pourquoi", "Il reste l’assurance, article 7.");
  await again.getByRole("button", { name: "Renvoyer", exact: true }).click();
  await again.locator(".notice-good").first().waitFor();
  await asker.goto(`/demandes/${number}`);
  await sees(asker, "Il reste l’assurance, article 7.");
  await crowd.writes("researcher", number, "L’assurance est à l’article 7.", { file: draft("musee-v3.pdf") });
  await crowd.does(jurist, number, "Nouvelle relecture");

  await looked(await crowd.atApproval("lead", number, "Signature de la vice-présidence"), "agreement-sign", findings);
  await crowd.agrees("lead", number, "Signature de la vice-présidence");
  await isKept(crowd, number, "C-2026-310");
  await becomes(asker, number, "Réglée");
  await sees(asker, "Signature de la vice-présidence");
  await looked(asker, "agreement-done", findings);
  assert.deepEqual(findings, []);
});

journey("Above 200,000 euros the board votes and the president signs, and nobody else is asked", async () => {
  const crowd = new Crowd();
  const asker = await crowd.at("researcher", "/");
  await wants(asker, "qui signe les contrats de collaboration de recherche avec une entreprise", {
    kind: "Recherche : collaboration", title: "Essais d’un capteur", name: "Capteurs du Sud", amount: "250 000",
  });
  await checks(asker);
  const number = await sends(asker);
  await crowd.does("agent.research-contracts.1", number, "Première relecture", verdict("Prêt à signer"));
  const president = await crowd.at("admin", "/validations");
  assert.equal(await president.locator(".ticket", { hasText: number }).count(), 0, "not before the board");
  await crowd.does("agent.councils.1", number, "Vote du conseil d’administration", (page) => page.getByLabel("Numéro de la délibération").fill("CA-2026-90"));
  const vice = await crowd.at("lead", "/validations");
  assert.equal(await vice.locator(".ticket", { hasText: number }).count(), 0, "a vice-president does not sign that much");
  await crowd.agrees("admin", number, "Signature de la présidence", "Bonne collaboration.");
  await isKept(crowd, number, "C-2026-311");
  await becomes(asker, number, "Réglée");
});

journey("A small agreement that the head does not sign is read again, then signed near by", async () => {
  const crowd = new Crowd();
  const asker = await crowd.at("staff", "/");
  await wants(asker, "prêter un amphi à une association, faut il une convention", {
    kind: "Accueil de personnes ou prêt", title: "Prêt de l’amphi Cassini", name: "Les Amis du ciel", amount: "900",
  });
  await checks(asker);
  const number = await sends(asker);
  const jurist = "agent.agreements-sciences-health.2";
  await crowd.does(jurist, number, "Première relecture", verdict("Prêt à signer"));
  const head = await crowd.atApproval("lead", number, "Signature de la direction");
  await head.fill("#commentaire", "L’amphi est pris le 12.");
  await head.getByRole("button", { name: "Refuser" }).click();
  await head.locator(".notice-good").first().waitFor();
  await asker.goto(`/demandes/${number}`);
  await sees(asker, "L’amphi est pris le 12.");
  await crowd.does(jurist, number, "Première relecture", verdict("Prêt à signer"));
  await crowd.agrees("lead", number, "Signature de la direction");
  await isKept(crowd, number, "C-2026-312");
  await becomes(asker, number, "Réglée");
});

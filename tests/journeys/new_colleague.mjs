// SPDX-License-Identifier: GPL-3.0-or-later
// A colleague arrives: one request, four departments, one story for whoever asked.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { doesNotSee, journey, sees } from "./support/browser.mjs";
import { asks, becomes, Crowd, inDays, looked, sends } from "./support/people.mjs";

/// The reference of the part that another department does, as the requester's page links to it.
async function part(page, number, service) {
  const link = page.getByRole("link", { name: service, exact: true });
  for (let i = 0; i < 40; ++i) {
    await page.goto(`/demandes/${number}`);
    if ((await link.count()) > 0) return (await link.first().getAttribute("href")).split("/").pop();
    await pause(200);
  }
  assert.fail(`${number} has no part “${service}”`);
}

journey("The arrival of a colleague goes through four departments and ends when all is done", async () => {
  const findings = [];
  const crowd = new Crowd();
  const asker = await crowd.at("staff", "/");
  await asks(asker, "une nouvelle collègue arrive dans trois semaines, que faut-il préparer", /Préparer l’arrivée d’un collègue/);
  await asker.getByLabel("Son prénom").fill("Lina");
  await asker.getByLabel("Son nom de famille").fill("Bourdet");
  await asker.getByLabel("Contractuel, doctorant").check();
  // Less than two weeks of work ahead, though more than ten nights: the key is prepared at once.
  await asker.getByLabel("Son premier jour").fill(inDays(12));
  await asker.getByLabel("Son dernier jour").fill(inDays(370));
  await asker.getByLabel("Son dernier jour").blur();
  await asker.getByRole("group", { name: /Que lui faut-il pour entrer/ }).getByLabel("Un badge et une clé").check();
  await asker.getByRole("group", { name: /mobilier/ }).getByLabel("Oui").check();
  await asker.getByLabel("Que faut-il installer").fill("Une table et deux chaises");
  await asker.getByLabel("Ordinateur portable").check();
  await asker.getByLabel("Pour quel travail").fill("Calcul");
  await asker.getByLabel("Ligne budgétaire ou projet").fill("CR-2027-14");
  await asker.getByLabel("Ligne budgétaire ou projet").blur();
  await asker.getByLabel("Combien prévoyez-vous").fill("2 400");
  await looked(asker, "colleague-form", findings);
  await asker.getByRole("button", { name: "Continuer" }).last().click();
  await sees(asker, "Vérifiez vos réponses");
  await looked(asker, "colleague-check", findings);
  const number = await sends(asker);

  // Human resources: nothing is opened or bought before the recruitment is certain.
  await looked(await crowd.atStep("agent.arrivals.1", number, "Vérifier le recrutement"), "colleague-recruitment", findings);
  await crowd.does("agent.arrivals.1", number, "Vérifier le recrutement", (page) => page.getByLabel("Référence du contrat").fill("2026-C-88"));

  // IT opens the account, and writes a note to colleagues that nobody else reads.
  const account = await part(asker, number, "Ouvrir un compte pour une personne qui arrive");
  await looked(asker, "colleague-parts", findings);
  await crowd.writes("agent.identity.1", account, "Homonyme déjà connu à l’annuaire.", { internal: true });
  await crowd.does("agent.identity.1", account, "Ouvrir le compte", (page) => page.getByLabel("Identifiant", { exact: true }).fill("bourdetl"));

  // Accounting keeps the money, once whoever holds the budget agreed.
  const budget = await part(asker, number, "Commander ou acheter");
  await crowd.agrees("lead", budget, "Accord sur le budget");
  await crowd.writes("agent.spending-sciences.1", budget, "La ligne est à cheval sur deux exercices.", { internal: true });
  await crowd.writes("agent.spending-sciences.1", budget, "L’argent est gardé jusqu’en mars.");
  await crowd.does("agent.spending-sciences.1", budget, "Réserver l’argent", (page) => page.getByLabel("Référence de la réservation").fill("RES-14"));

  // Premises: the office, and then the key and the badge.
  const office = await part(asker, number, "Déménager, meubler un bureau, déplacer du matériel");
  const hands = "agent.facilities-saint-charles.1";
  await crowd.does(hands, office, "Fixer le jour", (page) => page.getByLabel("Jour prévu").fill(inDays(2)));
  await crowd.does(hands, office, "Transporter et installer");
  const key = await part(asker, number, "Une clé ou un badge");
  await crowd.agrees("lead", key, "Accord");
  await crowd.does("agent.access-control.1", key, "Préparer", (page) => page.getByLabel("Numéro de la clé").fill("K-204"));
  await crowd.does(hands, key, "Remettre en main propre", (page) => page.getByRole("group", { name: /registre/ }).getByLabel("Oui").check());

  // The computer, bought with the money that is kept already, once whoever holds the budget confirms it.
  const computer = await part(asker, number, "Ordinateur : demande ou panne");
  await crowd.agrees("lead", computer, "Accord du responsable");
  await crowd.agrees("lead", computer, "Confirmer la réservation de l’argent");
  await crowd.does("agent.it-saint-charles.1", computer, "Commander sur l’argent réservé",
                   (page) => page.getByLabel("Numéro du bon de commande").fill("BC-77"));
  await crowd.does("agent.it-saint-charles.1", computer, "Préparer et remettre le matériel", async (page) => {
    await page.getByLabel("Numéro d’inventaire").fill("UD-20417");
    await page.getByLabel("Remis le").fill(inDays(0));
  });

  // One story on one page, without what departments say among themselves.
  await asker.goto(`/demandes/${number}`);
  await sees(asker, "L’argent est gardé jusqu’en mars.");
  await doesNotSee(asker, "Homonyme déjà connu à l’annuaire.");
  await doesNotSee(asker, "La ligne est à cheval sur deux exercices.");
  await looked(asker, "colleague-under-way", findings);
  await crowd.does("agent.hr-sciences.1", number, "Préparer l’accueil");
  await becomes(asker, number, "Réglée");
  await looked(asker, "colleague-done", findings);
  assert.deepEqual(findings, []);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Five people say that the WiFi is gone, an agent makes it one incident, a sixth follows it, one answer ends it for all.
import assert from "node:assert/strict";
import { inspect } from "./support/inspect.mjs";
import { doesNotSee, journey, keep, sees, sendsFreely, signedIn } from "./support/browser.mjs";

const words = [
  "Plus de chauffage à Luminy",
  "le chauffage ne marche plus a luminy",
  "chauffage HS sur le campus de Luminy",
  "Bonjour, pas de chauffage à Luminy depuis ce matin",
  "chauffage en panne luminy",
];

journey("Many who write the same become one incident, which one answer ends for all", async () => {
  const people = ["student", "faculty", "researcher", "staff", "admin"];
  const sent = [];
  for (const [at, login] of people.entries()) {
    const page = await signedIn(login);
    sent.push(await sendsFreely(page, words[at], words[at]));
    await page.context().close();
  }

  const findings = [];
  const agent = await signedIn("agent.triage.1", { bypassCSP: true }, "/bureau");
  for (let tries = 0; tries < 40 && (await agent.getByText(/incidents? à confirmer/).count()) === 0; ++tries) {
    await agent.waitForTimeout(250);
    await agent.reload();
  }
  await agent.getByText(/incidents? à confirmer/).click();
  await agent.locator(".row-link", { hasText: "À confirmer" }).first().click();
  await sees(agent, "5 demandes semblables");
  await inspect(agent, "a proposed incident", 24, findings);
  await keep(agent, "incident-proposed-desktop");
  await agent.fill("#incident-title", "Le chauffage de Luminy est en panne");
  assert.equal(await agent.locator("#incident-place").inputValue(), "luminy");
  await agent.getByRole("button", { name: "Confirmer l’incident" }).click();
  await sees(agent, "L’incident est confirmé");
  await agent.fill("#incident-news", "Une chaudière est arrêtée, un réparateur est sur place.");
  await agent.getByRole("button", { name: "Publier" }).click();
  await sees(agent, "Vos nouvelles sont publiées.");
  await inspect(agent, "a confirmed incident", 24, findings);
  await keep(agent, "incident-confirmed-desktop");

  const student = await signedIn("student", { bypassCSP: true, colorScheme: "dark" });
  await sees(student, "Le chauffage de Luminy est en panne");
  await doesNotSee(student, words[1]);
  await inspect(student, "home with an incident", 44, findings);
  await keep(student, "incident-banner-dark");

  const sixth = await signedIn("lead", { bypassCSP: true });
  await doesNotSee(sixth, "Le chauffage de Luminy est en panne");
  await sixth.locator("#words").pressSequentially("il n'y a plus de chauffage à luminy");
  await sixth.locator("#suggestions").getByRole("button", { name: "Suivre cet incident" }).waitFor();
  await sees(sixth, "Décrire ma demande librement");
  await inspect(sixth, "an incident offered in the box", 44, findings);
  await keep(sixth, "incident-told-desktop");
  await sixth.locator("#suggestions").getByRole("button", { name: "Suivre cet incident" }).click();
  await sees(sixth, "Vous suivez cet incident.");
  await inspect(sixth, "an incident that is followed", 44, findings);
  await keep(sixth, "incident-followed-desktop");
  assert.deepEqual(findings, []);

  await agent.fill("#incident-answer", "Le chauffage est rétabli dans tous les bâtiments.");
  await agent.getByRole("button", { name: "L’incident est réglé" }).click();
  await sees(agent, "la réponse part à chacun");
  for (let tries = 0; tries < 40; ++tries) {
    await student.goto(`/demandes/${sent[0]}`);
    if (await student.getByText("Le chauffage est rétabli dans tous les bâtiments.").count()) break;
    await student.waitForTimeout(250);
  }
  await sees(student, "Le chauffage est rétabli dans tous les bâtiments.");
  await sees(student, "Le problème n’est pas réglé");
  const staff = await signedIn("staff", {}, `/demandes/${sent[3]}`);
  await sees(staff, "Le chauffage est rétabli dans tous les bâtiments.");
  await sixth.reload();
  await sees(sixth, "Le chauffage est rétabli dans tous les bâtiments.");
  await sixth.goto("/demonstration/courrier");
  await sees(sixth, /Réglé.*Le chauffage de Luminy est en panne/);
});

journey("The place that the words name is in the form, as a fact that can be changed", async () => {
  const staff = await signedIn("staff");
  await staff.goto("/services/it/classroom-equipment?q=" + encodeURIComponent("le vidéoprojecteur de la salle B204 à Luminy"));
  await sees(staff, /Luminy, Bâtiment B, Étage 2, Salle B204/);
  await keep(staff, "place-named-desktop");
});

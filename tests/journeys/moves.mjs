// SPDX-License-Identifier: GPL-3.0-or-later
// A request in the wrong place finds the right one: by those who sort, with one key and a way back, then its requester
// answers only what is new; a question that an article answers ends there, and comes back with everything typed.
import assert from "node:assert/strict";
import { journey, keep, phone, sees, sendsFreely, signedIn } from "./support/browser.mjs";

journey("Those who sort decide with one key, may undo, and the requester answers only what is missing", async () => {
  const student = await signedIn("student");
  const title = `Le wifi de l’amphi ne marche plus ${Date.now()}`;
  const number = await sendsFreely(student, title, "Plus de réseau wifi pour mon cours.");
  await student.goto(`/demandes/${number}/bon-service`);
  await keep(student, "service-choice-desktop");
  await student.locator("summary", { hasText: "Parcourir tous les services" }).click();
  assert.ok(await student.locator("details .found-link").count() > 5);
  await student.fill("#service-words", "débloquer mon compte");
  await student.getByRole("button", { name: "Chercher", exact: true }).click();
  await sees(student, /compte/i);
  const unknown = student.getByRole("button", { name: "Je ne sais pas, réorientez la demande" });
  if (await unknown.count()) await unknown.click();

  const agent = await signedIn("agent.triage.1", {}, `/bureau?vue=a-prendre&demande=${number}`);
  await agent.locator("#desk-request .guess").first().waitFor();
  assert.equal(await agent.locator("#desk-request h1").innerText(), title);
  await keep(agent, "desk-guesses-desktop");
  const chosen = await agent.locator("#desk-request .guess strong").first().innerText();
  await agent.keyboard.press("1");
  await agent.waitForURL(/dit=moved/);
  await sees(agent, "La demande est partie au bon endroit");
  await keep(agent, "desk-undo-desktop");
  await agent.getByRole("button", { name: "Annuler le déplacement" }).click();
  await sees(agent, "La demande est revenue où elle était.");
  await agent.locator(".guess").first().click();
  await agent.waitForURL(/dit=moved/);

  await student.goto(`/demandes/${number}`);
  await sees(student, chosen);
  await keep(student, "request-moved-desktop");
  const answer = student.getByRole("link", { name: "Répondre maintenant" });
  if (await answer.count()) {
    await answer.click();
    await keep(student, "move-questions-desktop");
    await sees(student, "Seulement ce qui n’a pas encore été dit.");
  }
});

journey("An article ends a form, and leads back to everything that was typed", async () => {
  const student = await signedIn("student", phone);
  await student.goto("/demande-libre?q=je%20n%27arrive%20pas%20%C3%A0%20me%20connecter%20%C3%A0%20eduroam");
  await student.fill("textarea", "Depuis ce matin, eduroam refuse mon mot de passe.");
  await student.locator("aside").getByRole("button", { name: "Cela répond à ma question" }).first().click();
  await sees(student, "C’est terminé");
  await keep(student, "answered-phone");
  await student.getByRole("button", { name: "Reprendre où j’en étais" }).click();
  assert.equal(await student.inputValue("textarea"), "Depuis ce matin, eduroam refuse mon mot de passe.");
});

journey("The service centre reads its figures", async () => {
  const admin = await signedIn("admin", {}, "/qualite?jours=365");
  await admin.locator("svg.chart").waitFor();
  assert.ok(await admin.locator("table").count() >= 3);
  await keep(admin, "quality-desktop");
});

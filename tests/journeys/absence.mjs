// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { desktop, doesNotSee, journey, keep, sees, signedIn } from "./support/browser.mjs";
import { inspect, tooWide } from "./support/inspect.mjs";

const narrow = { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true };

/// "2031-05-12": so far ahead that no other journey meets it.
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/// The page as it is now, at both sizes.
async function looked(page, name, findings) {
  await keep(page, `${name}-desktop`);
  await inspect(page, name, 24, findings);
  await page.setViewportSize(narrow.viewport);
  assert.ok((await page.evaluate(tooWide)) <= 0, `${name} is wider than 320 px`);
  await keep(page, `${name}-320`);
  await page.setViewportSize(desktop.viewport);
}

journey("An agent says they are away, somebody approves meanwhile, and their lead sees it", async () => {
  const findings = [];
  const agent = await signedIn("agent", {}, "/bureau");
  await agent.getByRole("link", { name: "Absences et partage du travail" }).click();
  await sees(agent, "Annoncer une absence");
  await agent.fill("#du", inDays(400));
  await agent.fill("#au", inDays(398));
  await agent.fill("#remplacant", "Personne de ce nom");
  await agent.getByRole("button", { name: "Enregistrer cette absence" }).click();
  await agent.locator("#error-summary").waitFor();
  assert.equal(await agent.inputValue("#remplacant"), "Personne de ce nom", "what was typed is still there");
  await looked(agent, "absences-wrong", findings);
  await agent.fill("#au", inDays(402));
  await agent.fill("#remplacant", "lead");
  await agent.getByRole("button", { name: "Enregistrer cette absence" }).click();
  await sees(agent, "Votre absence est enregistrée");
  await sees(agent, "Hélène Mercier valide pendant ce temps");
  await looked(agent, "absences", findings);

  const lead = await signedIn("lead", {}, "/absences");
  await sees(lead, /Karim Fabre/);
  await lead.getByRole("button", { name: /Retirer l’absence de Karim Fabre/ }).click();
  await sees(lead, "L’absence est retirée");
  await agent.goto("/absences");
  await doesNotSee(agent, "valide pendant ce temps");
  assert.deepEqual(findings, []);
});

journey("A team gives out what arrives in turn, chosen by who leads it", async () => {
  const findings = [];
  const lead = await signedIn("lead", { javaScriptEnabled: false }, "/absences");
  const team = lead.locator("a[href^='/equipes/']").first();
  const url = await team.getAttribute("href");
  await team.click();
  await sees(lead, "Quand une demande arrive dans l’équipe");
  await looked(await signedIn("lead", {}, url), "team", findings);
  await lead.getByLabel("À tour de rôle").check();
  await lead.getByRole("button", { name: "Enregistrer" }).click();
  await sees(lead, "Le partage du travail est enregistré");
  assert.ok(await lead.getByLabel("À tour de rôle").isChecked());
  await lead.getByLabel("À la main").check();
  await lead.getByRole("button", { name: "Enregistrer" }).click();
  assert.ok(await lead.getByLabel("À la main").isChecked());
  assert.deepEqual(findings, []);
});

journey("The service centre closes the university for a few days, sees first what moves, and opens it again", async () => {
  const findings = [];
  const admin = await signedIn("admin", {}, "/fermetures");
  await admin.fill("#du", inDays(3));
  await admin.fill("#au", inDays(4));
  await admin.fill("#nom-fr", "Journées de fermeture");
  await admin.getByRole("button", { name: "Voir ce que cela changerait" }).click();
  await admin.locator("#error-summary").waitFor();
  await looked(admin, "closures-wrong", findings);
  await admin.fill("#nom-en", "Closing days");
  await admin.getByRole("button", { name: "Voir ce que cela changerait" }).click();
  await sees(admin, "Ce que cette fermeture changerait");
  await looked(admin, "closure-preview", findings);
  await admin.getByRole("button", { name: "Fermer ces jours" }).click();
  await sees(admin, "La fermeture est enregistrée");
  await looked(admin, "closures", findings);
  await admin.getByRole("button", { name: "Rouvrir : Journées de fermeture" }).click();
  await sees(admin, "L’université est rouverte ces jours-là");
  await doesNotSee(admin, "Journées de fermeture");
  const student = await signedIn("student");
  assert.equal((await student.goto("/fermetures")).status(), 403);
  assert.equal((await student.goto("/absences")).status(), 200, "anybody may be asked to agree, and be away");
  assert.deepEqual(findings, []);
});

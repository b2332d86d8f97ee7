// SPDX-License-Identifier: GPL-3.0-or-later
// A mission: from "je pars en mission" to the order in hand, through manager, budget and the mission office.
import assert from "node:assert/strict";
import { journey, sees } from "./support/browser.mjs";
import { asks, becomes, Crowd, inDays, line, looked, sends } from "./support/people.mjs";

const row = (page, number) => page.getByRole("group", { name: `Ligne ${number}`, exact: true });

async function leg(page, number, day, from, to, how) {
  await row(page, number).getByLabel("Date").fill(day);
  await row(page, number).getByLabel("De", { exact: true }).fill(from);
  await row(page, number).getByLabel("À", { exact: true }).fill(to);
  await row(page, number).getByLabel("Comment").selectOption({ label: how });
}

journey("A teacher leaves on a mission: manager, budget and mission office each do their part", async () => {
  const findings = [];
  const crowd = new Crowd();
  const teacher = await crowd.at("faculty", "/");
  await asks(teacher, "je pars à un colloque à Turin, il me faut un ordre de mission", /Partir en mission/);
  await teacher.getByLabel("Pourquoi partez-vous").fill("Colloque de philologie");
  await teacher.getByLabel("En Europe").check();
  await leg(teacher, 1, inDays(30), "Aix-en-Provence", "Turin", "Train");
  await teacher.getByRole("button", { name: "Ajouter une ligne" }).click();
  await row(teacher, 2).waitFor();
  await leg(teacher, 2, inDays(32), "Turin", "Aix-en-Provence", "Train");
  await teacher.getByRole("group", { name: /Du départ au retour/ }).getByLabel("Du", { exact: true }).fill(inDays(30));
  await teacher.getByRole("group", { name: /Du départ au retour/ }).getByLabel("Au", { exact: true }).fill(inDays(32));
  await teacher.getByLabel("Un projet de recherche ou un contrat").check();
  await teacher.getByLabel("Ligne budgétaire ou nom du projet").fill("PHILO-TURIN");
  await teacher.getByLabel("Coût estimé, tout compris").fill("640");
  await teacher.getByLabel("Le train", { exact: true }).check();
  await looked(teacher, "mission-form", findings);
  await teacher.getByRole("button", { name: "Continuer" }).last().click();
  await sees(teacher, "Vérifiez vos réponses");
  await looked(teacher, "mission-check", findings);
  const number = await sends(teacher);
  await looked(teacher, "mission-request", findings);
  const way = await line(teacher);
  assert.ok(way.includes("Accord du responsable\nchez Hélène Mercier"), `whose turn it is: ${way}`);
  assert.ok(!way.join().includes("Avis de sécurité"), "nobody waits for what will not come");

  const manager = await crowd.atApproval("lead", number, "Accord du responsable");
  await sees(manager, "Colloque de philologie");
  await looked(manager, "mission-manager", findings);
  await crowd.agrees("lead", number, "Accord du responsable", "Bon colloque.");
  await crowd.agrees("lead", number, "Accord sur le budget");
  await teacher.goto(`/demandes/${number}`);
  await sees(teacher, "Bon colloque.");

  // The office of their campus writes the order, whose number is asked; nothing typed, nothing done.
  const office = await crowd.atStep("agent.missions-aix.1", number, "Établir l’ordre de mission");
  await office.getByRole("button", { name: "C’est fait" }).click();
  await office.locator("#error-summary").waitFor();
  await looked(office, "mission-order", findings);
  await crowd.does("agent.missions-aix.1", number, "Établir l’ordre de mission", (page) => page.getByLabel("Numéro de l’ordre de mission").fill("OM-2026-702"));

  await becomes(teacher, number, "Réglée");
  await looked(teacher, "mission-done", findings);
  assert.deepEqual(findings, []);
});

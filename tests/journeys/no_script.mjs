// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { journey, keep, reference, sees, signedIn } from "./support/browser.mjs";

const plain = { javaScriptEnabled: false };

journey("Without JavaScript a person asks in steps, is corrected without losing a word, sends and follows", async () => {
  const page = await signedIn("staff", plain);
  await page.fill("#words", "j'ai une erreur dans SIFAC");
  await page.getByRole("button", { name: "Trouver" }).click();
  await page.waitForURL(/suggestions/);
  await page.getByRole("link", { name: /Accéder à un logiciel/ }).first().click();

  await page.fill("#titre", "SIFAC refuse ma commande");
  await page.selectOption("select[name$=software]", "sifac").catch(() => page.check("input[value=sifac]"));
  await page.getByLabel("Une erreur s’affiche ou l’outil se ferme").check();
  await page.getByRole("button", { name: "Continuer" }).click();
  const message = page.getByLabel(/Le message exact/);
  await message.waitFor();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.locator("#error-summary").waitFor();
  assert.equal(await page.inputValue("#titre"), "SIFAC refuse ma commande");
  assert.ok(await page.getByLabel("Une erreur s’affiche ou l’outil se ferme").isChecked());
  await keep(page, "form-errors-no-script-desktop");
  await message.fill("Profil manquant (ZF 102), en validant la commande.");
  await page.getByRole("button", { name: "Continuer" }).click();
  await sees(page, "Profil manquant (ZF 102), en validant la commande.");
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await sees(page, "Votre demande est envoyée");
  await page.getByRole("link", { name: "Suivre ma demande" }).click();
  await page.fill("#message", "C’est la commande 4500.");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await sees(page, "C’est la commande 4500.");
});

journey("Without JavaScript an agent takes and resolves", async () => {
  const student = await signedIn("student", plain);
  await student.goto("/demande-libre");
  const title = `Une clé perdue ${Date.now()}`;
  await student.fill("#titre", title);
  await student.locator("#questions textarea").first().fill("Casier 12.");
  await student.getByRole("button", { name: "Continuer" }).click();
  await student.getByRole("button", { name: "Envoyer ma demande" }).click();
  const number = await reference(student);

  const agent = await signedIn("agent.triage.1", plain, "/bureau?vue=a-prendre");
  await agent.fill("#desk-words", title);
  await agent.getByRole("button", { name: "Chercher" }).click();
  await agent.locator("[data-rows] a", { hasText: title }).first().click();
  assert.equal(await reference(agent), number);
  await agent.getByRole("button", { name: "Prendre en charge" }).click();
  await agent.locator("summary", { hasText: "Régler la demande" }).click();
  await agent.fill("#resolve-answer", "Double remis à l’accueil.");
  await agent.getByRole("button", { name: "La demande est réglée" }).click();
  await student.goto(`/demandes/${number}`);
  await sees(student, "Double remis à l’accueil.");
  await sees(student, "C’est réglé.");
});

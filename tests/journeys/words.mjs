// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { doesNotSee, journey, keep, sees, signedIn } from "./support/browser.mjs";

/// Whether somebody who types these words is offered this, looking again for two seconds and a little.
async function offers(page, words, title) {
  for (let i = 0; i < 12; ++i) {
    await page.goto("/");
    await page.fill("#words", words);
    await page.getByRole("button", { name: "Trouver" }).click();
    await page.waitForURL(/suggestions/);
    if ((await page.locator("#suggestions .found-link", { hasText: title }).count()) > 0) return true;
    await pause(250);
  }
  return false;
}

journey("The service centre teaches the counter a word, sees first what it changes, and takes it back", async () => {
  const staff = await signedIn("staff", { javaScriptEnabled: false });
  const admin = await signedIn("admin", {}, "/synonymes");
  await admin.fill("#mots", "zinzolin");
  await admin.getByRole("region", { name: "Ajouter des mots" }).getByRole("button", { name: "Voir ce que cela changerait" }).click();
  await admin.locator("#error-summary").waitFor();
  assert.equal(await admin.inputValue("#mots"), "zinzolin", "what was typed is still there");
  await admin.fill("#sens", "liste de diffusion");
  await admin.getByRole("region", { name: "Ajouter des mots" }).getByRole("button", { name: "Voir ce que cela changerait" }).click();
  await sees(admin, "Ce que cela changerait");
  await sees(admin, /demandes? réglées? (a|ont) été relue/);
  await keep(admin, "synonym-preview-desktop");
  await admin.getByRole("button", { name: "Enregistrer" }).click();
  await sees(admin, "C’est enregistré");
  await keep(admin, "synonyms-desktop");
  assert.ok(await offers(staff, "un zinzolin pour mon équipe", /liste de diffusion/i));

  await admin.getByRole("button", { name: "Défaire mon dernier changement" }).click();
  await sees(admin, "Votre changement est défait");
  await doesNotSee(admin, "zinzolin");
});

journey("The service centre reads what people looked for and did not find", async () => {
  const admin = await signedIn("admin", {}, "/qualite/besoins");
  await sees(admin, "Besoins semblables");
  await admin.getByRole("link", { name: "Un an" }).click();
  await sees(admin, /demandes? lues?/);
  await keep(admin, "unmet-desktop");
  const student = await signedIn("student");
  assert.equal((await student.goto("/qualite/besoins")).status(), 403);
});

journey("Back from a form, the box has the words again; of distress it keeps none", async () => {
  const student = await signedIn("student", {}, "/");
  await student.fill("#words", "bourrage papier dans l’imprimante");
  await student.locator("#suggestions .found-link").first().click();
  await student.waitForURL((url) => url.pathname !== "/");
  await student.goBack();
  await student.locator("#suggestions .found-link").first().waitFor();
  assert.equal(await student.inputValue("#words"), "bourrage papier dans l’imprimante");

  await student.fill("#words", "je veux mourir");
  await student.locator("#suggestions .help").waitFor();
  await student.goto("/demandes");
  await student.goBack();
  await student.locator("#words").waitFor();
  assert.equal(await student.inputValue("#words"), "");
});

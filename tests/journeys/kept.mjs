// SPDX-License-Identifier: GPL-3.0-or-later
// What people typed is never lost, and what they send is sent once.
import assert from "node:assert/strict";
import { journey, sees, signedIn, signIn } from "./support/browser.mjs";

journey("A form left open is found again as it was", async () => {
  const page = await signedIn("staff");
  await page.goto("/services/it/software-access");
  await page.fill("#titre", "Pégase est lent");
  await sees(page, "Brouillon gardé.");
  await page.goto("/");
  await page.getByRole("link", { name: /Pégase est lent|Accéder à un logiciel/ }).first().click();
  await sees(page, /elle a été gardée/);
  assert.equal(await page.inputValue("#titre"), "Pégase est lent");
});

journey("Two clicks on Send make one request", async () => {
  const page = await signedIn("staff");
  const title = `Un double envoi ${Date.now()}`;
  await page.goto("/demande-libre");
  await page.fill("#titre", title);
  await page.locator("#questions textarea").first().fill("Une seule fois.");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Envoyer ma demande" }).dblclick();
  await sees(page, "Votre demande est envoyée");
  await page.goto("/demandes");
  assert.equal(await page.getByRole("link", { name: title }).count(), 1);
});

journey("A session that ends in the middle of a form loses nothing", async () => {
  const page = await signedIn("staff");
  await page.goto("/demande-libre");
  const words = `Une longue description ${Date.now()}`;
  await page.fill("#titre", words);
  await page.locator("#questions textarea").first().fill(words);
  await sees(page, "Brouillon gardé.");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.waitForLoadState("load");
  await signIn(page, "staff", "/demande-libre");
  assert.equal(await page.locator("#questions textarea").first().inputValue(), words);
});

journey("A message whose session ended is given back, and sent once signed in again", async () => {
  const page = await signedIn("staff");
  await page.goto("/demande-libre");
  const title = `Un message à garder ${Date.now()}`;
  await page.fill("#titre", title);
  await page.locator("#questions textarea").first().fill("Une demande.");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await sees(page, "Votre demande est envoyée");
  await page.goto(new URL(page.url()).pathname.replace(/\/confirmation$/, ""));
  const words = `Mes mots ${Date.now()}`;
  await page.fill("#message", words);
  await page.context().clearCookies();
  await page.locator("#reply button").first().click();
  await sees(page, "Rien n’est perdu");
  await sees(page, words);
  const other = await page.context().newPage();
  await signIn(other, "staff", "/demandes");
  // The first time shows that this form is now theirs, the second sends it.
  await page.getByRole("button", { name: "Envoyer de nouveau" }).click();
  await page.getByRole("button", { name: "Envoyer de nouveau" }).click();
  await sees(page, words);
  assert.match(page.url(), /\/demandes\/G-/);
});

journey("What is being written crosses over to the other language", async () => {
  const page = await signedIn("staff");
  await page.goto("/demande-libre");
  const words = `Des mots à garder ${Date.now()}`;
  await page.locator("#questions textarea").first().fill(words);
  await page.locator("form[action='/langue'] button").click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await page.locator("#questions textarea").first().inputValue(), words);
  await page.locator("form[action='/langue'] button").click();
});

journey("An agent asks for somebody, who then owns the request", async () => {
  const agent = await signedIn("agent");
  await agent.goto("/demande-libre");
  const title = `Pour une collègue ${Date.now()}`;
  await agent.fill("#titre", title);
  await agent.locator("#questions textarea").first().fill("Elle m’a appelé.");
  await agent.locator("summary", { hasText: "pour quelqu’un d’autre" }).click();
  await agent.fill("#pour", "staff");
  await agent.getByRole("button", { name: "Continuer" }).click();
  await agent.getByRole("button", { name: "Envoyer ma demande" }).click();
  await sees(agent, "Votre demande est envoyée");
  const staff = await signedIn("staff", {}, "/demandes");
  await staff.getByRole("link", { name: title }).first().click();
  await sees(staff, "Karim Fabre");
});

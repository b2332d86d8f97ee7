// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { journey, keep, reference, sees, someone } from "./support/browser.mjs";

journey("Somebody who cannot sign in proves who they are with a code and is let in again", async () => {
  const page = await someone();
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Je n’arrive pas à me connecter" }).click();
  await page.fill("#identifiant", "staff");
  await page.getByRole("button", { name: "Recevoir un code" }).click();
  await page.locator("#code").waitFor();
  await keep(page, "recovery-code-desktop");

  const letters = await page.context().newPage();
  await letters.goto("/demonstration/courrier");
  const code = (await letters.locator("main").innerText()).match(/Votre code\s*: (\d{6})/)?.[1];
  assert.ok(code, "the letter with the code is in the demonstration's mailbox");
  await page.fill("#code", "000000");
  await page.getByRole("button", { name: "Débloquer mon compte" }).click();
  await page.locator("#error-summary, .problem").first().waitFor();
  await page.fill("#code", code);
  await page.getByRole("button", { name: "Débloquer mon compte" }).click();
  await page.waitForURL(/suivi/);
  await sees(page, /C’est fait|Une personne doit s’en occuper/);
  await keep(page, "recovery-followed-desktop");
});

journey("Somebody signed out reads the catalogue and writes to a person", async () => {
  const page = await someone();
  await page.goto("/catalogue");
  await page.getByRole("link", { name: "Débloquer mon compte" }).first().waitFor();
  await page.goto("/fiches");
  await page.locator("main a").first().click();
  await sees(page, "Cela répond-il à votre question");
  await page.goto("/demande-libre");
  await page.locator("#questions textarea").first().fill("Je n’ai jamais reçu mes identifiants.");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.locator("#error-summary").waitFor();
  await page.fill("#contact", "ines@example.org");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await sees(page, "Votre demande est envoyée");
  await sees(page, /ines@example\.org/);
  assert.match(await reference(page), /^G-/);
  await keep(page, "confirmation-signed-out-desktop");
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { journey, keep, sees, signedIn } from "./support/browser.mjs";

async function asksToBeUnlocked(page) {
  await page.locator("#words").pressSequentially("je n'arrive plus à me connecter à l'ENT", { delay: 15 });
  await page.locator("#suggestions .found-link").first().waitFor();
  await page.locator("#suggestions").getByRole("link", { name: /Débloquer mon compte/ }).first().click();
  await page.getByLabel("Un message dit que mon compte est bloqué").check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await page.getByRole("link", { name: "Suivre ma demande" }).click();
  await page.waitForLoadState("load");
}

journey("A student locked out by wrong passwords is let in again at once, and the page says so by itself", async () => {
  const page = await signedIn("student");
  await asksToBeUnlocked(page);
  const loads = [];
  page.on("load", () => loads.push(page.url()));
  await page.locator(".state").filter({ hasText: "Réglée" }).first().waitFor();
  assert.deepEqual(loads, [], "the page was not loaded again");
  await sees(page, "C’est réglé.");
  await keep(page, "request-resolved-desktop");

  // Asked a second time, the directory has nothing left to unlock: it was really done the first time.
  await page.goto("/");
  await asksToBeUnlocked(page);
  await page.locator(".state").filter({ hasText: /Réglée|Reçue|En cours/ }).first().waitFor();
});

journey("An account locked for safety is handed to a person, with the reason", async () => {
  const page = await signedIn("researcher");
  await asksToBeUnlocked(page);
  await sees(page, /confiée? à une personne/);
  assert.equal((await page.locator(".state").first().innerText()).trim(), "Reçue");
  await keep(page, "request-handed-over-desktop");

  const lead = await signedIn("lead", {}, new URL(page.url()).pathname);
  await sees(lead, /bloqué par mesure de sécurité/);
});

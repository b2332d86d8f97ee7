// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { doesNotSee, journey, keep, phone, portal, reference, sees, signedIn, someone } from "./support/browser.mjs";

const plain = { ...phone, javaScriptEnabled: false };

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

/// Files of the portal (data folder, log of the server) that hold this text.
function holding(text) {
  return [...files(dirname(portal.data))].filter((path) => readFileSync(path).includes(text));
}

journey("On a phone, without JavaScript and signed out, somebody in distress is shown who helps, and nothing is kept", async () => {
  const page = await someone(plain);
  await page.goto("/");
  await page.fill("#words", "zigzagueur me frappe et je veux mourir");
  await page.getByRole("button", { name: "Trouver" }).click();
  await sees(page, "Vous n’avez pas à porter cela sans aide");
  for (const number of ["tel:3114", "tel:15", "sms:114", "tel:112"]) await page.locator(`a[href="${number}"]`).waitFor();
  assert.equal(await page.locator("#suggestions a[href^='/fiches/']").count(), 0, "no article");
  assert.ok(!page.url().includes("zigzagueur"));
  await keep(page, "distress-phone");
  await page.getByRole("button", { name: /Ce n’est pas cela/ }).click();
  await doesNotSee(page, "3114");
  await sees(page, "Décrire ma demande librement");
  assert.deepEqual(holding("zigzagueur"), [], "nothing of the words is kept");
});

journey("A free request that tells of harassment is offered help, then sent in confidence", async () => {
  const page = await signedIn("student", plain);
  await page.goto("/demande-libre");
  await page.fill("#titre", "Mon enseignant me harcèle");
  await page.locator("#questions textarea").first().fill("Depuis la rentrée, zigzagueuse et moi.");
  await page.getByRole("button", { name: "Garder et finir plus tard" }).click();
  await sees(page, "Avant d’envoyer");
  assert.deepEqual(holding("zigzagueuse"), [], "no draft of it is kept");
  await page.getByRole("button", { name: "Continuer en confidence" }).click();
  await sees(page, "Cette demande sera confidentielle");
  await keep(page, "distress-check-phone");
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await sees(page, "Votre demande est envoyée");
  const number = await reference(page);

  const agent = await signedIn("agent", plain, "/bureau");
  assert.equal((await agent.goto(`/demandes/${number}`)).status(), 404);
  await agent.goto("/bureau/recherche?q=zigzagueuse");
  await doesNotSee(agent, "Mon enseignant me harcèle");
});

journey("While typing, help comes instead of suggestions and goes away once it is not that", async () => {
  const page = await signedIn("student", phone);
  await page.locator("#words").pressSequentially("on me menace pour mon wifi", { delay: 10 });
  await page.locator('#suggestions a[href="tel:17"]').waitFor();
  await page.getByRole("button", { name: /Ce n’est pas cela/ }).click();
  await page.locator("#suggestions .found").first().waitFor();
  await page.locator("#words").pressSequentially(" svp", { delay: 10 });
  await page.waitForTimeout(600);
  assert.equal(await page.locator('#suggestions a[href="tel:17"]').count(), 0, "it was said once");
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { journey, keep, phone, reference, sees, signIn, someone } from "./support/browser.mjs";

const photograph = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const need = "L'alarme du 3e étage Bt A est en panne";

journey("A student on a phone tells of a broken alarm and follows it", async () => {
  const page = await someone(phone);
  await signIn(page, "student");
  await page.locator("#words").pressSequentially(need, { delay: 15 });
  await page.locator("#suggestions .found").first().waitFor();
  await sees(page, "Décrire ma demande librement");
  await keep(page, "suggestions-phone");

  await page.getByRole("link", { name: "Décrire ma demande librement" }).first().click();
  assert.equal(await page.inputValue("#titre"), need, "the words follow the person into the form");
  await page.locator("#questions textarea").first().fill("Elle sonne par moments depuis ce matin.");
  await page.click("form.request-form button.btn-primary");

  await sees(page, "Vérifiez vos réponses");
  await sees(page, need);
  await sees(page, "Elle sonne par moments depuis ce matin.");
  await keep(page, "check-phone");
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();

  await sees(page, "Votre demande est envoyée");
  await sees(page, "Qui s’en occupe");
  await sees(page, /au plus tard/);
  const number = await reference(page);
  assert.match(number, /\d/);
  assert.ok((await page.locator(".receipt").innerText()).length > 150, "the receipt says who, why and by when");
  await keep(page, "confirmation-phone");

  await page.goto("/demandes");
  await page.getByRole("link", { name: need }).first().click();
  assert.equal(await reference(page), number);
  await page.fill("#message", "Voici une photo du boîtier.");
  await page.setInputFiles("#files", { name: "boîtier.png", mimeType: "image/png", buffer: photograph });
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await sees(page, "Votre message est envoyé.");
  await sees(page, "Voici une photo du boîtier.");
  const file = page.getByRole("link", { name: "boîtier.png" });
  const answer = await page.request.get(await file.getAttribute("href"));
  assert.equal(answer.status(), 200);
  assert.deepEqual(await answer.body(), photograph);
  assert.match(answer.headers()["content-disposition"], /^attachment/);
  await keep(page, "request-phone");
});

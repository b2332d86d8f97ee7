// SPDX-License-Identifier: GPL-3.0-or-later
// An article from its first word to the reader it was written for.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { journey, phone, sees, signedIn } from "./support/browser.mjs";

const image = join(dirname(fileURLToPath(import.meta.url)), "../data/articles/wifi/img/fenetre.png");
const word = `zibeline${Date.now().toString(36).replace(/[0-9]/g, "x")}`;

journey("A lead writes an article, sees it before others do, and a student finds it within seconds", async () => {
  const lead = await signedIn("lead", {}, "/fiches/mes-fiches");
  await lead.getByRole("link", { name: "Écrire une fiche" }).click();
  await lead.fill("#titre", `Régler la ${word}`);
  await lead.getByRole("button", { name: "Écrire le texte" }).click();
  await lead.waitForURL(/modifier/);

  await lead.locator("#texte").pressSequentially("Ouvrez le **capot**.");
  await lead.locator("#apercu strong", { hasText: "capot" }).waitFor();
  await lead.fill("#description", "Le capot ouvert");
  await lead.setInputFiles("#image", image);
  await lead.getByRole("button", { name: "Ajouter l’image au texte" }).click();
  await lead.locator("#apercu img[alt='Le capot ouvert']").waitFor();
  assert.ok(await lead.locator("#apercu img").evaluate((shown) => shown.complete && shown.naturalWidth > 0));
  assert.match(await lead.inputValue("#texte"), /Ouvrez le \*\*capot\*\*\.\n\n!\[Le capot ouvert\]\(image:[0-9a-f]{64}\)/);
  await lead.getByRole("button", { name: "Enregistrer et publier" }).click();
  await sees(lead, "La fiche est publiée");
  const published = Date.now();

  const student = await signedIn("student", phone);
  const path = new URL(lead.url()).pathname.replace(/\/modifier$/, "");
  for (;;) {
    const answer = await student.goto(path);
    if (answer.status() === 200) break;
    assert.ok(Date.now() - published < 10_000, "the article is not there after ten seconds");
    await student.waitForTimeout(100);
  }
  await student.goto("/");
  await student.locator("#words").pressSequentially(`comment régler la ${word}`);
  await student.getByRole("link", { name: new RegExp(`Régler la ${word}`) }).first().click();
  await sees(student, "capot");
  assert.ok(await student.locator(".reading img").evaluate((shown) => shown.complete && shown.naturalWidth > 0));
  await student.getByRole("button", { name: "Non, pas encore" }).click();
  await student.fill("#remarque", "Et pour fermer ?");
  await student.getByRole("button", { name: "Envoyer cette remarque" }).click();
  await sees(student, "votre remarque est transmise");

  await lead.reload();
  await sees(lead, "Et pour fermer ?");
});

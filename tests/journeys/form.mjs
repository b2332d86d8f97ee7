// SPDX-License-Identifier: GPL-3.0-or-later
// A long form: rows, sections, values that are worked out, "check your answers", with and without JavaScript. Its
// department is in forms-plugin.
import assert from "node:assert/strict";
import { journey, keep, phone, sees, signedIn } from "./support/browser.mjs";
import { inspect, tooWide } from "./support/inspect.mjs";

const form = "/services/trips/field-trip";

/// Looks at the page as it is, in both themes, on a phone and on the narrowest screen.
async function look(page, name) {
  const findings = [];
  await inspect(page, name, 44, findings);
  await keep(page, `${name}-desktop`);
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page, `${name} (dark)`, 44, findings);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 320, height: 640 });
  await inspect(page, `${name} (320 px)`, 24, findings);
  await keep(page, `${name}-320`);
  const over = await page.evaluate(tooWide);
  if (over > 0) findings.push(`${name}: ${over} px wider than a screen of 320 px`);
  await page.setViewportSize({ width: 1280, height: 800 });
  // axe-core leaves empty style attributes behind, which htmx would carry over and the security policy refuse.
  await page.evaluate(() => document.querySelectorAll('[style=""]').forEach((one) => one.removeAttribute("style")));
  assert.deepEqual(findings, []);
}

const row = (page, number) => page.getByRole("group", { name: `Ligne ${number}`, exact: true });

journey("A long form asks only what is needed, keeps rows, and is checked before it is sent", async () => {
  const page = await signedIn("staff", {}, form);
  await page.getByLabel("Nom de la sortie").fill("Le Garlaban");
  await row(page, 1).getByLabel("Nom").fill("Ana");
  await row(page, 1).getByLabel("Nuits").fill("2");
  await row(page, 1).getByLabel("Oui").check();
  await row(page, 1).getByLabel("Responsable légal").fill("Bo");
  assert.match(await row(page, 1).getByLabel("Coût prévu").inputValue(), /100,00/, "worked out from the row");

  const asked = page.waitForResponse(/questions$/);
  await page.getByRole("button", { name: "Ajouter une ligne" }).click();
  const answer = await (await asked).text();
  assert.ok(!answer.includes("Nom de la sortie"), "only what changed crosses the network");
  await row(page, 2).waitFor();
  await page.waitForFunction(() => document.activeElement?.name === "r.travellers.1.who");
  await page.keyboard.type("Chloé");
  await row(page, 2).getByLabel("Nuits").fill("2");
  await row(page, 2).getByLabel("Nom").focus();
  await page.getByLabel("Où dormir ?").waitFor();  // four nights in all
  assert.equal(await row(page, 1).getByLabel("Responsable légal").inputValue(), "Bo");
  await page.getByLabel("Où dormir ?").fill("Au refuge");

  // A third row, taken away again.
  await page.getByRole("button", { name: "Ajouter une ligne" }).click();
  await row(page, 3).getByLabel("Nom").fill("Personne");
  await page.getByRole("button", { name: "Retirer la ligne 3" }).click();
  await row(page, 3).waitFor({ state: "detached" });

  // What was proposed follows until somebody types their own.
  await page.getByLabel("Kilomètres").fill("100");
  await page.getByLabel("Kilomètres").blur();
  await page.waitForFunction(() => document.querySelector("[name='r.cost']").value === "30,00");
  await page.getByLabel("Indemnité").fill("25");
  await page.getByLabel("Kilomètres").fill("200");
  await page.getByLabel("Kilomètres").blur();
  await page.getByRole("group", { name: /À l’étranger/ }).getByLabel("Oui").check();
  await page.getByRole("heading", { name: "À l’étranger" }).waitFor();
  assert.equal(await page.getByLabel("Indemnité").inputValue(), "25,00");
  await page.getByRole("navigation", { name: "Les parties de cette demande" }).getByRole("link", { name: "À l’étranger" }).waitFor();
  await page.getByLabel("Qui vous aide ?").selectOption({ label: "Bureau des sorties" });
  await look(page, "form-long");

  // What is wrong is said at its place, and nothing is lost.
  await row(page, 2).getByLabel("Nom").fill("");
  await page.getByRole("button", { name: "Continuer" }).last().click();
  await page.locator("#error-summary").waitFor();
  await sees(page, "Les voyageurs, ligne 2, Nom");
  await page.locator("#error-summary a", { hasText: "ligne 2" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "r.travellers.1.who");
  await look(page, "form-long-errors");
  await page.keyboard.type("Chloé");
  await page.getByLabel("Pays").fill("Italie");
  await page.getByLabel(/règles de sécurité/).check();
  await page.getByRole("button", { name: "Continuer" }).last().click();

  await sees(page, "Vérifiez vos réponses");
  await sees(page, "Bureau des sorties");
  await sees(page, "au plus tard");
  await page.getByRole("cell", { name: "Chloé" }).waitFor();
  await look(page, "check-long");
  await page.getByRole("button", { name: "Modifier Pays" }).click();
  assert.equal(await page.getByLabel("Pays").inputValue(), "Italie");
  assert.equal(await row(page, 2).getByLabel("Nom").inputValue(), "Chloé");
  assert.ok(page.url().endsWith("#q-r-country"), page.url());
  await page.getByLabel("Pays").fill("Espagne");
  await page.getByRole("button", { name: "Continuer" }).last().click();
  await sees(page, "Espagne");
  await page.getByRole("button", { name: "Envoyer ma demande" }).last().click();
  await sees(page, "Votre demande est envoyée");
  await page.getByRole("link", { name: "Suivre ma demande" }).click();
  await page.getByRole("cell", { name: "Chloé" }).waitFor();
  await sees(page, "Espagne");
  await look(page, "request-rows");
});

journey("Without JavaScript a long form is walked through section by section", async () => {
  const page = await signedIn("student", { javaScriptEnabled: false }, form);
  const go = () => page.locator(".buttons .btn-primary:visible").click();
  await sees(page, "Étape 1 sur 3");
  assert.ok(!(await page.getByLabel("Kilomètres").isVisible()), "the other sections wait");
  await go();
  await page.locator("#error-summary").waitFor();
  await sees(page, "Étape 1 sur 3");
  await page.getByLabel("Nom de la sortie").fill("Les Calanques");
  await row(page, 1).getByLabel("Nom").fill("Dov");
  await page.getByRole("button", { name: "Ajouter une ligne" }).click();
  assert.equal(await row(page, 1).getByLabel("Nom").inputValue(), "Dov");
  await row(page, 2).getByLabel("Nom").fill("Eva");
  await page.getByRole("button", { name: "Ajouter une ligne" }).click();
  await row(page, 3).getByLabel("Nom").fill("Farid");
  await page.getByRole("button", { name: "Retirer la ligne 2" }).click();
  assert.equal(await row(page, 2).getByLabel("Nom").inputValue(), "Farid");
  await keep(page, "form-step-no-script-desktop");
  await go();
  await sees(page, "Étape 2 sur 3");
  await page.getByRole("group", { name: /À l’étranger/ }).getByLabel("Oui").check();
  await go();
  await sees(page, "Étape 3 sur 4");
  await page.getByRole("button", { name: "Revenir en arrière" }).click();
  await sees(page, "Étape 2 sur 4");
  await page.getByRole("group", { name: /À l’étranger/ }).getByLabel("Non").check();
  await go();
  await sees(page, "Étape 3 sur 3");
  await page.getByLabel(/règles de sécurité/).check();
  await go();
  await sees(page, "Vérifiez vos réponses");
  await page.getByRole("button", { name: "Modifier Nom de la sortie" }).click();
  await sees(page, "Étape 1 sur 3");
  await page.getByLabel("Nom de la sortie").fill("Les Calanques, en juin");
  for (let step = 0; step < 3; ++step) await go();
  await sees(page, "Les Calanques, en juin");
  await sees(page, "Farid");
  await page.setViewportSize(phone.viewport);
  await keep(page, "check-long-no-script-phone");
  await page.getByRole("button", { name: "Envoyer ma demande" }).last().click();
  await sees(page, "Votre demande est envoyée");
});

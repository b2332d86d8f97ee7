// SPDX-License-Identifier: GPL-3.0-or-later
// An administrator and the module of a department, while the counter is open: a portal of its own, for modules come and
// go under everybody.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { doesNotSee, journey, keep, phone, sees, signedIn } from "./support/browser.mjs";
import { bundleFile, makeKey } from "./support/bundle.mjs";
import { inspect, tooWide } from "./support/inspect.mjs";

const folder = join(process.env.GUICHET_BUILD, "plugins/it-1.0.0.guichet");
const service = "/services/it/network-fault";

/// The next version: a setting, a secret and a right more.
function next(version) {
  return (manifest) => {
    manifest.version = version;
    manifest.capabilities = [...new Set([...manifest.capabilities, "secrets"])];
    manifest.settings = [
      { id: "directory-url", type: "url", label: { fr: "Adresse de l’annuaire", en: "Address of the directory" },
        hint: { fr: "Celle que voient les serveurs.", en: "As the servers see it." } },
      { id: "directory-password", type: "text", secret: true, label: { fr: "Mot de passe de l’annuaire", en: "Password of the directory" } },
    ];
  };
}

async function uploads(page, file) {
  await page.goto("/modules/it/mettre-a-jour");
  await page.setInputFiles("#fichier", file);
  await page.getByRole("button", { name: "Voir ce qu’il contient" }).click();
}

/// A node follows a change within seconds: the page of a service comes and goes.
async function offers(page, wanted) {
  for (let i = 0; i < 100; ++i) {
    const answer = await page.request.get(service);
    if (answer.ok() === wanted) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`the service is ${wanted ? "not offered" : "still offered"} after ten seconds`);
}

/// Looks at the page as it is, in both themes and on a phone, and keeps the pictures.
async function look(page, name, findings) {
  await inspect(page, name, 24, findings);
  await keep(page, `${name}-desktop`);
  await page.emulateMedia({ colorScheme: "dark" });
  await inspect(page, `${name} (dark)`, 24, findings);
  await keep(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(tooWide);
  if (over > 0) findings.push(`${name}: ${over} px wider than a screen of 320 px`);
  await page.setViewportSize(phone.viewport);
  await inspect(page, `${name} (phone)`, 24, findings);
  await keep(page, `${name}-phone`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

journey("An administrator disables, enables, upgrades, sets and rolls back a module while people are served", async () => {
  assert.ok(existsSync(folder), `${folder} is built`);
  const findings = [];
  const admin = await signedIn("admin", { bypassCSP: true }, "/modules");
  await look(admin, "modules-list", findings);
  await admin.getByRole("link", { name: "Numérique" }).first().click();
  await sees(admin, "En marche");
  await look(admin, "module", findings);

  // Disable says first what it affects, and is undone.
  await admin.getByRole("link", { name: "Désactiver" }).click();
  await sees(admin, /^13 demandes possibles ne sont plus proposées\.$/);
  await sees(admin, /^\d+ demandes ouvertes continuent d’être traitées comme aujourd’hui\.$/);
  await look(admin, "module-disable", findings);
  await admin.getByRole("button", { name: "Désactiver" }).click();
  await sees(admin, "Le module est désactivé.");
  const student = await signedIn("student");
  await offers(student, false);
  await admin.getByRole("link", { name: "Activer" }).click();
  await look(admin, "module-enable", findings);
  await admin.getByRole("button", { name: "Activer" }).click();
  await sees(admin, "Le module est activé.");
  await offers(student, true);

  // An upgrade without signature needs the word, and the right that is new.
  await uploads(admin, bundleFile(folder, next("1.1.0")));
  await sees(admin, "Sans signature");
  await sees(admin, "1.0.0 → 1.1.0");
  await look(admin, "module-inspection", findings);
  await admin.getByRole("button", { name: "Passer à la version 1.1.0" }).click();
  await sees(admin, /Ce fichier n’a pas de signature reconnue/);
  await sees(admin, "Cochez chacun des droits demandés pour l’activer, ou annulez.");
  await look(admin, "module-inspection-wrong", findings);
  await admin.goto("/modules/it");
  await doesNotSee(admin, "Revenir à la version 1.0.0");

  // With its author's key trusted, no word is asked.
  const key = makeKey();
  await admin.goto("/cles-de-signature");
  await admin.fill("#nom", "Direction du numérique");
  await admin.fill("#cle", key.publicKey);
  await admin.fill("#modules", "it");
  await admin.getByRole("button", { name: "Reconnaître cette clé" }).click();
  await sees(admin, "La clé est reconnue.");
  await look(admin, "module-keys", findings);
  await uploads(admin, bundleFile(folder, next("1.1.0"), key));
  await sees(admin, "Signature reconnue");
  assert.equal(await admin.locator("#mot").count(), 0);
  await admin.getByLabel("lire ses secrets").check();
  await admin.getByRole("button", { name: "Passer à la version 1.1.0" }).click();
  await sees(admin, /^La nouvelle version démarre/);
  await sees(admin, "Revenir à la version 1.0.0");

  // Settings: what is wrong comes back, a secret never does.
  await admin.fill("#r-directory-url", "pas une adresse");
  await admin.fill("#r-directory-password", "sesame-ouvre-toi");
  await admin.getByRole("button", { name: "Enregistrer les réglages" }).click();
  await sees(admin, /Écrivez une adresse web/);
  assert.equal(await admin.inputValue("#r-directory-url"), "pas une adresse");
  await admin.fill("#r-directory-url", "https://annuaire.univ-exemple.fr");
  await admin.fill("#r-directory-password", "sesame-ouvre-toi");
  await admin.getByRole("button", { name: "Enregistrer les réglages" }).click();
  await sees(admin, "Les réglages sont enregistrés.");
  await sees(admin, /Déjà enregistré/);
  assert.equal(await admin.inputValue("#r-directory-url"), "https://annuaire.univ-exemple.fr");
  assert.equal((await admin.content()).includes("sesame"), false);
  await look(admin, "module-settings", findings);

  // Back to where it was; the page of another administrator hears of it by itself.
  const other = await signedIn("admin", {}, "/modules/it");
  await sees(other, "it 1.1.0");
  await admin.getByRole("link", { name: "Revenir à la version 1.0.0" }).click();
  await admin.getByRole("button", { name: "Revenir à la version 1.0.0" }).click();
  await sees(admin, "La version précédente est de nouveau en place.");
  await sees(other, "it 1.0.0");
  await sees(admin, "Retour de la version 1.1.0 à la version 1.0.0");
  await sees(admin, "par la ligne de commande de cette machine");  // how the demonstration enabled it
  await offers(student, true);
  assert.deepEqual([...new Set(findings)], []);
});

journey("Without JavaScript an administrator does the same, and a file that is no module is refused in words", async () => {
  const admin = await signedIn("admin", { javaScriptEnabled: false }, "/nouveau-module");
  await admin.setInputFiles("#fichier", { name: "liste.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK rien") });
  await admin.getByRole("button", { name: "Voir ce qu’il contient" }).click();
  await sees(admin, /Ce fichier n’est pas un module|Ce fichier est abîmé/);
  await keep(admin, "module-upload-wrong-desktop");
  await admin.setInputFiles("#fichier", bundleFile(folder, (manifest) => (manifest.version = "1.2.0")));
  await admin.getByRole("button", { name: "Voir ce qu’il contient" }).click();
  await sees(admin, "1.0.0 → 1.2.0");
  await admin.fill("#mot", "sans signature");
  await admin.getByRole("button", { name: "Passer à la version 1.2.0" }).click();
  await sees(admin, /^La nouvelle version démarre/);
  await admin.getByRole("link", { name: "Revenir à la version 1.0.0" }).click();
  await admin.getByRole("button", { name: "Revenir à la version 1.0.0" }).click();
  await sees(admin, "La version précédente est de nouveau en place.");
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Every page, for everybody who may open it: nothing that axe-core finds, in each language and each theme; nothing
// wider than 320 px or than text at 200 %; fingers and mice find their targets; a first load under 100 kB. Each page is
// photographed on a phone, on a desktop and in the dark.
import assert from "node:assert/strict";
import { inspect, tooWide } from "./support/inspect.mjs";
import { journey, keep, phone, sendsFreely, signedIn, someone } from "./support/browser.mjs";

const publicPages = {
  "home-public": "/", catalogue: "/catalogue", articles: "/fiches", article: "/fiches/it/compte-bloque",
  "sign-in": "/connexion", recovery: "/compte-bloque", mailbox: "/demonstration/courrier",
  "form-signed-out": "/demande-libre", "suggestions-public": "/suggestions?q=wifi", "not-found": "/nulle-part",
  "suggestions-distress": "/suggestions?q=je%20veux%20mourir",
};
const studentPages = {
  home: "/", suggestions: "/suggestions?q=je%20n%27arrive%20plus%20%C3%A0%20me%20connecter%20%C3%A0%20l%27ENT",
  unsure: "/suggestions?q=zzzz", form: "/services/it/network-fault", "form-free": "/demande-libre",
  requests: "/demandes", "requests-over": "/demandes?vue=terminees", "article-signed-in": "/fiches/it/eduroam-ca-ne-marche-pas",
  "not-allowed": "/modules",
};
const agentPages = {
  desk: "/bureau", "desk-unassigned": "/bureau?vue=a-prendre", "desk-search": "/bureau/recherche?q=wifi",
  "desk-empty": "/bureau/recherche?q=zzzzzz", absences: "/absences", "desk-incidents": "/bureau/incidents",
  "my-articles": "/fiches/mes-fiches", "article-new": "/fiches/nouvelle",
};
const adminPages = {
  modules: "/modules", module: "/modules/it", "module-disable": "/modules/it/desactiver", "module-new": "/nouveau-module",
  "module-upgrade": "/modules/it/mettre-a-jour", "module-remove": "/modules/it/retirer", "module-keys": "/cles-de-signature",
  synonyms: "/synonymes", unmet: "/qualite/besoins", channels: "/canaux-confidentiels", closures: "/fermetures", quality: "/qualite?jours=365",
};

/// Walks `pages` as `login` (nobody when null), looking at each in French on light and in English on dark: colours know
/// nothing of words, nor words of colours.
async function walk(login, pages, least = 44) {
  const findings = [];
  for (const [colorScheme, language] of [["light", "fr"], ["dark", "en"]]) {
    const options = { colorScheme, bypassCSP: true };
    const page = login ? await signedIn(login, options) : await someone(options);
    if (language === "en") {
      await page.goto("/");
      await page.click("button[name=langue]");
      await page.waitForFunction(() => document.documentElement.lang === "en");
    }
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await inspect(page, `${name} (${language}, ${colorScheme})`, least, findings);
      await keep(page, `${name}-${colorScheme === "dark" ? "dark" : "desktop"}`);
    }
  }
  const small = login ? await signedIn(login, phone) : await someone(phone);
  for (const [name, path] of Object.entries(pages)) {
    await small.goto(path);
    await keep(small, `${name}-phone`);
  }
  const narrow = { viewport: { width: 320, height: 640 } };
  const page = login ? await signedIn(login, narrow) : await someone(narrow);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    const over = await page.evaluate(tooWide);
    if (over > 0) findings.push(`${name}: ${over} px wider than a screen of 320 px`);
  }
  // Text at 200 % on an ordinary screen.
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    const over = await page.evaluate(tooWide);
    if (over > 0) findings.push(`${name}: ${over} px wider than the screen with text at 200 %`);
  }
  assert.deepEqual([...new Set(findings)], []);
}

const only = process.argv[2];
const part = (name, title, run) => (!only || only === name) && journey(title, run);

part("signed-out", "Pages of somebody signed out", () => walk(null, publicPages));
part("student", "Pages of a student", async () => {
  const page = await signedIn("student");
  const number = await sendsFreely(page, "Il fait 14 degrés en salle B204", "Depuis lundi, le radiateur est froid.");
  await page.context().close();
  await walk("student", { ...studentPages, request: `/demandes/${number}`, confirmation: `/demandes/${number}/confirmation`, "service-choice": `/demandes/${number}/bon-service` });
});
part("agent", "Pages of an agent", async () => {
  const page = await signedIn("student");
  const number = await sendsFreely(page, "Le vidéoprojecteur clignote", "Amphi 3, depuis ce matin.");
  await page.context().close();
  await walk("agent.triage.1", { ...agentPages, "desk-request": `/bureau?vue=a-prendre&demande=${number}`, "request-agent": `/demandes/${number}` }, 24);
});
part("admin", "Pages of an administrator", () => walk("admin", adminPages));

part("weight", "A first load weighs less than 100 kB", async () => {
  for (const [login, path] of [[null, "/"], ["student", "/"], ["student", "/services/it/software-access"], ["agent.triage.1", "/bureau"]]) {
    const page = login ? await signedIn(login) : await someone();
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    await client.send("Network.setCacheDisabled", { cacheDisabled: true });
    let bytes = 0;
    client.on("Network.loadingFinished", (end) => (bytes += end.encodedDataLength));
    await page.goto(path, { waitUntil: "load" });
    await page.waitForTimeout(200);
    assert.ok(bytes > 1000 && bytes < 100_000, `${path} as ${login ?? "nobody"} weighs ${bytes} bytes`);
  }
});

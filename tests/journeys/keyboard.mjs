// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { journey, sees, signedIn } from "./support/browser.mjs";

const focused = (page) => page.evaluate(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const visible = style.outlineStyle !== "none" || style.boxShadow !== "none";
  return { id: one.id, text: one.innerText?.trim() ?? "", name: one.getAttribute("name"), tag: one.tagName, type: one.type, visible };
});

/// Goes on with Tab until `wanted` is reached; everything on the way shows where it is.
async function tabTo(page, wanted, most = 60) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now.tag === "BODY") continue;
    assert.ok(now.visible, `the focus shows on ${JSON.stringify(now)}`);
    if (wanted(now)) return now;
  }
  throw new Error("not reached with Tab");
}

journey("A request is sent without the mouse", async () => {
  const page = await signedIn("student", {}, "/demandes");
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).text, "Aller au contenu", "the skip link comes first");
  await page.keyboard.press("Enter");
  await page.goto("/demande-libre");
  await tabTo(page, (now) => now.id === "titre");
  await page.keyboard.type("Une lampe grillée");
  await tabTo(page, (now) => now.text === "Continuer");
  await page.keyboard.press("Enter");
  await page.locator("#error-summary").waitFor();
  assert.equal((await focused(page)).id, "error-summary", "the summary of errors has the focus");
  assert.equal(await page.inputValue("#titre"), "Une lampe grillée");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).tag, "TEXTAREA", "the summary leads to the field");
  await page.keyboard.type("Couloir du deuxième étage.");
  await tabTo(page, (now) => now.text === "Continuer");
  await page.keyboard.press("Enter");
  await sees(page, "Vérifiez vos réponses");
  await tabTo(page, (now) => now.text === "Envoyer ma demande");
  await page.keyboard.press("Enter");
  await sees(page, "Votre demande est envoyée");
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Approving: by the keyboard alone, with a reason for a no, and by somebody else while the approver is away.
import assert from "node:assert/strict";
import { doesNotSee, journey, sees, signedIn } from "./support/browser.mjs";
import { asks, becomes, Crowd, inDays, looked, sends } from "./support/people.mjs";

async function wantsTraining(page, sentence, title) {
  await asks(page, sentence, /Se former/);
  await page.getByLabel("Un stage du catalogue de l’université").check();
  await page.getByLabel("Son titre").fill(title);
  await page.getByRole("button", { name: "Continuer" }).last().click();
  await sees(page, "Vérifiez vos réponses");
  return sends(page);
}

/// Goes on with the Tab key until what has the focus says so.
async function tabs(page, words) {
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.matches("a, button, summary") ? document.activeElement.innerText : "")).includes(words)) return;
  }
  assert.fail(`Tab never reaches “${words}” on ${page.url()}`);
}

journey("An approver refuses by the keyboard alone, and says why; whoever asked reads it", async () => {
  const findings = [];
  const crowd = new Crowd();
  const asker = await crowd.at("agent.press.1", "/");
  const number = await wantsTraining(asker, "je voudrais suivre une formation au montage vidéo", "Montage vidéo");
  await asker.goto(`/demandes/${number}`);
  await sees(asker, "chez Hélène Mercier");

  const approver = await signedIn("lead", {}, "/");
  await tabs(approver, "À valider");
  await approver.keyboard.press("Enter");
  await approver.waitForURL("**/validations");
  await looked(approver, "approvals-list", findings);
  await tabs(approver, "montage vidéo");
  await approver.keyboard.press("Enter");
  await approver.locator("form.decision-form").waitFor();
  await looked(approver, "approvals-one", findings);
  await tabs(approver, "Refuser");
  await approver.keyboard.press("Enter");
  await approver.locator("#error-summary").waitFor();
  await approver.waitForFunction(() => document.activeElement?.id === "error-summary");
  await looked(approver, "approvals-no-reason", findings);
  await tabs(approver, "Dites pourquoi");
  await approver.keyboard.press("Enter");
  await approver.waitForFunction(() => document.activeElement?.id === "commentaire");
  await approver.keyboard.type("Le stage est complet : essayez au printemps.");
  await tabs(approver, "Refuser");
  await approver.keyboard.press("Enter");
  await approver.locator(".notice-good").first().waitFor();
  await approver.goto("/validations");
  assert.equal(await approver.locator(".ticket", { hasText: number }).count(), 0, "it is decided");

  await becomes(asker, number, "Refusée");
  await sees(asker, "Le stage est complet : essayez au printemps.");
  await looked(asker, "approvals-refused", findings);
  assert.deepEqual(findings, []);
});

journey("An approver who is away names somebody, who approves instead; a second answer loses no word", async () => {
  const findings = [];
  const crowd = new Crowd();
  const away = await crowd.at("lead", "/validations");
  await away.getByRole("link", { name: /Vous partez/ }).click();
  await away.fill("#du", inDays(0));
  await away.fill("#au", inDays(1));
  await away.fill("#remplacant", "researcher");
  await away.getByRole("button", { name: "Enregistrer cette absence" }).click();
  await sees(away, "Yasmine Nguyen valide pendant ce temps");
  await looked(away, "approvals-away", findings);

  const asker = await crowd.at("agent.newsroom.2", "/");
  const number = await wantsTraining(asker, "m'inscrire à un stage d'écriture pour le web", "Écrire pour le web");
  // The one who is away looks in all the same, and writes while the other decides.
  const late = await crowd.atApproval("lead", number, "Accord du responsable");
  await late.fill("#commentaire", "Plutôt en mai.");
  const delegate = await crowd.atApproval("researcher", number, "Accord du responsable");
  await sees(delegate, "À la place de Hélène Mercier");
  await looked(delegate, "approvals-instead", findings);
  await crowd.agrees("researcher", number, "Accord du responsable");
  await late.getByRole("button", { name: "Refuser" }).click();
  await sees(late, "Votre réponse n’a pas été enregistrée");
  assert.equal(await late.inputValue("#unsent"), "Plutôt en mai.", "what was typed is still there");
  await looked(late, "approvals-too-late", findings);

  await asker.goto(`/demandes/${number}`);
  await sees(asker, /Yasmine Nguyen a donné son accord/);
  await away.goto("/absences");
  await away.locator(".words-row", { hasText: "Yasmine Nguyen" }).getByRole("button").click();
  await sees(away, "L’absence est retirée");
  await delegate.goto("/validations");
  await doesNotSee(delegate, "À la place de Hélène Mercier");

  await crowd.does("agent.training.1", number, "Étudier la demande");
  await crowd.does("agent.training.1", number, "Inscrire et convoquer");
  await becomes(asker, number, "Réglée");
  assert.deepEqual(findings, []);
});

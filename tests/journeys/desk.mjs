// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { doesNotSee, journey, keep, reference, sees, sendsFreely, signedIn } from "./support/browser.mjs";

async function opens(page, summary, field, words, button) {
  await page.locator("summary", { hasText: summary }).click();
  await page.fill(field, words);
  await page.getByRole("button", { name: button }).click();
}

journey("An agent works a request from the keyboard, asks, transfers and resolves; the requester reopens", async () => {
  const student = await signedIn("student");
  const title = `Une prise réseau arrachée ${Date.now()}`;
  const number = await sendsFreely(student, title, "Salle 203, la prise pend au mur.");

  const agent = await signedIn("agent.triage.1", {}, "/bureau?vue=a-prendre");
  await agent.keyboard.press("?");
  await agent.locator("dialog#keys[open]").waitFor();
  await keep(agent, "desk-keys-desktop");
  await agent.keyboard.press("Escape");
  await agent.keyboard.press("j");
  await agent.keyboard.press("j");
  await agent.keyboard.press("k");
  assert.equal(await agent.evaluate(() => document.activeElement.closest(".desk-row") !== null), true);
  await agent.keyboard.press("Enter");
  await agent.locator("#desk-request #request").waitFor();
  await keep(agent, "desk-desktop");
  await agent.keyboard.press("Escape");
  await agent.locator("#desk-title").click();
  await agent.keyboard.press("/");
  await agent.keyboard.type(title);
  await agent.keyboard.press("Enter");
  await agent.waitForURL(/recherche/);
  await agent.locator("[data-rows] a", { hasText: title }).first().click();
  await agent.locator("#desk-request #request").waitFor();
  await agent.locator("#desk-request").getByRole("button", { name: "Prendre en charge" }).click();
  await sees(agent, "Vous avez pris cette demande en charge.");

  await agent.goto(`/demandes/${number}`);
  await agent.getByText("Note interne", { exact: true }).first().click();
  await agent.fill("#message", "Le câblage de 203 date de 1998.");
  await agent.getByRole("button", { name: "Envoyer", exact: true }).click();
  await sees(agent, "Votre note est gardée.");
  await student.goto(`/demandes/${number}`);
  await doesNotSee(student, "Le câblage de 203 date de 1998.");

  await opens(agent, "Demander une précision", "#wait-question", "Y a-t-il des fils dénudés ?", "Envoyer la question");
  await sees(agent, "Votre question est envoyée");
  await sees(student, "Y a-t-il des fils dénudés ?");
  await sees(student, /Une précision vous est demandée/);
  await student.fill("#message", "Oui, deux.");
  await student.getByRole("button", { name: "Envoyer", exact: true }).click();
  await sees(agent, "Oui, deux.");

  await agent.reload();
  await agent.locator("summary", { hasText: "Confier à une autre équipe" }).click();
  const team = await agent.locator("#transfer-team option").nth(1).getAttribute("value");
  await agent.selectOption("#transfer-team", team);
  await agent.fill("#transfer-note", "À voir sur place.");
  await agent.getByRole("button", { name: "Confier la demande" }).click();
  await student.reload();
  for (const kept of ["Salle 203, la prise pend au mur.", "Oui, deux.", "Y a-t-il des fils dénudés ?"]) await sees(student, kept);
  await doesNotSee(student, "À voir sur place.");
});

journey("A request resolved comes back when the problem does", async () => {
  const student = await signedIn("student");
  const number = await sendsFreely(student, `Un écran noir ${Date.now()}`, "Amphi 2.");
  const agent = await signedIn("agent.triage.1", {}, `/demandes/${number}`);
  await agent.getByRole("button", { name: "Prendre en charge" }).click();
  await sees(agent, "Vous avez pris cette demande en charge.");
  await opens(agent, "Régler la demande", "#resolve-answer", "Le câble est rebranché.", "La demande est réglée");
  await sees(agent, "La demande est réglée, le demandeur est prévenu.");
  await student.goto(`/demandes/${number}`);
  await sees(student, "Le câble est rebranché.");
  await opens(student, "Le problème n’est pas réglé", "#reopen-reason", "Noir à nouveau.", "Rouvrir la demande");
  await sees(student, "La demande est rouverte.");
  assert.equal(await reference(student), number);
});

journey("Two agents take the same request at the same moment: one has it, the other is told who", async () => {
  const student = await signedIn("student");
  const number = await sendsFreely(student, `Un badge muet ${Date.now()}`, "Porte de la bibliothèque.");
  // Without JavaScript, so that no live update tells one of them before both have asked.
  const both = await Promise.all(["agent.triage.1", "agent.triage.2"].map((login) => signedIn(login, { javaScriptEnabled: false }, `/demandes/${number}`)));
  await Promise.all(both.map((page) => page.getByRole("button", { name: "Prendre en charge" }).click()));
  await Promise.all(both.map((page) => page.waitForLoadState("load")));
  const told = await Promise.all(both.map(async (page) => {
    await page.locator(".notice-good, .error-summary, .problem").first().waitFor();
    return page.locator("main").innerText();
  }));
  const won = told.map((words) => words.includes("Vous avez pris cette demande en charge."));
  assert.equal(won.filter(Boolean).length, 1, told.join("\n=====\n"));
  const winner = (await both[won.indexOf(true)].locator(".me-name").innerText()).trim();
  assert.ok(told[won.indexOf(false)].includes(winner), `the other is told that ${winner} has it:\n${told[won.indexOf(false)]}`);
  await keep(both[won.indexOf(false)], "taken-by-another-desktop");
});

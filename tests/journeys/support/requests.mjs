// SPDX-License-Identifier: GPL-3.0-or-later
// What people do with a request, from the first sentence to the last answer.
import assert from "node:assert/strict";
import { reference, sees } from "./browser.mjs";

/// A small file, as somebody would photograph it.
export const paper = (name) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"),
});

/// "2031-05-12", so many days from now.
export const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/// Types a sentence on the home page, and opens the service that is offered for it.
export async function asks(page, sentence, service) {
  await page.goto("/");
  await page.fill("#words", sentence);
  await page.locator("#suggestions").getByRole("link", { name: service }).first().click();
  await page.locator("form.request-form").waitFor();
  assert.equal(await page.inputValue("#titre"), sentence, "the words follow the person into the form");
}

/// Answers questions by what people read: { "Son intitulé": "Histoire", "Que vous faut-il ?": "Un duplicata" }. A choice by
/// its option or several, a file by what `paper` makes, dates as [from, to], `true` agrees. What appears meanwhile is waited for.
export async function answers(page, given) {
  const form = page.locator("form.request-form");
  for (const [label, value] of Object.entries(given)) {
    const asked = form.locator(".question").filter({ has: page.getByText(label, { exact: true }) }).last();
    await asked.waitFor();
    const folded = asked.locator("details.fact:not([open]) > summary");
    if (await folded.count()) await folded.click();
    const list = asked.locator("select").first();
    if (value === true) await asked.getByLabel(label).check();
    else if (value.buffer) await asked.locator("input[type=file]").setInputFiles(value);
    else if (Array.isArray(value) && (await asked.locator("input[type=date]").count()) === 2) {
      for (const [at, day] of value.entries()) await asked.locator("input[type=date]").nth(at).fill(day);
    } else if (await list.count()) await list.selectOption({ label: value });
    else if (await asked.locator("input[type=radio], input[type=checkbox]").count()) {
      for (const option of [value].flat()) await asked.getByLabel(option, { exact: true }).check();
    } else await asked.locator("input:not([type=hidden]), textarea").first().fill(value);
  }
  await settled(page);
}

/// Waits until what the answers ask for in turn is there: a photograph taken meanwhile leaves style attributes that htmx
/// would carry over and the security policy refuse.
async function settled(page) {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling"));
}

/// Checks what was answered and sends it. Returns its reference.
export async function sends(page) {
  await page.locator("form.request-form .buttons .btn-primary:visible").last().click();
  await sees(page, "Vérifiez vos réponses");
  await page.getByRole("button", { name: "Envoyer ma demande" }).last().click();
  await sees(page, "Votre demande est envoyée");
  return reference(page);
}

/// Waits until the request's page says that it stands there: "Réglée", "Refusée".
export async function stands(page, number, state) {
  if (!page.url().endsWith(`/demandes/${number}`)) await page.goto(`/demandes/${number}`);
  await page.locator("#request .state").filter({ hasText: state }).first().waitFor();
}

/// An agent finds the step in the list of their teams, answers what it asks, and says that it is done.
export async function does(page, number, step, given = {}) {
  await page.goto("/bureau/etapes");
  await page.locator(".ticket").filter({ hasText: number }).getByRole("link", { name: step }).click();
  await page.locator("h1", { hasText: step }).waitFor();
  await answers(page, given);
  await page.getByRole("button", { name: "C’est fait", exact: true }).click();
  await sees(page, "L’étape est faite");
}

/// Somebody opens what they are asked to agree to from their list, says what they think of it, and answers.
export async function decides(page, number, button, comment = "") {
  await page.goto("/validations");
  await page.locator(".ticket").filter({ hasText: number }).getByRole("link").first().click();
  await page.locator(".reference", { hasText: number }).waitFor();
  if (comment) await page.fill("#commentaire", comment);
  await page.getByRole("button", { name: button, exact: true }).click();
}

/// The letter that came to `address`, as the demonstration's mailbox shows it: waits for the one that says `words`.
export async function letter(page, address, words) {
  for (let looked = 0; looked < 40; ++looked) {
    await page.goto("/demonstration/courrier");
    const found = page.locator(".entry").filter({ hasText: address }).filter({ hasText: words }).first();
    if (await found.count()) return found.innerText();
    await page.waitForTimeout(250);
  }
  assert.fail(`no letter to ${address} says “${words}”`);
}

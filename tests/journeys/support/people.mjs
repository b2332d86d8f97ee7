// SPDX-License-Identifier: GPL-3.0-or-later
// What the people of a long request do, each on their own pages: ask in their own words, do a step of their team, approve.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { keep, phone, reference, sees, signIn, someone } from "./browser.mjs";
import { inspect, tooWide } from "./inspect.mjs";

/// "2031-05-12", so many days from now where the university is.
export const inDays = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

/// Looks at the page as it is: light on a desktop, dark on a phone; leaves it as it was. What is wrong joins `findings`.
export async function looked(page, name, findings) {
  const before = page.viewportSize();
  await inspect(page, name, 24, findings);
  await keep(page, `${name}-desktop`);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(phone.viewport);
  await inspect(page, `${name} (phone, dark)`, 24, findings);
  await keep(page, `${name}-phone-dark`);
  const over = await page.evaluate(tooWide);
  if (over > 0) findings.push(`${name}: ${over} px wider than a phone`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
  // axe-core leaves empty style attributes behind, which htmx would carry over and the security policy refuse.
  await page.evaluate(() => document.querySelectorAll('[style=""]').forEach((one) => one.removeAttribute("style")));
}

/// From the first sentence, typed on the home page, to the form of the service that it finds.
export async function asks(page, sentence, service) {
  await page.goto("/");
  await page.locator("#words").pressSequentially(sentence, { delay: 5 });
  await page.locator("#suggestions").getByRole("link", { name: service }).first().click();
  await page.locator("form.request-form").waitFor();
}

/// "Check your answers", and sent. Returns the reference; the page is the request's.
export async function sends(page) {
  await page.getByRole("button", { name: "Envoyer ma demande" }).last().click();
  await sees(page, "Votre demande est envoyée");
  await page.getByRole("link", { name: "Suivre ma demande" }).click();
  await page.locator("#request").waitFor();
  return reference(page);
}

/// Everybody signed in once, by sign-in name.
export class Crowd {
  #pages = new Map();

  /// Somebody's own browser, at `path`.
  async at(login, path) {
    let page = this.#pages.get(login);
    if (page) {
      await page.goto(path);
      return page;
    }
    page = await someone();
    this.#pages.set(login, page);
    await signIn(page, login, path);
    return page;
  }

  /// The page on which somebody of a team does the step `title` of a request, found in the list of what their teams have
  /// in hand: other threads take a moment to put it there.
  async atStep(login, number, title) {
    const page = await this.at(login, "/bureau/etapes");
    const row = page.locator(".ticket", { hasText: number }).getByRole("link", { name: title, exact: true });
    for (let i = 0; i < 40 && (await row.count()) === 0; ++i) {
      await pause(150);
      await page.reload();
    }
    assert.ok(await row.count(), `${login} has no step “${title}” of ${number} in hand`);
    await row.first().click();
    await page.locator("form.request-form").waitFor();
    return page;
  }

  /// Does it; `fill` answers what it asks.
  async does(login, number, title, fill = async () => {}) {
    const page = await this.atStep(login, number, title);
    await fill(page);
    await page.getByRole("button", { name: "C’est fait" }).click();
    await page.locator(".notice-good").first().waitFor();
    return page;
  }

  /// Reads the request as an agent and writes to its requester, with a file or without; or to colleagues alone.
  async writes(login, number, words, { internal = false, file } = {}) {
    const page = await this.at(login, `/demandes/${number}`);
    if (internal) await page.getByText("Note interne", { exact: true }).first().click();
    await page.fill("#message", words);
    if (file) await page.setInputFiles("#files", file);
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    await page.locator(".notice-good").first().waitFor();
    return page;
  }

  /// The page on which somebody decides on the step `title` of a request, found in their list.
  async atApproval(login, number, title) {
    const page = await this.at(login, "/validations");
    const row = page.locator(".ticket", { hasText: number }).filter({ hasText: title });
    for (let i = 0; i < 40 && (await row.count()) === 0; ++i) {
      await pause(150);
      await page.reload();
    }
    assert.equal(await row.count(), 1, `${login} is asked once for “${title}” of ${number}`);
    await row.locator("a").first().click();
    await page.locator("form.decision-form").waitFor();
    return page;
  }

  async agrees(login, number, title, comment = "") {
    const page = await this.atApproval(login, number, title);
    await page.fill("#commentaire", comment);
    await page.getByRole("button", { name: "Donner mon accord" }).click();
    await page.locator(".notice-good").first().waitFor();
    return page;
  }
}

/// The words of the requester's line of steps, one a step.
export const line = (page) => page.locator(".steps li").allInnerTexts();

/// Looks at the request again until its state says so.
export async function becomes(page, number, state) {
  for (let i = 0; i < 40; ++i) {
    await page.goto(`/demandes/${number}`);
    if ((await page.locator(".state").first().innerText()).trim() === state) return;
    await pause(200);
  }
  assert.equal((await page.locator(".state").first().innerText()).trim(), state);
}

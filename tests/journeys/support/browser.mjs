// SPDX-License-Identifier: GPL-3.0-or-later
// A real browser in front of the portal. Every page is watched: an error in the console, a refused script or style, a
// request to another host or a server error fails the journey, whatever it was about.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const build = process.env.GUICHET_BUILD ?? join(dirname(fileURLToPath(import.meta.url)), "../../../build/release");
export const portal = process.env.GUICHET_PORTAL
  ? { url: process.env.GUICHET_PORTAL }
  : JSON.parse(readFileSync(join(process.env.GUICHET_JOURNEYS ?? join(build, "journeys"), "portal.json"), "utf8"));
export const screenshots = join(build, "screenshots");
const failures = join(build, "journeys/failures");

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
export const desktop = { viewport: { width: 1280, height: 800 } };

const browser = await chromium.launch({
  executablePath: process.env.GUICHET_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
  ],
});
after(() => browser.close());

const opened = new Set();
const complaints = [];

function watch(page) {
  page.on("console", (line) => {
    // The browser reports every 4xx in the console too; journeys that expect one look at the page.
    // So does the live stream, as a bare event, when the session it belongs to has ended.
    const expected = /status of 4\d\d|^\[object Event\]$/;
    if (line.type() === "error" && !expected.test(line.text())) complaints.push(`console on ${page.url()}: ${line.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(portal.url) && !/^(data|blob|about):/.test(url)) complaints.push(`another host: ${url}`);
  });
  page.on("response", (answer) => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} from ${answer.url()}`);
  });
}

/// A browser of somebody's own: its cookies, its size, its language.
export async function someone(options = {}) {
  const context = await browser.newContext({
    baseURL: portal.url, locale: "fr-FR", timezoneId: "Europe/Paris", reducedMotion: "reduce", ...desktop, ...options,
  });
  context.setDefaultTimeout(15_000);
  context.on("page", watch);
  opened.add(context);
  return context.newPage();
}

/// Somebody signed in at `path`.
export async function signedIn(login, options = {}, path = "/") {
  const page = await someone(options);
  await signIn(page, login, path);
  return page;
}

export async function signIn(page, login, path = "/") {
  await page.goto(`/connexion?retour=${encodeURIComponent(path)}`);
  await page.fill("#login", login);
  await page.fill("#password", "guichet");
  await page.click("main form button.btn-primary");
  await page.waitForURL((url) => url.pathname + url.search === path);
}

/// One journey: what failed is named, and every page still open is photographed.
export function journey(name, walk) {
  test(name, { timeout: 300_000 }, async () => {
    complaints.length = 0;
    try {
      await walk();
      assert.deepEqual(complaints, [], "the pages complained");
    } catch (error) {
      mkdirSync(failures, { recursive: true });
      let number = 0;
      for (const context of opened) {
        for (const page of context.pages()) {
          const file = join(failures, `${name.replace(/[^\p{L}\d]+/gu, "-")}-${++number}.png`);
          await page.screenshot({ path: file, fullPage: true }).catch(() => {});
          console.log(`${page.url()} is shown in ${file}`);
        }
      }
      if (complaints.length) console.log(`the pages complained: ${complaints.join("; ")}`);
      throw error;
    } finally {
      for (const context of opened) await context.close();
      opened.clear();
    }
  });
}

/// Keeps the page as it is now for people to look at: NAME.png in build/<preset>/screenshots.
export async function keep(page, name) {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

export async function sees(page, text) {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

export async function doesNotSee(page, text) {
  assert.equal(await page.getByText(text).count(), 0, `the page says “${text}”`);
}

export const reference = async (page) => (await page.locator(".reference").first().innerText()).trim();

/// A free request, sent the short way. Returns its reference.
export async function sendsFreely(page, title, words) {
  await page.goto("/demande-libre");
  await page.fill("#titre", title);
  await page.locator("#questions textarea").first().fill(words);
  await page.click("form.request-form button.btn-primary");
  await page.click("button[data-once]");
  await page.waitForURL(/confirmation/);
  return reference(page);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of plugins under a running server share: a server, the command line, and bundles that were changed.
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const environment = { ...process.env, LANG: "C", LC_ALL: "C" };

export const run = (program, ...options) => execFileSync(program, options, { encoding: "utf8", env: environment });

/** guichet plugin WORDS --json: {code, json, text, errors}. */
export function plugin(guichet, data, ...words) {
  const done = spawnSync(guichet, ["plugin", ...words, "--data", data, "--json"], { encoding: "utf8", env: environment });
  let json = null;
  try {
    json = JSON.parse(done.stdout);
  } catch {
    // Nothing, or not JSON: the test looks at the code and the texts.
  }
  return { code: done.status, json, text: done.stdout, errors: done.stderr };
}

export async function eventually(holds, what, seconds = 20) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    if (await holds()) return;
    assert.ok(Date.now() < until, `it never came true that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export class Portal {
  static async start(guichet, data, ...options) {
    const portal = new Portal();
    portal.process = spawn(guichet, ["serve", "--data", data, "--port", "0", ...options], {
      stdio: ["ignore", "pipe", process.env.GUICHET_TEST_LOG ? "inherit" : "ignore"], env: environment,
    });
    portal.address = await new Promise((resolve, reject) => {
      portal.process.once("exit", (code) => reject(new Error(`guichet serve ended with ${code}`)));
      portal.process.stdout.on("data", (text) => {
        const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
        if (found) resolve(found[0]);
      });
    });
    return portal;
  }
  /** A server that somebody else started. */
  static at(address) {
    return Object.assign(new Portal(), { address });
  }
  /** Sends the form of a service, given as {question: answer}; the path of the request that came of it. */
  async request(service, answers) {
    const page = await this.text(`/services/${service}`);
    const csrf = /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? "";
    const body = new URLSearchParams({ csrf, cle: randomUUID(), titre: "Un essai" });
    for (const [question, answer] of Object.entries(answers)) body.set(`r.${question}`, answer), body.set(question, answer);
    const sent = await fetch(`${this.address}/services/${service}/envoyer`, {
      method: "POST", redirect: "manual", headers: { cookie: this.cookie ?? "" }, body,
    });
    assert.equal(sent.status, 303, `the request was not sent: ${/class="wrong[^>]*>([^<]*)/.exec(await sent.text())?.[1]}`);
    return sent.headers.get("location").replace(/\/confirmation$/, "");
  }
  async visit(path) {
    return fetch(this.address + path, { redirect: "manual", headers: { cookie: this.cookie ?? "" } });
  }
  async status(path) {
    return (await this.visit(path)).status;
  }
  async text(path) {
    return (await this.visit(path)).text();
  }
  async signIn(login) {
    const page = await fetch(`${this.address}/connexion`);
    const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? "";
    const jar = page.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    const answer = await fetch(`${this.address}/connexion`, {
      method: "POST", redirect: "manual", headers: { cookie: jar.join("; ") },
      body: new URLSearchParams({ csrf, login, password: "guichet" }),
    });
    assert.equal(answer.status, 303);
    this.cookie = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  }
  async stop() {
    this.process.removeAllListeners("exit");
    if (this.process.exitCode !== null) return;
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await gone;
  }
}

const manifestOf = (bundle) => JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const forEverybody = (article) => article.language === "fr" && article.public;

/** An article that everybody may read, and its path: what a page of this plugin looks like. */
export function firstArticle(bundle) {
  const article = manifestOf(bundle).articles.find(forEverybody);
  return { id: `${manifestOf(bundle).id}/${article.id}`, title: article.title };
}

/** A copy of a bundle with another version, and title of its first article, library, or capabilities more. */
export function changedBundle(bundle, folder, { version, title, library, capabilities = [] }) {
  cpSync(bundle, folder, { recursive: true });
  const manifest = manifestOf(folder);
  manifest.version = version;
  if (title) manifest.articles.find(forEverybody).title = title;
  manifest.capabilities = [...manifest.capabilities, ...capabilities];
  if (library) {
    chmodSync(join(folder, "plugin.so"), 0o644);
    writeFileSync(join(folder, "plugin.so"), library);
    manifest.files["plugin.so"] = sha256(library);
  }
  chmodSync(join(folder, "manifest.json"), 0o644);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest, null, 1));
  return folder;
}

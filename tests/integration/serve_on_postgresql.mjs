// SPDX-License-Identifier: GPL-3.0-or-later
// The same counter on PostgreSQL: a demonstration is made, served, used, copied, and restored into SQLite.
// serve_on_postgresql.mjs GUICHET FOLDER; the server is named by GUICHET_TEST_POSTGRESQL.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const [guichet, folder] = process.argv.slice(2);
const server = process.env.GUICHET_TEST_POSTGRESQL;
assert.ok(server, "GUICHET_TEST_POSTGRESQL names no server");
const name = `serve_${process.pid}`;
const database = server.replace("///postgres", `///${name}`);
const sql = (statement, where = server) => execFileSync("psql", [where, "-Atc", statement], { encoding: "utf8" }).trim();
const run = (...options) => execFileSync(guichet, options, { encoding: "utf8", env: { ...process.env, LANG: "C" } });
const data = join(folder, "data");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
sql(`CREATE DATABASE ${name}`);
run("demo", "--data", data, "--database", database, "--people", "150", "--requests", "200");

const portal = spawn(guichet, ["serve", "--data", data, "--database", database, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
try {
  const address = await new Promise((resolve, reject) => {
    portal.once("exit", (code) => reject(new Error(`guichet serve ended with ${code}`)));
    portal.stdout.on("data", (text) => {
      const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
      if (found) resolve(found[0]);
    });
  });

  const cookies = new Map();
  const visit = async (path, fields) => {
    const answer = await fetch(address + path, {
      method: fields ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
      body: fields && new URLSearchParams(fields),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(key, value);
    }
    return { status: answer.status, text: await answer.text(), to: answer.headers.get("location") ?? "" };
  };
  const hidden = (text, field) => new RegExp(`name="${field}" value="([^"]*)"`).exec(text)?.[1] ?? "";

  let page = await visit("/connexion");
  page = await visit("/connexion", { csrf: hidden(page.text, "csrf"), login: "agent", password: "guichet" });
  assert.equal(page.status, 303);
  for (const path of ["/", "/demandes", "/catalogue", "/bureau", "/bureau/recherche?q=wifi", "/fiches"]) {
    assert.equal((await visit(path)).status, 200, path);
  }
  const before = Number(sql("SELECT count(*) FROM request", database));
  page = await visit("/demande-libre?q=Il+fait+froid");
  page = await visit("/demande-libre/envoyer", {
    csrf: hidden(page.text, "csrf"), cle: hidden(page.text, "cle"), titre: "Il fait froid en B204", "r.words": "Depuis lundi, é à ç.",
  });
  assert.ok(page.status === 303 || page.status === 200, `sending answered ${page.status}: ${page.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").slice(0, 900)}`);
  assert.equal(Number(sql("SELECT count(*) FROM request", database)), before + 1);
  const copy = join(folder, "copy");
  run("backup", "--data", data, "--database", database, "--copy", copy);
  const restored = join(folder, "restored");
  run("restore", "--data", restored, "--copy", copy);
  const answer = JSON.parse(run("match", "--data", restored, "--as", "staff", "--json", "il me faut une liste de diffusion"));
  assert.equal(answer.services[0].id, "it/mailing-list");
} finally {
  portal.removeAllListeners("exit");
  const gone = new Promise((resolve) => portal.once("exit", resolve));
  portal.kill("SIGTERM");
  await gone;
  sql(`DROP DATABASE ${name}`);
}

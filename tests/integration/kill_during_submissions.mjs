// SPDX-License-Identifier: GPL-3.0-or-later
// kill_during_submissions.mjs GUICHET FOLDER: ten times, the server is killed (SIGKILL) in the middle of 2,000 submissions
// by eighty people, 200 at a time. Started again, it has every request it acknowledged, once, with its event, and with the step and job of
// those whose service has an automation. What was not acknowledged is there whole or not at all.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const [, , guichet, folder] = process.argv;
const rounds = 10, each = 2000, together = 200;
const senders = 80;  // one account may send thirty requests an hour

async function serve(data) {
  const server = spawn(guichet, ["serve", "--data", data, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  server.gone = new Promise((resolve) => server.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.gone.then(() => reject(new Error(`the server ended: ${said}`)));
  });
  return { server, url };
}

const cookies = (answer) => answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
const token = (page) => page.match(/name="csrf" value="([^"]+)"/)[1];
const form = (fields) => new URLSearchParams(fields);

async function signIn(url, login) {
  const first = await fetch(`${url}/connexion`);
  const cookie = cookies(first);
  const answer = await fetch(`${url}/connexion`, {
    method: "POST", redirect: "manual", headers: { cookie },
    body: form({ csrf: token(await first.text()), login, password: "guichet", retour: "/" }),
  });
  assert.equal(answer.status, 303, `${login} signs in`);
  const session = [cookie, cookies(answer)].filter(Boolean).join("; ");
  const page = await (await fetch(`${url}/demande-libre`, { headers: { cookie: session } })).text();
  return { cookie: session, csrf: token(page) };
}

/// One submission; true once the server has said that it has the request.
async function submit(url, person, key, number) {
  const unlocks = number % 2 === 0;
  const fields = unlocks
    ? { "r.account": "student", account: "student", "r.what": "locked", what: "locked" }
    : { "r.words": "Depuis ce matin.", words: "Depuis ce matin." };
  try {
    const answer = await fetch(`${url}${unlocks ? "/services/it/account-unlock" : "/demande-libre"}/envoyer`, {
      method: "POST", redirect: "manual", headers: { cookie: person.cookie },
      body: form({ csrf: person.csrf, cle: key, titre: `Essai ${key}`, ...fields }),
    });
    if (answer.status === 303) return true;
    throw new Error(`refused with ${answer.status}: ${(await answer.text()).match(/class="wrong[^>]*>([^<]*)/)?.[1]}`);
  } catch (error) {
    if (error.cause) return false;  // the connection broke: the server was killed
    throw error;
  }
}

function ask(data, sql) {
  const said = execFileSync("sqlite3", ["-json", join(data, "guichet.sqlite"), sql], { encoding: "utf8" });
  return said.trim() ? JSON.parse(said) : [];
}

/// A demonstration in which eighty people are signed in already; each round starts from a copy of it.
async function prepare(data) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(guichet, ["demo", "--data", data, "--people", "200", "--requests", "0"], { stdio: "ignore" });
  // Generated people have no password: here they have that of the demonstration.
  ask(data, `insert or ignore into password (person, hash)
    select id, (select hash from password join person on person.id = password.person where login = 'student') from person`);
  const logins = ask(data, `select login from person where login not in ('student') order by id desc limit ${senders}`);
  const { server, url } = await serve(data);
  const people = [];
  for (const { login } of logins) people.push(await signIn(url, login));
  server.kill("SIGTERM");
  await server.gone;
  return people;
}

async function round(number, prepared, people) {
  const data = join(folder, `round-${number}`);
  rmSync(data, { recursive: true, force: true });
  cpSync(prepared, data, { recursive: true });
  const { server, url } = await serve(data);

  const acknowledged = [];
  const killAfter = Math.floor(each * (0.2 + 0.06 * number));
  let next = 0;
  await Promise.all(Array.from({ length: together }, async () => {
    while (next < each && server.signalCode === null && !server.killed) {
      const mine = next++;
      const key = randomUUID();
      if (await submit(url, people[mine % people.length], key, mine)) acknowledged.push({ key, unlocks: mine % 2 === 0 });
      if (acknowledged.length >= killAfter && !server.killed) server.kill("SIGKILL");
    }
  }));
  if (!server.killed) server.kill("SIGKILL");
  await server.gone;

  const again = await serve(data);
  assert.equal((await fetch(`${again.url}/etat`)).status, 200);
  again.server.kill("SIGTERM");
  await again.server.gone;

  const requests = ask(data, `select r.id, r.submission, r.service,
    (select count(*) from event e where e.request = r.id and e.kind = 'request.submitted') as events,
    (select count(*) from step s where s.request = r.id) as steps,
    (select count(*) from step s where s.request = r.id and s.state in ('waiting', 'running')) as open_steps,
    (select count(*) from job j where j.request = r.id and j.kind = 'automation') as jobs from request r`);
  const by = new Map(requests.map((one) => [one.submission, one]));
  assert.equal(by.size, requests.length, "no submission made two requests");
  for (const { key, unlocks } of acknowledged) assert.ok(by.has(key), `an acknowledged request is lost (${unlocks})`);
  for (const one of requests) {
    assert.equal(one.events, 1, `request ${one.id} has its event, once`);
    assert.equal(one.steps, one.service ? 1 : 0, `request ${one.id} has its step`);
    if (one.open_steps) assert.equal(one.jobs, 1, `request ${one.id} has the job its step waits for`);
  }
  assert.equal(ask(data, "pragma integrity_check")[0].integrity_check, "ok");
  console.log(`round ${number}: ${acknowledged.length} acknowledged, ${requests.length} kept`);
  rmSync(data, { recursive: true, force: true });
}

const prepared = join(folder, "prepared");
const people = await prepare(prepared);
for (let number = 0; number < rounds; ++number) await round(number, prepared, people);
rmSync(prepared, { recursive: true, force: true });

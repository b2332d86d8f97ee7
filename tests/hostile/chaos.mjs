// SPDX-License-Identifier: GPL-3.0-or-later
// chaos.mjs GUICHET SDK BUILD FOLDER [MINUTES [SEED]]: under a steady load, an administrator who cannot decide (enables,
// disables, upgrades, upgrades to what does not start, rolls back) and workers killed at any moment. Afterwards: no page
// failed; every request that was acknowledged is there once; its automation was done once, or waits, or a person has it;
// and what it did is in the database once, or not at all.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Counter, Load, sleep } from "./support/counter.mjs";
import { makeBundle } from "./support/bundle.mjs";

const [guichet, sdk, build, folder, minutes = "1", seed = String(Date.now() % 1e9)] = process.argv.slice(2);
const perSecond = 30, submissionsPerSecond = 2;
console.log(`seed ${seed}, ${minutes} minute(s)`);

// A small generator, so that a run can be made again (as far as the machine's own times allow).
let state = Number(seed) >>> 0;
const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0), state / 2 ** 32);
const one = (list) => list[Math.floor(random() * list.length)];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const automations = [{ id: "again", idempotent: true, deadline: "5s" }, { id: "once", deadline: "5s" }];
const versions = ["1.0.0", "1.1.0", "1.2.0"];  // the last one never starts
const bundles = Object.fromEntries(versions.map((version) => [version,
  makeBundle(sdk, folder, { id: "notes", version, library: join(build, "bundles", `notes_${version.replaceAll(".", "_")}`, "plugin.so"), automations })]));
const own = readdirSync(join(build, "plugins")).filter((name) => /^it-.*\.guichet$/.test(name)).map((name) => join(build, "plugins", name));

const counter = new Counter(guichet, join(folder, "data"), join(folder, "serve.log"));
await counter.run("demo", "--people", "200", "--requests", "50", ...[...own, bundles["1.0.0"]].flatMap((bundle) => ["--bundles", bundle]));
const signedIn = execFileSync(join(build, "bin/guichet-bench-sessions"), [counter.data, "150"], { encoding: "utf8" });
const people = signedIn.trim().split("\n").map((line) => line.split("\t")).map(([login, session, csrf]) => ({ login, cookie: `guichet=${session}`, csrf }));
await counter.serve();
const load = new Load(counter, people.slice(0, 20), perSecond);
load.begin();

const done = {};
async function act(what, ...command) {
  try {
    await counter.run(`plugin ${what}`, ...command, "--wait", one(["0", "5"]));
    done[what] = (done[what] ?? 0) + 1;
  } catch (refused) {
    // What contradicts the moment (roll back to nothing, enable what is enabled) is refused in words, never by a crash;
    // 3: done, and the server has not followed yet.
    assert.ok(refused.code === 1 || refused.code === 3, `guichet plugin ${what} ended with ${refused.code ?? refused.signal}: ${refused.stderr}`);
    assert.doesNotMatch(refused.stderr, /went wrong on our side/, `guichet plugin ${what}`);
    const how = refused.code === 1 ? `${what}, refused` : what;
    done[how] = (done[how] ?? 0) + 1;
  }
}

const actions = [
  () => act("disable", "notes"),
  () => act("enable", "notes", "--grant", "all"),
  () => act("enable", "notes", "--grant", "all"),
  () => act("upgrade", "notes", bundles[one(["1.0.0", "1.1.0"])], "--grant", "all", "--allow-unsigned"),
  () => act("upgrade", "notes", bundles[one(["1.0.0", "1.1.0"])], "--grant", "all", "--allow-unsigned"),
  () => act("upgrade", "notes", bundles["1.2.0"], "--grant", "all", "--allow-unsigned"),
  () => act("rollback", "notes"),
  ...Array.from({ length: 3 }, () => () => {
    const worker = one(counter.workers());
    if (!worker) return;
    try {
      process.kill(worker.pid, "SIGKILL");
      done.kill = (done.kill ?? 0) + 1;
    } catch {
      // it ended by itself meanwhile
    }
  }),
];

const acknowledged = [], turnedAway = [];
let over = false;
async function submitting() {
  for (let number = 0; !over; ++number) {
    const service = one(["notes/again", "notes/once"]);
    const path = `/services/${service}/envoyer`;
    const person = people[20 + (number % (people.length - 20))];
    const key = crypto.randomUUID();
    const answer = await counter.page(path, person, { method: "POST", body: new URLSearchParams({ csrf: person.csrf, cle: key, titre: `Chaos ${number}` }) });
    if (answer.status === 303) acknowledged.push({ key, service });
    else if (answer.status === 404) turnedAway.push(answer.status);  // the service is not offered at this moment
    else load.failures.push(`POST ${path}: ${answer.status}`);
    await sleep(1000 / submissionsPerSecond);
  }
}

/// Where each acknowledged request stands.
function standing() {
  const rows = counter.ask(`select r.submission, r.service, r.status,
    (select count(*) from step s where s.request = r.id) as steps,
    (select max(s.state) from step s where s.request = r.id) as state,
    (select count(*) from job j where j.request = r.id and j.kind = 'automation' and j.state in ('ready', 'running')) as waiting,
    (select count(*) from job j where j.request = r.id and j.kind = 'automation') as jobs,
    (select count(*) from message m where m.request = r.id and m.plugin = 'notes') as notes
    from request r where r.service like 'notes/%'`);
  return new Map(rows.map((row) => [row.submission, row]));
}

try {
  const submissions = submitting();
  const end = Date.now() + Number(minutes) * 60_000;
  while (Date.now() < end) {
    await one(actions)();
    await sleep(300 + random() * 2000);
  }
  over = true;
  await submissions;

  // Calm again: disabled and enabled once more, so that a quarantine is over too.
  await act("disable", "notes");
  await act("enable", "notes", "--grant", "all");
  for (let times = 0; times < 60; ++times) {
    if (![...standing().values()].some((each) => each.waiting > 0)) break;
    await sleep(500);
  }

  const requests = standing();
  const counts = {};
  for (const { key, service } of acknowledged) {
    const each = requests.get(key);
    assert.ok(each, `an acknowledged request of ${service} is lost`);
    const said = `${service}: ${JSON.stringify(each)}`;
    assert.equal(each.steps, 1, said);
    assert.equal(each.jobs, 1, said);
    counts[each.state] = (counts[each.state] ?? 0) + 1;
    if (each.state === "done") {
      assert.equal(each.notes, 1, `done, and what it did is there once: ${said}`);
    } else {
      assert.equal(each.notes, 0, `not done, and nothing of it is there: ${said}`);
      const withSomebody = ["unknown", "failed", "handed-over"].includes(each.state);
      assert.ok(withSomebody || each.waiting === 1, `it waits, or a person has it: ${said}`);
      if (service === "notes/again") assert.notEqual(each.state, "unknown", said);
    }
  }
  console.log(`${load.served} pages, ${load.failures.length} failed; ${acknowledged.length} requests, ${turnedAway.length} turned away`);
  console.log(`steps ${JSON.stringify(counts)}; actions ${JSON.stringify(done)}`);
  assert.deepEqual(load.failures, [], "no page failed");
  assert.ok((counts.done ?? 0) > 0, "something was done");
  assert.equal(counter.ask("pragma integrity_check")[0].integrity_check, "ok");
  const log = readFileSync(join(folder, "serve.log"), "utf8").split("\n").filter((line) => /\[error\] (page|GET|POST)/.test(line));
  assert.deepEqual(log, [], "nothing broke behind the pages");
} finally {
  over = true;
  load.end();
  assert.equal(await counter.stop(), 0, "the server ends well");
}

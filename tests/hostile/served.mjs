// SPDX-License-Identifier: GPL-3.0-or-later
// served.mjs GUICHET SDK BUILD FOLDER: a whole counter with every bad plugin of this folder enabled. While they misbehave,
// a steady load is served without one error, its 99th percentile within twice that of quiet; the good automation of
// another department is done all the time; and the administrator reads what each of them did.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Counter, Load, logins, median, quantile, sleep } from "./support/counter.mjs";
import { makeBundle } from "./support/bundle.mjs";

const [guichet, sdk, build, folder] = process.argv.slice(2);
const perSecond = 80, window = 5000, pairs = 4, mostPairs = 12;

const wrong = Symbol("counted among its errors");  // it lives on, and nothing of it is left to say
// What each does when it is called, and what the administrator then reads beside its name.
const calls = {
  throws: wrong, aborts: "signal 6", crashes: "signal 11", exits: "status 7", overflows: "signal 11",
  spins: "did not come back from spins", hangs: "did not come back from hangs", allocates: wrong,
  "leaks-descriptors": null, "starts-threads": null, "floods-log": null, "floods-output": null, "asks-without-end": "asked too much",
  "answers-garbage": "no answer", "answers-deep": "no answer", "answers-huge": wrong, "sends-no-json": "no message",
  "sends-endless-length": "no message", "asks-for-another-call": "not running", "closes-socket": null,
};
const starts = {
  crashes_in_load: "signal 6", crashes_in_start: "signal 6", throws_in_start: "thrown in start", wrong_magic: "entry of a plugin",
  newer_contract: "built for contract", table_too_small: "the manifest needs guichet.automation/1", allocates_in_start: /bad_alloc|not ready in time/, hangs_in_start: "not ready in time",
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const library = (name) => join(build, "bundles", name, "plugin.so");
const bundles = [
  ...Object.keys(calls).map((name) => makeBundle(sdk, folder, {
    id: `bad-${name}`, library: library("bad_call"), automations: [{ id: name, deadline: name.startsWith("floods") ? "3s" : "1500ms" }] })),
  ...Object.keys(starts).map((name) => makeBundle(sdk, folder, {
    id: `bad-${name.replaceAll("_", "-")}`, library: library(name), automations: [{ id: "anything" }] })),
  makeBundle(sdk, folder, { id: "bad-liar", library: library("bad_call"), automations: [{ id: "behaves" }] }),
  ...readdirSync(join(build, "plugins")).filter((name) => /^it-.*\.guichet$/.test(name)).map((name) => join(build, "plugins", name)),
];
const counter = new Counter(guichet, join(folder, "data"), join(folder, "serve.log"));
await counter.run("demo", "--people", "60", "--requests", "100", ...bundles.flatMap((bundle) => ["--bundles", bundle]));

// The liar was honest when it was installed, and is another since.
const [lied] = readdirSync(join(counter.data, "plugins", "bad-liar"));
const place = join(counter.data, "plugins", "bad-liar", lied, "plugin.so");
chmodSync(place, 0o644);
writeFileSync(place, readFileSync(library("crashes_in_load")));

await counter.serve();
assert.notDeepEqual(readFileSync(place), readFileSync(library("crashes_in_load")), "what was changed is replaced by what was installed");
const people = [];
for (const login of logins) people.push(await counter.signIn(login));
const administrator = await counter.signIn("admin");
const load = new Load(counter, people, perSecond);
load.begin();

/// Nothing bad runs, or is about to.
async function calm() {
  for (let times = 0; times < 100; ++times) {
    const soon = Date.now() + window + 1000;
    const [{ busy }] = counter.ask(`select count(*) as busy from job where kind = 'automation' and (state = 'running' or (state = 'ready' and run_at < ${soon}))`);
    if (busy === 0) return;
    await sleep(200);
  }
  throw new Error("the bad automations do not come to an end");
}

// One person may send thirty requests an hour; so they take turns, and the good requests have people of their own.
const senders = people.slice(0, 5), unlockers = people.slice(5);
const sent = { bad: [], good: [] };
const spent = new Map();
async function send(kind, from, service, fields) {
  const person = from.find((each) => (spent.get(each.login) ?? 0) < 29);
  if (!person) return;
  spent.set(person.login, (spent.get(person.login) ?? 0) + 1);
  sent[kind].push(await counter.submit(person, service, `Essai de ${service}`, fields));
}

async function misbehave() {
  const end = Date.now() + window;
  const waiting = Object.keys(calls).map((name) => `bad-${name}/${name}`);
  const pause = window / 2 / waiting.length;
  for (const [number, service] of waiting.entries()) {
    await send("bad", senders, service);
    if (number % 7 === 0) await send("good", unlockers, "it/account-unlock", { "r.account": "student", "r.what": "locked" });
    await sleep(Math.min(pause, Math.max(end - Date.now(), 0)));
  }
}

try {
  await sleep(3000);  // those that are bad when they start have their first crashes
  const quiet = [], hostile = [];
  const worst = (windows) => median(windows.map((times) => quantile(times, 0.99)));
  const disturbed = () => worst(hostile) > 2 * worst(quiet);
  while (quiet.length < pairs || (disturbed() && quiet.length < mostPairs)) {
    await calm();
    quiet.push(await load.window(window));
    // After the fourth time, what crashes is quarantined and no longer disturbs: then only the others are left to try.
    const [times] = await Promise.all([load.window(window), misbehave()]);
    hostile.push(times);
    const figures = [quiet, hostile].map((windows) => `${median(windows.at(-1)).toFixed(1)} ms, p99 ${quantile(windows.at(-1), 0.99).toFixed(1)} ms`);
    console.log(`window ${quiet.length}: quiet ${figures[0]}; hostile ${figures[1]}`);
  }
  await calm();
  console.log(`p99, middle of ${quiet.length} windows: quiet ${worst(quiet).toFixed(1)} ms, hostile ${worst(hostile).toFixed(1)} ms; ${load.served} pages`);
  assert.deepEqual(load.failures, [], "no page failed");
  assert.ok(!disturbed(), `the 99th percentile: ${worst(hostile)} ms beside ${worst(quiet)} ms`);

  // Every request is there, and either a machine or a person has it; none of the bad ones was taken for done.
  const rows = counter.ask("select r.submission, r.service, r.created, s.updated, s.state, s.detail from request r join step s on s.request = r.id");
  const requests = new Map(rows.map((one) => [one.submission, one]));
  for (const key of [...sent.bad, ...sent.good]) assert.ok(requests.has(key), "a request is lost");
  for (const key of sent.good) {
    // Handed over: an account that is not locked is for a person to look at, which the automation decides.
    const { state, created, updated } = requests.get(key);
    assert.ok(["done", "handed-over"].includes(state) && updated - created < 2000, `the good automation is ${state} after ${updated - created} ms`);
  }
  const harmless = /leaks-descriptors|starts-threads|closes-socket/;
  for (const key of sent.bad) {
    const { service, state, detail } = requests.get(key);
    assert.ok(["unknown", "failed", "waiting", "handed-over"].includes(state) || harmless.test(service), `${service} is ${state}: ${detail}`);
  }

  // What the administrator reads of each: as the command line prints it, and as the page of all plugins names it.
  const modules = await (await counter.page("/modules", administrator)).text();
  for (const [name, reason] of [...Object.entries(calls), ...Object.entries(starts)]) {
    const id = `bad-${name.replaceAll("_", "-")}`;
    assert.ok(modules.includes(id), `the page of plugins shows ${id}`);
    if (!reason) continue;
    if (reason === wrong) {
      const { nodes } = JSON.parse(await counter.run("plugin show", id, "--json"));
      assert.ok(nodes.some((node) => node.errors > 0), `an error of ${id} is counted`);
      continue;
    }
    let said = "";
    for (let times = 0; times < 20 && !said.match(reason); ++times) {
      if (said) await sleep(1000);  // each server writes down how its workers fare now and then
      said = await counter.run("plugin show", id, "--json");
    }
    assert.match(said, new RegExp(reason), `of ${id} the administrator reads: ${reason}`);
  }
} finally {
  load.end();
  assert.equal(await counter.stop(), 0, "the server ends well");
}

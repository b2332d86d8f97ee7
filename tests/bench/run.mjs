// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the counter beside its references and writes one table. Started by scripts/bench:
//   run.mjs OUTPUT SMALL LARGE   where SMALL and LARGE are data folders; copies of them are measured
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import * as servers from "./servers.mjs";
import { signIn, writeTargets } from "./pages.mjs";
import { makeBundle } from "../hostile/support/bundle.mjs";
import { table } from "./table.mjs";
import { measureColleague } from "./colleague.mjs";
import { measureLongForm } from "./long_form.mjs";
import { measureUnderstanding } from "./understanding.mjs";
import { measureWorkflow } from "./workflow.mjs";

const [output, ...folders] = process.argv.slice(2);
const seconds = Number(process.env.GUICHET_BENCH_SECONDS ?? 1);
const rounds = Number(process.env.GUICHET_BENCH_ROUNDS ?? 3);
const clients = [1, 16, 64];
const only = process.env.GUICHET_BENCH_PAGES?.split(",");
const quick = process.env.GUICHET_BENCH_QUICK === "1";
const say = (text) => process.stderr.write(`  ${text}\n`);
const log = openSync(`${output}/serve.log`, "w");

/** A copy to be spoilt, with its sessions; the original stays as it was. */
function prepare(name, source) {
  const data = `${output}/measured-${name}`;
  rmSync(data, { recursive: true, force: true });
  cpSync(source, data, { recursive: true });
  mkdirSync(`${output}/targets-${name}`, { recursive: true });
  const session = signIn(data, 4500);
  return { name, data, ...session, ...writeTargets(`${output}/targets-${name}`, session) };
}

async function startTimes(side) {
  const taken = [];
  for (let time = 0; time < 5; time += 1) {
    const server = await servers.serve(side.data, log);
    taken.push(server.readyMilliseconds);
    await server.stop();
  }
  return servers.median(taken);
}

/** The middle of several short rounds; the worst number of refusals. */
function middleOf(runs) {
  return {
    rate: servers.median(runs.map((run) => run.rate)),
    middle: servers.median(runs.map((run) => run.middle)),
    high: servers.median(runs.map((run) => run.high)),
    failed: runs.reduce((sum, run) => sum + run.refused + run.broken, 0),
  };
}

/** One page at one concurrency: the reference and each size in turn, several times. */
async function measurePage(page, number, sides) {
  const runs = new Map([["bare", []], ...sides.map((side) => [side.name, []])]);
  const bareTargets = `${output}/bare.targets`;
  writeFileSync(bareTargets, "GET\t/\t\t\n");
  for (let round = 0; round < rounds; round += 1) {
    runs.get("bare").push(await servers.load(page.bare.port, bareTargets, number, seconds));
    for (const side of sides) {
      const target = side.pages.find((each) => each.name === page.name);
      runs.get(side.name).push(await servers.load(side.server.port, target.file, number, seconds));
    }
  }
  return Object.fromEntries([...runs].map(([name, each]) => [name, middleOf(each)]));
}

async function measurePages(sides) {
  const results = [];
  for (const page of sides[0].pages) {
    if (only && !only.includes(page.name)) continue;
    const shown = await servers.get(sides[0].server.port, page.path, { Cookie: page.cookie });
    if (shown.status !== 200) throw new Error(`${page.path} answers ${shown.status}`);
    const file = `${output}/${page.name}.html`;
    writeFileSync(file, shown.body);
    page.bare = await servers.sameBytes("bare_poco", file);
    for (const number of clients) {
      const figures = await measurePage(page, number, sides);
      results.push({ page: page.name, bytes: shown.body.length, clients: number, ...figures });
      const rate = (name) => `${name} ${Math.round(figures[name].rate)}/s`;
      say(`${page.name}, ${number} clients: ${["bare", ...sides.map((side) => side.name)].map(rate).join(", ")}`);
    }
    await page.bare.stop();
  }
  return results;
}

async function measureSubmissions(sides) {
  const results = [];
  const sent = new Map(); // nobody may send more than thirty an hour: the next run begins where the last one ended
  const raw = `${output}/raw.sqlite`;
  for (const form of ["free", "service"]) {
    for (const number of clients) {
      const runs = new Map([["raw", []], ...sides.map((side) => [side.name, []])]);
      for (let round = 0; round < rounds; round += 1) {
        for (const side of sides) {
          runs.get("raw").push({ rate: servers.rawInserts(raw, 500), middle: 0, high: 0, refused: 0, broken: 0 });
          const target = side.forms.find((each) => each.name === form);
          const first = sent.get(side.name) ?? 0;
          const run = await servers.load(side.server.port, target.file, number, seconds, first);
          sent.set(side.name, first + run.requests + number);
          runs.get(side.name).push(run);
        }
      }
      const figures = Object.fromEntries([...runs].map(([name, each]) => [name, middleOf(each)]));
      results.push({ form, clients: number, ...figures });
      const rate = (name) => `${name} ${Math.round(figures[name].rate)}/s`;
      const failed = sides.map((side) => figures[side.name].failed).join("+");
      say(`submit ${form}, ${number} clients: ${[...runs.keys()].map(rate).join(", ")}, refused ${failed}`);
    }
  }
  return results;
}

/** What thousands of browsers that wait cost a server that has just started: no memory is left over from other work. */
async function memoryOfWaiting(side) {
  const server = await servers.serve(side.data, log);
  const before = servers.memoryOf(server.pid).resident;
  const open = await servers.openConnections(server.port, 5000, side.people.slice(0, 600).map((each) => each.cookie));
  const after = servers.memoryOf(server.pid).resident;
  open.close();
  await server.stop();
  return after - before;
}

/** The same page with and without thousands of browsers that wait, in turn. */
async function measureWaiting(side) {
  const page = side.pages.find((each) => each.name === "home");
  const once = () => servers.load(side.server.port, page.file, 16, 2 * seconds);
  const alone = [await once(), await once()];
  const cookies = side.people.slice(0, 600).map((person) => person.cookie);
  const open = await servers.openConnections(side.server.port, 5000, cookies);
  const beside = [await once(), await once(), await once()];
  const lost = open.lost();
  open.close();
  await servers.sleep(1000);
  alone.push(await once());
  return { alone: middleOf(alone), beside: middleOf(beside), lost };
}

/** The border between the counter and a plugin, while nothing else is measured. */
function measureBorder() {
  const run = () => JSON.parse(execFileSync(servers.bin + "plugin_call", { encoding: "utf8" }));
  const runs = Array.from({ length: rounds }, run);
  const middle = (pick) => servers.median(runs.map(pick));
  return {
    spawn: middle((each) => each.spawn.median),
    idle: middle((each) => each.idle_kib) / 1024,
    used: middle((each) => each.used_kib) / 1024,
    fifty: middle((each) => each.fifty_ms),
    calls: runs[0].calls.map(({ bytes }, at) => ({
      bytes,
      worker: middle((each) => each.calls[at].worker.median),
      high: middle((each) => each.calls[at].worker.high),
      inProcess: middle((each) => each.calls[at].in_process.median),
    })),
  };
}

/** The same university with one plugin, and with forty-nine more that have a service and an automation each. */
async function measureFifty() {
  const build = new URL("../../build/release/", import.meta.url).pathname;
  const own = readdirSync(`${build}plugins`).filter((name) => /^it-.*\.guichet$/.test(name)).map((name) => `${build}plugins/${name}`);
  const made = `${output}/fifty-bundles`;
  mkdirSync(made, { recursive: true });
  const others = Array.from({ length: 49 }, (_, number) =>
    makeBundle(`${servers.bin}guichet-sdk`, made, { id: `department-${number}`, library: `${build}bundles/sample/plugin.so`, automations: [{ id: "echo" }], audience: "{ affiliation: [affiliate] }" }),
  );
  const sides = [];
  // The same people, requests and pages on both sides: what the others bring is for nobody there, and comes afterwards.
  for (const [name, added] of [["one", []], ["fifty", others]]) {
    const data = `${output}/demonstration-${name}`;
    rmSync(data, { recursive: true, force: true });
    const given = own.flatMap((bundle) => ["--bundles", bundle]);
    execFileSync(`${servers.bin}guichet`, ["demo", "--data", data, "--people", "1000", "--requests", "1000", ...given], { stdio: "ignore" });
    for (const [number, bundle] of added.entries()) {
      execFileSync(`${servers.bin}guichet`, ["plugin", "install", bundle, "--allow-unsigned", "--data", data], { stdio: "ignore" });
      execFileSync(`${servers.bin}guichet`, ["plugin", "enable", `department-${number}`, "--grant", "all", "--wait", "0", "--data", data], { stdio: "ignore" });
    }
    const side = prepare(name, data);
    side.server = await servers.serve(side.data, log);
    sides.push(side);
  }
  const workers = servers.workersOf(sides[1].server.pid).length;
  const results = [];
  for (const page of sides[0].pages) {
    const runs = new Map(sides.map((side) => [side.name, []]));
    // More rounds than elsewhere: a difference of a few hundredths is looked for.
    for (let round = 0; round < 3 * rounds; round += 1) {
      for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
        const target = side.pages.find((each) => each.name === page.name);
        runs.get(side.name).push(await servers.load(side.server.port, target.file, 16, seconds));
      }
    }
    results.push({ page: page.name, one: middleOf(runs.get("one")), fifty: middleOf(runs.get("fifty")) });
    say(`${page.name}: one plugin ${Math.round(results.at(-1).one.rate)}/s, fifty ${Math.round(results.at(-1).fifty.rate)}/s`);
  }
  for (const side of sides) await side.server.stop();
  return { workers, pages: results };
}

async function main() {
  const begun = Date.now();
  const sides = [prepare("small", folders[0]), prepare("large", folders[1])];
  const facts = {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    processor: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    memory: Math.round(os.totalmem() / 2 ** 30),
    sizes: sides.map((side) => Number(process.env[`GUICHET_BENCH_${side.name.toUpperCase()}`] ?? NaN)),
    loadBefore: os.loadavg()[0],
    rounds,
    seconds,
  };
  for (const side of sides) {
    side.ready = await startTimes(side);
    say(`${side.name}: ready after ${side.ready.toFixed(0)} ms`);
  }
  for (const side of sides) side.server = await servers.serve(side.data, log);
  const pages = await measurePages(sides);
  const submissions = await measureSubmissions(sides);
  const large = sides[1];
  const memory = Object.fromEntries(sides.map((side) => [side.name, servers.memoryOf(side.server.pid)]));
  const workers = servers.workersOf(large.server.pid).map((pid) => servers.memoryOf(pid));
  const waiting = await measureWaiting(large);
  facts.loadAfter = os.loadavg()[0];
  facts.minutes = (Date.now() - begun) / 60000;
  for (const side of sides) await side.server.stop();
  waiting.megabytes = await memoryOfWaiting(large);
  const border = measureBorder();
  const timers = JSON.parse(execFileSync(`${servers.bin}guichet-bench-timers`, ["10000"], { encoding: "utf8" }));
  const fifty = await measureFifty();
  const longForm = await measureLongForm(output, log);
  const workflow = measureWorkflow(quick);
  const colleague = await measureColleague(output, log, quick ? { requests: 8 } : {});
  const matching = measureUnderstanding(`${output}/matching`, facts.sizes[1]);
  const results = { facts, ready: sides.map((side) => side.ready), pages, submissions, memory, workers, waiting, border, timers, fifty, longForm, workflow, colleague, matching };
  writeFileSync(`${output}/results.json`, JSON.stringify(results, null, 1));
  const text = table(results);
  writeFileSync(`${output}/table.md`, text);
  process.stdout.write(text);
}

main().catch((failure) => {
  process.stderr.write(`${failure.stack}\n`);
  process.exit(1);
});

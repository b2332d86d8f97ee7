// SPDX-License-Identifier: GPL-3.0-or-later
// The arrival of a new colleague, from the form to the end, across four departments with the workers of all plugins
// running; whoever is asked answers at once, through the pages. `colleague.mjs OUTPUT [--quick]` measures by itself;
// run.mjs puts it in the table.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as servers from "./servers.mjs";

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** All that the forms of the agents' steps ask, of whichever service: each takes what it knows. */
const agents = {
  contract: "2026-C-88", login: "bourdetl", reference: "RES-14", number: "K-204", day: inDays(3), contractor: "no",
  asset: "UD-20417", handed_on: inDays(0), signed: "yes",
};

/** The program that knows whose turn it is, asked one line after the other. */
class Turns {
  constructor(data) {
    this.child = spawn(`${servers.bin}guichet-bench-turns`, [data], { stdio: ["pipe", "pipe", "inherit"] });
    this.waiting = [];
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift()(JSON.parse(line)));
    this.sessions = new Map();
  }
  ask(line) {
    return new Promise((done) => {
      this.waiting.push(done);
      this.child.stdin.write(`${line}\n`);
    });
  }
  as(login) {
    if (!this.sessions.has(login)) this.sessions.set(login, this.ask(`as ${login}`));
    return this.sessions.get(login);
  }
  stop() {
    this.child.stdin.end();
  }
}

/** Somebody's browser: sends, and counts how long the server took. */
class Browsers {
  constructor(port) {
    this.port = port;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
    this.answers = 0;
    this.posts = 0;
    this.milliseconds = 0;
  }
  send(method, path, session, fields) {
    const body = fields ? new URLSearchParams({ csrf: session.csrf, ...fields }).toString() : "";
    const headers = { Cookie: session.cookie };
    if (body) Object.assign(headers, { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) });
    const begun = process.hrtime.bigint();
    return new Promise((done, failed) => {
      const request = http.request({ agent: this.agent, host: "127.0.0.1", port: this.port, method, path, headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          this.answers += 1;
          if (fields) this.posts += 1;
          this.milliseconds += Number(process.hrtime.bigint() - begun) / 1e6;
          done({ status: answer.statusCode, location: answer.headers.location ?? "", body: Buffer.concat(parts).toString() });
        });
      });
      request.on("error", failed);
      request.end(body);
    });
  }
  /** A page is opened, filled in and sent. */
  async fill(path, session, fields) {
    const page = await this.send("GET", path, session);
    if (page.status !== 200) throw new Error(`${path} answers ${page.status}`);
    const sent = await this.send("POST", path, session, fields);
    if (sent.status !== 303 && sent.status !== 302) throw new Error(`${path} answers ${sent.status} to what was sent: ${told(sent.body)}`);
  }
}

const told = (page) => page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").slice(0, 1500);

async function arrival(browsers, turns, login, number) {
  const session = await turns.as(login);
  const path = "/services/hr/new-colleague";
  const page = await browsers.send("GET", path, session);
  const key = page.body.match(/name="cle" value="([^"]*)"/)?.[1] ?? `${login}-${number}-${Date.now()}`;
  const answers = {
    first_name: "Lina", family_name: `Bourdet${String.fromCharCode(97 + (number % 26))}`, status: "contract", component: "sciences",
    arrival: inDays(6), departure: inDays(370), months: "12", access: "both", furniture: "yes",
    furniture_details: "Une table et deux chaises", equipment: "laptop", usage: "Calcul", budget_line: "CR-2027-14", amount: "2 400",
    office: "aix/bat-b/1/b105",
  };
  const fields = { cle: key, titre: `Une arrivée (${number})` };
  for (const [name, value] of Object.entries(answers)) fields[`r.${name}`] = value;
  const begun = process.hrtime.bigint();
  const sent = await browsers.send("POST", `${path}/envoyer`, session, fields);
  const reference = sent.location.match(/demandes\/([^/?]+)/)?.[1];
  if (!reference) throw new Error(`the request was not sent: ${sent.status} ${sent.location} ${told(sent.body)}`);
  let steps = 0;
  for (let idle = 0; idle < 2000; ) {
    const { status, turns: open } = await turns.ask(reference);
    if (status === "resolved" || status === "closed") {
      return { milliseconds: Number(process.hrtime.bigint() - begun) / 1e6, steps };
    }
    if (status === "refused" || status === "cancelled") throw new Error(`${reference} is ${status}`);
    if (open.length === 0) {
      idle += 1;
      await servers.sleep(2);
      continue;
    }
    const turn = open[0];
    if (!turn.login) throw new Error(`nobody can do ${turn.path}`);
    const answered = turn.approval ? { decision: "accord", commentaire: "" } : Object.fromEntries(Object.entries(agents).map(([name, value]) => [`r.${name}`, value]));
    await browsers.fill(turn.path, await turns.as(turn.login), answered);
    steps += 1;
  }
  throw new Error(`${reference} stands still`);
}

export async function measureColleague(output, log, { requests = 24, clients = 4, people = 300 } = {}) {
  const data = join(output, "colleague-data");
  rmSync(data, { recursive: true, force: true });
  const build = new URL("../../build/release/", import.meta.url).pathname;
  const bundles = readdirSync(`${build}plugins`).filter((name) => name.endsWith(".guichet"));
  const given = bundles.flatMap((name) => ["--bundles", `${build}plugins/${name}`]);
  execFileSync(`${servers.bin}guichet`, ["demo", "--data", data, "--people", String(people), "--requests", "0", ...given], { stdio: "ignore" });
  const server = await servers.serve(data, log);
  const turns = new Turns(data);
  const browsers = new Browsers(server.port);
  try {
    const logins = await turns.ask("staff 20");
    const taken = [];
    for (let number = 0; number < Math.max(3, requests / 4); number += 1) taken.push(await arrival(browsers, turns, logins[number % logins.length], number));
    const alone = { answers: browsers.answers, posts: browsers.posts, milliseconds: browsers.milliseconds };
    const begun = process.hrtime.bigint();
    let next = 0;
    const one = async () => {
      while (next < requests) {
        next += 1;
        await arrival(browsers, turns, logins[next % logins.length], next);
      }
    };
    await Promise.all(Array.from({ length: clients }, one));
    const minutes = Number(process.hrtime.bigint() - begun) / 6e10;
    const workers = servers.workersOf(server.pid).map((pid) => servers.memoryOf(pid));
    return {
      plugins: bundles.length,
      steps: servers.median(taken.map((each) => each.steps)),
      milliseconds: servers.median(taken.map((each) => each.milliseconds)),
      answers: alone.answers / taken.length,
      posts: alone.posts / taken.length,
      server: alone.milliseconds / taken.length,
      clients,
      rate: requests / minutes,
      raw: servers.rawInserts(join(output, "raw.sqlite"), 1000),
      memory: servers.memoryOf(server.pid),
      workers,
    };
  } finally {
    turns.stop();
    await server.stop();
  }
}

const whole = (value) => Math.round(value).toLocaleString("en-US");
const line = (cells) => `| ${cells.join(" | ")} |\n`;

/** The figures as a table; the reference is as many durable inserts as forms were sent. */
export function colleague(found) {
  const raw = (1000 * found.posts) / found.raw;
  const most = (pick) => Math.max(0, ...found.workers.map(pick)).toFixed(1);
  let text = line([`a new colleague, ${found.plugins} plugins`, "measured", "of raw"]) + line(Array(3).fill("---"));
  text += line([`from the form to the end, ${found.steps} answers by agents at once`, `${whole(found.milliseconds)} ms`, `${(found.milliseconds / raw).toFixed(1)} times ${found.posts.toFixed(0)} durable inserts`]);
  text += line([`of that, the server at work on ${found.answers.toFixed(0)} pages and forms`, `${whole(found.server)} ms`, `${(found.server / raw).toFixed(1)} times`]);
  text += line([`arrivals a minute, ${found.clients} at once`, whole(found.rate), `${Math.round((found.rate * raw) / 600)} %`]);
  text += line(["memory of the portal", `${whole(found.memory.resident)} MB resident, ${whole(found.memory.proportional)} MB its own share`, ""]);
  text += line([`memory of its ${found.workers.length} workers, the largest`, `${most((each) => each.resident)} MB resident, ${most((each) => each.proportional)} MB its own share`, ""]);
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [output, ...options] = process.argv.slice(2);
  mkdirSync(output, { recursive: true });
  const small = options.includes("--quick") ? { requests: 8, clients: 2 } : {};
  console.log(colleague(await measureColleague(output, openSync(join(output, "serve.log"), "w"), small)));
}

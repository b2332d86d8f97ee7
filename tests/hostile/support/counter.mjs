// SPDX-License-Identifier: GPL-3.0-or-later
// A whole `guichet serve` under a steady load: what the tests share that set bad plugins on it.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { openSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
export const logins = ["student", "faculty", "staff", "agent", "lead", "agent.triage.1", "agent.triage.2"];

export class Counter {
  constructor(guichet, data, log) {
    Object.assign(this, { guichet, data, log: openSync(log, "a") });
  }

  /// Runs `guichet COMMAND ... --data DATA` and answers what it prints; who waits for it lets the load go on.
  async run(command, ...options) {
    const { stdout } = await promisify(execFile)(this.guichet, [...command.split(" "), ...options, "--data", this.data],
      { encoding: "utf8", env: { ...process.env, LANG: "C.UTF-8" }, maxBuffer: 1 << 26 });
    return stdout;
  }

  async serve() {
    this.server = spawn(this.guichet, ["serve", "--data", this.data, "--port", "0"], { stdio: ["ignore", "pipe", this.log] });
    this.gone = new Promise((resolve) => this.server.once("exit", (code, signal) => resolve(signal ?? code)));
    this.url = await new Promise((resolve, reject) => {
      let said = "";
      this.server.stdout.on("data", (bytes) => {
        said += bytes;
        const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (found) resolve(found[0]);
      });
      this.gone.then((how) => reject(new Error(`the server ended (${how}): ${said}`)));
    });
  }

  async stop() {
    this.server.kill("SIGTERM");
    return this.gone;
  }

  /// Rows of the database, while it is served too.
  ask(sql) {
    const said = execFileSync("sqlite3", ["-readonly", "-json", "-cmd", ".timeout 5000", join(this.data, "guichet.sqlite"), sql], { encoding: "utf8", maxBuffer: 1 << 26 });
    return said.trim() ? JSON.parse(said) : [];
  }

  /// The process ids of the workers, each with the bundle it serves.
  workers() {
    // ps fails when there is none, as between a worker's end and its next start.
    const { stdout } = spawnSync("ps", ["-o", "pid=,args=", "--ppid", String(this.server.pid)], { encoding: "utf8" });
    return stdout.trim().split("\n").filter((line) => line.includes("guichet-worker"))
      .map((line) => ({ pid: Number.parseInt(line, 10), bundle: line.match(/guichet-worker (\S+)/)?.[1] ?? "" }));
  }

  async page(path, person, options = {}) {
    return fetch(this.url + path, { redirect: "manual", ...options, headers: { cookie: person?.cookie ?? "", ...options.headers } });
  }

  async signIn(login) {
    const first = await this.page("/connexion");
    const before = cookies(first);
    const answer = await this.page("/connexion", { cookie: before }, {
      method: "POST", body: new URLSearchParams({ csrf: token(await first.text()), login, password: "guichet", retour: "/" }) });
    assert.equal(answer.status, 303, `${login} signs in`);
    return this.withToken({ login, cookie: [before, cookies(answer)].filter(Boolean).join("; ") });
  }

  async withToken(person) {
    return { ...person, csrf: token(await (await this.page("/demande-libre", person)).text()) };
  }

  /// Sends a form; answers its submission key, by which the database knows the request.
  async submit(person, service, title, fields = {}) {
    const key = randomUUID();
    const path = service ? `/services/${service}/envoyer` : "/demande-libre/envoyer";
    const answer = await this.page(path, person, {
      method: "POST", body: new URLSearchParams({ csrf: person.csrf, cle: key, titre: title, ...fields }) });
    if (answer.status !== 303) {
      const text = (await answer.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
      throw new Error(`${service} refused a submission of ${person.login} with ${answer.status}: ${text.slice(0, 600)}`);
    }
    return key;
  }
}

const cookies = (answer) => answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
const token = (page) => page.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "";

/// People who look at pages, `each second` so many, whether the answers come or not. What is not a good answer within
/// two seconds is a failure.
export class Load {
  constructor(counter, people, perSecond, paths = ["/", "/catalogue", "/demandes", "/suggestions?q=wifi", "/fiches", "/demande-libre"]) {
    Object.assign(this, { counter, people, paths, failures: [], times: [], served: 0, agent: new http.Agent({ keepAlive: true, maxSockets: 32 }) });
    this.every = 1000 / perSecond;
  }

  begin() {
    const origin = performance.now();
    let sent = 0;
    const turn = () => {
      // As many as are due by now: a late timer must not make the load smaller.
      for (; sent * this.every <= performance.now() - origin; ++sent) this.once(sent);
      this.timer = setTimeout(turn, this.every);
    };
    turn();
  }

  end() {
    clearTimeout(this.timer);
    this.agent.destroy();
  }

  once(number) {
    const path = this.paths[number % this.paths.length];
    const begun = performance.now();
    const failed = (why) => this.failures.push(`${new Date().toISOString()} GET ${path}: ${why}`);
    const asked = http.get(this.counter.url + path, { agent: this.agent, timeout: 2000, headers: { cookie: this.people[number % this.people.length].cookie } }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        this.times.push(performance.now() - begun);
        ++this.served;
        if (answer.statusCode !== 200) failed(answer.statusCode);
      });
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer within two seconds")));
    asked.on("error", (error) => failed(error.message));
  }

  /// The times of what was answered within `milliseconds` from now.
  async window(milliseconds) {
    this.times = [];
    await sleep(milliseconds);
    return this.times;
  }
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
export const median = (values) => quantile(values, 0.5);

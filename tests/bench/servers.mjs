// SPDX-License-Identifier: GPL-3.0-or-later
// Starting, asking and measuring the programs that are compared.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import net from "node:net";

export const bin = new URL("../../build/release/bin/", import.meta.url).pathname;

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.floor(sorted.length / 2)];
}

export function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** GET, with what came back. */
export function get(port, path, headers = {}) {
  return new Promise((done, failed) => {
    http
      .get({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => done({ status: answer.statusCode, body: Buffer.concat(parts) }));
      })
      .on("error", failed);
  });
}

export class Program {
  constructor(child, port) {
    this.child = child;
    this.port = port;
    this.pid = child.pid;
  }
  stop() {
    return new Promise((done) => {
      this.child.once("exit", done);
      this.child.kill("SIGTERM");
    });
  }
}

/** `guichet serve`, with how long it took until it answered that it is ready. */
export async function serve(data, log) {
  const port = await freePort();
  const begun = process.hrtime.bigint();
  const child = spawn(bin + "guichet", ["serve", "--data", data, "--port", String(port)], {
    stdio: ["ignore", log, log],
  });
  let ended = false;
  child.once("exit", () => (ended = true));
  for (;;) {
    const ready = await get(port, "/etat").then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) break;
    if (ended) throw new Error(`guichet serve ended before it was ready on ${data}: see build/bench/serve.log`);
    await sleep(1);
  }
  const program = new Program(child, port);
  program.readyMilliseconds = Number(process.hrtime.bigint() - begun) / 1e6;
  return program;
}

/** A server that prints its port and answers the bytes of a file. */
export async function sameBytes(name, file) {
  const child = spawn(bin + name, [file], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((done, failed) => {
    child.stdout.once("data", (text) => done(Number(String(text).trim())));
    child.once("exit", () => failed(new Error(`${name} did not start`)));
  });
  return new Program(child, port);
}

/** Megabytes, resident and proportional. */
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const field = (name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"))[1]) / 1024;
  return { resident: field("Rss"), proportional: field("Pss") };
}

export function workersOf(pid) {
  const children = [];
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    children.push(...readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean));
  }
  return children.filter((child) => readFileSync(`/proc/${child}/comm`, "utf8").startsWith("guichet-worker"));
}

export function rawInserts(file, milliseconds) {
  return Number(execFileSync(bin + "raw_insert", [file, String(milliseconds)], { encoding: "utf8" }));
}

/** One run of wrk: requests a second, and microseconds. */
export function load(port, targets, clients, seconds, first) {
  return new Promise((done, failed) => {
    const script = new URL("requests.lua", import.meta.url).pathname;
    const words = ["-t1", `-c${clients}`, `-d${seconds}s`, "-s", script, `http://127.0.0.1:${port}`, "--", targets];
    words.push(String(Math.floor(Math.random() * 1e6)));
    if (first !== undefined) words.push(String(first));
    const wrk = spawn("wrk", words, { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    wrk.stdout.on("data", (text) => (said += text));
    wrk.once("exit", () => {
      const figures = said.match(/^FIGURES (.*)$/m);
      if (!figures) return failed(new Error(`wrk said: ${said}`));
      const [rate, middle, high, refused, broken, requests] = figures[1].split(" ").map(Number);
      done({ rate, middle, high, refused, broken, requests });
    });
  });
}

/** Browsers that wait: half with an idle connection, half listening to live updates. */
export async function openConnections(port, count, cookies) {
  const sockets = [];
  let lost = 0;
  const open = (index) =>
    new Promise((done) => {
      const socket = net.connect(port, "127.0.0.1", () => {
        const path = index % 2 === 0 ? "/etat" : "/direct";
        const cookie = cookies[index % cookies.length];
        socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n\r\n`);
      });
      sockets.push(socket);
      socket.once("data", (bytes) => {
        if (!String(bytes).startsWith("HTTP/1.1 200")) lost += 1;
        done();
      });
      socket.once("error", () => done((lost += 1)));
      socket.once("close", () => (lost += 1));
    });
  for (let from = 0; from < count; from += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - from) }, (_, index) => open(from + index)));
  }
  return { lost: () => lost, close: () => sockets.forEach((socket) => socket.destroy()) };
}

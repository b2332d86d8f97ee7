// SPDX-License-Identifier: GPL-3.0-or-later
// The portal that the journeys walk through: portal.mjs start|stop FOLDER GUICHET [SDK PLUGIN]. `start` makes a small
// demonstration university in FOLDER, with the department in the folder PLUGIN alone when there is one, serves it on a free
// port and writes FOLDER/portal.json; `stop` ends that very server.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const [, , action, folder, guichet, sdk, plugin] = process.argv;
const noted = join(folder, "portal.json");

function alive(pid) {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve");
  } catch {
    return false;
  }
}

async function stop() {
  if (!existsSync(noted)) return;
  const { pid } = JSON.parse(readFileSync(noted, "utf8"));
  if (alive(pid)) process.kill(pid, "SIGTERM");
  for (let i = 0; i < 100 && alive(pid); ++i) await pause(50);
  if (alive(pid)) process.kill(pid, "SIGKILL");
  rmSync(noted, { force: true });
}

async function start() {
  await stop();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const data = join(folder, "data");
  const departments = [];
  if (plugin) {
    const bundle = join(folder, "trial.guichet");
    execFileSync(sdk, ["build", plugin, "--output", bundle], { stdio: "inherit" });
    departments.push("--bundles", bundle);
  }
  const size = ["--people", "120", "--requests", plugin ? "0" : "300"];
  execFileSync(guichet, ["demo", "--data", data, ...size, ...departments], { stdio: "inherit" });
  const log = openSync(join(folder, "server.log"), "a");
  const server = spawn(guichet, ["serve", "--data", data, "--port", "0"], { detached: true, stdio: ["ignore", log, log] });
  server.unref();
  for (let i = 0; i < 200; ++i) {
    const url = readFileSync(join(folder, "server.log"), "utf8").match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (url) return writeFileSync(noted, JSON.stringify({ url, pid: server.pid, data, guichet }));
    if (server.exitCode !== null) break;
    await pause(50);
  }
  console.error(readFileSync(join(folder, "server.log"), "utf8"));
  throw new Error("the portal did not open");
}

await (action === "start" ? start() : stop());

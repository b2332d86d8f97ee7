// SPDX-License-Identifier: GPL-3.0-or-later
// What `guichet-sdk new` makes of each template, answered as its questions are, by somebody with the installed SDK:
// it builds, passes its tests, holds, and shows in a portal. templates.mjs SDK GUICHET FOLDER.
import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { Portal, eventually, plugin, run } from "./support/plugins.mjs";

const [sdk, guichet, folder] = process.argv.slice(2);
const tool = join(sdk, "bin/guichet-sdk");
const compiler = existsSync("/usr/bin/ccache") ? "ccache" : "";
const environment = { ...process.env, LC_ALL: "C.UTF-8", CMAKE_C_COMPILER_LAUNCHER: compiler, CMAKE_CXX_COMPILER_LAUNCHER: compiler };
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const templates = [
  { name: "declarative", service: "appointment", tests: 2 },
  { name: "automation", service: "certificate", tests: 3, done: true },
  { name: "connector", service: "certificate", tests: 3 },
  { name: "c", service: "certificate", tests: 3, done: true },
].map((each) => ({ ...each, id: `made-of-${each.name}`, place: join(folder, `made-of-${each.name}`) }));

/** The command, at a terminal of its own where somebody types these lines. */
function typed(lines, ...command) {
  const done = spawnSync("script", ["-qec", command.join(" "), "/dev/null"],
                         { cwd: folder, encoding: "utf8", env: environment, input: `${lines.join("\n")}\n`, timeout: 60_000 });
  return { code: done.status, text: done.stdout.replaceAll("\r", "") };
}

async function make({ name, id, place, tests }) {
  const made = typed([id, `Service « ${name} »`, name], tool, "new");
  assert.equal(made.code, 0, made.text);
  assert.equal(made.text.split("?").length - 1, 3, `three questions:\n${made.text}`);
  const step = async (...command) => {
    try {
      return (await promisify(execFile)(command[0], command.slice(1), { cwd: place, env: environment })).stdout;
    } catch (failure) {
      throw new Error(`${id}: ${command.join(" ")}:\n${failure.stdout}${failure.stderr}`);
    }
  };
  await step("cmake", "-S", ".", "-B", "build", "-G", "Ninja", `-DCMAKE_PREFIX_PATH=${sdk}`);
  await step("cmake", "--build", "build", "-j", "1");
  assert.match(await step("ctest", "--test-dir", "build", "--output-on-failure"), new RegExp(`100% tests passed, 0 tests failed out of ${tests}`));
  const report = JSON.parse(await step(tool, "check", `build/${id}-1.0.0.guichet`, "--json"));
  assert.ok(report.failed === 0 && report.warnings === 0 && report.skipped === 0, JSON.stringify(report, null, 1));
}

await Promise.all(templates.map(make));

// All four in one portal, by the hands of an administrator.
const data = join(folder, "data");
run(guichet, "demo", "--data", data, "--people", "30", "--requests", "0");
const portal = await Portal.start(guichet, data);
try {
  for (const { id, place } of templates) {
    for (const words of [["install", join(place, `build/${id}-1.0.0.guichet`), "--allow-unsigned"], ["enable", id, "--grant", "all"]]) {
      const done = plugin(guichet, data, ...words);
      assert.equal(done.code, 0, `${words.join(" ")}: ${done.text}${done.errors}`);
    }
  }
  await portal.signIn("student");
  const catalogue = await portal.text("/catalogue");
  for (const { id, service, done } of templates) {
    assert.ok(catalogue.includes(`/services/${id}/${service}`), `the catalogue does not show ${id}/${service}`);
    assert.equal(await portal.status(`/services/${id}/${service}`), 200);
    if (!done) continue;
    const request = await portal.request(`${id}/${service}`, { number: "12 34 56 78", language: "fr" });
    await eventually(async () => (await portal.text(request)).includes("Votre attestation est prête."), `${id} does the work`, 30);
  }
} finally {
  await portal.stop();
}
// `run` with what a plugin requires and connects to: the connector's register answers here, on this machine.
const register = createServer((connection) => connection.on("data", () => connection.end("Martin;2026\n"))).listen(0, "127.0.0.1");
await once(register, "listening");
const { place, id } = templates.find((each) => each.name === "connector");
const change = (file, from, to) => {
  const text = readFileSync(join(place, file), "utf8");
  assert.ok(text.includes(from), `${file} has no ${from}`);
  writeFileSync(join(place, file), text.replace(from, to));
};
// Two departments of one demonstration, so teams of their own names.
for (const file of ["plugin.yaml", "services/certificate.yaml", "docs/what-a-certificate-says.md", "docs/what-a-certificate-says.en.md"])
  writeFileSync(join(place, file), readFileSync(join(place, file), "utf8").replace(/\b(desk|local)\b/g, "register-$1"));
const required = templates.find((each) => each.name === "declarative");
change("plugin.yaml", "host: registre.univ-exemple.fr, port: 8443", `host: 127.0.0.1, port: ${register.address().port}`);
change("plugin.yaml", "library: true", `library: true\nrequires: [{ plugin: ${required.id}, version: ">=1.0 <2.0" }]`);
change("src/register.cpp", '"registre.univ-exemple.fr"', '"127.0.0.1"');
change("src/register.cpp", "8443", String(register.address().port));
const beside = join(required.place, `build/${required.id}-1.0.0.guichet`);
const running = spawn(tool, ["run", ".", "--port", "0", "--with", beside, "--allow-private"], { cwd: place, env: { ...environment, GUICHET_BIN: guichet } });
const ended = once(running, "exit");
let told = "";
for (const stream of [running.stdout, running.stderr]) stream.on("data", (piece) => (told += piece));
try {
  await eventually(() => {
    assert.equal(running.exitCode, null, told);
    return /open: http/.test(told);
  }, "run opens a portal", 300);
  const workshop = Portal.at(/open: (http:\/\/[\d.]+:\d+)/.exec(told)[1]);
  await workshop.signIn("student");
  assert.equal(await workshop.status(`/services/${required.id}/${required.service}`), 200, "what it requires is there too");
  await workshop.request(`${id}/certificate`, { number: "12345678", language: "fr" });
  await eventually(async () => /done: .*2026/.test(await workshop.text("/developpement")), "the register is asked", 30);
} finally {
  running.kill("SIGTERM");
  await ended;
  register.close();
}
console.log("each template builds, passes its tests, holds and shows in a portal");

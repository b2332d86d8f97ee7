// SPDX-License-Identifier: GPL-3.0-or-later
// guichet-sdk as a department's developer and their CI meet it: every command but `run` (tutorial.mjs), with plugins
// that hold and plugins that do not. sdk.mjs GUICHET_SDK FOLDER BUNDLES; BUNDLES holds crashes_in_load/plugin.so.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [tool, folder, bundles] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

function sdk(code, ...words) {
  const done = spawnSync(tool, words, { cwd: folder, encoding: "utf8", input: "", timeout: 120_000 });
  assert.equal(done.status, code, `guichet-sdk ${words.join(" ")} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
  return done.stdout + done.stderr;
}
const json = (code, ...words) => JSON.parse(sdk(code, ...words, "--json"));
const failures = (report) => report.tests.filter((test) => !test.passed).map((test) => test.name);

// new: each template holds, whatever the department is called; nothing is overwritten.
for (const template of ["declarative", "automation", "connector", "c"]) {
  sdk(0, "new", `a-${template}`, "--template", template, "--department-fr", 'L’« accueil » "\\', "--department-en", "Desk: #1");
  const report = json(0, "check", `a-${template}`);
  assert.equal(report.plugin.id, `a-${template}`);
  assert.ok(report.passed >= 12 && report.failed === 0 && report.warnings === 0, JSON.stringify(report, null, 1));
}
assert.match(sdk(3, "new", "a-c"), /is there already: nothing was written/);
assert.match(sdk(2, "new", "Not_An_Id"), /is not an id/);
assert.match(sdk(2, "new", "b", "--template", "conector"), /did you mean "connector"/);
assert.match(sdk(2, "new"), /say what the plugin is called/);
assert.match(sdk(2, "chek"), /there is no command chek/);
assert.match(sdk(2, "check", "a-c", "--jsn=1"), /has no option --jsn/);

// test: scenarios without C++.
assert.equal(json(0, "test", "a-declarative").passed, 4);
appendFileSync(join(folder, "a-declarative/scenarios/appointment.yaml"),
               "  - { name: Nobody, service: appointment, answers: { way: remote }, routed_to: desk }\n");
const broken = json(1, "test", "a-declarative").tests.at(-1);
assert.deepEqual([broken.passed, broken.problems.map((each) => each.line)], [false, [32, 32]]);

// check: a mistake is named by file and line, and what hangs on it is not run.
const service = join(folder, "a-declarative/services/appointment.yaml");
writeFileSync(service, readFileSync(service, "utf8").replace("type: choice", "type: chioce"));
const mistaken = json(1, "check", "a-declarative");
assert.deepEqual(failures(mistaken), ["service-files"]);
const [problem] = mistaken.tests.find((test) => !test.passed).problems;
assert.equal(problem.file, "services/appointment.yaml");
assert.match(readFileSync(service, "utf8").split("\n")[problem.line - 1], /chioce/);
assert.ok(mistaken.skipped > 5);

// A library that crashes is a failed test, not a dead tool; so is one that is none.
sdk(0, "build", "a-c", "--library", join(bundles, "crashes_in_load/plugin.so"), "--output", "crashes.guichet");
const crashed = json(1, "check", "crashes.guichet");
assert.ok(failures(crashed).includes("starts-and-stops"), JSON.stringify(crashed, null, 1));
assert.match(JSON.stringify(crashed), /signal|quarantined/);
writeFileSync(join(folder, "no-library.so"), "#!/bin/sh\n");
sdk(0, "build", "a-c", "--library", "no-library.so", "--output", "none.guichet");
assert.ok(failures(json(1, "check", "none.guichet")).includes("exported-symbols"));

// keygen, sign, pack: one file with the same bytes each time, which no longer holds once anything in it changed.
assert.match(sdk(0, "keygen", "key"), /^[A-Za-z0-9+/]{43}=$/m);
assert.equal(statSync(join(folder, "key")).mode & 0o777, 0o600);
assert.match(sdk(3, "keygen", "key"), /is there already/);
const made = "crashes.guichet";
sdk(0, "sign", made, "--key", "key");
sdk(0, "pack", made, "--output", "one.zip");
sdk(0, "pack", made, "--output", "two.zip");
assert.deepEqual(readFileSync(join(folder, "one.zip")), readFileSync(join(folder, "two.zip")));
assert.ok(!failures(json(1, "check", "one.zip")).includes("signature"));
const manifest = join(folder, made, "manifest.json");
writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"version"', ' "version"'));
assert.ok(failures(json(1, "check", made)).includes("signature"));
writeFileSync(join(folder, "cut.zip"), readFileSync(join(folder, "one.zip")).subarray(0, 1000));
assert.match(sdk(1, "check", "cut.zip"), /cut\.zip:1: the file is no zip archive/);

// docs, schema.
sdk(0, "docs", "a-automation", "--output", "page.html");
const page = readFileSync(join(folder, "page.html"), "utf8");
for (const word of ["Demander une attestation", "L’« accueil »", "prepare-certificate", "What the administrator sets"])
  assert.ok(page.includes(word), word);
assert.ok(page.includes("<svg") !== page.includes("Graphviz (the program dot) is not installed"), "a picture, or why not");
assert.equal(JSON.parse(sdk(0, "schema", "service")).title, "service");
assert.match(sdk(2, "schema", "servce"), /there is no schema/);

assert.ok(!readdirSync(folder).some((name) => name.includes("draft")), "nothing half-made is left");
assert.ok(existsSync(join(folder, "a-c/src/prepare_certificate.c")));
console.log("guichet-sdk does what it says");

// SPDX-License-Identifier: GPL-3.0-or-later
// guichet-sdk as a department's developer and their CI meet it: every command but `run` (tutorial.mjs), with plugins
// that hold and plugins that do not. sdk.mjs GUICHET_SDK FOLDER BUNDLES; BUNDLES holds crashes_in_load/plugin.so.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [tool, folder, bundles] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const environment = { ...process.env };
delete environment.GUICHET_BIN;  // there is no portal beside this SDK

function sdk(code, ...words) {
  const done = spawnSync(tool, words, { cwd: folder, encoding: "utf8", input: "", timeout: 120_000, env: environment });
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
assert.ok(page.includes("<svg"), "Graphviz draws the workflow");
assert.equal(JSON.parse(sdk(0, "schema", "service")).title, "service");
assert.match(sdk(2, "schema", "servce"), /there is no schema/);

// What a newcomer mistypes, and what a disk is like: one sentence that says what to do, never what went wrong inside.
const closed = join(folder, "a-closed");
cpSync(join(folder, "a-automation"), closed, { recursive: true });
writeFileSync(join(folder, "file.txt"), "no bundle");
writeFileSync(join(folder, "key.txt"), "x".repeat(5000));
const mistakes = [
  [2, /say what to do/], [2, /did you mean "check"/, "chekc"], [2, /something is missing\nit is: guichet-sdk check/, "check"],
  [2, /b is too much/, "check", "a-c", "b"], [2, /--output needs a value\nit is/, "build", "a-c", "--output"],
  [2, /an empty name names nothing/, "pack", ""], [2, /--bundle is empty/, "test", "a-c", "--bundle="],
  [3, /nowhere does not exist: give the folder/, "check", "nowhere"], [3, /nowhere does not exist/, "test", "nowhere"],
  [3, /nowhere does not exist/, "run", "nowhere"], [3, /nowhere does not exist/, "docs", "nowhere"],
  [3, /nowhere does not exist/, "build", "nowhere", "--output", "out"],
  [3, /nowhere does not exist: a bundle is built by/, "pack", "nowhere"],
  [3, /nowhere does not exist/, "sign", "nowhere", "--key", "key"],
  [3, /nowhere does not exist: a key is made by/, "sign", made, "--key", "nowhere"],
  [1, /key\.txt is not a secret key/, "sign", made, "--key", "key.txt"],
  [1, /a-c is the folder you write in/, "pack", "a-c"], [1, /no zip archive/, "pack", "file.txt"],
  [3, /is not a bundle: it is not replaced/, "build", "a-c", "--library", "no-library.so", "--output", "file.txt"],
  [3, /cannot be written: there is no folder nowhere/, "build", "a-c", "--output", "nowhere/out"],
  [3, /cannot be written: there is no folder nowhere/, "docs", "a-c", "--output", "nowhere/a.html"],
  [3, /cannot be written: there is no folder nowhere/, "keygen", "nowhere/key"],
  [3, /cannot be written: there is no folder nowhere/, "pack", made, "--output", "nowhere/out"],
  [2, /name it PAGE\.html or PAGE\.md/, "docs", "a-c", "--output", "page.pdf"],
  [2, /a port is a number up to 65535/, "run", "a-c", "--port", "ninety"],
  [2, /file\.txt is a bundle: give the folder you write in/, "run", "file.txt"],
  [3, /there is no portal to open .*\n.*cmake --install/, "run", "a-c"],
];
for (const [code, says, ...words] of mistakes) {
  const said = sdk(code, ...words);
  assert.match(said, says, words.join(" "));
  assert.ok(said.split("\n").length <= 5 && !/exception|filesystem error|what\(\)/.test(said), said);
}
// Too big, not YAML, and, for whoever is not root, closed.
writeFileSync(join(closed, "services/huge.yaml"), "a".repeat(5_000_000));
assert.match(sdk(1, "check", "a-closed"), /a-closed:1: services\/huge\.yaml is too big/);
assert.match(sdk(1, "docs", "a-closed"), /services\/huge\.yaml is too big/);
rmSync(join(closed, "services/huge.yaml"));
writeFileSync(join(closed, "scenarios/broken.yaml"), "scenarios:\n  - name: [\n");
assert.match(sdk(1, "test", "a-closed"), /scenarios\/broken\.yaml:3: is not YAML here/);
chmodSync(join(closed, "scenarios"), 0o000);
const reads = process.getuid() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"];
const refused = spawnSync(reads[0], [...reads.slice(1), tool, "test", "a-closed"], { cwd: folder, encoding: "utf8" });
chmodSync(join(closed, "scenarios"), 0o755);
assert.equal(refused.status, 3, refused.stdout + refused.stderr);
assert.match(refused.stderr, /a-closed\/scenarios cannot be read: Permission denied; `chmod/);

assert.ok(!readdirSync(folder).some((name) => name.includes("draft")), "nothing half-made is left");
assert.ok(existsSync(join(folder, "a-c/src/prepare_certificate.c")));
console.log("guichet-sdk does what it says");

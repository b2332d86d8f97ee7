// SPDX-License-Identifier: GPL-3.0-or-later
// command_line.mjs GUICHET FOLDER: what whoever runs a counter types, right and wrong, beside a server too.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Portal } from "./support/plugins.mjs";

const [guichet, folder] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const data = join(folder, "data");
const says = (input, ...words) => {
  const done = spawnSync(guichet, words, { encoding: "utf8", input, env: { ...process.env, LC_ALL: "C" } });
  return { code: done.status, text: done.stdout, errors: done.stderr };
};
assert.equal(says("", "demo", "--data", data, "--people", "10", "--requests", "2").code, 0);

// One server a folder; other commands beside it.
const portal = await Portal.start(guichet, data);
const second = says("", "serve", "--data", data, "--port", "0");
assert.equal(second.code, 1);
assert.match(second.errors, /Another server already serves this folder/);
assert.equal(says("", "services", "--data", data).code, 0);

// Copies.
const copy = join(folder, "copy");
assert.equal(says("", "backup", "--data", data, "--copy", copy).code, 0);
assert.equal(statSync(copy).mode & 0o777, 0o700);
assert.equal(statSync(join(copy, "tables", "password.jsonl")).mode & 0o777, 0o600);
for (const inside of [join(data, "copy"), data, join(data, "..", "data", "copy")]) {
  const refused = says("", "backup", "--data", data, "--copy", inside);
  assert.equal(refused.code, 1, inside);
  assert.match(refused.errors, /inside the data folder/);
}
assert.equal(says("", "backup", "--data", data, "--copy", `${data}-copy`).code, 0, "beside it, however it is called");
const nowhere = says("", "restore", "--data", join(folder, "new"), "--copy", join(folder, "missing"));
assert.equal(nowhere.code, 1);
assert.match(nowhere.errors, /no backup in this folder/);
assert.ok(!existsSync(join(folder, "new")), "no data folder is made for nothing");
await portal.stop();
const again = await Portal.start(guichet, data);
await again.stop();

// What cannot be meant is refused.
for (const words of [["serve", "--port", "-1"], ["serve", "--port", "70000"], ["services", "wifi"], ["match", "--stdin", "wifi"]]) {
  const refused = says("", words[0], "--data", data, ...words.slice(1));
  assert.equal(refused.code, 2, words.join(" "));
}
const lines = says("student\tje n'ai plus de wifi\nje n'ai plus de wifi\nnobody\twifi\nstaff\tmot de passe oublié\n",
  "match", "--data", data, "--stdin");
assert.equal(lines.code, 1);
const answers = lines.text.trim().split("\n").map((line) => JSON.parse(line));
assert.deepEqual(answers.map((answer) => "error" in answer), [false, true, true, false]);

// SPDX-License-Identifier: GPL-3.0-or-later
// Plugins are changed under a running server, over nothing but the command line: disabled, enabled, upgraded, rolled back
// by hand and by the counter itself. The pages follow within seconds, and the server is never started again.
// plugins_live.mjs GUICHET BUNDLES FOLDER
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { changedBundle, eventually, firstArticle, Portal, plugin, run } from "./support/plugins.mjs";

const [guichet, bundles, folder] = process.argv.slice(2);
const data = join(folder, "data");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const it = readdirSync(bundles).find((name) => /^it-.*\.guichet$/.test(name));
assert.ok(it, `no bundle of it in ${bundles}`);
const shipped = join(bundles, it);
run(guichet, "demo", "--data", data, "--people", "60", "--requests", "40", "--bundles", shipped);

const portal = await Portal.start(guichet, data);
const on = (...words) => plugin(guichet, data, ...words);
/** The words after "guichet plugin" of a remedy. */
const typedAgain = (remedy) => remedy.split(" --data ")[0].split(" ").slice(2);
try {
  // What there is.
  const [summary] = on("list").json;
  assert.equal(summary.id, "it");
  assert.equal(summary.standing, "enabled");
  await eventually(() => on("show", "it").json.nodes.some((node) => node.state === "ready"), "a ready worker is told");
  assert.equal(on("show", "nothing").code, 1);
  assert.match(on("show", "nothing").errors, /guichet plugin list/);

  // Disabled: its pages go, whoever looks. Enabled: they are back.
  const article = firstArticle(shipped);
  const page = `/fiches/${article.id}`;
  assert.equal(await portal.status(page), 200);
  // What that will mean is told before, and as it is done: the demonstration has open requests.
  const told = on("show", "it").json.disable;
  assert.ok(told.open_requests > 0, JSON.stringify(told));
  assert.deepEqual(told.required_by, []);
  const words = run(guichet, "plugin", "show", "it", "--data", data);
  assert.match(words, new RegExp(`If you disable it:\\n +${told.open_requests} open requests? keeps? working`));
  assert.match(words, new RegExp(`${told.waiting_automations} automations? will wait`));
  const off = on("disable", "it");
  assert.equal(off.code, 0, off.errors);
  assert.equal(off.json.disable.open_requests, told.open_requests);
  await eventually(async () => (await portal.status(page)) === 404, "its page is gone");
  assert.equal(on("list").json[0].standing, "disabled");
  const typed = on("show", "it").json.history[0];
  assert.deepEqual([typed.action, typed.by_command_line], ["plugin.disable", true]);
  assert.equal(on("enable", "it").code, 0);
  await eventually(async () => (await portal.status(page)) === 200, "its page is back");

  // An upgrade changes the page that is served; unsigned, it needs the word.
  const better = changedBundle(shipped, join(folder, "better"), { version: "9.0.0", title: "Un tout autre titre" });
  const unsigned = on("upgrade", "it", better);
  assert.equal(unsigned.code, 1);
  assert.match(unsigned.errors, /--allow-unsigned/);
  const upgraded = on("upgrade", "it", better, "--allow-unsigned");
  assert.equal(upgraded.code, 0, upgraded.errors + upgraded.text);
  await eventually(async () => (await portal.text(page)).includes("Un tout autre titre"), "the new title is served");
  assert.equal(on("show", "it").json.version, "9.0.0");
  assert.equal(on("show", "it").json.previous_version, summary.version);

  // Back by hand.
  assert.equal(on("rollback", "it").code, 0);
  await eventually(async () => !(await portal.text(page)).includes("Un tout autre titre"), "the old title is back");

  // A version whose library cannot be loaded: the old one serves on, and the counter goes back by itself.
  const before = on("show", "it").json.nodes[0];
  const broken = changedBundle(shipped, join(folder, "broken"), { version: "9.1.0", library: "this is no library" });
  const refused = on("upgrade", "it", broken, "--allow-unsigned");
  assert.equal(refused.code, 1, refused.text);
  const after = on("show", "it").json;
  assert.equal(after.version, summary.version);
  assert.equal(after.note.key, "plugin.note.rolled-back");
  assert.equal(after.note.parameters.failed, "9.1.0");
  assert.equal(after.history[0].action, "plugin.roll-back-by-itself");
  assert.equal(after.history[0].by_command_line, false);
  assert.match(run(guichet, "plugin", "list", "--data", data), /by itself\. Why: \S.*\(.+\)/, "list says why");
  assert.equal(after.nodes[0].pid, before.pid, "the worker that served was never stopped");
  assert.equal(await portal.status(page), 200);

  // Asking for more has to be approved, and the errors say what to type, without losing what was typed already.
  const greedy = changedBundle(shipped, join(folder, "greedy"), { version: "9.2.0", capabilities: ["mail", "people"] });
  const bare = on("upgrade", "it", greedy, "--grant", "mail");
  assert.equal(bare.code, 1);
  assert.equal(bare.json.remedy, `guichet plugin upgrade it ${greedy} --grant mail --allow-unsigned --data ${data}`);
  const nothing = on("upgrade", "it", greedy, "--allow-unsigned");
  assert.match(nothing.json.remedy, / --grant mail,people --data /);
  const half = on("upgrade", "it", greedy, "--allow-unsigned", "--grant", "people");
  assert.equal(half.code, 1);
  assert.match(half.errors, / --grant people,mail --data /);
  assert.equal(on(...typedAgain(half.json.remedy)).code, 0, "what it says works when it is typed");

  // Tried without doing anything, and gone.
  const tried = on("call", "it", "unlock-account", "--input", JSON.stringify({ account: "student" }));
  assert.ok(["done", "hand-over", "failed"].includes(tried.json.outcome), JSON.stringify(tried.json));
  assert.equal(on("remove", "it").code, 1);
  assert.equal(on("disable", "it").code, 0);
  assert.equal(on("remove", "it").code, 0);
  assert.deepEqual(on("list").json, []);
  assert.equal(await portal.status("/"), 200);
} finally {
  await portal.stop();
}

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
  const off = on("disable", "it");
  assert.equal(off.code, 0, off.errors);
  await eventually(async () => (await portal.status(page)) === 404, "its page is gone");
  assert.equal(on("list").json[0].standing, "disabled");
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
  assert.equal(after.nodes[0].pid, before.pid, "the worker that served was never stopped");
  assert.equal(await portal.status(page), 200);

  // Asking for more has to be approved, and the error says what to type.
  const greedy = changedBundle(shipped, join(folder, "greedy"), { version: "9.2.0", capability: "mail" });
  const more = on("upgrade", "it", greedy, "--allow-unsigned");
  assert.equal(more.code, 1);
  assert.match(more.errors, /--grant mail/);
  assert.equal(on("upgrade", "it", greedy, "--allow-unsigned", "--grant", "mail").code, 0);

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

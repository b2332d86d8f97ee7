// SPDX-License-Identifier: GPL-3.0-or-later
// Two servers on one PostgreSQL, each with a data folder of its own and the files of both in one place: what the command
// line changes beside one of them, the other follows.
// plugins_on_two_nodes.mjs GUICHET BUNDLES FOLDER; the database server is named by GUICHET_TEST_POSTGRESQL.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { changedBundle, eventually, firstArticle, Portal, plugin, run } from "./support/plugins.mjs";

const [guichet, bundles, folder] = process.argv.slice(2);
const server = process.env.GUICHET_TEST_POSTGRESQL;
assert.ok(server, "GUICHET_TEST_POSTGRESQL names no server");
const name = `two_nodes_${process.pid}`;
const database = server.replace("///postgres", `///${name}`);
const sql = (statement) => execFileSync("psql", [server, "-Atc", statement], { encoding: "utf8" }).trim();

const one = join(folder, "one");
const two = join(folder, "two");
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(two, "index"), { recursive: true });
mkdirSync(one, { recursive: true });
sql(`CREATE DATABASE ${name}`);
const shipped = join(bundles, readdirSync(bundles).find((each) => /^it-.*\.guichet$/.test(each)));
run(guichet, "demo", "--data", one, "--database", database, "--people", "60", "--requests", "40", "--bundles", shipped);
symlinkSync(join(one, "files"), join(two, "files"));

const on = (...words) => plugin(guichet, one, ...words, "--database", database);
const portals = [];
try {
  portals.push(await Portal.start(guichet, one, "--database", database));
  portals.push(await Portal.start(guichet, two, "--database", database));
  const page = `/fiches/${firstArticle(shipped).id}`;
  const everywhere = async (holds) => (await Promise.all(portals.map(holds))).every((each) => each);
  await eventually(() => on("show", "it").json.nodes.filter((node) => node.state === "ready").length === 2,
    "both nodes run the plugin");
  assert.ok(existsSync(join(two, "plugins", "it")), "the second node unpacked what only the first was given");

  const better = changedBundle(shipped, join(folder, "better"), { version: "9.0.0", title: "Un tout autre titre" });
  const upgraded = on("upgrade", "it", better, "--allow-unsigned");
  assert.equal(upgraded.code, 0, upgraded.errors + upgraded.text);
  assert.equal(upgraded.json.servers.length, 2);
  assert.ok(await everywhere(async (portal) => (await portal.text(page)).includes("Un tout autre titre")));

  const broken = changedBundle(shipped, join(folder, "broken"), { version: "9.1.0", library: "this is no library" });
  assert.equal(on("upgrade", "it", broken, "--allow-unsigned").code, 1);
  await eventually(() => {
    const shown = on("show", "it").json;
    return shown.version === "9.0.0" && shown.nodes.length === 2 && shown.nodes.every((node) => node.state === "ready");
  }, "both nodes are back at the version before");
  assert.ok(await everywhere(async (portal) => (await portal.text(page)).includes("Un tout autre titre")));

  assert.equal(on("disable", "it").code, 0);
  assert.ok(await everywhere(async (portal) => (await portal.status(page)) === 404));
  assert.equal(on("enable", "it").code, 0);
  assert.ok(await everywhere(async (portal) => (await portal.status(page)) === 200));

  // A node that leaves is no longer waited for.
  await portals.pop().stop();
  assert.equal(on("show", "it").json.nodes.length, 1);
  const worse = changedBundle(shipped, join(folder, "worse"), { version: "9.2.0", title: "Un titre que personne ne veut" });
  assert.equal(on("upgrade", "it", worse, "--allow-unsigned").code, 0);
  assert.ok(await everywhere(async (portal) => (await portal.text(page)).includes("Un titre que personne ne veut")));
  assert.equal(on("rollback", "it").code, 0);
  assert.ok(await everywhere(async (portal) => (await portal.text(page)).includes("Un tout autre titre")));
} finally {
  for (const portal of portals) await portal.stop();
  sql(`DROP DATABASE ${name} WITH (FORCE)`);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The tutorial of the plugin guide, followed word by word by somebody who has the installed SDK and nothing else.
// tutorial.mjs GUIDE SDK PORTAL FOLDER. In the guide, blocks marked `sh tutorial` are typed, `text tutorial` says what
// their output holds, line by line, in this order; a block marked with a path is saved as that file; `background`
// stands for a command that stays until the end.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { blocksOf } from "./support/guide.mjs";
import { Portal, eventually } from "./support/plugins.mjs";

const [guide, sdk, program, folder] = process.argv.slice(2);
const upgradeWithin = Number(process.env.GUICHET_UPGRADE_WITHIN ?? 2000); // milliseconds, on a machine of its own
const codeWithin = Number(process.env.GUICHET_COMPILE_WITHIN ?? 15000); // most of it is the compiler's, whatever else it builds

const home = join(folder, "home");
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(home, "work"), { recursive: true });
symlinkSync(sdk, join(home, "guichet-sdk"));
const environment = { ...process.env, HOME: home, LANG: "C.UTF-8", GUICHET_BIN: program,
                      PATH: `${join(home, "guichet-sdk", "bin")}:${process.env.PATH}` };
delete environment.CMAKE_PREFIX_PATH;

let place = join(home, "work");
let said = "";
let background = null;

function type(block) {
  const script = `set -e\n${block.lines.join("\n")}\npwd > "$HOME/.place"\n`;
  const done = spawnSync("bash", ["-c", script], { cwd: place, env: environment, encoding: "utf8", timeout: 500_000 });
  said = done.stdout + done.stderr;
  assert.equal(done.status, 0, `${guide}:${block.line}: the command ended with ${done.status}:\n${said}`);
  place = readFileSync(join(home, ".place"), "utf8").trim();
}

function start(block) {
  const process_ = spawn("bash", ["-c", `exec ${block.lines.join("\n")}`], { cwd: place, env: environment });
  background = { process: process_, text: "", read: 0, ended: null };
  for (const stream of [process_.stdout, process_.stderr]) stream.on("data", (piece) => (background.text += piece));
  background.ended = new Promise((resolve) => process_.on("exit", (code, signal) => resolve({ code, signal })));
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Waits until the command in the background has said each line, in any order among the other lines. */
async function hear(block) {
  const begin = Date.now();
  for (const line of block.lines.filter(Boolean)) {
    while (!background.text.slice(background.read).includes(line)) {
      assert.ok(Date.now() - begin < 300_000 && background.process.exitCode === null,
                `${guide}:${block.line}: expected «${line}», found:\n${background.text}`);
      await pause(20);
    }
  }
  background.read = background.text.length;
  return Date.now() - begin;
}

/** A line that the guide breaks is a line of its own there, so each has to be found, one behind the other. */
function compare(block) {
  let from = 0;
  for (const line of block.lines.filter(Boolean)) {
    const found = said.indexOf(line, from);
    assert.ok(found >= 0, `${guide}:${block.line}: expected «${line}», found:\n${said}`);
    from = found + line.length;
  }
}

let commands = 0;
let checked = 0;
let files = 0;
let slowest = 0;
try {
  for (const block of blocksOf(readFileSync(guide, "utf8")).filter((each) => each.marks.length > 0)) {
    const inBackground = block.marks.includes("background");
    if (block.language === "sh" && inBackground) start(block);
    else if (block.language === "sh") type(block);
    else if (block.language === "text" && inBackground) slowest = await hear(block);
    else if (block.language === "text") compare(block);
    else {
      const file = join(place, block.marks[0]);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${block.lines.join("\n")}\n`);
      files += 1;
    }
    if (block.language === "sh") commands += 1;
    if (block.language === "text") checked += 1;
  }
  assert.ok(commands >= 10 && checked >= 9 && files >= 4, "the guide has lost its marks");
  assert.ok(slowest <= upgradeWithin, `a saved file took ${slowest} ms to reach the portal`);

  // Whoever has it open, and has signed in as the guide says, sees what was saved.
  const portal = Portal.at("http://127.0.0.1:8099");
  await portal.signIn("student");
  assert.ok((await portal.text("/catalogue")).includes("Garder un livre"), "the portal does not show what was saved");

  // C++ too: what was saved is what runs, and its calls and its log are told beside the page and on the terminal.
  const source = join(place, "src/prepare_certificate.cpp");
  const code = readFileSync(source, "utf8").replace("preparing a certificate", "preparing it as it was saved");
  assert.ok(code.includes("as it was saved"), "the template no longer logs what this test changes");
  const saved = Date.now();
  writeFileSync(source, code);
  const serves = { lines: ["Saved: src/prepare_certificate.cpp", "The portal has it"], line: 0 };
  await hear(serves);
  const codeTook = Date.now() - saved;
  assert.ok(codeTook <= codeWithin, `saved C++ took ${codeTook} ms to reach the portal`);
  await portal.request("library-desk/certificate", { number: "12345678", language: "fr" });
  await eventually(async () => {
    const page = await portal.text("/developpement");
    return page.includes("<code>prepare-certificate</code>") && page.includes("done: ") &&
      page.includes("preparing it as it was saved");
  }, "/developpement shows the call and the log line", 30);
  assert.ok(background.text.includes("preparing it as it was saved"), "run does not tell the log of the plugin");

  background.process.kill("SIGINT");
  const end = await background.ended;
  assert.deepEqual(end, { code: 0, signal: null }, `run did not end cleanly:\n${background.text}`);
  assert.ok(background.text.includes("The portal is closed"), background.text);
  console.log(`${commands} commands, ${files} files, a saved text shows after ${slowest} ms, saved C++ after ${codeTook} ms`);
} finally {
  if (background?.process.exitCode === null) background.process.kill("SIGKILL");
}

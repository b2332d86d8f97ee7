// SPDX-License-Identifier: GPL-3.0-or-later
// The recipes of the plugin guide, all in one plugin: the tutorial's service, the code and the keys of every recipe as
// they stand there. It builds without a warning, passes its tests and holds. And plugins/it uses no key that the guide
// does not show. recipes.mjs GUIDE SDK IT FOLDER.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { blocksOf } from "./support/guide.mjs";

const [guide, sdk, it, folder] = process.argv.slice(2);
const text = readFileSync(guide, "utf8");
const blocks = blocksOf(text);

// Every key of plugins/it, but for the names of its own questions.
const files = readdirSync(it, { recursive: true }).filter((name) => /\.(yaml|md)$/.test(name) && !/README/.test(name));
const yaml = files.map((name) => {
  const whole = readFileSync(join(it, name), "utf8");
  return name.endsWith(".md") ? whole.split(/^---$/m)[1] : whole;
}).join("\n").replace(/"[^"\n]*"/g, '""').replace(/(^|\s)#.*$/gm, "");
const keys = new Set([...yaml.matchAll(/(?:^|[{,]|- )[ \t]*([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)/gm)].map((found) => found[1]));
const own = new Set([...yaml.matchAll(/\bid: ([\w-]+)/g)].map((found) => found[1]));
const code = [...blocks.flatMap((block) => block.lines), ...[...text.matchAll(/`([^`\n]+)`/g)].map((found) => found[1])].join("\n");
const missing = [...keys].filter((key) => !own.has(key) && !new RegExp(`(^|[^\\w-])${key}([^\\w-]|$)`, "m").test(code));
assert.ok(keys.size > 40, `only ${keys.size} keys were found in ${it}`);
assert.deepEqual(missing, [], `plugins/it uses what the guide does not show`);

// The plugin of all recipes.
const place = join(folder, "library-desk");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const launcher = existsSync("/usr/bin/ccache") ? "ccache" : "";
function type(cwd, ...command) {
  const done = spawnSync(command[0], command.slice(1), {
    cwd, encoding: "utf8", timeout: 500_000, input: "",
    env: { ...process.env, CXXFLAGS: "-Wall -Wextra -Werror", CMAKE_CXX_COMPILER_LAUNCHER: launcher, CMAKE_C_COMPILER_LAUNCHER: launcher },
  });
  assert.equal(done.status, 0, `${command.join(" ")}:\n${done.stdout}${done.stderr}`);
  return done.stdout;
}
type(folder, join(sdk, "bin/guichet-sdk"), "new", "library-desk");
const write = (path, content) => (mkdirSync(dirname(join(place, path)), { recursive: true }), writeFileSync(join(place, path), content));
for (const block of blocks.filter((each) => /^(services|docs)\//.test(each.marks[0] ?? ""))) write(block.marks[0], `${block.lines.join("\n")}\n`);

const recipesFrom = text.split("\n").indexOf("## Recipes") + 1;
const recipes = blocks.filter((block) => block.line > recipesFrom);
const inline = [...text.matchAll(/[Ii]n `plugin\.yaml`, `([^`]+)`/g)].map((found) => found[1]);
assert.ok(recipesFrom > 0 && inline.length >= 2);

const asked = new Set();
let manifest = `library: true\n${inline.join("\n")}\n`;
for (const block of recipes.filter((each) => each.language === "yaml")) {
  if (block.lines[0].startsWith("workflow:")) {
    appendFileSync(join(place, "services/book-loan.yaml"), `validators: [bar-code]\n${block.lines.join("\n")}\n`);
    continue;
  }
  if (block.lines[0] === "form:") {
    // A form of its own, in a service that is otherwise the tutorial's.
    const like = readFileSync(join(place, "services/book-loan.yaml"), "utf8").replace("id: book-loan", "id: group-trip")
      .replace(/^(    - ".*)"$/gm, '$1, en groupe"');
    write("services/group-trip.yaml", like.replace(/^form:\n(?:  .*\n)+/m, `${block.lines.join("\n")}\n`).replace(/^(validators|workflow):.*\n(?:  .*\n)*/gm, ""));
    continue;
  }
  for (const line of block.lines) {
    const capabilities = /^capabilities: \[(.*)\]$/.exec(line);
    if (capabilities) capabilities[1].split(", ").forEach((each) => asked.add(each));
    else if (line !== "library: true") manifest += `${line}\n`;
  }
}
appendFileSync(join(place, "plugin.yaml"), `${manifest}capabilities: [${[...asked].join(", ")}]\n`);
const service = join(place, "services/book-loan.yaml");
const room = "  - { id: room, type: choice, label: { fr: \"Salle\", en: \"Room\" }, source: rooms }\n";
writeFileSync(service, readFileSync(service, "utf8").replace("form:\n", `form:\n${room}`));

// One library exports one entry: what each recipe registers is gathered into one GUICHET_PLUGIN.
let source = "";
let tests = "";
const registers = [];
for (const block of recipes.filter((each) => each.language === "cpp")) {
  const whole = block.lines.join("\n");
  const at = `#line ${block.line + 1} "plugin-guide.md"\n`;
  const entry = /^GUICHET_PLUGIN\(library_desk\) \{ (.*) \}$/m.exec(whole);
  if (entry) {
    registers.push(entry[1]);
    source += `${at}${whole.replace(entry[0], "")}\n`;
  } else if (whole.includes("FakeHost")) {
    tests += `TEST(Recipe, OfTheGuide) {\n${at}${whole}\n}\n`;
  } else {
    source += `[[maybe_unused]] Outcome shown(const Call& call) {\n${at}${whole}\nreturn done();\n}\n`;
  }
}
assert.ok(registers.length >= 3 && tests, "the guide has lost its recipes");
write("src/recipes.cpp", `${source}GUICHET_PLUGIN(library_desk) {\n${registers.join("\n")}\n}\n`);
write("tests/recipes_test.cpp", "#include <guichet/sdk/testing/fake_host.hpp>\n#include <gtest/gtest.h>\n" +
  `using namespace guichet::sdk::testing;\n${tests}`);
const lists = join(place, "CMakeLists.txt");
writeFileSync(lists, readFileSync(lists, "utf8").replace("LANGUAGES C)", "LANGUAGES C CXX)")
  .replace("guichet_add_plugin(library-desk)",
           "guichet_add_plugin(library-desk SOURCES src/recipes.cpp)\nguichet_add_plugin_test(library-desk SOURCES tests/recipes_test.cpp)"));

type(place, "cmake", "-S", ".", "-B", "build", "-G", "Ninja", `-DCMAKE_PREFIX_PATH=${sdk}`);
type(place, "cmake", "--build", "build");
assert.match(type(place, "ctest", "--test-dir", "build", "--output-on-failure"), /100% tests passed, 0 tests failed out of 3/);
console.log(`${recipes.length} blocks of recipes make a plugin that holds; the guide shows every key of plugins/it`);

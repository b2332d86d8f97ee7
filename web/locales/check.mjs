#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// web/locales/check.mjs [ROOT]: are the texts whole? Every key used in a template or in C++ is in both catalogues, none is
// there for nothing, both languages have the same placeholders, and French keeps its typography.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(process.argv[2] ?? new URL("../..", import.meta.url).pathname);
const problems = [];

/** A catalogue as {key: [texts]}; only what msgfmt also reads, one line a text. */
function readCatalogue(language) {
  const texts = new Map();
  let key = "";
  for (const line of readFileSync(join(root, "web/locales", `${language}.po`), "utf8").split("\n")) {
    const [, field, value] = line.match(/^(msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$/) ?? [];
    if (!field) continue;
    const text = value.replace(/\\(.)/g, "$1");
    if (field === "msgid") key = text;
    else if (field.startsWith("msgstr") && key) texts.set(key, [...(texts.get(key) ?? []), text]);
    if (field === "msgid" && texts.has(key)) problems.push(`${language}.po: ${key} is there twice`);
  }
  return texts;
}

function* files(folder, endings) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path, endings);
    else if (endings.some((ending) => name.endsWith(ending))) yield path;
  }
}

const catalogues = { fr: readCatalogue("fr"), en: readCatalogue("en") };
const used = new Map();
const families = new Set();

for (const path of files(join(root, "web/templates"), [".mustache"])) {
  for (const [, key] of readFileSync(path, "utf8").matchAll(/\{\{tn?:([a-z0-9.-]+)/g)) used.set(key, path);
}
// In C++ a key is a literal that begins with a family's name; one that ends with a dot stands for all that begin so.
// The kernel names errors, explanations, letters and what is said of plugins, and events by what follows "event.".
const families_of = (path) => {
  if (!path.includes("/kernel/")) return new Set([...catalogues.fr.keys()].map((key) => key.split(".")[0]));
  return new Set(["error", "route", "match", "mail", ...(path.includes("/kernel/counter/") ? events : [])]);
};
const events = ["request", "message", "watcher", "step", "approval"];
const about_plugins = /^(plugin\.(problem|note|refused)\.|capability\.)/;
const told_to_nobody = /^request\.read-/;
for (const folder of ["web/pages", "web/server", "web/guichet", "kernel"]) {
  for (const path of files(join(root, folder), [".cpp", ".hpp"])) {
    if (/_test\.cpp$|_generator\.cpp$|\/test_\w+\.[ch]pp$/.test(path)) continue;
    const own = families_of(path);
    const in_kernel = path.includes("/kernel/");
    for (const [, key] of readFileSync(path, "utf8").matchAll(/"([a-z][a-z-]*(?:\.[a-z0-9-]+)*\.?)"/g)) {
      const family = key.split(".")[0];
      if (!key.includes(".") || !(own.has(family) || (in_kernel && about_plugins.test(key))) || told_to_nobody.test(key)) continue;
      if (/[.-]$/.test(key)) families.add(key);
      else if (in_kernel && family === "mail") ["subject", "body"].forEach((part) => used.set(`${key}.${part}`, path));
      else if (events.includes(family) && catalogues.fr.has(`event.${key}`)) used.set(`event.${key}`, path);
      else used.set(in_kernel && events.includes(family) ? `event.${key}` : key, path);
    }
  }
}

for (const [key, path] of used) {
  for (const [language, texts] of Object.entries(catalogues)) {
    if (!texts.has(key)) problems.push(`${language}.po: no text ${key}, used in ${path.slice(root.length)}`);
  }
}

for (const key of catalogues.fr.keys()) {
  if (!catalogues.en.has(key)) problems.push(`en.po: no text ${key}, which fr.po has`);
  const known = used.has(key) || [...families].some((family) => key.startsWith(family));
  if (!known) problems.push(`fr.po: ${key} is used nowhere`);
}
for (const key of catalogues.en.keys()) {
  if (!catalogues.fr.has(key)) problems.push(`fr.po: no text ${key}, which en.po has`);
}

const placeholders = (text) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).sort().join(" ");
for (const [key, french] of catalogues.fr) {
  const english = catalogues.en.get(key) ?? [];
  if (french.length !== english.length) problems.push(`${key}: not the same number of plural forms`);
  for (let i = 0; i < french.length; ++i) {
    if (!french[i] || !english[i]) problems.push(`${key}: a text is empty`);
    else if (new Set([placeholders(french[i]), placeholders(english[i])]).size > 1) {
      problems.push(`${key}: French has ${placeholders(french[i])}, English ${placeholders(english[i])}`);
    }
  }
}

const typography = [
  [/[^\u202f\d&][;!?](?![\w/])/, "a narrow no-break space (U+202F) before ; ! ?"],
  [/[^\u00a0\dhs]:(?=\s|$)/, "a no-break space (U+00A0) before :"],
  [/«(?!\u00a0)|(?<!\u00a0)»/, "no-break spaces (U+00A0) inside « »"],
  [/'/, "the typographic apostrophe ’"],
  [/\.\.\./, "the ellipsis …"],
  [/"/, "French quotation marks « »"],
];
for (const [key, texts] of catalogues.fr) {
  for (const text of texts) {
    for (const [wrong, rule] of typography) {
      if (wrong.test(text.replace(/\{\{\w+\}\}/g, "x"))) problems.push(`fr.po: ${key}: ${rule}: ${text}`);
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`${catalogues.fr.size} texts, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);

// SPDX-License-Identifier: GPL-3.0-or-later
// understanding.mjs GUICHET FOLDER [--all] [--bundles=FOLDER]: needs as people write them, asked as themselves of the
// demonstration with all departments at the counter. The right service comes first, what is nobody's need here is left
// to people, and few of them are shown a wrong service. --all prints every one that goes wrong, to work on; --bundles:
// the plugins of this folder instead of those built beside the program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [program, folder, ...options] = process.argv.slice(2);
const all = options.includes("--all");
const from = options.find((option) => option.startsWith("--bundles="))?.slice("--bundles=".length);
const bundles = from ? readdirSync(from).filter((name) => name.endsWith(".guichet")).flatMap((name) => ["--bundles", `${from}/${name}`]) : [];
// "a|b": either; "a+b": two needs in one sentence; "vague:a,b": any of them, or left to people; "none": nobody's here.
const read = (name) => readFileSync(fileURLToPath(new URL(`../data/${name}`, import.meta.url)), "utf8").trim().split("\n")
  .map((line) => line.split("\t"))
  .map(([person, words, expected]) => ({
    person, words, file: name, vague: expected.startsWith("vague:"), two: expected.includes("+"),
    expected: expected.replace("vague:", "").split(/[|+,]/),
  }));
// The second was written by somebody who had seen no service's `says`, and nothing is tuned to it. The third asks the
// seven other departments; ids are written whole but those of IT.
const needs = ["needs-it.tsv", "needs-unseen.tsv", "needs-departments.tsv"].flatMap(read);

rmSync(folder, { recursive: true, force: true });
execFileSync(program, ["demo", "--data", folder, "--requests", "1", "--people", "10", ...bundles], { stdio: ["ignore", "ignore", "ignore"] });
const answers = execFileSync(program, ["match", "--data", folder, "--json", "--stdin"],
  { input: needs.map(({ person, words }) => `${person}\t${words}\n`).join(""), encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] })
  .trim().split("\n").map((line) => JSON.parse(line));
assert.equal(answers.length, needs.length, "an answer a line");

const judged = needs.map((need, i) => {
  const answer = answers[i];
  const services = answer.services.map(({ id }) => id.replace(/^it\//, ""));
  const articles = answer.articles.map(({ id }) => `article:${id.replace(/^it\//, "")}`);
  const first = need.expected.some((id) => services[0] === id || articles[0] === id);
  const shown = need.expected.some((id) => services.slice(0, 3).includes(id) || articles.slice(0, 3).includes(id));
  return { ...need, none: need.expected[0] === "none", article: need.expected[0].startsWith("article:"), first, shown, abstains: answer.abstains,
    said: answer.services.slice(0, 2).map(({ id, score, why }) => `${id} ${score} (${why})`).join("; ") };
});
const share = (list, test) => list.filter(test).length / list.length;
const figuresOf = (list) => {
  const asked = list.filter(({ none, article, vague }) => !none && !article && !vague);
  const articles = list.filter(({ article }) => article);
  const vague = list.filter((need) => need.vague);
  const none = list.filter((need) => need.none);
  return {
    "needs": list.length,
    "service first": share(asked, ({ first, abstains }) => first && !abstains),
    "service among three": share(asked, ({ shown }) => shown),
    "left to people though a service was meant": share(asked, ({ abstains }) => abstains),
    ...(articles.length > 0 && { "article first or shown": share(articles, ({ shown }) => shown) }),
    ...(vague.length > 0 && { "vague: shown one of those meant, or left to people": share(vague, ({ first, abstains }) => first || abstains) }),
    ...(none.length > 0 && { "not ours, left to people": share(none, ({ abstains }) => abstains) }),
  };
};
const figures = figuresOf(judged.filter(({ file }) => file === "needs-it.tsv"));
const unseen = figuresOf(judged.filter(({ file }) => file === "needs-unseen.tsv"));
const departments = figuresOf(judged.filter(({ file }) => file === "needs-departments.tsv"));
for (const [title, list] of [["written with the services at hand", figures], ["written unseen", unseen], ["the other departments", departments]]) {
  console.log(title);
  for (const [name, value] of Object.entries(list)) console.log(`  ${name}: ${name === "needs" ? value : `${(100 * value).toFixed(1)} %`}`);
}
// Whatever the file, by the department that is meant.
const departmentOf = (id) => (id.includes("/") ? id.split("/")[0] : "it");
const meant = judged.filter(({ none, article, vague }) => !none && !article && !vague);
const byDepartment = new Map();
for (const need of meant) {
  const department = departmentOf(need.expected[0]);
  byDepartment.set(department, [...(byDepartment.get(department) ?? []), need]);
}
console.log("by department: needs, service first, among three");
for (const [department, list] of [...byDepartment].sort()) {
  const percent = (test) => `${(100 * share(list, test)).toFixed(1)} %`;
  console.log(`  ${department}: ${list.length}, ${percent(({ first, abstains }) => first && !abstains)}, ${percent(({ shown }) => shown)}`);
}
if (all) {
  for (const one of judged) {
    const right = one.none ? one.abstains : one.vague ? one.first || one.abstains : one.first && (one.article || !one.abstains);
    if (!right) console.log(`${one.shown ? "shown" : "MISSED"}\t${one.expected}\t${one.words}\t${one.abstains ? "abstains" : ""} ${one.said}`);
  }
}
// What would hurt or mislead if it went wrong, whatever the shares are.
const said = (words) => answers[needs.findIndex((need) => need.words === words)];
const heating = said("le chauffage ne marche pas").services[0].id;
assert.equal(heating, "facilities/building-fault", "the heating is those's who look after buildings");
const harassed = said("je suis harcelée par un enseignant");
assert.deepEqual([harassed.abstains, harassed.articles, harassed.services], [true, [], []], "nothing cheerful is shown");
assert.ok(!said("fuite d'eau dans les toilettes").services.some(({ id }) => id === "it/security-incident"), "a leak of water");
const restaurant = said("où est le restaurant universitaire");
assert.ok(restaurant.abstains && !restaurant.services.some(({ why }) => /restaurant/.test(why)), "nobody restores a restaurant");

assert.ok(figures["service first"] >= 0.84, "the right service comes first");
assert.ok(figures["service among three"] >= 0.96, "the right service is among the three");
assert.ok(figures["article first or shown"] >= 0.9, "the right article is among the three");
assert.ok(figures["not ours, left to people"] >= 0.78, "what is not ours is left to people");
assert.ok(unseen["service first"] >= 0.72, "the right service comes first, said by somebody else");
assert.ok(unseen["left to people though a service was meant"] <= 0.18, "few are left to people for nothing");
assert.ok(unseen["not ours, left to people"] >= 0.7, "what is not ours is left to people, said by somebody else");
assert.ok(departments["service first"] >= 0.86, "the right service of another department comes first");
assert.ok(departments["service among three"] >= 0.95, "the right service of another department is among the three");

// SPDX-License-Identifier: GPL-3.0-or-later
// evaluate.mjs GUICHET: `guichet evaluate` on small files of our own, whole and broken. What the figures are on real data
// is told in docs/matching.md; here they are only known to be counted.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [program] = process.argv.slice(2);
const data = (name) => fileURLToPath(new URL(`../data/evaluation/${name}`, import.meta.url));
const evaluate = (...words) =>
  spawnSync(program, ["evaluate", ...words], { encoding: "utf8", env: { ...process.env, LANG: "C", LC_ALL: "C" } });
const retrieval = (...more) => evaluate("retrieval", "--documents", data("documents.jsonl"), "--queries", data("queries.tsv"),
  "--judgements", data("judgements.tsv"), ...more);
const routing = (...more) => evaluate("routing", "--train", data("train.tsv"), "--test", data("test.tsv"), ...more);

const found = JSON.parse(retrieval("--json").stdout);
assert.equal(found.documents, 6);
assert.equal(found.queries, 6);
assert.ok(found.p_at_1 >= 0.8 && found.p_at_1 <= found.s_at_3 && found.s_at_3 <= found.s_at_5, JSON.stringify(found));
assert.ok(found.mrr_at_10 >= found.p_at_1 && found.mrr_at_10 <= 1);
const table = retrieval();
assert.equal(table.status, 0);
for (const name of ["P@1", "S@3", "S@5", "MRR@10", "milliseconds a query"]) assert.ok(table.stdout.includes(name), name);

const typed = JSON.parse(retrieval("--json", "--misspell", "1", "--seed", "7").stdout);
const careless = JSON.parse(retrieval("--json", "--misspell", "1", "--seed", "7", "--without", "corrections").stdout);
assert.deepEqual({ ...typed, milliseconds: 0, indexing_seconds: 0 },
  { ...JSON.parse(retrieval("--json", "--misspell", "1", "--seed", "7").stdout), milliseconds: 0, indexing_seconds: 0 },
  "a seed misspells the same way");
assert.ok(careless.mrr_at_10 <= typed.mrr_at_10, "corrections do no harm");

const routed = JSON.parse(routing("--json", "--threshold", "auto").stdout);
assert.equal(routed.learned_from, 18);
assert.equal(routed.tested, 4);
assert.ok(routed.accuracy >= 0.75 && routed.theme.accuracy >= routed.accuracy, JSON.stringify(routed));
assert.equal(routed.at_threshold.threshold, 0.8, "a wrong decision costs five times what asking does");
assert.equal(routed.reliability.length, 10);
assert.equal(routed.reliability.reduce((sum, { count }) => sum + count, 0), 4);
assert.equal(JSON.parse(routing("--json", "--cost-wrong", "2").stdout).at_threshold.threshold, 0.5);
assert.ok(routing().stdout.includes("confidence said"));

// What is wrong is said, with its file and line.
const folder = mkdtempSync(join(tmpdir(), "guichet-evaluate-test-"));
try {
  const broken = join(folder, "broken.tsv");
  writeFileSync(broken, "label\ttext\nno tab here\n");
  const line = evaluate("routing", "--train", broken, "--test", data("test.tsv"));
  assert.equal(line.status, 1);
  assert.match(line.stderr, /[Ll]ine 2.*broken\.tsv/);
  const json = join(folder, "broken.jsonl");
  writeFileSync(json, '{"id": "a"}\n{"id": 3}\n');
  assert.match(evaluate("retrieval", "--documents", json, "--queries", data("queries.tsv"), "--judgements",
    data("judgements.tsv")).stderr, /[Ll]ine 2/);
  const empty = join(folder, "empty.tsv");
  writeFileSync(empty, "");
  assert.match(evaluate("routing", "--train", empty, "--test", data("test.tsv")).stderr, /nothing in common/);
  assert.match(evaluate("routing", "--train", join(folder, "none.tsv"), "--test", data("test.tsv")).stderr, /cannot be read/);
  assert.match(evaluate("routing", "--train", folder, "--test", data("test.tsv")).stderr, /cannot be read/);
} finally {
  rmSync(folder, { recursive: true });
}
for (const words of [["something"], ["retrieval"], ["routing", "--train", "a"], ["routing", "--train", "a", "--test", "b", "--threshold", "2"],
  ["retrieval", "--documents", "a", "--queries", "b", "--judgements", "c", "--misspell", "2"],
  ["retrieval", "--documents", "a", "--queries", "b", "--judgements", "c", "--without", "sense"]]) {
  assert.equal(evaluate(...words).status, 2, words.join(" "));
}
assert.equal(evaluate().status, 0, "its usage");

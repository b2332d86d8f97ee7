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
  assert.match(line.stderr, /label TAB text/);
  const write = (name, content) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const told = ({ documents = data("documents.jsonl"), queries = data("queries.tsv"), judgements = data("judgements.tsv") }) => {
    const said = evaluate("retrieval", "--documents", documents, "--queries", queries, "--judgements", judgements);
    assert.equal(said.status, 1, said.stdout);
    return said.stderr;
  };
  assert.match(told({ documents: write("number.jsonl", '{"id": "a"}\n{"id": 3}\n') }), /[Ll]ine 2.*number\.jsonl.*"id"/);
  assert.match(told({ documents: write("twice.jsonl", '{"id": "a"}\n\n{"id": "a"}\n') }), /[Ll]ine 3.*twice\.jsonl.*repeats the id “a”/);
  assert.match(told({ documents: write("empty.jsonl", "\n\n") }), /empty\.jsonl.*holds nothing.*"id"/);
  assert.match(told({ queries: write("twice.tsv", "q\tone\nq\ttwo\n") }), /[Ll]ine 2.*twice\.tsv.*repeats the id “q”/);
  assert.match(told({ queries: write("latin.tsv", Buffer.from("q\tde l\xe9t\xe9\n", "latin1")) }), /[Ll]ine 1.*latin\.tsv.*UTF-8/);
  assert.match(told({ queries: write("long.tsv", `q\tone\nr\t${"a".repeat(1_000_000)}\n`) }), /[Ll]ine 2.*long\.tsv.*1 MB/);
  const one = { documents: write("one.jsonl", '{"id": "d"}\n'), queries: write("one.tsv", "\ufeffq\tone\r\n") };
  const judged = (content) => told({ ...one, judgements: write("judged.tsv", content) });
  assert.match(judged("q\td\tmuch\n"), /[Ll]ine 1.*judged\.tsv.*query TAB document TAB relevance, a number/);
  assert.match(judged("q\t\t1\n"), /[Ll]ine 1.*judged\.tsv.*query TAB document/);
  assert.match(judged("other\td\t1\n"), /nothing in common/);
  const partly = evaluate("retrieval", "--documents", one.documents, "--queries", one.queries, "--judgements",
    write("partly.tsv", "q\td\t1\nq\tother\t1\nother\td\t1\n"));
  assert.match(partly.stdout, /2 judgements are about questions or documents that were not given/);
  assert.match(judged("q\td\t0\n"), /nothing in common/);
  const empty = write("empty.tsv", "");
  assert.match(evaluate("routing", "--train", empty, "--test", data("test.tsv")).stderr, /empty\.tsv.*holds nothing.*label TAB text/);

  // A label that nothing was learned of is counted, and no number is longer than it is meant.
  const strange = ["--train", data("train.tsv"), "--test", write("strange.tsv", "never seen\tun mot\nnever seen\tdeux mots\n")];
  const unlearned = JSON.parse(evaluate("routing", ...strange, "--accuracy", "1", "--json").stdout);
  assert.deepEqual(unlearned.never_learned, { tested: 2, labels: 1 });
  assert.equal(unlearned.at_accuracy.wanted, 1);
  assert.ok(unlearned.at_accuracy.threshold === null || unlearned.at_accuracy.threshold <= 1);
  assert.match(evaluate("routing", ...strange).stdout, /2 of them have a label that nothing was learned of/);
  for (const { stdout } of [evaluate(), routing(), routing("--json"), retrieval("--json")]) assert.doesNotMatch(stdout, /\d\.\d{7}|1\.010/);
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

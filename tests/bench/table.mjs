// SPDX-License-Identifier: GPL-3.0-or-later
// The figures as one table that anyone can read.
import { colleague } from "./colleague.mjs";
import { longForm } from "./long_form.mjs";
import { understanding } from "./understanding.mjs";
import { workflow, workflowAims } from "./workflow.mjs";

const names = {
  home: "Home, signed in",
  suggestions: "Suggestions of the box",
  request: "A request's page",
  desk: "An agent's list",
  search: "An agent's search",
  free: "Submit, in own words",
  service: "Submit, a service",
};

const whole = (value) => Math.round(value).toLocaleString("en-US");
const percent = (value) => `${Math.round(value * 100)} %`;
const milliseconds = (microseconds) => (microseconds / 1000).toFixed(1);
const verdict = (met) => (met ? "met" : "**missed**");
const line = (cells) => `| ${cells.join(" | ")} |\n`;

function figures({ pages, submissions }) {
  let text = line(["what", "clients", "reference/s", "1: small/s", "2: large/s", "1 of reference", "2 of reference", "2 of 1", "1: p99 ms", "2: p99 ms"]);
  text += line(Array(10).fill("---"));
  const row = (name, clients, reference, { small, large }) =>
    line([
      name,
      clients,
      whole(reference),
      whole(small.rate),
      whole(large.rate),
      percent(small.rate / reference),
      percent(large.rate / reference),
      percent(large.rate / small.rate),
      milliseconds(small.high),
      milliseconds(large.high),
    ]);
  for (const each of pages) text += row(`${names[each.page]} (${(each.bytes / 1000).toFixed(0)} kB)`, each.clients, each.bare.rate, each);
  for (const each of submissions) text += row(names[each.form], each.clients, each.raw.rate, each);
  return text;
}

/** The border to plugins: what a call costs with it and without, and what having many plugins costs. */
function borders({ border, fifty }) {
  let text = line(["the border to a plugin", "through a worker", "p99", "in the same process"]) + line(Array(4).fill("---"));
  for (const each of border.calls) {
    text += line([`a call there and back, ${each.bytes} bytes`, `${each.worker.toFixed(0)} us`, `${each.high.toFixed(0)} us`, `${each.inProcess.toFixed(0)} us`]);
  }
  text += `\n${line(["16 clients", "one plugin/s", `fifty plugins/s (${fifty.workers} workers)`, "fifty of one"])}${line(Array(4).fill("---"))}`;
  for (const each of fifty.pages) {
    text += line([names[each.page], whole(each.one.rate), whole(each.fifty.rate), percent(each.fifty.rate / each.one.rate)]);
  }
  return text;
}

/** Each aim of the project with what was measured. */
function aims({ ready, pages, submissions, memory, workers, waiting, border, timers, fifty, longForm: forms, workflow: engine }) {
  const at = (page, clients) => pages.find((each) => each.page === page && each.clients === clients);
  const rows = [];
  for (const page of ["home", "request"]) {
    const found = at(page, 16);
    if (!found) continue;
    const ratio = Math.min(found.small.rate, found.large.rate) / found.bare.rate;
    rows.push([`${names[page]}, 16 clients`, "at least 20 % of the bare handler", percent(ratio), ratio >= 0.2]);
  }
  const compared = [...pages.filter((each) => each.page !== "search"), ...submissions].filter((each) => each.clients === 16);
  const worst = compared.reduce((low, each) => (each.large.rate / each.small.rate < low.large.rate / low.small.rate ? each : low), compared[0]);
  const drop = worst.large.rate / worst.small.rate;
  rows.push(["Large against small, 16 clients, search apart", "at least 80 %", `${percent(drop)} at worst (${names[worst.page ?? worst.form]})`, drop >= 0.8]);
  for (const form of ["free", "service"]) {
    const found = submissions.find((each) => each.form === form && each.clients === 16);
    if (!found) continue;
    const ratio = Math.min(found.small.rate, found.large.rate) / found.raw.rate;
    rows.push([`${names[form]}, 16 clients`, "at least half of raw durable inserts", percent(ratio), ratio >= 0.5]);
  }
  for (const clients of [1, 16]) {
    const found = at("suggestions", clients);
    if (!found) continue;
    const high = Math.max(found.small.high, found.large.high);
    rows.push([`Suggestions, 99th percentile, ${clients} client${clients > 1 ? "s" : ""}`, "under 10 ms", `${milliseconds(high)} ms`, high < 10000]);
  }
  rows.push(["Ready after starting (small, large)", "within 500 ms", ready.map((each) => `${whole(each)} ms`).join(", "), Math.max(...ready) <= 500]);
  rows.push(["Memory of the large server after this load", "under 120 MB", `${whole(memory.large.resident)} MB resident, ${whole(memory.large.proportional)} MB its own share`, memory.large.resident < 120]);
  const worker = workers.map((each) => each.resident);
  if (worker.length > 0) {
    rows.push(["Memory of a worker", "under 15 MB", `${Math.max(...worker).toFixed(1)} MB resident, ${Math.max(...workers.map((each) => each.proportional)).toFixed(1)} MB its own share`, Math.max(...worker) < 15]);
  }
  const kept = waiting.beside.rate / waiting.alone.rate;
  rows.push(["5,000 browsers waiting: home at 16 clients", "unchanged", `${percent(kept)} of without (${whole(waiting.beside.rate)}/s), ${waiting.lost} lost`, kept > 0.9 && waiting.lost === 0]);
  rows.push(["5,000 browsers waiting: memory", "at most 60 MB more", `${whole(waiting.megabytes)} MB more`, waiting.megabytes <= 60]);
  rows.push(["From starting a worker to its first call", "under 5 ms", `${milliseconds(border.spawn)} ms`, border.spawn < 5000]);
  for (const { bytes, worker } of border.calls) {
    const most = bytes < 1024 ? 60 : 1000;
    rows.push([`A call to a plugin there and back, ${bytes} bytes`, `under ${most} us`, `${worker.toFixed(0)} us`, worker < most]);
  }
  rows.push(["Memory of an idle worker", "under 15 MB", `${border.idle.toFixed(1)} MB`, border.idle < 15]);
  rows.push(["Fifty plugins ready", "within 1 s", `${whole(border.fifty)} ms`, border.fifty < 1000]);
  const slowest = fifty.pages.map((each) => [each.page, each.fifty.rate / each.one.rate]).sort((a, b) => a[1] - b[1])[0];
  rows.push(["Pages a second with fifty plugins instead of one", "within 5 %", `${percent(slowest[1])} at worst (${names[slowest[0]]})`, slowest[1] >= 0.95]);
  rows.push([`${whole(timers.promises)} promises due at once, everybody told`, "within 30 s", `${timers.seconds.toFixed(1)} s, ${whole(timers.letters)} letters`, timers.seconds < 30]);
  rows.push(["The longest of their writes", "under 500 ms", `${whole(timers.longest_batch_ms)} ms`, timers.longest_batch_ms < 500]);
  const long = forms.at(-1);
  rows.push([`A form of ${long.count} questions asked again`, "under 5 ms", `${long.middle.toFixed(1)} ms`, long.middle < 5]);
  rows.push(...workflowAims(engine));
  const refused = [...pages, ...submissions].reduce((sum, each) => sum + each.small.failed + each.large.failed, 0);
  rows.push(["Answers that were errors, in the whole run", "none", String(refused), refused === 0]);
  let text = line(["aim", "wanted", "measured", ""]) + line(Array(4).fill("---"));
  for (const [what, wanted, measured, met] of rows) text += line([what, wanted, measured, verdict(met)]);
  return text;
}

export function table(results) {
  const { facts } = results;
  return (
    `${facts.date} UTC, commit ${facts.commit}. ${facts.processor}, ${facts.cores} cores shared with the load generator ` +
    `(wrk, one thread), ${facts.memory} GB. Load average before ${facts.loadBefore.toFixed(1)}, after ` +
    `${facts.loadAfter.toFixed(1)}. Each figure is the middle of ${facts.rounds} rounds of ${facts.seconds} s, the ` +
    `servers in turn. 1: ${whole(facts.sizes[0])} requests; 2: ${whole(facts.sizes[1])} requests. The reference of a ` +
    `page is a bare Poco handler that sends the same bytes; that of a submission, raw durable inserts of one row.\n\n` +
    figures(results) +
    "\n" +
    borders(results) +
    "\n" +
    longForm(results.longForm) +
    "\n" +
    workflow(results.workflow) +
    "\n" +
    colleague(results.colleague) +
    "\n" +
    understanding(results.matching) +
    "\n" +
    aims(results)
  );
}

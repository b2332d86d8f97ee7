// SPDX-License-Identifier: GPL-3.0-or-later
// Steps through the engine and timers that are due at once, as a table.
//   workflow.mjs [--quick]   measures that alone
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as servers from "./servers.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const percent = (value) => `${Math.round(value * 100)} %`;
const line = (cells) => `| ${cells.join(" | ")} |\n`;
const run = (name, number) =>
  JSON.parse(execFileSync(servers.bin + name, [String(number)], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));

export const measureWorkflow = (quick = false) => ({
  steps: run("guichet-bench-workflow", quick ? 1000 : 4000),
  timers: run("guichet-bench-reminders", quick ? 1000 : 10000),
});

export function workflow({ steps, timers }) {
  const { few, many } = steps;
  let text = line(["steps through the engine, a second", `chains of ${few}`, `chains of ${many}`, `${many} of ${few}`, "raw", `${many} of raw`]) + line(Array(6).fill("---"));
  const row = (name, each) => line([name, whole(each.short), whole(each.long), percent(each.long / each.short), whole(each.raw), percent(each.long / each.raw)]);
  text += row("in memory; raw: the same conditions and results alone", steps.memory);
  text += row(`tasks finished over SQLite; raw: as many durable transactions of ${Math.round(steps.task.rows)} rows`, steps.task);
  text += row(`approvals given over SQLite; raw: the same with ${Math.round(steps.approval.rows)} rows`, steps.approval);
  text += `\n${line(["a request submitted", `with ${few} steps`, `with ${many} steps`])}${line(Array(3).fill("---"))}`;
  for (const kind of ["task", "approval"]) {
    text += line([`${kind}s`, `${steps[kind].submit_short_ms.toFixed(1)} ms`, `${steps[kind].submit_long_ms.toFixed(1)} ms`]);
  }
  text += `\n${line(["timers of workflows due at once", "seconds", "a second", "raw: rows taken and removed a second", "of raw"])}${line(Array(5).fill("---"))}`;
  text += line([`${whole(timers.timers)} waits, reminders and escalations`, timers.seconds.toFixed(1), whole(timers.rate), whole(timers.raw), percent(timers.rate / timers.raw)]);
  text += line([`until their ${whole(timers.letters)} letters have gone`, timers.letters_seconds.toFixed(1), "", "", ""]);
  return text;
}

/** What of it is an aim: a long workflow costs a step no more than a short one. */
export function workflowAims({ steps, timers }) {
  const kept = (each) => each.long / each.short;
  return [
    [`A step of ${steps.many} beside one of ${steps.few}, in memory`, "at least 80 % as quick", percent(kept(steps.memory)), kept(steps.memory) >= 0.8],
    [`A task of ${steps.many} beside one of ${steps.few}, over SQLite`, "at least 80 % as quick", percent(kept(steps.task)), kept(steps.task) >= 0.8],
    [`An approval of ${steps.many} beside one of ${steps.few}, over SQLite`, "at least 80 % as quick", percent(kept(steps.approval)), kept(steps.approval) >= 0.8],
    [`${whole(timers.timers)} timers of workflows due at once`, "within 30 s", `${timers.seconds.toFixed(1)} s`, timers.seconds < 30],
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(workflow(measureWorkflow(process.argv.includes("--quick"))));

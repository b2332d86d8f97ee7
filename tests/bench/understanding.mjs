// SPDX-License-Identifier: GPL-3.0-or-later
// Understanding needs beside many articles, services and past needs, as a table.
//   understanding.mjs FOLDER [PAST_NEEDS]   measures that alone; FOLDER keeps what is made from run to run
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as servers from "./servers.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const time = (value) => (value < 10 ? value.toFixed(1) : whole(value));
const line = (cells) => `| ${cells.join(" | ")} |\n`;
const verdict = (met) => (met ? "met" : "**missed**");

export const measureUnderstanding = (folder, pastNeeds = 1000000) =>
  JSON.parse(execFileSync(`${servers.bin}guichet-bench-matching`, [folder, String(pastNeeds)], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));

/** Times in milliseconds, each beside plain Xapian asked for the same words in the same run. */
export function understanding(found) {
  const beside = (what, { middle, high, rate }) => line([what, time(middle), time(high), whole(rate), `${(middle / found.bare.middle).toFixed(1)} times`]);
  let text = line([`understanding a need, ${whole(found.articles)} articles, ${whole(found.services)} services`, "middle ms", "p99 ms", "a second", "of plain Xapian"]);
  text += line(Array(5).fill("---"));
  text += beside("plain Xapian, five pages by their words", found.bare);
  text += beside("by words alone, one client", found["words alone"]);
  text += beside(`the nearest of ${whole(found["past needs"])} past needs`, found.nearest);
  text += beside("with them and what was learned, one client", found["with past needs"]);
  text += beside("the same, four clients at once", found["with past needs, 4 clients"]);
  text += beside("the same, one client, while needs are indexed", found["while indexing"]);
  const rows = [
    ["A suggestion, 99th percentile, one client", "under 10 ms", `${time(found["words alone"].high)} ms`, found["words alone"].high < 10],
    [`The same with ${whole(found["past needs"])} past needs`, "under 20 ms", `${time(found["with past needs"].high)} ms`, found["with past needs"].high < 20],
    ["200 solved requests into the index, worst of ten", "under 1 s", `${whole(found["200 requests"].high)} ms`, found["200 requests"].high < 1000],
    ["One article published, until it can be found, worst of ten", "under 2 s", `${whole(found.publishing.high)} ms`, found.publishing.high < 2000],
    ["The whole index built", "minutes", `${(found.building / 1000).toFixed(1)} s`, found.building < 120000],
    [`Learning from ${whole(found.learning.needs)} requests, ${whole(found.services)} services`, "under 30 s", `${whole(found.learning.seconds)} s, ${whole(found.learning.megabytes)} MB`, found.learning.seconds < 30],
  ];
  text += `\n${line(["aim", "wanted", "measured", ""])}${line(Array(4).fill("---"))}`;
  for (const [what, wanted, measured, met] of rows) text += line([what, wanted, measured, verdict(met)]);
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(understanding(measureUnderstanding(process.argv[2], process.argv[3])));
}

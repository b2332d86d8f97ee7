// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at a page for those who cannot see it well or hit small things.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// What axe-core finds wrong, one line each.
async function faults(page) {
  await page.evaluate(`${axe}; true`);
  const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), rules);
  return found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/// Links and buttons too small to hit. A link inside a sentence is exempt, as WCAG has it.
function smallTargets(least) {
  const small = [];
  for (const target of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")) {
    const box = target.getBoundingClientRect();
    if (!box.width || !box.height || getComputedStyle(target).visibility === "hidden") continue;
    if (target.closest(".visually-hidden, .skip") || target.matches(".btn-check")) continue;
    const sentence = target.matches("a, button.link") && target.closest("p, dd, li, small, td, .message-body");
    if (sentence && sentence.innerText.trim() !== target.innerText.trim()) continue;
    const label = target.labels?.[0]?.getBoundingClientRect();
    const height = label && target.matches("[type=radio], [type=checkbox]") ? Math.max(box.height, label.height) : box.height;
    if (height < least - 0.5) small.push(`${target.outerHTML.slice(0, 120)} is ${Math.round(height)} px high`);
  }
  return small;
}

export const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/// Adds to `findings` what is wrong with the page as it is now. `least`: how high targets must be.
export async function inspect(page, name, least, findings) {
  for (const fault of await faults(page)) findings.push(`${name}: ${fault}`);
  for (const target of await page.evaluate(smallTargets, least)) findings.push(`${name}: ${target}`);
}

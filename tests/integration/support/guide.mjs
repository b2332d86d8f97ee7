// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the plugin guide share: its blocks.

/** The fenced blocks of a page: {language, marks, lines, line}, the marks being what follows the language. */
export function blocksOf(text) {
  const blocks = [];
  let open = null;
  text.split("\n").forEach((line, index) => {
    const fence = /^```(\S*)\s*(.*)$/.exec(line);
    if (open && line.startsWith("```")) {
      blocks.push(open);
      open = null;
    } else if (open) open.lines.push(line);
    else if (fence) open = { language: fence[1], marks: fence[2].split(" ").filter(Boolean), lines: [], line: index + 1 };
  });
  return blocks;
}

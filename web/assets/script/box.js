// SPDX-License-Identifier: GPL-3.0-or-later
// Back from an article or a form, the box has the words again. They stay with this entry of this tab's history, go nowhere
// else, and are not kept when help was shown for them.

const box = () => document.getElementById("words");
const showsHelp = () => document.querySelector("#suggestions .help") !== null;

function keep() {
  const words = box()?.value ?? "";
  const state = { ...history.state };
  if (words !== "" && !showsHelp()) state.words = words;
  else delete state.words;
  history.replaceState(state, "");
}

function bringBack() {
  const words = history.state?.words;
  const input = box();
  if (!input || !words || input.value !== "") return;
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export function watchBox() {
  if (!box()) return;
  addEventListener("pagehide", keep);
  // After htmx has looked at the page, or nobody would hear of it.
  addEventListener("load", () => setTimeout(bringBack));
}

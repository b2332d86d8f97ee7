// SPDX-License-Identifier: GPL-3.0-or-later
// Everything here only improves pages that work without it.
import "htmx-ext-sse/dist/sse.esm.js";
import { watchBox } from "./script/box.js";
import { watchDesk } from "./script/desk.js";
import { watchDrafts } from "./script/drafts.js";
import { watchDrops } from "./script/drops.js";
import { watchLive } from "./script/live.js";
import { watchPickers } from "./script/pickers.js";
import { watchRows } from "./script/rows.js";

function focusErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

// A form sent twice is one request for the server; the button only says that it is on its way.
function watchOnce() {
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-once]")) return;
    setTimeout(() => (button.disabled = true));
    addEventListener("pageshow", () => (button.disabled = false), { once: true });
  });
}

// The error summary's links lead to the field itself, also when it is folded or a group.
function watchErrorLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const folded = field.closest("details");
    if (folded) folded.open = true;
    const input = field.matches("fieldset") ? field.querySelector("input") : field;
    input.focus();
  });
}

// A fact with a wrong answer must not stay folded.
function openWrong(root) {
  for (const fact of root.querySelectorAll("details.fact")) if (fact.querySelector(".wrong")) fact.open = true;
}

focusErrors(document);
openWrong(document);
watchOnce();
watchErrorLinks();
watchBox();
watchDesk();
watchDrafts();
watchDrops();
watchLive();
watchPickers();
watchRows();
document.addEventListener("htmx:afterSwap", (event) => {
  openWrong(event.target);
  if (event.target.id === "desk-request") focusErrors(event.target);
});

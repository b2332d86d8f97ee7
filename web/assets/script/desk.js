// SPDX-License-Identifier: GPL-3.0-or-later
// The agents' keyboard: ? j k / t m r 1 2 3.
function rows() {
  return [...document.querySelectorAll("[data-rows] .desk-row > a")];
}

function mark(row) {
  for (const other of rows()) {
    const chosen = other === row;
    other.parentElement.classList.toggle("desk-row-chosen", chosen);
    if (chosen) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
}

function move(by) {
  const all = rows();
  if (!all.length) return;
  const focused = all.indexOf(document.activeElement);
  const at = focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  // One key is pressed too easily to take a colleague's request from them.
  if (target.dataset.confirm && !confirm(target.dataset.confirm)) return false;
  target.click();
  target.closest("details")?.querySelector("textarea")?.focus();
  return true;
}

function showKeys() {
  const keys = document.getElementById("keys");
  if (keys && !keys.open) keys.showModal();
  return Boolean(keys);
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => document.querySelector("[data-find]")?.focus(),
  "?": showKeys,
  t: () => press("t"),
  r: () => press("r"),
  1: () => press("1"),
  2: () => press("2"),
  3: () => press("3"),
  m: () => document.getElementById("message")?.focus(),
};

// The list is replaced whenever something happens to one of its requests: the row that was chosen, the row that has the
// focus and what was scrolled to stay. A row that left the list gives its focus to the one in its place.
function keepPlace() {
  let before = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "desk-list") return;
    const all = rows();
    const chosen = all.find((row) => row.hasAttribute("aria-current"));
    const pane = document.querySelector(".desk-middle");
    before = { chosen: chosen?.id, at: all.indexOf(document.activeElement), top: pane?.scrollTop ?? 0, y: scrollY };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!before || !document.getElementById("desk-list")) return;
    const { chosen, at, top, y } = before;
    before = null;
    const all = rows();
    const row = chosen && document.getElementById(chosen);
    if (row) mark(row);
    if (at >= 0 && all.length && !all.includes(document.activeElement)) {
      all[Math.min(at, all.length - 1)].focus({ preventScroll: true });
    }
    const pane = document.querySelector(".desk-middle");
    if (pane) pane.scrollTop = top;
    scrollTo(scrollX, y);
  });
}

// A move beside a reply that was not sent would leave it behind.
function keepReply() {
  document.addEventListener("submit", (event) => {
    const reply = document.getElementById("message");
    const words = document.querySelector("#request [data-leave]")?.dataset.leave;
    if (!words || !reply?.value.trim() || !event.target.closest("#request-moves, #request-guesses")) return;
    if (!confirm(words)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
}

export function watchDesk() {
  keepPlace();
  keepReply();
  for (const opener of document.querySelectorAll("[data-open='keys']")) {
    opener.hidden = false;
    opener.addEventListener("click", showKeys);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key !== "/" && !document.querySelector("[data-desk]")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest?.("[data-rows] a");
    if (row) mark(row);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "desk-request" || matchMedia("(min-width: 62rem)").matches) return;
    event.target.scrollIntoView();
  });
}

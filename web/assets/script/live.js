// SPDX-License-Identifier: GPL-3.0-or-later
// What the server tells while a page is open. What can be done changes with what is seen, except where somebody is at
// work: a form that was opened or typed in stays as it is, with the version its reader saw, so that the server can tell
// them what changed. When the stream is lost for good, the page says that it stands still.
import htmx from "htmx.org";

const patience = 30_000;

function typedIn(field) {
  if (field.type === "hidden" || !("value" in field)) return false;
  if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected && one.value);
  return field.value !== (field.defaultValue ?? "");
}

function isBusy(move) {
  if (move.matches("details[open]")) return true;
  const form = move.closest("form") ?? move.querySelector("form");
  return Boolean(form) && [...form.elements].some(typedIn);
}

/// Puts the moves of `fresh` in the place of those of `shown`; those somebody is at work in are not touched.
function refreshMoves(shown, fresh) {
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Map();
  for (const move of [...shown.children]) {
    if (isBusy(move)) kept.set(move.id, move);
    else move.remove();
  }
  let last = null;
  for (const move of [...fresh.children]) {
    const same = kept.get(move.id);
    if (!same) {
      if (last) last.after(move);
      else shown.prepend(move);
      htmx.process(move);
    }
    last = same ?? move;
  }
  if (!focused || focused.isConnected) return;
  const id = focused.closest("[id]")?.id;
  const again = (id && document.getElementById(id)) || shown.firstElementChild;
  (again?.querySelector("summary, button") ?? document.querySelector("#request h1"))?.focus({ preventScroll: true });
}

export function watchLive() {
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!target.matches("#request-moves, #reply-moves")) return;
    event.detail.shouldSwap = false;
    refreshMoves(target, fragment.firstElementChild);
  });
  // An error said beside the page is over once something else is tried.
  document.addEventListener("htmx:beforeRequest", () => document.querySelector("#toast .notice")?.remove());
  let lost = 0;
  document.addEventListener("htmx:sseOpen", () => {
    clearTimeout(lost);
    lost = 0;
    document.getElementById("toast").textContent = "";
  });
  document.addEventListener("htmx:sseError", () => {
    lost ||= setTimeout(() => (document.getElementById("toast").textContent = document.body.dataset.lost), patience);
  });
}

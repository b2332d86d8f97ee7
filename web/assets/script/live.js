// SPDX-License-Identifier: GPL-3.0-or-later
// What the server tells while a page is open. A piece that was replaced brings the request's new version: the forms
// around it act on what their reader now sees. When the stream is lost for good, the page says that it stands still.
const patience = 30_000;

export function watchLive() {
  document.addEventListener("htmx:afterSwap", () => {
    const version = document.querySelector("[data-version]")?.dataset.version;
    if (version) for (const input of document.querySelectorAll("input[name=version]")) input.value = version;
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

// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table that come and go, and forms with sections. The server does both without this.
export function watchRows() {
  // Without JavaScript, "Enter" goes on to the next section; here all of them are on the page.
  for (const button of document.querySelectorAll("[data-step]")) {
    button.removeAttribute("name");
    button.removeAttribute("value");
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    const pressed = event.detail.requestConfig?.elt;
    if (!pressed?.matches?.("[data-rows]")) return;
    const table = document.getElementById(pressed.dataset.rows);
    if (!table || table.contains(document.activeElement)) return;
    const rows = table.querySelectorAll("[data-row]");
    const added = pressed.name === "ajouter" && rows[rows.length - 1]?.querySelector("input:not([type=hidden]), select, textarea");
    (added || table.querySelector(".table-add") || table).focus();
  });
}

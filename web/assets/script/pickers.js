// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing a person among those the server found, and filling in a demonstration account.
export function watchPickers() {
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-pick]");
    if (choice) {
      const input = document.getElementById(choice.dataset.for);
      input.value = choice.dataset.pick;
      document.getElementById(`${choice.dataset.for}-found`).replaceChildren();
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
      return;
    }
    const filler = event.target.closest("[data-fill]");
    if (filler) {
      event.preventDefault();
      document.getElementById(filler.dataset.fill).value = filler.dataset.value;
      document.getElementById("password")?.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const picker = event.target.closest?.(".picker");
    if (!picker) return;
    const choices = [...picker.querySelectorAll("[data-pick]")];
    const at = choices.indexOf(document.activeElement);
    if (event.key === "Escape") picker.querySelector(".picker-found").replaceChildren();
    else if (event.key === "ArrowDown" && at + 1 < choices.length) choices[at + 1].focus();
    else if (event.key === "ArrowUp") (choices[at - 1] ?? picker.querySelector("input")).focus();
    else return;
    event.preventDefault();
  });
}

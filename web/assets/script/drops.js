// SPDX-License-Identifier: GPL-3.0-or-later
// Files dropped on a form's zone, or pasted into its message, join its file field.
function add(input, files) {
  const all = new DataTransfer();
  if (input.multiple) for (const file of input.files) all.items.add(file);
  for (const file of input.multiple ? files : [...files].slice(0, 1)) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function zoneOf(event) {
  const form = event.target.closest?.("form");
  return event.target.closest?.("[data-drop]") ?? form?.querySelector("[data-drop]");
}

export function watchDrops() {
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.dataTransfer?.types.includes("Files") && zoneOf(event);
      if (!zone) return;
      event.preventDefault();
      zone.classList.add("drop-over");
    });
  }
  document.addEventListener("dragleave", (event) => zoneOf(event)?.classList.remove("drop-over"));
  document.addEventListener("drop", (event) => {
    const zone = event.dataTransfer?.files.length && zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.remove("drop-over");
    add(zone.querySelector("input[type=file]"), event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    const zone = event.clipboardData?.files.length && event.target.matches("textarea") && zoneOf(event);
    if (zone) add(zone.querySelector("input[type=file]"), event.clipboardData.files);
  });
}

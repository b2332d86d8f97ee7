// SPDX-License-Identifier: GPL-3.0-or-later
// Files dropped on a form's zone, or pasted into its message, join its file field.
function add(input, files) {
  const all = new DataTransfer();
  if (input.multiple) for (const file of input.files) all.items.add(file);
  for (const file of input.multiple ? files : [...files].slice(0, 1)) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

const most = 25 * 1024 * 1024 - 512 * 1024; // the server's limit for one sending, less what its text may take

// Known before minutes are spent on sending them: files that are too large together never leave.
function refuseTooBig(input) {
  const files = [...document.querySelectorAll("input[type=file]")].filter((other) => other.form === input.form).flatMap((other) => [...other.files]);
  const tooBig = files.reduce((size, file) => size + file.size, 0) > most;
  if (tooBig) input.value = "";
  const said = document.createElement("p");
  said.className = "wrong";
  said.role = "alert";
  said.dataset.tooBig = "";
  input.parentElement.querySelector("[data-too-big]")?.remove();
  if (!tooBig) return;
  said.textContent = document.body.dataset.tooBig;
  input.before(said);
}

function zoneOf(event) {
  const form = event.target.closest?.("form");
  return event.target.closest?.("[data-drop]") ?? form?.querySelector("[data-drop]");
}

export function watchDrops() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]")) refuseTooBig(event.target);
  });
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

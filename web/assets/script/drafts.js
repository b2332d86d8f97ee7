// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a form by itself a moment after it changed. Files are not part of it: they are kept once the form is sent on.
const pause = 1500;

function typed(form) {
  const answers = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") answers.append(name, value);
  return answers;
}

async function keep(form, said) {
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: typed(form),
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
    });
    if (answer.ok) said.textContent = document.body.dataset.kept;
  } catch {
    said.textContent = "";
  }
}

export function watchDrafts() {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const said = document.getElementById("draft-kept");
  let timer = 0;
  form.addEventListener("input", () => {
    said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, said), pause);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

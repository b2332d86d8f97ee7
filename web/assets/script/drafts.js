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
    if (answer.status === 204) said.textContent = document.body.dataset.kept;
  } catch {
    said.textContent = "";
  }
}

// Another language is another page: what is being written crosses over in this tab, and is forgotten once it is there.
const crossing = "guichet-written";

function written() {
  const fields = [...document.querySelectorAll("main textarea[name], main input[type=text][name], main input:not([type])[name]")];
  return fields.filter((field) => !field.closest("form[role=search]") && !field.readOnly);
}

function watchLanguage() {
  document.querySelector("form[action='/langue']")?.addEventListener("submit", () => {
    const values = written().filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]);
    if (values.length) sessionStorage.setItem(crossing, JSON.stringify({ path: location.pathname, values }));
  });
  const kept = sessionStorage.getItem(crossing);
  if (!kept) return;
  sessionStorage.removeItem(crossing);
  const { path, values } = JSON.parse(kept);
  if (!path.startsWith(location.pathname)) return; // a step of a form leads back to the form
  for (const [name, value] of values) {
    const field = written().find((one) => one.name === name);
    if (field) field.value = value;
  }
}

export function watchDrafts() {
  watchLanguage();
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

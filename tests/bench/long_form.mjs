// SPDX-License-Identifier: GPL-3.0-or-later
// A form of 300 questions beside one of 3, asked again after one answer changed: how long the server takes and how much
// crosses the network. `long_form.mjs OUTPUT` measures by itself; run.mjs puts it in the table.
import { execFileSync } from "node:child_process";
import { mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as servers from "./servers.mjs";

const both = (text) => ({ fr: text, en: text });

/** In sections of thirty; two questions of three wait for the answer to the one before them. */
function questions(count) {
  const form = [];
  for (let number = 0; number < count; ++number) {
    if (number % 30 === 0) form.push({ id: `s${number}`, type: "heading", section: true, text: both(`Partie ${number}`) });
    const field = { id: `q${number}`, type: number % 3 ? "text" : "yes-no", label: both(`Question ${number}`) };
    if (number % 3) field.when = { "==": [{ var: `answers.q${number - (number % 3)}` }, true] };
    form.push(field);
  }
  return form;
}

/** A department with both forms, open to everyone; written as JSON, which YAML is. */
function bundleOf(output) {
  const source = join(output, "long-form.source");
  const bundle = join(output, "long-form.guichet");
  for (const old of [source, bundle]) rmSync(old, { recursive: true, force: true });
  mkdirSync(join(source, "services"), { recursive: true });
  writeFileSync(
    join(source, "plugin.yaml"),
    JSON.stringify({
      id: "forms", version: "1.0.0", kernel: ">=0.1", name: both("Formulaires"), department: both("Mesures"), capabilities: ["log"],
      themes: [{ id: "trials", title: both("Essais"), order: 50 }], teams: [{ id: "forms-desk", title: both("Accueil") }],
    }),
  );
  for (const count of [3, 300]) {
    writeFileSync(
      join(source, "services", `form-${count}.yaml`),
      JSON.stringify({
        id: `form-${count}`, title: both(`Formulaire de ${count}`), summary: both(`Il pose ${count} questions`), theme: "trials", kind: "request",
        public: true, says: { fr: Array.from({ length: 8 }, (_, number) => `formulaire de ${count} questions, façon ${number}`) },
        form: questions(count), route: { team: "forms-desk" },
      }),
    );
  }
  execFileSync(`${servers.bin}guichet-sdk`, ["build", source, "--output", bundle], { stdio: ["ignore", "ignore", "inherit"] });
  return bundle;
}

function ask(agent, port, method, path, { cookie = "", body = "" }) {
  return new Promise((done, failed) => {
    const headers = { Cookie: cookie, "HX-Request": body ? "true" : "false" };
    if (body) Object.assign(headers, { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) });
    const request = http.request({ agent, host: "127.0.0.1", port, method, path, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString() }));
    });
    request.on("error", failed);
    request.end(body);
  });
}

const hidden = (page, name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? "";

async function measureForm(port, count, times) {
  const path = `/services/forms/form-${count}`;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const page = await ask(agent, port, "GET", path, {});
  if (page.status !== 200) throw new Error(`${path} answers ${page.status}`);
  const cookie = (page.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
  const fields = new URLSearchParams({ csrf: hidden(page.body, "csrf"), cle: hidden(page.body, "cle"), titre: "" });
  for (let number = 0; number < count; ++number) {
    if (number === 0) continue;
    if (number % 3) fields.set(`r.q${number}`, "Une réponse");
    else fields.set(`r.q${number}`, "yes");
  }
  // Every question is answered but the first, which goes to and fro: each time two others come or go.
  let seen = hidden(page.body, "vues");
  const taken = [];
  let bytes = 0;
  for (let time = 0; time < times; ++time) {
    fields.set("r.q0", time % 2 ? "no" : "yes");
    fields.set("vues", seen);
    const body = fields.toString();
    const begun = process.hrtime.bigint();
    const answer = await ask(agent, port, "POST", `${path}/questions`, { cookie, body });
    taken.push(Number(process.hrtime.bigint() - begun) / 1e6);
    if (answer.status !== 200) throw new Error(`${path}/questions answers ${answer.status}`);
    seen = hidden(answer.body, "vues");
    if (time > 1) bytes = Math.max(bytes, answer.body.length);
  }
  agent.destroy();
  const sorted = taken.slice(20).sort((a, b) => a - b);
  return { count, middle: servers.median(sorted), high: sorted[Math.floor(sorted.length * 0.99)], bytes, page: page.body.length };
}

export async function measureLongForm(output, log) {
  const data = join(output, "long-form-data");
  rmSync(data, { recursive: true, force: true });
  execFileSync(`${servers.bin}guichet`, ["demo", "--data", data, "--people", "60", "--requests", "0", "--bundles", bundleOf(output)], { stdio: "ignore" });
  const server = await servers.serve(data, log);
  try {
    const results = [];
    for (const count of [3, 300]) results.push(await measureForm(server.port, count, 520));
    return results;
  } finally {
    await server.stop();
  }
}

/** The figures as a table; the aim is under 5 ms for 300 questions. */
export function longForm(results) {
  let text = "| a form asked again after one change | middle ms | p99 ms | answer, bytes | whole page, bytes |\n| --- | --- | --- | --- | --- |\n";
  for (const { count, middle, high, bytes, page } of results) {
    text += `| ${count} questions | ${middle.toFixed(2)} | ${high.toFixed(2)} | ${bytes} | ${page} |\n`;
  }
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const output = process.argv[2];
  mkdirSync(output, { recursive: true });
  console.log(longForm(await measureLongForm(output, openSync(join(output, "serve.log"), "w"))));
}

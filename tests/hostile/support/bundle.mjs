// SPDX-License-Identifier: GPL-3.0-or-later
// Makes bundles for tests: the sources of a small department around a library that was built for it.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const both = (fr, en) => JSON.stringify({ fr, en });

/// Builds FOLDER/ID-VERSION.guichet: a plugin with one service "do" for each of `automations`, which its workflow runs.
/// An automation is {id, idempotent, deadline}; `audience`: whom the services are for, as YAML, when not for everyone. Answers the bundle's folder.
export function makeBundle(sdk, folder, { id, version = "1.0.0", library, automations, capabilities = ["log", "requests"], audience }) {
  const source = join(folder, `${id}-${version}.source`);
  rmSync(source, { recursive: true, force: true });
  mkdirSync(join(source, "services"), { recursive: true });
  writeFileSync(join(source, "plugin.yaml"), `id: ${id}
version: ${version}
kernel: ">=0.1"
name: ${both(`Essai ${id}`, `Trial ${id}`)}
department: ${both("Direction des essais", "Trials department")}
capabilities: [${capabilities.join(", ")}]
library: true
themes:
  - { id: trials, title: ${both("Essais", "Trials")}, order: 50 }
teams:
  - { id: ${id}-desk, title: ${both("Accueil des essais", "Trials desk")} }
automations:
${automations.map((one) => `  - { id: ${one.id}, title: ${both(one.id, one.id)}, idempotent: ${one.idempotent ?? false}, deadline: ${one.deadline ?? "1s"} }`).join("\n")}
`);
  for (const one of automations) {
    const words = Array.from({ length: 8 }, (_, number) => `${id} ${one.id} essai numéro ${number}`);
    writeFileSync(join(source, "services", `${one.id}.yaml`), `id: ${one.id}
title: ${both(`Essai ${id} ${one.id}`, `Trial ${id} ${one.id}`)}
summary: ${both(`Ce que fait ${one.id}`, `What ${one.id} does`)}
theme: trials
kind: request
${audience ? `audience: ${audience}\n` : ""}says:
  fr: ${JSON.stringify(words)}
route: { team: ${id}-desk }
commitment: { take_charge: 4h, resolve: 2d }
workflow:
  - { id: run, automation: ${one.id}, input: { reference: "x" }, on_success: resolve, otherwise: { team: ${id}-desk } }
`);
  }
  const bundle = join(folder, `${id}-${version}.guichet`);
  rmSync(bundle, { recursive: true, force: true });
  execFileSync(sdk, ["build", source, "--library", library, "--output", bundle], { stdio: ["ignore", "ignore", "inherit"] });
  return bundle;
}

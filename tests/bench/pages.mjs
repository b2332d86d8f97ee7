// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the counter: each page as its users ask it, in turn for many of them.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { bin } from "./servers.mjs";

const needs = [
  "wifi",
  "je n'arrive plus à me connecter à l'ENT",
  "l'imprimante du 2e étage ne marche plus",
  "liste de diffusion pour mon équipe",
  "mot de passe oublié",
  "vidéoprojecteur en panne amphi 3",
  "installer un logiciel sur mon poste",
  "message suspect hameçonnage",
  "accès à SIFAC",
  "VPN depuis chez moi",
  "ordinateur très lent",
  "espace partagé du laboratoire",
];
const searched = ["imprimante", "wifi colloque", "mot de passe", "copieur étage", "liste diffusion", "licence logiciel"];

/** Signs people in on a copy of a database: who, cookie, token of their forms, one of their requests. */
export function signIn(data, count) {
  const lines = execFileSync(bin + "guichet-bench-sessions", [data, String(count)], { encoding: "utf8" });
  const people = lines
    .trim()
    .split("\n")
    .map((line) => {
      const [login, token, csrf, request] = line.split("\t");
      return { login, cookie: `guichet=${token}`, csrf, request };
    });
  return { agent: people[0], people: people.slice(1) };
}

const form = (fields) => new URLSearchParams(fields).toString().replace("%7Bkey%7D", "{key}");

function freeForm(person, index) {
  return form({
    csrf: person.csrf,
    cle: "{key}",
    titre: `Une fenêtre ne ferme plus (${index})`,
    "r.words": "La fenêtre de la salle de réunion ne ferme plus et il y pleut.",
  });
}

function serviceForm(person, index) {
  return form({
    csrf: person.csrf,
    cle: "{key}",
    titre: `Mon crédit d'impression est à zéro (${index})`,
    "r.what": "credit",
    "r.card": "20417733",
    "r.details": "Je l'ai pourtant rechargé hier.",
  });
}

/** Writes the files that wrk reads; answers the pages, each with its file and what one request of it looks like. */
export function writeTargets(folder, { agent, people }) {
  const some = people.slice(0, 200);
  const owners = people.filter((person) => person.request !== "-").slice(0, 200);
  const word = (text) => encodeURIComponent(text);
  const gets = {
    home: some.map((person) => ["/", person]),
    suggestions: some.flatMap((person, index) => [[`/suggestions?q=${word(needs[index % needs.length])}`, person]]),
    request: owners.map((person) => [`/demandes/${person.request}`, person]),
    desk: [["/bureau", agent]],
    search: searched.map((text) => [`/bureau/recherche?q=${word(text)}`, agent]),
  };
  const pages = Object.entries(gets).map(([name, asked]) => {
    const file = `${folder}/${name}.targets`;
    writeFileSync(file, asked.map(([path, person]) => `GET\t${path}\t${person.cookie}\t\n`).join(""));
    return { name, file, path: asked[0][0], cookie: asked[0][1].cookie };
  });
  const posts = { free: ["/demande-libre/envoyer", freeForm], service: ["/services/it/printing/envoyer", serviceForm] };
  const forms = Object.entries(posts).map(([name, [path, body]]) => {
    const file = `${folder}/submit-${name}.targets`;
    writeFileSync(
      file,
      people.map((person, index) => `POST\t${path}\t${person.cookie}\t${body(person, index)}\n`).join(""),
    );
    return { name, file };
  });
  return { pages, forms };
}

// SPDX-License-Identifier: GPL-3.0-or-later
// http_input.mjs: what a stranger or a signed-in troublemaker may send to every route and every field. Each answer is a
// redirection, the form again or a clear 4xx, never a 5xx; nothing comes back unescaped; the server is well afterwards.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";

const { url } = JSON.parse(readFileSync(join(process.env.GUICHET_BUILD, "journeys/portal.json"), "utf8"));
const port = Number(new URL(url).port);
const mark = "<script>zqx</script>";
const poisons = {
  empty: "", long: "é".repeat(60_000), markup: mark, attribute: '"><img src=x onerror=zqx>', template: "{{csrf}}{{{need}}}",
  sql: "'; drop table request; --", like: "%_%%", path: "../../../../etc/passwd", zero: "a\u0000b", lines: "a\r\nSet-Cookie: zqx=1",
  huge: "9".repeat(400), negative: "-9223372036854775809", float: "1e309", unicode: "\u202e\ufeff\u{1f469}\u200d\u{1f4bb}\ud7ff",
  json: '{"$ne":1}', date: "9999999-99-99", array: "[]", host: "//example.org", scheme: "javascript:alert(1)",
};
const invalid = "%ff%fe%c3%28%ed%a0%80";

async function healthy() {
  assert.equal((await fetch(`${url}/etat`)).status, 200, "the server is well");
}

async function judge(answer, what) {
  const text = await answer.text();
  assert.ok(answer.status < 500, `${what}: ${answer.status}`);
  assert.ok(!text.includes(mark) && !text.includes("<img src=x"), `${what}: came back unescaped`);
  // By its name: among thousands of random session tokens, one holds any three letters.
  assert.ok(!answer.headers.getSetCookie().some((cookie) => cookie.startsWith("zqx=")), `${what}: wrote a header`);
  const target = answer.headers.get("location");
  assert.ok(!target || (target.startsWith("/") && !target.startsWith("//")), `${what}: leads to ${target}`);
  return text;
}

const cookies = (answer) => answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
const tokenOf = (page) => page.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "";

async function signIn(login) {
  const first = await fetch(`${url}/connexion`);
  const cookie = cookies(first);
  const answer = await fetch(`${url}/connexion`, {
    method: "POST", redirect: "manual", headers: { cookie },
    body: new URLSearchParams({ csrf: tokenOf(await first.text()), login, password: "guichet", retour: "/" }),
  });
  const session = [cookie, cookies(answer)].join("; ");
  const page = await (await fetch(`${url}/demande-libre`, { headers: { cookie: session } })).text();
  return { cookie: session, csrf: tokenOf(page) };
}

const stranger = { cookie: "", csrf: "" };
const somebody = await signIn("faculty");
const agent = await signIn("agent.triage.1");

async function post(person, path, body, headers = {}) {
  return fetch(url + path, { method: "POST", redirect: "manual", headers: { cookie: person.cookie, ...headers }, body });
}

/// A request of `person`, by its reference.
async function requestOf(person, title) {
  const sent = await post(person, "/demande-libre/envoyer", new URLSearchParams({
    csrf: person.csrf, cle: `hostile-${title}-${Date.now()}`, titre: title, "r.words": "Un essai." }));
  assert.equal(sent.status, 303, await sent.text());
  return sent.headers.get("location").split("/")[2];
}
const own = await requestOf(somebody, "La mienne");
const others = await requestOf(await signIn("staff"), "Celle d’un autre");

const form = ["csrf", "cle", "titre", "r.words", "r.place", "r.files", "r.what", "r.account", "r.software", "vues", "contact", "pour"];
const forms = ["/demande-libre", "/services/it/network-fault", "/services/it/account-unlock", "/services/it/software-access"]
  .flatMap((base) => ["", "/questions", "/verifier", "/brouillon", "/envoyer", "/effacer"].map((end) => [base + end, form]));
const moves = ["messages", "prendre", "liberer", "attribuer", "transferer", "attendre", "resoudre", "rouvrir", "mauvais-service", "annuler", "suiveurs", "deplacer", "deplacer/annuler", "questions"]
  .map((move) => [`/demandes/${own}/${move}`, ["csrf", "version", "message", "pour", "texte", "equipe", "personne", "retirer", "service", "vues", "r.what"]]);
const posts = [...forms, ...moves, ["/langue", ["csrf", "langue", "retour"]], ["/compte-bloque", ["csrf", "identifiant"]], ["/connexion", ["csrf", "login", "password", "retour"]],
  ["/compte-bloque/code", ["csrf", "id", "code"]], ["/fiches/it/compte-bloque/avis", ["csrf", "utile"]]];
const gets = [["/", []], ["/suggestions", ["q"]], ["/catalogue", []], ["/fiches", ["q"]], ["/demandes", ["vue", "apres", "avant"]],
  ["/bureau", ["vue", "equipe", "apres", "demande"]], ["/bureau/recherche", ["q", "apres", "demande"]], ["/personnes", ["q", "pour", "cible"]],
  ["/connexion", ["retour"]], [`/demandes/${own}`, ["cote", "dit", "avant", "plus"]], ["/compte-bloque/suivi", ["id"]],
  ["/services/it/network-fault", ["titre", "q"]], ["/demande-libre", ["titre", "q"]], ["/modules", []]];

test("Every field of every form takes anything and answers calmly", { timeout: 150_000 }, async () => {
  for (const [path, fields] of posts) {
    for (const person of [somebody, stranger]) {
      await Promise.all(Object.entries(poisons).map(async ([name, poison]) => {
        const all = new URLSearchParams(fields.map((field) => [field, field === "csrf" ? person.csrf : poison]));
        await judge(await post(person, path, all), `POST ${path} all ${name}`);
      }));
      const raw = fields.map((field) => `${field}=${field === "csrf" ? encodeURIComponent(person.csrf) : invalid}`).join("&");
      const type = { "content-type": "application/x-www-form-urlencoded" };
      await judge(await post(person, path, raw, type), `POST ${path} invalid UTF-8`);
    }
  }
  await healthy();
});

test("Every parameter of every page takes anything", { timeout: 150_000 }, async () => {
  for (const [path, names] of gets) {
    for (const person of [somebody, agent]) {
      await Promise.all(names.flatMap((name) => [...Object.entries(poisons).map(([what, poison]) => [what, encodeURIComponent(poison.slice(0, 1500))]),
        ["invalid", invalid]].map(async ([what, poison]) => {
        await judge(await fetch(`${url}${path}?${name}=${poison}`, { redirect: "manual", headers: { cookie: person.cookie } }), `GET ${path} ${name} ${what}`);
      })));
    }
  }
  await healthy();
});

test("Addresses made up lead nowhere", { timeout: 60_000 }, async () => {
  const ids = ["x", "G-0000-000", "%00", "%ff", "..%2f..%2fetc%2fpasswd", "9".repeat(30), "-1", encodeURIComponent(mark), "a".repeat(3000)];
  for (const id of ids) {
    for (const path of [`/demandes/${id}`, `/fichiers/${id}`, `/services/it/${id}`, `/services/${id}/x`, `/fiches/it/${id}`, `/static/${id}`, `/assets/${id}`, `/${id}`]) {
      const answer = await fetch(url + path, { redirect: "manual", headers: { cookie: somebody.cookie } });
      assert.ok(answer.status >= 400 && answer.status < 500, `${path.slice(0, 80)}: ${answer.status}`);
      await judge(answer, path);
    }
  }
});

test("What belongs to another does not exist", async () => {
  const nothing = await fetch(`${url}/demandes/G-0000-000`, { headers: { cookie: somebody.cookie } });
  const theirs = await fetch(`${url}/demandes/${others}`, { headers: { cookie: somebody.cookie } });
  assert.equal(theirs.status, nothing.status);
  assert.ok(!(await theirs.text()).includes("Celle d’un autre"));
  for (const [path] of moves) {
    const body = new URLSearchParams({ csrf: somebody.csrf, version: "1", message: "Bonjour", texte: "Bonjour", equipe: "it/network", personne: "agent" });
    const answer = await post(somebody, path.replace(own, others), body);
    assert.ok([403, 404].includes(answer.status), `${path}: ${answer.status}`);
  }
});

test("Nothing changes without the page's own token", async () => {
  for (const csrf of [undefined, "", "x", agent.csrf, "a".repeat(5000)]) {
    const body = new URLSearchParams({ message: "forged", ...(csrf === undefined ? {} : { csrf }) });
    const answer = await post(somebody, `/demandes/${own}/messages`, body);
    assert.equal(answer.status, 403, `token ${String(csrf).slice(0, 20)}`);
  }
  const page = await (await fetch(`${url}/demandes/${own}`, { headers: { cookie: somebody.cookie } })).text();
  assert.ok(!page.includes("forged"));
});

test("Bodies that are not what they say are refused", async () => {
  const path = `/demandes/${own}/messages`;
  const types = ["application/json", "text/xml", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-7", "a".repeat(1000)];
  for (const type of types) {
    await judge(await post(somebody, path, Buffer.from('--y\r\nContent-Disposition: form-data; name="a"\r\n\r\n\u0000'), { "content-type": type }), type.slice(0, 60));
  }
  const many = await post(somebody, path, new URLSearchParams(Array.from({ length: 20_000 }, (_, i) => [`f${i}`, "x"])));
  assert.equal(many.status, 400);
  const big = await post(somebody, path, "a=" + "x".repeat(3_000_000), { "content-type": "application/x-www-form-urlencoded" }).catch(() => ({ status: 413 }));
  assert.equal(big.status, 413);
  await healthy();
});

/// Says `bytes` on a bare connection and returns the status of what comes back (0: closed without a word).
function bare(bytes, patience = 20_000) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let said = "";
    const end = () => (socket.destroy(), resolve(Number(said.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0)));
    socket.on("data", (data) => ((said += data.toString("latin1")), said.includes("\r\n\r\n") && end()));
    socket.on("close", end).on("error", end);
    setTimeout(end, patience);
    for (const piece of [bytes].flat()) socket.write(piece, "latin1");
  });
}

test("Requests that no browser makes", { timeout: 60_000 }, async () => {
  const cases = {
    "10,000 headers": "GET / HTTP/1.1\r\nHost: a\r\n" + "X-A: b\r\n".repeat(10_000) + "\r\n",
    "an endless line": `GET /${"a".repeat(100_000)} HTTP/1.1\r\n\r\n`,
    "two lengths": "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "a negative length": "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "a huge length": "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "length and chunks": "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\n\r\n",
    "binary": "\x00\x01\x02\xff\xfe\r\n\r\n",
    "another protocol": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "another method": "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
  };
  for (const [name, bytes] of Object.entries(cases)) {
    const status = await bare(bytes);
    assert.ok(status === 0 || (status >= 400 && status <= 505 && status !== 500 && status !== 503), `${name}: ${status}`);
  }
  // A hundred bodies that never come leave the others their answer.
  const slow = Array.from({ length: 100 }, () => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    socket.write("POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin=");
    return socket;
  });
  const before = Date.now();
  await healthy();
  assert.ok(Date.now() - before < 2000, "slow senders hold nobody up");
  for (const socket of slow) socket.destroy();
  await healthy();
});

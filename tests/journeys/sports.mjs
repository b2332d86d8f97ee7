// SPDX-License-Identifier: GPL-3.0-or-later
// Sport at the university: a student in good health has a place at once; a certificate is looked at by the sports team
// first.
import assert from "node:assert/strict";
import { doesNotSee, journey, keep, phone, sees, signedIn } from "./support/browser.mjs";
import { answers, asks, does, paper, sends, stands } from "./support/requests.mjs";
import { looked } from "./support/look.mjs";

journey("A student takes up yoga, and has a place without anybody’s hand", async () => {
  const student = await signedIn("student", phone);
  await asks(student, "y a-t-il un cours de yoga le mardi midi ?", /M’inscrire au sport/);
  await answers(student, {
    "Quelles activités ?": "Yoga",
    "Yoga : quel créneau ?": "Mardi, 12 h – 13 h 30",
    "Vous avez répondu au questionnaire de santé : quel est le résultat ?": "J’ai répondu non à tout",
    "J’ai répondu au questionnaire avec sincérité": true,
    "Comment votre inscription est-elle payée ?": "Je suis étudiant : la CVEC l’a déjà payée",
  });
  await doesNotSee(student, "Un certificat médical de moins d’un an");
  const number = await sends(student);
  await stands(student, number, "Réglée");
  await sees(student, /Vous êtes inscrit.*[Yy]oga/);
  await keep(student, "sports-closed-phone");
});

journey("A rugby player’s certificate is looked at before the place is taken", async () => {
  const findings = [];
  const student = await signedIn("student");
  await asks(student, "je veux jouer au rugby à la fac cette année", /M’inscrire au sport/);
  await answers(student, {
    "Quelles activités ?": "Rugby",
    "Rugby : quel créneau ?": "Jeudi, 18 h – 19 h 30",
    "Vous avez répondu au questionnaire de santé : quel est le résultat ?": "J’ai répondu non à tout",
    "J’ai répondu au questionnaire avec sincérité": true,
    "Un certificat médical de moins d’un an": paper("certificat.png"),
    "Comment votre inscription est-elle payée ?": "Je suis étudiant : la CVEC l’a déjà payée",
  });
  const number = await sends(student);
  await student.goto(`/demandes/${number}`);
  await doesNotSee(student, "Vous êtes inscrit");

  const agent = await signedIn("agent.sports.2", {}, "/bureau/etapes");
  await looked(agent, "desk-steps", findings);
  await agent.locator(".ticket").filter({ hasText: number }).getByRole("link").click();
  await sees(agent, "Vérifiez le certificat");
  const certificate = agent.getByRole("link", { name: "certificat.png" });
  assert.equal((await agent.request.get(await certificate.getAttribute("href"))).status(), 200);
  await looked(agent, "step", findings);
  await does(agent, number, "Vérifier le dossier");
  await stands(student, number, "Réglée");
  await sees(student, /Vous êtes inscrit.*[Rr]ugby/);
  await keep(student, "sports-closed-desktop");
  assert.deepEqual(findings, []);
});

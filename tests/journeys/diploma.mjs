// SPDX-License-Identifier: GPL-3.0-or-later
// A student collects a diploma: the registry of their faculty prepares it, says that it is ready, and hands it over.
import { journey, keep, phone, sees, signedIn } from "./support/browser.mjs";
import { answers, asks, does, inDays, paper, sends, stands } from "./support/requests.mjs";

journey("A student collects their diploma at the registry", async () => {
  const student = await signedIn("student", phone);
  await asks(student, "Où est-ce que je peux retirer mon diplôme de licence ?", /Obtenir mon diplôme/);
  await answers(student, {
    "De quel niveau est-il ?": "Licence, licence professionnelle, BUT, DUT, DEUST",
    "Lequel ?": "Licence",
    "Son intitulé": "Chimie, parcours matériaux",
    "L’année où vous l’avez obtenu": "2026",
    "Que vous faut-il ?": "Le diplôme : je ne l’ai jamais reçu",
    "Votre pièce d’identité": paper("carte.png"),
    "Comment souhaitez-vous le recevoir ?": "Je passe à la scolarité",
  });
  await keep(student, "diploma-form-phone");
  const number = await sends(student);
  await sees(student, "Scolarité des sciences");
  await keep(student, "diploma-confirmation-phone");

  const agent = await signedIn("agent.schooling-sciences.1", {}, "/bureau");
  await does(agent, number, "Préparer le document", {
    "Numéro du diplôme ou de l’attestation": "L-2026-00417",
    "Envoyé, ou prêt à retirer, le": inDays(0),
  });
  await student.goto(`/demandes/${number}`);
  await sees(student, "Votre diplôme vous attend à la scolarité");
  await keep(student, "diploma-ready-phone");
  await does(agent, number, "Remettre le diplôme", { "Remis le": inDays(0) });
  await stands(student, number, "Réglée");
  await keep(student, "diploma-closed-phone");
});

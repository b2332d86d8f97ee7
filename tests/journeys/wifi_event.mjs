// SPDX-License-Identifier: GPL-3.0-or-later
// WiFi accounts for an event: above fifty they are made at once, and whoever leads may object until a date. One who does
// not object closes it; one who does has everything undone.
import assert from "node:assert/strict";
import { doesNotSee, journey, keep, phone, sees, signedIn } from "./support/browser.mjs";
import { answers, asks, decides, inDays, letter, sends, stands } from "./support/requests.mjs";
import { looked } from "./support/look.mjs";

/// An organiser asks in their own words. Returns the request's reference.
async function organises(page, sentence, event, count) {
  await asks(page, sentence, /Comptes WiFi pour un événement/);
  await answers(page, {
    "Nom de l’événement": event,
    "Du premier au dernier jour": [inDays(20), inDays(21)],
    "Nombre de comptes": String(count),
    "Où se tient-il ?": "Bâtiment A",
    "Je remettrai chaque compte à une personne dont je garde le nom pendant un an": true,
  });
  await sees(page, "Combien de personnes connectées en même temps dans la plus grande salle ?");
  return sends(page);
}

journey("WiFi accounts are made at once, while the organiser’s lead may object, and closed when the lead is content", async () => {
  const findings = [];
  const organiser = await signedIn("faculty");
  const number = await organises(
    organiser, "j'attends 120 linguistes à un colloque, il leur faut internet", "Linguistes de la Méditerranée", 120);
  await organiser.goto(`/demandes/${number}`);
  await sees(organiser, "Vos 120 comptes WiFi sont prêts");
  const file = organiser.getByRole("link", { name: "comptes-wifi.csv" });
  const lines = (await (await organiser.request.get(await file.getAttribute("href"))).text()).trim().split("\n");
  assert.equal(lines.length, 121, "a line for each account, after that of the titles");
  await sees(organiser, "opposition possible, au plus tard");
  await doesNotSee(organiser, "la demande est réglée.");
  await looked(organiser, "wifi-objectable", findings);

  const lead = await signedIn("lead", {}, "/validations");
  const asked = lead.locator(".ticket").filter({ hasText: number });
  await asked.getByText(/vous pouvez vous opposer, au plus tard/).waitFor();
  await looked(lead, "decisions", findings);
  await asked.getByRole("link").click();
  await sees(lead, "Linguistes de la Méditerranée");
  await sees(lead, /Vous pouvez vous opposer jusqu’à cette date/);
  await looked(lead, "decision-trust", findings);
  await lead.goto(`/demandes/${number}/parcours`);
  await sees(lead, "Créer les comptes");
  await looked(lead, "course-trust", findings);
  await decides(lead, number, "C’est bon pour moi");
  await sees(lead, "Votre accord est enregistré");
  await stands(organiser, number, "Réglée");
  await organiser.reload();
  await doesNotSee(organiser, "opposition possible, au plus tard");
  await keep(organiser, "wifi-closed-desktop");
  assert.deepEqual(findings, []);
});

journey("A lead who objects has the accounts taken back, and the request is refused", async () => {
  const findings = [];
  const organiser = await signedIn("researcher", phone);
  const number = await organises(
    organiser, "des codes wifi pour 80 visiteurs de notre journée santé", "Journée santé ouverte", 80);
  await organiser.goto(`/demandes/${number}`);
  await sees(organiser, "Vos 80 comptes WiFi sont prêts");

  const lead = await signedIn("lead");
  await decides(lead, number, "Je m’oppose");
  await sees(lead, "Dites pourquoi, en quelques mots");
  await looked(lead, "decision-unexplained", findings);
  await decides(lead, number, "Je m’oppose", "La salle n’est pas réservée ce jour-là.");
  await sees(lead, /opposition/i);
  await stands(organiser, number, "Refusée");
  await sees(organiser, "Les comptes WiFi de cet événement sont désactivés");
  await sees(organiser, "La salle n’est pas réservée ce jour-là.");
  for (const granted of ["La demande est réglée", "C’est réglé"]) {
    assert.equal(await organiser.getByText(granted).filter({ visible: true }).count(), 0, `refused, and “${granted}”`);
  }
  await looked(organiser, "wifi-refused", findings);
  await organiser.goto("/demandes?vue=terminees");
  await sees(organiser, "Refusée");
  assert.match(await letter(organiser, "yasmine.nguyen@univ-exemple.fr", number), /refusée/i);
  assert.deepEqual(findings, []);
});

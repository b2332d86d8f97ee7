// SPDX-License-Identifier: GPL-3.0-or-later
// Booking a room: free slots are shown, nobody's hand is needed, and no room is ever given twice.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { journey, reference, sees } from "./support/browser.mjs";
import { asks, becomes, Crowd, inDays, looked, sends } from "./support/people.mjs";

/// So many days from now, and not at the weekend, when rooms are closed.
function workday(days) {
  for (let day = days; ; ++day) {
    if (![0, 6].includes(new Date(`${inDays(day)}T12:00:00Z`).getUTCDay())) return inDays(day);
  }
}

const slots = (page) => page.getByLabel("À quelle heure");
const clock = (label) => label.split("–").map((time) => time.replace(/\s|\u00a0|\u202f/g, "").replace(/^(\d+)h(\d*)$/, (_, h, m) => h.padStart(2, "0") + (m || "00")));

/// The form up to the free slots of a room, for two hours on a day.
async function choosesRoom(page, day, room) {
  const places = page.locator("select[name='r.place']");
  await places.first().selectOption(room.split("/").slice(0, 2).join("/"));
  await places.nth(1).locator(`option[value="${room}"]`).waitFor({ state: "attached" });
  await places.nth(1).selectOption(room);
  await page.getByLabel("Quel jour").fill(day);
  await page.getByLabel("2 heures", { exact: true }).check();
  await slots(page).waitFor();
}

/// "1400,1600" of each slot that is offered.
const times = async (page) => (await slots(page).locator("option").allInnerTexts()).map((label) => clock(label).join());

async function chooses(page, wanted) {
  const offered = await times(page);
  assert.ok(offered.includes(wanted), `${wanted} is not among ${offered}`);
  await slots(page).selectOption({ index: offered.indexOf(wanted) });
}

async function checks(page) {
  await page.getByRole("button", { name: "Continuer" }).last().click();
  await sees(page, "Vérifiez vos réponses");
}

journey("A room is booked without anybody's hand, and its appointment is taken away", async () => {
  const findings = [];
  const crowd = new Crowd();
  const teacher = await crowd.at("faculty", "/");
  const day = workday(21), room = "aix/bat-b/1/b104";
  await asks(teacher, "je voudrais réserver une salle de réunion", /Réserver une salle/);
  await choosesRoom(teacher, day, room);
  await chooses(teacher, "1400,1600");
  await teacher.getByLabel("Pour quoi faire").fill("Réunion des philologues");
  await looked(teacher, "room-form", findings);
  await checks(teacher);
  await sees(teacher, /14\s*h\s*–\s*16\s*h/);
  await looked(teacher, "room-check", findings);
  const number = await sends(teacher);
  await becomes(teacher, number, "Réglée");
  await looked(teacher, "room-booked", findings);

  const taken = teacher.waitForEvent("download");
  await teacher.getByRole("link", { name: /\.ics/ }).click();
  const appointment = readFileSync(await (await taken).path(), "utf8").replace(/\r\n /g, "");
  const date = day.replaceAll("-", "");
  assert.match(appointment, /^BEGIN:VCALENDAR\r\n/);
  assert.match(appointment, new RegExp(`DTSTART[^\r]*:${date}T`));
  assert.match(appointment, new RegExp(`DTEND[^\r]*:${date}T`));
  assert.match(appointment, /SUMMARY:Réunion des philologues\r\n/);
  assert.match(appointment, /LOCATION:[^\r]*B104/);

  // Nobody else gets it: their list may be a minute old, then what is free is told.
  const other = await crowd.at("researcher", "/");
  await asks(other, "est-ce que la salle est libre, je voudrais la réserver", /Réserver une salle/);
  await choosesRoom(other, day, room);
  if ((await times(other)).includes("1400,1600")) {
    await chooses(other, "1400,1600");
    await other.getByLabel("Pour quoi faire").fill("Autre chose");
    await other.getByRole("button", { name: "Continuer" }).last().click();
    await other.locator("#error-summary").waitFor();
    await sees(other, /Ce créneau vient d’être pris. Sont encore libres/);
    await looked(other, "room-taken", findings);
    await other.getByLabel("3 heures", { exact: true }).check();
    await slots(other).locator("option", { hasText: /8\s*h\s*–\s*11\s*h/ }).waitFor({ state: "attached" });
    await other.getByLabel("2 heures", { exact: true }).check();
    await slots(other).locator("option", { hasText: /8\s*h\s*–\s*10\s*h/ }).waitFor({ state: "attached" });
  }
  const left = await times(other);
  assert.ok(left.includes("1000,1200") && !left.includes("1400,1600") && !left.includes("1530,1730"), `still free: ${left}`);
  assert.deepEqual(findings, []);
});

journey("Two people want one slot at once: one has it, the other is told so and sees what is free", async () => {
  const findings = [];
  const crowd = new Crowd();
  const day = workday(28);
  const pages = [];
  for (const login of ["faculty", "researcher"]) {
    const page = await crowd.at(login, "/");
    await asks(page, "réserver une salle pour un jury", /Réserver une salle/);
    await choosesRoom(page, day, "aix/bat-b/1/b105");
    await chooses(page, "0900,1100");
    await page.getByLabel("Pour quoi faire").fill("Jury");
    await checks(page);
    pages.push(page);
  }
  await Promise.all(pages.map((page) => page.getByRole("button", { name: "Envoyer ma demande" }).last().click()));
  const sent = await Promise.all(pages.map(async (page) => {
    await page.locator("#error-summary, .receipt").first().waitFor();
    return (await page.locator(".receipt").count()) > 0;
  }));
  // Each booked by a machine, a moment later: exactly one has it.
  const loser = [];
  for (const [index, page] of pages.entries()) {
    if (!sent[index]) {
      await sees(page, /Sont encore libres/);
      loser.push(index);
      continue;
    }
    await page.getByRole("link", { name: "Suivre ma demande" }).click();
    await page.getByText(/C’est réservé|vient d’être réservé par quelqu’un d’autre/).first().waitFor();
    if ((await page.getByText("vient d’être réservé par quelqu’un d’autre").count()) > 0) loser.push(index);
  }
  assert.equal(loser.length, 1, "exactly one has the slot");
  const page = pages[loser[0]];
  if (sent[loser[0]]) {
    await sees(page, /sont encore libres [^.]*11\s*h\s*–\s*13\s*h/);
    await looked(page, "room-lost", findings);
    // A person finds another slot with them, and the machine books that one.
    const login = ["faculty", "researcher"][loser[0]];
    const number = await reference(page);
    await crowd.writes(login, number, "11 h me va.");
    await crowd.does("agent.facilities-aix.1", number, "Trouver une autre salle", async (hands) => {
      const places = hands.locator("select[name='r.room']");
      await places.first().selectOption("aix/bat-b");
      await hands.getByRole("button", { name: "C’est fait" }).click();
      await places.nth(1).locator("option[value='aix/bat-b/1/b105']").waitFor({ state: "attached" });
      await places.nth(1).selectOption("aix/bat-b/1/b105");
      await hands.getByRole("button", { name: "C’est fait" }).click();
      await hands.getByLabel("Jour", { exact: true }).fill(day);
      await hands.getByLabel("De", { exact: true }).fill("11:00");
      await hands.getByLabel("À", { exact: true }).fill("13:00");
      await looked(hands, "room-find", findings);
    });
    await becomes(page, number, "Réglée");
    await sees(page, /C’est réservé/);
  }
  assert.deepEqual(findings, []);
});

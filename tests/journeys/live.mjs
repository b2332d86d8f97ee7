// SPDX-License-Identifier: GPL-3.0-or-later
import { journey, sees, sendsFreely, signedIn } from "./support/browser.mjs";
import assert from "node:assert/strict";

journey("An agent's list shows a request as it arrives, and signing out ends the stream", async () => {
  const agent = await signedIn("agent.triage.3", {}, "/bureau?vue=mon-equipe");
  const list = await agent.context().newPage();
  await list.goto("/bureau?vue=a-prendre");
  const student = await signedIn("student");
  const title = `Un piano à accorder ${Date.now()}`;
  await sendsFreely(student, title, "Hall d’entrée.");
  await list.locator(".desk-row", { hasText: title }).waitFor();

  const stream = list.waitForEvent("requestfinished", (request) => request.url().endsWith("/direct")).catch(() => null);
  await agent.getByRole("button", { name: "Se déconnecter" }).click();
  await agent.waitForURL((url) => url.pathname === "/");
  await Promise.race([stream, list.waitForTimeout(8000)]);
  const answer = await list.request.get("/bureau", { maxRedirects: 0 });
  assert.ok([303, 401].includes(answer.status()), `the desk is closed: ${answer.status()}`);
});

journey("What can be done changes with what is seen, and nobody is taken by surprise", async () => {
  const student = await signedIn("student");
  const number = await sendsFreely(student, `Un robinet qui goutte ${Date.now()}`, "Étage 2.");
  const path = `/demandes/${number}`;
  const [first, second, third] = await Promise.all(["agent.triage.1", "agent.triage.2", "agent.triage.3"].map((login) => signedIn(login, {}, path)));
  await third.locator("summary", { hasText: "Demander une précision" }).click();
  await third.fill("#wait-question", "Chaud ou froid ?");
  const versions = (page) => page.locator("#request input[name=version]").evaluateAll((inputs) => inputs.map((one) => [one.closest("[id]").id, one.value]));
  const seen = new Map(await versions(third));
  await first.getByRole("button", { name: "Prendre en charge" }).click();
  await sees(first, "Vous avez pris cette demande en charge.");

  const name = (await first.locator(".me-name").innerText()).trim();
  const over = second.getByRole("button", { name: `Reprendre à ${name}` });
  await over.waitFor();
  assert.equal(await second.getByRole("button", { name: "Prendre en charge" }).count(), 0, "the old button is gone");
  await second.goto(`/bureau?vue=equipe&demande=${number}`);
  await second.locator("#desk-request #request").waitFor();
  const asked = second.waitForEvent("dialog").then(async (dialog) => {
    await dialog.dismiss();
    return dialog.message();
  });
  await second.locator("#desk-title").click();
  await second.keyboard.press("t");
  assert.match(await asked, new RegExp(name), "the key asks before it takes from a colleague");
  await second.goto(path);
  await second.locator(".facts", { hasText: name }).first().waitFor();

  await third.getByRole("button", { name: `Reprendre à ${name}` }).waitFor();
  assert.equal(await third.inputValue("#wait-question"), "Chaud ou froid ?", "what was typed stays");
  const now = new Map(await versions(third));
  assert.equal(now.get("attendre"), seen.get("attendre"), "a form at work keeps the version its reader saw");
  assert.notEqual(now.get("prendre"), seen.get("prendre"), "a form that was shown anew has the new one");
  await third.getByRole("button", { name: "Envoyer la question" }).click();
  await sees(third, "La demande a changé entre-temps");
  assert.equal(await third.inputValue("#wait-question"), "Chaud ou froid ?");
});

journey("The requester's buttons follow what the team did", async () => {
  const student = await signedIn("student");
  const number = await sendsFreely(student, `Un store bloqué ${Date.now()}`, "Salle 12.");
  await student.goto(`/demandes/${number}`);
  const agent = await signedIn("agent.triage.1", {}, `/demandes/${number}`);
  await agent.fill("#message", "Le store est débloqué.");
  await agent.locator("summary", { hasText: "Régler la demande" }).click();
  await agent.getByRole("button", { name: "La demande est réglée" }).click();
  await sees(agent, "La demande est réglée, le demandeur est prévenu.");
  await student.locator("summary", { hasText: "Le problème n’est pas réglé" }).waitFor();
  assert.equal(await student.locator("#annuler").count(), 0);
  await sees(student, "Le store est débloqué.");
});

journey("The desk's list keeps its place when something happens elsewhere", async () => {
  const agent = await signedIn("agent", { viewport: { width: 1366, height: 850 } }, "/bureau?vue=equipe");
  const rows = agent.locator("[data-rows] .desk-row > a");
  assert.ok(await rows.count() > 12, "enough rows to move among");
  const whole = await rows.evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().bottom <= innerHeight).length);
  // What asks to be confirmed as an incident stands above them, and takes the room of two.
  const least = (await agent.locator(".desk-middle .notice").count()) > 0 ? 10 : 12;
  assert.ok(whole >= least, `${whole} rows are seen at once`);
  for (let i = 0; i < 10; ++i) await agent.keyboard.press("j");
  await agent.keyboard.press("Enter");
  await agent.locator("#desk-request #request").waitFor();
  await agent.keyboard.press("j");
  const place = () => agent.evaluate(() => ({
    focused: document.activeElement.id, chosen: document.querySelector(".desk-row > [aria-current]")?.id,
    top: document.querySelector(".desk-middle").scrollTop,
  }));
  const before = await place();
  assert.ok(before.focused.startsWith("row-") && before.chosen);
  const other = (await rows.nth(2).getAttribute("id")).slice("row-".length);
  const colleague = await signedIn("agent", {}, `/demandes/${other}`);
  const again = agent.waitForResponse((answer) => new URL(answer.url()).pathname === "/bureau");
  await colleague.getByText("Note interne", { exact: true }).first().click();
  await colleague.fill("#message", "Vu.");
  await colleague.getByRole("button", { name: "Envoyer", exact: true }).click();
  await again;
  await agent.waitForTimeout(500);
  assert.deepEqual(await place(), before);
});

journey("The counts beside the desk's list follow it", async () => {
  const agent = await signedIn("agent.triage.3", {}, "/bureau?vue=a-prendre");
  const counts = () => agent.locator("#desk-views .count").allInnerTexts();
  const mine = async () => (await counts())[1];
  const before = await mine();
  const student = await signedIn("student");
  const number = await sendsFreely(student, `Une vitre fêlée ${Date.now()}`, "Hall.");
  const elsewhere = await agent.context().newPage();
  await elsewhere.goto(`/demandes/${number}`);
  await elsewhere.getByRole("button", { name: "Prendre en charge" }).click();
  await sees(elsewhere, "Vous avez pris cette demande en charge.");
  await agent.waitForFunction((was) => document.querySelectorAll("#desk-views .count")[1].innerText !== was, before);
});

// SPDX-License-Identifier: GPL-3.0-or-later
import { journey, sendsFreely, signedIn } from "./support/browser.mjs";
import assert from "node:assert/strict";

journey("An agent's list shows a request as it arrives, and signing out ends the stream", async () => {
  const agent = await signedIn("agent.triage.3", {}, "/bureau?vue=mon-equipe");
  const list = await agent.context().newPage();
  await list.goto("/bureau?vue=a-prendre");
  const student = await signedIn("student");
  const title = `Une fuite au plafond ${Date.now()}`;
  await sendsFreely(student, title, "Hall d’entrée.");
  await list.locator(".desk-row", { hasText: title }).waitFor();

  const stream = list.waitForEvent("requestfinished", (request) => request.url().endsWith("/direct")).catch(() => null);
  await agent.getByRole("button", { name: "Se déconnecter" }).click();
  await agent.waitForURL((url) => url.pathname === "/");
  await Promise.race([stream, list.waitForTimeout(8000)]);
  const answer = await list.request.get("/bureau", { maxRedirects: 0 });
  assert.ok([303, 401].includes(answer.status()), `the desk is closed: ${answer.status()}`);
});

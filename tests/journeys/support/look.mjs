// SPDX-License-Identifier: GPL-3.0-or-later
// A page as different people meet it: on a desk, on a phone, in the dark, with the narrowest screen.
import { desktop, keep, phone } from "./browser.mjs";
import { inspect, tooWide } from "./inspect.mjs";

/// Keeps the page as it is now at each size and in the dark, and adds to `findings` what is wrong with it.
export async function looked(page, name, findings) {
  const before = page.viewportSize();
  await page.setViewportSize(desktop.viewport);
  await keep(page, `${name}-desktop`);
  await inspect(page, name, 24, findings);
  await page.emulateMedia({ colorScheme: "dark" });
  await keep(page, `${name}-dark`);
  await inspect(page, `${name} (dark)`, 24, findings);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(tooWide);
  if (over > 0) findings.push(`${name}: ${over} px wider than a screen of 320 px`);
  await page.setViewportSize(phone.viewport);
  await keep(page, `${name}-phone`);
  await page.setViewportSize(before);
  // axe-core leaves empty style attributes behind, which htmx would carry over and the security policy refuse.
  await page.evaluate(() => document.querySelectorAll('[style=""]').forEach((one) => one.removeAttribute("style")));
}

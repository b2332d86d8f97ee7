// SPDX-License-Identifier: GPL-3.0-or-later
// A counter that a test serves: `guichet serve` on a free port, from its first address to its end.
import { spawn } from "node:child_process";

export class Portal {
  static async start(guichet, data, ...options) {
    const portal = new Portal();
    portal.process = spawn(guichet, ["serve", "--data", data, "--port", "0", ...options], {
      stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, LC_ALL: "C" },
    });
    portal.address = await new Promise((resolve, reject) => {
      portal.process.once("exit", (code) => reject(new Error(`guichet serve ended with ${code}`)));
      portal.process.stdout.on("data", (text) => {
        const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
        if (found) resolve(found[0]);
      });
    });
    return portal;
  }
  async stop() {
    this.process.removeAllListeners("exit");
    if (this.process.exitCode !== null) return;
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await gone;
  }
}

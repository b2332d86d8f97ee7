// SPDX-License-Identifier: GPL-3.0-or-later
// Builds what browsers load: `node web/assets/build.mjs OUTPUT`. Each file is named after its content (name.HASH.ext),
// with .br and .gz beside it; manifest.json maps app.css to app.HASH.css.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { compile, Logger } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2];
if (!output) {
  console.error("usage: node web/assets/build.mjs OUTPUT");
  process.exit(2);
}
const target = ["chrome103", "firefox102", "safari15.4"];

async function script() {
  const built = await build({
    entryPoints: [join(here, "app.js")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    legalComments: "none",
    target,
  });
  return built.outputFiles[0].text;
}

async function style() {
  // Bootstrap 5.3 still uses @import, which Sass warns about.
  const { css } = compile(join(here, "app.scss"), { quietDeps: true, logger: Logger.silent, style: "compressed" });
  return (await transform(css, { loader: "css", minify: true, legalComments: "none", target })).code;
}

async function sheet(name) {
  return (await transform(readFileSync(join(here, name), "utf8"), { loader: "css", minify: true, target })).code;
}

mkdirSync(output, { recursive: true });
for (const old of readdirSync(output)) rmSync(join(output, old));

const files = { "app.js": await script(), "app.css": await style(), "steps.css": await sheet("steps.css"), "icon.svg": readFileSync(join(here, "icon.svg"), "utf8") };
const manifest = {};
for (const [name, content] of Object.entries(files)) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const { name: stem, ext } = parse(name);
  const fingerprinted = `${stem}.${hash}${ext}`;
  manifest[name] = fingerprinted;
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  writeFileSync(join(output, fingerprinted), bytes);
  writeFileSync(join(output, `${fingerprinted}.br`), brotli);
  writeFileSync(join(output, `${fingerprinted}.gz`), gzipSync(bytes, { level: 9 }));
  console.log(`${fingerprinted}  ${bytes.length} bytes, ${brotli.length} with brotli`);
}
writeFileSync(join(output, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

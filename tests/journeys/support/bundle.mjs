// SPDX-License-Identifier: GPL-3.0-or-later
// Other versions of a bundle that was built, as files that an author would send: changed, signed or not, zipped.
import { generateKeyPairSync, sign } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { crc32 } from "node:zlib";

/// A key pair as an author makes it: `publicKey` is what an administrator types.
export function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicKey: Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url").toString("base64") };
}

function signature(manifest, key) {
  return `guichet-signature 1\nkey ${key.publicKey}\ned25519 ${sign(null, manifest, key.privateKey).toString("base64")}\n`;
}

function* filesIn(folder, root = folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, root);
    else yield [relative(root, path), readFileSync(path)];
  }
}

/// A zip whose files are stored as they are.
function zipped(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of files) {
    const path = Buffer.from(name);
    const fields = Buffer.alloc(26);  // of both headers: version, flags, method, time, date, crc, sizes, length of the name
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, path, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, rest, path]));
    parts.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

/// The bundle of `folder` with its manifest changed by `change`, as a file to upload; signed when there is a key.
export function bundleFile(folder, change, key) {
  const files = [...filesIn(folder)].filter(([name]) => name !== "SIGNATURE");
  const manifest = JSON.parse(files.find(([name]) => name === "manifest.json")[1]);
  change(manifest);
  const text = Buffer.from(JSON.stringify(manifest));
  const rest = files.filter(([name]) => name !== "manifest.json");
  const all = [["manifest.json", text], ...rest, ...(key ? [["SIGNATURE", Buffer.from(signature(text, key))]] : [])];
  return {
    name: `${manifest.id}-${manifest.version}.guichet`,
    mimeType: "application/octet-stream",
    buffer: zipped(all.sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

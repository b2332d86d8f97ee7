-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every node must know to run the same plugins. Bundles are archives in the files store, named by their SHA-256;
-- `fingerprint` is the SHA-256 of a manifest and names one version exactly. Keys are base64 of 32 bytes.

ALTER TABLE plugin_state ADD COLUMN previous TEXT NOT NULL DEFAULT '';
ALTER TABLE plugin_state ADD COLUMN previous_version TEXT NOT NULL DEFAULT '';
ALTER TABLE plugin_state ADD COLUMN previous_capabilities TEXT NOT NULL DEFAULT '';
ALTER TABLE plugin_state ADD COLUMN probation_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE plugin_state ADD COLUMN note TEXT NOT NULL DEFAULT '{}';

CREATE TABLE plugin_bundle (
  plugin TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  version TEXT NOT NULL,
  archive TEXT NOT NULL,
  signer TEXT NOT NULL,
  installed BIGINT NOT NULL,
  PRIMARY KEY (plugin, fingerprint)
);
-- Whether anything names a file still.
CREATE INDEX plugin_bundle_of_file ON plugin_bundle (archive);

CREATE TABLE plugin_key (key TEXT PRIMARY KEY, name TEXT NOT NULL, plugins TEXT NOT NULL, added BIGINT NOT NULL);

-- How each worker fares on each node, for those who look from another one. A row without a plugin says that the node
-- itself lives.
CREATE TABLE plugin_health (
  node TEXT NOT NULL,
  plugin TEXT NOT NULL,
  at BIGINT NOT NULL,
  snapshot TEXT NOT NULL,
  PRIMARY KEY (node, plugin)
);

CREATE INDEX audit_of_target ON audit (target, id);

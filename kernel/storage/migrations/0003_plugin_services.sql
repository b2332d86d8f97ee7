-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the counter keeps for plugins: what administrators set, what they store themselves, when they run.

-- `value` is JSON; when `secret` is 1, the JSON encrypted with the installation's key.
CREATE TABLE plugin_setting (
  plugin TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  secret BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  PRIMARY KEY (plugin, name)
);

CREATE TABLE plugin_storage (
  plugin TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  revision BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (plugin, key)
);

-- When each schedule of a manifest is due next: whoever moves `next_at` on leaves the job.
CREATE TABLE plugin_schedule (
  plugin TEXT NOT NULL,
  name TEXT NOT NULL,
  rule TEXT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (plugin, name)
);
CREATE INDEX plugin_schedule_due ON plugin_schedule (next_at);

-- Runs that wait or are under way, a job each; never two of one schedule at once. `regular`: its own time has come,
-- and not that the plugin asked for it.
CREATE TABLE plugin_run (
  job BIGINT PRIMARY KEY,
  plugin TEXT NOT NULL,
  name TEXT NOT NULL,
  regular BIGINT NOT NULL,
  started BIGINT NOT NULL
);
CREATE INDEX plugin_run_of_plugin ON plugin_run (plugin, name);
CREATE UNIQUE INDEX plugin_run_started ON plugin_run (plugin, name) WHERE started = 1;

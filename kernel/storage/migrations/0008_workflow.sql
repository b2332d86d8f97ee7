-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the steps of a request ask of people and of other services. Truths are 0 or 1, times milliseconds, 0: none.

-- One voice of an approval. `said`: 0 nothing, 1 yes, 2 no. `state`: 0 asked later, 1 asked now, 2 over.
CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  request BIGINT NOT NULL,
  step TEXT NOT NULL,
  round BIGINT NOT NULL,
  place BIGINT NOT NULL,
  team TEXT NOT NULL,
  address TEXT NOT NULL,
  trust BIGINT NOT NULL,
  state BIGINT NOT NULL,
  said BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  instead_of BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  comment TEXT NOT NULL,
  asked BIGINT NOT NULL,
  until BIGINT NOT NULL
);
CREATE INDEX approval_of_request ON approval (request, id);
CREATE INDEX approval_of_team ON approval (team, asked) WHERE state = 1 AND team <> '';

-- Links by which somebody without an account answers a voice: one a letter, so that a reminder leaves the others working.
CREATE TABLE approval_link (
  token_hash TEXT PRIMARY KEY,
  approval BIGINT NOT NULL,
  address TEXT NOT NULL
);

-- Who may speak for a voice while it is asked; removed when it is over, so that it never grows with what was decided.
CREATE TABLE approver (
  person BIGINT NOT NULL,
  approval BIGINT NOT NULL,
  PRIMARY KEY (person, approval)
);
CREATE INDEX approver_of ON approver (approval);

-- A step that a team has in hand: a task, or what a machine could not do.
CREATE TABLE team_step (
  request BIGINT NOT NULL,
  step TEXT NOT NULL,
  team TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (request, step)
);
CREATE INDEX team_step_of_team ON team_step (team, since);

CREATE TABLE sub_request (
  child BIGINT PRIMARY KEY,
  parent BIGINT NOT NULL,
  step TEXT NOT NULL,
  round BIGINT NOT NULL,
  blocking BIGINT NOT NULL
);
CREATE INDEX sub_request_of ON sub_request (parent, child);

-- Roles over structures, as the directory knows them: the head of a structure holds the role "head". An empty
-- structure is the whole university.
CREATE TABLE structure_role (
  role TEXT NOT NULL,
  structure TEXT NOT NULL,
  person BIGINT NOT NULL,
  PRIMARY KEY (role, structure, person)
);

-- Services for which an administrator accepts that money is spent, or rights are granted, before anybody agreed.
-- stakes: a JSON list of what was at stake then; what a later version adds was not accepted.
CREATE TABLE trust_accepted (
  service TEXT PRIMARY KEY,
  person BIGINT NOT NULL,
  at BIGINT NOT NULL,
  stakes TEXT NOT NULL
);

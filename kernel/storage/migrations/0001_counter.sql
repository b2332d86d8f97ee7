-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tables of the counter, the same on SQLite and PostgreSQL. Times are milliseconds since 1970 (UTC), 0: not yet.
-- Truths are 0 or 1. JSON is text. Enumerations are the integers of their order in kernel/domain.

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  mail TEXT NOT NULL,
  phone TEXT NOT NULL,
  affiliation TEXT NOT NULL,
  campus TEXT NOT NULL,
  component TEXT NOT NULL,
  office TEXT NOT NULL,
  manager BIGINT NOT NULL,
  language TEXT NOT NULL,
  active BIGINT NOT NULL,
  sort_name TEXT NOT NULL
);
CREATE INDEX person_of_mail ON person (mail);
-- Each word of a name and the login, folded: what a search by beginnings of words walks through.
CREATE TABLE person_word (word TEXT NOT NULL, person BIGINT NOT NULL);

CREATE TABLE place (
  id TEXT PRIMARY KEY,
  parent TEXT NOT NULL,
  kind BIGINT NOT NULL,
  name TEXT NOT NULL,
  position BIGINT NOT NULL
);
CREATE TABLE component (id TEXT PRIMARY KEY, name_fr TEXT NOT NULL, name_en TEXT NOT NULL);

CREATE TABLE directory_account (
  login TEXT PRIMARY KEY,
  person BIGINT NOT NULL,
  locked BIGINT NOT NULL,
  lock_reason TEXT NOT NULL,
  contact_mail TEXT NOT NULL
);

CREATE TABLE password (person BIGINT PRIMARY KEY, hash TEXT NOT NULL);
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  person BIGINT NOT NULL,
  csrf TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  last_seen BIGINT NOT NULL
);
CREATE INDEX session_of_person ON session (person);
CREATE INDEX session_expires ON session (expires);
CREATE TABLE member (team TEXT NOT NULL, person BIGINT NOT NULL, lead BIGINT NOT NULL, PRIMARY KEY (team, person));
CREATE INDEX member_of_person ON member (person);
CREATE TABLE granted (
  person BIGINT NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (person, name, scope)
);
CREATE TABLE recovery (
  id TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL,
  login TEXT NOT NULL,
  expires BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  used BIGINT NOT NULL
);
CREATE INDEX recovery_expires ON recovery (expires);
CREATE TABLE use_count (
  key TEXT PRIMARY KEY,
  began BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  uses BIGINT NOT NULL
);
CREATE INDEX use_count_ends ON use_count (ends);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  actor BIGINT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL
);

CREATE TABLE service_version (
  id INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  digest TEXT NOT NULL,
  definition TEXT NOT NULL,
  created BIGINT NOT NULL,
  UNIQUE (service, digest)
);

-- What lists read stands first, what is long and read alone last. `work_order` is how agents' lists are sorted: see
-- work_order.hpp. Open means status < 4, over means status >= 4, awaiting the requester 3, resolved 4.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  service TEXT NOT NULL,
  team TEXT NOT NULL,
  assignee BIGINT NOT NULL,
  requester BIGINT NOT NULL,
  status BIGINT NOT NULL,
  urgency BIGINT NOT NULL,
  confidential BIGINT NOT NULL,
  campus TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  due_take_charge BIGINT NOT NULL,
  due_resolve BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  work_order BIGINT NOT NULL,
  submission TEXT NOT NULL,
  service_version BIGINT NOT NULL,
  opened_by BIGINT NOT NULL,
  contact TEXT NOT NULL,
  waiting_since BIGINT NOT NULL,
  resolved_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  bounces BIGINT NOT NULL,
  words TEXT NOT NULL,
  answers TEXT NOT NULL,
  route_why TEXT NOT NULL
);
-- No list of open requests grows with those that are over: each has its own index, of open ones only.
CREATE INDEX request_open_of_requester ON request (requester, id) WHERE status < 4;
CREATE INDEX request_over_of_requester ON request (requester, id) WHERE status >= 4;
CREATE INDEX request_of_team ON request (team, work_order, id) WHERE status < 4;
CREATE INDEX request_unassigned ON request (team, work_order, id) WHERE status < 4 AND assignee = 0;
-- Without those of nobody, or the planner would look for the unassigned here, in all teams.
CREATE INDEX request_of_assignee ON request (assignee, work_order, id) WHERE status < 4 AND assignee <> 0;
CREATE INDEX request_awaiting ON request (team, work_order, id) WHERE status = 3;
CREATE INDEX request_over_of_team ON request (team, id) WHERE status >= 4;
-- A form sent twice makes one request.
CREATE UNIQUE INDEX request_of_submission ON request (submission, opened_by) WHERE submission <> '';
CREATE INDEX request_resolved ON request (resolved_at, id) WHERE status = 4;

CREATE TABLE participant (
  request BIGINT NOT NULL,
  person BIGINT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (request, person, role)
);
CREATE INDEX participant_of_person ON participant (person, request);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  request BIGINT NOT NULL,
  author BIGINT NOT NULL,
  plugin TEXT NOT NULL,
  kind BIGINT NOT NULL,
  body TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX message_of_request ON message (request, id);

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  request BIGINT NOT NULL,
  message BIGINT NOT NULL,
  field TEXT NOT NULL,
  uploaded_by BIGINT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  internal BIGINT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX attachment_of_request ON attachment (request, id) WHERE request <> 0;
-- Whether anything names a file still.
CREATE INDEX attachment_of_file ON attachment (sha256);
-- Uploaded to forms that were not sent yet.
CREATE INDEX attachment_waiting ON attachment (uploaded_by, id) WHERE request = 0;

CREATE TABLE step (
  id INTEGER PRIMARY KEY,
  request BIGINT NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL,
  updated BIGINT NOT NULL
);
CREATE INDEX step_of_request ON step (request, id);

CREATE TABLE draft (
  person BIGINT NOT NULL,
  service TEXT NOT NULL,
  title TEXT NOT NULL,
  answers TEXT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (person, service)
);

CREATE TABLE event (
  number INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  request BIGINT NOT NULL,
  actor BIGINT NOT NULL,
  data TEXT NOT NULL
);
CREATE INDEX event_of_request ON event (request, number);

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  request BIGINT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  run_at BIGINT NOT NULL,
  node TEXT NOT NULL,
  lease_until BIGINT NOT NULL,
  last_error TEXT NOT NULL
);
CREATE INDEX job_ready ON job (run_at, id) WHERE state = 'ready';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE INDEX job_given_up ON job (id) WHERE state IN ('failed', 'unknown');

CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL,
  parameters TEXT NOT NULL,
  language TEXT NOT NULL,
  request BIGINT NOT NULL,
  created BIGINT NOT NULL,
  sent BIGINT NOT NULL
);
CREATE INDEX mail_of_recipient ON mail (recipient, id);

CREATE TABLE plugin_state (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  folder TEXT NOT NULL,
  enabled BIGINT NOT NULL,
  capabilities TEXT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE TABLE article_count (
  article TEXT NOT NULL,
  what TEXT NOT NULL,
  day TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (article, what, day)
);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Services that are drafted, discussed and published in the portal. A definition is a service of a manifest as JSON,
-- with the short ids of its department.

-- `version` rises with every change. `state` is that of DraftState in studio.hpp, `title` the French one, for lists.
-- `base` is the release it began from, 0 when it began from nothing that was published here.
CREATE TABLE service_draft (
  id INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  department TEXT NOT NULL,
  title TEXT NOT NULL,
  definition TEXT NOT NULL,
  state BIGINT NOT NULL,
  base BIGINT NOT NULL,
  author BIGINT NOT NULL,
  editor BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL
);
CREATE INDEX service_draft_of_department ON service_draft (department, id);
-- Of one service one draft is written at a time: two would overwrite each other when they are published.
CREATE UNIQUE INDEX service_draft_open ON service_draft (service) WHERE state < 2;

-- Never changed. `outcome` is what its users' committee said, as JSON; {} when it was not asked.
CREATE TABLE service_release (
  service TEXT NOT NULL,
  number BIGINT NOT NULL,
  definition TEXT NOT NULL,
  author BIGINT NOT NULL,
  note TEXT NOT NULL,
  outcome TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (service, number)
);

CREATE TABLE draft_comment (
  id INTEGER PRIMARY KEY,
  draft BIGINT NOT NULL,
  author BIGINT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX draft_comment_of ON draft_comment (draft, id);

CREATE TABLE committee_member (
  person BIGINT PRIMARY KEY,
  campus TEXT NOT NULL,
  component TEXT NOT NULL,
  status TEXT NOT NULL,
  since BIGINT NOT NULL,
  added_by BIGINT NOT NULL
);

-- A draft as it was put to the committee: what is changed later is not what they were asked about. `closed` is 0 while
-- it is under way.
CREATE TABLE consultation (
  id INTEGER PRIMARY KEY,
  draft BIGINT NOT NULL,
  definition TEXT NOT NULL,
  question TEXT NOT NULL,
  opened_by BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  until BIGINT NOT NULL,
  closed BIGINT NOT NULL
);
CREATE INDEX consultation_of_draft ON consultation (draft, id);
CREATE INDEX consultation_under_way ON consultation (until) WHERE closed = 0;

CREATE TABLE vote (
  consultation BIGINT NOT NULL,
  person BIGINT NOT NULL,
  choice BIGINT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (consultation, person)
);

-- What the service centre says of what it is about to offer. Dates are ISO, or empty; `state` that of ProgressState.
CREATE TABLE progress (
  id INTEGER PRIMARY KEY,
  theme TEXT NOT NULL,
  department TEXT NOT NULL,
  title_fr TEXT NOT NULL,
  title_en TEXT NOT NULL,
  service TEXT NOT NULL,
  state BIGINT NOT NULL,
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  author BIGINT NOT NULL,
  version BIGINT NOT NULL,
  changed BIGINT NOT NULL
);
-- When each service was offered for the first time.
CREATE TABLE service_first (service TEXT PRIMARY KEY, at BIGINT NOT NULL);

-- What a replay reads: requests of one service, the latest first.
CREATE INDEX request_of_service ON request (service, created) WHERE confidential = 0 AND service <> '';

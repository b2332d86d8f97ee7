-- SPDX-License-Identifier: GPL-3.0-or-later
-- Many requests with one cause. `roots` are what their words have in common, and are shown to nobody.

CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  team TEXT NOT NULL,
  service TEXT NOT NULL,
  place TEXT NOT NULL,
  component TEXT NOT NULL,
  open_to_all BIGINT NOT NULL,
  state BIGINT NOT NULL,
  roots TEXT NOT NULL,
  since BIGINT NOT NULL,
  created BIGINT NOT NULL,
  decided_by BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  ended_by BIGINT NOT NULL,
  over_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  version BIGINT NOT NULL
);
-- Proposed means state 0, confirmed 1: what every page asks for is never more than what is under way.
CREATE INDEX incident_under_way ON incident (id) WHERE state < 2;
CREATE INDEX incident_of_team ON incident (team, created);

-- A request belongs to one incident at most: of two nodes that propose the same, one comes first. The state is that of
-- Belonging in incidents.hpp.
CREATE TABLE incident_request (
  request BIGINT PRIMARY KEY,
  incident BIGINT NOT NULL,
  state BIGINT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE INDEX incident_request_of ON incident_request (incident, state, request);

CREATE TABLE incident_follower (
  incident BIGINT NOT NULL,
  person BIGINT NOT NULL,
  since BIGINT NOT NULL,
  told BIGINT NOT NULL,
  PRIMARY KEY (incident, person)
);
CREATE INDEX incident_follower_of_person ON incident_follower (person, incident);

CREATE TABLE incident_news (
  id INTEGER PRIMARY KEY,
  incident BIGINT NOT NULL,
  author BIGINT NOT NULL,
  body TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX incident_news_of ON incident_news (incident, id);

-- What was sent to a team lately and is open still: never grows with what is over.
CREATE INDEX request_open_lately ON request (team, created) WHERE status < 4 AND confidential = 0;

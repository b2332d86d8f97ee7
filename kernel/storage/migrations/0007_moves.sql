-- SPDX-License-Identifier: GPL-3.0-or-later
-- How a request stood before it was moved to another service: nothing that was answered is lost, and the move can be
-- taken back. `version` is the request's before the move; `steps` and `answers` are JSON.
CREATE TABLE request_move (
  request BIGINT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor BIGINT NOT NULL,
  service TEXT NOT NULL,
  service_version BIGINT NOT NULL,
  team TEXT NOT NULL,
  assignee BIGINT NOT NULL,
  status BIGINT NOT NULL,
  urgency BIGINT NOT NULL,
  campus TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  due_take_charge BIGINT NOT NULL,
  due_resolve BIGINT NOT NULL,
  waiting_since BIGINT NOT NULL,
  bounces BIGINT NOT NULL,
  route_why TEXT NOT NULL,
  answers TEXT NOT NULL,
  steps TEXT NOT NULL,
  PRIMARY KEY (request, version)
);

-- What happened, by day, service and team: what the quality page adds up. Written with what it counts.
CREATE TABLE daily_count (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  service TEXT NOT NULL,
  team TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (day, kind, service, team)
);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who is away, when the university is closed, how teams share their work, and what is promised for open requests.

-- Times in milliseconds, `ends` not included. `delegate` approves meanwhile, 0: nobody.
CREATE TABLE absence (
  id INTEGER PRIMARY KEY,
  person BIGINT NOT NULL,
  begins BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  delegate BIGINT NOT NULL,
  author BIGINT NOT NULL,
  said BIGINT NOT NULL
);
CREATE INDEX absence_of_person ON absence (person, ends);
CREATE INDEX absence_of_delegate ON absence (delegate, ends) WHERE delegate <> 0;
CREATE INDEX absence_ends ON absence (ends);

-- Days as "2026-12-24", both included.
CREATE TABLE closure (
  id INTEGER PRIMARY KEY,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  name_fr TEXT NOT NULL,
  name_en TEXT NOT NULL,
  author BIGINT NOT NULL,
  said BIGINT NOT NULL
);
CREATE INDEX closure_ends ON closure (last_day);

-- How a team gives out what arrives: `way` as Way in team_ways.hpp. `turn`: whom it last gave something.
CREATE TABLE team_way (
  team TEXT PRIMARY KEY,
  way BIGINT NOT NULL,
  turn BIGINT NOT NULL
);

-- What is promised for an open request: `what` and `told` as in promises.hpp. `amount` from `counted_from` on, of open
-- hours of the calendar or (`on_clock`) of any hours, is `due`. `next`: when somebody must be told, 0: not now. A row
-- goes when its promise is kept or its request is over.
CREATE TABLE promise (
  request BIGINT NOT NULL,
  what BIGINT NOT NULL,
  due BIGINT NOT NULL,
  calendar TEXT NOT NULL,
  counted_from BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  on_clock BIGINT NOT NULL,
  margin BIGINT NOT NULL,
  told BIGINT NOT NULL,
  next BIGINT NOT NULL,
  PRIMARY KEY (request, what)
);
CREATE INDEX promise_next ON promise (next, request, what) WHERE next > 0;

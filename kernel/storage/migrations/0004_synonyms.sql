-- SPDX-License-Identifier: GPL-3.0-or-later
-- Words that people say for others. `scope` is empty for the whole university, else a service's full id, whose words
-- they are and then stand for nothing else.
CREATE TABLE synonym (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,
  words TEXT NOT NULL,
  means TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  UNIQUE (scope, words, means)
);
-- What the page of unmet needs reads: free requests and those that went to another team first.
CREATE INDEX request_unmet ON request (id) WHERE confidential = 0 AND (service = '' OR bounces > 0);

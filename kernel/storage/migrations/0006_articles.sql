-- SPDX-License-Identifier: GPL-3.0-or-later
-- The documentation base: what is written in the portal or imported, one row an article and language. An id that a
-- plugin's article has too ("it/vpn-installer") stands in its place once it is published.

-- `title` is the latest version's, for lists. `latest` is the version being written when it is above `published`, the
-- number of what readers see (0: nothing). `revision` rises with every change. `asked`: since when somebody is asked to
-- publish it. `reviewed_at`: when it was published or found still right. `review_on`: the
-- ISO date when it must be looked at again. `origin` names the file it was imported from and `origin_digest` what was in it.
CREATE TABLE article (
  id TEXT NOT NULL,
  language TEXT NOT NULL,
  owner TEXT NOT NULL,
  title TEXT NOT NULL,
  review_on TEXT NOT NULL,
  latest BIGINT NOT NULL,
  published BIGINT NOT NULL,
  reviewed_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  origin TEXT NOT NULL,
  origin_digest TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (id, language)
);
CREATE INDEX article_of_owner ON article (owner, id);
CREATE UNIQUE INDEX article_of_origin ON article (origin) WHERE origin <> '';

-- Versions never change. `keywords` and `services` are joined by commas, `audience` is JSON.
CREATE TABLE article_version (
  article TEXT NOT NULL,
  language TEXT NOT NULL,
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  keywords TEXT NOT NULL,
  services TEXT NOT NULL,
  audience TEXT NOT NULL,
  source TEXT NOT NULL,
  licence TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  markdown TEXT NOT NULL,
  PRIMARY KEY (article, language, number)
);

-- `sha256` names the file in the file store.
CREATE TABLE article_image (
  article TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  uploaded_by BIGINT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (article, sha256)
);
-- Whether anything names a file still, and whose image it is.
CREATE INDEX article_image_of_file ON article_image (sha256);

-- What readers said was missing: for the team in charge of the article, without who said it.
CREATE TABLE article_comment (
  id INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX article_comment_of_article ON article_comment (article, id);

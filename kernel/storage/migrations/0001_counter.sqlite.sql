-- SPDX-License-Identifier: GPL-3.0-or-later
-- After 0001_counter.sql: INTEGER PRIMARY KEY already gives 64-bit numbers, and texts compare by their bytes.
CREATE INDEX person_word_person ON person_word (word, person);

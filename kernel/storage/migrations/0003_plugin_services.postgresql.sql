-- SPDX-License-Identifier: GPL-3.0-or-later
-- After 0003_plugin_services.sql: keys in the order of their bytes, so that their beginnings can be walked through.
ALTER TABLE plugin_storage ALTER COLUMN key TYPE TEXT COLLATE "C";

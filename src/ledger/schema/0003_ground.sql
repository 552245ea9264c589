-- Ground: control maps, borders, and what was measured on them (docs/measuring.md). The user's own copies: an export
-- never writes a shape. Shapes are addressed by the SHA-256 of their bytes, so a day on which nothing moved costs a row.
CREATE TABLE ground_shape (
  hash TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE ground_map (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  file TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  -- How classes and dates were told: another way of reading the same file is another map.
  recipe TEXT NOT NULL,
  party TEXT NOT NULL,
  place TEXT NOT NULL,
  country TEXT NOT NULL,
  source TEXT NOT NULL,
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL,
  note TEXT NOT NULL,
  read INTEGER NOT NULL,
  UNIQUE (file_hash, recipe, day)
) STRICT;
CREATE TABLE ground_class (
  map INTEGER NOT NULL REFERENCES ground_map (id),
  class TEXT NOT NULL,
  shape TEXT NOT NULL REFERENCES ground_shape (hash),
  area_m2 REAL NOT NULL,
  -- As the rings were drawn, before they were mended.
  drawn_m2 REAL NOT NULL,
  findings TEXT NOT NULL,
  PRIMARY KEY (map, class)
) STRICT, WITHOUT ROWID;
CREATE TABLE border_set (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL,
  read INTEGER NOT NULL
) STRICT;
CREATE TABLE border_unit (
  borders INTEGER NOT NULL REFERENCES border_set (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  area_m2 REAL NOT NULL,
  shape TEXT NOT NULL REFERENCES ground_shape (hash),
  -- Areas of its edges added up, so that nobody measures borders twice.
  runs BLOB NOT NULL,
  PRIMARY KEY (borders, code)
) STRICT, WITHOUT ROWID;
-- Measured once for each shape and set of borders; code '' is the whole shape, so its row says that this has been done.
CREATE TABLE ground_overlap (
  shape TEXT NOT NULL,
  borders INTEGER NOT NULL,
  code TEXT NOT NULL,
  area_m2 REAL NOT NULL,
  PRIMARY KEY (shape, borders, code)
) STRICT, WITHOUT ROWID;
-- Files as they were when they were read, so that an unchanged one is not opened again.
CREATE TABLE ground_file (
  path TEXT NOT NULL,
  recipe TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (path, recipe)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ground_map_keep BEFORE DELETE ON ground_map BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ground_class_keep BEFORE DELETE ON ground_class BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;

-- The ledger: who claimed what, in which words of which report (docs/ledger.md).
-- Rows are only ever added. The one thing that may change is report.superseded_by, once, from NULL.
-- Dates are ISO 8601 text (2025-07-09), clocks are seconds since 1970 UTC, spans are byte offsets [start, end) into
-- the text of the report. A figure is low..high in the unit as written; NULL everywhere means "not said".

CREATE TABLE migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL,
  by_version TEXT NOT NULL
) STRICT;

-- The words that the enumerated columns of claim may hold; filled by the program from its own lists.
CREATE TABLE word (
  list TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (list, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of the text, in lower-case hex: a report is its text.
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  name TEXT,
  outlet TEXT,
  title TEXT,
  url TEXT,
  lang TEXT,
  -- The four clocks: when it happened is in claim.when_*; said, fetched and read are here.
  said TEXT,
  fetched INTEGER,
  read INTEGER NOT NULL,
  read_by TEXT NOT NULL,
  superseded_by INTEGER REFERENCES report (id) CHECK (superseded_by > id),
  n_claims INTEGER NOT NULL CHECK (n_claims >= 0),
  n_bytes INTEGER NOT NULL CHECK (n_bytes >= 0),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX report_by_url ON report (url) WHERE url IS NOT NULL;
CREATE INDEX report_by_name ON report (outlet, name) WHERE outlet IS NOT NULL AND name IS NOT NULL;
CREATE INDEX report_by_said ON report (said);

CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (id),
  kind TEXT NOT NULL,
  modality TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  -- The sentence or sentences that hold the evidence.
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  low REAL,
  high REAL,
  granule REAL,
  bound TEXT,
  unit TEXT,
  quantity_start INTEGER,
  quantity_end INTEGER,
  relation TEXT,
  when_start TEXT,
  when_end TEXT,
  category TEXT,
  victim TEXT,
  item TEXT,
  measure TEXT,
  act TEXT,
  target TEXT,
  condition TEXT,
  weapon TEXT,
  outcome TEXT,
  numerator_measure TEXT,
  numerator_category TEXT,
  denominator_measure TEXT,
  denominator_category TEXT,
  money_low REAL,
  money_high REAL,
  money_granule REAL,
  money_bound TEXT,
  money_unit TEXT,
  money_start INTEGER,
  money_end INTEGER,
  status TEXT,
  deadline TEXT,
  form TEXT,
  topic TEXT,
  horizon TEXT,
  CHECK (0 <= sentence_start AND sentence_start <= sentence_end),
  CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL) = (bound IS NULL) AND low <= high),
  CHECK ((money_low IS NULL) = (money_high IS NULL) AND (money_low IS NULL) = (money_bound IS NULL)
    AND money_low <= money_high),
  CHECK (relation IS NOT NULL OR (when_start IS NULL AND when_end IS NULL)),
  CHECK (when_start <= when_end)
) STRICT;
CREATE INDEX claim_by_report ON claim (report);
CREATE INDEX claim_by_kind ON claim (kind);

-- Actors by role. chain: who says so, position 0 outermost. key is the name as it is looked up: lower case, NFC.
CREATE TABLE claim_actor (
  claim INTEGER NOT NULL REFERENCES claim (id),
  role TEXT NOT NULL CHECK (role IN ('chain', 'party', 'donor', 'recipient', 'participant', 'speaker', 'addressee',
    'numerator', 'denominator')),
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL,
  code TEXT,
  key TEXT NOT NULL,
  PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_actor_by_key ON claim_actor (key, role);
CREATE INDEX claim_actor_by_code ON claim_actor (code) WHERE code IS NOT NULL;

CREATE TABLE claim_place (
  claim INTEGER NOT NULL REFERENCES claim (id),
  role TEXT NOT NULL CHECK (role IN ('where', 'target')),
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  geonames INTEGER,
  lat REAL CHECK (lat BETWEEN -90 AND 90),
  lon REAL CHECK (lon BETWEEN -180 AND 180),
  country TEXT,
  feature TEXT,
  PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_place_by_key ON claim_place (key);

CREATE TABLE claim_evidence (
  claim INTEGER NOT NULL REFERENCES claim (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  start_byte INTEGER NOT NULL CHECK (start_byte >= 0),
  end_byte INTEGER NOT NULL CHECK (end_byte > start_byte),
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_object (
  claim INTEGER NOT NULL REFERENCES claim (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  object TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_topic (
  claim INTEGER NOT NULL REFERENCES claim (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  topic TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Dated figures with their source. Empty text rather than NULL, so that UNIQUE sees two like rows as one.
CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  start_day TEXT NOT NULL,
  end_day TEXT NOT NULL,
  measure TEXT NOT NULL,
  party TEXT NOT NULL,
  place TEXT NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  licence TEXT NOT NULL,
  note TEXT NOT NULL,
  read INTEGER NOT NULL,
  CHECK (start_day <= end_day),
  CHECK (low <= high),
  UNIQUE (measure, party, place, start_day, end_day, low, high, unit, source, licence, note)
) STRICT;

-- Filled by the program rather than a trigger: with an untrusted schema, SQLite 3.40 lets no trigger write to FTS5.
CREATE VIRTUAL TABLE report_fts USING fts5 (
  title, text, content = 'report', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

-- Words.
CREATE TRIGGER claim_words BEFORE INSERT ON claim BEGIN
  SELECT RAISE (ABORT, 'claim.kind is not a known word')
    WHERE NOT EXISTS (SELECT 1 FROM word WHERE list = 'kind' AND word = NEW.kind);
  SELECT RAISE (ABORT, 'claim.modality is not a known word')
    WHERE NOT EXISTS (SELECT 1 FROM word WHERE list = 'modality' AND word = NEW.modality);
  SELECT RAISE (ABORT, 'claim.relation is not a known word') WHERE NEW.relation IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'relation' AND word = NEW.relation);
  SELECT RAISE (ABORT, 'claim.bound is not a known word') WHERE NEW.bound IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'bound' AND word = NEW.bound);
  SELECT RAISE (ABORT, 'claim.money_bound is not a known word') WHERE NEW.money_bound IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'bound' AND word = NEW.money_bound);
  SELECT RAISE (ABORT, 'claim.category is not a known word') WHERE NEW.category IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'category' AND word = NEW.category);
  SELECT RAISE (ABORT, 'claim.victim is not a known word') WHERE NEW.victim IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'victim' AND word = NEW.victim);
  SELECT RAISE (ABORT, 'claim.measure is not a known word') WHERE NEW.measure IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'measure' AND word = NEW.measure);
  SELECT RAISE (ABORT, 'claim.numerator_measure is not a known word') WHERE NEW.numerator_measure IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'measure' AND word = NEW.numerator_measure);
  SELECT RAISE (ABORT, 'claim.denominator_measure is not a known word') WHERE NEW.denominator_measure IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'measure' AND word = NEW.denominator_measure);
  SELECT RAISE (ABORT, 'claim.act is not a known word') WHERE NEW.act IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'act' AND word = NEW.act);
  SELECT RAISE (ABORT, 'claim.weapon is not a known word') WHERE NEW.weapon IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'weapon' AND word = NEW.weapon);
  SELECT RAISE (ABORT, 'claim.outcome is not a known word') WHERE NEW.outcome IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'outcome' AND word = NEW.outcome);
  SELECT RAISE (ABORT, 'claim.status is not a known word') WHERE NEW.status IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'status' AND word = NEW.status);
  SELECT RAISE (ABORT, 'claim.form is not a known word') WHERE NEW.form IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM word WHERE list = 'form' AND word = NEW.form);
END;
CREATE TRIGGER claim_object_words BEFORE INSERT ON claim_object BEGIN
  SELECT RAISE (ABORT, 'claim_object.object is not a known word')
    WHERE NOT EXISTS (SELECT 1 FROM word WHERE list = 'object' AND word = NEW.object);
END;

-- Append-only.
CREATE TRIGGER report_keep BEFORE DELETE ON report BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only: a report is superseded, never deleted');
END;
CREATE TRIGGER report_fixed BEFORE UPDATE OF id, hash, name, outlet, title, url, lang, said, fetched, read, read_by,
    n_claims, n_bytes, text ON report BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only: a report is superseded, never changed');
END;
CREATE TRIGGER report_superseded_once BEFORE UPDATE OF superseded_by ON report
    WHEN OLD.superseded_by IS NOT NULL OR NEW.superseded_by IS NULL BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only: a report is superseded once');
END;
-- INSERT OR REPLACE would delete without firing the triggers above.
CREATE TRIGGER report_not_replaced BEFORE INSERT ON report
    WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id OR hash = NEW.hash) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only: this report is there already');
END;
CREATE TRIGGER claim_not_replaced BEFORE INSERT ON claim WHEN EXISTS (SELECT 1 FROM claim WHERE id = NEW.id) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_actor_not_replaced BEFORE INSERT ON claim_actor WHEN EXISTS (SELECT 1 FROM claim_actor
    WHERE claim = NEW.claim AND role = NEW.role AND position = NEW.position) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_place_not_replaced BEFORE INSERT ON claim_place WHEN EXISTS (SELECT 1 FROM claim_place
    WHERE claim = NEW.claim AND role = NEW.role AND position = NEW.position) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_evidence_not_replaced BEFORE INSERT ON claim_evidence WHEN EXISTS (SELECT 1 FROM claim_evidence
    WHERE claim = NEW.claim AND position = NEW.position) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_object_not_replaced BEFORE INSERT ON claim_object WHEN EXISTS (SELECT 1 FROM claim_object
    WHERE claim = NEW.claim AND position = NEW.position) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_topic_not_replaced BEFORE INSERT ON claim_topic WHEN EXISTS (SELECT 1 FROM claim_topic
    WHERE claim = NEW.claim AND position = NEW.position) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observation_not_replaced BEFORE INSERT ON observation
    WHEN EXISTS (SELECT 1 FROM observation WHERE id = NEW.id) BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_keep BEFORE DELETE ON claim BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_fixed BEFORE UPDATE ON claim BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_actor_keep BEFORE DELETE ON claim_actor BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_actor_fixed BEFORE UPDATE ON claim_actor BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_place_keep BEFORE DELETE ON claim_place BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_place_fixed BEFORE UPDATE ON claim_place BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_evidence_keep BEFORE DELETE ON claim_evidence BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_evidence_fixed BEFORE UPDATE ON claim_evidence BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_object_keep BEFORE DELETE ON claim_object BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_object_fixed BEFORE UPDATE ON claim_object BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_topic_keep BEFORE DELETE ON claim_topic BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_topic_fixed BEFORE UPDATE ON claim_topic BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observation_keep BEFORE DELETE ON observation BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observation_fixed BEFORE UPDATE ON observation BEGIN
  SELECT RAISE (ABORT, 'the ledger is append-only'); END;

-- The ledger's public face: readable names, references as they are printed (R3, C12, O7), clocks as ISO 8601.
-- Columns are only ever added to a view. sentence and evidence are cut from the stored text by their byte offsets.

CREATE VIEW v_reports AS SELECT
  'R' || id AS report, name, outlet, title, url, lang, said,
  strftime('%Y-%m-%dT%H:%M:%SZ', fetched, 'unixepoch') AS fetched,
  strftime('%Y-%m-%dT%H:%M:%SZ', read, 'unixepoch') AS read,
  read_by, n_claims AS claims, n_bytes AS bytes, hash,
  'R' || superseded_by AS superseded_by, text
FROM report;

CREATE VIEW v_claims AS SELECT
  'C' || c.id AS claim, 'R' || c.report AS report, r.outlet, r.said, c.kind, c.modality,
  (SELECT group_concat(name, ' > ') FROM (SELECT name FROM claim_actor a
    WHERE a.claim = c.id AND a.role = 'chain' ORDER BY position)) AS sources,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'party' AND position = 0) AS party,
  c.low, c.high, c.granule, c.bound, c.unit,
  c.relation AS when_relation, c.when_start, c.when_end,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM claim_place p
    WHERE p.claim = c.id AND p.role = 'where' ORDER BY position)) AS places,
  c.confidence, r.superseded_by IS NOT NULL AS superseded,
  (SELECT group_concat(piece, ' ... ') FROM (SELECT CAST(substr(CAST(r.text AS BLOB), start_byte + 1,
    end_byte - start_byte) AS TEXT) AS piece FROM claim_evidence e WHERE e.claim = c.id ORDER BY position)) AS evidence,
  CAST(substr(CAST(r.text AS BLOB), c.sentence_start + 1, c.sentence_end - c.sentence_start) AS TEXT) AS sentence,
  c.id AS claim_id, c.report AS report_id
FROM claim c JOIN report r ON r.id = c.report;

CREATE VIEW v_chain AS SELECT
  'C' || claim AS claim, position, name AS source, code FROM claim_actor WHERE role = 'chain';

CREATE VIEW v_actors AS SELECT
  'C' || claim AS claim, role, position, name AS actor, code FROM claim_actor WHERE role <> 'chain';

CREATE VIEW v_places AS SELECT
  'C' || claim AS claim, role, position, name AS place, geonames, lat, lon, country, feature FROM claim_place;

CREATE VIEW v_evidence AS SELECT
  'C' || e.claim AS claim, 'R' || c.report AS report, e.position, e.start_byte, e.end_byte,
  CAST(substr(CAST(r.text AS BLOB), e.start_byte + 1, e.end_byte - e.start_byte) AS TEXT) AS evidence
FROM claim_evidence e JOIN claim c ON c.id = e.claim JOIN report r ON r.id = c.report;

CREATE VIEW v_losses AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, v.party,
  c.category, c.victim, c.item, v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'losses';

CREATE VIEW v_advances AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, v.party,
  c.measure, v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'advance';

CREATE VIEW v_control AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, v.party, c.act,
  (SELECT name FROM claim_place p WHERE p.claim = c.id AND p.role = 'target' AND position = 0) AS target,
  v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'control';

CREATE VIEW v_projections AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources,
  c.target, c.condition, v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'projection';

CREATE VIEW v_ratios AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources,
  c.numerator_measure, c.numerator_category,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'numerator') AS numerator_party,
  c.denominator_measure, c.denominator_category,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'denominator') AS denominator_party,
  v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'ratio';

CREATE VIEW v_strikes AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, v.party,
  c.weapon, v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'strike';

CREATE VIEW v_interceptions AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, v.party,
  c.weapon, c.outcome, v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'interception';

CREATE VIEW v_damage AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources,
  (SELECT group_concat(object, '; ') FROM (SELECT object FROM claim_object o
    WHERE o.claim = c.id ORDER BY position)) AS objects,
  v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'damage';

CREATE VIEW v_aid AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'donor') AS donor,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'recipient') AS recipient,
  c.status, c.item, v.low, v.high, v.bound, v.unit,
  c.money_low, c.money_high, c.money_bound, c.money_unit AS currency, c.deadline,
  v.when_relation, v.when_start, v.when_end, v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'aid';

CREATE VIEW v_contacts AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, c.form,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM claim_actor a
    WHERE a.claim = c.id AND a.role = 'participant' ORDER BY position)) AS participants,
  (SELECT group_concat(topic, '; ') FROM (SELECT topic FROM claim_topic t
    WHERE t.claim = c.id ORDER BY position)) AS topics,
  v.when_relation, v.when_start, v.when_end, v.places, v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'contact';

CREATE VIEW v_statements AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'speaker') AS speaker, c.act,
  (SELECT name FROM claim_actor a WHERE a.claim = c.id AND a.role = 'addressee') AS addressee, c.topic,
  v.when_relation, v.when_start, v.when_end, v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'statement';

CREATE VIEW v_forecasts AS SELECT v.claim, v.report, v.outlet, v.said, v.modality, v.sources, v.party,
  c.act, c.target, c.horizon, v.low, v.high, v.bound, v.unit, v.when_relation, v.when_start, v.when_end, v.places,
  v.confidence, v.superseded, v.sentence
FROM v_claims v JOIN claim c ON c.id = v.claim_id WHERE c.kind = 'forecast';

CREATE VIEW v_observations AS SELECT
  'O' || id AS observation, start_day, end_day, measure, party, place, low, high, unit, source, licence, note,
  strftime('%Y-%m-%dT%H:%M:%SZ', read, 'unixepoch') AS read
FROM observation;

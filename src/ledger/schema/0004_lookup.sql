-- Indexes that give the claims of an actor or a place in the order of their ids, so that a page of them is read
-- without collecting all first. They take the place of those by role.
CREATE INDEX claim_actor_in_order ON claim_actor (key, claim, role);
CREATE INDEX claim_actor_code_in_order ON claim_actor (code, claim, role) WHERE code IS NOT NULL;
CREATE INDEX claim_place_in_order ON claim_place (key, claim);
CREATE INDEX claim_in_order ON claim (kind, id);
DROP INDEX claim_actor_by_key;
DROP INDEX claim_actor_by_code;
DROP INDEX claim_place_by_key;
DROP INDEX claim_by_kind;
CREATE INDEX observation_by_series ON observation (measure, party, place, start_day);

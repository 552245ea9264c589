/* Ground in the ledger; see the header. */
#include "ledger/ground.h"

#include "base/slice.h"
#include "ledger/store.h"

#include <time.h>

sr_status sr_ground_begin(sr_ledger *ledger, sr_error *err) { return sr_ledger__begin(ledger, err); }
sr_status sr_ground_commit(sr_ledger *ledger, sr_error *err) { return sr_ledger__commit(ledger, "write maps", err); }
void sr_ground_rollback(sr_ledger *ledger) { sr_ledger__rollback(ledger); }

/* ---- statements ---- */

static void bind(sqlite3_stmt *s, int at, sr_slice text) {
  sqlite3_bind_text64(s, at, text.ptr ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_bytes(sqlite3_stmt *s, int at, sr_slice bytes) {
  sqlite3_bind_blob64(s, at, bytes.ptr ? bytes.ptr : "", bytes.len, SQLITE_STATIC);
}

static sr_slice column_bytes(sqlite3_stmt *s, int column) {
  const void *at = sqlite3_column_blob(s, column);
  return (sr_slice){at, at ? (size_t)sqlite3_column_bytes(s, column) : 0};
}

static sr_status prepare(sr_ledger *ledger, const char *sql, sqlite3_stmt **s, sr_error *err) {
  *s = NULL;
  const int rc = sqlite3_prepare_v2(ledger->db, sql, -1, s, NULL);
  return rc ? sr_ledger__fail(ledger, rc, "read maps", err) : SR_OK;
}

/* Runs a statement that gives no row, and ends it. */
static sr_status run(sr_ledger *ledger, sqlite3_stmt *s, sr_error *err) {
  const int rc = sqlite3_step(s);
  const sr_status status = rc == SQLITE_DONE ? SR_OK : sr_ledger__fail(ledger, rc, "write maps", err);
  sqlite3_finalize(s);
  return status;
}

/* Ends a walk over rows: rc is what the last step gave unless a visitor stopped it. */
static sr_status end_walk(sr_ledger *ledger, sqlite3_stmt *s, int rc, sr_status status, sr_error *err) {
  if (!status && rc != SQLITE_DONE) status = sr_ledger__fail(ledger, rc, "read maps", err);
  sqlite3_finalize(s);
  return status;
}

/* ---- writing ---- */

static sr_status put_shape(sr_ledger *ledger, sr_slice hash, sr_slice bytes, sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(prepare(ledger, "INSERT INTO ground_shape VALUES (?1, ?2) ON CONFLICT DO NOTHING", &s, err));
  bind(s, 1, hash);
  bind_bytes(s, 2, bytes);
  return run(ledger, s, err);
}

static sr_status put_class(sr_ledger *ledger, int64_t map, const sr_ground_class *c, sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(put_shape(ledger, c->hash, c->shape, err));
  SR_TRY(prepare(ledger, "INSERT INTO ground_class VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &s, err));
  sqlite3_bind_int64(s, 1, map);
  bind(s, 2, c->name);
  bind(s, 3, c->hash);
  sqlite3_bind_double(s, 4, c->area_m2);
  sqlite3_bind_double(s, 5, c->drawn_m2);
  bind(s, 6, c->findings);
  return run(ledger, s, err);
}

sr_status sr_ground_put_map(sr_ledger *ledger, const sr_ground_map *map, const sr_ground_class *classes, uint32_t n,
                            int64_t *id, bool *added, sr_error *err) {
  sqlite3_stmt *s;
  char day[SR_DAY_MAX];
  *added = false;
  SR_TRY(prepare(ledger, "SELECT id FROM ground_map WHERE file_hash = ?1 AND recipe = ?2 AND day = ?3", &s, err));
  bind(s, 1, map->file_hash);
  bind(s, 2, map->recipe);
  sqlite3_bind_text(s, 3, sr_day_write(map->day, day), -1, SQLITE_TRANSIENT);
  const int rc = sqlite3_step(s);
  *id = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
  SR_TRY(end_walk(ledger, s, rc == SQLITE_ROW ? SQLITE_DONE : rc, SR_OK, err));
  if (*id) return SR_OK;
  SR_TRY(prepare(ledger,
                 "INSERT INTO ground_map (day, file, file_hash, recipe, party, place, country, source, licence,"
                 " attribution, note, read) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                 &s, err));
  sqlite3_bind_text(s, 1, day, -1, SQLITE_STATIC);
  const sr_slice texts[] = {map->file,    map->file_hash, map->recipe,  map->party,       map->place,
                            map->country, map->source,    map->licence, map->attribution, map->note};
  for (int i = 0; i < 10; i++) bind(s, i + 2, texts[i]);
  sqlite3_bind_int64(s, 12, map->read ? map->read : (int64_t)time(NULL));
  SR_TRY(run(ledger, s, err));
  *id = sqlite3_last_insert_rowid(ledger->db);
  *added = true;
  for (uint32_t i = 0; i < n; i++) SR_TRY(put_class(ledger, *id, &classes[i], err));
  return SR_OK;
}

sr_status sr_ground_put_overlap(sr_ledger *ledger, sr_slice shape, int64_t borders, sr_slice code, double area_m2,
                                sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(prepare(ledger, "INSERT INTO ground_overlap VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", &s, err));
  bind(s, 1, shape);
  sqlite3_bind_int64(s, 2, borders);
  bind(s, 3, code);
  sqlite3_bind_double(s, 4, area_m2);
  return run(ledger, s, err);
}

sr_status sr_ground_put_file(sr_ledger *ledger, sr_slice path, sr_slice recipe, sr_slice stamp, sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(prepare(ledger, "INSERT INTO ground_file VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET stamp = ?3", &s, err));
  bind(s, 1, path);
  bind(s, 2, recipe);
  bind(s, 3, stamp);
  return run(ledger, s, err);
}

static sr_status put_unit(sr_ledger *ledger, int64_t borders, const sr_border_unit *unit, sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(put_shape(ledger, unit->hash, unit->shape, err));
  SR_TRY(prepare(ledger, "INSERT INTO border_unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &s, err));
  sqlite3_bind_int64(s, 1, borders);
  bind(s, 2, unit->code);
  bind(s, 3, unit->name);
  bind(s, 4, unit->country);
  sqlite3_bind_double(s, 5, unit->area_m2);
  bind(s, 6, unit->hash);
  bind_bytes(s, 7, unit->runs);
  return run(ledger, s, err);
}

sr_status sr_ground_put_borders(sr_ledger *ledger, const sr_border_set *set, const sr_border_unit *units, uint32_t n,
                                int64_t *id, bool *added, sr_error *err) {
  sqlite3_stmt *s;
  *added = false;
  SR_TRY(prepare(ledger, "SELECT id FROM border_set WHERE hash = ?1", &s, err));
  bind(s, 1, set->hash);
  const int rc = sqlite3_step(s);
  *id = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
  SR_TRY(end_walk(ledger, s, rc == SQLITE_ROW ? SQLITE_DONE : rc, SR_OK, err));
  if (*id) return SR_OK;
  SR_TRY(prepare(ledger,
                 "INSERT INTO border_set (name, hash, source, licence, attribution, read)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                 &s, err));
  const sr_slice texts[] = {set->name, set->hash, set->source, set->licence, set->attribution};
  for (int i = 0; i < 5; i++) bind(s, i + 1, texts[i]);
  sqlite3_bind_int64(s, 6, (int64_t)time(NULL));
  SR_TRY(run(ledger, s, err));
  *id = sqlite3_last_insert_rowid(ledger->db);
  *added = true;
  for (uint32_t i = 0; i < n; i++) SR_TRY(put_unit(ledger, *id, &units[i], err));
  return SR_OK;
}

/* ---- reading ---- */

static sr_status walk_texts(sr_ledger *ledger, sqlite3_stmt *s, sr_ground_text_visit visit, void *user, sr_error *err) {
  sr_status status = SR_OK;
  int rc;
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW)
    status = visit(user, sr_ledger__text(s, 0), column_bytes(s, 1), err);
  return end_walk(ledger, s, status ? SQLITE_DONE : rc, status, err);
}

sr_status sr_ground_files(sr_ledger *ledger, sr_slice recipe, sr_ground_text_visit visit, void *user, sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(prepare(ledger, "SELECT path, stamp FROM ground_file WHERE recipe = ?1", &s, err));
  bind(s, 1, recipe);
  return walk_texts(ledger, s, visit, user, err);
}

sr_status sr_ground_without_overlap(sr_ledger *ledger, int64_t borders, sr_ground_text_visit visit, void *user,
                                    sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(prepare(ledger,
                 "SELECT DISTINCT s.hash, s.bytes FROM ground_class c JOIN ground_shape s ON s.hash = c.shape"
                 " WHERE NOT EXISTS (SELECT 1 FROM ground_overlap o WHERE o.shape = c.shape AND o.borders = ?1"
                 " AND o.code = '') ORDER BY c.map",
                 &s, err));
  sqlite3_bind_int64(s, 1, borders);
  return walk_texts(ledger, s, visit, user, err);
}

sr_status sr_ground_border_sets(sr_ledger *ledger, sr_border_set_visit visit, void *user, sr_error *err) {
  sqlite3_stmt *s;
  sr_status status = SR_OK;
  int rc;
  SR_TRY(prepare(ledger, "SELECT id, name, hash, source, licence, attribution FROM border_set ORDER BY id", &s, err));
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const sr_border_set set = {sqlite3_column_int64(s, 0), sr_ledger__text(s, 1), sr_ledger__text(s, 2),
                               sr_ledger__text(s, 3),      sr_ledger__text(s, 4), sr_ledger__text(s, 5)};
    status = visit(user, &set, err);
  }
  return end_walk(ledger, s, status ? SQLITE_DONE : rc, status, err);
}

sr_status sr_ground_units(sr_ledger *ledger, int64_t borders, sr_slice country, sr_border_unit_visit visit, void *user,
                          sr_error *err) {
  sqlite3_stmt *s;
  sr_status status = SR_OK;
  int rc;
  SR_TRY(prepare(ledger,
                 "SELECT u.code, u.name, u.country, u.area_m2, u.shape, s.bytes, u.runs FROM border_unit u"
                 " JOIN ground_shape s ON s.hash = u.shape WHERE u.borders = ?1 AND (?2 = '' OR u.country = ?2)"
                 " ORDER BY u.code",
                 &s, err));
  sqlite3_bind_int64(s, 1, borders);
  bind(s, 2, country);
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const sr_border_unit unit = {sr_ledger__text(s, 0),       sr_ledger__text(s, 1), sr_ledger__text(s, 2),
                                 sqlite3_column_double(s, 3), sr_ledger__text(s, 4), column_bytes(s, 5),
                                 column_bytes(s, 6)};
    status = visit(user, &unit, err);
  }
  return end_walk(ledger, s, status ? SQLITE_DONE : rc, status, err);
}

sr_status sr_ground_levels(sr_ledger *ledger, int64_t as_of, sr_ground_level_visit visit, void *user, sr_error *err) {
  sqlite3_stmt *s;
  sr_status status = SR_OK;
  int rc;
  SR_TRY(prepare(ledger,
                 "WITH known AS (SELECT *, row_number() OVER"
                 "  (PARTITION BY source, party, place, day, file ORDER BY read DESC, id DESC) AS age"
                 "  FROM ground_map WHERE ?1 = 0 OR read <= ?1),"
                 " level AS (SELECT m.*, c.class, c.shape, c.area_m2, c.drawn_m2, c.findings, row_number() OVER"
                 "  (PARTITION BY c.class, source, party, place, day ORDER BY read DESC, id DESC) AS rank"
                 "  FROM known m JOIN ground_class c ON c.map = m.id WHERE m.age = 1)"
                 " SELECT id, day, file, file_hash, recipe, party, place, country, source, licence, attribution, note,"
                 " class, shape, area_m2, drawn_m2, findings, read FROM level WHERE rank = 1"
                 " ORDER BY class, source, party, place, day",
                 &s, err));
  sqlite3_bind_int64(s, 1, as_of);
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const sr_ground_map map = {.id = sqlite3_column_int64(s, 0),
                               .day = sr_ledger__day(s, 1),
                               .file = sr_ledger__text(s, 2),
                               .file_hash = sr_ledger__text(s, 3),
                               .recipe = sr_ledger__text(s, 4),
                               .party = sr_ledger__text(s, 5),
                               .place = sr_ledger__text(s, 6),
                               .country = sr_ledger__text(s, 7),
                               .source = sr_ledger__text(s, 8),
                               .licence = sr_ledger__text(s, 9),
                               .attribution = sr_ledger__text(s, 10),
                               .note = sr_ledger__text(s, 11),
                               .read = sqlite3_column_int64(s, 17)};
    const sr_ground_class level = {sr_ledger__text(s, 12),       sr_ledger__text(s, 13),       {0},
                                   sqlite3_column_double(s, 14), sqlite3_column_double(s, 15), sr_ledger__text(s, 16)};
    status = visit(user, &map, &level, err);
  }
  return end_walk(ledger, s, status ? SQLITE_DONE : rc, status, err);
}

sr_status sr_ground_overlaps(sr_ledger *ledger, int64_t borders, sr_ground_overlap_visit visit, void *user,
                             sr_error *err) {
  sqlite3_stmt *s;
  sr_status status = SR_OK;
  int rc;
  SR_TRY(prepare(ledger,
                 "SELECT shape, code, area_m2 FROM ground_overlap WHERE borders = ?1 AND code <> ''"
                 " ORDER BY shape, code",
                 &s, err));
  sqlite3_bind_int64(s, 1, borders);
  while (!status && (rc = sqlite3_step(s)) == SQLITE_ROW)
    status = visit(user, sr_ledger__text(s, 0), sr_ledger__text(s, 1), sqlite3_column_double(s, 2), err);
  return end_walk(ledger, s, status ? SQLITE_DONE : rc, status, err);
}

sr_status sr_ground_shape(sr_ledger *ledger, sr_slice hash, sr_arena *arena, sr_slice *bytes, sr_error *err) {
  sqlite3_stmt *s;
  SR_TRY(prepare(ledger, "SELECT bytes FROM ground_shape WHERE hash = ?1", &s, err));
  bind(s, 1, hash);
  const int rc = sqlite3_step(s);
  sr_status status = SR_OK;
  *bytes = (sr_slice){0};
  if (rc == SQLITE_ROW) {
    *bytes = sr_arena_copy(arena, column_bytes(s, 0));
    if (!bytes->ptr) status = sr_arena_fail(arena, err);
  } else if (rc == SQLITE_DONE) {
    status = sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "no shape '%.*s'", SR_FMT(hash));
  }
  return end_walk(ledger, s, rc == SQLITE_ROW ? SQLITE_DONE : rc, status, err);
}

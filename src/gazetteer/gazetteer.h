/* The gazetteer: names of places and what they may mean, in one file that is mapped read-only and shared.
 *
 *   header      magic "SITREPGZ", version, byte order mark, size of the file, CRC-32 of all that follows the header,
 *               CRC-32 of the header itself, numbers of entries, names, meanings and slots, bytes of text
 *   entries     sr_gazetteer_entry: the places
 *   names       sr_gazetteer_name: a key and the first of its meanings; one more ends the last
 *   meanings    uint32: entry in the low 28 bits, kind of name (sr_gazetteer_kind) in the high 4; best first
 *   slots       uint32 [power of two]: open-addressing hash table of names, 0 empty, else name + 1
 *   about       texts joined by newlines: what it was made of and under which licences
 *   text        the bytes of keys and names
 *
 * Opening reads the header and nothing else, so that a large file costs no start. Nothing in the file is trusted: each
 * index and offset is held against its bound where it is used, and a damaged file at worst knows fewer names.
 * sr_gazetteer_verify checks the rest (the checksum, every index), which takes as long as reading the file.
 *
 * A key is a name as it is compared: letters without marks or case, Latin and Cyrillic; full stops and apostrophes
 * gone; everything else one blank; "saint", "mount" and "fort" short. "St. Mary's", "SAINT MARYS" and "St Mary’s" are
 * one name. Values are little-endian. Any thread. */
#ifndef SR_GAZETTEER_GAZETTEER_H
#define SR_GAZETTEER_GAZETTEER_H

#include <sitrep/base.h>

enum {
  SR_GAZETTEER_VERSION = 1,
  SR_GAZETTEER_KEY = 96, /* longest key, bytes */
  SR_GAZETTEER_NONE = (1 << 28) - 1,
  SR_GAZETTEER_MEANINGS = 255 /* most that a name keeps */
};

typedef enum sr_gazetteer_kind {
  SR_GAZ_MAIN,      /* the usual name, in English or at home */
  SR_GAZ_ABBREV,    /* "Tenn.", "D.C." */
  SR_GAZ_OTHER,     /* another language, an older or longer name */
  SR_GAZ_ADJECTIVE, /* "Ukrainian" */
  SR_GAZ_PEOPLE     /* "Ukrainians" */
} sr_gazetteer_kind;

typedef struct sr_gazetteer_entry {
  uint32_t id;         /* GeoNames, 0 where there is none */
  int32_t lat, lon;    /* 1e-5 degrees; INT32_MIN where not known */
  uint32_t population; /* of a division, that of its towns */
  uint32_t name;       /* offset into text; a length byte stands before the bytes */
  uint32_t parent;     /* the division or state that holds it, SR_GAZETTEER_NONE at the top */
  char feature[6];     /* GeoNames feature code, padded with NUL */
  char country[2];     /* ISO 3166-1 alpha-2, or NULs */
} sr_gazetteer_entry;

typedef struct sr_gazetteer_name {
  uint32_t key;   /* offset into text; a length byte stands before the bytes */
  uint32_t first; /* meaning */
} sr_gazetteer_name;

typedef struct sr_gazetteer_header {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t size;
  uint32_t crc32, header_crc32;
  uint32_t n_entries, n_names, n_meanings, n_slots, n_about, n_text;
  uint32_t reserved[2];
} sr_gazetteer_header;

typedef struct sr_gazetteer {
  sr_slice file;
  bool mapped;
  const sr_gazetteer_entry *entries;
  const sr_gazetteer_name *names;
  const uint32_t *meanings, *slots;
  const char *text;
  sr_slice about;
  uint32_t n_entries, n_names, n_meanings, n_slots, n_text;
} sr_gazetteer;

/* Takes bytes, aligned to 8, that outlive it. Errors: SR_ERR_INPUT. */
SR_MUST_CHECK sr_status sr_gazetteer_read(sr_slice bytes, sr_gazetteer *gazetteer, sr_error *err);
/* Maps a file. Ended by sr_gazetteer_close. Errors: SR_ERR_IO, SR_ERR_NOTFOUND, SR_ERR_INPUT. */
SR_MUST_CHECK sr_status sr_gazetteer_map(const char *path, sr_gazetteer *gazetteer, sr_error *err);
void sr_gazetteer_close(sr_gazetteer *gazetteer);
/* Reads all of it. Errors: SR_ERR_INPUT with what is wrong. */
SR_MUST_CHECK sr_status sr_gazetteer_verify(const sr_gazetteer *gazetteer, sr_error *err);

/* The key of a name; its length, or 0 if it has no letter, holds letters of another script, or is too long. */
size_t sr_gazetteer_key(sr_slice name, char out[SR_GAZETTEER_KEY]);
/* The number of a key's meanings, and the first of them; 0 if the name is not there. */
uint32_t sr_gazetteer_find(const sr_gazetteer *gazetteer, sr_slice key, const uint32_t **meanings);

static inline uint32_t sr_meaning_entry(uint32_t meaning) { return meaning & SR_GAZETTEER_NONE; }
static inline sr_gazetteer_kind sr_meaning_kind(uint32_t meaning) { return (sr_gazetteer_kind)(meaning >> 28); }
/* NULL outside the file. */
const sr_gazetteer_entry *sr_gazetteer_at(const sr_gazetteer *gazetteer, uint32_t entry);
sr_slice sr_gazetteer_text(const sr_gazetteer *gazetteer, uint32_t offset);

uint64_t sr_gazetteer_hash(sr_slice key);

#endif

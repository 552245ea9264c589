#include "gazetteer/gazetteer.h"

#include "base/checksum.h"
#include "base/error.h"
#include "base/slice.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unistd.h>

enum { BYTE_ORDER_MARK = 0x01020304, COUNT_MAX = SR_GAZETTEER_NONE, TEXT_MAX = 1 << 30 };

static_assert(sizeof(sr_gazetteer_header) == 64, "the header is what the file has");
static_assert(sizeof(sr_gazetteer_entry) == 32, "an entry is what the file has");

static sr_status bad(sr_error *err, size_t offset, const char *what) {
  return sr_fail(err, SR_ERR_INPUT, offset, "the gazetteer %s", what);
}

sr_status sr_gazetteer_read(sr_slice bytes, sr_gazetteer *g, sr_error *err) {
  *g = (sr_gazetteer){.file = bytes};
  if (bytes.len < sizeof(sr_gazetteer_header)) return bad(err, bytes.len, "is cut short");
  sr_gazetteer_header h;
  memcpy(&h, bytes.ptr, sizeof h);
  if (memcmp(h.magic, "SITREPGZ", 8) != 0) return bad(err, 0, "is none: it does not begin with SITREPGZ");
  if (h.byte_order != BYTE_ORDER_MARK) return bad(err, 12, "is of another byte order");
  if (h.version != SR_GAZETTEER_VERSION)
    return sr_fail(err, SR_ERR_INPUT, 8, "the gazetteer is of version %u, and %u is read", (unsigned)h.version,
                   (unsigned)SR_GAZETTEER_VERSION);
  const uint32_t stated = h.header_crc32;
  h.header_crc32 = 0;
  if (sr_crc32(&h, sizeof h) != stated) return bad(err, 28, "has a damaged header");
  if (h.size != bytes.len) return bad(err, bytes.len, "is not as long as its header says");
  if (h.n_entries > COUNT_MAX || h.n_names > COUNT_MAX || h.n_meanings > COUNT_MAX || h.n_slots > 1u << 30 ||
      h.n_about > TEXT_MAX || h.n_text > TEXT_MAX || (h.n_slots & (h.n_slots - 1)) != 0)
    return bad(err, 32, "has counts out of bounds");
  const uint64_t entries = sizeof h, names = entries + (uint64_t)h.n_entries * sizeof(sr_gazetteer_entry),
                 meanings = names + ((uint64_t)h.n_names + 1) * sizeof(sr_gazetteer_name),
                 slots = meanings + (uint64_t)h.n_meanings * sizeof(uint32_t),
                 about = slots + (uint64_t)h.n_slots * sizeof(uint32_t), text = about + h.n_about;
  if (text + h.n_text != h.size) return bad(err, 32, "has sections that do not fill it");
  g->entries = (const void *)(bytes.ptr + entries);
  g->names = (const void *)(bytes.ptr + names);
  g->meanings = (const void *)(bytes.ptr + meanings);
  g->slots = (const void *)(bytes.ptr + slots);
  g->about = (sr_slice){bytes.ptr + about, h.n_about};
  g->text = bytes.ptr + text;
  g->n_entries = h.n_entries;
  g->n_names = h.n_names;
  g->n_meanings = h.n_meanings;
  g->n_slots = h.n_slots;
  g->n_text = h.n_text;
  return SR_OK;
}

sr_status sr_gazetteer_map(const char *path, sr_gazetteer *g, sr_error *err) {
  *g = (sr_gazetteer){0};
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return sr_fail(err, errno == ENOENT || errno == ENOTDIR ? SR_ERR_NOTFOUND : SR_ERR_IO, SR_NOWHERE,
                   "cannot open '%s': %s", path, strerror(errno));
  struct stat about;
  sr_status status = SR_OK;
  void *map = MAP_FAILED;
  if (fstat(fd, &about) || !S_ISREG(about.st_mode))
    status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "'%s' is not a file", path);
  else if (about.st_size == 0)
    status = bad(err, 0, "is empty");
  else if ((map = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, fd, 0)) == MAP_FAILED)
    status = sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot map '%s': %s", path, strerror(errno));
  close(fd);
  if (!status) {
    status = sr_gazetteer_read((sr_slice){map, (size_t)about.st_size}, g, err);
    if (status) munmap(map, (size_t)about.st_size);
  }
  if (status) {
    *g = (sr_gazetteer){0};
    sr_error_where(err, sr_slice_of(path));
    return status;
  }
  g->mapped = true;
  return SR_OK;
}

void sr_gazetteer_close(sr_gazetteer *g) {
  if (g->mapped) munmap((void *)(uintptr_t)g->file.ptr, g->file.len);
  *g = (sr_gazetteer){0};
}

sr_status sr_gazetteer_verify(const sr_gazetteer *g, sr_error *err) {
  const sr_gazetteer_header *h = (const void *)g->file.ptr;
  if (!h) return bad(err, 0, "is not open");
  if (sr_crc32(g->file.ptr + sizeof *h, g->file.len - sizeof *h) != h->crc32)
    return bad(err, SR_NOWHERE, "is damaged: its checksum does not fit");
  for (uint32_t i = 0; i < g->n_entries; i++) {
    const sr_gazetteer_entry *e = &g->entries[i];
    if (!sr_gazetteer_text(g, e->name).ptr) return bad(err, i, "has an entry without a name");
    if (e->parent != SR_GAZETTEER_NONE && e->parent >= g->n_entries) return bad(err, i, "has an entry outside itself");
    if (e->lat != INT32_MIN && (e->lat < -9000000 || e->lat > 9000000 || e->lon < -18000000 || e->lon > 18000000))
      return bad(err, i, "has a point that is not on the earth");
  }
  for (uint32_t i = 0; i < g->n_names; i++) {
    const sr_slice key = sr_gazetteer_text(g, g->names[i].key);
    const uint32_t *meanings;
    if (!key.ptr || g->names[i + 1].first <= g->names[i].first || !sr_gazetteer_find(g, key, &meanings) ||
        meanings != g->meanings + g->names[i].first)
      return bad(err, i, "has a name that is not found");
  }
  for (uint32_t i = 0; i < g->n_meanings; i++)
    if (sr_meaning_entry(g->meanings[i]) >= g->n_entries || sr_meaning_kind(g->meanings[i]) > SR_GAZ_PEOPLE)
      return bad(err, i, "has a meaning outside itself");
  return SR_OK;
}

/* Letters that Unicode does not take apart. */
static const char *plain_of(uint32_t c) {
  switch (c) {
  case 0xe6: return "ae";
  case 0x153: return "oe";
  case 0xdf: return "ss";
  case 0xf8: return "o";
  case 0x111:
  case 0xf0: return "d";
  case 0xfe: return "th";
  case 0x142: return "l";
  case 0x131: return "i";
  case 0x127: return "h";
  default: return NULL;
  }
}

/* The letter without its marks, lower case; 0 if it is none. */
static uint32_t bare_letter(uint32_t c) {
  c = (uint32_t)u_tolower((UChar32)c);
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *nfd = unorm2_getNFDInstance(&code);
  for (int depth = 0; depth < 4 && U_SUCCESS(code); depth++) {
    UChar parts[8];
    const int32_t n = unorm2_getRawDecomposition(nfd, (UChar32)c, parts, 8, &code);
    if (n <= 0 || U_FAILURE(code)) break;
    c = parts[0];
  }
  return c;
}

static bool is_ours(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x45f) || c == 0x491 || (c >= 0xdf && c <= 0x24f);
}

/* Long words that stand short in half of all names. */
static size_t shorten(char *word, size_t n) {
  static const struct {
    const char *is, *to;
  } WORDS[] = {{"saint", "st"}, {"sainte", "ste"}, {"mount", "mt"}, {"fort", "ft"}};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (sr_slice_is((sr_slice){word, n}, WORDS[i].is)) {
      n = strlen(WORDS[i].to);
      memcpy(word, WORDS[i].to, n);
    }
  return n;
}

size_t sr_gazetteer_key(sr_slice name, char out[SR_GAZETTEER_KEY]) {
  enum { PIECE = 4 };
  size_t n = 0, word = 0; /* bytes so far, and where the word began */
  bool gap = false, letters = false;
  for (size_t at = 0; at < name.len;) {
    uint32_t c = (uint8_t)name.ptr[at] < 0x80 ? sr_to_lower((uint8_t)name.ptr[at++]) : sr_utf8_next(name, &at);
    if (n + PIECE + 1 > SR_GAZETTEER_KEY) return 0;
    if (c >= 0x80) c = bare_letter(c);
    /* marks, and what stands inside a word without parting it */
    if (c == '.' || c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2bc || c == '`' || c == 0xad ||
        (c >= 0x300 && c <= 0x36f))
      continue;
    const bool letter = is_ours(c), digit = c >= '0' && c <= '9';
    if (!letter && !digit) {
      if (c >= 0x80 && sr_char_is_letter(c)) return 0;
      gap = true;
      continue;
    }
    if (gap && n) {
      n = word + shorten(out + word, n - word);
      out[n++] = ' ';
      word = n;
    }
    gap = false;
    letters |= letter;
    const char *plain = c >= 0x80 ? plain_of(c) : NULL;
    if (plain) {
      memcpy(out + n, plain, strlen(plain));
      n += strlen(plain);
    } else {
      char bytes[4];
      const size_t len = sr_utf8_put(c, bytes);
      memcpy(out + n, bytes, len);
      n += len;
    }
  }
  n = word + shorten(out + word, n - word);
  return letters ? n : 0;
}

uint64_t sr_gazetteer_hash(sr_slice key) {
  uint64_t h = 0xcbf29ce484222325u;
  for (size_t i = 0; i < key.len; i++) h = (h ^ (uint8_t)key.ptr[i]) * 0x100000001b3u;
  h ^= h >> 32;
  return h * 0x9e3779b97f4a7c15u >> 20;
}

sr_slice sr_gazetteer_text(const sr_gazetteer *g, uint32_t offset) {
  if (offset >= g->n_text) return (sr_slice){0};
  const uint8_t n = (uint8_t)g->text[offset];
  return n < g->n_text - offset ? (sr_slice){g->text + offset + 1, n} : (sr_slice){0};
}

const sr_gazetteer_entry *sr_gazetteer_at(const sr_gazetteer *g, uint32_t entry) {
  return entry < g->n_entries ? &g->entries[entry] : NULL;
}

uint32_t sr_gazetteer_find(const sr_gazetteer *g, sr_slice key, const uint32_t **meanings) {
  enum { PROBES = 64 }; /* ten times the longest chain of a file at most half full */
  if (!g->n_slots || !key.len) return 0;
  const uint32_t mask = g->n_slots - 1;
  uint32_t slot = (uint32_t)sr_gazetteer_hash(key) & mask;
  for (int probe = 0; probe < PROBES; probe++, slot = (slot + 1) & mask) {
    const uint32_t name = g->slots[slot] - 1;
    if (name >= g->n_names) return 0; /* empty, too */
    if (!sr_slice_eq(sr_gazetteer_text(g, g->names[name].key), key)) continue;
    const uint32_t first = g->names[name].first, end = g->names[name + 1].first;
    if (first >= end || end > g->n_meanings) return 0;
    *meanings = g->meanings + first;
    return end - first > SR_GAZETTEER_MEANINGS ? SR_GAZETTEER_MEANINGS : end - first;
  }
  return 0;
}

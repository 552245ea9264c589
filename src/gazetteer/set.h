/* The gazetteers of one engine: the world's file if it was built, else the small one that is part of the program, and
 * those that the user imported.
 *
 * The world's is the file named by SITREP_GAZETTEER, else share/gazetteer.sitrep beside the running program (a build
 * tree), ../share/sitrep/gazetteer.sitrep from it (an installed tree) or the place configured when the library was
 * built. Imports are the files NAME.sitrep of the folder SITREP_PLACES, else $XDG_DATA_HOME/sitrep/places, else
 * ~/.local/share/sitrep/places, in the order of their names. A file that cannot be read is left out and remembered in
 * the notes. Opening maps files and reads their headers. Read-only once open; any thread. */
#ifndef SR_GAZETTEER_SET_H
#define SR_GAZETTEER_SET_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

enum { SR_GAZETTEERS_MAX = 16 };

typedef struct sr_gazetteers {
  sr_gazetteer at[SR_GAZETTEERS_MAX];
  const char *paths[SR_GAZETTEERS_MAX]; /* "" for the one in the program */
  uint32_t n;
  bool world;                           /* the first is the world's */
  const char *notes[SR_GAZETTEERS_MAX]; /* what was left out, and why */
  uint32_t n_notes;
} sr_gazetteers;

/* small: the bytes of the one in the program. Errors: SR_ERR_NOMEM, SR_ERR_INPUT for a bad small one. */
SR_MUST_CHECK sr_status sr_gazetteers_open(sr_arena *arena, sr_slice small, sr_gazetteers *set, sr_error *err);
void sr_gazetteers_close(sr_gazetteers *set);

/* The folder of the user's imports, in the arena; NULL where there is none to be had (no home). */
const char *sr_gazetteers_folder(sr_arena *arena);

#endif

/* What the verbs share: the table of verbs and options, the parsed command line, output and messages.
 *
 * The table in verbs.c is the one source of the parser, of `--help` and of the man pages. A verb is one file,
 * cmd_<verb>.c, and gives the exit status: 0 done; 1 done, but an input failed or a check did not hold; 2 used wrongly
 * or could not start. Results go to stdout, everything else to stderr. */
#ifndef SR_CLI_H
#define SR_CLI_H

#include <sitrep.h>

#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2 };

typedef enum cli_option_id {
  OPT_ADDRESS,
  OPT_ALL,
  OPT_ATTRIBUTION,
  OPT_BORDERS,
  OPT_BY,
  OPT_CLASS,
  OPT_CLASSES,
  OPT_COUNTRY,
  OPT_AS_OF,
  OPT_DATE,
  OPT_DATES,
  OPT_FETCHED,
  OPT_FORMAT,
  OPT_HELP,
  OPT_HXL,
  OPT_INPUT,
  OPT_JOBS,
  OPT_KIND,
  OPT_LANG,
  OPT_LAYERS,
  OPT_LEDGER,
  OPT_LICENCE,
  OPT_LIMIT,
  OPT_MAN,
  OPT_MODEL,
  OPT_MAP,
  OPT_OUTLET,
  OPT_OUTPUT,
  OPT_PARSE_INPUT,
  OPT_BRIEF_LANG,
  OPT_PARSE_LANG,
  OPT_PARSE_OUTPUT,
  OPT_PARTY,
  OPT_PLACE,
  OPT_PRESET,
  OPT_POLICY,
  OPT_PORT,
  OPT_QUIET,
  OPT_RADIUS,
  OPT_REDRAW,
  OPT_REPORT,
  OPT_SEARCH,
  OPT_SINCE,
  OPT_SOURCE,
  OPT_TOKEN_FILE,
  OPT_TOPIC,
  OPT_UNTIL,
  OPT_VERBOSE,
  OPT_WEB,
  OPT_WHAT,
  OPT_COUNT,
  OPT_END = OPT_COUNT /* ends a verb's list */
} cli_option_id;

typedef struct cli_option {
  const char *name;  /* without the dashes */
  char letter;       /* 0: none */
  const char *value; /* what stands for its value in help; NULL: a switch */
  const char *help;  /* one sentence, lower case, no full stop */
} cli_option;

typedef struct cli_example {
  const char *command, *what;
} cli_example;

typedef struct cli cli;

enum { CLI_OPTIONS_MAX = 24, CLI_EXAMPLES_MAX = 7 };

typedef struct cli_verb {
  const char *name;
  const char *arguments;                  /* "[FILE...]", or "" if it takes none */
  const char *summary;                    /* one line */
  const char *description;                /* paragraphs parted by blank lines */
  const char *formats;                    /* "text|json": the first is the default; NULL: no --format */
  cli_option_id options[CLI_OPTIONS_MAX]; /* ended by OPT_END */
  cli_example examples[CLI_EXAMPLES_MAX];
  int (*run)(cli *line);
} cli_verb;

extern const cli_option cli_options[OPT_COUNT];
extern const cli_verb cli_verbs[];
extern const size_t cli_n_verbs;
extern const char cli_about[]; /* the tool in a paragraph */

const cli_verb *cli_verb_find(const char *name);

/* A parsed command line. */
struct cli {
  const cli_verb *verb;
  const char *value[OPT_COUNT]; /* NULL: not given; "" for a switch that was */
  char **arguments;
  int n_arguments;
  char **argv;   /* all of it, as main got it */
  bool colour;   /* stdout is a terminal and NO_COLOR is not set */
  bool progress; /* stderr is a terminal and --quiet is not given */
};

/* Parses argv[1..]; the last of an option given twice counts. false: told on stderr, exit with EXIT_USAGE. */
bool cli_parse(int argc, char **argv, cli *line);

/* ---- options of one meaning everywhere; each tells on stderr what is wrong and gives false ---- */

bool cli_format(const cli *line, const char **format);
bool cli_day(const cli *line, cli_option_id option, sr_day *day);
/* The value of an option, empty if it was not given. */
sr_slice cli_text(const cli *line, cli_option_id option);
bool cli_number(const cli *line, cli_option_id option, long least, long most, long *number);
/* Ledger path: --ledger, else $SITREP_LEDGER, else sitrep.db. */
const char *cli_ledger_path(const cli *line);
bool cli_report_info(const cli *line, sr_report_info *info, sr_input_kind *kind);

/* ---- opening; on failure told on stderr ---- */

bool cli_engine(sr_engine **engine);
bool cli_ledger(const cli *line, sr_ledger_mode mode, sr_ledger **ledger);

/* ---- output ---- */

/* An sr_sink on a FILE *: a failed write (full disk, closed pipe) is SR_ERR_IO. */
sr_status cli_sink(void *file, sr_slice bytes, sr_error *err);
/* Flushes stdout; on failure told on stderr, and the status becomes EXIT_SOME_FAILED at least. */
int cli_finish(int status);
/* --output FILE or stdout. A file is written beside its place and renamed when it is whole. */
typedef struct cli_output {
  FILE *file;
  char *path, *temporary;
} cli_output;
bool cli_output_open(const cli *line, cli_output *output);
int cli_output_close(cli_output *output, int status);

/* A file or folder by its place beside the running program, such as "../share/sitrep/web"; false if the path has no
 * room. */
bool cli_beside_program(const char *place, char *path, size_t room);

/* "sitrep: message" on stderr. */
void cli_complain(const char *format, ...) SR_PRINTF(1, 2);
/* The error with its place: "sitrep: NAME: message (at byte 12)". name may be NULL. */
void cli_complain_error(const char *name, const sr_error *err);
void cli_usage(const cli_verb *verb, const char *format, ...) SR_PRINTF(2, 3);
/* A line that the next one overwrites, if stderr is a terminal; NULL clears it. */
void cli_progress(const cli *line, const char *format, ...) SR_PRINTF(2, 3);
void cli_progress_end(const cli *line);

/* Text of outside made safe for a terminal: control characters and bidi controls become spaces. */
void cli_put_safe(FILE *out, sr_slice text);

int cmd_accounts(cli *line);
int cmd_annotate(cli *line);
int cmd_brief(cli *line);
int cmd_check(cli *line);
int cmd_claims(cli *line);
int cmd_doctor(cli *line);
int cmd_docket(cli *line);
int cmd_drift(cli *line);
int cmd_explain(cli *line);
int cmd_export(cli *line);
int cmd_fires(cli *line);
int cmd_help(cli *line);
int cmd_measure(cli *line);
int cmd_observe(cli *line);
int cmd_observe_map(cli *line);     /* observe map ... */
int cmd_observe_borders(cli *line); /* observe borders ... */
int cmd_parse(cli *line);
int cmd_pool(cli *line);
int cmd_read(cli *line);
int cmd_roots(cli *line);
int cmd_series(cli *line);
int cmd_serve(cli *line);
int cmd_verify(cli *line);
int cmd_version(cli *line);

/* Used by help and by a usage error. */
void cli_write_help(FILE *out, const cli_verb *verb);
void cli_write_overview(FILE *out);

#endif

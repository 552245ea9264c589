/* The command line: verbs and options by the table, and the options that mean the same everywhere. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names are those of a verb's own options: "output" is a file for most, and a form for parse. */
static cli_option_id find_long(const cli_verb *verb, const char *name, size_t n) {
  for (const cli_option_id *o = verb->options; *o != OPT_END; o++)
    if (strlen(cli_options[*o].name) == n && !memcmp(cli_options[*o].name, name, n)) return *o;
  return OPT_COUNT;
}

static cli_option_id find_letter(const cli_verb *verb, char letter) {
  for (const cli_option_id *o = verb->options; *o != OPT_END; o++)
    if (cli_options[*o].letter == letter) return *o;
  return OPT_COUNT;
}

/* One option at argv[*at]; *at moves past what it used. */
static bool parse_option(cli *line, int argc, char **argv, int *at) {
  const char *word = argv[*at];
  const cli_verb *verb = line->verb;
  cli_option_id id;
  const char *value = NULL;
  if (word[1] == '-') {
    const char *name = word + 2, *equals = strchr(name, '=');
    id = find_long(verb, name, equals ? (size_t)(equals - name) : strlen(name));
    value = equals ? equals + 1 : NULL;
  } else {
    id = find_letter(verb, word[1]);
    if (id != OPT_COUNT && word[2]) value = word + 2;
  }
  if (id == OPT_COUNT) {
    cli_usage(verb, "no option '%s'", word);
    return false;
  }
  if (!cli_options[id].value) {
    if (value) {
      cli_usage(verb, "option '--%s' takes no value", cli_options[id].name);
      return false;
    }
    value = "";
  } else if (!value) {
    if (*at + 1 >= argc) {
      cli_usage(verb, "option '--%s' needs a value: %s", cli_options[id].name, cli_options[id].value);
      return false;
    }
    value = argv[++*at];
  }
  line->value[id] = value;
  return true;
}

static bool is_file(const char *path) {
  struct stat about;
  return !strcmp(path, "-") || stat(path, &about) == 0;
}

bool cli_parse(int argc, char **argv, cli *line) {
  *line = (cli){0};
  int at = 1;
  const char *first = argc > 1 ? argv[1] : "help";
  if (!strcmp(first, "--help") || !strcmp(first, "-h")) first = "help";
  if (!strcmp(first, "--version") || !strcmp(first, "-V")) first = "version";
  line->verb = cli_verb_find(first);
  if (line->verb) {
    at = 2;
  } else if (is_file(first)) {
    line->verb = cli_verb_find("read");
  } else {
    cli_usage(NULL, "'%s' is neither a verb nor a file", first);
    return false;
  }
  line->arguments = calloc((size_t)argc + 1, sizeof *line->arguments);
  if (!line->arguments) {
    cli_complain("no memory");
    return false;
  }
  bool only_arguments = false;
  for (; at < argc; at++) {
    const char *word = argv[at];
    if (!only_arguments && !strcmp(word, "--"))
      only_arguments = true;
    else if (only_arguments || word[0] != '-' || !word[1])
      line->arguments[line->n_arguments++] = argv[at];
    else if (!parse_option(line, argc, argv, &at))
      return false;
  }
  if (!line->value[OPT_HELP] && !line->verb->arguments[0] && line->n_arguments) {
    cli_usage(line->verb, "unexpected argument '%s'", line->arguments[0]);
    return false;
  }
  const char *no_colour = getenv("NO_COLOR");
  line->colour = isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
  line->progress = isatty(STDERR_FILENO) && !line->value[OPT_QUIET];
  return true;
}

bool cli_format(const cli *line, const char **format) {
  static const char *const known[] = {"text",        "json",   "ndjson",  "csv",        "markdown",   "html", "svg",
                                      "datapackage", "events", "geojson", "geopackage", "jsonschema", "prov"};
  const char *formats = line->verb->formats, *wanted = line->value[OPT_FORMAT];
  const size_t n = wanted ? strlen(wanted) : strcspn(formats, "|");
  for (const char *p = formats; *p;) {
    const size_t word = strcspn(p, "|");
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
      if (word == n && strlen(known[k]) == n && !memcmp(p, known[k], n) && (!wanted || !memcmp(wanted, known[k], n))) {
        *format = known[k];
        return true;
      }
    p += word + (p[word] == '|');
  }
  cli_usage(line->verb, "no format '%s': it is one of %s", wanted ? wanted : "", formats);
  return false;
}

bool cli_day(const cli *line, cli_option_id option, sr_day *day) {
  *day = SR_DAY_NONE;
  const char *text = line->value[option];
  if (!text || sr_day_parse((sr_slice){text, strlen(text)}, day)) return true;
  cli_usage(line->verb, "option '--%s' needs a date as YYYY-MM-DD, not '%s'", cli_options[option].name, text);
  return false;
}

bool cli_number(const cli *line, cli_option_id option, long least, long most, long *number) {
  const char *text = line->value[option];
  if (!text) return true;
  char *end;
  const long n = strtol(text, &end, 10);
  if (*text && !*end && n >= least && n <= most) {
    *number = n;
    return true;
  }
  cli_usage(line->verb, "option '--%s' needs a whole number from %ld to %ld, not '%s'", cli_options[option].name, least,
            most, text);
  return false;
}

const char *cli_ledger_path(const cli *line) {
  if (line->value[OPT_LEDGER]) return line->value[OPT_LEDGER];
  const char *set = getenv("SITREP_LEDGER");
  return set && *set ? set : "sitrep.db";
}

sr_slice cli_text(const cli *line, cli_option_id option) {
  const char *text = line->value[option];
  return (sr_slice){text, text ? strlen(text) : 0};
}

bool cli_report_info(const cli *line, sr_report_info *info, sr_input_kind *kind) {
  static const char *const kinds[] = {"auto", "text", "html", "ndjson"};
  *info = (sr_report_info){.lang = cli_text(line, OPT_LANG), .outlet = cli_text(line, OPT_OUTLET)};
  *kind = SR_INPUT_AUTO;
  if (!cli_day(line, OPT_DATE, &info->date)) return false;
  const char *wanted = line->value[OPT_INPUT];
  for (int k = 0; wanted && k < 4; k++)
    if (!strcmp(wanted, kinds[k])) {
      *kind = (sr_input_kind)k;
      return true;
    }
  if (!wanted) return true;
  cli_usage(line->verb, "no input form '%s': it is one of auto, text, html, ndjson", wanted);
  return false;
}

bool cli_engine(sr_engine **engine) {
  sr_error err;
  if (sr_engine_open(NULL, engine, &err) == SR_OK) return true;
  cli_complain_error(NULL, &err);
  return false;
}

bool cli_ledger(const cli *line, sr_ledger_mode mode, sr_ledger **ledger) {
  const char *path = cli_ledger_path(line);
  sr_error err;
  const sr_status status = sr_ledger_open(path, mode, ledger, &err);
  if (status == SR_OK) return true;
  cli_complain_error(path, &err);
  if (status == SR_ERR_NOTFOUND) cli_complain("read a report first (sitrep read FILE), or name a ledger with --ledger");
  return false;
}

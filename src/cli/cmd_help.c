/* sitrep help: the overview, a verb's help, and the man pages, all from the table of verbs. */
#include "cli.h"

#include <errno.h>
#include <string.h>

/* Writes text folded at 80 columns, each line indented; a blank line parts paragraphs. */
static void put_folded(FILE *out, const char *text, int indent) {
  int column = indent;
  fprintf(out, "%*s", indent, "");
  for (const char *p = text; *p;) {
    if (*p == '\n') {
      fprintf(out, "\n%s%*s", p[1] == '\n' ? "\n" : "", indent, "");
      p += p[1] == '\n' ? 2 : 1;
      column = indent;
      continue;
    }
    const size_t word = strcspn(p, " \n");
    if (column > indent && column + 1 + (int)word > 80) {
      fprintf(out, "\n%*s", indent, "");
      column = indent;
    } else if (column > indent) {
      fputc(' ', out);
      column++;
    }
    fwrite(p, 1, word, out);
    column += (int)word;
    p += word;
    while (*p == ' ') p++;
  }
  fputc('\n', out);
}

void cli_write_overview(FILE *out) {
  fputs("usage: sitrep VERB [OPTION...] [ARGUMENT...]\n       sitrep FILE\n\n", out);
  put_folded(out, cli_about, 0);
  fputs("\nverbs:\n", out);
  for (size_t i = 0; i < cli_n_verbs; i++) fprintf(out, "  %-10s %s\n", cli_verbs[i].name, cli_verbs[i].summary);
  fputs("\nexamples:\n"
        "  sitrep read --date 2025-07-11 digest.txt   read a report into ./sitrep.db\n"
        "  sitrep check                               hold its claims against each other\n"
        "  sitrep brief --format html -o brief.html   write the brief as a page\n"
        "\n'sitrep help VERB' and the man pages sitrep(1), sitrep-VERB(1) tell more.\n"
        "exit status: 0 done; 1 done, but an input failed or a check did not hold;\n"
        "             2 used wrongly or could not start\n",
        out);
}

/* The option's help, with the formats of this verb behind --format. */
static void option_help(char *text, size_t size, const cli_verb *verb, cli_option_id id) {
  if (id == OPT_FORMAT)
    snprintf(text, size, "%s: %s (the first if not given)", cli_options[id].help, verb->formats);
  else
    snprintf(text, size, "%s", cli_options[id].help);
}

void cli_write_help(FILE *out, const cli_verb *verb) {
  fprintf(out, "usage: sitrep %s [OPTION...]%s%s\n\n", verb->name, *verb->arguments ? " " : "", verb->arguments);
  put_folded(out, verb->description, 0);
  fputs("\noptions:\n", out);
  for (const cli_option_id *id = verb->options; *id != OPT_END; id++) {
    const cli_option *o = &cli_options[*id];
    char head[80], text[400];
    const char *space = o->value ? " " : "", *value = o->value ? o->value : "";
    if (o->letter)
      snprintf(head, sizeof head, "-%c, --%s%s%s", o->letter, o->name, space, value);
    else
      snprintf(head, sizeof head, "    --%s%s%s", o->name, space, value);
    option_help(text, sizeof text, verb, *id);
    fprintf(out, "  %s\n", head);
    put_folded(out, text, 8);
  }
  fputs("\nexamples:\n", out);
  for (const cli_example *e = verb->examples; e < verb->examples + CLI_EXAMPLES_MAX && e->command; e++) {
    fprintf(out, "  %s\n", e->command);
    if (*e->what) fprintf(out, "        %s\n", e->what);
  }
}

/* Text for roff: backslashes, leading dots and quotes, and hyphens that must stay hyphens. */
static void put_roff(FILE *out, const char *text) {
  bool line_start = true;
  for (const char *p = text; *p; p++) {
    if (line_start && (*p == '.' || *p == '\'')) fputs("\\&", out);
    line_start = *p == '\n';
    if (*p == '\\')
      fputs("\\e", out);
    else if (*p == '-')
      fputs("\\-", out);
    else if (*p == '\n' && p[1] == '\n')
      fputs("\n.P", out);
    else
      fputc(*p, out);
  }
}

static void write_head(FILE *out, const char *page, const char *summary) {
  fputs(".TH ", out);
  for (const char *p = page; *p; p++) fputc(*p >= 'a' && *p <= 'z' ? *p - 32 : *p, out);
  fprintf(out, " 1 \"\" \"sitrep %s\" \"User Commands\"\n.SH NAME\n", sr_version());
  put_roff(out, page);
  fputs(" \\- ", out);
  put_roff(out, summary);
  fputs("\n.SH SYNOPSIS\n", out);
}

static void write_verb_page(FILE *out, const cli_verb *verb) {
  char page[64];
  snprintf(page, sizeof page, "sitrep-%s", verb->name);
  write_head(out, page, verb->summary);
  fprintf(out, "\\fBsitrep %s\\fR [\\fIOPTION\\fR...] ", verb->name);
  put_roff(out, verb->arguments);
  fputs("\n.SH DESCRIPTION\n", out);
  put_roff(out, verb->description);
  fputs("\n.SH OPTIONS\n", out);
  for (const cli_option_id *id = verb->options; *id != OPT_END; id++) {
    const cli_option *o = &cli_options[*id];
    char text[400];
    fputs(".TP\n", out);
    if (o->letter) fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
    fputs("\\fB\\-\\-", out);
    put_roff(out, o->name);
    fputs("\\fR", out);
    if (o->value) {
      fputs(" \\fI", out);
      put_roff(out, o->value);
      fputs("\\fR", out);
    }
    fputc('\n', out);
    option_help(text, sizeof text, verb, *id);
    put_roff(out, text);
    fputs(".\n", out);
  }
  fputs(".SH EXAMPLES\n", out);
  for (const cli_example *e = verb->examples; e < verb->examples + CLI_EXAMPLES_MAX && e->command; e++) {
    fputs(".TP\n\\fB", out);
    put_roff(out, e->command);
    fputs("\\fR\n", out);
    put_roff(out, e->what);
    fputc('\n', out);
  }
  fputs(".SH EXIT STATUS\n0 done; 1 done, but an input failed or a check did not hold; 2 used wrongly or could not "
        "start.\n.SH SEE ALSO\n\\fBsitrep\\fR(1)\n",
        out);
}

static void write_main_page(FILE *out) {
  write_head(out, "sitrep", "read conflict reporting, keep a ledger of who claimed what");
  fputs("\\fBsitrep\\fR \\fIVERB\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.br\n\\fBsitrep\\fR \\fIFILE\\fR\n"
        ".SH DESCRIPTION\n",
        out);
  put_roff(out, cli_about);
  fputs("\n.SH VERBS\n", out);
  for (size_t i = 0; i < cli_n_verbs; i++) {
    fprintf(out, ".TP\n\\fBsitrep\\-%s\\fR(1)\n", cli_verbs[i].name);
    put_roff(out, cli_verbs[i].summary);
    fputc('\n', out);
  }
  fputs(".SH ENVIRONMENT\n.TP\n.B SITREP_LEDGER\nThe ledger if \\fB\\-\\-ledger\\fR is not given.\n.TP\n.B NO_COLOR\n"
        "No colour if set and not empty.\n.SH FILES\n.TP\n.I sitrep.db\nThe ledger if none is named: an SQLite "
        "database.\n.SH EXIT STATUS\n0 done; 1 done, but an input failed or a check did not hold; 2 used wrongly or "
        "could not start.\n.SH SEE ALSO\n",
        out);
  for (size_t i = 0; i < cli_n_verbs; i++)
    fprintf(out, "\\fBsitrep\\-%s\\fR(1)%s", cli_verbs[i].name, i + 1 < cli_n_verbs ? ",\n" : "\n");
}

static bool write_page_file(const char *folder, const cli_verb *verb) {
  char path[4096];
  snprintf(path, sizeof path, "%s/sitrep%s%s.1", folder, verb ? "-" : "", verb ? verb->name : "");
  FILE *out = fopen(path, "w");
  if (out) {
    if (verb)
      write_verb_page(out, verb);
    else
      write_main_page(out);
    if (fclose(out) == 0) return true;
  }
  cli_complain("%s: cannot write: %s", path, strerror(errno));
  return false;
}

int cmd_help(cli *line) {
  const cli_verb *verb = NULL;
  if (line->n_arguments > 1) {
    cli_usage(line->verb, "help is for one verb at a time");
    return EXIT_USAGE;
  }
  if (line->n_arguments) {
    verb = cli_verb_find(line->arguments[0]);
    if (!verb) {
      cli_usage(NULL, "no verb '%s'", line->arguments[0]);
      return EXIT_USAGE;
    }
  }
  const char *folder = line->value[OPT_OUTPUT];
  if (line->value[OPT_MAN] && folder) {
    bool good = write_page_file(folder, NULL);
    for (size_t i = 0; good && i < cli_n_verbs; i++) good = write_page_file(folder, &cli_verbs[i]);
    return good ? EXIT_DONE : EXIT_SOME_FAILED;
  }
  if (line->value[OPT_MAN]) {
    if (verb)
      write_verb_page(stdout, verb);
    else
      write_main_page(stdout);
  } else if (verb) {
    cli_write_help(stdout, verb);
  } else {
    cli_write_overview(stdout);
  }
  return cli_finish(EXIT_DONE);
}

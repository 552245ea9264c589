/* The table of verbs and options: the parser, the help texts and the man pages are all made from it. */
#include "cli.h"

#include <string.h>

const char cli_about[] =
    "sitrep reads conflict reporting and keeps a ledger of who claimed what. It turns prose into attributed, "
    "quantified, "
    "dated and located claims, holds them against each other and against observed figures, and writes the situation "
    "brief. It takes no side: a claim is never shown as fact.";

const cli_option cli_options[OPT_COUNT] = {
    [OPT_ADDRESS] = {"address", 0, "IP", "listen on this address; 127.0.0.1 if not given"},
    [OPT_ALL] = {"all", 'a', NULL, "also what has been superseded, and checks that lack an input"},
    [OPT_AS_OF] = {"as-of", 0, "YYYY-MM-DD",
                   "the day from which to look: figures fetched by its end, announcements due before it"},
    [OPT_ATTRIBUTION] = {"attribution", 0, "TEXT", "how the maker wants to be named; the source if not given"},
    [OPT_BORDERS] = {"borders", 'B', "NAME", "the borders to measure within; those imported last if not given"},
    [OPT_BY] = {"by", 'b', "WHAT", "rows by day, or by country or adm1: one for each country or division too"},
    [OPT_CLASS] = {"class", 'c', "CLASS", "held (if not given), claimed, contested or liberated"},
    [OPT_CLASSES] = {"classes", 'C', "RULES", "which areas are what: \"PROPERTY: VALUE=CLASS, *=CLASS\""},
    [OPT_COUNTRY] = {"country", 0, "CODE", "country of the map or the borders (ISO 3166-1 alpha-2)"},
    [OPT_DATE] = {"date", 'd', "YYYY-MM-DD", "date of the reports, or of the map, that do not give one"},
    [OPT_DATES] = {"dates", 0, "PROPERTY", "the property of the areas that holds their date"},
    [OPT_FETCHED] = {"fetched", 0, "YYYY-MM-DD",
                     "day on which the files were fetched: the vintage of their figures and maps"},
    [OPT_FORMAT] = {"format", 'f', "FORMAT", "form of the output"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
    [OPT_HXL] = {"hxl", 0, NULL, "a row of HXL tags under the header"},
    [OPT_INPUT] = {"input", 'i', "FORM", "form of the input: auto, text, html or ndjson"},
    [OPT_JOBS] = {"jobs", 'j', "N", "number of threads, 1 to 256; the output does not depend on it"},
    [OPT_KIND] = {"kind", 'k', "KIND",
                  "claims of one kind: losses, advance, control, projection, ratio, strike, "
                  "interception, damage, aid, contact, statement or forecast"},
    [OPT_LANG] = {"lang", 'l', "CODE", "language of the reports (ISO 639-1), instead of finding it"},
    [OPT_LAYERS] = {"layers", 'L', "LIST",
                    "layers to write, with commas between: tokens, entities, quantities, times, "
                    "places, actors, attributions, events, claims"},
    [OPT_LEDGER] = {"ledger", 0, "FILE", "the ledger; $SITREP_LEDGER or ./sitrep.db if not given"},
    [OPT_LICENCE] = {"licence", 0, "TEXT", "terms of the figures or the map, instead of their publisher's own"},
    [OPT_LIMIT] = {"limit", 'n', "N", "at most so many"},
    [OPT_MAN] = {"man", 0, NULL, "write the man page instead (all of them into the folder of --output)"},
    [OPT_MODEL] = {"model", 'm', "FILE", "this model, instead of the installed one of the language"},
    [OPT_OUTLET] = {"outlet", 'O', "NAME", "who published the reports"},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE instead of standard output"},
    [OPT_PARSE_INPUT] =
        {"input", 'i', "FORM",
         "form of the input: text (UTF-8, a blank line between paragraphs), conllu (sentences and words "
         "are taken as they are) or horizontal (a sentence a line, words with spaces between)"},
    [OPT_BRIEF_LANG] = {"lang", 'l', "CODE", "language of the brief: en (if not given), uk, ru or bg"},
    [OPT_PARSE_LANG] = {"lang", 'l', "CODE", "language of the text (ISO 639-1), en if not given"},
    [OPT_PARSE_OUTPUT] = {"output", 'o', "FORM", "form of the output: conllu or ndjson (a sentence a line)"},
    [OPT_MAP] = {"map", 0, "MAPPING",
                 "columns of a series: 'date=Day,low=Total,measure:tanks lost total', = a column, : a constant"},
    [OPT_PARTY] = {"party", 'p', "NAME",
                   "an actor by name or code: claims in which it takes part, or whose figures or ground are imported"},
    [OPT_PLACE] = {"place", 0, "NAME",
                   "a place: claims located there, whose figures are imported, or where to measure"},
    [OPT_PRESET] = {"preset", 'P', "NAME", "whose maps or borders they are; told by the file's name if not given"},
    [OPT_POLICY] = {"borders", 0, "POLICY",
                    "disputed divisions on the map: iso (under the country of their code, if not given) or disputed "
                    "(dashed, under none)"},
    [OPT_PORT] = {"port", 0, "N", "listen on this port; 8437 if not given, 0 for any that is free"},
    [OPT_QUIET] = {"quiet", 'q', NULL, "no progress and no summary"},
    [OPT_RADIUS] = {"radius", 0, "KM", "how far round a settlement to measure, 1 to 500; 10 if not given"},
    [OPT_REDRAW] = {"redraw", 0, "M", "strips narrower than so many metres are redrawn lines; 25 if not given"},
    [OPT_REPORT] = {"report", 'r', "REF", "claims of one report, such as R3"},
    [OPT_SEARCH] = {"search", 's', "WORDS", "claims of reports whose text matches (SQLite FTS5 query)"},
    [OPT_SINCE] = {"since", 0, "YYYY-MM-DD", "this day and later"},
    [OPT_SOURCE] = {"source", 'S', "NAME",
                    "a source: claims with this name in their chain, or whose figures or maps are imported"},
    [OPT_TOKEN_FILE] =
        {"token-file", 0, "FILE",
         "who sends the first line of FILE as bearer token may post reports; $SITREP_TOKEN if not given"},
    [OPT_TOPIC] = {"topic", 0, "TOPIC", "one topic alone: control, strikes, losses, aid, diplomacy or expected"},
    [OPT_UNTIL] = {"until", 0, "YYYY-MM-DD", "this day and earlier"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "tell on standard error what is done"},
    [OPT_WEB] = {"web", 0, "FOLDER", "serve the files of FOLDER at / beside the API, instead of the web desk"},
    [OPT_WHAT] = {"what", 'w', "RECORDS", "what to export: claims, observations or checks"},
};

const cli_verb cli_verbs[] = {
    {"accounts",
     "",
     "show the claims of one happening side by side",
     "Lists happenings of which claims of two or more roots are in the ledger: each claim with its sources, in the "
     "order of "
     "publication, and what is agreed, what only one root tells and where they part. Outlets that retell one source "
     "are "
     "one root.",
     "text|json|ndjson",
     {OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep accounts", "who says what of the same thing"}},
     cmd_accounts},
    {"annotate",
     "[FILE...]",
     "show what is found in reports, without a ledger",
     "Reads reports and writes what was found in them, one JSON object a line, in the order of the input. Offsets are "
     "bytes of the text. FILE is plain text, HTML, or NDJSON with one report a line; without FILE, NDJSON is read from "
     "standard input.\n\n"
     "A report that cannot be read becomes an object with an error, the run goes on, and the exit status is 1.",
     NULL,
     {OPT_LAYERS, OPT_DATE, OPT_LANG, OPT_OUTLET, OPT_INPUT, OPT_JOBS, OPT_VERBOSE, OPT_HELP, OPT_END},
     {{"sitrep annotate --layers quantities,claims --date 2025-07-11 digest.txt", "figures and claims of one report"},
      {"sitrep annotate --jobs 2 < reports.ndjson > annotations.ndjson", "many reports, one a line"}},
     cmd_annotate},
    {"brief",
     "",
     "write the situation brief of the ledger",
     "Writes what was claimed, by whom and what holds up: what is new, claims by topic with the figures observed of "
     "each drawn over time, what was announced and fell due, rival accounts side by side, the checks with their "
     "working, corrections, and who was heard. Give --since the day of the last brief. Every number is a reference "
     "into the ledger that `sitrep explain` follows back to its "
     "sentence. The HTML is one file that needs no script and no network. In another language than English words, "
     "numbers "
     "and dates are that language's; quotations, names and the working of checks stay as they are.",
     "text|markdown|json|html",
     {OPT_FORMAT, OPT_OUTPUT, OPT_SINCE, OPT_UNTIL, OPT_TOPIC, OPT_BRIEF_LANG, OPT_POLICY, OPT_LEDGER, OPT_HELP,
      OPT_END},
     {{"sitrep brief", "in the terminal"},
      {"sitrep brief --format html --output brief.html", "as a page"},
      {"sitrep brief --lang uk", "in Ukrainian"}},
     cmd_brief},
    {"check",
     "",
     "hold the claims against each other and against observations",
     "Computes what the claims and observations of the ledger imply for each other, by interval arithmetic, and shows "
     "both intervals and the working. Outcomes are: agrees, close, differs, impossible, slip, not comparable, "
     "undefined, cannot check. No truth is rated.\n\n"
     "The exit status is 1 if a check differs, is impossible or finds a slip. Checks that lack an input are left out "
     "unless --all is given.",
     "text|json|ndjson|csv",
     {OPT_FORMAT, OPT_ALL, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep check", "every check, with its working"},
      {"sitrep check --format json | jq '.[] | select(.outcome == \"slip\")'", "the slips alone"}},
     cmd_check},
    {"claims",
     "",
     "list, filter and search the claims of the ledger",
     "Lists claims with their chain of sources, in the order in which they were read. Filters add up.",
     "text|json|ndjson|csv",
     {OPT_KIND, OPT_SOURCE, OPT_PARTY, OPT_PLACE, OPT_SEARCH, OPT_REPORT, OPT_SINCE, OPT_UNTIL, OPT_ALL, OPT_LIMIT,
      OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep claims --kind losses --party Russia", "one party's losses, on whose word"},
      {"sitrep claims --search 'drone* NOT reconnaissance' --since 2025-07-01", "by the text of the reports"},
      {"sitrep claims --format csv > claims.csv", "for a spreadsheet"}},
     cmd_claims},
    {"doctor",
     "",
     "show what this installation has and whether it works",
     "Shows versions, language models, gazetteers, tables, where the ledger is and whether it can be used, one line "
     "each: ok; less, where a part is not there and the program goes on with less; or BAD. The exit status is 1 if "
     "something is BAD.",
     "text|json",
     {OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep doctor", "before asking for help"}},
     cmd_doctor},
    {"docket",
     "",
     "list what was announced, and what became of it",
     "Lists forecasts, pledges and deadlines with the day on which they fall due: open; due, when the day has passed "
     "and "
     "the ledger has nothing of it; or borne out, by which claim. What is due may have come to pass unreported.",
     "text|json|ndjson",
     {OPT_AS_OF, OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep docket --as-of 2025-09-01", "what had fallen due by then"}},
     cmd_docket},
    {"drift",
     "",
     "show what changed when a claim was retold",
     "Holds each claim against the nearest earlier one of the same root in another outlet, and lists those of which "
     "one "
     "thing has changed: the figure, its bound or unit, the days or the category.",
     "text|json|ndjson",
     {OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep drift", "after reading what several outlets make of one communique"}},
     cmd_drift},
    {"explain",
     "REF...",
     "walk from a printed number back to its sentence",
     "Shows what a reference stands on: for a claim (C12) the sentence in its report with the evidence marked, the "
     "chain of sources and the clocks; for an observation (O7) its source and licence; for a check (K2) its inputs and "
     "working; for a report (R3) what is known of it.",
     "text|markdown",
     {OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep explain C12", "one claim"}, {"sitrep explain K2 C12 O7", "a check and two of its inputs"}},
     cmd_explain},
    {"export",
     "",
     "write the records of the ledger for other programs",
     "Writes claims, observations or checks as NDJSON, one object a line, or as CSV (RFC 4180) with a header. Cells "
     "that a spreadsheet would take for a formula are made harmless.\n\n"
     "datapackage writes all three as CSV into the folder of --output, beside a datapackage.json that tells every "
     "column. "
     "geojson writes the claims that have a point, as features. geopackage writes them into a file that QGIS opens "
     "drawn as "
     "they are meant to look, with the borders of the ledger and the last control map of each series where their terms "
     "allow it. events writes those that tell an event in the columns "
     "of ACLED's files, with PLOVER and CAMEO codes: each is still a claim, and two of one happening are two rows.\n\n"
     "prov writes the chains of sources as W3C PROV (PROV-JSON). jsonschema writes what a line of NDJSON may be (JSON "
     "Schema 2020-12), without a ledger.\n\n"
     "Figures whose terms forbid it, or are stated and not known, are left out and counted on standard error.",
     "ndjson|csv|datapackage|events|geojson|geopackage|prov|jsonschema",
     {OPT_WHAT, OPT_FORMAT, OPT_HXL, OPT_OUTPUT, OPT_ALL, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep export --what claims --format csv --output claims.csv", "every standing claim"},
      {"sitrep export --what observations", "the imported figures"},
      {"sitrep export --format datapackage --output ledger", "everything, with a description"},
      {"sitrep export --format geojson --output claims.geojson", "for QGIS or a web map"},
      {"sitrep export --format geopackage --output claims.gpkg", "a map for QGIS, drawn"},
      {"sitrep export --format events --hxl", "coded events, tagged"}},
     cmd_export},
    {"fires",
     "",
     "find the fires that earlier years do not explain",
     "Compares the ledger's fires (sitrep observe fires) from --since on with the same season of earlier years, cell "
     "by "
     "cell, and adds those beyond the normal as observations of war fires by day and division. The rule is that of The "
     "Economist's war-fire model: an excess on two days a week or more apart, and ten days after. Clouds hide fires, "
     "and "
     "fields and steelworks burn: a count supports or doubts a claim of fighting, and settles none.",
     "text|json",
     {OPT_SINCE, OPT_BORDERS, OPT_COUNTRY, OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep fires --since 2022-02-24", "after importing the fires of the years before and since"}},
     cmd_fires},
    {"help",
     "[VERB]",
     "show how to use sitrep or one of its verbs",
     "Shows the verbs, or one verb with its options.",
     NULL,
     {OPT_MAN, OPT_OUTPUT, OPT_HELP, OPT_END},
     {{"sitrep help read", "one verb"}, {"sitrep help --man read | man -l -", "its man page"}},
     cmd_help},
    {"measure",
     "area|change|rate|time-to-take|share|map",
     "measure control maps: area, change, rate, time to take, share held, or a drawing",
     "Measures the control maps of the ledger. `area` is a row a map, with what changed in 1, 7, 28 and 91 days, the "
     "series' noise, gaps and days on which nothing moved; `change` splits what lies between the first and the last "
     "map "
     "of a window into new ground, reclassified ground, redrawn lines and mended shapes; `rate`, `time-to-take` and "
     "`share` are intervals over the window (the last 28 days if none is given), and answer `undefined`, `unbounded` "
     "or "
     "`reversed` where there is no number; `map` draws the last map of a window, and what has changed since its first, "
     "in letters that need no colour.\n\n"
     "Areas are geodesic, on the WGS 84 ellipsoid. --place is a division, a settlement with its surroundings, or a "
     "point \"48.28,37.18\". The borders that were used are named with every figure. With --as-of only maps that had "
     "been "
     "fetched by the end of that day count, so that a day redrawn later is measured as it was known then.",
     "text|csv|ndjson|svg",
     {OPT_SINCE, OPT_UNTIL, OPT_AS_OF, OPT_BY, OPT_PLACE, OPT_RADIUS, OPT_CLASS, OPT_PARTY, OPT_SOURCE, OPT_BORDERS,
      OPT_REDRAW, OPT_FORMAT, OPT_OUTPUT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep measure area --by day --format csv > held.csv", "a row a map"},
      {"sitrep measure area --by adm1 --since 2025-07-01", "in each division"},
      {"sitrep measure share --by country", "of each country"},
      {"sitrep measure change --since 2025-05-01 --until 2025-07-09", "what a window's change is made of"},
      {"sitrep measure area --as-of 2025-07-09", "by the maps as they were known then"},
      {"sitrep measure time-to-take --place 'Donetsk Oblast'", "at the rate of the last 28 days"}},
     cmd_measure},
    {"observe",
     "[KIND] FILE...",
     "import figures, control maps and borders that claims can be held against",
     "Imports dated figures. KIND is the format of the files:\n\n"
     "figures (if none is given): CSV with the header date,measure,party,place,low,high,unit,source,licence,note; a "
     "date "
     "is a day or a window (2025-05-01/2025-07-09).\n\n"
     "losses: running totals by class, a JSON object or CSV row a day, as in the data sets of general staff figures; "
     "corrections: the signed restatements of such totals; events: UCDP GED; fires: NASA FIRMS detections, counted by "
     "day "
     "and cell of 0.1 degrees; rates: the ECB's eurofxref-hist; series: any flat CSV or JSON, with --map.\n\n"
     "Good rows are kept, bad rows are listed with file, line and column, and a figure that is in the ledger already "
     "is "
     "not added again; one that changed is kept beside the earlier one, as another vintage. Files of any size are read "
     "in little memory, but those of figures, of 256 MiB at most. `-` is standard input.\n\n"
     "map: control maps, one file or a folder of dated ones, in any format that GDAL reads, measured as they come in. "
     "The "
     "date is in the file's name, in a property (--dates) or given (--date); what is held, claimed, contested or "
     "liberated is told by --classes. Shapes that are not valid are mended, and what that moved is told. A file that "
     "cannot be used is named and the others are kept; one that has not changed since is not read again.\n\n"
     "borders: first-order divisions, those of Natural Earth if no file is named. See docs/measuring.md.",
     "text|json",
     {OPT_PARTY, OPT_PLACE, OPT_SOURCE, OPT_LICENCE, OPT_MAP, OPT_FETCHED, OPT_PRESET, OPT_CLASSES, OPT_DATE, OPT_DATES,
      OPT_COUNTRY, OPT_ATTRIBUTION, OPT_JOBS, OPT_FORMAT, OPT_QUIET, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep observe figures.csv", "import one file of figures"},
      {"sitrep observe losses personnel.json equipment.json", "a general staff's running totals"},
      {"sitrep observe series --map 'date=Day,low=Total,measure:tanks lost total' --source Ministry tanks.csv",
       "any table"},
      {"sitrep observe map --jobs 2 deepstate/", "a folder of maps whose maker is known by their names"},
      {"sitrep observe borders --country UA", "the borders of Natural Earth"}},
     cmd_observe},
    {"parse",
     "[FILE...]",
     "show sentences, words, tags, lemmas, trees and names of a text",
     "Cuts a text into sentences and words and gives each word its part of speech, features, lemma, head and relation "
     "(Universal Dependencies), and names of persons, organizations and places. The output is CoNLL-U, with names in "
     "the "
     "last column as Entity=B-PER and the like, or JSON. Without FILE standard input is read.\n\n"
     "Models are the files NAME.sitrep of one folder: that of the environment variable SITREP_MODELS if it is set, "
     "else "
     "the one that was installed with the program. A model may be of several languages. It is status 2 if the language "
     "has none.",
     NULL,
     {OPT_PARSE_INPUT, OPT_PARSE_OUTPUT, OPT_PARSE_LANG, OPT_MODEL, OPT_JOBS, OPT_HELP, OPT_END},
     {{"sitrep parse report.txt", "a text, as CoNLL-U"},
      {"sitrep parse --input conllu --lang en < words.conllu", "words as they are in a treebank"},
      {"sitrep parse --output ndjson --jobs 2 report.txt | jq -r '.words[] | select(.upos == \"VERB\") | .lemma'",
       "the verbs of a text"}},
     cmd_parse},
    {"pool",
     "CATEGORY",
     "one interval out of what several sources say of losses",
     "Takes what the ledger's sources say of one party's losses (killed, wounded, casualties, captured or missing) "
     "between "
     "two days, claims and series alike, brings them to these days, and gives a 90 % interval with the factor by which "
     "each source is above it. Sources differ in what they count; what all of them share cannot be seen. It is never "
     "one "
     "number.",
     "text",
     {OPT_PARTY, OPT_SINCE, OPT_UNTIL, OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep pool casualties --party RUS --since 2025-05-01 --until 2025-07-09", "over a window"}},
     cmd_pool},
    {"read",
     "[FILE...]",
     "read reports into the ledger",
     "Reads reports, finds their claims and writes both to the ledger, which is made if it is not there. FILE is plain "
     "text, HTML, or NDJSON with one report a line; `-` or no FILE is standard input. Reading the same text twice "
     "changes nothing; another text under the same outlet and name supersedes the earlier one, which is kept.\n\n"
     "`sitrep FILE` is short for `sitrep read FILE`.",
     "text|json|ndjson",
     {OPT_DATE, OPT_OUTLET, OPT_LANG, OPT_INPUT, OPT_FORMAT, OPT_JOBS, OPT_QUIET, OPT_VERBOSE, OPT_LEDGER, OPT_HELP,
      OPT_END},
     {{"sitrep read --date 2025-07-11 --outlet 'Baltic Morning' digest.txt", "one report"},
      {"sitrep read page.html", "date and outlet are taken from the page"},
      {"sitrep read --jobs 2 reports.ndjson", "many, in parallel"}},
     cmd_read},
    {"roots",
     "",
     "show who the claims come from in the end",
     "Lists the innermost sources of the ledger's claims, those with most claims first: in how many reports, which "
     "outlets "
     "carry it, and whether it is a party, which it is where it tells of the losses, gains or strikes of its own side "
     "or of "
     "its enemy's. Outlets that retell one root are one origin.",
     "text|json|ndjson",
     {OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep roots", "how many independent origins there are"},
      {"sitrep roots --format json | jq '.[] | select(.party)'", "the parties' own"}},
     cmd_roots},
    {"series",
     "[MEASURE]",
     "find what is wrong with imported series",
     "Looks at the running totals and daily figures of the ledger and names what would spoil a difference of two of "
     "them: "
     "falls, restatements, missing and duplicate days, outliers, definition breaks, series that merge, end or begin, "
     "and "
     "parts that do not add up to their whole. Each finding carries the observations it stands on. Nothing is "
     "mended.\n\n"
     "With --format csv it writes what each series says of each day, or of the days between two figures, as an "
     "interval.",
     "text|csv",
     {OPT_PARTY, OPT_AS_OF, OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep series", "everything that was found"},
      {"sitrep series --format csv 'tanks lost total' > tanks-by-day.csv", "one series by the day"},
      {"sitrep series --as-of 2025-07-09", "as it was known then"}},
     cmd_series},
    {"serve",
     "",
     "serve the ledger over HTTP as a JSON API",
     "Serves the ledger to this machine: a read-only JSON API under /api/v1, described at /openapi.json. Nothing can "
     "be "
     "written unless a token is given; then reports may be posted to /api/v1/reports.\n\n"
     "It answers until it is interrupted. It listens on the loopback address unless told otherwise; it speaks plain "
     "HTTP, "
     "so put a server that speaks TLS before it to serve others.",
     NULL,
     {OPT_PORT, OPT_ADDRESS, OPT_TOKEN_FILE, OPT_WEB, OPT_JOBS, OPT_QUIET, OPT_VERBOSE, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep serve", "then open http://127.0.0.1:8437/"},
      {"curl 'http://127.0.0.1:8437/api/v1/claims?kind=losses&limit=10'", "from a script"}},
     cmd_serve},
    {"verify",
     "",
     "check that the ledger is whole",
     "Rehashes every report, checks that every piece of evidence lies in its text and that every reference holds, and "
     "runs SQLite's own check. Each finding is a line; the exit status is 1 if there is one.",
     "text|json",
     {OPT_FORMAT, OPT_LEDGER, OPT_HELP, OPT_END},
     {{"sitrep verify --ledger july.db", "before passing a ledger on"}},
     cmd_verify},
    {"version",
     "",
     "show the version of the program and its libraries",
     "Shows versions, one a line.",
     NULL,
     {OPT_HELP, OPT_END},
     {{"sitrep version", ""}},
     cmd_version},
};
const size_t cli_n_verbs = sizeof cli_verbs / sizeof *cli_verbs;

const cli_verb *cli_verb_find(const char *name) {
  for (size_t i = 0; i < cli_n_verbs; i++)
    if (!strcmp(cli_verbs[i].name, name)) return &cli_verbs[i];
  return NULL;
}

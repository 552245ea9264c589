#!/bin/sh
# The tool as a user meets it: tool_test.sh SITREP HOLD_LOCK SOURCE_DIR
set -u
sitrep=$1 hold_lock=$2 source=$3
[ -x "$hold_lock" ] || { echo "$hold_lock is not built" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset SITREP_LEDGER
passed=0 failed=0

# expect NAME STATUS [out PATTERN] [err PATTERN] [noout] [noerr] -- COMMAND...   (patterns are grep -E, on out and err)
expect() {
  name=$1 status=$2
  shift 2
  out_pattern= err_pattern= noout= noerr=
  while [ "$1" != -- ]; do
    case $1 in
      out) out_pattern=$2; shift 2 ;;
      err) err_pattern=$2; shift 2 ;;
      noout) noout=1; shift ;;
      noerr) noerr=1; shift ;;
    esac
  done
  shift
  "$@" >out 2>err
  got=$?
  why=
  [ "$got" = "$status" ] || why="status $got, not $status"
  [ -z "$out_pattern" ] || grep -Eq -- "$out_pattern" out || why="$why; no '$out_pattern' on stdout"
  [ -z "$err_pattern" ] || grep -Eq -- "$err_pattern" err || why="$why; no '$err_pattern' on stderr"
  [ -z "$noout" ] || [ ! -s out ] || why="$why; something on stdout"
  [ -z "$noerr" ] || [ ! -s err ] || why="$why; something on stderr"
  ! grep -Eq 'runtime error|AddressSanitizer|LeakSanitizer|ThreadSanitizer' err || why="$why; sanitizer"
  report "$name" "$why"
}

report() {
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $1: $2"
    sed 's/^/  out: /' out | head -5
    sed 's/^/  err: /' err | head -5
  fi
}

one_line_on_stderr() {
  n=$(wc -l <err)
  if [ "$n" -eq 1 ]; then report "$1" ""; else report "$1" "$n lines on stderr"; fi
}

# ---- help, man pages and the parser are one ----
expect "no argument shows the overview" 0 out '^usage: sitrep VERB' noerr -- "$sitrep"
expect "--version" 0 out '^sitrep [0-9]+\.[0-9]+\.[0-9]+$' -- "$sitrep" --version
expect "version names libraries" 0 out '^SQLite 3\.' noerr -- "$sitrep" version
verbs=$("$sitrep" help | sed -n '/^verbs:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ "$(echo "$verbs" | wc -l)" -ge 12 ] || report "overview lists the verbs" "only: $verbs"
for verb in $verbs; do
  "$sitrep" help --man "$verb" >page 2>err || report "man page of $verb" "failed"
  expect "$verb --help" 0 out "^usage: sitrep $verb" noerr -- "$sitrep" "$verb" --help
  cp out help
  expect "help $verb is the same" 0 noerr -- "$sitrep" help "$verb"
  cmp -s out help || report "help $verb" "differs from $verb --help"
  grep -q "sitrep\\\\-$verb" page || grep -qi "sitrep-$verb" page || report "man page names $verb" "it does not"
  # Every option that help shows stands in the man page and is known to the parser, and the other way round.
  sed -n 's/^  .*--\([a-z-]*\).*/\1/p' help | sort -u >in_help
  sed -n 's/.*\\fB\\-\\-\([a-z\\-]*\)\\fR.*/\1/p' page | tr -d '\\' | sort -u >in_page
  cmp -s in_help in_page || report "options of $verb" "help and man page differ: $(diff in_help in_page | tr '\n' ' ')"
  for option in $(cat in_help); do
    "$sitrep" "$verb" "--$option=" --help >out 2>err </dev/null
    ! grep -q "no option" err || report "option --$option of $verb" "is shown but not known"
  done
  expect "$verb refuses an unknown option" 2 err "no option '--nonsense'" noout -- "$sitrep" "$verb" --nonsense
  grep -q '^examples:' help || report "$verb has examples" "no"
done
"$sitrep" help --man >page
for verb in $verbs; do grep -q "sitrep\\\\-$verb" page || report "sitrep(1) names $verb" "it does not"; done
expect "an unknown verb" 2 err "'raed' is neither a verb nor a file" noout -- "$sitrep" raed
expect "an option without its value" 2 err "needs a value" -- "$sitrep" read --date
expect "a bad date" 2 err "YYYY-MM-DD, not '11.07.2025'" -- "$sitrep" read --date 11.07.2025
expect "a bad number" 2 err "whole number from 1 to 256" -- "$sitrep" annotate --jobs 0
expect "a bad format" 2 err "one of text\|json" -- "$sitrep" claims --format yaml
expect "a bad layer" 2 err "no layer 'claim'" -- "$sitrep" annotate --layers claim

# ---- the main job ----
cat >report.txt <<'EOF'
At least nine people were killed and 28 wounded in Kharkiv on Friday, the regional governor said.
EOF
expect "there is no ledger yet" 2 err "sitrep.db: .*" noout -- "$sitrep" claims
expect "read" 0 out 'R1 .*report\.txt: [1-9][0-9]* claim' noerr -- "$sitrep" read --date 2025-07-11 --outlet 'City News' report.txt
expect "read again changes nothing" 0 out 'read before, nothing changed' noerr -- "$sitrep" read --date 2025-07-11 report.txt
expect "FILE is read FILE" 0 out 'read before, nothing changed' noerr -- "$sitrep" report.txt
expect "read from standard input" 0 out 'R2' noerr -- sh -c "echo 'Two tanks were destroyed near Sumy, officials said.' | '$sitrep' read -"
expect "claims" 0 out '^C1 +losses +at least 9 ' noerr -- "$sitrep" claims
expect "claims by kind" 0 out 'losses' -- "$sitrep" claims --kind losses
expect "claims of no kind" 2 err "no kind of claim 'loss'" -- "$sitrep" claims --kind loss
expect "claims by text" 0 out 'C1' -- "$sitrep" claims --search governor
expect "claims that do not match" 0 noout err 'no claim matches' -- "$sitrep" claims --search zeppelin
expect "a search that is no query" 2 err '.' noout -- "$sitrep" claims --search '"open'
expect "claims as CSV" 0 out '^C1,losses,asserted,' -- "$sitrep" claims --format csv
expect "claims as JSON" 0 out '^\[\{"ref":"C1"' -- "$sitrep" claims --format json
expect "roots" 0 out ': [0-9]+ claims? in [0-9]+ reports?' noerr -- "$sitrep" roots
expect "roots as JSON" 0 out '^\[\{"name":"[^"]+","code":[^,]+,"party":(true|false),"claims":[0-9]+' -- "$sitrep" roots --format json
expect "drift as JSON" 0 out '^\[' -- "$sitrep" drift --format json
expect "accounts as JSON" 0 out '^\[' -- "$sitrep" accounts --format json
expect "the docket as JSON" 0 out '^\[' -- "$sitrep" docket --format json
expect "claims as NDJSON" 0 out '^\{"ref":"C1"' -- "$sitrep" claims --format ndjson
expect "explain a claim" 0 out 'regional governor' noerr -- "$sitrep" explain C1
expect "explain a report" 0 out 'report\.txt' noerr -- "$sitrep" explain R1
expect "explain what is not there" 1 err '.' noout -- "$sitrep" explain C999
expect "explain what is no reference" 2 err '.' noout -- "$sitrep" explain hello
expect "brief" 0 out 'Situation brief' noerr -- "$sitrep" brief
expect "brief as a page" 0 noerr -- "$sitrep" brief --format html --output brief.html
grep -q '<data data-ref="C1"' brief.html || report "the page refers to C1" "it does not"
! grep -Eq '<script|https?://' brief.html || report "the page is self-contained" "it has a script or an address"
expect "brief as JSON" 0 out '"topics"' noerr -- "$sitrep" brief --format json
expect "brief as Markdown" 0 out '^# Situation brief' noerr -- "$sitrep" brief --format markdown
expect "export" 0 out '^ref,kind,' noerr -- "$sitrep" export --format csv
expect "export of observations" 0 noerr -- "$sitrep" export --what observations
expect "export with HXL tags" 0 out '^#meta\+id,#event\+type,' noerr -- "$sitrep" export --format csv --hxl
expect "HXL tags are for tables" 2 err 'csv or events' noout -- "$sitrep" export --hxl
expect "export of events" 0 out '^C1,2025-07-11,2025,1,Political violence,' noerr -- "$sitrep" export --format events
expect "export of points" 0 out '"type":"Point","coordinates":\[36' noerr -- "$sitrep" export --format geojson
expect "only claims have points" 2 err 'only claims' noout -- "$sitrep" export --what checks --format geojson
expect "a data package needs a folder" 2 err '--output FOLDER' noout -- "$sitrep" export --format datapackage
expect "export of a data package" 0 noout noerr -- "$sitrep" export --format datapackage --output package
grep -q '"path": "claims.csv"' package/datapackage.json || report "the package tells its files" "it does not"
grep -q '^C1,losses,' package/claims.csv || report "the package holds the claims" "it does not"
expect "verify" 0 out 'sitrep.db is whole' noerr -- "$sitrep" verify
expect "doctor" 0 out '^ok +reading' noerr -- "$sitrep" doctor
expect "doctor without models and gazetteers" 0 out '^less +language en +no model' noerr -- env SITREP_MODELS=/nowhere "$sitrep" doctor
mkdir -p broken && echo 'no model' >broken/names.sitrep && echo 'no gazetteer' >broken/world.sitrep
expect "doctor names a damaged model" 1 out '^BAD +names +broken/names.sitrep: ' noerr -- env SITREP_MODELS=broken "$sitrep" doctor
expect "doctor names a damaged gazetteer" 1 out '"topic": "places", "detail": "broken/world.sitrep: [^"]*", "good": false, "state": "BAD"' noerr -- env SITREP_GAZETTEER=broken/world.sitrep "$sitrep" doctor --format json
expect "a ledger by environment" 0 out 'other.db is whole' -- sh -c "SITREP_LEDGER=other.db '$sitrep' read report.txt >&2 && SITREP_LEDGER=other.db '$sitrep' verify"
cat >figures.csv <<'EOF'
date,measure,party,place,low,high,unit,source,licence,note
2025-07-09,area held,RUS,Ukraine,113891,113891,km2,a map,,
2025-07-32,area held,RUS,Ukraine,1,1,km2,a map,,
EOF
expect "observe keeps good rows and lists bad ones" 1 out '1 figures, 1 new, 1 bad' err 'figures\.csv:3:1: ' -- "$sitrep" observe figures.csv
expect "observe again adds nothing" 1 out '1 figures, 0 new, 1 bad' -- "$sitrep" observe figures.csv
cat >terms.csv <<'EOF'
date,measure,party,place,low,high,unit,source,licence,note
2025-07-09,area held,RUS,Sumy,5,5,km2,an atlas,all rights reserved,
2025-07-09,area held,RUS,Sumy,6,6,km2,an open atlas,CC BY 4.0,
EOF
expect "figures under terms" 0 out '2 new' -- "$sitrep" observe terms.csv
expect "what may not be passed on is left out and counted" 0 out 'open atlas' err '1 figures left out .*all rights reserved' -- \
  "$sitrep" export --what observations --format csv
! grep -q 'an atlas' out || report "its row is not there" "it is"
expect "--all does not give it" 0 err '1 figures left out' -- "$sitrep" export --what observations --all
! grep -q 'an atlas' out || report "its row is not there with --all" "it is"
expect "colour never without a terminal" 0 -- "$sitrep" brief
! grep -q "$(printf '\033')" out || report "no colour in a pipe" "there is"

# ---- the same text corrected supersedes ----
printf 'A correction: 31 people were wounded in Kharkiv on Friday, the regional governor said.\n' >report.txt
expect "a corrected report supersedes" 0 out 'supersedes R1' -- "$sitrep" read --date 2025-07-11 --outlet 'City News' report.txt
expect "what it superseded is not listed" 0 -- "$sitrep" claims
! grep -q '^C1 ' out || report "superseded claims are left out" "C1 is there"
expect "but is kept" 0 out '^C1 ' -- "$sitrep" claims --all

# ---- annotate ----
printf '{"id": "a", "text": "Nine people were killed."}\n{"id": "b", "text": \n{"id": "c", "text": "Two drones fell."}\n' >broken.ndjson
expect "NDJSON with a broken line goes on" 1 out '"id": ?"c"' -- "$sitrep" annotate broken.ndjson
[ "$(wc -l <out)" = 3 ] && grep -q '"error"' out || report "the broken line is told in its place" "$(wc -l <out) lines"
for i in 1 2 3 4 5 6 7 8 9; do printf '{"id": "%s", "text": "On Monday %s drones hit Sumy."}\n' "$i" "$i$i"; done >many.ndjson
"$sitrep" annotate many.ndjson >one
"$sitrep" annotate --jobs 4 many.ndjson >four
if cmp -s one four; then report "threads do not change the output" ""; else report "threads do not change the output" "they do"; fi
expect "annotate reads standard input" 0 out '"id": ?"9"' noerr -- sh -c "'$sitrep' annotate <many.ndjson"

# ---- parse, and the layers that stand on a model ----
printf 'The army took the town on Friday. It did not stay.\n\nWeather\n' >parse.txt
expect "parse gives CoNLL-U" 0 out '^3	took	take	VERB' noerr -- "$sitrep" parse parse.txt
cp out parsed.conllu
expect "every sentence once" 0 out '^3$' -- grep -c '^# text = ' parsed.conllu
expect "parse reads standard input" 0 out '^3	took	take	VERB' noerr -- sh -c "'$sitrep' parse --lang en --input text <parse.txt"
expect "its output is input again" 0 noerr -- "$sitrep" parse --input conllu parsed.conllu
cmp -s out parsed.conllu || report "words as given" "another analysis of the same words"
printf 'The army took the town .\n\nIt did not stay .\n' >words.txt
expect "horizontal input" 0 out '^4	stay	stay	VERB' noerr -- "$sitrep" parse --input horizontal words.txt
expect "JSON has places in the text" 0 out '"form":"took","start":9,"end":13,"lemma":"take"' noerr -- \
  "$sitrep" parse --output ndjson parse.txt
expect "a line of JSON a sentence" 0 out '^3$' -- sh -c "'$sitrep' parse --output ndjson parse.txt | wc -l"
for i in $(seq 200); do echo "On day $i the ministry in Vilnius said that $i drones had been shot down over the sea."; done |
  sed 'n;G' >long.txt
"$sitrep" parse long.txt >one.conllu
expect "threads change nothing" 0 noerr -- "$sitrep" parse --jobs 3 long.txt
cmp -s out one.conllu || report "threads change nothing" "another output"
expect "empty text" 0 noout noerr -- "$sitrep" parse /dev/null
expect "no model of a language" 2 err "no model for the language 'xx'" noout -- "$sitrep" parse --lang xx parse.txt
one_line_on_stderr "no model of a language"
expect "no such form of input" 2 err "no input form 'html'" noout -- "$sitrep" parse --input html parse.txt
expect "no such form of output" 2 err "no output form 'xml'" noout -- "$sitrep" parse --output xml parse.txt
expect "no such model" 2 err 'nowhere.sitrep.*No such file' noout -- "$sitrep" parse --model nowhere.sitrep parse.txt
expect "a file that is no model" 2 err 'not a model file' noout -- "$sitrep" parse --model parse.txt parse.txt
expect "no such text" 1 err 'nowhere.txt: cannot read' noout -- "$sitrep" parse nowhere.txt
printf '1\tx\t_\n' >broken.conllu
expect "a bad line is told with its byte" 1 err 'broken.conllu: .*at byte 0' noout -- "$sitrep" parse --input conllu broken.conllu
printf 'Good line.\n\nBad \377 byte.\n' >latin.txt
expect "not UTF-8" 1 err 'latin.txt: not UTF-8 \(at byte 16\)' -- "$sitrep" parse latin.txt
echo '{"id": "e", "text": "Anna Berg left Berlin on Friday.", "lang": "en"}' >names.ndjson
expect "annotate gives names" 0 out '"entities":\[\{"start":0,"end":9,"text":"Anna Berg","type":"PER"' noerr -- \
  "$sitrep" annotate --layers tokens,entities names.ndjson
expect "and tags of the tokens" 0 out '"lemma":"leave","upos":"VERB"' noerr -- "$sitrep" annotate --layers tokens names.ndjson
mkdir no_models
expect "without models by rules, and said so" 0 out '"entities":\[\]' err "no model for the language 'en'" -- \
  env SITREP_MODELS=no_models "$sitrep" annotate --layers tokens,entities names.ndjson
expect "quantities need no model" 0 noerr -- env SITREP_MODELS=no_models "$sitrep" annotate --layers quantities names.ndjson
head -c 300000 "$source/models/en.sitrep" >no_models/en.sitrep
expect "a cut model is told" 0 out '"entities":\[\]' err 'the model file is cut' -- \
  env SITREP_MODELS=no_models "$sitrep" annotate --layers entities names.ndjson
expect "and cannot be parsed with" 2 err 'the model file is cut' noout -- env SITREP_MODELS=no_models "$sitrep" parse parse.txt

# ---- bad input: one line on stderr, the right status, nothing lost ----
: >empty.txt
expect "an empty file" 1 err 'empty\.txt: ' noout -- "$sitrep" read -q empty.txt
one_line_on_stderr "an empty file is one line"
head -c 3000 /dev/urandom | cat - /dev/zero 2>/dev/null | head -c 6000 >binary.txt
expect "a binary file" 1 err 'binary\.txt: ' noout -- "$sitrep" read -q binary.txt
one_line_on_stderr "a binary file is one line"
printf '\357\273\277\320\232\320\270\321\227\320\262 \320\262\320\275\320\276\321\207\321\226 \321' >cut.txt
expect "truncated UTF-8" 1 err 'cut\.txt: .*byte' noout -- "$sitrep" read -q cut.txt
one_line_on_stderr "truncated UTF-8 is one line"
{ printf '{"id": "long", "text": "'; head -c 200000000 /dev/zero | tr '\0' 'a'; printf '"}\n{"id": "after", "text": "Nine people were killed."}\n'; } >long.ndjson
expect "a line of 200 MB" 1 err 'long\.ndjson|line 1' out 'after' -- "$sitrep" read --format ndjson long.ndjson
rm -f long.ndjson
{ i=0; while [ $i -lt 200 ]; do printf '<div>%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50; i=$((i + 1)); done; printf '<p>Nine people were killed in Sumy on Friday.'; } >deep.html
"$sitrep" read -q deep.html >out 2>err
got=$?
if [ $got -le 1 ] && [ "$(wc -l <err)" -le 1 ]; then report "deeply nested HTML" ""; else report "deeply nested HTML" "status $got"; fi
{ printf '<p '; awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "a%d=b ", i }'; printf '>Nine people were killed in Sumy on Friday.</p>'; } >attributes.html
"$sitrep" read -q attributes.html >out 2>err
got=$?
if [ $got -le 1 ] && [ "$(wc -l <err)" -le 1 ]; then report "a million attributes" ""; else report "a million attributes" "status $got"; fi
rm -f attributes.html deep.html
expect "a folder" 1 err '\.: ' noout -- "$sitrep" read -q .
expect "a file that is not there" 1 err 'nowhere\.txt: .*No such file' noout -- "$sitrep" read -q nowhere.txt
if [ "$(id -u)" != 0 ]; then
  cp report.txt secret.txt && chmod 0 secret.txt
  expect "a file that may not be read" 1 err 'secret\.txt: .*[Pp]ermission' noout -- "$sitrep" read -q secret.txt
  mkdir locked && chmod 500 locked
  expect "a read-only folder" 2 err 'locked/x\.db: ' noout -- "$sitrep" read --ledger locked/x.db report.txt
  chmod 700 locked
fi
expect "a folder where nothing can be made" 2 err '/proc/x\.db: ' noout -- "$sitrep" read --ledger /proc/x.db report.txt
printf 'this is no database, but it is long enough to look at: %0600d\n' 0 >notes.db
cp notes.db before.db
expect "a ledger that is no database" 2 err 'notes\.db: ' noout -- "$sitrep" read --ledger notes.db report.txt
one_line_on_stderr "it is one line"
cmp -s notes.db before.db || report "a file that is no ledger is left alone" "it was changed"
"$sitrep" read -q --ledger newer.db report.txt
# user_version stands at byte 60 of the file, big-endian.
"$sitrep" verify --ledger newer.db >/dev/null
printf '\000\000\047\017' | dd of=newer.db bs=1 seek=60 conv=notrunc 2>/dev/null
expect "a ledger from a newer version" 2 err 'newer\.db: .*(newer|9999)' noout -- "$sitrep" claims --ledger newer.db
one_line_on_stderr "it is one line"
"$sitrep" read -q --ledger full.db report.txt
cp full.db full-before.db
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "On day %d the governor said that %d people were wounded in Sumy. ", i, i + 2 }' >big.txt
(ulimit -f 40; "$sitrep" read -q --ledger full.db big.txt) >out 2>err
got=$?
if [ $got -ge 1 ] && [ $got -le 2 ] && grep -q 'full\.db: ' err; then report "a full disk" ""; else report "a full disk" "status $got"; fi
expect "after which the ledger is whole" 0 out 'whole' -- "$sitrep" verify --ledger full.db
expect "and holds what it held" 0 out '^C1 ' -- "$sitrep" claims --ledger full.db
expect "standard output full" 1 err 'cannot write' -- sh -c "'$sitrep' claims --all >/dev/full"
cp sitrep.db busy.db
mkfifo pipe
"$hold_lock" busy.db <pipe >lock.out &
exec 3>pipe
while ! grep -q locked lock.out; do sleep 0.1; done
expect "a locked ledger" 2 err 'busy\.db: .*(locked|busy|another)' noout -- "$sitrep" read -q --ledger busy.db big.txt
exec 3>&-
wait
expect "which can be read when the lock is gone" 0 out 'big\.txt' -- "$sitrep" read --ledger busy.db big.txt

# ---- two at once ----
for n in 1 2 3 4; do
  for i in 1 2 3 4 5 6 7 8 9 10; do printf '{"id": "%s-%s", "text": "Writer %s says that %s%s drones hit Sumy on Monday."}\n' $n $i $n $n $i; done >w$n.ndjson
  "$sitrep" read -q --ledger two.db w$n.ndjson 2>w$n.err &
done
wait
expect "four writers at once all succeed" 0 out 'whole' -- "$sitrep" verify --ledger two.db
n=$("$sitrep" brief --ledger two.db --format json | grep -c '"sha256"')
if [ "$n" = 40 ]; then report "and nothing is lost" ""; else report "and nothing is lost" "$n reports of 40: $(cat w?.err)"; fi

# ---- the example ----
ledger=$work/example.db
"$sitrep" read -q --ledger "$ledger" "$source"/examples/digest.html "$source"/examples/wire.html
"$sitrep" read -q --ledger "$ledger" --date 2025-07-11 --outlet 'General Staff' "$source"/examples/general-staff.txt
expect "the example's figures" 0 noerr -- "$sitrep" observe --ledger "$ledger" "$source"/examples/figures.csv
cat >retold.ndjson <<'TEXTS'
{"id": "a", "date": "2025-07-11", "outlet": "The Courier", "text": "Russia lost 1,050 soldiers on Thursday, the General Staff of Ukraine said. Germany pledged 500 million euros to Ukraine by the end of 2025."}
{"id": "b", "date": "2025-07-11", "outlet": "Nordic Wire", "text": "Russia lost 1,500 soldiers on Thursday, the General Staff of Ukraine said."}
TEXTS
"$sitrep" read -q --ledger retold.db retold.ndjson
expect "what changed, as NDJSON" 0 out '^\{"original":"C1","retelling":"C[0-9]+","root":"General Staff of Ukraine","changed":"figure"\}$' noerr -- \
  "$sitrep" drift --format ndjson --ledger retold.db
expect "what falls due, as NDJSON" 0 out '^\{"claim":"C2","state":"due","due":"2025-12-31","by":null\}$' noerr -- \
  "$sitrep" docket --as-of 2026-02-01 --format ndjson --ledger retold.db
expect "a party's word" 0 out 'General Staff of Ukraine.*, a party: 2 claims in 2 reports, 2025-07-11; of its own side 0, of its enemy.s 2' noerr -- \
  "$sitrep" roots --ledger retold.db
cat >gift.ndjson <<'TEXTS'
{"id": "a", "date": "2025-05-12", "outlet": "The Courier", "text": "Germany will give Ukraine 21 tanks at 3 million euros each, the ministry said. Germany will give Ukraine $70 million for the tanks, the ministry said."}
TEXTS
printf 'Date,USD,GBP,\n2025-05-12,1.1106,0.84240,\n2025-05-09,1.1252,0.84755,\n' >eurofxref-hist.csv
"$sitrep" read -q --ledger gift.db gift.ndjson
expect "two currencies without a rate" 0 out 'currency: EUR against USD, and no reference rate of 2025-05-12 is imported \(sitrep observe rates' noerr -- \
  "$sitrep" check --ledger gift.db
"$sitrep" observe rates -q --ledger gift.db eurofxref-hist.csv
expect "two currencies by the rate of the day" 0 out '3,000,000 EUR × 1.1106 USD/EUR \[O[0-9]+, European Central Bank, 2025-05-12\] = 3,331,800 USD' noerr -- \
  "$sitrep" check --ledger gift.db
expect "the rate is an input of the check" 0 out '"slot":"exchange rate","ref":"O[0-9]+"' noerr -- \
  "$sitrep" check --format json --ledger gift.db
expect "the example's checks find the slip" 1 out 'slip' -- "$sitrep" check --ledger "$ledger"
expect "the example's brief is reproducible" 0 -- "$sitrep" brief --ledger "$ledger" --format html
cp out first.html
"$sitrep" brief --ledger "$ledger" --format html >second.html
cmp -s first.html second.html || report "the same brief twice" "differs"

expect "figures with an option of publishers" 2 err "source is for publishers" noout -- "$sitrep" observe --ledger "$ledger" \
  --source x "$source"/examples/figures.csv

# ---- control maps ----
maps=$source/examples/maps
map_options="--source drawn --licence own --party RED"
# shellcheck disable=SC2086  # words are meant to part
expect "maps are imported" 0 out '2 maps new, 0 bad; 4 new figures' noerr -- "$sitrep" observe map --ledger map.db $map_options \
  --classes 'status: held=held, contested=contested' "$maps"
# shellcheck disable=SC2086
expect "maps are imported once" 0 out '2 unchanged, 0 maps new' noerr -- "$sitrep" observe map --ledger map.db $map_options \
  --classes 'status: held=held, contested=contested' "$maps"
expect "a map without its maker" 2 err 'give --source and --licence' noout -- "$sitrep" observe map --ledger m2.db "$maps"
expect "a map that is not there" 1 err 'No such file' noout -- "$sitrep" observe map --ledger m2.db --source x --licence y none.shp
expect "areas by day" 0 out '^2025-07-09 +17537\.388' noerr -- "$sitrep" measure area --by day --ledger map.db
expect "areas as CSV" 0 out '^date,class,party,code,place,area_km2,' noerr -- "$sitrep" measure area --format csv --ledger map.db
expect "areas as NDJSON" 0 out '"date": "2025-05-01", "class": "held"' noerr -- "$sitrep" measure area --format ndjson --ledger map.db
expect "a change by cause" 0 out 'reclassified +206\.' noerr -- "$sitrep" measure change --since 2025-05-01 --until 2025-07-09 --ledger map.db
expect "a window that runs backwards" 0 out 'undefined: the window runs backwards' -- "$sitrep" measure rate --since 2025-07-09 --until 2025-05-01 --ledger map.db
expect "a window of no days" 0 out 'undefined: the window has no days' -- "$sitrep" measure rate --since 2025-07-09 --until 2025-07-09 --ledger map.db
expect "maps fetched after that day" 1 err 'no map of ground that is held in the ledger that was read by then' noout -- \
  "$sitrep" measure area --as-of 2025-07-09 --ledger map.db
expect "no drawing of them either" 1 err 'no map of held ground' -- "$sitrep" measure map --as-of 2025-07-09 --ledger map.db
# shellcheck disable=SC2086
expect "maps of an earlier vintage" 0 out '2 maps new' noerr -- "$sitrep" observe map --ledger vintage.db $map_options \
  --fetched 2025-07-10 --classes 'status: held=held, contested=contested' "$maps"
expect "are known from its day on" 0 out '^2025-07-09 +17537\.388' noerr -- \
  "$sitrep" measure area --as-of 2025-07-10 --ledger vintage.db
expect "a drawing" 0 out 'gained since 2025-05-01' noerr -- "$sitrep" measure map --since 2025-05-01 --ledger map.db
expect "a drawing as SVG" 0 out '</svg>' noerr -- "$sitrep" measure map --format svg --ledger map.db
expect "divisions without borders" 1 err 'no borders in the ledger' -- "$sitrep" measure area --by adm1 --ledger map.db
expect "measuring nothing known" 2 err "nothing is called 'width'" -- "$sitrep" measure width --ledger map.db
expect "no maps" 1 err 'no map of ground that is held' -- "$sitrep" measure area --class held --source nobody --ledger map.db

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

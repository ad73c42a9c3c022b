#!/bin/sh
# The record of the first story of the rack, made and shown: sh examples/demo.sh (or make demo).
# Wants `onrecord` on the PATH; writes demo/record.db and demo/record.html, anew each time
# (another folder: DEMO=FOLDER sh examples/demo.sh).
set -eu
cd "$(dirname "$0")/.."
DEMO=${DEMO:-demo}
mkdir -p "$DEMO"
rm -f "$DEMO/record.db" "$DEMO"/record.db-* "$DEMO/record.html"
ONRECORD_RECORD=$DEMO/record.db
COLUMNS=${COLUMNS:-80}
export ONRECORD_RECORD COLUMNS

say() { printf '\n\n%s\n' "$1"; }
# Says the command as one would type it, and runs it.
show() {
    printf '\n$ onrecord'
    for word in "$@"; do
        case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n\n'
    onrecord "$@"
}
# The first id in a list of JSON objects.
first() { onrecord "$@" --format jsonl | sed -n '1s/^{"id": "\([^"]\{9\}\).*/\1/p'; }

say 'Six made-up articles from six outlets on a quarrel over a strait:'
show add examples/strait

say 'Who said what, when (first the days that are known):'
show statements --format table --speaker Vostrey

say 'Which statements more than one outlet reports:'
show groups --format table --several

group=$(first groups --several)
say 'The most reported of them, every version beside the fullest:'
show compare "$group" --format table

say 'What one speaker said, day by day:'
show timeline 'Mirea Tolan' --format table

say 'Which way those reports came, and how many origins stand behind them:'
show sources "$group" --format table

say 'The story: brief, chronology with coming days, who carries what:'
show story "$(first stories)" --format table

say 'All of it as one page, to read, mail or print:'
show export "$DEMO/record.html"
case $DEMO in /*) ;; *) DEMO=$(pwd)/$DEMO ;; esac
printf '\nOpen it in a browser: file://%s/record.html\n' "$DEMO"

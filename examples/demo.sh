#!/bin/sh
# The record of the first story of the rack, made and shown: sh examples/demo.sh (or make demo).
# Wants `onrecord` on the PATH; writes demo/record.db and demo/record.html, anew each time.
set -eu
cd "$(dirname "$0")/.."
mkdir -p demo
rm -f demo/record.db demo/record.db-* demo/record.html
ONRECORD_RECORD=demo/record.db
COLUMNS=${COLUMNS:-80}
export ONRECORD_RECORD COLUMNS

say() { printf '\n\n%s\n' "$1"; }
show() {
    printf '\n$ onrecord'
    for word in "$@"; do
        case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n\n'
    onrecord "$@"
}
# The first id in a list of JSON objects.
first() { onrecord "$@" --format jsonl | sed -n '1s/^{"id": "\([^"]*\)".*/\1/p'; }

say 'Six made-up articles on one quarrel over a strait, from six outlets. Into the record:'
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
show export demo/record.html
printf '\nOpen it: file://%s/demo/record.html\n' "$(pwd)"

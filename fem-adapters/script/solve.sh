#!/bin/sh
# A solver that is any command: solve.sh FOLDER COMMAND... runs COMMAND SCRATCH on a copy of the problem in a scratch folder of
# this machine's fast disk, and hands the result back whole or not at all. Copy it and put in what your solver needs:
# modules to load, a conversion of problem.json and microstructure.npy before it, one into result.json after it.
set -eu
folder=$1
shift
scratch=$(mktemp -d "${TMPDIR:-/tmp}/solve.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 143' TERM INT HUP # so that the line above runs

cp "$folder/problem.json" "$folder/microstructure.npy" "$scratch"

"$@" "$scratch" # its output becomes the evaluation's logs; its exit code, if not 0, this one's

if [ ! -s "$scratch/result.json" ]; then
    echo "$1 left no result.json" >&2
    exit 1
fi
cp "$scratch/result.json" "$folder/result.json.tmp"
mv "$folder/result.json.tmp" "$folder/result.json"

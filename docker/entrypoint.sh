#!/usr/bin/env bash
# Starts temper with all that it keeps below TEMPER_DATA; its arguments are temper's. Works outside a container as well.
set -euo pipefail
home="${TEMPER_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
data="${TEMPER_DATA:-$PWD/data}"
umask 077
mkdir -p "$data"
export TEMPER_HOME="$home"
export TEMPER_DESIGNS="${TEMPER_DESIGNS:-$data/designs}"
export TEMPER_DATABASE="${TEMPER_DATABASE:-$data/temper.db}"
export TEMPER_UPLOADS="${TEMPER_UPLOADS:-$data/uploads}"
export TEMPER_MODELS="${TEMPER_MODELS:-$data/models}"
export TEMPER_CACHE="${TEMPER_CACHE:-$data/cache}"
export TEMPER_API_KEYS="${TEMPER_API_KEYS:-$data/api-keys}"
# a secret comes as a file
if [ -n "${TEMPER_DATABASE_PASSWORD_FILE:-}" ]; then
    TEMPER_DATABASE_PASSWORD="$(<"$TEMPER_DATABASE_PASSWORD_FILE")"
    export TEMPER_DATABASE_PASSWORD
fi
# what TensorFlow frees is kept for the next step: page faults are slow on virtual machines
export MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-4000000000}"
# arrays of a whole microstructure are to fit into half a region: the garbage collector has a queue of its own for larger ones
java_options="-XX:G1HeapRegionSize=8m ${JAVA_OPTIONS:-}"
# they are a list of words
# shellcheck disable=SC2086
exec java $java_options -jar "$home/target/quarkus-app/quarkus-run.jar" "$@"

#!/usr/bin/env bash
# All levels of tests, cheapest first, each with its set-up. Ends with the line "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

results=$(mktemp -d)
status=0

finish() {
  # A cluster that a failed test left behind would be in the way of the next run.
  make --silent down >"$results/down.log" 2>&1 || { cat "$results/down.log"; status=1; }
  node tests/support/summary.mjs "$results" || status=1
  rm -rf "$results"
  exit "$status"
}
trap finish EXIT
trap 'status=1; exit' INT TERM

# Runs a step; a failed one is remembered, and the steps that do not need it still run.
step() {
  echo "=== $1"
  shift
  "$@" || status=1
}

jest() {
  npx jest --selectProjects "$1" --json --outputFile "$results/$1.json" "${@:2}"
}

step "lint" npm run --silent lint
step "unit tests" jest unit --maxWorkers=2
echo "=== toolchain, images and charts"
make build || { status=1; exit; }
step "program tests" jest program --maxWorkers=2
echo "=== embedded cluster and local stack"
# From nothing: a stack that an interrupted run has left deployed would be in the way of the local one.
make --silent down
make up || { status=1; make logs; exit; }
step "end-to-end tests" jest e2e --runInBand

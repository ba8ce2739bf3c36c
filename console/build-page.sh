#!/usr/bin/env bash
# Checks the page's types and builds it into a directory. Does nothing when that is newer than the
# sources.
set -euo pipefail
cd "$(dirname "$0")"
output=$1

if [ -f "$output/console/console.js" ] \
  && [ -z "$(find src package-lock.json tsconfig.json build.mjs -newer "$output/console/console.js" -print -quit)" ]; then
  exit 0
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "console: npm is needed to build the page. Install Node.js 20 or newer (it brings npm), then build again." >&2
  exit 1
fi
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; then
    echo "console: npm could not fetch what the page is built with. Check that npm reaches its registry, or run 'npm ci' in console/ where it does, then build again." >&2
    exit 1
  fi
  touch node_modules/.package-lock.json
fi
npm run --silent check
node build.mjs "$output"

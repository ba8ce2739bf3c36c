#!/usr/bin/env bash
# Brings the packages named in package-lock.json into node_modules, their integrity checked by npm.
# Does nothing when they are there already.
set -euo pipefail
cd "$(dirname "$0")"

if [ -d node_modules/@vladmandic/face-api/model ] \
  && [ -d node_modules/faceplugin-face-recognition-js/model ] \
  && [ -f node_modules/.package-lock.json ] \
  && [ ! package-lock.json -nt node_modules/.package-lock.json ]; then
  exit 0
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "models: npm is needed to fetch the model weights. Install Node.js 20 or newer (it brings npm), then build again." >&2
  exit 1
fi
if ! npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error; then
  echo "models: npm could not fetch the model weights. Check that npm reaches its registry, or run 'npm ci' in models/ where it does, then build again." >&2
  exit 1
fi
touch node_modules/.package-lock.json

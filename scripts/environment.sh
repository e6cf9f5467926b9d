#!/usr/bin/env bash
# Makes .venv from the locked requirements: `scripts/environment.sh run` or `… test`.
# A second call with nothing changed does nothing. Debian packages are added when root; otherwise they are named.
set -euo pipefail
cd "$(dirname "$0")/.."
lock="requirements/$1.txt"
stamp=".venv/.paraphe-$1"

say() { printf '%s\n' "$*" >&2; }

python() {  # the first Python from 3.11 on
  local name
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$name" ] && command -v "$name" >/dev/null &&
       "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$name"; return 0
    fi
  done
  return 1
}

packages() {  # Debian packages that are not installed yet
  local wanted=(python3 python3-venv) name
  [ "$1" = test ] && wanted+=(poppler-utils openssl softhsm2 bubblewrap chromium openjdk-17-jdk-headless maven)
  command -v javac >/dev/null && wanted=("${wanted[@]/openjdk-17-jdk-headless/}")
  command -v mvn >/dev/null && wanted=("${wanted[@]/maven/}")
  for name in "${wanted[@]}"; do
    [ -n "$name" ] || continue
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$name"
  done
}

system() {
  command -v dpkg-query >/dev/null || return 0
  local missing; missing="$(packages "$1")"
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" = 0 ]; then
    say "Installation des paquets Debian : $missing"
    # shellcheck disable=SC2086 # one word per package
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >&2
  elif [ "$1" = test ] || ! python >/dev/null; then
    say "Il manque des paquets Debian : $missing"
    say "Installez-les, puis recommencez : sudo apt-get install $missing"
    [ "$1" = test ] && exit 1
  fi
}

if [ -f "$stamp" ] && [ "$stamp" -nt "$lock" ] && [ "$stamp" -nt pyproject.toml ]; then exit 0; fi
system "$1"
chosen="$(python)" || { say "Il faut Python 3.11 ou plus récent (variable PYTHON pour le désigner)."; exit 1; }
[ -x .venv/bin/python ] || "$chosen" -m venv .venv || {
  say "« $chosen -m venv » a échoué : installez le paquet python3-venv, effacez .venv et recommencez."; exit 1; }
say "Installation des dépendances ($lock)…"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch "$stamp"

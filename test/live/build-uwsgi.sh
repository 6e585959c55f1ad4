#!/usr/bin/env bash
# Builds uWSGI as pip does, from the source of Debian's package: Python is inside, and there is no PCRE, no JSON and no
# libyaml. Prints the path of the program; builds once.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/tsgi
program=$cache/uwsgi-embedded
if [ -x "$program" ]; then
  echo "$program"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$cache" "$work/lists/partial" "$work/cache/archives/partial" "$work/sources"
chmod 755 "$work"
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
cat >"$work/sources/source.sources" <<SOURCES
Types: deb-src
URIs: http://deb.debian.org/debian
Suites: $release
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources"
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache")
"${apt[@]}" update >&2
cd "$work"
"${apt[@]}" source --tar-only --download-only uwsgi 2>/dev/null >&2
mkdir source
tar xzf uwsgi_*.orig.tar.gz -C source --strip-components=1
cd source
# The same answer on every machine, whatever else is installed there.
sed -i 's/^json = .*/json = false/; s/^pcre = .*/pcre = false/; s/^yaml = .*/yaml = embedded/' buildconf/base.ini
/usr/bin/python3 uwsgiconfig.py --build default >build.log 2>&1 || { tail -20 build.log >&2; exit 1; }
mv uwsgi "$program"
echo "$program"

#!/usr/bin/env bash
# Installs the real servers that the live tests talk to, on Debian and its kin, without starting any of them.
# Nothing is done when nothing is missing. Without the right to install it names the packages and fails.
set -euo pipefail

packages=(
  uwsgi-core uwsgi-plugins-all uwsgi-plugin-python3 uwsgi-plugin-psgi uwsgi-plugin-lua5.1 uwsgi-plugin-php
  uwsgi-plugin-rack-ruby3.1 ruby-rack uwsgi-plugin-gevent-python3
  python3-flask python3-django python3-venv libdancer2-perl libmojolicious-perl ruby-sinatra
  nginx-light apache2 libapache2-mod-xsendfile lighttpd lighttpd-mod-openssl lighttpd-mod-deflate curl wrk strace iproute2 util-linux python3 perl-base openssl
  bash-completion zsh fish tmux bsdutils python3-prometheus-client
  gcc python3-dev libssl-dev libxml2-dev zlib1g-dev systemd logrotate
)

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

if ! command -v dpkg-query >/dev/null; then
  echo "the live tests need a Debian machine; they use: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "all ${#packages[@]} packages are installed"
  "$(dirname "$0")/build-uwsgi.sh"
  exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
  as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo env)
else
  echo "the live tests need packages that this user may not install; somebody who may can type:" >&2
  echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

# Debian starts a server as it installs it; this policy says no, for as long as the installation takes.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod +x "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi

echo "installing ${#missing[@]} packages, starting none of them: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
"$(dirname "$0")/build-uwsgi.sh"

#!/usr/bin/env bash
# bootstrap.sh: from a bare Debian 12 to a running hecha, in one command.
#
#   ./bootstrap.sh demo    installs what is needed, builds, audits the fixtures
#   ./bootstrap.sh test    installs what is needed, builds, passes every test
#   ./bootstrap.sh build   installs what is needed, builds; leaves build/hecha
#   ./bootstrap.sh deps    installs what is needed
#
# Packages are installed with apt-get, as root or through sudo, and only if one is missing.
# Exit: 0 done; 1 a step failed; 2 wrong use.
set -euo pipefail
cd "$(dirname "$0")"

build_packages=(gcc cmake ninja-build pkg-config liblua5.4-dev libzip-dev libxml2-dev
  libutf8proc-dev nettle-dev libjansson-dev libpcre2-dev poppler-utils poppler-data)
test_packages=(valgrind clang libclang-rt-14-dev libcmocka-dev lua5.4 lua-check python3
  python3-jsonschema libc6-dev git)

# Installs those of the named packages that are missing.
install_missing() {
  local missing=() package
  for package in "$@"; do
    if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
      missing+=("$package")
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "bootstrap.sh: as root, run: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    sudo=sudo
  fi
  echo "Installing: ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

configure_and_build() {
  cmake --preset "$1" >/dev/null
  cmake --build --preset "$1"
}

build() {
  install_missing "${build_packages[@]}"
  # The release build needs no test packages.
  cmake --preset release -DBUILD_TESTING=OFF >/dev/null
  cmake --build --preset release
}

demo() {
  build
  echo
  # Findings are what the fixtures are for, so the exit status of the audit is not the demo's.
  local status=0
  build/hecha check fixtures || status=$?
  echo
  echo "hecha check ended with status $status (0 clean, 1 findings, 3 a report could not be read)."
  [ "$status" -le 3 ] && [ "$status" -ne 2 ]
}

run_tests() {
  install_missing "${build_packages[@]}" "${test_packages[@]}"
  configure_and_build dev
  ctest --preset dev -j "$(nproc)"
}

case "${1:-}" in
demo) demo ;;
test) run_tests ;;
build) build ;;
deps) install_missing "${build_packages[@]}" "${test_packages[@]}" ;;
*)
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac

#!/usr/bin/env bash
# Installs into a temporary folder and uses what is there: the header and library by pkg-config and by the
# CMake package, the binary with its packs, the manual page.
# Usage: run.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/prefix" >/dev/null
cat >"$work/use.c" <<'C'
#include <hecha.h>
#include <string.h>
int main(void)
{
    hecha *engine = 0;
    int code = hecha_new(HECHA_LANG_EN, &engine, 0);
    hecha_free(engine);
    return code != 0 || strcmp(HECHA_VERSION, "0.1.0") != 0;
}
C
pc=$(dirname "$(find "$work/prefix" -name hecha.pc)")
flags=$(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs hecha)
sanitize=${HECHA_SANITIZE:-}
# shellcheck disable=SC2086
cc "$work/use.c" $sanitize $flags -o "$work/use"
"$work/use"
cat >"$work/CMakeLists.txt" <<'M'
cmake_minimum_required(VERSION 3.25)
project(use C)
find_package(hecha REQUIRED)
add_executable(use use.c)
target_link_libraries(use PRIVATE hecha::hecha)
M
cmake -G Ninja -S "$work" -B "$work/b" -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_C_FLAGS="$sanitize" >/dev/null
cmake --build "$work/b" >/dev/null
"$work/b/use"
cd /
status=0
"$work/prefix/bin/hecha" check --lang en "$source/fixtures/sums-2017.txt" >"$work/out" || status=$?
[ "$status" -eq 1 ]
grep -q 'gov-disclosure' "$work/out"
[ -f "$work/prefix/share/man/man1/hecha.1" ]
echo "1 passed, 0 failed"

#!/bin/bash
# A worker after lock-down makes only the calls that docs/security.md lists.
source "$(dirname "$0")/../cli/lib.sh"
root=$2
if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
  echo "strace is not there or may not be used: skipped"
  exit 0
fi
export HECHA_PACKS=$root/rules
last="strace hecha check"
strace -f -ff -o trace "$hecha" check "$root/fixtures" -f json -j2 >out 2>err
listed=" $(sed -n '/^| call /,/^$/p' "$root/docs/security.md" | cut -d'|' -f2 | grep -o '[a-z0-9_]*' | tr '\n' ' ') "
check "docs/security.md lists calls" [ "${#listed}" -gt 50 ]
workers=0
for file in trace.*; do
  # Workers lock themselves; the process of a pdf program goes on to exec.
  if ! grep -q PR_SET_SECCOMP "$file" || grep -q execve "$file"; then continue; fi
  workers=$((workers + 1))
  calls=$(sed -n '/PR_SET_SECCOMP/,$p' "$file" | sed 1d | sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' | sort -u)
  for call in $calls; do
    case "$listed" in
    *" $call "*) ;;
    *) complain "$last: a worker calls $call" ;;
    esac
  done
  if sed -n '/PR_SET_SECCOMP/,$p' "$file" | grep -q EPERM; then
    complain "$last: a call of a worker was refused: $(grep -m1 EPERM "$file")"
  fi
done
if grep -q isolation_lacks out; then
  echo "this system does not offer all isolation: skipped"
  exit 0
fi
check "workers were seen" [ "$workers" -gt 0 ]
echo "$workers workers seen"
finish

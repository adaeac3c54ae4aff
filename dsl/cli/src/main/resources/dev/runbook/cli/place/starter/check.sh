#!/bin/sh
# Checks every runbook here, for continuous integration; nothing of a runbook is executed, and nothing is reached.
# The program must be on the PATH, or RUNBOOK must say where it is. Status 2 where a runbook has a mistake.
set -u
cd "$(dirname "$0")/.." || exit 2
status=0
for script in runbook.groovy */runbook.groovy; do
    [ -e "$script" ] || continue
    "${RUNBOOK:-runbook}" check "$script" || status=$?
done
exit $status

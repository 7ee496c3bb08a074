#!/usr/bin/env bash
# The step of action.yml. Reads GATE_*, which the action fills from its inputs; leaves jmh-gate-out, the job's summary and a verdict.
set -euo pipefail

out=jmh-gate-out
baseline=$GATE_BASELINE
if [ -z "$baseline" ]; then
    if [ -z "${GATE_BASE_REF:-}" ]; then
        echo "::error::jmh-gate: expected a pull request, or the input baseline, found neither"
        exit 64
    fi
    if ! baseline=$(git merge-base "origin/$GATE_BASE_REF" HEAD); then
        echo "::error::jmh-gate: expected the history of origin/$GATE_BASE_REF; check out with fetch-depth: 0"
        exit 65
    fi
fi

# Words with blanks between them, as the gate itself takes them for the baseline.
read -r -a build <<< "$GATE_BUILD"
"${build[@]}"

arguments=(--baseline "$baseline" --candidate-jar "$GATE_PRODUCT" --build "$GATE_BUILD" --product "$GATE_PRODUCT" --margin "$GATE_MARGIN"
    --max-time "$GATE_MAX_TIME" --out "$out")
if [ -n "$GATE_INCLUDE" ]; then
    arguments+=(--include "$GATE_INCLUDE")
fi
code=0
java -jar "$GATE_JAR" gate "${arguments[@]}" || code=$?

case $code in
    0) verdict=PASS ;;
    1) verdict=FAIL ;;
    2) verdict=INCONCLUSIVE ;;
    *) verdict=INVALID ;;
esac
echo "verdict=$verdict" >> "$GITHUB_OUTPUT"
if [ -f "$out/summary.md" ]; then
    cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
    if [ -f "$out/cause.md" ]; then cat "$out/cause.md" >> "$GITHUB_STEP_SUMMARY"; fi
else
    echo "jmh-gate: $verdict; there is no summary, see the job's log" >> "$GITHUB_STEP_SUMMARY"
fi
# comment.yml puts the comment where it belongs: this job may come from a fork, and has no right to.
mkdir -p "$out"
echo "${GATE_PULL_REQUEST:-}" > "$out/pull-request"

if [ "$code" -eq 2 ]; then
    echo "::warning::jmh-gate is INCONCLUSIVE: neither that the benchmarks are slower was shown nor that they are not"
    if [ "$GATE_STRICT" != true ]; then
        code=0
    fi
fi
exit "$code"

#!/usr/bin/env bash
# Adds the results of this commit to a history on a branch of its own, and draws the page.
#
#   HISTORY_COMMAND  the program, like "java -jar tools/jmh-gate.jar" or "scripts/lab"; words with blanks between them
#   HISTORY_RUNS     JMH results, folders of gates or of runs; words with blanks between them
#   HISTORY_BRANCH   the branch; default: benchmark-history
#   HISTORY_SITE     where index.html goes; default: benchmark-site
#
# Run it in a checkout that may push. Jobs may run at the same time: whoever comes second merges, and loses nothing.
set -euo pipefail

branch=${HISTORY_BRANCH:-benchmark-history}
site=${HISTORY_SITE:-benchmark-site}
read -r -a program <<< "$HISTORY_COMMAND"
read -r -a runs <<< "$HISTORY_RUNS"
top=$(mktemp -d)
tree=$top/history
begun=$branch-begun-$$
clean() {
    git worktree remove --force "$tree" || true
    git branch -q -D "$begun" || true
    rm -rf "$top"
}
trap 'clean 2>/dev/null' EXIT

git_there() {
    git -C "$tree" -c user.name=benchmark-history -c user.email=benchmark-history@localhost "$@"
}

fetch() {
    git fetch -q origin "+refs/heads/$branch:refs/remotes/origin/$branch"
}

code=0
git ls-remote --exit-code --heads origin "refs/heads/$branch" > "$top/heads" || code=$?
case $code in
    0)
        fetch
        git worktree add -q --detach "$tree" "origin/$branch"
        ;;
    2) # there is no such branch yet: one without a commit in common with the others
        git worktree add -q --detach --no-checkout "$tree" HEAD
        git_there symbolic-ref HEAD "refs/heads/$begun"
        git_there read-tree --empty
        ;;
    *)
        echo "::error::history: expected to read the branches of origin, found exit code $code"
        exit 69
        ;;
esac

"${program[@]}" history add "${runs[@]}" --history "$tree"
git_there add -A
if git_there diff --cached --quiet; then
    echo "history: nothing new"
else
    git_there commit -q -m "Add the results of $(git rev-parse --short HEAD)"
    for attempt in 1 2 3 4 5; do
        if git_there push -q origin "HEAD:refs/heads/$branch"; then
            break
        fi
        if [ "$attempt" -eq 5 ]; then
            echo "::error::history: expected to push to $branch, found another job faster five times, or no right to"
            exit 75
        fi
        fetch
        git_there merge -q --no-edit --allow-unrelated-histories "origin/$branch"
    done
fi
"${program[@]}" history report --history "$tree" --out "$site/index.html"

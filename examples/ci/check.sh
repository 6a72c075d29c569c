#!/bin/sh
# Judge what a branch would bring into another by an OPA sidecar, and stop that sidecar however this ends.
#
#     check.sh TARGET [HEAD]        e.g. check.sh origin/main
#
# Exit codes are those of `pykiro-opa evaluate`: 0 allow, 10 deny, 11 needs-approval, others an error. OPA runs in a
# container where Docker answers (of the image OPA_IMAGE, or of one made of the static `opa` on PATH), else as a process.
set -eu
target=${1:?usage: check.sh TARGET [HEAD]}
head=${2:-HEAD}
folder=$(mktemp -d)

stop() {
  code=$?
  trap - EXIT INT TERM
  if [ -d "$folder/target" ]; then
    (cd "$folder/target" && pykiro-opa sidecar stop >&2) || true
    git worktree remove --force "$folder/target" || true
  fi
  rm -rf "$folder"
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The target's guardrails judge, and nothing that the branch brings along.
git worktree add --quiet --detach "$folder/target" "$target"
start() { (cd "$folder/target" && pykiro-opa sidecar start --format json "$@") >"$folder/sidecar.json"; }
# When one of these returns, OPA answers and holds every guardrail. An engine on another machine is of no use here.
if docker version >/dev/null 2>&1; then
  start --docker ${OPA_IMAGE:+--image "$OPA_IMAGE"} || start
else
  start
fi
url=$(sed -n 's/^ *"url": "\(.*\)",*$/\1/p' "$folder/sidecar.json")
echo "OPA answers at $url" >&2

# By its address: an engine that is named never gives way to another.
pykiro-opa evaluate --diff "$target...$head" --engine "$url"

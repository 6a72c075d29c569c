# METADATA
# title: What of a decision may be written down
# description: |
#   What is named here is kept, so that nothing else stays: who asked at which stage for which change, and which rule,
#   entry and place gave which effect. Code, commands, arguments and messages go. `sidecar start --log-inputs full`
#   keeps events and answers whole.
package system.log

mask contains {"op": "upsert", "path": "/input", "value": _event} if not _whole

mask contains {"op": "upsert", "path": "/result", "value": _verdict} if not _whole

# The same that `decisions.believe` adds to an answer.
mask contains {"op": "upsert", "path": "/result/revision", "value": _revision} if {
	_whole
	is_object(input.result)
}

default drop := false

# Only decisions are logged, not what `sidecar status` asks.
drop if not startswith(input.path, "kiro/main/")

# Where a builtin failed there is no answer, but an error that quotes what it was given, and that nobody can mask.
drop if {
	not input.result
	not _whole
}

# Written by `files.py` for each start; absent counts as masked.
# regal ignore:unresolved-reference
_whole if data.system.log.settings.inputs == "full"

_event := object.union_n([
	{key: value | some key in ["digest", "request"]; value := _text(input.input[key])},
	{key: value | some key in ["version"]; value := input.input[key]; is_number(value)},
	{key: value | some key in ["stage"]; value := input.input[key]; value in _stages},
	{"source": _texts(input, ["input", "source"], ["kind", "host", "tool"])},
	{"context": _texts(input, ["input", "context"], ["repository", "base", "head", "actor", "time"])},
])

_stages := {"spec", "task", "commit", "pull_request"}

_verdict := object.union_n([
	{key: value | some key in ["effect", "digest", "request"]; value := _text(input.result[key])},
	{"findings": [_finding(one) | some one in input.result.findings]},
	{"origins": _origins, "revision": _revision},
])

_finding(one) := object.union(
	_texts({"one": one}, ["one"], ["rule", "effect", "origin", "guardrail", "action"]),
	{
		"subject": [part | some each in one.subject; part := _text(each)],
		"evidence": [{"path": _text(place.path), "line": place.line} |
			some place in one.evidence
			is_number(place.line)
		],
	},
)

# Name, content and counter.
_origins := [origin |
	some origin in input.result.origins
	count(origin) == 3
	_text(origin[0])
	_text(origin[1])
	is_number(origin[2])
]

_revision := crypto.sha256(json.marshal(_origins))

_texts(value, path, keys) := {key: text | some key in keys; text := _text(object.get(value, array.concat(path, [key]), null))}

# Long texts are nobody's name.
_text(value) := value if {
	is_string(value)
	count(value) <= 200
}

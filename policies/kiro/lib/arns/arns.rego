# METADATA
# title: ARNs
# description: >-
#   How far an ARN of the change reaches into an ARN of the guardrails. An ARN with unknown or wildcard parts is a set;
#   what matters is whether the guardrail holds all of it or some of it. Field by field, without `regex.globs_match`.
package kiro.lib.arns

import data.kiro.lib.safe
import data.kiro.lib.wildcards

# METADATA
# description: The six fields of an ARN; what it does not say is `*`.
fields(arn) := array.concat(array.slice(parts, 0, 5), [concat(":", array.slice(parts, 5, count(parts)))]) if {
	parts := array.concat(split(arn, ":"), _padding(arn))
}

# METADATA
# description: >-
#   `contained` where an ARN of the guardrails (`fields` and `regexes`) holds everything that the fields of the change
#   stand for, `overlapping` where it holds some of it, undefined where it holds none. The quantifier is that of
#   `kiro.rules.resources.protected`.
reach(guarded, fields, quantifier) := "contained" if {
	_may_meet(guarded, fields)
	not _is_outside(guarded, fields)
	_holds_resource(guarded, fields[5], _containers(guarded.fields[2], fields[2]))
} else := "overlapping" if {
	_may_meet(guarded, fields)
	_meets_resource(guarded, fields[5], _containers(guarded.fields[2], fields[2]), quantifier)
}

# METADATA
# description: Whether the name of a resource is unknown altogether, all but its type.
is_unnamed(fields) if {
	some separator in ["/", ":"]
	parts := split(fields[5], separator)
	count([part | some part in array.slice(parts, _type(fields[2], parts), count(parts)); part != "*"]) == 0
}

# the first part of a resource is its type, unless the table says that it is the name of a container
_type(service, parts) := 1 if {
	count(parts) > 1
	not _is_named_first(service)
} else := 0

_is_named_first(service) if {
	some container in data.kiro.lib.arns.containers[service]
	container.prefix == ""
}

_padding(arn) := array.slice(["*", "*", "*", "*", "*"], 0, 6 - count(split(arn, ":")))

# everything but the resource, whose beginning comes first because it tells most pairs apart
_may_meet(guarded, fields) if {
	wildcards.begin_alike(guarded.fields[5], fields[5])
	not _is_apart(guarded, fields)
}

_is_apart(guarded, fields) if {
	some index in [2, 4, 3, 1, 0]
	guarded.fields[index] != fields[index]
	guarded.fields[index] != "*"
	not _overlaps(guarded, index, fields[index])
}

_is_outside(guarded, fields) if {
	some index in [0, 1, 2, 3, 4]
	guarded.fields[index] != fields[index]
	guarded.fields[index] != "*"
	not _holds(guarded, index, fields[index])
}

_holds_resource(guarded, resource, _) if _holds(guarded, 5, resource)

_holds_resource(guarded, resource, containers) if {
	some container in containers
	some outer in _outer(container, resource)
	_holds(guarded, 5, outer)
}

_meets_resource(guarded, resource, containers, _) if {
	count([outer | some container in containers; some outer in _outer(container, resource)]) == 0
	_overlaps(guarded, 5, resource)
}

_meets_resource(guarded, resource, containers, quantifier) if {
	some container in containers
	some outer in _outer(container, resource)
	_meets_inside(guarded, resource, {"outer": outer, "container": container}, quantifier)
}

# a guardrail without a separator is on containers, and the container of this resource is known well enough
_meets_inside(guarded, _, place, _) if {
	count(_outer(place.container, guarded.fields[5])) == 0
	_overlaps(guarded, 5, place.outer)
}

_meets_inside(guarded, resource, place, _) if {
	_overlaps(guarded, 5, resource)
	some outer in _outer(place.container, guarded.fields[5])
	wildcards.overlap(outer, place.outer)
}

# a wildcard that the author wrote crosses the separator
_meets_inside(guarded, resource, place, "all") if {
	wildcards.is_pattern(place.outer)
	_overlaps(guarded, 5, resource)
}

_containers(guarded, service) := object.get(data.kiro.lib.arns.containers, _service(guarded, service), [])

_service(_, service) := service if not wildcards.is_pattern(service)

_service(guarded, service) := guarded if wildcards.is_pattern(service)

# the container that a resource is in, none where it is a container itself
_outer(container, resource) := {concat(container.separator, array.slice(parts, 0, container.depth)) |
	startswith(resource, container.prefix)
	parts := split(resource, container.separator)
	count(parts) > container.depth
}

# U+E000 stands for any character: the regex of a guarded `*` takes it, that of a `?` does not
_holds(guarded, index, _) if guarded.fields[index] == "*"

_holds(guarded, index, value) if guarded.fields[index] == value

_holds(guarded, index, value) if {
	wildcards.is_pattern(guarded.fields[index])
	ends := wildcards.ends(guarded.fields[index])
	startswith(value, ends.prefix)
	endswith(value, ends.suffix)
	safe.matches(guarded.regexes[index], replace(value, "*", "\ue000"))
}

_overlaps(guarded, index, value) if {
	not wildcards.is_pattern(value)
	_holds(guarded, index, value)
}

_overlaps(guarded, index, value) if {
	wildcards.is_pattern(value)
	wildcards.overlap(guarded.fields[index], value)
}

package kiro.lib.arns_test

import data.kiro.lib.arns
import data.kiro.lib.fixtures_test as fixtures

test_fields_are_always_six if {
	arns.fields("arn:aws:s3:::b/k") == ["arn", "aws", "s3", "", "", "b/k"]
	arns.fields("arn:aws:logs:r:1:log-group:a:b") == ["arn", "aws", "logs", "r", "1", "log-group:a:b"]
	arns.fields("*") == ["*", "*", "*", "*", "*", "*"]
	arns.fields("arn:aws:s3*") == ["arn", "aws", "s3*", "*", "*", "*"]
}

test_a_resource_without_a_name_is_unnamed if {
	every resource in ["*", "role/*", "function:*", "log-group:*:*"] {
		arns.is_unnamed(["arn", "aws", "x", "", "", resource])
	}
	arns.is_unnamed(["arn", "aws", "s3", "", "", "*/*"])
	arns.is_unnamed(["arn", "aws", "dynamodb", "", "", "table/*"])
}

test_a_resource_with_a_part_of_its_name_is_not_unnamed if {
	every resource in ["role/app-*", "a*", "role/app", "*-x"] {
		not _is_unnamed(["arn", "aws", "x", "", "", resource])
	}
	not _is_unnamed(["arn", "aws", "s3", "", "", "bucket/*"])
}

# guarded, used, quantifier, reach
_cases := [
	["arn:aws:s3:::a", "arn:aws:s3:::a", "any", "contained"],
	["arn:aws:s3:::a", "arn:aws:s3:::b", "any", "none"],
	["arn:aws:s3:::a", "arn:aws:sqs:::a", "any", "none"],
	["arn:aws:s3:::a*", "arn:aws:s3:::a*", "any", "contained"],
	["arn:aws:s3:::a*c", "arn:aws:s3:::a*", "any", "overlapping"],
	["arn:aws:iam::1:role/a", "arn:aws:iam::*:role/a", "any", "overlapping"],
	["arn:aws:iam::1:role/a", "arn:aws:iam::2:role/a", "any", "none"],
	["arn:aws:lambda:*:*:function:a", "arn:aws:lambda:r:1:function:a:live", "any", "contained"],
	["arn:aws:logs:*:*:log-group:a*", "arn:aws:logs:r:1:log-group:ab:log-stream:x", "any", "contained"],
	["arn:aws:s3:::a", "arn:aws:s3:::*/k", "any", "overlapping"],
	["arn:aws:s3:::*-a", "arn:aws:s3:::b-*/k", "any", "overlapping"],
	["arn:aws:s3:::*-a", "arn:aws:s3:::*-b/*", "any", "none"],
	["arn:aws:s3:::*-a", "arn:aws:s3:::*-b/*", "all", "overlapping"],
	["arn:aws:s3:::a/x*", "arn:aws:s3:::a/xy", "any", "contained"],
	["arn:aws:s3:::a/x*", "arn:aws:s3:::a/y", "any", "none"],
	["arn:aws:s3:::*", "*", "all", "overlapping"],
	["arn:aws:*:*:*:a", "arn:aws:s3:::a/k", "any", "contained"],
	["arn:aws:dynamodb:*:*:index/a", "arn:aws:dynamodb:r:1:index/a/b", "any", "none"],
	["arn:aws:dynamodb:*:*:x-table/a", "arn:aws:dynamodb:r:1:x-table/a/b", "any", "none"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::*/k", "any", "none"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::*/k", "all", "none"],
	["arn:aws:s3:::a/*", "arn:aws:s3:::*b/x", "any", "none"],
	["arn:aws:s3:::a/*", "arn:aws:s3:::*b/x", "all", "overlapping"],
	["arn:aws:s3:::a", "urn:aws:s3:::a", "any", "none"],
	["arn:aws:s3:::a", "*:aws:s3:::a", "any", "overlapping"],
	["arn:aws:s3:::a", "arn:aws-cn:s3:::a", "any", "none"],
	["arn:aws:s3:::a", "arn:*:s3:::a", "any", "overlapping"],
	["arn:aws:s3:::a", "arn:aws:*:::a", "any", "overlapping"],
	["arn:aws:lambda:eu:1:function:a", "arn:aws:lambda:us:1:function:a", "any", "none"],
	["arn:aws:lambda:eu:1:function:a", "arn:aws:lambda:*:1:function:a", "any", "overlapping"],
	["arn:aws:iam::1:role/a*", "arn:aws:iam::1:role/a?", "any", "contained"],
	["arn:aws:iam::1:role/a*b", "arn:aws:iam::1:role/a-", "any", "none"],
	["arn:aws:iam::1:role/a*b", "arn:aws:iam::1:role/x-b", "any", "none"],
	["arn:aws:iam::1:role/a*b*c", "arn:aws:iam::1:role/abc", "any", "contained"],
	["arn:aws:iam::1:role/a*b*c", "arn:aws:iam::1:role/ac", "any", "none"],
	["arn:aws:iam::1:role/a*b*c", "arn:aws:iam::1:role/a*c", "any", "overlapping"],
	["arn:aws:iam::1:role/abc", "arn:aws:iam::1:role/a*d", "any", "none"],
	["arn:aws:dynamodb:*:*:table/a", "arn:aws:dynamodb:r:1:table/*/index/x", "any", "overlapping"],
	["arn:aws:dynamodb:*:*:table/a", "arn:aws:dynamodb:r:1:index/a/b", "any", "none"],
	["arn:aws:dynamodb:*:*:table/a", "arn:aws:*:r:1:table/a/index/x", "any", "overlapping"],
	["arn:aws:dynamodb:*:*:table/a/index/x", "arn:aws:dynamodb:r:1:table/a", "any", "none"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::a/*", "any", "overlapping"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::b/*", "any", "none"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::*/x", "any", "overlapping"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::a/y*", "any", "none"],
	["arn:aws:s3:::a/x", "arn:aws:s3:::b*", "all", "none"],
	["arn:aws:s3:::*/x", "arn:aws:s3:::b/*", "all", "overlapping"],
	["arn:aws:s3:::*a", "arn:aws:s3:::b/*", "all", "none"],
	["arn:aws:s3:::*b/*c", "arn:aws:s3:::*c", "any", "overlapping"],
	["arn:aws:sqs:::a", "arn:aws:sqs:::aba", "any", "none"],
	["arn:aws:iam::1:role/a?", "arn:aws:iam::1:role/a?", "any", "contained"],
	["arn:aws:iam::1:role/a?", "arn:aws:iam::1:role/a*", "any", "overlapping"],
	["arn:aws:iam::1:role/??*", "arn:aws:iam::1:role/*", "any", "overlapping"],
]

test_reach_is_right if {
	every row in _cases {
		_reach(fixtures.arn(row[0]), arns.fields(row[1]), row[2]) == row[3]
	}
}

default _reach(_, _, _) := "none"

_reach(guarded, fields, quantifier) := arns.reach(guarded, fields, quantifier)

_is_unnamed(fields) if arns.is_unnamed(fields)

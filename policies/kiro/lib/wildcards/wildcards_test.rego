package kiro.lib.wildcards_test

import data.kiro.lib.wildcards

test_overlaps_by_prefix_and_suffix if {
	wildcards.overlap("iam:create*", "iam:*user")
	wildcards.overlap("iam:createuser", "iam:*")
	not wildcards.overlap("iam:create*", "iam:delete*")
	not wildcards.overlap("iam:createuser", "iam:createuse")
}

package kiro.actions.open_network_to_internet_test

import data.kiro.actions.open_network_to_internet
import data.kiro.lib.fixtures_test as fixtures

_count(type, operation, patch) := count(found) if {
	resource := fixtures.fact({"type": type, "operation": operation, "patch": patch})
	found := open_network_to_internet.matches with input as fixtures.event({"infrastructure": [resource]})
}

_add(path, value) := {"op": "add", "path": path, "value": value}

_open := _add("/ingress", [{"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}])

test_finds_what_lets_anybody_in if {
	_count("aws_security_group", "create", [_open]) == 1
	_count("aws_security_group", "update", [_add("/ingress/0/cidr_blocks/0", "::/0")]) == 1
	_count("aws_security_group_rule", "create", [_add("/cidr_blocks", ["0.0.0.0/0"]), _add("/type", "ingress")]) == 1
	_count("azurerm_network_security_rule", "create", [_add("/source_address_prefix", "*")]) == 1
	_count("google_compute_firewall", "replace", [_add("/source_ranges", ["0.0.0.0/0"])]) == 1
}

test_finds_nothing_in_what_goes_out if {
	_count("aws_security_group", "create", [_add("/egress", [{"cidr_blocks": ["0.0.0.0/0"]}])]) == 0
	_count("google_compute_firewall", "create", [_add("/destination_ranges", ["0.0.0.0/0"])]) == 0
	every beside in [_add("/type", "egress"), _add("/direction", "OUTBOUND"), _add("/egress", true)] {
		_count("aws_security_group_rule", "create", [_add("/cidr_blocks", ["0.0.0.0/0"]), beside]) == 0
	}
}

test_finds_nothing_in_what_is_refused if {
	every beside in [_add("/rule_action", "deny"), _add("/access", "Deny")] {
		_count("aws_network_acl_rule", "create", [_add("/cidr_block", "0.0.0.0/0"), beside]) == 0
	}
}

test_finds_nothing_in_other_addresses_types_and_operations if {
	_count("aws_security_group", "create", [_add("/ingress", [{"cidr_blocks": ["10.0.0.0/8"]}])]) == 0
	_count("aws_security_group", "delete", [_open]) == 0
	_count("aws_route", "create", [_add("/cidr_block", "0.0.0.0/0")]) == 0
	_count("aws_security_group", "update", [{"op": "remove", "path": "/ingress"}]) == 0
	_count("azurerm_network_security_rule", "create", [_add("/destination_address_prefix", "*")]) == 0
	_count("aws_security_group", "create", [_add("/name", "*"), _add("/type", 1), _add("/action", 1)]) == 0
}

package kiro.actions.open_network_to_internet_test

import data.kiro.actions.open_network_to_internet
import data.kiro.lib.fixtures_test as fixtures

_match(type) := {"fact": "f", "at": {"path": "<command>", "line": 1}, "text": type}

_found(type, operation, patch) := found if {
	resource := fixtures.fact({"type": type, "operation": operation, "patch": patch})
	found := open_network_to_internet.matches with input as fixtures.event({"infrastructure": [resource]})
}

_finds(type, operation, patch) if _found(type, operation, patch) == {_match(type)}

_passes(type, patch) if _found(type, "create", patch) == set()

_add(path, value) := {"op": "add", "path": path, "value": value}

_open := _add("/ingress", [{"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}])

test_finds_what_lets_anybody_in if {
	_finds("aws_security_group", "update", [_add("/ingress/0/cidr_blocks/0", "::/0")])
	_finds("aws_security_group", "update", [{"op": "replace", "path": "/ingress/0/cidr_blocks/0", "value": "0.0.0.0/0"}])
	_finds("aws_security_group_rule", "create", [_add("/cidr_blocks", ["0.0.0.0/0"]), _add("/type", "ingress")])
	_finds("aws_network_acl_rule", "create", [_add("/cidr_block", "0.0.0.0/0"), _add("/rule_action", "allow")])
	_finds("google_compute_firewall", "replace", [_add("/source_ranges", ["0.0.0.0/0"])])
}

test_finds_it_in_every_type if {
	every type in [
		"aws_default_network_acl", "aws_default_security_group", "aws_network_acl", "aws_network_acl_rule",
		"aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_db_security_group",
		"aws_redshift_security_group", "aws_lightsail_instance_public_ports", "AWS::EC2::NetworkAclEntry",
		"AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::RDS::DBSecurityGroupIngress",
		"digitalocean_firewall", "google_compute_firewall", "google_compute_firewall_policy_rule",
		"google_container_cluster", "google_sql_database_instance", "hcloud_firewall",
		"openstack_networking_secgroup_rule_v2",
	] {
		_finds(type, "create", [_open])
		_passes(type, [_add("/ingress", [{"cidr_blocks": ["*"]}])])
	}
	every type in ["azurerm_network_security_group", "azurerm_network_security_rule"] {
		every anybody in ["*", "Internet", "Any", "0.0.0.0/0", "::/0"] {
			_finds(type, "create", [_add("/source_address_prefix", anybody)])
		}
		_passes(type, [_add("/source_address_prefix", "10.0.0.0/8")])
	}
}

test_finds_nothing_in_what_goes_out if {
	_passes("aws_security_group", [_add("/egress", [{"cidr_blocks": ["0.0.0.0/0"]}])])
	_passes("google_compute_firewall", [_add("/destination_ranges", ["0.0.0.0/0"])])
	_passes("azurerm_network_security_rule", [_add("/destination_address_prefix", "*")])
	_passes("digitalocean_firewall", [_add("/outbound_rule", [{"destination_addresses": ["0.0.0.0/0"]}])])
	_passes("AWS::EC2::SecurityGroup", [_add("/SecurityGroupEgress", [{"CidrIp": "0.0.0.0/0"}])])
	every beside in [
		_add("/type", "egress"), _add("/direction", "EGRESS"), _add("/direction", "outbound"),
		_add("/direction", "Outbound"), _add("/direction", "OUTBOUND"), _add("/direction", "out"), _add("/egress", true),
		_add("/Egress", true),
	] {
		_passes("aws_security_group_rule", [_add("/cidr_blocks", ["0.0.0.0/0"]), beside])
	}
}

test_finds_nothing_in_what_is_refused if {
	every beside in [
		_add("/rule_action", "deny"), _add("/RuleAction", "deny"), _add("/access", "Deny"), _add("/action", "DENY"),
	] {
		_passes("aws_network_acl_rule", [_add("/cidr_block", "0.0.0.0/0"), beside])
	}
}

test_finds_what_only_sounds_like_going_out_or_refused if {
	every beside in [
		_add("/description", "egress"), _add("/description", "deny"), _add("/egress", false), _add("/direction", "in"),
		_add("/access", "Allow"), _add("/action", 1), _add("/type", 1), {"op": "remove", "path": "/egress"},
		{"op": "remove", "path": "/rule_action"},
	] {
		_finds("aws_security_group_rule", "update", [_add("/cidr_blocks", ["0.0.0.0/0"]), beside])
	}
}

test_finds_nothing_in_other_addresses_types_and_operations if {
	_passes("aws_security_group", [_add("/ingress", [{"cidr_blocks": ["10.0.0.0/8"]}])])
	_passes("aws_route", [_add("/cidr_block", "0.0.0.0/0")])
	_passes("aws_security_group", [_add("/name", "*"), _add("/type", 1), _add("/action", 1)])
	_found("aws_security_group", "delete", [_open]) == set()
	_found("aws_security_group", "update", [{"op": "remove", "path": "/ingress"}]) == set()
}

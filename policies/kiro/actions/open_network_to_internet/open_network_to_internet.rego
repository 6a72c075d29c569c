# METADATA
# title: Open the network to the internet
# description: >-
#   Infrastructure that lets anybody in. Whether a rule is about what comes in stands above or beside the address, which
#   the data of an action cannot say.
package kiro.actions.open_network_to_internet

_anywhere := {"0.0.0.0/0", "::/0"}

_groups := {
	"aws_default_network_acl", "aws_default_security_group", "aws_network_acl", "aws_network_acl_rule",
	"aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_db_security_group",
	"aws_redshift_security_group", "aws_lightsail_instance_public_ports", "AWS::EC2::NetworkAclEntry",
	"AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::RDS::DBSecurityGroupIngress",
	"digitalocean_firewall", "google_compute_firewall", "google_compute_firewall_policy_rule",
	"google_container_cluster", "google_sql_database_instance", "hcloud_firewall", "openstack_networking_secgroup_rule_v2",
}

_azure := {"azurerm_network_security_group", "azurerm_network_security_rule"}

# METADATA
# description: The resources that do so; see `kiro.lib.matches`.
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": resource.id, "at": resource.at, "text": resource.type} if {
	some resource in input.infrastructure
	resource.operation != "delete"
	some patch in resource.patch
	_lets_in(resource.type, patch)
	not _is_outward(resource)
	not _denies(resource)
}

_lets_in(type, patch) if {
	walk(patch.value, [path, value])
	_is_anywhere(type, value)
	keys := {lower(key) | some key in array.concat(split(patch.path, "/"), path); is_string(key)}
	count(keys & _outward) == 0
}

_outward := {"egress", "outbound_rule", "destination_ranges", "securitygroupegress", "destination_address_prefix"}

_is_anywhere(type, value) if {
	type in _groups
	value in _anywhere
}

_is_anywhere(type, value) if {
	type in _azure
	value in (_anywhere | {"*", "Internet", "Any"})
}

# `type = "egress"` beside the address; what an update does not say again is taken for what comes in
_is_outward(resource) if {
	some patch in resource.patch
	patch.path in ["/type", "/direction", "/egress", "/Egress"]
	patch.value in {true, "egress", "EGRESS", "outbound", "Outbound", "OUTBOUND", "out"}
}

_denies(resource) if {
	some patch in resource.patch
	patch.path in ["/rule_action", "/RuleAction", "/access", "/action"]
	patch.value in {"deny", "Deny", "DENY"}
}

# METADATA
# title: Read credentials
# description: A program that shows, copies or packs a file of credentials, or a tool that reads one.
package kiro.actions.read_credentials

import data.kiro.lib.safe
import data.kiro.lib.sensitive

_roles := concat("", [
	`(?i)^\s*https?://(169\.254\.(169\.254|170\.2|43518)|2852039166|0xa9fea9fe|metadata\.google\.internal|`,
	`\[fd00:ec2::254\])(:[0-9]+)?(/|$)`,
])

# METADATA
# description: The commands and tool calls that do so; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	sensitive.shows(command)
	some argument in sensitive.read_by(command)
	sensitive.is_credential(argument)
}

matches contains {"fact": tool.id, "at": tool.at, "text": tool.tool} if {
	some tool in input.tools
	some text in sensitive.read_texts(tool)
	sensitive.is_credential(text)
}

# a machine's role tells its credentials to whoever asks; a file may be asked for by its address, too
matches contains {"fact": tool.id, "at": tool.at, "text": tool.tool} if {
	some tool in input.tools
	some run in tool.runs
	safe.matches(_roles, run.text)
}

matches contains {"fact": tool.id, "at": tool.at, "text": tool.tool} if {
	some tool in input.tools
	some run in tool.runs
	safe.matches(`(?i)^\s*file://`, run.text)
	sensitive.is_credential(run.text)
}

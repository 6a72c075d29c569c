# METADATA
# title: Read secrets
# description: A program that shows, copies or packs a file of secrets, or a tool that reads one.
package kiro.actions.read_secrets

import data.kiro.lib.sensitive

# METADATA
# description: The commands and tool calls that do so; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	sensitive.shows(command)
	some argument in sensitive.read_by(command)
	sensitive.is_secret(argument)
}

matches contains {"fact": tool.id, "at": tool.at, "text": tool.tool} if {
	some tool in input.tools
	some text in sensitive.read_texts(tool)
	sensitive.is_secret(text)
}

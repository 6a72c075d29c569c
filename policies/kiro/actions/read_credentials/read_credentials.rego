# METADATA
# title: Read credentials
# description: A program that shows, copies or packs a file of credentials, or a tool that reads one.
package kiro.actions.read_credentials

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
	sensitive.is_credential(argument)
}

matches contains {"fact": tool.id, "at": tool.at, "text": tool.tool} if {
	some tool in input.tools
	some text in sensitive.read_texts(tool)
	sensitive.is_credential(text)
}

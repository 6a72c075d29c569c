# METADATA
# title: Destroy files of the host
# description: >-
#   Folders outside the workspace that a recursive deletion reaches. What a command deletes that runs now, or that a
#   spec plans, is a file fact, whose path is outside where it is absolute; a script says it in its words alone, and
#   there only what no container would miss counts.
package kiro.actions.destroy_host_files

import data.kiro.lib.commands
import data.kiro.lib.safe

_system := concat("", [
	`^/+(\*|\.\*|\*\*/\*|(bin|boot|dev|etc|home|lib|lib64|opt|proc|root|run|sbin|srv|sys|usr|var|Applications|Library|`,
	`System|Users)(/+\*?)?)?$|`,
	`^/[A-Za-z]:(/+(?i:Windows|Users|Program Files( \(x86\))?|ProgramData))?(/+\*?)?$`,
])

_home := `^(~[^/]*|/root|/([A-Za-z]:/)?(home|Users)(/[^/]+)?)(/+(\*|\.\*|\*\*/\*)?)?$`

# what every system and every tool makes anew
_spared := concat("", [
	`^(/private)?/(var/)?tmp/.|^/dev/shm/.|^/var/(cache|folders|lib/apt/lists)(/|$)|`,
	`^(~|/root|/(home|Users)/[^/]+)/(\.cache|\.npm|\.yarn|\.pnpm-store|\.gradle|\.m2|\.ivy2|\.cargo/(registry|git)|`,
	`\.nuget|\.terraform\.d|\.local/share/(Trash|pnpm|virtualenvs)|Library/Caches|go/pkg|\.bun|\.deno|\.pub-cache)(/|$)|`,
	`^(~|/[A-Za-z]:/Users/[^/]+)/AppData/Local/(Temp|npm-cache|NuGet|pip|Yarn)(/|$)|^/[A-Za-z]:/Windows/Temp/.|`,
	`(^|/)(__pycache__|node_modules|\.venv|\.pytest_cache)(/|$)`,
])

# METADATA
# description: The files and commands that do so; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": file.id, "at": file.at, "text": file.path} if {
	some file in input.files
	file.change == "deleted"
	_is_outside(file.path)
	_is_deleted_recursively(file.path)
	not safe.surely_matches(_spared, file.path)
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_wrecks(command)
	some word in command.words
	is_string(word)
	_is_essential(word)
}

# a tool for partitions that is told to do more than to show them
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	listing := _listing[command.program]
	some argument in command.argv
	is_string(argument)
	safe.matches(_disks, argument)
	not _only_shows(command, listing)
}

_disks := `^/dev/(sd|hd|nvme|vd|xvd|mmcblk|disk|rdisk|mapper/|md|dm-|loop[0-9]|nbd[0-9]|zram[0-9])`

_listing := {
	"parted": {
		"-l", "--list", "-s", "--script", "-m", "--machine", "print", "free", "all", "devices", "unit", "s", "B", "kB",
		"MB", "GB", "KiB", "MiB", "GiB",
	},
	"sfdisk": {
		"-l", "--list", "-d", "--dump", "-J", "--json", "-V", "--verify", "-F", "--list-free", "-s", "--show-size", "-n",
		"--no-act", "--help", "-v", "--version",
	},
	"sgdisk": {"-p", "--print", "-i", "--info", "-v", "--verify", "-O", "--print-mbr", "--help", "-V", "--version"},
}

_only_shows(command, listing) if {
	count(command.options) > 0
	_shows_by(command, listing)
}

_only_shows(command, listing) if {
	command.words[1] == "print"
	_shows_by(command, listing)
}

_shows_by(command, listing) if {
	every option in command.options {
		option in listing
	}
	every word in array.slice(command.words, 1, count(command.words)) {
		_is_shown(word, listing)
	}
}

_is_shown(word, listing) if word in listing

_is_shown(word, _) if {
	is_string(word)
	safe.surely_matches(`^(/dev/[a-z0-9/]+|[0-9]+)$`, word)
}

_is_essential(word) if safe.matches(_system, word)

_is_essential(word) if safe.matches(_home, word)

_wrecks(command) if _is_recursive(command)

_wrecks(command) if {
	command.program in ["chgrp", "chmod", "chown", "setfacl"]
	some option in ["-R", "--recursive"]
	option in command.options
}

_wrecks(command) if {
	command.program == "rsync"
	not commands.tries(command)
	some option in ["--del", "--delete", "--delete-after", "--delete-before", "--delete-during", "--delete-excluded"]
	option in command.options
}

_wrecks(command) if command.program == "mv"

_is_outside(path) if startswith(path, "/")

_is_outside(path) if startswith(path, "~")

_is_deleted_recursively(path) if {
	some command in input.commands
	_is_meant(command)
	_is_recursive(command)
	_may_mean(command, path)
}

_is_meant(command) if command.runs_now

_is_meant(_) if input.stage == "spec"

_may_mean(command, _) if command.program == "find"

# by its last part, since what comes before depends on where the command runs
_may_mean(command, path) if {
	some word in command.words
	_last_part(word) in {_last_part(path), "", "~", ".", ".."}
}

default _last_part(_) := ""

_last_part(path) := parts[count(parts) - 1] if {
	is_string(path)
	parts := [part | some part in split(path, "/"); part != ""]
}

_is_recursive(command) if {
	command.program in ["rm", "remove-item"]
	not "-whatif" in command.options
	some option in ["--recursive", "-recurse"]
	option in command.options
}

_is_recursive(command) if {
	command.program == "find"
	"-delete" in command.options
}

_is_recursive(command) if command.program in ["rimraf", "srm", "trash", "trash-put"]

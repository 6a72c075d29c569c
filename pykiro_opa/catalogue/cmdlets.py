"""Cmdlets of PowerShell: their names, aliases and parameters, which are written in any case and cut short.

One table for both sides: the guardrail `Remove-Item -Recurse` and the command `ri -rec`. The plain form of a name is
lower case.
"""

from __future__ import annotations

from .programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Aliases that no program of another system is called by.
_OWN = {
    "ac": "add-content", "clc": "clear-content", "cli": "clear-item", "clp": "clear-itemproperty", "copy": "copy-item",
    "cpi": "copy-item", "cpp": "copy-itemproperty", "del": "remove-item", "epcsv": "export-csv", "erase": "remove-item",
    "etsn": "enter-pssession", "foreach": "foreach-object", "gal": "get-alias", "gc": "get-content", "gci": "get-childitem",
    "gcm": "get-command", "gi": "get-item", "gip": "get-netipconfiguration", "gl": "get-location", "gm": "get-member",
    "gp": "get-itemproperty", "gps": "get-process", "gsv": "get-service", "gv": "get-variable", "gwmi": "get-wmiobject",
    "icm": "invoke-command", "iex": "invoke-expression", "ihy": "invoke-history", "ii": "invoke-item", "ipcsv": "import-csv",
    "ipmo": "import-module", "irm": "invoke-restmethod", "iwmi": "invoke-wmimethod", "iwr": "invoke-webrequest",
    "measure": "measure-object", "mi": "move-item", "move": "move-item", "mp": "move-itemproperty", "nal": "new-alias",
    "ndr": "new-psdrive", "ni": "new-item", "nmo": "new-module", "nsn": "new-pssession", "nv": "new-variable",
    "ogv": "out-gridview", "rd": "remove-item", "rdr": "remove-psdrive", "ren": "rename-item", "ri": "remove-item",
    "rjb": "remove-job", "rni": "rename-item", "rnp": "rename-itemproperty", "rp": "remove-itemproperty",
    "rv": "remove-variable", "rvpa": "resolve-path", "rwmi": "remove-wmiobject", "sajb": "start-job", "sal": "set-alias",
    "saps": "start-process", "sasv": "start-service", "sbp": "set-psbreakpoint", "select": "select-object",
    "si": "set-item", "sl": "set-location", "sls": "select-string", "sp": "set-itemproperty", "spjb": "stop-job",
    "spps": "stop-process", "spsv": "stop-service", "sv": "set-variable", "swmi": "set-wmiinstance", "where": "where-object",
    "chdir": "set-location", "cls": "clear-host", "compare": "compare-object", "dir": "get-childitem", "fl": "format-list",
    "ft": "format-table", "fw": "format-wide", "gu": "get-unique", "ghy": "get-history", "iwmr": "invoke-wmimethod",
    "%": "foreach-object", "?": "where-object", "md": "mkdir", "oh": "out-host",
}  # fmt: skip
# Aliases that are programs elsewhere: which of the two runs depends on where it runs.
SHARED = {
    "cat": "get-content", "cd": "set-location", "clear": "clear-host", "cp": "copy-item", "curl": "invoke-webrequest",
    "diff": "compare-object", "echo": "write-output", "group": "group-object", "kill": "stop-process",
    "ls": "get-childitem", "mount": "new-psdrive", "mv": "move-item", "popd": "pop-location", "ps": "get-process",
    "pushd": "push-location", "pwd": "get-location", "rm": "remove-item", "rmdir": "remove-item", "set": "set-variable",
    "sleep": "start-sleep", "sort": "sort-object", "start": "start-process", "tee": "tee-object", "type": "get-content",
    "wget": "invoke-webrequest", "write": "write-output", "sc": "set-content",
}  # fmt: skip
VERBS = frozenset((
    "add", "approve", "assert", "backup", "block", "build", "checkpoint", "clear", "close", "compare", "complete", "compress",
    "confirm", "connect", "convert", "convertfrom", "convertto", "copy", "debug", "deny", "deploy", "disable",
    "disconnect", "dismount", "edit", "enable", "enter", "exit", "expand", "export", "find", "foreach", "format", "get",
    "grant", "group", "hide", "import", "initialize", "install", "invoke", "join", "limit", "lock", "measure", "merge",
    "mount", "move", "new", "open", "optimize", "out", "ping", "pop", "protect", "publish", "push", "read", "receive",
    "redo", "register", "remove", "rename", "repair", "request", "reset", "resize", "resolve", "restart", "restore",
    "resume", "revoke", "save", "search", "select", "send", "set", "show", "skip", "sort", "split", "start", "step",
    "stop", "submit", "suspend", "switch", "sync", "tee", "test", "trace", "unblock", "undo", "uninstall", "unlock",
    "unprotect", "unpublish", "unregister", "update", "use", "wait", "watch", "where", "write",
))  # fmt: skip

# cmdlet: parameters by place; others that take a value; switches
_ROWS: dict[str, tuple[str, str, str]] = {
    "add-content": ("path value", "literalpath encoding filter include exclude", "force nonewline passthru asbytestream"),
    "add-type": ("typedefinition", "assemblyname path literalpath memberdefinition name namespace language referencedassemblies usingnamespace outputassembly", "passthru ignorewarnings"),
    "clear-content": ("path", "literalpath filter include exclude stream", "force"),
    "compress-archive": ("path destinationpath", "literalpath compressionlevel", "update force passthru"),
    "copy-item": ("path destination", "literalpath filter include exclude tosession fromsession", "recurse force container passthru"),
    "expand-archive": ("path destinationpath", "literalpath", "force passthru"),
    "export-csv": ("path delimiter", "inputobject literalpath encoding", "force noclobber append notypeinformation useculture"),
    "foreach-object": ("process", "begin end inputobject membername argumentlist parallel throttlelimit timeoutseconds remainingscripts", "asjob"),
    "get-childitem": ("path filter", "literalpath include exclude depth attributes name", "recurse force file directory hidden readonly system followsymlink"),
    "get-command": ("name", "module commandtype verb noun totalcount", "all listimported syntax showcommandinfo"),
    "get-content": ("path", "literalpath encoding delimiter totalcount head first tail last readcount filter include exclude stream", "raw wait force asbytestream"),
    "get-item": ("path", "literalpath filter include exclude stream", "force"),
    "import-module": ("name", "version prefix alias function cmdlet variable argumentlist scope", "force global passthru disablenamechecking"),
    "invoke-command": ("scriptblock argumentlist", "computername session hostname filepath credential username keyfilepath jobname inputobject authentication port", "asjob nonewscope usessl enablenetworkaccess"),
    "invoke-expression": ("command", "", ""),
    "invoke-item": ("path", "literalpath filter include exclude", ""),
    "invoke-restmethod": ("uri", "method body infile outfile headers contenttype credential useragent form token authentication sessionvariable websession timeoutsec proxy maximumredirection custommethod", "passthru usebasicparsing usedefaultcredentials skipcertificatecheck disablekeepalive resume allowunencryptedauthentication"),
    "invoke-sqlcmd": ("query", "serverinstance database username password inputfile connectionstring querytimeout hostname variable credential accesstoken outputas connectiontimeout", "trustservercertificate encryptconnection abortonerror"),
    "invoke-webrequest": ("uri", "method body infile outfile headers contenttype credential useragent form token authentication sessionvariable websession timeoutsec proxy maximumredirection custommethod", "passthru usebasicparsing usedefaultcredentials skipcertificatecheck disablekeepalive resume allowunencryptedauthentication"),
    "join-path": ("path childpath additionalchildpath", "", "resolve"),
    "measure-command": ("expression", "inputobject", ""),
    "move-item": ("path destination", "literalpath filter include exclude", "force passthru"),
    "new-alias": ("name value", "option description scope", "force passthru"),
    "new-item": ("path", "name itemtype type value target", "force"),
    "new-object": ("typename argumentlist", "comobject property", "strict"),
    "new-scheduledtaskaction": ("execute argument workingdirectory", "id", ""),
    "new-service": ("name binarypathname", "displayname description startuptype credential dependson", ""),
    "new-variable": ("name value", "option visibility scope description", "force passthru"),
    "out-file": ("filepath encoding", "literalpath width inputobject", "append force noclobber nonewline"),
    "out-string": ("", "width inputobject", "stream nonewline"),
    "push-location": ("path", "literalpath stackname", "passthru"),
    "remove-item": ("path", "literalpath filter include exclude stream", "recurse force"),
    "rename-item": ("path newname", "literalpath", "force passthru"),
    "resolve-path": ("path", "literalpath relativebasepath", "relative"),
    "select-object": ("property", "excludeproperty expandproperty first last skip index unique inputobject", "wait"),
    "select-string": ("pattern path", "literalpath inputobject include exclude encoding context culture", "casesensitive quiet list notmatch allmatches simplematch raw"),
    "set-acl": ("path aclobject", "literalpath inputobject", "passthru"),
    "set-alias": ("name value", "option description scope", "force passthru"),
    "set-content": ("path value", "literalpath encoding filter include exclude stream", "force nonewline passthru asbytestream"),
    "set-executionpolicy": ("executionpolicy", "scope", "force"),
    "set-item": ("path value", "literalpath filter include exclude", "force passthru"),
    "set-itemproperty": ("path name value", "literalpath type propertytype inputobject filter include exclude", "force passthru"),
    "new-itemproperty": ("path name", "literalpath value type propertytype", "force"),
    "remove-itemproperty": ("path name", "literalpath", "force"),
    "set-location": ("path", "literalpath stackname", "passthru"),
    "set-variable": ("name value", "option scope description visibility include exclude", "force passthru"),
    "sort-object": ("property", "culture top bottom inputobject", "descending unique casesensitive stable"),
    "start-job": ("scriptblock name", "filepath argumentlist initializationscript inputobject workingdirectory psversion credential literalpath", "runas32"),
    "start-threadjob": ("scriptblock", "name filepath argumentlist initializationscript inputobject throttlelimit streaminghost", ""),
    "start-process": ("filepath argumentlist", "workingdirectory verb credential windowstyle redirectstandardinput redirectstandardoutput redirectstandarderror environment", "nonewwindow wait passthru loaduserprofile usenewenvironment"),
    "start-service": ("name", "displayname include exclude inputobject", "passthru"),
    "start-sleep": ("seconds", "milliseconds duration", ""),
    "stop-process": ("id", "name inputobject", "force passthru"),
    "stop-service": ("name", "displayname include exclude inputobject", "force nowait passthru"),
    "stop-computer": ("computername", "credential", "force asjob"),
    "restart-computer": ("computername", "credential timeout delay for", "force wait"),
    "tee-object": ("filepath", "variable inputobject literalpath encoding", "append"),
    "test-path": ("path", "literalpath filter include exclude pathtype credential", "isvalid"),
    "where-object": ("filterscript value", "property inputobject", "eq ne gt lt ge le like match contains in notlike notmatch notin notcontains not is isnot"),
    "write-output": ("inputobject", "", "noenumerate"),
    "write-host": ("object", "separator foregroundcolor backgroundcolor", "nonewline"),
    "format-volume": ("driveletter", "filesystem newfilesystemlabel path partition", "force full quick"),
    "clear-disk": ("number", "uniqueid friendlyname path", "removedata removeoem passthru"),
    "register-scheduledtask": ("taskname taskpath action trigger settings user password", "principal description xml runlevel inputobject cimsession", "force asjob"),
    "add-localgroupmember": ("group member", "sid name", ""),
    "set-service": ("name", "displayname description startuptype status credential binarypathname", "force passthru"),
    "set-mppreference": ("", "exclusionpath exclusionprocess exclusionextension disablerealtimemonitoring disablescriptscanning disableioavprotection disablebehaviormonitoring mapsreporting submitsamplesconsent", "force"),
    "set-netfirewallprofile": ("name", "profile enabled defaultinboundaction defaultoutboundaction", "all"),
}  # fmt: skip
_COMMON = (
    "erroraction warningaction informationaction progressaction errorvariable warningvariable informationvariable outvariable outbuffer pipelinevariable",
    "verbose debug whatif confirm",
)
_SHORT = {"ea": "erroraction", "wa": "warningaction", "ev": "errorvariable", "ov": "outvariable", "wi": "whatif",
          "cf": "confirm", "lp": "literalpath", "pspath": "literalpath", "args": "argumentlist", "lit": "literalpath",
          "cn": "computername", "psp": "literalpath"}  # fmt: skip


def plain_name(name: str) -> str:
    """The plain form of a cmdlet's name or of an alias that is PowerShell's alone; any other name as it is."""
    lower = name.lower()
    if lower in _OWN and (lower == name or name.isalpha()):
        return _OWN[lower]
    verb, dash, noun = lower.partition("-")
    return lower if dash and verb in VERBS and noun.replace("-", "").isalnum() else name


def cmdlet(name: str) -> str | None:
    """The cmdlet that PowerShell takes a name for, in its plain form; None for another program."""
    lower = name.lower()
    found = _OWN.get(lower) or SHARED.get(lower) or lower
    return found if is_cmdlet(found) else None


def is_cmdlet(program: str) -> bool:
    """Whether a plain name is that of a cmdlet with parameters of its own kind."""
    return program in _ROWS or _looks_like_one(program)


def _looks_like_one(program: str) -> bool:
    verb, dash, noun = program.partition("-")
    return bool(dash) and verb in VERBS and noun.isalnum() and f"{verb}-{noun}" not in _PROGRAMS


# Programs of other systems that are called like cmdlets.
_PROGRAMS = frozenset((
    "add-shell", "build-essential", "build-storybook", "get-pip", "install-info", "invoke-rc", "remove-shell", "set-version", "start-storybook", "test-storybook",
    "update-grub", "update-alternatives", "update-initramfs", "update-ca", "update-notifier", "wait-on", "write-good", "sync-rpc", "copy-webpack", "open-cli",
))  # fmt: skip


_READING_VERBS = frozenset((
    "compare", "convertfrom", "convertto", "find", "foreach", "get", "group", "join", "measure", "ping", "read", "resolve", "search",
    "select", "show", "skip", "sort", "split", "test", "trace", "wait", "watch", "where",
))  # fmt: skip
_READING = frozenset((
    "format-custom", "format-hex", "format-list", "format-table", "format-wide", "out-default", "out-gridview", "out-host",
    "out-null", "out-string", "set-location", "push-location", "pop-location", "start-sleep", "set-strictmode", "write-debug",
    "write-error", "write-host", "write-information", "write-output", "write-progress", "write-verbose", "write-warning",
    "clear-host", "get-credential",
))  # fmt: skip


def only_reads(program: str) -> bool:
    """Whether a cmdlet by its plain name changes nothing itself; blocks that it is given are judged apart."""
    return program in _READING or program.partition("-")[0] in _READING_VERBS


def parameter(program: str, given: str) -> tuple[str, bool]:
    """The parameter that a name cut short means, in lower case, and whether it takes a value."""
    places, valued, switches = _ROWS.get(program, ("", "", ""))
    name = given.lstrip("-").rstrip(":").lower()
    taking = [*places.split(), *valued.split()]
    switching = switches.split()
    common = (_COMMON[0].split(), _COMMON[1].split())
    name = _SHORT.get(name, name)
    for known, takes in ((taking, True), (switching, False), (common[0], True), (common[1], False)):
        if name in known:
            return name, takes
    for known, takes in ((taking, True), (switching, False), (common[0], True), (common[1], False)):
        meant = next((one for one in known if one.startswith(name)), None)
        if meant is not None and name:
            return meant, takes
    return name, program not in _ROWS


def places(program: str) -> Sequence[str]:
    """The parameters that are given by their place."""
    return _ROWS.get(program, ("", "", ""))[0].split()


def parse(program: str, arguments: Sequence[str | None]) -> tuple[list[str | None], set[str]]:
    """The words and the full names of the options; what a parameter that has no place is given is no word."""
    words: list[str | None] = []
    options: set[str] = set()
    named = places(program)
    rest = iter(arguments)
    for argument in rest:
        if argument is None or UNKNOWN in argument:
            words.append(None)
        elif len(argument) > 1 and argument[0] == "-" and not argument[1].isdigit():
            name, _, value = argument.partition(":")
            meant, takes = parameter(program, name)
            if meant in named:
                words += [value] if value else [next(rest, None)] if takes else []
                continue
            if value.lower() != "$false":
                options.add(f"-{meant}")
            if takes and not value and program in _ROWS:
                next(rest, None)
        else:
            words.append(argument)
    return words, options

"""Variables that are set before a text begins, as far as their values are the same wherever it runs."""

from __future__ import annotations

# Folders of Windows as paths from the root or from home on; the first three texts are known by their letters alone.
_TEMPORARY = "/tmp"  # noqa: S108 - a name, nothing is written there
AUTOMATIC: dict[str, object] = {
    "pshome": "C:\\Windows\\System32\\WindowsPowerShell\\v1.0", "shellid": "Microsoft.PowerShell",
    "env:comspec": "C:\\WINDOWS\\system32\\cmd.exe", "verbosepreference": "SilentlyContinue",
    "debugpreference": "SilentlyContinue", "true": True, "false": False, "null": None, "home": "~", "pwd": ".",
    "ofs": " ", "env:home": "~", "env:userprofile": "~", "env:homepath": "~", "env:homedrive": "", "env:temp": _TEMPORARY,
    "env:tmp": _TEMPORARY, "env:tmpdir": _TEMPORARY, "env:systemroot": "C:/Windows", "env:windir": "C:/Windows",
    "env:systemdrive": "C:", "env:programfiles": "C:/Program Files", "env:programfiles(x86)": "C:/Program Files (x86)",
    "env:programdata": "C:/ProgramData", "env:allusersprofile": "C:/ProgramData", "env:public": "C:/Users/Public",
    "env:appdata": "~/AppData/Roaming", "env:localappdata": "~/AppData/Local", "psscriptroot": ".", "env:pwd": ".",
    "profile": "~/Documents/PowerShell/Microsoft.PowerShell_profile.ps1",
    "erroractionpreference": "Continue", "iswindows": True, "args": [],
}  # fmt: skip
_PROVIDERS = ("hklm:", "hkcu:", "hkcr:", "hku:", "hkcc:", "registry::", "microsoft.powershell.core", "env:", "function:",
              "variable:", "alias:", "cert:", "wsman:", "sqlserver:", "ad:", "iis:", "pester:", "testdrive:")  # fmt: skip


def path(text: str) -> str | None:
    """A path of PowerShell as one with `/`, below `/C:` where it names a drive; None for what is no file."""
    if text.lower().startswith(_PROVIDERS):
        return None
    plain = text.removeprefix("FileSystem::").removeprefix("\\\\?\\").replace("\\", "/")
    return f"/{plain}" if plain[1:2] == ":" and plain[0].isalpha() and plain[2:3] in ("", "/") else plain

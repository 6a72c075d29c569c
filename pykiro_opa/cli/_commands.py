"""Commands found by their place: a module is a command, a folder a group of them."""

from __future__ import annotations

import os

import click


class Commands(click.Group):
    """Commands are the modules and folders of `folder` with a `command`; only the one that is called is imported."""

    def __init__(self, *arguments: object, folder: str, package: str, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self._folder = folder
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        with os.scandir(self._folder) as entries:
            names = [entry.name.removesuffix(".py") for entry in entries if _is_module(entry)]
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        from importlib import import_module

        command: click.Command = import_module(f"{self._package}.{cmd_name}").command
        return command


def _is_module(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".py") or os.path.isfile(os.path.join(entry.path, "__init__.py"))

"""`pykiro-opa bundle`: guardrails as bundles, for OPA and for other teams."""

from __future__ import annotations

import os

import click

from .._commands import Commands


@click.group("bundle", cls=Commands, folder=os.path.dirname(__file__), package=__name__)
def command() -> None:
    """Build, sign, publish and look into OPA bundles."""

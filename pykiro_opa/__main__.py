"""`python -m pykiro_opa`."""

from .cli import main

main()

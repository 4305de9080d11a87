"""`python -m sportello` is the command `sportello`."""

from sportello.cli import main

main()

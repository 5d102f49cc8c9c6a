"""`python -m generator` is `auditscap`."""

from generator.cli import main

main()

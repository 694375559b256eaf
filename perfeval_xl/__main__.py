"""`python -m perfeval_xl`: the command line."""

import sys

from perfeval_xl.cli import main

sys.exit(main())

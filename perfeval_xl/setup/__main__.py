"""What install.ps1 runs: this file by its path, with `python -I`, so that nothing but what was checked is imported."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from perfeval_xl.setup.main import main

sys.exit(main())

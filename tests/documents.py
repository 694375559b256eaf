"""docs/generate.py as a module, for the tests of what it writes and of what the command line offers."""

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).parent.parent / "docs" / "generate.py"
sys.path.insert(0, str(_PATH.parent))
_spec = importlib.util.spec_from_file_location("generate_documents", _PATH)
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

FOLDER = _module.FOLDER
commands = _module.commands
documents = _module.documents

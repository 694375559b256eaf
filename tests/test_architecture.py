"""The rules of the house, read from the source: which way imports go, what the core may import, docstrings, sizes."""

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from perfeval_xl import cli
from perfeval_xl import scheme as schemes
from perfeval_xl.checks import core

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "perfeval_xl"
SOURCES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    ("errors", "figures"),
    ("model",),
    ("names",),
    ("measures", "scheme", "scheme_*", "targets", "target_*"),
    ("criteria",),
    ("rules",),
    ("lines",),
    ("evaluation",),
    ("narrative",),
    ("checks", "report", "importing", "comparison", "rollover"),
    ("cells",),
    ("cell_functions",),
    ("*",),
    ("files",),
    ("bureau",),
    ("demo",),
    ("setup",),
    ("doctor", "excel"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""From the bottom to the top; a module imports only its own layer and those below. "*" is every other module."""
ABOVE = {"setup/explorer.py": {"cli"}}
"""The exceptions: the context menu runs commands as a person would type them."""
CORE = 11
"""The layers that import the standard library only."""
BESIDE_THE_LIBRARY = {f"criteria/{name}.py": {"pyparsing"} for name in ("grammar", "conditions", "counting")}
"""The exceptions: the language of scoring standards is a grammar, and a parser of our own would be harder to check than
pyparsing (pure Python, no dependencies); it is imported only when a standard is read."""


def module_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def layer_of(module):
    for level, names in enumerate(LAYERS):
        if module in names or any(name.endswith("_*") and module.startswith(name[:-1]) for name in names):
            return level
    return next(level for level, names in enumerate(LAYERS) if names == ("*",))


def imports(path, top_level_only=False):
    """The dotted names that a module imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield from (f"{base}.{alias.name}" for alias in node.names)


def named(path):
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_imports_go_down_only(path):
    here = module_of(path)
    if here == "__init__":
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "perfeval_xl" or len(parts) < 2 or parts[1].startswith("__"):
            continue
        if parts[1] not in ABOVE.get(named(path), ()):
            assert layer_of(parts[1]) <= layer_of(here), f"{named(path)} imports {name}, which stands above it"


def graph():
    """Which of our modules each of them imports, at the top, in a function or for its types."""
    modules = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in SOURCES}
    modules = {path: name.removesuffix(".__init__") for path, name in modules.items()}
    known = set(modules.values())
    found = {}
    for path, name in modules.items():
        # `from a.b import c` names the module a.b.c where there is one, else a.b.
        wanted = {one if one in known else one.rpartition(".")[0] for one in imports(path)}
        found[name] = (wanted & known) - {name}
    return found


def test_no_module_is_imported_by_what_it_imports():
    """Nor in a function, nor for its types: then one of the two does not know its place, or a piece has none yet."""
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


STARTED = {
    "perfeval_xl.__main__": "python -m perfeval_xl",
    "perfeval_xl.excel.server": "Windows, by its registration",
    "perfeval_xl.excel.wrappers": "workbook/build.py",
    "perfeval_xl.setup.__main__": "install.ps1",
    "perfeval_xl.setup.explorer": "the context menu",
    "perfeval_xl.setup.templates": "setup/steps.py, in the private environment",
}
"""The modules that none of ours imports, and who starts them; checks and commands are imported by their names."""


def test_every_module_is_imported_or_started_by_somebody():
    imported = {name for names in graph().values() for name in names}
    by_name = {f"perfeval_xl.checks.{name}" for name in core._MODULES}
    (commands,) = cli.parser()._subparsers._group_actions
    by_name |= {f"perfeval_xl.commands.{command.get_default('module')}" for command in commands.choices.values()}
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}
    assert by_name <= graph().keys()
    assert graph().keys() - imported - packages - by_name == STARTED.keys()


@pytest.mark.parametrize("path", [path for path in SOURCES if layer_of(module_of(path)) < CORE], ids=named)
def test_the_core_imports_the_standard_library_only(path):
    for name in imports(path):
        top = name.split(".")[0]
        allowed = {"perfeval_xl", *BESIDE_THE_LIBRARY.get(named(path), ())}
        assert top in allowed or top in sys.stdlib_module_names, f"{named(path)} imports {name}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_heavy_libraries_are_imported_where_they_are_used(path):
    heavy = {"openpyxl", "pandas", "docx", "xlsxwriter", "xlwings", "lxml", "win32com", "pythoncom", "pyparsing"}
    assert not {name.split(".")[0] for name in imports(path, top_level_only=True)} & heavy


def test_only_excel_imports_xlwings():
    users = {named(path) for path in SOURCES if any(name.split(".")[0] == "xlwings" for name in imports(path))}
    assert all(user.startswith(("excel/", "doctor")) for user in users), users


def test_no_region_is_named_in_the_code():
    ids = schemes.all_schemes()
    words = set(ids) | {scheme.region for scheme in ids.values() if scheme.kind == "department"}
    words |= {"上街区", "金水区", "郑州", "shangjie", "jinshui"}
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], named(path)


def public(tree):
    """The public functions and classes of a module, and the public methods (not properties) of its public classes."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    item
                    for item in node.body
                    if isinstance(item, ast.FunctionDef) and not item.name.startswith("_") and not item.decorator_list
                )


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_what_is_public_says_what_it_is_in_one_sentence(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "__init__.py" or tree.body:
        assert ast.get_docstring(tree), f"{named(path)} has no docstring"
    for node in public(tree):
        first = (ast.get_docstring(node) or "").split("\n\n")[0].strip()
        assert first, f"{named(path)}: {node.name} has no docstring"
        assert first[-1] in ".:;。" or first.endswith('"'), f"{named(path)}: {node.name}: {first}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_files_are_short_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_the_core_has_one_rounding():
    for path in (path for path in SOURCES if layer_of(module_of(path)) < CORE):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and (
                (isinstance(node.func, ast.Name) and node.func.id == "round")
                or (isinstance(node.func, ast.Attribute) and node.func.attr == "quantize")
            )
        ]
        assert not calls or path.name == "figures.py", f"{named(path)}:{calls[0].lineno} rounds by itself"

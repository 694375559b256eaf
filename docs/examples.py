"""Runs the worked examples of a page of the manual and writes what the program says into the page.

In a page, a block ```toml NAME or ```json NAME is added to that file; a block ```console holds commands after "$ " and
below each what it says. `export NAME=VALUE`, `rm FILE` and `perfeval-xl …` are known. The last command of a block must
end with the code that the block names (```console 2), else with 0.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "manual"
PAGES = ("maintainer.md",)
_BLOCK = re.compile(r"^```(toml|json|console)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(page: str, folder: Path) -> str:
    """`page` with what its commands say today; ValueError where one ends otherwise than the page says."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}

    def block(found: re.Match[str]) -> str:
        language, word, text = found.groups()
        if language != "console":
            if word:
                path = folder / word
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("a", encoding="utf-8") as file:
                    file.write(text + "\n")
            return found[0]
        said, code = "", 0
        for line in text.splitlines():
            if line.startswith("$ "):
                answer, code = _command(shlex.split(line[2:]), folder, environment)
                said += f"{line}\n{answer}"
        if code != int(word or 0):
            raise ValueError(f"ended with {code}: {said}")
        return f"```console{f' {word}' if word else ''}\n{said}```"

    return _BLOCK.sub(block, page)


def _command(words: list[str], folder: Path, environment: dict[str, str]) -> tuple[str, int]:
    match words:
        case ["export", setting]:
            name, _, value = setting.partition("=")
            environment[name] = value
            return "", 0
        case ["rm", name]:
            (folder / name).unlink()
            return "", 0
        case ["perfeval-xl", *arguments]:
            command = [sys.executable, "-m", "perfeval_xl", *arguments]
            ran = subprocess.run(
                command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
            )
            lines = ran.stdout.decode("utf-8").splitlines()
            return "".join(f"{line.rstrip()}\n" for line in lines), ran.returncode
    raise ValueError(f"not a command of the manual: {words}")


def refreshed(name: str) -> str:
    """The page `name` as its examples turn out today."""
    with tempfile.TemporaryDirectory() as folder:
        return run((FOLDER / name).read_text(encoding="utf-8"), Path(folder))


if __name__ == "__main__":
    for name in PAGES:
        text = refreshed(name)
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(FOLDER / name)

"""The project's C++ files, for the checks in this folder. Standard library only."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CPP_FOLDERS = ("src", "apps", "tests", "bench", "fuzz", "bindings", "cmake")
CPP_ENDINGS = (".h", ".cpp")
LEFT_OUT = {"node_modules", "build", "__pycache__"}

ANY_INCLUDE = re.compile(r'^\s*#\s*include\s*(["<][^">]+[">])', flags=re.MULTILINE)
QUOTED_INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def cpp_files(project: Path = PROJECT) -> list[Path]:
    """All our C++ files, sorted, tracked by git or not: a new file is checked before it is committed."""
    found = []
    for folder in CPP_FOLDERS:
        for path in (project / folder).rglob("*"):
            if path.suffix in CPP_ENDINGS and path.is_file() and not LEFT_OUT & set(path.parts):
                found.append(path)
    return sorted(found)


def quoted_includes(path: Path) -> list[tuple[int, str]]:
    """(line number, what is included) for every #include "..." of a file."""
    includes = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        match = QUOTED_INCLUDE.match(line)
        if match:
            includes.append((number, match.group(1)))
    return includes


def resolve_include(name: str, project: Path = PROJECT) -> Path | None:
    """The file an include means: written from src/, or from the project for tests/, apps/, bench/ …"""
    for root in (project / "src", project):
        if (root / name).is_file():
            return root / name
    return None

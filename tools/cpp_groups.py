"""Which C++ files can be read one after another as a single text: those that declare no name twice in their unnamed
namespaces. Static analysis and the build (tools/unity_groups) both spare themselves most of the headers that way."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from cpp_text import blank, closing_brace

NO_NAMES = {"const", "noexcept", "operator", "override", "requires"}
File = TypeVar("File")


def outline_of(clean: str) -> str:
    """A namespace's text without what stands in the braces and brackets of its functions and types."""
    outline, depth = [], 0
    for character in clean:
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(character, 0)
        if depth == 0 or character in "{(" and depth == 1:
            outline.append(character)
    return "".join(outline)


def without_what_declares_nothing(outline: str) -> str:
    """Without what only uses names: using-directives, template parameters, what a type is derived from, initializers."""
    outline = re.sub(r"\boperator\s*[^\w\s(]+", "operator", outline)
    outline = re.sub(r"\busing\s+(?:namespace\s+)?[\w:\s]+;|\bfinal\b", "", outline)
    outline = re.sub(r"\btemplate\s*<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>", "", outline)
    outline = re.sub(r"(?:(?<!:):(?!:)|->)[^{;]*(?={)", " ", outline)
    return re.sub(r"=[^;]*", "=", outline)


def unnamed_names(text: str) -> set[str]:
    """Names declared in a file's unnamed namespaces, roughly: what stands before "(", "=", "{" or ";" there."""
    clean, names = re.sub(r"\bnamespace\s+\w+\s*=", "", blank(text)), set()
    for match in re.finditer(r"\bnamespace\s*\{", clean):
        end = closing_brace(clean, match.end() - 1)
        outline = without_what_declares_nothing(outline_of(clean[match.end():end]))
        names |= set(re.findall(r"(?<!:)\b([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?[(={;]", outline))
    return {name for name in names - NO_NAMES if not re.match(r"(TEST|INSTANTIATE|BENCHMARK)", name)}


def used_names(text: str) -> set[str]:
    """All names that stand alone: no members, none of a named namespace."""
    return set(re.findall(r"(?<![.:>\w])[A-Za-z_]\w*", blank(text)))


def group_files(files: Sequence[File], text_of: Callable[[File], str], kind_of: Callable[[File], Hashable], lines_max: int) -> list[list[File]]:
    """In groups of one kind, up to so many lines; in the order in which they come. A file goes apart from one before it whose
    unnamed names it declares too, and from one whose unnamed names it uses: it means others of that name, and would get these
    without a word where they fit as well."""
    groups: list[tuple[Hashable, list[File], set[str], int]] = []
    for file in files:
        text = text_of(file)
        kind, names, lines = kind_of(file), unnamed_names(text), text.count("\n")
        met = names | used_names(text)
        for index, (group_kind, members, group_names, group_lines) in enumerate(groups):
            if group_kind == kind and not met & group_names and group_lines + lines <= lines_max:
                groups[index] = (kind, members + [file], group_names | names, group_lines + lines)
                break
        else:
            groups.append((kind, [file], names, lines))
    return [members for _, members, _, _ in groups]

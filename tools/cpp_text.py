"""The text of a C++ file without its comments and literals, and where a brace closes. No compiler needed; how long a
function is says clang-tidy (readability-function-size in .clang-tidy)."""

import re

BLANKED = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
    flags=re.DOTALL)
DIGIT_SEPARATOR = re.compile(r"(?<=[0-9A-Fa-f])'(?=[0-9A-Fa-f])")


def blank(text: str) -> str:
    """The text with comments and literals blanked; lines stay where they are."""
    def spaces(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match.group(0))
    text = BLANKED.sub(spaces, DIGIT_SEPARATOR.sub("_", text))
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", spaces, text, flags=re.MULTILINE)


def closing_brace(clean: str, opening: int) -> int:
    depth = 0
    for match in re.finditer(r"[{}]", clean[opening:]):
        depth += 1 if match.group(0) == "{" else -1
        if depth == 0:
            return opening + match.start()
    return len(clean) - 1

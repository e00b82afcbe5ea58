"""Finds the functions of a C++ file and their lengths, without a compiler: strings and comments are blanked, then
braces are followed. Good for formatted code; a lambda counts as part of the function around it."""

import re
from dataclasses import dataclass

BLANKED = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
    flags=re.DOTALL)
DIGIT_SEPARATOR = re.compile(r"(?<=[0-9A-Fa-f])'(?=[0-9A-Fa-f])")
# What stands before the brace of a scope whose inside is looked into for functions.
SCOPE = re.compile(r"\b(namespace|class|struct|union)\b(?!.*\))|\bextern\s*$")
NAME = re.compile(r"([A-Za-z_~][\w:~]*|operator\s*\S+?)\s*\(")


@dataclass
class Function:
    name: str
    line: int  # 1-based, where it begins
    lines: int  # from there to its closing brace


def blank(text: str) -> str:
    """The text with comments and literals blanked; lines stay where they are."""
    def spaces(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match.group(0))
    text = BLANKED.sub(spaces, DIGIT_SEPARATOR.sub("_", text))
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", spaces, text, flags=re.MULTILINE)


def find_functions(text: str) -> list[Function]:
    clean = blank(text)
    functions = []
    begin = position = 0  # of the declaration that is being read
    while position < len(clean):
        character = clean[position]
        if character in ";}":
            begin = position + 1
        elif character == "{":
            head = clean[begin:position]
            if SCOPE.search(head):
                begin = position + 1
            else:
                end = closing_brace(clean, position)
                # A brace right after a name in a constructor's list (": x_{1} {") belongs to the head.
                if "(" in head and not head.rstrip().endswith("="):
                    if re.match(r"\s*[,{]", clean[end + 1:]) and re.search(r"\)[^()]*:", head):
                        position = end + 1
                        continue
                    functions.append(function_between(clean, begin, head, end))
                position = end
                begin = end + 1
        position += 1
    return functions


def closing_brace(clean: str, opening: int) -> int:
    depth = 0
    for match in re.finditer(r"[{}]", clean[opening:]):
        depth += 1 if match.group(0) == "{" else -1
        if depth == 0:
            return opening + match.start()
    return len(clean) - 1


def function_between(clean: str, begin: int, head: str, end: int) -> Function:
    first = begin + len(head) - len(head.lstrip())
    names = NAME.findall(head)
    name = names[0] if names else head.strip()[:40]
    if name.startswith(("TEST", "BENCHMARK", "RC_GTEST")):  # a test's own name says more than the macro's
        name = " ".join(head[head.index("("):].split())
    return Function(name, clean.count("\n", 0, first) + 1, clean.count("\n", first, end) + 1)

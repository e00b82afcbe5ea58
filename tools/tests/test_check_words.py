#!/usr/bin/env python3
"""tools/check_words: a text that one language lacks, or that no page uses, is noticed."""

import sys
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
check_words = SourceFileLoader("check_words", str(TOOLS / "check_words")).load_module()



class Words(unittest.TestCase):
    def test_reads_the_object_of_a_words_file(self):
        source = 'import x;\nexport const en: Words = {\n  a: "b, {n}: \\"c\\"", // why\n  d: { e: "f" },\n};\nexport type X = 1;\n'
        self.assertEqual(check_words.literal(source), {"a": 'b, {n}: "c"', "d": {"e": "f"}})

    def test_notices_a_missing_key_another_slot_and_an_empty_text(self):
        en, de = {("a",): "x {n}", ("b",): "y", ("c",): "z"}, {("a",): "x {m}", ("c",): ""}
        self.assertEqual(len(check_words.differences("web", en, de)), 3)

    def test_counts_a_word_by_number_as_the_same_slot(self):
        self.assertEqual(check_words.differences("m", {"a": "{n} {n#day|days}"}, {"a": "{n} {n#Tag|Tage}"}), [])

    def test_notices_a_key_that_no_page_uses(self):
        words = {("today", "start"): "", ("today", "gone"): "", ("lab", "stages", "read"): ""}
        self.assertEqual(check_words.unused(words, "w.today.start; w.lab.stages[id]"), ["web: today.gone is used by no page"])


if __name__ == "__main__":
    unittest.main()

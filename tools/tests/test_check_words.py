#!/usr/bin/env python3
"""tools/check_words: a text that one language lacks, or that no page uses, is noticed."""

import sys
import tempfile
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

    def test_finds_words_that_are_fetched_with_their_page(self):
        with tempfile.TemporaryDirectory() as folder:
            i18n = Path(folder)
            (i18n / "en.ts").write_text('import { dayEn } from "./day_en";\n', encoding="utf-8")
            for name in ("day_en", "lan_en", "lan_de"):
                (i18n / f"{name}.ts").write_text("", encoding="utf-8")
            self.assertEqual(check_words.words_apart(i18n), ["lan"])

    def test_holds_them_as_it_holds_all_others(self):
        self.assertIn("lan", check_words.words_apart(TOOLS.parent / "web/src/i18n"))
        found, count = check_words.problems(TOOLS.parent)
        self.assertEqual(found, [])
        self.assertGreater(count, 1000)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""tools/check_ids: an item of data/ that code names is found; an ordinary word that is also an id is not."""

import sys
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOLS))
check_ids = SourceFileLoader("check_ids", str(TOOLS / "check_ids")).load_module()

IDS = {"easy_speed_m_s": {"question"}, "top_speed_m_s": {"question"}, "trauma_stretch": {"injury_type"}, "run": {"movement"},
       "walk": {"question", "exercise"}, "previous_acl": {"question"}, "dvt": {"red_flag"}}


def found(source: str, name: str = "src/a.cpp") -> int:
    return len(check_ids.check_file(name, source, IDS))


class Ids(unittest.TestCase):
    def test_finds_every_way_in_which_an_item_was_ever_named(self):
        for source in ('const char* q = easy ? "easy_speed_m_s" : x;', 'slow={picture.id === "trauma_stretch"}',
                       'question.id.startsWith("previous_")', 'get(`/movements/run?language=${language}`)',
                       'data / "movements" / "run.toml"', 'knowledge.questions.find("walk")', 'if (exercise == "walk")',
                       'flag("red_flag.dvt")', "order = ['walk', 'trauma_stretch']"):
            self.assertEqual(found(source), 1, source)

    def test_leaves_ordinary_words_comments_and_includes_alone(self):
        for source in ('json["run"] = 1;', 'words("run.after_warm_up")', '// "trauma_stretch" was one', '#include "walk/run.toml"',
                       '"walk along the ward"', 'pages = ["today", "run"]', 'x = 1;  // as "easy_speed_m_s"'):
            self.assertEqual(found(source), 0, source)

    def test_knows_that_a_field_may_have_the_name_of_a_question(self):
        self.assertEqual(found('put("top_speed_m_s")', "src/view/runs_view.cpp"), 0)
        self.assertEqual(found('put("top_speed_m_s")', "src/rehab/plan/plan.cpp"), 1)

    def test_says_the_line(self):
        self.assertIn("src/a.cpp:3:", check_ids.check_file("src/a.cpp", '\n// x\n"trauma_stretch"', IDS)[0])


if __name__ == "__main__":
    unittest.main()

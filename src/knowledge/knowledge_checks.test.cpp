#include "knowledge/knowledge_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

ItemFile item(const std::string& file, const std::string& text) {
  return parse_item_file(text, file).value();
}

TEST(Findings, stand_at_the_line_of_the_part_they_speak_of) {
  const std::vector<ItemFile> items{item("gates/a.toml", "id = \"a\"\nkind = \"gate\"\n"),
                                    item("protocols/a.toml",
                                         "id = \"a\"\nkind = \"protocol\"\n\n[[phase]]\nid = "
                                         "\"settle\"\norder = 1\n\n[[phase]]\nid = \"speed\"\norder = 2\n")};
  Diagnostics out;
  const Findings findings(items, out);
  findings.error("protocol", "a", "phase.speed.order", "twice");
  findings.warn("protocol", "a", "phase.none", "not there");
  findings.error("exercise", "a", "x", "no such file");
  ASSERT_EQ(out.entries().size(), 3U);
  EXPECT_EQ(out.entries()[0].file, "protocols/a.toml") << "not the gate of the same id";
  EXPECT_EQ(out.entries()[0].line, 10);
  EXPECT_EQ(out.entries()[0].severity, Severity::error);
  EXPECT_EQ(out.entries()[1].file, "protocols/a.toml");
  EXPECT_EQ(out.entries()[1].line, 0) << "unknown, rather than a wrong one";
  EXPECT_EQ(out.entries()[1].severity, Severity::warning);
  EXPECT_EQ(out.entries()[2].file, "");
  EXPECT_EQ(out.entries()[2].element, "x");
}

TEST(CheckItems, wants_exactly_one_policy) {
  for (const int policies : {0, 1, 2}) {
    std::vector<ItemFile> items;
    for (int i = 0; i < policies; ++i)
      items.push_back(item("policies/p.toml", "id = \"p\"\nkind = \"policy\"\n"));
    Knowledge knowledge;
    knowledge.catalogs = {{"en", {.language = "en", .text = {}}}, {"de", {.language = "de", .text = {}}}};
    Diagnostics out;
    check_items(items, knowledge, out);
    const auto said = std::ranges::count_if(
        out.entries(), [](const auto& entry) { return entry.message == "there must be exactly one policy"; });
    EXPECT_EQ(said, policies == 1 ? 0 : 1) << policies;
  }
}

}  // namespace
}  // namespace hamstring::rehab

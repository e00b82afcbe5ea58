#include "render/force_section.h"

#include <gtest/gtest.h>

#include <cmath>
#include <pugixml.hpp>
#include <string>

#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

TEST(ForceSection, has_a_band_below_every_number_and_as_many_cells_as_headings) {
  for (const bool swing_only : {false, true}) {
    pugi::xml_document page;
    ASSERT_TRUE(page.load_string(force_section(testing::sample_forces(swing_only)).markup().c_str()));
    EXPECT_EQ(page.select_nodes("//table").size(), swing_only ? 1U : 3U);
    for (const pugi::xpath_node& table : page.select_nodes("//table")) {
      const std::size_t columns = table.node().select_nodes("./thead/tr/*").size();
      for (const pugi::xpath_node& row : table.node().select_nodes("./tbody/tr"))
        EXPECT_EQ(row.node().select_nodes("./*").size(), columns);
      EXPECT_LE(columns, 10U) << "a page is 1040 px wide";
    }
    // What is computed of a muscle has its band; only when it was, and what groups do not have, has none.
    for (const pugi::xpath_node& cell :
         page.select_nodes("//td[@data-label and @data-label != 'at, of the cycle' and text() != '–']"))
      EXPECT_TRUE(cell.node().select_node(".//small")) << cell.node().attribute("data-label").value();
    const auto bflh = page.select_node("(//table)[1]/tbody/tr[2]/td[@data-label='Late in the swing']").node();
    EXPECT_EQ(bflh.select_node("./span/span").node().text().get(), std::string("700\u00a0N"));
    EXPECT_EQ(bflh.select_node("./span/small").node().text().get(), std::string("115 to 770"));
  }
}

TEST(ForceSection, says_cautions_before_notes_and_escapes_them) {
  pugi::xml_document page;
  ASSERT_TRUE(page.load_string(force_section(testing::sample_forces()).markup().c_str()));
  EXPECT_EQ(page.select_node("//ul/li[1]").node().text().get(), std::string("One caution <of> two."));
  EXPECT_EQ(page.select_node("//ul/li[1]").node().attribute("class").value(), std::string("warning"));
  EXPECT_EQ(page.select_node("//ul/li[2]").node().text().get(), std::string("One note <of> two."));
}

TEST(ForceSection, shows_no_number_whose_band_is_not_known) {
  report::ForceReport forces = testing::sample_forces();
  for (report::ForceSummary& s : forces.muscles) {
    s.middle.late_swing.low_n = std::nan("");
    s.middle.hip_share.high = std::nan("");
  }
  pugi::xml_document page;
  ASSERT_TRUE(page.load_string(force_section(forces).markup().c_str()));
  for (const char* label : {"Late in the swing", "Of hip extension"}) {
    for (const pugi::xpath_node& cell :
         page.select_nodes(("//td[@data-label='" + std::string(label) + "']").c_str()))
      EXPECT_EQ(cell.node().text().get(), std::string("not known")) << label;
  }
}

TEST(ForceSection, is_not_there_without_a_force) {
  EXPECT_TRUE(force_section({}).is_empty());
}

}  // namespace
}  // namespace hamstring::render

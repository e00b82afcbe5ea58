#include "render/force_section.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

TEST(ForceSection, has_a_band_in_every_force_and_as_many_cells_as_headings) {
  for (const bool swing_only : {false, true}) {
    pugi::xml_document page;
    ASSERT_TRUE(page.load_string(force_section(testing::sample_forces(swing_only)).markup().c_str()));
    const std::size_t columns = page.select_nodes("//thead/tr/th").size();
    EXPECT_EQ(columns, swing_only ? 5U : 12U);
    for (const pugi::xpath_node& row : page.select_nodes("//tbody/tr"))
      EXPECT_EQ(row.node().select_nodes("./*").size(), columns);
    const std::string force = page.select_node("//tbody/tr[2]/td[2]").node().text().get();
    EXPECT_EQ(force, "700 N (115 to 770)");
    EXPECT_EQ(page.select_node("//ul/li[1]").node().text().get(), std::string("One note <of> two."));
  }
}

TEST(ForceSection, is_not_there_without_a_force) {
  EXPECT_TRUE(force_section({}).is_empty());
}

}  // namespace
}  // namespace hamstring::render

#include "render/muscle_table.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

pugi::xml_document parsed(const report::MotionReport& report) {
  pugi::xml_document page;
  EXPECT_TRUE(page.load_string(muscle_table(report, report::motion_figures(report)).markup().c_str()));
  return page;
}

TEST(MuscleTable,
     every_row_has_as_many_cells_as_the_head_and_every_number_opens_the_panel_of_its_own_quantity) {
  const report::MotionReport report = testing::sample_run();
  const std::vector<report::Figure> figures = report::motion_figures(report);
  const pugi::xml_document page = parsed(report);
  const std::size_t columns = page.select_nodes("//thead/tr/th").size();
  int numbers = 0;
  for (const pugi::xpath_node& row : page.select_nodes("//tbody/tr[not(@class)]")) {
    EXPECT_EQ(row.node().select_nodes("./*").size(), columns);
    for (const pugi::xpath_node& button : row.node().select_nodes(".//button")) {
      const report::Figure* const figure =
          report::find_figure(figures, button.node().attribute("popovertarget").value());
      ASSERT_NE(figure, nullptr);
      EXPECT_EQ(figure->shown, button.node().text().get()) << figure->id;
      ++numbers;
    }
  }
  EXPECT_EQ(numbers, 2 * 4 * 7) << "sides, muscles, quantities";
}

TEST(MuscleTable, the_short_head_stands_apart_behind_the_others_over_the_whole_width) {
  const pugi::xml_document page = parsed(testing::sample_run());
  EXPECT_EQ(page.select_nodes("//tbody[1]/tr").size(), 6U);
  EXPECT_EQ(page.select_nodes("//tbody[2]/tr").size(), 3U) << "its heading and two sides";
  EXPECT_EQ(page.select_node("//tbody[2]/tr[1]/td").node().attribute("colspan").as_uint(),
            page.select_nodes("//thead/tr/th").size());
  EXPECT_EQ(parsed(testing::sample_run({.with_short_head = false})).select_nodes("//tbody").size(), 1U);
}

TEST(MuscleTable, there_is_none_where_nothing_was_computed) {
  EXPECT_TRUE(muscle_table(testing::sample_nothing(), {}).is_empty());
}

}  // namespace
}  // namespace hamstring::render

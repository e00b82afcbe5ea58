#include "render/glance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>
#include <sstream>

#include "report/muscle_summary.h"
#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

pugi::xml_document parsed(const report::MotionReport& report) {
  pugi::xml_document page;
  EXPECT_TRUE(page.load_string(glance_table(report, report::motion_figures(report)).markup().c_str()));
  return page;
}

/// Where a mark stands: half way between its base, where its points begin, and its tip, where they end.
double place_of(const pugi::xml_node& mark) {
  std::istringstream points(mark.attribute("points").value());
  std::vector<double> x;
  for (std::string point; points >> point;) x.push_back(std::stod(point));
  return x.empty() ? -1.0 : 0.5 * (x.front() + x.back());
}

TEST(Glance, one_row_a_muscle_that_crosses_the_hip_and_both_sides_in_each) {
  const pugi::xml_document page = parsed(testing::sample_run());
  EXPECT_EQ(page.select_nodes("//tbody/tr").size(), 3U);
  EXPECT_EQ(page.select_nodes("//polygon[contains(@class,'dot left')]").size(), 3U);
  EXPECT_EQ(page.select_nodes("//polygon[contains(@class,'dot right')]").size(), 3U);
  EXPECT_EQ(page.select_nodes("//button").size(), 6U) << "each number opens";
}

TEST(Glance, marks_stand_on_one_axis_in_proportion_to_their_stretch) {
  const report::MotionReport report = testing::sample_run();
  const pugi::xml_document page = parsed(report);
  std::vector<std::pair<double, double>> seen;  // percent, px
  const pugi::xpath_node_set rows = page.select_nodes("//tbody/tr");
  const std::array long_ones{Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus,
                             Hamstring::semimembranosus};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t side = 0; side < 2; ++side) {
      const pugi::xpath_node mark = rows[row].node().select_node(
          side == 0 ? ".//polygon[contains(@class,'left')]" : ".//polygon[contains(@class,'right')]");
      const report::MuscleResult* const muscle = report::find_muscle(report.sides[side], long_ones[row]);
      seen.emplace_back(100.0 * report::shown_peak_stretch(*muscle), place_of(mark.node()));
    }
  }
  ASSERT_EQ(seen.size(), 6U);
  const auto [low, high] = std::ranges::minmax(seen);
  ASSERT_GT(high.first, low.first);
  for (const auto& [percent, px] : seen) {
    const double expected =
        low.second + (percent - low.first) / (high.first - low.first) * (high.second - low.second);
    EXPECT_NEAR(px, expected, 0.11) << "one decimal of a pixel";
    EXPECT_GE(px, 9.9);
    EXPECT_LE(px, 100.1);
  }
}

TEST(Glance, without_strides_there_is_no_spread_and_without_anything_no_table) {
  EXPECT_TRUE(parsed(testing::sample_bend()).select_nodes("//line[contains(@class,'spread')]").empty());
  EXPECT_FALSE(parsed(testing::sample_run()).select_nodes("//line[contains(@class,'spread')]").empty());
  EXPECT_TRUE(glance_table(testing::sample_nothing(), {}).is_empty());
}

TEST(Glance, a_muscle_that_one_side_lacks_is_said_not_to_be_known_there) {
  report::MotionReport report = testing::sample_run();
  std::erase_if(report.sides[0].muscles, [](const auto& m) { return m.muscle == Hamstring::semitendinosus; });
  const pugi::xml_document page = parsed(report);
  EXPECT_EQ(page.select_nodes("//tbody/tr").size(), 3U);
  EXPECT_EQ(page.select_nodes("//td[text()='not known']").size(), 1U);
}

}  // namespace
}  // namespace hamstring::render

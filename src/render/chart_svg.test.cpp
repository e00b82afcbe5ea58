#include "render/chart_svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <cmath>
#include <string>

#include "core/text.h"
#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

report::Chart chart_of(const report::MotionReport& report, std::string_view row, std::size_t side = 0) {
  for (const report::ChartRow& candidate : report::motion_charts(report)) {
    if (candidate.id == row) return candidate.charts.at(side);
  }
  ADD_FAILURE() << "no chart " << row;
  return {};
}

std::size_t count_of(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

// Every number of every drawing attribute.
std::vector<double> drawn_numbers(const std::string& markup) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(markup.c_str())) << markup.substr(0, 200);
  std::vector<double> numbers;
  for (const pugi::xpath_node& node :
       document.select_nodes("//@d|//@x|//@y|//@x1|//@x2|//@y1|//@y2|//@width|//@height")) {
    std::string data = node.attribute().value();
    for (char& c : data) {
      if (c == 'M' || c == 'L' || c == 'Z') c = ' ';
    }
    const auto parsed = parse_doubles(data);
    EXPECT_TRUE(parsed.has_value()) << data.substr(0, 80);
    if (parsed) numbers.insert(numbers.end(), parsed->begin(), parsed->end());
  }
  return numbers;
}

TEST(ChartSvg, is_well_formed_and_every_coordinate_lies_in_its_view_box) {
  for (const report::MotionReport& report :
       {hamstring::testing::sample_run(), hamstring::testing::sample_bend(),
        hamstring::testing::sample_hostile()}) {
    for (const report::ChartRow& row : report::motion_charts(report)) {
      for (const report::Chart& chart : row.charts) {
        const std::vector<double> numbers = drawn_numbers(chart_svg(chart, row.question).markup());
        EXPECT_GT(numbers.size(), 200u);
        for (const double number : numbers) {
          EXPECT_TRUE(std::isfinite(number));
          EXPECT_GE(number, -1.0);
          EXPECT_LE(number, 361.0);
        }
      }
    }
  }
}

TEST(ChartSvg, draws_band_mean_and_single_strides_of_every_muscle) {
  const std::string markup =
      chart_svg(chart_of(hamstring::testing::sample_run({.strides = 6}), "stretch"), "Q?").markup();
  EXPECT_EQ(count_of(markup, "class=\"band "), 3u);
  EXPECT_EQ(count_of(markup, "class=\"mean "), 3u);
  EXPECT_EQ(count_of(markup, "class=\"single "), 18u);
  EXPECT_THAT(markup, HasSubstr("toe-off 36\u00a0%"));
}

TEST(ChartSvg, leaves_out_the_band_of_a_single_stride) {
  const std::string markup =
      chart_svg(chart_of(hamstring::testing::sample_run({.strides = 1}), "stretch"), "Q?").markup();
  EXPECT_THAT(markup, Not(HasSubstr("class=\"band ")));
  EXPECT_EQ(count_of(markup, "class=\"mean "), 3u);
}

TEST(ChartSvg, names_its_lines_where_they_end) {
  const std::string markup = chart_svg(chart_of(hamstring::testing::sample_run(), "stretch"), "Q?").markup();
  for (const char* label : {">outer<", ">inner<", ">deep inner<", "BFlh", "ST", "SM"})
    EXPECT_THAT(markup, HasSubstr(label));
}

TEST(ChartSvg, says_what_it_shows_to_those_who_cannot_see_it) {
  const std::string markup =
      chart_svg(chart_of(hamstring::testing::sample_run(), "hip", 1), "How far?").markup();
  EXPECT_THAT(markup, HasSubstr("<title id=\"title-hip-right\">How far? Right leg</title>"));
  EXPECT_THAT(markup, HasSubstr("hip: lowest"));
}

TEST(ChartSvg, over_time_knows_no_toe_off) {
  const std::string markup = chart_svg(chart_of(hamstring::testing::sample_bend(), "stretch"), "Q?").markup();
  EXPECT_THAT(markup, Not(HasSubstr("toe-off")));
  EXPECT_THAT(markup, HasSubstr("time, s"));
}

TEST(ChartSvg, puts_zero_where_the_scale_says) {
  const report::Chart chart{.x = {0.0, 100.0}, .y_min = -4.4, .y_max = 14.4};
  const ChartFrame frame;
  const ChartScales scales = chart_scales(chart, frame);
  // 3 % of 18.8 above and below: the axis runs from −4.964 to 14.964.
  EXPECT_NEAR(scales.y(-4.964), frame.bottom, 1e-9);
  EXPECT_NEAR(scales.y(14.964), frame.top, 1e-9);
  EXPECT_EQ(scales.y_ticks, (std::vector<double>{0, 5, 10}));
  EXPECT_NEAR(scales.x(50.0), 0.5 * (frame.left + frame.right), 1e-9);
}

TEST(SpreadApart, keeps_order_and_distance) {
  const std::vector<double> places = spread_apart({50.0, 52.0, 51.0}, 15.0, 0.0, 100.0);
  EXPECT_EQ(places[0], 50.0);
  EXPECT_EQ(places[2], 65.0);
  EXPECT_EQ(places[1], 80.0);
}

TEST(SpreadApart, moves_up_where_there_is_no_room_below) {
  const std::vector<double> places = spread_apart({95.0, 98.0, 99.0}, 15.0, 0.0, 100.0);
  EXPECT_EQ(places[2], 100.0);
  EXPECT_EQ(places[1], 85.0);
  EXPECT_EQ(places[0], 70.0);
}

}  // namespace
}  // namespace hamstring::render

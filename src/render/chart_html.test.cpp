#include "render/chart_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <pugixml.hpp>

namespace hamstring::render {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

report::Chart small_chart() {
  return {.id = "stretch-left",
          .side = Side::left,
          .over_cycle = true,
          .x = {0, 50, 100},
          .x_label = "cycle",
          .y_label = "stretch",
          .y_unit = "%",
          .decimals = 1,
          .y_min = 0,
          .y_max = 10,
          .toe_off = {},
          .series = {{.label = "outer <b>",
                      .code = "BFlh",
                      .muscle = Hamstring::biceps_femoris_long_head,
                      .mean = {1.25, nan, 3.0},
                      .sd = {0.5},
                      .single = {}}},
          .strides = 3,
          .summary = "rises"};
}

pugi::xml_document parsed(const Html& html) {
  pugi::xml_document page;
  EXPECT_TRUE(page.load_string(html.markup().c_str()));
  return page;
}

TEST(ChartHtml, the_table_beside_a_chart_holds_each_value_and_a_dash_where_there_is_none) {
  const pugi::xml_document page = parsed(chart_figure(small_chart(), "How far?"));
  std::vector<std::string> cells;
  for (const pugi::xpath_node& cell : page.select_nodes("//tbody/tr/*"))
    cells.emplace_back(cell.node().text().get());
  // x, mean, spread; the second spread is missing altogether.
  EXPECT_THAT(cells, ::testing::ElementsAre("0", "1.2", "0.5", "50", "–", "–", "100", "3.0", "–"));
  EXPECT_EQ(page.select_nodes("//thead/tr/th").size(), 3U);
}

TEST(ChartHtml, over_time_there_is_no_column_for_a_spread_and_time_has_two_decimals) {
  report::Chart chart = small_chart();
  chart.over_cycle = false;
  chart.x = {0.0, 0.505, 1.0};
  const pugi::xml_document page = parsed(chart_figure(chart, "How far?"));
  EXPECT_EQ(page.select_nodes("//thead/tr/th").size(), 2U);
  EXPECT_STREQ(page.select_node("//tbody/tr[3]/th").node().text().get(), "1.00");
}

TEST(ChartHtml, labels_from_files_never_become_markup) {
  const pugi::xml_document page = parsed(chart_figure(small_chart(), "Is <i>this</i> text?"));
  EXPECT_TRUE(page.select_nodes("//b").empty());
  EXPECT_TRUE(page.select_nodes("//i").empty());
  EXPECT_STREQ(page.select_node("//th[@data-name]").node().attribute("data-name").value(), "outer <b>");
}

TEST(ChartHtml, the_link_carries_the_chart_as_a_file_of_its_name) {
  const pugi::xml_document page = parsed(chart_figure(small_chart(), "How far?"));
  const pugi::xml_node link = page.select_node("//a[@class='csv']").node();
  EXPECT_STREQ(link.attribute("download").value(), "stretch-left.csv");
  EXPECT_TRUE(std::string_view(link.attribute("href").value()).starts_with("data:text/csv;charset=utf-8,"));
}

TEST(ChartHtml, strides_are_counted_only_where_there_are_some) {
  report::Chart chart = small_chart();
  const auto caption = [&] {
    return std::string(parsed(chart_figure(chart, "?")).select_node("//figcaption/text()").node().value());
  };
  EXPECT_NE(caption().find('3'), std::string::npos);
  EXPECT_NE(caption().find("strides"), std::string::npos);
  chart.strides = 1;
  EXPECT_EQ(caption().find("strides"), std::string::npos);
  EXPECT_NE(caption(), "");
  chart.strides = 0;
  EXPECT_EQ(caption(), "");
}

TEST(ChartHtml, a_row_shows_its_question_and_all_its_charts_and_tells_when_it_stands_apart) {
  report::ChartRow row{.id = "stretch",
                       .question = "How far?",
                       .explanation = "see",
                       .apart = false,
                       .charts = {small_chart(), small_chart()}};
  const pugi::xml_document page = parsed(chart_section(row));
  EXPECT_EQ(page.select_nodes("//figure").size(), 2U);
  EXPECT_STREQ(page.select_node("//h3[@id='question-stretch']").node().text().get(), "How far?");
  EXPECT_STREQ(page.child("section").attribute("aria-labelledby").value(), "question-stretch");
  row.apart = true;
  EXPECT_STREQ(parsed(chart_section(row)).child("section").attribute("class").value(), "row apart");
}

}  // namespace
}  // namespace hamstring::render

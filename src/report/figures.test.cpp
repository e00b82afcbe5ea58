#include "report/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

MotionReport one_muscle() {
  exposure::Exposure stride{.span = {0.0, 1.0}};
  stride.peak_stretch = {.value = 0.049, .time_s = 0.95, .hip_flexion_rad = 0.7, .knee_flexion_rad = 0.35};
  exposure::Exposure other = stride;
  other.span = {1.0, 2.0};
  other.peak_stretch.value = 0.051;
  other.peak_stretch.time_s = 1.97;
  MotionReport report{.title = "run.mot", .gait = GaitKind::running, .time_s = {0.0, 0.01, 0.02}};
  SideResult& side = report.sides.emplace_back();
  side.strides.complete = {{0.0, 0.4, 1.0}, {1.0, 1.4, 2.0}};
  side.muscles.push_back({.name_in_model = "bflh_l", .upright_length_m = 0.42});
  side.muscles[0].strides = {stride, other};
  return report;
}

const Figure& figure_of(const std::vector<Figure>& figures, FigureKind quantity) {
  const Figure* figure =
      find_figure(figures, figure_id(Side::left, Hamstring::biceps_femoris_long_head, quantity));
  EXPECT_NE(figure, nullptr);
  return *figure;
}

TEST(Figures, show_the_mean_and_open_to_its_spread) {
  const std::vector<Figure> figures = motion_figures(one_muscle());
  const Figure& peak = figure_of(figures, FigureKind::peak_stretch);
  EXPECT_EQ(peak.shown, "5.0\u00a0%");
  EXPECT_THAT(peak.band, HasSubstr("from 4.9 to 5.1 in 2 strides"));
  EXPECT_THAT(peak.how.back(), HasSubstr("4.9, 5.1"));
}

TEST(Figures, say_where_in_the_cycle) {
  EXPECT_EQ(figure_of(motion_figures(one_muscle()), FigureKind::peak_stretch_place).shown, "96\u00a0%");
}

TEST(Figures, are_never_without_formula_source_and_version) {
  for (const MotionReport& report : {hamstring::testing::sample_run(), hamstring::testing::sample_bend()}) {
    for (const Figure& figure : motion_figures(report)) {
      EXPECT_FALSE(figure.how.empty()) << figure.id;
      EXPECT_FALSE(figure.source.empty()) << figure.id;
      EXPECT_THAT(figure.version, HasSubstr("physics")) << figure.id;
      for (const std::string& line : figure.how) EXPECT_THAT(line, Not(HasSubstr("{"))) << figure.id;
    }
  }
}

TEST(Figures, have_unique_names_that_are_safe_in_a_page) {
  std::set<std::string> ids;
  for (const Figure& figure : motion_figures(hamstring::testing::sample_hostile())) {
    EXPECT_TRUE(ids.insert(figure.id).second) << figure.id;
    EXPECT_TRUE(std::ranges::all_of(figure.id, [](char c) { return std::isalnum(c) != 0 || c == '-'; }));
  }
  EXPECT_EQ(ids.size(), 2u * 4u * 7u);
}

TEST(Figures, name_the_error_that_joint_angles_bring) {
  // 5° = 0.0873 rad; arms 0.062 and 0.028 m; 0.4202 m: 0.0873 · 0.0680 / 0.4202 = 1.4 %.
  const std::vector<Figure> figures = motion_figures(hamstring::testing::sample_run());
  EXPECT_THAT(figure_of(figures, FigureKind::peak_stretch).trust.front(), HasSubstr("about 1.4 points"));
}

TEST(Figures, compare_with_sprinting_only_when_running) {
  MotionReport report = one_muscle();
  EXPECT_THAT(figure_of(motion_figures(report), FigureKind::peak_stretch).source.back(), HasSubstr("Thelen"));
  report.gait = GaitKind::walking;
  EXPECT_THAT(figure_of(motion_figures(report), FigureKind::peak_stretch).source.back(),
              Not(HasSubstr("Thelen")));
}

TEST(Figures, without_strides_give_a_time) {
  MotionReport report = one_muscle();
  report.sides[0].strides.complete.clear();
  report.sides[0].muscles[0].strides.clear();
  report.sides[0].muscles[0].recording.peak_stretch = {.value = 0.2, .time_s = 1.234};
  EXPECT_EQ(figure_of(motion_figures(report), FigureKind::peak_stretch_place).shown, "1.23\u00a0s");
  EXPECT_EQ(figure_of(motion_figures(report), FigureKind::hip_at_peak_stretch).shown, "not known");
}

}  // namespace
}  // namespace hamstring::report

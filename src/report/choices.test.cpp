#include "report/choices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/strides_table.h"
#include "report/summary_json.h"
#include "report/summary_text.h"
#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

using ::testing::HasSubstr;

MotionReport chosen() {
  MotionReport report = hamstring::testing::sample_run({.strides = 2});
  report.choices = {.lowpass_hz = 12.5,
                    .from_s = 0.25,
                    .to_s = std::nullopt,
                    .in_degrees = false,
                    .hamstrings = {{"BFlh_r", "biceps_long_r"}}};
  report.provenance.mode = Compatibility::opensim;
  return report;
}

TEST(Choices, how_well_the_markers_fit_stands_in_every_output) {
  MotionReport report;
  report.choices.capture = "joint angles from 30 markers, off by 9.0 mm";
  EXPECT_TRUE(choices_line(report).ends_with("; joint angles from 30 markers, off by 9.0 mm"));
  EXPECT_EQ(summary_json(report)["choices"]["capture"], report.choices.capture);
  EXPECT_TRUE(summary_json(MotionReport{})["choices"]["capture"].is_null());
}

TEST(Choices, say_what_was_left_as_it_is_and_what_was_chosen) {
  EXPECT_EQ(
      choices_line(MotionReport{}),
      "mode physics; coordinates as recorded, no low-pass; angles in the unit of the file; whole recording");
  EXPECT_EQ(choices_line(chosen()),
            "mode opensim; coordinates low-passed at 12.5 Hz; angles read as radians, given by hand; from "
            "0.25 s to "
            "…; BFlh_r is biceps_long_r, given by hand");
}

TEST(Choices, every_one_of_them_stands_in_every_output_of_words) {
  const MotionReport report = chosen();
  const std::string line = choices_line(report);
  EXPECT_THAT(strides_csv(report), HasSubstr(line));
  std::string text = summary_text(report);
  std::ranges::replace(text, '\n', ' ');
  EXPECT_THAT(text, HasSubstr(line));
  const auto json = summary_json(report);
  EXPECT_EQ(json["choices"]["lowpass_hz"], 12.5);
  EXPECT_EQ(json["choices"]["from_s"], 0.25);
  EXPECT_TRUE(json["choices"]["to_s"].is_null());
  EXPECT_EQ(json["choices"]["angles"], "radians");
  EXPECT_EQ(json["choices"]["hamstrings"]["BFlh_r"], "biceps_long_r");
  const auto plain = summary_json(MotionReport{});
  EXPECT_TRUE(plain["choices"]["lowpass_hz"].is_null());
  EXPECT_EQ(plain["choices"]["angles"], "as in the file");
}

}  // namespace
}  // namespace hamstring::report

#include "analysis/convert_capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "formats/storage/storage_reader.h"
#include "formats/trc/trc_reader.h"
#include "tests/support/c3d_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using ::testing::HasSubstr;

/// One plate in a laboratory with z up, 500 N in its middle for the first half of the time.
hamstring::testing::C3dSketch standing() {
  hamstring::testing::C3dSketch sketch{.first_frame = 11, .labels = {"LASI"}, .samples_per_frame = 2};
  sketch.frames.assign(10, {Vec3(100.0, 200.0, 1000.0)});
  sketch.signals.assign(6, std::vector<double>(20, 0.0));
  for (std::size_t s = 0; s < 10; ++s) sketch.signals[2][s] = -500.0;
  sketch.parameters = {
      {"ANALOG", "LABELS", std::vector<std::string>{"Fx1", "Fy1", "Fz1", "Mx1", "My1", "Mz 1"}},
      {"ANALOG", "SCALE", std::vector<double>(6, 1.0)},
      {"FORCE_PLATFORM", "USED", std::vector<int>{1}},
      {"FORCE_PLATFORM", "TYPE", std::vector<int>{2}},
      {"FORCE_PLATFORM",
       "CORNERS",
       std::vector<double>{600, 400, 0, 600, 0, 0, 0, 0, 0, 0, 400, 0},
       {3, 4, 1}},
      {"FORCE_PLATFORM", "ORIGIN", std::vector<double>{0, 0, -40}, {3, 1}},
      {"FORCE_PLATFORM", "CHANNEL", std::vector<int>{1, 2, 3, 4, 5, 6}, {6, 1}},
      {"EVENT", "USED", std::vector<int>{2}},
      {"EVENT", "TIMES", std::vector<double>{0.0, 0.12, 0.0, 0.15}, {2, 2}},
      {"EVENT", "LABELS", std::vector<std::string>{"Foot Strike", "Clap"}},
      {"EVENT", "CONTEXTS", std::vector<std::string>{"Left", "General"}}};
  return sketch;
}

TEST(ConvertCapture, writes_tables_with_y_upwards_that_read_back) {
  const hamstring::test::TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "stand.c3d", write_c3d(standing())));
  Diagnostics diagnostics;
  const auto converted = convert_capture({.capture = folder.path() / "stand.c3d"}, diagnostics);
  ASSERT_TRUE(converted) << converted.error().text();
  ASSERT_TRUE(write_converted(folder.path() / "out", *converted));
  EXPECT_THAT(converted->choices.front(), HasSubstr("+z is up"));
  const auto markers = read_trc(folder.path() / "out/stand.trc", diagnostics);
  ASSERT_TRUE(markers) << markers.error().text();
  EXPECT_LT((markers->position_m(0, 0) - Vec3(0.1, 1.0, -0.2)).norm(), 1e-7);
  EXPECT_NEAR(markers->time_s.front(), 0.1, 1e-12) << "frame 11 of the recording";
  const auto forces = read_storage(folder.path() / "out/stand_forces.mot", diagnostics);
  ASSERT_TRUE(forces) << forces.error().text();
  const auto at = [&](std::size_t row, const char* label) {
    return forces->table(row, *forces->table.find(label));
  };
  EXPECT_NEAR(at(0, "ground_force_1_vy"), 500.0, 1e-4) << "what holds a body up points up";
  EXPECT_NEAR(at(0, "ground_force_1_px"), 0.3, 1e-6);
  EXPECT_NEAR(at(0, "ground_force_1_pz"), -0.2, 1e-6);
  EXPECT_EQ(at(15, "ground_force_1_vy"), 0.0);
  EXPECT_NEAR(at(15, "ground_force_1_px"), 0.3, 1e-6) << "the point stays where it was";
  EXPECT_TRUE(read_storage(folder.path() / "out/stand_analogs.sto", diagnostics));
  const auto events = read_file(folder.path() / "out/stand_events.csv");
  ASSERT_TRUE(events);
  EXPECT_THAT(*events, HasSubstr("left,foot_strike,0.1"));
  EXPECT_THAT(*read_file(folder.path() / "out/stand_all_events.csv"), HasSubstr("Clap"));
}

TEST(ConvertCapture, axes_and_clock_are_chosen_by_hand) {
  const hamstring::test::TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "a.c3d", write_c3d(standing())));
  Diagnostics diagnostics;
  const auto converted = convert_capture({.capture = folder.path() / "a.c3d",
                                          .up = LaboratoryAxis{.axis = 1, .sign = 1},
                                          .quarter_turns = 1,
                                          .from_zero = true},
                                         diagnostics);
  ASSERT_TRUE(converted);
  const Capture& capture = converted->capture;
  EXPECT_LT((capture.markers.position_m(0, 0) - Vec3(1.0, 0.2, -0.1)).norm(), 1e-7);
  EXPECT_EQ(capture.markers.time_s.front(), 0.0);
  EXPECT_NEAR(capture.events.front().time_s, 0.02, 1e-7);
}

}  // namespace
}  // namespace hamstring::analysis

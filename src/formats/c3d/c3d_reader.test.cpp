#include "formats/c3d/c3d_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "core/file.h"
#include "tests/support/c3d_seeds.h"
#include "tests/support/c3d_writer.h"

namespace hamstring {
namespace {

using testing::C3dProcessor;
using testing::C3dSketch;
using ::testing::HasSubstr;

const double nan = std::numeric_limits<double>::quiet_NaN();

std::string messages(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& entry : diagnostics.entries()) all += entry.text() + "\n";
  return all;
}

/// Two markers and two signals; the second marker is hidden in every third frame.
C3dSketch walk() {
  C3dSketch sketch{.labels = {"LASI", "RASI"}, .samples_per_frame = 2, .signals = {{}, {}}};
  for (int f = 0; f < 12; ++f) {
    const double t = 0.1 * f;
    const Vec3 hidden(nan, nan, nan);
    sketch.frames.push_back(
        {Vec3(100.0 * t, -250.3, 1000.0), f % 3 == 2 ? hidden : Vec3(-812.5, 100.0 * t + 0.1, 990.7)});
    for (int s = 0; s < 2; ++s) {
      sketch.signals[0].push_back(17.0 * f + s);
      sketch.signals[1].push_back(-200.0 - f);
    }
  }
  sketch.parameters = {{"ANALOG", "LABELS", std::vector<std::string>{"BFLH", "Fz1"}},
                       {"ANALOG", "UNITS", std::vector<std::string>{"mV", "N"}},
                       {"ANALOG", "SCALE", std::vector<double>{0.5, 2.0}},
                       {"ANALOG", "OFFSET", std::vector<int>{3, 0}},
                       {"ANALOG", "GEN_SCALE", std::vector<double>{-1.0}}};
  return sketch;
}

Capture read(const C3dSketch& sketch, Diagnostics& diagnostics, const C3dOptions& options = {}) {
  Result<Capture> capture = parse_c3d(write_c3d(sketch), "walk.c3d", options, diagnostics);
  EXPECT_TRUE(capture) << capture.error().text();
  return capture ? std::move(*capture) : Capture{};
}

TEST(C3dReader, reads_all_six_encodings_to_the_same_numbers) {
  for (const auto processor : {C3dProcessor::intel, C3dProcessor::dec, C3dProcessor::sgi}) {
    for (const bool real : {true, false}) {
      C3dSketch sketch = walk();
      sketch.processor = processor;
      sketch.real = real;
      Diagnostics diagnostics;
      const Capture capture = read(sketch, diagnostics);
      ASSERT_EQ(capture.markers.frames(), 12U);
      ASSERT_EQ(capture.markers.names, sketch.labels);
      EXPECT_DOUBLE_EQ(capture.markers.rate_hz, 100.0);
      for (std::size_t f = 0; f < 12; ++f) {
        EXPECT_EQ(capture.markers.is_seen(f, 1), f % 3 != 2);
        for (std::size_t m = 0; m < 2; ++m) {
          if (!capture.markers.is_seen(f, m)) continue;
          // Words round to a step of 0.1 mm, reals to 24 bits of 1 m.
          const Vec3 error = capture.markers.position_m(f, m) - 1e-3 * sketch.frames[f][m];
          EXPECT_LT(error.cwiseAbs().maxCoeff(), real ? 1e-7 : 0.51e-4) << int(processor) << real;
        }
      }
      ASSERT_EQ(capture.analogs.samples, 24U);
      EXPECT_DOUBLE_EQ(capture.analogs.rate_hz, 200.0);
      EXPECT_DOUBLE_EQ(capture.analogs.values_of(0)[5], -0.5 * (sketch.signals[0][5] - 3.0));
      EXPECT_DOUBLE_EQ(capture.analogs.values_of(1)[23], -2.0 * sketch.signals[1][23]);
      EXPECT_EQ(capture.analogs.channels[0].unit, "mV");
    }
  }
}

TEST(C3dReader, keeps_the_clock_of_the_recording_and_its_events) {
  C3dSketch sketch = walk();
  sketch.first_frame = 301;
  sketch.parameters.push_back({"EVENT", "USED", std::vector<int>{2}});
  sketch.parameters.push_back({"EVENT", "TIMES", std::vector<double>{1.0, 3.25, 0.0, 3.05}, {2, 2}});
  sketch.parameters.push_back({"EVENT", "LABELS", std::vector<std::string>{"Foot Off", "Foot Strike"}});
  sketch.parameters.push_back({"EVENT", "CONTEXTS", std::vector<std::string>{"Left", "Right"}});
  Diagnostics diagnostics;
  const Capture capture = read(sketch, diagnostics);
  EXPECT_DOUBLE_EQ(capture.markers.time_s.front(), 3.0);
  EXPECT_DOUBLE_EQ(capture.analogs.time_s(1), 3.005);
  ASSERT_EQ(capture.events.size(), 2U);
  EXPECT_EQ(capture.events[0].label, "Foot Strike");
  EXPECT_NEAR(capture.events[0].time_s, 3.05, 1e-6);
  EXPECT_NEAR(capture.events[1].time_s, 63.25, 1e-5) << "minutes and seconds";
  EXPECT_EQ(capture.events[1].context, "Left");
}

TEST(C3dReader, keeps_apart_what_a_model_made_of_the_markers) {
  C3dSketch sketch = walk();
  sketch.labels = {"Ada:LASI", "Ada:LKneeAngles"};
  sketch.parameters.push_back({"POINT", "ANGLES", std::vector<std::string>{"LKneeAngles"}});
  sketch.parameters.push_back({"POINT", "ANGLE_UNITS", std::vector<std::string>{"deg"}});
  Diagnostics diagnostics;
  const Capture capture = read(sketch, diagnostics);
  EXPECT_EQ(capture.markers.names, std::vector<std::string>{"LASI"});
  ASSERT_EQ(capture.outputs.size(), 1U);
  EXPECT_EQ(capture.outputs[0].kind, OutputKind::angle);
  EXPECT_EQ(capture.outputs[0].unit, "deg");
  EXPECT_NEAR(capture.outputs[0].values[1].x(), -812.5, 1e-3) << "in its own unit";
  EXPECT_TRUE(std::isnan(capture.outputs[0].values[2].x()));
}

TEST(C3dReader, says_so_where_two_subjects_share_a_file) {
  C3dSketch sketch = walk();
  sketch.labels = {"Ada:LASI", "Bob:LASI"};
  Diagnostics diagnostics;
  EXPECT_EQ(read(sketch, diagnostics).markers.names, sketch.labels);
  EXPECT_THAT(messages(diagnostics), HasSubstr("2 subjects"));
}

TEST(C3dReader, infers_a_missing_unit_from_the_size_of_the_place_and_says_so) {
  C3dSketch sketch = walk();
  sketch.unit.clear();
  Diagnostics diagnostics;
  EXPECT_EQ(read(sketch, diagnostics).markers.unit_in_file, "mm");
  EXPECT_THAT(messages(diagnostics), HasSubstr("taken for millimeters"));
  Diagnostics quiet;
  EXPECT_NEAR(read(sketch, quiet, {.meters_per_unit = 1.0}).markers.position_m(0, 0).z(), 1000.0, 1e-4);
}

TEST(C3dReader, times_are_frame_numbers_where_no_rate_stands_anywhere) {
  C3dSketch sketch = walk();
  sketch.rate_hz = 0.0;
  Diagnostics diagnostics;
  const Capture capture = read(sketch, diagnostics);
  EXPECT_DOUBLE_EQ(capture.markers.time_s[3], 3.0);
  EXPECT_THAT(messages(diagnostics), HasSubstr("no frame rate anywhere"));
  Diagnostics given;
  EXPECT_DOUBLE_EQ(read(sketch, given, {.rate_hz = 50.0}).markers.time_s[3], 0.06);
}

TEST(C3dReader, words_without_sign_hold_up_to_65535) {
  C3dSketch sketch = walk();
  sketch.real = false;
  sketch.signals[1].assign(24, 50000.0);
  sketch.parameters.push_back({"ANALOG", "FORMAT", std::vector<std::string>{"UNSIGNED"}});
  sketch.parameters.push_back({"ANALOG", "OFFSET", std::vector<int>{3, 40000}});
  std::erase_if(sketch.parameters, [n = 0](const auto& p) mutable { return p.name == "OFFSET" && n++ == 0; });
  Diagnostics diagnostics;
  EXPECT_DOUBLE_EQ(read(sketch, diagnostics).analogs.values_of(1)[0], -2.0 * 10000.0);
}

TEST(C3dReader, refuses_what_is_no_c3d_file) {
  Diagnostics diagnostics;
  EXPECT_THAT(parse_c3d("", "a.c3d", {}, diagnostics).error().message, HasSubstr("empty"));
  EXPECT_THAT(parse_c3d(std::string(600, 'x'), "a.c3d", {}, diagnostics).error().message,
              HasSubstr("no C3D file"));
  const std::string whole = write_c3d(walk());
  EXPECT_FALSE(parse_c3d(whole.substr(0, 900), "a.c3d", {}, diagnostics)) << "no frame is left";
}

TEST(C3dReader, reads_what_is_left_of_a_file_that_was_cut) {
  const std::string whole = write_c3d(walk());
  Diagnostics diagnostics;
  const auto capture = parse_c3d(whole.substr(0, whole.size() - 512), "a.c3d", {}, diagnostics);
  ASSERT_TRUE(capture);
  EXPECT_LT(capture->markers.frames(), 12U);
  EXPECT_GT(capture->markers.frames(), 0U);
}

TEST(C3dReader, parameters_that_break_off_leave_what_stands_before_them) {
  std::string text = write_c3d(walk());
  const std::size_t at = text.find("GEN_SCALE");
  text[at + 9] = '\x7F', text[at + 10] = '\x7F';  // an offset far outside
  Diagnostics diagnostics;
  const auto capture = parse_c3d(text, "a.c3d", {}, diagnostics);
  ASSERT_TRUE(capture) << capture.error().text();
  EXPECT_EQ(capture->markers.names.front(), "LASI");
  EXPECT_THAT(messages(diagnostics), HasSubstr("break off"));
}

// With HAMSTRING_WRITE_C3D_SEEDS=1 the test writes them anew.
TEST(C3dReader, the_fuzzer_starts_from_files_of_our_own_writer) {
  const std::filesystem::path folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "fuzz/corpus/fuzz_c3d";
  for (const auto& [name, text] : testing::c3d_seeds()) {
    if (std::getenv("HAMSTRING_WRITE_C3D_SEEDS") != nullptr) {
      ASSERT_TRUE(write_file(folder / name, text));
    }
    const auto kept = read_file(folder / name);
    ASSERT_TRUE(kept) << name;
    EXPECT_TRUE(*kept == text) << name;
    Diagnostics diagnostics;
    EXPECT_TRUE(parse_c3d(text, name, {}, diagnostics)) << name;
  }
}

}  // namespace
}  // namespace hamstring

#include "formats/c3d/c3d_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/c3d/c3d_reader.h"
#include "tests/support/c3d_writer.h"

namespace hamstring {
namespace {

using testing::C3dSketch;
using ::testing::HasSubstr;

std::string messages(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& entry : diagnostics.entries()) all += entry.text() + "\n";
  return all;
}

C3dSketch standing(std::size_t frames, std::size_t points = 1) {
  C3dSketch sketch;
  for (std::size_t p = 0; p < points; ++p) sketch.labels.push_back("M" + std::to_string(p));
  sketch.frames.assign(frames, std::vector<Vec3>(points, Vec3(1.0, 2.0, 3.0)));
  return sketch;
}

std::size_t frames_read(const C3dSketch& sketch, Diagnostics& diagnostics) {
  const auto capture = parse_c3d(write_c3d(sketch), "a.c3d", {}, diagnostics);
  EXPECT_TRUE(capture) << capture.error().text();
  return capture ? capture->markers.frames() : 0;
}

TEST(C3dLayout, a_header_that_counts_more_frames_than_there_are_is_not_believed) {
  C3dSketch sketch = standing(100, 8);
  sketch.header_last_frame = 1149;
  sketch.parameters = {{"POINT", "FRAMES", std::vector<int>{1149}}};
  Diagnostics diagnostics;
  // The last block of the file may be filled: less than a block of frames cannot be told from it.
  EXPECT_NEAR(static_cast<double>(frames_read(sketch, diagnostics)), 100.0, 4.0);
  EXPECT_THAT(messages(diagnostics), HasSubstr("counts 1149 frames"));
}

TEST(C3dLayout, more_than_65535_frames_are_read_with_and_without_a_field_that_has_room) {
  C3dSketch sketch = standing(70'000);
  sketch.header_last_frame = 65535;
  sketch.parameters = {{"TRIAL", "ACTUAL_START_FIELD", std::vector<int>{1, 0}},
                       {"TRIAL", "ACTUAL_END_FIELD", std::vector<int>{70'000 - 65536, 1}}};
  Diagnostics diagnostics;
  EXPECT_EQ(frames_read(sketch, diagnostics), 70'000U);
  sketch.parameters = {{"POINT", "LONG_FRAMES", std::vector<double>{70'000.0}}};
  EXPECT_EQ(frames_read(sketch, diagnostics), 70'000U);
  sketch.header_last_frame = 70'000 - 65536;
  sketch.parameters = {};
  Diagnostics wrapped;
  EXPECT_EQ(frames_read(sketch, wrapped), 70'000U);
  EXPECT_THAT(messages(wrapped), HasSubstr("no room for more than 65535"));
}

TEST(C3dLayout, what_fits_the_length_of_the_file_holds_where_header_and_parameters_disagree) {
  C3dSketch sketch = standing(300, 5);
  sketch.parameters = {{"POINT", "USED", std::vector<int>{7}}};
  Diagnostics diagnostics;
  const auto capture = parse_c3d(write_c3d(sketch), "a.c3d", {}, diagnostics);
  ASSERT_TRUE(capture);
  EXPECT_EQ(capture->markers.markers(), 5U);
  EXPECT_EQ(capture->markers.frames(), 300U);
  EXPECT_THAT(messages(diagnostics), HasSubstr("disagree"));
}

TEST(C3dLayout, a_count_that_is_a_byte_is_a_count) {
  C3dSketch sketch = standing(40, 200);
  sketch.parameters = {{"POINT", "USED", std::vector<std::uint8_t>{200}}};
  Diagnostics diagnostics;
  const auto capture = parse_c3d(write_c3d(sketch), "a.c3d", {}, diagnostics);
  ASSERT_TRUE(capture);
  EXPECT_EQ(capture->markers.markers(), 200U);
}

TEST(C3dLayout, a_wrong_block_of_the_first_frame_is_corrected) {
  C3dSketch sketch = standing(40, 3);
  std::string text = write_c3d(sketch);
  text[16] = text[17] = '\xFF';
  Diagnostics diagnostics;
  const auto capture = parse_c3d(text, "a.c3d", {}, diagnostics);
  ASSERT_TRUE(capture) << capture.error().text();
  EXPECT_EQ(capture->markers.frames(), 40U);
}

}  // namespace
}  // namespace hamstring

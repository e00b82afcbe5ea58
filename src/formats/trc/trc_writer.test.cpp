#include "formats/trc/trc_writer.h"

#include <gtest/gtest.h>

#include "formats/trc/trc_reader.h"

namespace hamstring {
namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

TEST(TrcWriter, what_is_written_reads_back) {
  MarkerTrajectories markers;
  markers.rate_hz = 250.0;
  markers.time_s = {1.196, 1.2};
  markers.names = {"r knee 1", "LASI"};
  markers.positions_m = {Vec3(0.1, -0.25, 1.23456789), Vec3(nan, nan, nan), Vec3(1, 2, 3),
                         Vec3(0.5, 0.5, 0.5)};
  const auto text = format_trc(markers, "a.trc");
  ASSERT_TRUE(text);
  Diagnostics diagnostics;
  const auto back = parse_trc(*text, "a.trc", diagnostics);
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(back->names, (std::vector<std::string>{"r_knee_1", "LASI"}));
  EXPECT_EQ(back->time_s, markers.time_s);
  EXPECT_DOUBLE_EQ(back->rate_hz, 250.0);
  EXPECT_LT((back->position_m(0, 0) - markers.position_m(0, 0)).norm(), 1e-8);
  EXPECT_FALSE(back->is_seen(0, 1));
  EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
}

TEST(TrcWriter, nothing_is_no_file) {
  EXPECT_FALSE(format_trc({}, "a.trc"));
}

}  // namespace
}  // namespace hamstring

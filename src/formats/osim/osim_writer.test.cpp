#include "formats/osim/osim_writer.h"

#include <gtest/gtest.h>

#include "formats/osim/osim_reader.h"
#include "model/compile.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

/// Reads, writes, reads again; both must compile to the same.
void expect_round_trip(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  const auto before = read_osim(path, {}, diagnostics);
  ASSERT_TRUE(before) << before.error().text();
  const auto text = format_osim(*before);
  ASSERT_TRUE(text) << text.error().text();
  const auto after = parse_osim(*text, "written.osim", {}, diagnostics);
  ASSERT_TRUE(after) << after.error().text();
  Diagnostics quiet;
  const auto a = model::compile(*before, quiet), b = model::compile(*after, quiet);
  ASSERT_TRUE(a && b) << (b ? "" : b.error().text());
  ASSERT_EQ(a->coordinates.size(), b->coordinates.size());
  ASSERT_EQ(a->muscles.size(), b->muscles.size());
  ASSERT_EQ(a->path_points.size(), b->path_points.size());
  ASSERT_EQ(a->markers.size(), b->markers.size());
  for (std::size_t j = 0; j < a->joints.size(); ++j) {
    EXPECT_LT((a->joints[j].X_PF.p - b->joints[j].X_PF.p).norm(), 1e-15);
    EXPECT_LT((a->joints[j].X_PF.R - b->joints[j].X_PF.R).norm(), 1e-14) << a->joints[j].name;
    EXPECT_LT((a->joints[j].X_MB.R - b->joints[j].X_MB.R).norm(), 1e-14);
  }
  for (std::size_t p = 0; p < a->path_points.size(); ++p)
    EXPECT_LT((a->path_points[p].p_B - b->path_points[p].p_B).norm(), 1e-15);
  for (std::size_t w = 0; w < a->wrap_objects.size(); ++w) {
    EXPECT_LT((a->wrap_objects[w].X_BG.R - b->wrap_objects[w].X_BG.R).norm(), 1e-14);
    EXPECT_EQ(a->wrap_objects[w].radius_m, b->wrap_objects[w].radius_m);
  }
  for (std::size_t m = 0; m < before->muscles.size(); ++m) {
    EXPECT_EQ(before->muscles[m].parameters, after->muscles[m].parameters) << before->muscles[m].name;
    EXPECT_EQ(before->muscles[m].optimal_fiber_length_m, after->muscles[m].optimal_fiber_length_m);
  }
  for (std::size_t m = 0; m < a->markers.size(); ++m)
    EXPECT_LT((a->markers[m].p_B - b->markers[m].p_B).norm(), 1e-15);
}

TEST(OsimWriter, what_is_written_reads_back_as_the_same_model) {
  expect_round_trip(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data/models/lower_body.osim");
}

TEST(OsimWriter, public_models_survive) {
  const std::string models = "opensim-org+opensim-models/Models/";
  HAMSTRING_NEEDS_DATA(models + "Rajagopal/Rajagopal2016.osim");
  expect_round_trip(testing::shared_data(models + "Rajagopal/Rajagopal2016.osim"));
  expect_round_trip(testing::shared_data(models + "Gait2392_Simbody/gait2392_thelen2003muscle.osim"));
}

}  // namespace
}  // namespace hamstring

#include "kinematics/marker_culprits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/marker_walker.h"

namespace hamstring::kinematics {
namespace {

using testing::compiled;
using ::testing::HasSubstr;
using testing::marker_walker;
using testing::markers_at;
using testing::swinging;
using ::testing::UnorderedElementsAre;

std::vector<Culprit> culprits_of(const model::Model& model, const MarkerTrajectories& markers) {
  Diagnostics diagnostics;
  const auto fitting = fit_markers(model, markers, {}, {}, diagnostics);
  EXPECT_TRUE(fitting);
  return find_culprits(model, markers, {}, *fitting);
}

TEST(MarkerCulprits, a_good_recording_has_none) {
  const model::Model model = compiled(marker_walker());
  EXPECT_TRUE(culprits_of(model, markers_at(model, swinging())).empty());
}

TEST(MarkerCulprits, swapped_labels_are_named_with_what_exchanging_them_gives) {
  const model::Model model = compiled(marker_walker());
  MarkerTrajectories markers = markers_at(model, swinging());
  std::swap(markers.names[*markers.find("shinx")], markers.names[*markers.find("shiny")]);
  const auto culprits = culprits_of(model, markers);
  ASSERT_EQ(culprits.size(), 1U);
  EXPECT_EQ(culprits[0].kind, CulpritKind::swapped);
  EXPECT_THAT(culprits[0].markers, UnorderedElementsAre("shinx", "shiny"));
  EXPECT_LT(culprits[0].rms_mended_m, 1e-6);
  EXPECT_GT(culprits[0].rms_as_is_m, 0.02);
}

TEST(MarkerCulprits, a_marker_with_the_label_of_one_that_is_not_there_is_named_by_its_own) {
  const model::Model model = compiled(marker_walker());
  MarkerTrajectories markers = markers_at(model, swinging());
  markers.names[*markers.find("shiny")] = "asleep";
  markers.names[*markers.find("shinx")] = "shiny";
  const auto culprits = culprits_of(model, markers);
  ASSERT_EQ(culprits.size(), 1U);
  EXPECT_EQ(culprits[0].kind, CulpritKind::mislabelled);
  EXPECT_THAT(culprits[0].sentence, HasSubstr("labelled shiny is likely shinx"));
}

TEST(MarkerCulprits, a_marker_that_sits_elsewhere_is_named) {
  const model::Model model = compiled(marker_walker());
  MarkerTrajectories markers = markers_at(model, swinging());
  const std::size_t moved = *markers.find("pelvisz");
  for (std::size_t f = 0; f < markers.frames(); ++f)
    markers.positions_m[f * markers.markers() + moved] += Vec3(0.0, 0.3, 0.0);
  const auto culprits = culprits_of(model, markers);
  ASSERT_EQ(culprits.size(), 1U);
  EXPECT_EQ(culprits[0].kind, CulpritKind::misplaced);
  EXPECT_EQ(culprits[0].markers.front(), "pelvisz");
}

TEST(MarkerCulprits, a_marker_whose_last_place_is_repeated_is_named) {
  const model::Model model = compiled(marker_walker());
  MarkerTrajectories markers = markers_at(model, swinging());
  const std::size_t n = markers.markers();
  for (std::size_t f = 4; f < 18; ++f) markers.positions_m[f * n + 1] = markers.positions_m[4 * n + 1];
  const auto culprits = culprits_of(model, markers);
  ASSERT_FALSE(culprits.empty());
  EXPECT_EQ(culprits[0].kind, CulpritKind::frozen);
  EXPECT_THAT(culprits[0].sentence, HasSubstr("pelvisy stands still from 0.04 s"));
}

TEST(MarkerCulprits, millimeters_called_meters_and_z_upwards_are_told) {
  const model::Model model = compiled(marker_walker());
  MarkerTrajectories markers = markers_at(model, swinging());
  MarkerTrajectories large = markers;
  for (Vec3& p : large.positions_m) p *= 1000.0;
  const auto unit = culprits_of(model, large);
  ASSERT_EQ(unit.size(), 1U);
  EXPECT_EQ(unit[0].kind, CulpritKind::unit);
  for (Vec3& p : markers.positions_m) p = Vec3(p.x(), -p.z(), p.y());
  const auto axes = culprits_of(model, markers);
  ASSERT_FALSE(axes.empty());
  EXPECT_EQ(axes[0].kind, CulpritKind::axes);
  EXPECT_THAT(axes[0].sentence, HasSubstr("+z of the recording"));
}

}  // namespace
}  // namespace hamstring::kinematics

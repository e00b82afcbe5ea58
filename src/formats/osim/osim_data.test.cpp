// Every model among the shared recordings, against counts and sums made by another program (Python's
// ElementTree).
#include <gtest/gtest.h>

#include <regex>

#include "core/file.h"
#include "formats/osim/osim_reader.h"
#include "model/compile.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

struct Expected {
  const char* file;
  std::size_t bodies, joints, coordinates, couplers, wrap_objects, muscles;
  std::size_t fixed_points, conditional_points, moving_points, path_wraps, markers;
  double mass_kg;             ///< of all bodies
  double point_locations_m;   ///< sum of all coordinates of fixed and conditional points
  double fiber_lengths_m;     ///< sum of the optimal fiber lengths
  double marker_locations_m;  ///< sum of all coordinates of markers
};
void PrintTo(const Expected& expected, std::ostream* out) {
  *out << expected.file;
}

// clang-format off
constexpr Expected models[] = {
    {"BMClab+BMC/data/opensim/Mod&Sim2018/Scale/Rajagopal2015_scaled2.osim", 22, 22, 39, 2, 40, 80, 288, 0, 0, 46, 64, 70, -25.288626378, 7.68177161907914, -4.49048106772},
    {"keenon+nimblephysics/data/grf/Subject4/Models/manually_scaled.osim", 22, 22, 35, 2, 44, 80, 288, 0, 0, 46, 49, 62.6, -26.003538753832, 8.43806448133073, -5.0266725970484},
    {"keenon+nimblephysics/data/osim/HamnerMultipleTrials/final.osim", 20, 20, 37, 0, 0, 92, 288, 26, 8, 0, 64, 72.8400000003, -38.6401188129017, 10.510345708, -5.27876534069242},
    {"keenon+nimblephysics/data/osim/Sprinter/sprinter_scaled.osim", 22, 22, 35, 2, 44, 80, 288, 0, 0, 46, 77, 76.0361893878134, -28.0650441697813, 9.12816083254564, -6.92660665731425},
    {"opensim-org+opensim-core/OpenSim/Examples/Moco/example3DWalking/subject_walk_scaled.osim", 22, 22, 33, 2, 44, 80, 288, 0, 0, 46, 65, 85.2698485417315, -27.7969549758581, 8.77643403921165, -7.96494054909852},
    {"opensim-org+opensim-models/Models/Arm26/arm26.osim", 3, 3, 2, 0, 4, 6, 32, 0, 0, 7, 3, 3.398887, -2.80803, 0.6952, -0.20035},
    {"opensim-org+opensim-models/Models/Gait2392_Simbody/gait2392_millard2012muscle.osim", 12, 12, 23, 0, 0, 92, 288, 26, 8, 0, 0, 75.1646, -34.96468, 9.6532, 0},
    {"opensim-org+opensim-models/Models/Gait2392_Simbody/gait2392_thelen2003muscle.osim", 12, 12, 23, 0, 0, 92, 288, 26, 8, 0, 0, 75.1646, -34.96468, 9.6532, 0},
    {"opensim-org+opensim-models/Models/Hamner/FullBodyModel_Hamner2010_v2_0.osim", 20, 20, 37, 0, 0, 92, 288, 26, 8, 0, 83, 75.1646, -34.96468, 9.6532, -9.976212},
    {"opensim-org+opensim-models/Models/Rajagopal/Rajagopal2016.osim", 22, 22, 39, 2, 40, 80, 288, 0, 0, 46, 66, 75.337, -25.90186, 8.1082, -4.80124193},
    {"opensim-org+opensim-models/Pipelines/Gait10dof18musc/OutputReference/subject01.osim", 12, 12, 10, 0, 0, 18, 48, 8, 4, 0, 39, 72.6, -8.74659026, 2.16914060602879, -1.29401332982},
    {"opensim-org+opensim-models/Pipelines/Gait2392_Simbody/OutputReference/subject01_simbody.osim", 12, 12, 23, 0, 0, 92, 288, 26, 8, 0, 39, 72.6, -37.29839626, 9.6532, -1.31424392},
    {"opensim-org+opensim-models/Pipelines/Gait2392_Simbody/OutputReference/subject01_simbody_adjusted.osim", 12, 12, 23, 0, 0, 92, 288, 26, 8, 0, 39, 72.6, -37.29839626, 9.6532, -1.31424392},
    {"opensim-org+opensim-models/Pipelines/Hamner/FullBodyModel_Hamner2010_v2_0.osim", 20, 20, 37, 0, 0, 92, 288, 26, 8, 0, 83, 75.1646, -34.96468, 9.6532, -9.976212},
    {"opensim-org+opensim-models/Pipelines/Hamner/outputReference/subject02_registered.osim", 20, 20, 37, 0, 0, 92, 288, 26, 8, 0, 46, 65.9, -36.885450252, 10.2129087216843, -4.09492214},
    {"opensim-org+opensim-models/Pipelines/Hamner/outputReference/subject02_scaled.osim", 20, 20, 37, 0, 0, 92, 288, 26, 8, 0, 83, 65.9, -36.885450252, 10.2129087216843, -10.20830326},
    {"opensim-reference/gait2392-scale/opensim/subject01_scaledOnly.osim", 12, 12, 23, 0, 0, 92, 288, 26, 8, 0, 39, 72.6, -37.2983962899938, 10.5296184648108, -1.45419768563349},
    {"opensim-reference/gait2392-scale/opensim/subject01_simbody.osim", 12, 12, 23, 0, 0, 92, 288, 26, 8, 0, 39, 72.6, -37.2983962899938, 10.5296184648108, -1.30019465751443},
};
// clang-format on

struct Found {
  std::size_t coordinates = 0;
  std::array<std::size_t, 3> points{};  ///< by kind
  std::size_t path_wraps = 0;
  double mass_kg = 0.0, point_locations_m = 0.0, fiber_lengths_m = 0.0, marker_locations_m = 0.0;
};

Found count(const model::ModelSpecification& read) {
  Found found;
  for (const auto& joint : read.joints) found.coordinates += joint.coordinates.size();
  for (const auto& body : read.bodies) found.mass_kg += body.mass_kg;
  for (const auto& marker : read.markers) found.marker_locations_m += marker.location_m.sum();
  for (const auto& muscle : read.muscles) {
    found.fiber_lengths_m += muscle.optimal_fiber_length_m;
    found.path_wraps += muscle.wraps.size();
    for (const auto& point : muscle.points) {
      ++found.points[static_cast<std::size_t>(point.kind)];
      if (point.kind != model::PathPointKind::moving) found.point_locations_m += point.location_m.sum();
    }
  }
  return found;
}

class SharedModels : public ::testing::TestWithParam<Expected> {};

TEST_P(SharedModels, are_read_whole_and_compile) {
  const Expected& expected = GetParam();
  HAMSTRING_NEEDS_DATA(expected.file);
  Diagnostics diagnostics;
  const auto read = read_osim(testing::shared_data(expected.file), {}, diagnostics);
  ASSERT_TRUE(read.has_value()) << read.error().text();
  EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
  const Found found = count(*read);
  EXPECT_EQ(read->bodies.size(), expected.bodies);
  EXPECT_EQ(read->joints.size(), expected.joints);
  EXPECT_EQ(found.coordinates, expected.coordinates);
  EXPECT_EQ(read->couplers.size(), expected.couplers);
  EXPECT_EQ(read->wrap_objects.size(), expected.wrap_objects);
  EXPECT_EQ(read->muscles.size(), expected.muscles);
  EXPECT_EQ(found.points[0], expected.fixed_points);
  EXPECT_EQ(found.points[1], expected.conditional_points);
  EXPECT_EQ(found.points[2], expected.moving_points);
  EXPECT_EQ(found.path_wraps, expected.path_wraps);
  EXPECT_EQ(read->markers.size(), expected.markers);
  EXPECT_NEAR(found.mass_kg, expected.mass_kg, 1e-11);
  EXPECT_NEAR(found.point_locations_m, expected.point_locations_m, 1e-11);
  EXPECT_NEAR(found.fiber_lengths_m, expected.fiber_lengths_m, 1e-11);
  EXPECT_NEAR(found.marker_locations_m, expected.marker_locations_m, 1e-11);
  const auto compiled = model::compile(*read, diagnostics);
  EXPECT_TRUE(compiled.has_value()) << compiled.error().text();
}

INSTANTIATE_TEST_SUITE_P(ReadOsim, SharedModels, ::testing::ValuesIn(models));

/// Elements of a class by its name, counted in the text of the file.
std::size_t elements_of(const std::string& text, const std::string& names) {
  // A default is a pattern for others, no part of the model.
  const std::regex element("<(" + names + ") name=\"(?!default\")");
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), element), std::sregex_iterator()));
}

TEST(SharedModelFolder, every_model_is_read_and_compiles_with_the_bodies_and_muscles_that_stand_in_its_text) {
  HAMSTRING_NEEDS_DATA("opensim-org+opensim-models");
  std::size_t read_models = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    if (entry.path().extension() != ".osim") continue;
    Diagnostics diagnostics;
    const auto read = read_osim(entry.path(), {}, diagnostics);
    ASSERT_TRUE(read.has_value()) << read.error().text();
    const auto compiled = model::compile(*read, diagnostics);
    EXPECT_TRUE(compiled.has_value()) << entry.path() << compiled.error().text();
    const std::string text = read_file(entry.path()).value();
    // Up to version 3 the ground is one of the bodies.
    const bool ground = elements_of(text, "Ground") == 0;
    EXPECT_EQ(read->bodies.size(), elements_of(text, "Body") - (ground ? 1 : 0)) << entry.path();
    EXPECT_EQ(read->muscles.size(),
              elements_of(text,
                          "Thelen2003Muscle|Schutte1993Muscle_Deprecated|Millard2012EquilibriumMuscle|"
                          "DeGrooteFregly2016Muscle|RigidTendonMuscle"))
        << entry.path();
    ++read_models;
  }
  EXPECT_GE(read_models, std::size(models));
}

}  // namespace
}  // namespace hamstring

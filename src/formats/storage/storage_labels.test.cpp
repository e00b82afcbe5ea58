#include "formats/storage/storage_labels.h"

#include <gtest/gtest.h>

namespace hamstring {
namespace {

void expect_name(std::string_view label, std::string_view name, std::string_view path,
                 StorageColumnKind kind) {
  const StorageColumnName found = coordinate_name_of(label);
  EXPECT_EQ(found.name, name) << label;
  EXPECT_EQ(found.path, path) << label;
  EXPECT_EQ(found.kind, kind) << label;
}

TEST(CoordinateNameOf, understands_state_paths_of_opensim_4) {
  expect_name("/jointset/hip_r/hip_flexion_r/value", "hip_flexion_r", "/jointset/hip_r",
              StorageColumnKind::value);
  expect_name("/jointset/hip_r/hip_flexion_r/speed", "hip_flexion_r", "/jointset/hip_r",
              StorageColumnKind::speed);
  expect_name("/forceset/bflh_r/activation", "bflh_r", "/forceset", StorageColumnKind::activation);
  expect_name("/forceset/bflh_r/fiber_length", "bflh_r", "/forceset", StorageColumnKind::fiber_length);
  expect_name("/forceset/st_r/normalized_tendon_force", "st_r", "/forceset",
              StorageColumnKind::normalized_force);
}

TEST(CoordinateNameOf, understands_paths_without_the_first_slash) {
  expect_name("hip_r/hip_flexion_r/value", "hip_flexion_r", "hip_r", StorageColumnKind::value);
  expect_name("hip_flexion_r/speed", "hip_flexion_r", "", StorageColumnKind::speed);
}

TEST(CoordinateNameOf, understands_states_of_opensim_3) {
  expect_name("bflh_r.activation", "bflh_r", "", StorageColumnKind::activation);
  expect_name("knee_angle_r_u", "knee_angle_r", "", StorageColumnKind::speed);
}

TEST(CoordinateNameOf, leaves_bare_names_and_dotted_marker_names_alone) {
  expect_name("hip_flexion_r", "hip_flexion_r", "", StorageColumnKind::value);
  expect_name("R.ASIS", "R.ASIS", "", StorageColumnKind::value);
  expect_name("", "", "", StorageColumnKind::value);
}

TEST(CoordinateNameOf, calls_an_unknown_state_other) {
  expect_name("/forceset/bflh_r/synergy", "bflh_r", "/forceset", StorageColumnKind::other);
}

}  // namespace
}  // namespace hamstring

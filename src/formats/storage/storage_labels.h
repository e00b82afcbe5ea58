// What a column of an OpenSim table is about, from its label alone.
#pragma once

#include <string>
#include <string_view>

namespace hamstring {

enum class StorageColumnKind {
  value,             ///< coordinate value, or a bare name (files of one quantity use bare names)
  speed,             ///< coordinate speed
  acceleration,      ///< coordinate acceleration
  activation,        ///< of a muscle
  fiber_length,      ///< of a muscle
  normalized_force,  ///< normalized tendon force of a muscle
  other,             ///< a state path that ends otherwise
};

struct StorageColumnName {
  std::string name;  ///< coordinate or muscle, without path and without the state's name
  std::string path;  ///< component path before the name ("/jointset/hip_r"); empty for a bare name
  StorageColumnKind kind = StorageColumnKind::value;
};

/// Understands OpenSim 4 state paths ("/jointset/hip_r/hip_flexion_r/value", "/forceset/bflh_r/activation",
/// also without the first slash), OpenSim 3 states ("bflh_r.activation", "hip_flexion_r_u" for a speed) and
/// bare names.
[[nodiscard]] StorageColumnName coordinate_name_of(std::string_view label);

}  // namespace hamstring

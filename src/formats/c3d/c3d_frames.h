// The numbers of a C3D file's frames. Used by the C3D reader only.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/geometry.h"
#include "formats/c3d/c3d_layout.h"
#include "record/capture.h"

namespace hamstring::c3d {

struct PointTable {
  std::vector<Vec3> positions;  ///< [frame * points + point] in the file's unit; NaN where not seen
  std::size_t at_origin = 0;    ///< missing because they lie at 0, 0, 0 to the last digit
};

/// A point is missing where its fourth number is below zero (so the user guide), where a coordinate is no
/// number, or where all three are exactly zero, as some systems write it.
[[nodiscard]] PointTable read_points(std::string_view content, const Layout& layout, Processor processor);

/// How the numbers of a channel become its unit: (number - offset) · scale.
struct ChannelScale {
  double offset = 0.0;
  double scale = 1.0;
};

/// [channel * samples + sample], in the channels' units. `is_unsigned`: words hold 0 to 65535.
[[nodiscard]] std::vector<double> read_analogs(std::string_view content, const Layout& layout,
                                               Processor processor, const std::vector<ChannelScale>& scales,
                                               bool is_unsigned);

/// Poses of segments: 4 × 4 numbers, the first column first, and how far they are to be trusted (below zero:
/// not seen). Empty where the file ends before them. `unit_m`: of the positions.
[[nodiscard]] std::vector<Pose> read_rotations(std::string_view content, std::size_t begin,
                                               std::size_t segments, std::size_t frames, Processor processor,
                                               double unit_m);

}  // namespace hamstring::c3d

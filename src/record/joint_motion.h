// A recorded movement as values of a model's coordinates against time.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hamstring {

/// Rows of one coordinate that held no number and were filled from what stands around them.
struct FilledGap {
  std::size_t coordinate = 0;
  double from_s = 0.0;  ///< time of the first filled row …
  double to_s = 0.0;    ///< … and of the last one
};

/// Coordinate values and speeds, frame by frame: [frame * coordinates + coordinate], rad and m, rad/s and
/// m/s. Coordinates are in the order of the model the motion was read for. A value that is missing in the
/// recording is NaN in its frame.
struct JointMotion {
  std::vector<double> time_s;  ///< [frame] strictly increasing
  std::size_t coordinates = 0;
  std::vector<double> values;
  std::vector<double> speeds;
  std::vector<bool> is_given;  ///< [coordinate] false: the recording has no such column
  std::vector<FilledGap> filled{};

  [[nodiscard]] std::size_t frames() const { return time_s.size(); }
  [[nodiscard]] std::span<const double> values_at(std::size_t frame) const {
    return std::span(values).subspan(frame * coordinates, coordinates);
  }
  [[nodiscard]] std::span<const double> speeds_at(std::size_t frame) const {
    return std::span(speeds).subspan(frame * coordinates, coordinates);
  }
};

}  // namespace hamstring

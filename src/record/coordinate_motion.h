// A movement with its accelerations, as dynamics reads it: one array a quantity.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hamstring {

/// Values, speeds and accelerations of a model's coordinates: [coordinate * frames() + frame]; rad and m, and
/// per second. Coordinates are in the order of the model.
struct CoordinateMotion {
  std::vector<double> time_s;  ///< [frame] rising
  std::size_t coordinates = 0;
  std::vector<double> value;
  std::vector<double> speed;
  std::vector<double> acceleration;
  std::vector<bool> is_given{};  ///< [coordinate] false: the recording has no such column

  [[nodiscard]] std::size_t frames() const { return time_s.size(); }
  [[nodiscard]] std::span<const double> values_of(std::size_t coordinate) const {
    return std::span(value).subspan(coordinate * frames(), frames());
  }
  /// The values of all coordinates in one frame.
  void values_at(std::size_t frame, std::span<double> values) const {
    for (std::size_t c = 0; c < coordinates; ++c) values[c] = value[c * frames() + frame];
  }
};

}  // namespace hamstring

// Where the numbers of a C3D file's frames stand. Used by the C3D reader only.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/c3d/c3d_parameters.h"

namespace hamstring::c3d {

/// The data section: frame after frame, four numbers a point, then the analog samples.
struct Layout {
  std::size_t begin = 0;  ///< first byte
  std::size_t points = 0;
  std::size_t channels = 0;
  std::size_t samples_per_frame = 0;  ///< of each channel; 0 where there are no channels
  std::size_t frames = 0;
  bool is_real = false;  ///< 4 bytes a number; otherwise words of 2
  double scale = 1.0;    ///< of points written as words: the file's unit a step
  long long first_frame = 1;
  double rate_hz = 0.0;  ///< of the frames

  [[nodiscard]] std::size_t number_bytes() const { return is_real ? 4 : 2; }
  [[nodiscard]] std::size_t frame_bytes() const {
    return (4 * points + channels * samples_per_frame) * number_bytes();
  }
};

/// Header and parameters say most things twice and are not always of one mind: what fits the length of the
/// file holds. A frame rate that is nowhere is `assumed_rate_hz` with a warning. Errors: no data; neither
/// points nor channels (a file of rotations alone has a layout without frames).
[[nodiscard]] Result<Layout> find_layout(const Preamble& preamble, std::size_t file_bytes,
                                         std::string_view file_name, Diagnostics& diagnostics);

/// A frame a second, where nothing says how many there are: times are then the numbers of the frames.
inline constexpr double assumed_rate_hz = 1.0;

}  // namespace hamstring::c3d

// Markers of a motion capture recording: where each one was in every frame.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry.h"

namespace hamstring {

/// What the recording was before it was cut or resampled, where its file says so.
struct OriginalRecording {
  std::optional<double> rate_hz;
  std::optional<long long> first_frame;
  std::optional<long long> frames;
};

/// Marker positions frame by frame, in the laboratory frame of the recording.
struct MarkerTrajectories {
  double rate_hz = std::numeric_limits<double>::quiet_NaN();  ///< frames a second; NaN where unknown
  std::vector<double> time_s;                                 ///< [frame] strictly increasing
  std::vector<std::string> names;                             ///< [marker] as in the file
  /// [frame * markers() + marker]; all three NaN where the marker was not seen.
  std::vector<Vec3> positions_m;
  std::string unit_in_file;  ///< "mm", "cm" or "m", before conversion
  OriginalRecording original;

  [[nodiscard]] std::size_t frames() const { return time_s.size(); }
  [[nodiscard]] std::size_t markers() const { return names.size(); }
  [[nodiscard]] const Vec3& position_m(std::size_t frame, std::size_t marker) const {
    return positions_m[frame * markers() + marker];
  }
  /// The first marker of this name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// Whether the marker was seen in the frame.
  [[nodiscard]] bool is_seen(std::size_t frame, std::size_t marker) const;
  /// The mean place of those of these markers that were seen in the frame [m]; NaN where none was.
  [[nodiscard]] Vec3 mean_position_m(std::size_t frame, std::span<const std::size_t> of) const;
  /// One frame: of each marker the mean over the frames from `first` to `last` in which it was seen, at the
  /// time of `first`.
  [[nodiscard]] MarkerTrajectories mean_over(std::size_t first, std::size_t last) const;
  /// Frames in which the marker was not seen.
  [[nodiscard]] std::size_t missing_frames(std::size_t marker) const;
};

}  // namespace hamstring

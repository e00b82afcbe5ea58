// Everything a motion capture file holds, each kind apart: markers, what a model made of them, force plates,
// other analog signals, events, rotations of segments.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "record/marker_trajectories.h"

namespace hamstring {

/// A force below is no contact: it has no center of pressure, because a moment divided by nearly nothing is
/// a point anywhere. The limit that dynamics uses too. our_assumption.
inline constexpr double plate_contact_force_n = 20.0;

struct AnalogChannel {
  std::string name;
  std::string description{};
  std::string unit{};  ///< as in the file; empty where it says none
};

/// Signals of an analog board, in the units of their file.
struct AnalogSignals {
  double rate_hz = std::numeric_limits<double>::quiet_NaN();
  double start_s = 0.0;  ///< time of the first sample, on the clock of the markers
  std::size_t samples = 0;
  std::vector<AnalogChannel> channels;
  std::vector<double> values;  ///< [channel * samples + sample]

  [[nodiscard]] std::span<const double> values_of(std::size_t channel) const {
    return std::span(values).subspan(channel * samples, samples);
  }
  [[nodiscard]] double time_s(std::size_t sample) const {
    return start_s + static_cast<double>(sample) / rate_hz;
  }
};

/// A force plate with what acted on the body above it, in the laboratory frame. Four points that are often
/// confused stand apart: the center of its surface, the origin of its sensor, the center of pressure (where
/// the force meets the surface so that only a moment about the normal remains) and the point where the axis
/// of the wrench meets it (where force and moment are parallel; Shimba 1984).
struct ForcePlate {
  std::string name;  ///< "1", "2" … as counted in the file
  int type = 0;      ///< 1-4, how its channels are meant (C3D user guide)
  std::array<Vec3, 4> corners_m{};
  Vec3 center_m = Vec3::Zero();            ///< of its surface
  Vec3 normal = Vec3::Zero();              ///< of its surface, towards the body that stands on it
  Vec3 sensor_m = Vec3::Zero();            ///< origin about which its sensor measures moments
  std::vector<Vec3> force_n;               ///< [sample]
  std::vector<Vec3> moment_n_m;            ///< [sample] about `center_m`
  std::vector<Vec3> center_of_pressure_m;  ///< [sample] NaN below the contact force
  std::vector<Vec3> free_moment_n_m;  ///< [sample] along the normal, at the center of pressure; NaN below
  std::vector<Vec3> wrench_point_m;   ///< [sample] NaN below the contact force
};

/// All plates of a recording run on one clock.
struct ForcePlates {
  double rate_hz = std::numeric_limits<double>::quiet_NaN();
  double start_s = 0.0;
  std::size_t samples = 0;
  double contact_force_n = plate_contact_force_n;
  std::vector<ForcePlate> plates;

  [[nodiscard]] double time_s(std::size_t sample) const {
    return start_s + static_cast<double>(sample) / rate_hz;
  }
};

struct CaptureEvent {
  double time_s = 0.0;    ///< on the clock of the markers
  std::string label;      ///< "Foot Strike", "RHS" …
  std::string context{};  ///< "Left", "Right", "General"; empty where the file says none
  std::string subject{};
};

enum class OutputKind { angle, force, moment, power, scalar };

/// What a model of the recording system made of the markers: three numbers a frame that are no place.
struct ModelOutput {
  std::string name;
  OutputKind kind = OutputKind::scalar;
  std::string unit{};        ///< as in the file
  std::vector<Vec3> values;  ///< [frame] as in the file; NaN where there is none
};

/// Poses of segments, as systems without markers write them.
struct SegmentPoses {
  double rate_hz = std::numeric_limits<double>::quiet_NaN();
  double start_s = 0.0;
  std::vector<std::string> names;
  std::vector<Pose> X_LS;  ///< [frame * segments + segment] segment in laboratory; NaN where not seen
};

/// A motion capture recording in its own laboratory frame.
struct Capture {
  MarkerTrajectories markers;
  std::vector<ModelOutput> outputs;
  AnalogSignals analogs;  ///< those of force plates, too
  ForcePlates plates;
  std::vector<CaptureEvent> events;  ///< by time
  SegmentPoses segments;
  long long first_frame = 1;  ///< time 0 is that of frame 1
  std::string up_in_file{};   ///< "+Z": the axis the file shows upwards; empty where it says none
};

}  // namespace hamstring

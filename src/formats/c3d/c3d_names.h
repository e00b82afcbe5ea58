// What the names of a C3D file's points say, and its events. Used by the C3D reader only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "formats/c3d/c3d_parameters.h"
#include "record/capture.h"

namespace hamstring::c3d {

/// One point: a marker, or what a model made of them.
struct PointName {
  std::string name;
  std::optional<OutputKind> output{};  ///< empty: a place
  std::string unit{};                  ///< of an output
};

/// A name for each point, those without a label included. Outputs are those that the file lists in
/// POINT:ANGLES, FORCES, MOMENTS, POWERS, SCALARS, and where it lists none, those named like the outputs of
/// Plug-in Gait.
[[nodiscard]] std::vector<PointName> name_points(const Parameters& parameters, std::size_t points,
                                                 Diagnostics& diagnostics);

/// Events of the group EVENT, or of the header where there is no such group; by time.
[[nodiscard]] std::vector<CaptureEvent> read_events(const Preamble& preamble, Diagnostics& diagnostics);

}  // namespace hamstring::c3d

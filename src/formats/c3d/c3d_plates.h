// Force plates of a C3D file: from the channels of an analog board to what acted on the body above. Used by
// the C3D reader only.
#pragma once

#include "core/diagnostics.h"
#include "formats/c3d/c3d_parameters.h"
#include "record/capture.h"

namespace hamstring::c3d {

/// All plates of the types 1 to 4 (C3D user guide, FORCE_PLATFORM). Others, and plates whose channels or
/// corners are none, are refused by number with a warning each. `unit_m`: of the points, which is that of
/// corners and origins.
[[nodiscard]] ForcePlates read_plates(const Parameters& parameters, const AnalogSignals& analogs,
                                      double unit_m, double contact_force_n, Diagnostics& diagnostics);

}  // namespace hamstring::c3d

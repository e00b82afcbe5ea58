// Reads OpenSim models (.osim) of any version: OpenSim 4 (JointSet, sockets, offset frames), 3 (joints inside
// bodies), 2 and 1 (MusclePointSet, ActuatorSet …). What is read, ignored and refused: docs/osim.md.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "model/specification.h"

namespace hamstring {

struct OsimOptions {
  /// OpenSim 4 rounds inertias (files before version 30500) and joint offsets (before 30505) to six
  /// significant digits while it brings an old file up to date. True: do the same, to get its numbers.
  bool round_like_opensim_upgrade = false;
};

/// Reads a model file. Frames get the names "<joint>/<frame>" and "<body>/<frame>"; the ground is "ground".
/// Diagnostics: a warning for what changes mechanics and is not read (springs, contacts, constraints other
/// than couplers …), for a muscle left out and for a doubt about units; a note for each kind of element that
/// was not needed; an error for each refusal. Errors (the first of them): unreadable, empty or huge file; not
/// XML or cut off; not a model (says what it is); a list of the wrong length or not of numbers; mass or size
/// that is negative, NaN or infinite; a spline of one point; duplicate names; references to what the model
/// does not have; frames in a circle; a kind of joint or of joint function that is not known.
[[nodiscard]] Result<model::ModelSpecification> read_osim(const std::filesystem::path& path,
                                                          const OsimOptions& options,
                                                          Diagnostics& diagnostics);

/// The same from memory; `file_name` is for messages.
[[nodiscard]] Result<model::ModelSpecification> parse_osim(std::string_view content, std::string file_name,
                                                           const OsimOptions& options,
                                                           Diagnostics& diagnostics);

}  // namespace hamstring

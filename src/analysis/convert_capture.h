// From a motion capture file to the tables that OpenSim and this program read: markers, forces, signals,
// events.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "core/time_series.h"
#include "formats/c3d/c3d_reader.h"
#include "record/capture_axes.h"

namespace hamstring::analysis {

struct ConvertRequest {
  std::filesystem::path capture;
  C3dOptions reading{};
  std::optional<LaboratoryAxis> up{};  ///< given by hand; otherwise find_up()
  int quarter_turns = 0;               ///< about the vertical, after it was made y
  bool from_zero = false;              ///< the first frame is at 0 s, as OpenSim's own reader has it
  std::string program_version{};
};

/// A file before it is written, its name without a folder.
struct ConvertedFile {
  std::string name, text, contents;
};

struct ConvertedCapture {
  Capture capture;                   ///< y upwards
  std::vector<std::string> choices;  ///< in words: which way is up and why, the clock, the contact force
  std::vector<ConvertedFile> files;
};

/// Reads a capture, turns it upright and writes it down: `<name>.trc`, `<name>_forces.mot` (OpenSim's names:
/// ground_force_1_vx … px … ground_torque_1_x; N, m, N·m; below the contact force no force acts and the point
/// stays where it was), `<name>_analogs.sto`, `<name>_outputs.sto` (what a model of the recording system
/// computed, in its own units and axes), `<name>_events.csv` (foot strikes and toe-offs, for analyze
/// --events) and
/// `<name>_all_events.csv`. Files of which there is nothing are left out. Errors: those of read_c3d.
[[nodiscard]] Result<ConvertedCapture> convert_capture(const ConvertRequest& request,
                                                       Diagnostics& diagnostics);

/// Writes all files into a folder. Errors: the first that cannot be written.
[[nodiscard]] Result<void> write_converted(const std::filesystem::path& folder,
                                           const ConvertedCapture& converted);

/// The forces as OpenSim's table; empty columns where there are no plates.
[[nodiscard]] TimeSeries force_table(const ForcePlates& plates);

}  // namespace hamstring::analysis

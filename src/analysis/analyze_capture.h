// One raw capture in; what each hamstring was stretched, stride by stride, out: markers to a model of the
// person, to joint angles, to the ordinary path of a movement (analyze_motion.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze_motion.h"
#include "analysis/capture_person.h"
#include "analysis/write_motion.h"

namespace hamstring::analysis {

/// The filter of joint angles from markers where none is asked for [Hz]: the middle of the 8 to 15 Hz that
/// studies of running use; less where the recording has fewer than 60 frames a second. our_assumption.
inline constexpr double capture_lowpass_hz = 12.0;

struct CaptureAnalysis {
  CapturedPerson person;
  MotionAnalysis motion;
  /// What add_forces() needs of it: the longest part in which every coordinate that is mostly seen has no
  /// gap, as the markers gave it, filtered by the same cutoff. Without content where no part is a second
  /// long.
  MotionRequest movement{};
  /// Name and text of `<name>_forces.mot`; empty without plates.
  std::optional<ResultFile> plates{};
  /// `<name>_ik.mot`, `<name>_ik_marker_errors.sto`, `<name>_ik_model_marker_locations.sto`,
  /// `<name>_person.osim`, `<name>_markers.csv` (which marker rides where, and how well),
  /// `<name>_markers.txt` (the same to be changed and given back), `<name>_forces.mot` where there are
  /// plates.
  std::vector<ResultFile> files;
};

/// Runs all stages. `motion`: what analyze_motion() is asked, its files left empty. The fit of the markers
/// stands in the report: in its choices, and with what is likely wrong in its diagnostics. On an error, what
/// had been noticed until then is in `diagnostics`.
[[nodiscard]] Result<CaptureAnalysis> analyze_capture(const PersonRequest& person, MotionRequest motion,
                                                      Diagnostics& diagnostics);

/// A line a marker, "theirs = ours", that parse_marker_names() reads back; what is left out has its reason
/// beside it.
[[nodiscard]] std::string marker_names_text(const CapturedPerson& person);

}  // namespace hamstring::analysis

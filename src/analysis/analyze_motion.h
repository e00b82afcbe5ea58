// One recorded movement and one model in; what each hamstring was stretched, stride by stride, out.
// The stages in order: model, motion, gait, muscles, exposure, report.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/load_model.h"
#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "muscle/muscle_history.h"
#include "record/joint_motion.h"
#include "report/motion_report.h"

namespace hamstring::analysis {

struct MotionRequest {
  std::filesystem::path motion;  ///< .mot or .sto; a movement of the library (.toml) works as well
  std::filesystem::path model;   ///< .osim
  /// What is in them, where they lie in no file (a recording that somebody dropped into the app is never laid
  /// on a disk); `motion` and `model` are then their names.
  std::optional<std::string> motion_content{}, model_content{};
  std::optional<double> from_s{};
  std::optional<double> to_s{};
  std::optional<double> lowpass_hz{};  ///< filter coordinates first; empty: as recorded
  std::optional<bool> in_degrees{};    ///< unit of the angles, given by hand; empty: the header and the rules
  std::optional<std::filesystem::path> events{};  ///< foot strikes and toe-offs, given (gait/event_table.h)
  Compatibility mode = Compatibility::physics;
  muscle::HamstringChoices hamstrings{};
  std::string title{};
  std::string generated_on{};  ///< ISO date, given by the caller: nothing below reads a clock
  std::string program_version{};
};

struct MotionAnalysis {
  LoadedModel model;
  JointMotion motion;             ///< the frames that were analyzed
  muscle::MuscleHistory muscles;  ///< series of the hamstrings; jumps and arms in use of every muscle
  std::vector<double> upright_m;  ///< [muscle of the model] length with all coordinates at zero
  report::MotionReport report;
  std::vector<report::WrittenFile> further_files{};  ///< written beside those of write_motion.h by others
};

/// The report's first number: the stretch of the long hamstring that was stretched most [1]. NaN where none
/// is known.
[[nodiscard]] double first_number(const MotionAnalysis& analysis);

/// Runs all stages. What was noticed on the way is in `report.diagnostics`; on an error, what had been
/// noticed until then is in `diagnostics`.
[[nodiscard]] Result<MotionAnalysis> analyze_motion(const MotionRequest& request, Diagnostics& diagnostics);

}  // namespace hamstring::analysis

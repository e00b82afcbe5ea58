// A recorded movement, a model and the forces from outside in; the moments at every joint out, with what is
// left over at the root.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze_motion.h"
#include "analysis/beside_plates.h"
#include "analysis/load_model.h"
#include "dynamics/ground_estimate.h"
#include "dynamics/inverse_dynamics.h"
#include "dynamics/plates.h"
#include "dynamics/residuals.h"
#include "record/coordinate_motion.h"

namespace hamstring::analysis {

/// What coordinates, and in physics mode the forces with them, are filtered at unless told otherwise: above
/// the 6 Hz usual in walking, below the 15 to 20 Hz usual in sprinting. The same for both, or impacts give
/// joints moments that no joint bore (Kristianslund et al. 2012, J Biomech 45:666). The number is
/// our_assumption.
inline constexpr double dynamics_lowpass_hz = 12.0;

struct DynamicsRequest {
  MotionRequest motion;  ///< its `lowpass_hz`, empty: no filter; events are looked at without plates alone
  std::optional<std::filesystem::path> loads{};  ///< a file of external loads (.xml)
  /// A table of forces (.mot, .sto): with `loads` the one that they are read from, instead of the one that
  /// the file names; alone its force plates, assigned to feet.
  std::optional<std::filesystem::path> forces{};
  /// What is in `forces`, where it lies in no file (plates of a capture); its plates are then assigned.
  std::optional<std::string> forces_content{};
  std::map<std::string, std::string> plates{};  ///< plates given to bodies by hand
  /// No plate measured what is under the feet: it is computed from the movement (dynamics/ground_estimate.h).
  bool without_plates = false;
  double contact_force_n = dynamics::contact_force_n;
};

/// The largest and smallest moment of a coordinate, and when.
struct MomentPeaks {
  std::string coordinate;
  double highest = 0.0, highest_at_s = 0.0;
  double lowest = 0.0, lowest_at_s = 0.0;
  std::size_t known_frames = 0;
};

struct DynamicsAnalysis {
  LoadedModel model;
  CoordinateMotion motion;
  ExternalLoads loads;
  std::vector<dynamics::PlateContact> contacts;  ///< who stands on which plate, where plates were given alone
  std::optional<dynamics::GroundEstimate> ground;  ///< where plates were done without
  bool walks = false;                              ///< of the same
  /// Steps that no plate measured: the moments of that leg are NaN then.
  std::vector<StepBesidePlates> beside_plates{};
  dynamics::InverseDynamics result;
  std::optional<dynamics::Residuals> residuals;
  std::vector<MomentPeaks> peaks;  ///< hip and knee flexion of both legs
  double mass_kg = 0.0;
  std::string settings;  ///< what was chosen and changes numbers, in words
  Provenance provenance;
};

/// Runs all stages. A force on the wrong foot is named; in physics mode the moments of both legs are then not
/// known (NaN), those of the trunk and the residuals, which do not depend on the foot, are. Errors: those of
/// the readers and stages.
[[nodiscard]] Result<DynamicsAnalysis> analyze_dynamics(const DynamicsRequest& request,
                                                        Diagnostics& diagnostics);

/// inverse_dynamics.sto, summary.json and, where plates were assigned, plates.csv.
[[nodiscard]] Result<void> write_dynamics_analysis(const std::filesystem::path& folder,
                                                   const DynamicsAnalysis& analysis);

/// The summary for programs: schema hamstring/id, version 1.
[[nodiscard]] std::string dynamics_json(const DynamicsAnalysis& analysis);

/// The summary for people.
[[nodiscard]] std::string dynamics_text(const DynamicsAnalysis& analysis);

}  // namespace hamstring::analysis

// A recorded movement, a model and the forces from outside in; the force in each hamstring out, with what is
// known of it and what is not.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze_dynamics.h"
#include "core/anatomy.h"
#include "gait/strides.h"
#include "muscle/fiber_history.h"
#include "muscle/moment_sharing.h"
#include "report/force_report.h"

namespace hamstring::analysis {

struct ForcesRequest {
  DynamicsRequest dynamics;
  double exponent = 2.0;
  /// By Side; empty: those that are found in the movement as it was filtered.
  std::optional<std::array<std::vector<Stride>, 2>> strides{};
};

/// A reserve that carries more than this share of a hip or knee moment marks its frame: the muscles of the
/// model alone could not have made this moment, or not cheaply.
inline constexpr double reserve_share_marked = 0.05;
/// Shares are of the moment, but of no less than this part of its peak: beside a moment that passes through
/// zero everything is large. our_assumption.
inline constexpr double reserve_share_floor = 0.1;
/// A reserve gives so much for the cost of one fully active muscle [N m]: our_assumption, usual in static
/// optimization of legs.
inline constexpr double reserve_n_m = 1.0;
/// The smallest share of the least-effort force that another accepted method gave a single hamstring on
/// identical moments: 9.2 against 55.5 N/kg, biceps femoris long head in a sprint at 6.4 m/s
/// (docs/sharing.md).
inline constexpr double other_method_share = 9.2 / 55.5;

/// A quantity over time and between which limits it may lie all the same: low ≤ value ≤ high. NaN where not
/// known.
struct BandedSeries {
  std::vector<double> value, low, high;
};

/// A muscle, or muscles together, of one leg over time.
struct ForceCurve {
  Side side = Side::left;
  std::string what;  ///< BFlh, ST, SM, BFsh; hamstrings (the three that cross the hip), medial, lateral
  bool is_single = false;
  /// 0 where the muscle takes no part in a solved frame: its path is shorter than its tendon.
  BandedSeries force_n;
  BandedSeries power_w;                      ///< of muscle and tendon on the bones
  BandedSeries hip_moment, knee_moment;      ///< N m; positive flexes
  BandedSeries fiber_length, tendon_strain;  ///< singles in physics mode; optimal lengths, 1
};

/// What forces without plates are off by, measured against plates (docs/sharing.md): medians over recordings,
/// and the recording with the largest error. NaN where nobody measured it.
struct WithoutPlatesError {
  double late_swing_peak = std::numeric_limits<double>::quiet_NaN();  ///< of the three together, share of it
  double late_swing_peak_worst = std::numeric_limits<double>::quiet_NaN();
  double hip_moment = std::numeric_limits<double>::quiet_NaN();  ///< RMS over the stride, share of its peak
  double knee_moment = std::numeric_limits<double>::quiet_NaN();
  std::size_t recordings = 0;
};

inline constexpr WithoutPlatesError running_without_plates{.late_swing_peak = 0.016,
                                                           .late_swing_peak_worst = 0.192,
                                                           .hip_moment = 0.143,
                                                           .knee_moment = 0.227,
                                                           .recordings = 12};
inline constexpr WithoutPlatesError walking_without_plates{};

using report::ForceNumbers;
using report::ForceSummary;
using report::ReserveMark;

struct ForcesAnalysis {
  DynamicsAnalysis dynamics;
  muscle::SharingRequest request;
  muscle::SharedMoments shared;
  std::vector<double> demand;  ///< [coordinate * frames + frame]
  std::vector<ForceCurve> curves;
  std::vector<ForceSummary> summaries;  ///< in the order of the curves
  std::vector<ReserveMark> marks;       ///< hip and knee coordinates, all of them
  std::vector<bool> marked;             ///< [frame]
  std::size_t solved = 0;               ///< frames
  double kkt_residual = 0.0;            ///< the largest of all solved frames
  std::string settings;
};

/// How forces without plates were found, and how far such forces were off where plates measured them.
[[nodiscard]] std::string without_plates_sentence(const ForcesAnalysis& analysis);

/// Runs all stages. Errors: those of analyze_dynamics() and share_moments(); a model none of whose hamstrings
/// is known.
[[nodiscard]] Result<ForcesAnalysis> analyze_forces(const ForcesRequest& request, Diagnostics& diagnostics);

/// The summaries of curves over strides (by Side), in the order of the curves.
[[nodiscard]] std::vector<ForceSummary> summarize_forces(const ForcesAnalysis& analysis,
                                                         const std::array<std::vector<Stride>, 2>& strides);

/// The same for people and programs: what the muscles bore, and what to know before relying on it.
[[nodiscard]] report::ForceReport force_report(const ForcesAnalysis& analysis);

/// forces.sto (every muscle and reserve), hamstrings.csv (bands over time), summary.json.
[[nodiscard]] Result<void> write_forces_analysis(const std::filesystem::path& folder,
                                                 const ForcesAnalysis& analysis);

/// The summary for programs: schema hamstring/forces, version 2.
[[nodiscard]] std::string forces_json(const ForcesAnalysis& analysis);

/// The summary for people. A single muscle never stands without its band.
[[nodiscard]] std::string forces_text(const ForcesAnalysis& analysis);

}  // namespace hamstring::analysis

// What is known of the forces in the hamstrings over a movement, as values: filled by the analysis, shown in
// summary.json, strides.csv, the page and on the terminal. A force of a single muscle never stands without
// its band (docs/sharing.md).
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "core/anatomy.h"

namespace hamstring::report {

/// A force and between which limits it may lie all the same [N].
struct BandedForce {
  double force_n = std::numeric_limits<double>::quiet_NaN();
  double low_n = std::numeric_limits<double>::quiet_NaN();
  double high_n = std::numeric_limits<double>::quiet_NaN();
  double at_s = std::numeric_limits<double>::quiet_NaN();
  double at_percent = std::numeric_limits<double>::quiet_NaN();  ///< of the stride; NaN without strides
};

/// Any other quantity and between which limits it may lie all the same.
struct Banded {
  double value = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// Of one stride, medians of strides, or of the whole recording where no stride is found. NaN: not known.
/// Bands follow from those of every instant, as if all of them were used at once: an outer bound.
struct ForceNumbers {
  BandedForce peak;        ///< the largest of the whole stride
  BandedForce late_swing;  ///< the largest in the second half of the swing; NaN without strides
  Banded longest_fiber;    ///< optimal lengths
  Banded most_tendon_strain;
  Banded peak_power_w, least_power_w;
  Banded positive_work_j,
      negative_work_j;           ///< of muscle and tendon on the bones; the low is the most negative
  Banded swing_negative_work_j;  ///< from toe-off on
  Banded impulse_n_s;
  /// Share of the moments that muscles and reserves carry while the hip extends (the knee flexes), weighted
  /// by the moment: shares of all muscles and reserves add up to 1. NaN where there is no such moment.
  Banded hip_share, knee_share;
};

/// A muscle, or muscles together, of one leg.
struct ForceSummary {
  Side side = Side::left;
  std::string what;  ///< BFlh, ST, SM, BFsh; hamstrings (the three that cross the hip), medial, lateral
  bool is_single = false;
  ForceNumbers middle;                ///< medians of `strides`, or the whole recording
  std::vector<ForceNumbers> strides;  ///< one a complete stride that holds enough frames; NaN otherwise
};

/// A coordinate of hip or knee in which reserves carried too much.
struct ReserveMark {
  std::string coordinate;
  std::size_t frames = 0;  ///< marked
  std::size_t known = 0;   ///< of so many that are solved
  double first_s = 0.0, worst_s = 0.0, worst_share = 0.0;
};

struct ForceReport {
  double mass_kg = 0.0;
  std::string settings;  ///< what was chosen and changes numbers, in words
  std::size_t frames = 0, solved = 0, marked = 0;
  double kkt_residual = 0.0;  ///< the largest of all solved frames
  std::vector<ForceSummary> muscles;
  std::vector<ReserveMark> reserves;
  /// What speaks against relying on the forces, and what else to know of them: whole sentences.
  std::vector<std::string> cautions, notes;
  /// No plate measured what is under the feet: only what holds of a swinging leg is shown.
  bool swing_only = false;
};

/// A quantity times a factor; a negative one swaps the ends of its band.
[[nodiscard]] Banded times(const Banded& quantity, double factor);

/// The muscle's forces on this side, or nothing.
[[nodiscard]] const ForceSummary* find_force(const ForceReport& forces, Side side, const std::string& what);

/// "1407 N, between 1287 and 1446 (21.4 N/kg, 19.5 to 21.9)"; "not known".
[[nodiscard]] std::string banded_text(const BandedForce& force, double mass_kg);

/// The muscles for people on the terminal, one or more lines each.
[[nodiscard]] std::string forces_lines(const ForceReport& forces);

}  // namespace hamstring::report

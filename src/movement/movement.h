// A movement of the library: joint angles over one cycle as short Fourier series, read from
// data/movements/*.toml. docs/movement.md describes the file and where the built-in run came from.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "core/time_series.h"

namespace hamstring::movement {

/// value(phase) = mean + Σ_k cos[k] cos(2π k phase) + sin[k] sin(2π k phase), k = 1 … ; phase in cycles.
struct FourierSeries {
  double mean = 0.0;
  std::vector<double> cos{};  ///< first entry: once a cycle
  std::vector<double> sin{};  ///< as long as `cos`
};

/// The series at a phase in cycles; it repeats with every whole cycle.
[[nodiscard]] double value_at(const FourierSeries& series, double phase);

/// How a curve belongs to the two sides of the body.
enum class Symmetry {
  legs,                ///< the right leg's curve; the left leg does the same, later by left_lag_cycles
  same_each_step,      ///< a trunk curve that repeats every half cycle
  mirrored_each_step,  ///< a trunk curve that changes its sign every half cycle
  none,                ///< a trunk curve without such a rule
};

struct Curve {
  std::string coordinate;  ///< with Symmetry::legs without _r and _l
  Symmetry symmetry = Symmetry::none;
  FourierSeries series;  ///< rad or m
};

struct Movement {
  std::string id;
  std::string name;
  std::string description;
  std::vector<std::string> sources;  ///< ids into data/sources/
  int place = 0;               ///< among the movements that are shown, from 1; 0: after those that have one
  bool demonstration = false;  ///< shown where nobody chose another
  double cycle_time_s = 1.0;
  double speed_m_per_s = 0.0;  ///< steady advance along +x, added to pelvis_tx
  double contact_fraction =
      0.0;  ///< of the cycle that each foot is on the ground, from phase 0 on; 0: not said
  double left_lag_cycles = 0.0;  ///< how much later the left leg does what the right leg does
  std::vector<Curve> curves;
};

/// Reads a movement file. Errors name file, line and key: no such file, not TOML, a key missing or of the
/// wrong type or out of its range, a coordinate described twice, a series that breaks its own symmetry.
/// Unknown keys are warned of.
[[nodiscard]] Result<Movement> load_movement(const std::filesystem::path& path, Diagnostics& diagnostics);

/// As load_movement(), from text; `file_name` is for messages.
[[nodiscard]] Result<Movement> parse_movement(std::string_view content, const std::string& file_name,
                                              Diagnostics& diagnostics);

struct Sampling {
  double cycles = 10.0;
  double rate_hz = 200.0;
  double first_phase = 0.0;  ///< of the right leg's cycle at time 0
};

/// Coordinate values [rad, m] against time from 0 on, one column a coordinate, both legs; every cycle the
/// same. Errors: cycles or rate not positive and finite, more than ten million rows.
[[nodiscard]] Result<TimeSeries> movement_as_table(const Movement& movement, const Sampling& sampling);

}  // namespace hamstring::movement

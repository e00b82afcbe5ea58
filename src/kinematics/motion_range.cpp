#include "kinematics/motion_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/units.h"

namespace hamstring {
namespace {

using model::Coordinate;
using model::MotionType;

// Less is what the digits of a file or an optimizer leave beyond a limit: a twentieth of a degree, a
// millimeter.
constexpr double grace = 1e-3;

struct Beyond {
  std::size_t rows = 0;
  double most = 0.0;
  double first_s = 0.0;
};

Beyond beyond_range(const Coordinate& coordinate, std::size_t c, const JointMotion& motion) {
  Beyond found;
  const auto [low, high] = coordinate.range;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    const double q = motion.values_at(f)[c];
    const double by = std::max(low - q, q - high);
    if (!(by > grace)) continue;
    if (found.rows++ == 0) found.first_s = motion.time_s[f];
    found.most = std::max(found.most, by);
  }
  return found;
}

std::string what_is_beyond(const Coordinate& coordinate, const Beyond& beyond, std::size_t rows) {
  const bool turns = coordinate.motion_type == MotionType::rotational;
  const double unit = turns ? deg_per_rad : 1.0;
  const char* const name = turns ? "degrees" : "m";
  return fmt::format(
      "{} of {} rows lie beyond the model's range of {:.4g} to {:.4g} {}, by up to {:.3g} {}, the first "
      "at {:.4g} s",
      beyond.rows, rows, coordinate.range[0] * unit, coordinate.range[1] * unit, name, beyond.most * unit,
      name, beyond.first_s);
}

void clamp(const Coordinate& coordinate, std::size_t c, JointMotion& motion) {
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    double& q = motion.values[f * motion.coordinates + c];
    if (std::isfinite(q)) q = std::clamp(q, coordinate.range[0], coordinate.range[1]);
  }
}

}  // namespace

void keep_to_ranges(const model::Model& model, Compatibility mode, JointMotion& motion,
                    Diagnostics& diagnostics) {
  const bool assembles = mode == Compatibility::opensim && !model.couplers.empty();
  for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
    const Coordinate& coordinate = model.coordinates[c];
    const auto [low, high] = coordinate.range;
    // Values of dependent coordinates come from their couplers, whatever the file holds.
    if (!motion.is_given[c] || coordinate.coupler >= 0 || !(low < high)) continue;
    const Beyond beyond = beyond_range(coordinate, c, motion);
    const bool clamps = assembles && coordinate.clamped && !coordinate.locked;
    if (beyond.rows > 0) {
      const std::string what = what_is_beyond(coordinate, beyond, motion.frames());
      if (clamps) {
        diagnostics.warn(what + "; set to its end, as OpenSim does on a model with couplers",
                         coordinate.name);
      } else if (coordinate.clamped) {
        diagnostics.warn(what + "; used as recorded", coordinate.name);
      } else {  // a range that nothing enforces says little
        diagnostics.note(what + "; used as recorded", coordinate.name);
      }
    }
    if (clamps) clamp(coordinate, c, motion);
  }
}

}  // namespace hamstring

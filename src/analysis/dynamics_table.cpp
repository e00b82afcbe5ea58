#include "analysis/dynamics_table.h"

namespace hamstring::analysis {

std::string generalized_force_label(const model::Coordinate& coordinate) {
  return coordinate.name + (coordinate.motion_type == model::MotionType::rotational ? "_moment" : "_force");
}

TimeSeries generalized_force_table(const model::Model& model, const dynamics::InverseDynamics& result,
                                   Compatibility mode) {
  TimeSeries table(result.time_s, {});
  for (const CoordinateIndex c : dynamics::tree_order(model)) {
    const model::Coordinate& coordinate = model.coordinates[c.value()];
    if (mode == Compatibility::physics && coordinate.coupler >= 0) continue;
    table.add_column(generalized_force_label(coordinate), result.of(c.value()));
  }
  return table;
}

}  // namespace hamstring::analysis

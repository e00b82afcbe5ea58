#include "report/motion_report.h"

#include <algorithm>

namespace hamstring::report {

std::size_t stride_count(const MotionReport& report) {
  std::size_t count = 0;
  for (const SideResult& side : report.sides) count += side.strides.complete.size();
  return count;
}

bool is_lumped(const MotionReport& report, Hamstring muscle) {
  return std::ranges::any_of(report.sides, [muscle](const SideResult& side) {
    const MuscleResult* const result = find_muscle(side, muscle);
    return result != nullptr && result->is_lumped;
  });
}

const SideResult* find_side(const MotionReport& report, Side side) {
  const auto found = std::ranges::find(report.sides, side, &SideResult::side);
  return found == report.sides.end() ? nullptr : &*found;
}

const MuscleResult* find_muscle(const SideResult& side, Hamstring muscle) {
  const auto found = std::ranges::find(side.muscles, muscle, &MuscleResult::muscle);
  return found == side.muscles.end() ? nullptr : &*found;
}

}  // namespace hamstring::report

// What several small made-up rehab worlds have in common.
#pragma once

#include <vector>

#include "knowledge/knowledge.h"

namespace hamstring::rehab {

/// The points rule with three weeks of looks, whatever data/ says.
inline PointsPolicy small_points() {
  return {.slope = 1.5,
          .free = 0.9,
          .penalty = 0.7,
          .clear_at = 3,
          .cap = 3,
          .window_days = 21,
          .valid_days = 21,
          .bar_z = 1.645,
          .settle_looks = 8,
          .settle_days = 42,
          .settle_window_days = 84};
}

/// "settle" → "load" → "back".
inline std::vector<Phase> three_phases() {
  std::vector<Phase> phases(3);
  constexpr const char* names[] = {"settle", "load", "back"};
  for (int i = 0; i < 3; ++i) {
    Phase& phase = phases[static_cast<std::size_t>(i)];
    phase.id = names[i];
    phase.order = i;
    if (i < 2) phase.next = names[i + 1];
  }
  return phases;
}

}  // namespace hamstring::rehab

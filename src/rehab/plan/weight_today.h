// The weight of a line of today, in words and in its dose: docs/rehab.md, 6.
#pragma once

#include "rehab/plan/day_ground.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/rest_day.h"

namespace hamstring::rehab {

/// Gives the line its kilograms, or makes it a try-out set; leaves it where its exercise carries none today.
void put_weight(SessionLine& made, const ContentLine& line, const Exercise& exercise, const DayGround& ground,
                const RestToday& rest);

}  // namespace hamstring::rehab

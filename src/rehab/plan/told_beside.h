// What is told beside the plan of a day because somebody has to know it: that this thigh was hurt before and
// what that changes; which techniques are not for now and why. It decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rehab/plan/day_ground.h"

namespace hamstring::rehab {

struct HurtAgain {
  /// never_back: before the first injury was over; soon: within the days that the plan watches after a return
  enum class When { never_back, soon, later } when = When::later;
  std::optional<int> days_back;  ///< between the return and this injury
};

/// The same thigh hurt again, as long as this injury is open; nothing where it was not, or nobody said so.
[[nodiscard]] std::optional<HurtAgain> hurt_again(const DayGround& ground);

struct NotNow {
  std::vector<std::string> techniques;
  std::vector<std::string> facts;  ///< that speak against them: "story.blood_thinners"
};

/// Techniques against which something speaks that was told; which of them would be offered makes no
/// difference, since people do them on their own.
[[nodiscard]] NotNow not_for_now(const DayGround& ground);

}  // namespace hamstring::rehab

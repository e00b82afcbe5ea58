#include "record/activity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>

#include "core/text.h"

namespace hamstring {

double recorded_span_s(const Activity& activity) {
  const auto timed = [](const ActivitySample& sample) { return std::isfinite(sample.time_s); };
  const auto first = std::ranges::find_if(activity.samples, timed);
  if (first == activity.samples.end()) return not_recorded;
  const auto last = std::ranges::find_if(activity.samples | std::views::reverse, timed);
  return &*first == &*last ? not_recorded : last->time_s - first->time_s;
}

double recorded_distance_m(const Activity& activity) {
  for (const ActivitySample& sample : activity.samples | std::views::reverse)
    if (std::isfinite(sample.distance_m)) return sample.distance_m;
  return not_recorded;
}

Sport sport_of_word(std::string_view word) {
  const std::string lower = to_lower(trim(word));
  struct Stem {
    std::string_view stem;
    Sport sport;
  };
  static constexpr std::array stems{Stem{"run", Sport::running},       Stem{"jog", Sport::running},
                                    Stem{"treadmill", Sport::running}, Stem{"walk", Sport::walking},
                                    Stem{"hik", Sport::walking},       Stem{"bik", Sport::cycling},
                                    Stem{"cycl", Sport::cycling},      Stem{"ride", Sport::cycling},
                                    Stem{"swim", Sport::swimming},     Stem{"lauf", Sport::running}};
  if (lower.empty()) return Sport::unknown;
  for (const Stem& known : stems)
    if (lower.find(known.stem) != std::string::npos) return known.sport;
  return Sport::other;
}

}  // namespace hamstring

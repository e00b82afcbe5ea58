// The first screen in words: the result in one sentence, what it rests on, how both sides compare.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "report/motion_report.h"
#include "report/sentence.h"

namespace hamstring::report {

/// The muscle the report speaks of first.
struct MostStretched {
  const SideResult* side = nullptr;
  const MuscleResult* muscle = nullptr;
};

/// The muscle with the largest shown peak stretch among those that cross the hip; empty if none is known.
[[nodiscard]] std::optional<MostStretched> most_stretched(const MotionReport& report);

/// "In 13 strides your left outer hamstring (biceps femoris long head) was stretched most: 4.9 % beyond …"
[[nodiscard]] Sentence result_sentence(const MotionReport& report);

/// What the result rests on and what upright means; how the other side's muscle compares. In order.
[[nodiscard]] std::vector<Sentence> supporting_sentences(const MotionReport& report);

/// Where in the gait cycle a percentage lies, in words: "just before the foot lands". Bounds between the
/// words are our assumption; they only choose words.
[[nodiscard]] std::string_view phase_words(double percent_of_cycle, double toe_off_percent);

}  // namespace hamstring::report

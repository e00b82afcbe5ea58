#include "view/plan_words.h"

#include <algorithm>
#include <cstddef>

namespace hamstring::rehab {

std::string_view word_of(Verdict verdict) {
  constexpr std::string_view words[] = {"self_rehab", "day_plan", "answer_first", "clinician_first",
                                        "urgent",     "same_day", "emergency"};
  return words[static_cast<std::size_t>(verdict)];
}
std::string_view word_of(PlanStatus status) {
  constexpr std::string_view words[] = {"session",         "rest",      "ask_first",
                                        "clinician_first", "suspended", "refused"};
  return words[static_cast<std::size_t>(status)];
}
std::string_view word_of(FlagState state) {
  constexpr std::string_view words[] = {"cleared", "raised", "unsure", "open", "cleared_by_clinician"};
  return words[static_cast<std::size_t>(state)];
}
std::string_view word_of(GateState state) {
  constexpr std::string_view words[] = {"passed", "raised", "holding", "open", "cleared_by_clinician"};
  return words[static_cast<std::size_t>(state)];
}
std::string_view word_of(CriterionState state) {
  constexpr std::string_view words[] = {"met", "not_met", "not_known"};
  return words[static_cast<std::size_t>(state)];
}

Message speed_by_feel(const RunLine& run) {
  if (run.speed_of == OwnSpeed::none) return {.id = "run.by_feel", .arguments = {}};
  return {.id = run.speed_of == OwnSpeed::top ? "run.by_feel_top" : "run.by_feel_easy",
          .arguments = {{"from", run.percent.min}, {"to", run.percent.max}}};
}

std::string likely_title(const Assessment& assessment, const LedPicture& picture) {
  const bool either = std::ranges::count(assessment.pictures, true, &PictureReport::leading) > 1;
  return "injury_type." + picture.id + (either ? ".likely_either" : ".likely");
}

}  // namespace hamstring::rehab

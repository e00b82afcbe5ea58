#include "rehab/plan/day_by_day.h"
#include "rehab/course/protocol_choice.h"

#include <algorithm>
#include <utility>

namespace hamstring::rehab {

DayByDay::DayByDay(const Knowledge& knowledge, const Case& history, std::string protocol)
    : knowledge_(knowledge), history_(history), protocol_(std::move(protocol)) {}

void DayByDay::read_up_to(Day day) {
  const std::size_t before = read_;
  while (read_ < history_.entries.size() && history_.entries[read_].day <= day) ++read_;
  if (read_ == before) return;
  timeline_ = timeline_of(history_, day);
  // What somebody corrects today changes days that are already folded.
  const bool amended =
      state_.started && std::ranges::any_of(timeline_.amended, [&](Day at) { return at > state_.day; });
  if (amended) without_protocol_ = state_ = State{};
}

Plan DayByDay::on(Day day) {
  read_up_to(day);
  const auto named = knowledge_.protocols.find(protocol_);
  const bool own_choice = named == knowledge_.protocols.end();
  if (own_choice) {
    fold_on(knowledge_, timeline_, without_protocol_, day);
    choice_ = choose_protocol(knowledge_, without_protocol_, day);
  }
  const Protocol* protocol = own_choice ? choice_.protocol : &named->second;
  if (state_.protocol != protocol) {
    state_ = State{};
    state_.protocol = protocol;
  }
  fold_on(knowledge_, timeline_, state_, day);
  if (!own_choice) choice_ = chosen(knowledge_, state_, day, protocol_);
  return plan_of(knowledge_, state_, timeline_, choice_, day, false);
}

}  // namespace hamstring::rehab

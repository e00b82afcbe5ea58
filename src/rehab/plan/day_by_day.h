// The plan of one day after another, each knowing only what was told up to it, folded once.
#pragma once

#include <string>

#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"

namespace hamstring::rehab {

/// Days are asked for in ascending order. Goes on from the day before; begins anew only where an entry
/// corrects something earlier or where another protocol is chosen. Refers to knowledge and history, which
/// must outlive it.
class DayByDay {
 public:
  /// `protocol` empty: the person's own choice as of each day, as in plan().
  DayByDay(const Knowledge& knowledge, const Case& history, std::string protocol = {});

  /// What plan() says of that day, without the prognosis.
  [[nodiscard]] Plan on(Day day);
  /// As of the last day that was asked for; its `changes` are of that day.
  [[nodiscard]] const State& state() const { return state_; }

 private:
  void read_up_to(Day day);

  const Knowledge& knowledge_;
  const Case& history_;
  std::string protocol_;
  Timeline timeline_;
  std::size_t read_ = 0;  ///< entries of the history that are in `timeline_`
  State without_protocol_, state_;
  ProtocolChoice choice_;
};

}  // namespace hamstring::rehab

#include "report/stride_account.h"

#include <fmt/format.h>

#include "report/messages.h"

namespace hamstring::report {

std::string stride_account(const SideResult& side) {
  const DroppedStrides& dropped = side.strides.dropped;
  std::string reasons;
  const auto add = [&](int count, const Message& message) {
    if (count == 0) return;
    if (!reasons.empty()) reasons += ", ";
    reasons += say(message, {{"n", fmt::format("{}", count)}}).text();
  };
  add(dropped.starts_before_recording, messages::dropped_start);
  add(dropped.ends_after_recording, messages::dropped_end);
  add(dropped.without_toe_off, messages::dropped_toe_off);
  add(dropped.implausible_duration, messages::dropped_duration);
  add(dropped.missing_data, messages::dropped_missing);
  const std::string leg = say(messages::leg_word(side.side)).text();
  const std::string strides = counted(side.strides.complete.size(), messages::one_stride, messages::strides);
  if (reasons.empty()) return say(messages::account_complete, {{"leg", leg}, {"strides", strides}}).text();
  return say(messages::account_dropped, {{"leg", leg}, {"strides", strides}, {"reasons", reasons}}).text();
}

}  // namespace hamstring::report

#include "analysis/ground_contacts.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "analysis/demand.h"
#include "analysis/motion_stages.h"

namespace hamstring::analysis {

dynamics::FootContacts contacts_of(const SideEvents& events) {
  constexpr double ever = std::numeric_limits<double>::infinity();
  std::vector<std::pair<double, bool>> ordered;  // time, is it a strike
  for (const double t : events.foot_strike_s) ordered.emplace_back(t, true);
  for (const double t : events.toe_off_s) ordered.emplace_back(t, false);
  std::ranges::sort(ordered);
  dynamics::FootContacts contacts{.standing = {}, .unknown = events.missing};
  if (ordered.empty()) {
    contacts.unknown.push_back({.start_s = -ever, .end_s = ever});
    return contacts;
  }
  contacts.unknown.push_back({.start_s = -ever, .end_s = ordered.front().first});
  contacts.unknown.push_back({.start_s = ordered.back().first, .end_s = ever});
  for (std::size_t i = 0; i + 1 < ordered.size(); ++i) {
    const TimeSpan span{.start_s = ordered[i].first, .end_s = ordered[i + 1].first};
    const bool strike = ordered[i].second, next_strike = ordered[i + 1].second;
    if (strike == next_strike) {
      contacts.unknown.push_back(span);
    } else if (strike) {
      contacts.standing.push_back(span);
    }
  }
  return contacts;
}

Result<GroundContacts> ground_contacts(const LoadedModel& model, const CoordinateMotion& motion,
                                       const std::optional<EventTable>& given) {
  LoadedMotion loaded;
  loaded.motion = without_accelerations(motion);
  const Gait gait = find_gait(model, loaded, given);
  if (gait.events.kind == GaitKind::none) {
    return failure(Error{
        .message = "neither walking nor running is found in the movement: nobody knows which foot stands "
                   "on the ground when",
        .advice = "Forces without plates need strides. Give what plates measured with --loads or "
                  "--forces."});
  }
  return GroundContacts{.feet = {contacts_of(gait.events.left), contacts_of(gait.events.right)},
                        .walks = gait.events.kind == GaitKind::walking,
                        .events = {gait.events.left, gait.events.right}};
}

}  // namespace hamstring::analysis

#include "gait/gait_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "gait/gait_contact.h"
#include "gait/gait_steps.h"
#include "gait/gait_tracks.h"

namespace hamstring {
namespace {

constexpr std::size_t samples_min = 8;
constexpr double sampling_interval_max_s = 0.1;  // ten samples a second: no contact of running is seen
constexpr double speed_min_m_per_s = 0.1;        // feet that pass each other on the spot are no gait
// Nobody has run faster than 12.4 m/s over the ground; a belt may move under a runner a little faster.
constexpr double speed_max_m_per_s = 13.0;
constexpr double backward_sense = -0.2;  // forward gait has +0.3 to +0.7 in all our recordings

/// Why the input cannot be looked at; nothing where it can.
std::optional<std::string> refusal(const GaitInput& input) {
  const std::size_t n = input.time_s.size();
  if (n < samples_min) return fmt::format("no gait events: {} samples are too few to see a step", n);
  for (std::size_t i = 0; i < n; ++i) {
    if (!std::isfinite(input.time_s[i]) || (i > 0 && input.time_s[i] <= input.time_s[i - 1])) {
      return fmt::format("no gait events: time does not rise at sample {}", i + 1);
    }
  }
  const double interval = (input.time_s.back() - input.time_s.front()) / static_cast<double>(n - 1);
  if (interval > sampling_interval_max_s) {
    return fmt::format("no gait events: {:.1f} samples per second are too few to see a contact",
                       1.0 / interval);
  }
  const auto is_given = [n](const FootTrajectory& foot) {
    return foot.heel_m.size() == n || foot.toe_m.size() == n;
  };
  const int feet = int{is_given(input.left)} + int{is_given(input.right)};
  if (feet == 0) return "no gait events: neither foot is given";
  if (feet == 1 && input.pelvis_m.size() != n)
    return "no gait events: one foot without the pelvis does not show a step";
  return std::nullopt;
}

double mean_speed(const std::vector<Contact>& contacts) {
  double sum = 0.0;
  int count = 0;
  for (const Contact& contact : contacts) {
    if (contact.step.is_cut || !std::isfinite(contact.speed_m_per_s)) continue;
    sum += contact.speed_m_per_s;
    ++count;
  }
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

/// Walking where the foot stands for more than half of the stride, which is where both feet overlap on the
/// ground; decided over five steps around each, since one may be cut or unclear.
void set_kinds(std::vector<Contact>& contacts) {
  const auto n = static_cast<std::ptrdiff_t>(contacts.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    std::vector<double> near;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, i - 2); k <= std::min(n - 1, i + 2); ++k) {
      near.push_back(contacts[static_cast<std::size_t>(k)].rough_duty_factor());
    }
    const double duty = median_of(std::move(near));
    contacts[static_cast<std::size_t>(i)].kind = !std::isfinite(duty) ? GaitKind::none
                                                 : duty < 0.5         ? GaitKind::running
                                                                      : GaitKind::walking;
  }
}

GaitKind kind_of_most(const std::vector<Contact>& contacts, std::vector<std::string>& remarks) {
  const auto count = [&](GaitKind kind) {
    return std::count_if(contacts.begin(), contacts.end(),
                         [kind](const Contact& c) { return c.kind == kind; });
  };
  const auto walking = count(GaitKind::walking);
  const auto running = count(GaitKind::running);
  if (walking + running == 0) return GaitKind::none;
  if (walking > 0 && running > 0) {
    remarks.push_back(
        fmt::format("both walking ({} contacts) and running ({}) were found; each is timed by its own rule",
                    walking, running));
  }
  return running > walking ? GaitKind::running : GaitKind::walking;
}

/// Contacts of steps that move the body forward over the surface.
std::vector<Contact> find_contacts(const GaitTracks& tracks) {
  std::vector<Contact> contacts;
  for (const Step& step : find_steps(tracks)) contacts.push_back(rough_contact(tracks, step));
  borrow_for_cut_contacts(contacts);
  return contacts;
}

std::size_t whole_steps(const std::vector<Contact>& contacts) {
  return static_cast<std::size_t>(std::count_if(contacts.begin(), contacts.end(), [](const Contact& c) {
    return !c.step.is_cut && (std::isfinite(c.rough_strike_s) || std::isfinite(c.rough_toe_off_s));
  }));
}

/// The kind of a single step, by whether the other foot stands when this one comes down or leaves: of one
/// step there is no stride whose share of contact would tell. None where neither was seen.
GaitKind kind_of_single_step(const GaitTracks& tracks, std::vector<Contact> contacts) {
  for (Contact& contact : contacts) contact.kind = GaitKind::walking;
  refine_contacts(tracks, contacts);
  const auto own = std::ranges::find_if(contacts, [](const Contact& c) { return !c.step.is_cut; });
  const bool strikes = std::isfinite(own->foot_strike_s), leaves = std::isfinite(own->toe_off_s);
  if (!strikes && !leaves) return GaitKind::none;
  // The feet pass each other later than the strike and earlier than the toe-off: a foot that stands then
  // leaves in between, or comes down.
  const bool both_stand = std::ranges::any_of(contacts, [&](const Contact& other) {
    return other.step.is_cut && ((strikes && other.toe_off_s > own->foot_strike_s) ||
                                 (leaves && other.foot_strike_s < own->toe_off_s));
  });
  return both_stand ? GaitKind::walking : GaitKind::running;
}

/// Sets the kind of every contact; says why in `remarks` where there is no gait.
bool find_kinds(const GaitTracks& tracks, std::vector<Contact>& contacts, std::vector<std::string>& remarks) {
  set_kinds(contacts);
  const std::size_t whole = whole_steps(contacts);
  const auto steps = std::ranges::count_if(contacts, [](const Contact& c) { return !c.step.is_cut; });
  if (whole >= 2) return true;
  const GaitKind kind = whole == 1 && steps == 1 ? kind_of_single_step(tracks, contacts) : GaitKind::none;
  for (Contact& contact : contacts) contact.kind = kind;
  if (kind == GaitKind::none) {
    remarks.push_back(
        "no walking or running was recognized: the feet do not pass each other while the body moves over "
        "the ground, or too little of a step is seen");
  }
  return kind != GaitKind::none;
}

void collect_events(const std::vector<Contact>& contacts, GaitEvents& events) {
  for (const Contact& contact : contacts) {
    SideEvents& side = contact.step.side == Side::left ? events.left : events.right;
    if (std::isfinite(contact.foot_strike_s)) side.foot_strike_s.push_back(contact.foot_strike_s);
    if (std::isfinite(contact.toe_off_s)) side.toe_off_s.push_back(contact.toe_off_s);
  }
}

bool is_within(const std::vector<TimeSpan>& spans, double t) {
  return std::any_of(spans.begin(), spans.end(),
                     [t](const TimeSpan& span) { return span.start_s <= t && t <= span.end_s; });
}

/// Takes out the events that fall into gaps of their own foot. Where a gap of the other foot hid a contact of
/// this one, which shows as a stride that is too long, the gap counts as one of this foot too.
void respect_gaps(SideEvents& side, const std::vector<TimeSpan>& other_missing) {
  const auto is_hidden = [&](double t) { return is_within(side.missing, t); };
  std::erase_if(side.foot_strike_s, is_hidden);
  std::erase_if(side.toe_off_s, is_hidden);
  std::vector<double> durations;
  for (std::size_t i = 1; i < side.foot_strike_s.size(); ++i) {
    durations.push_back(side.foot_strike_s[i] - side.foot_strike_s[i - 1]);
  }
  const double usual = median_of(durations);
  for (std::size_t i = 0; i < durations.size(); ++i) {
    if (durations[i] < 1.5 * usual) continue;
    for (const TimeSpan& gap : other_missing) {
      const bool overlaps = gap.end_s > side.foot_strike_s[i] && gap.start_s < side.foot_strike_s[i + 1];
      if (overlaps) side.missing.push_back(gap);
    }
  }
}

void set_missing(const GaitTracks& tracks, GaitEvents& events) {
  events.left.missing = tracks.foot(Side::left).missing;
  events.right.missing = tracks.foot(Side::right).missing;
  const std::size_t gaps = events.left.missing.size() + events.right.missing.size();
  if (gaps == 0) return;
  events.remarks.push_back(
      fmt::format("{} gap(s) in the movement of the feet are too long to bridge: no events there", gaps));
}

}  // namespace

std::string_view gait_kind_name(GaitKind kind) {
  switch (kind) {
    case GaitKind::walking:
      return "walking";
    case GaitKind::running:
      return "running";
    case GaitKind::none:
      break;
  }
  return "none";
}

GaitEvents detect_gait_events(const GaitInput& input) {
  GaitEvents events;
  if (std::optional<std::string> reason = refusal(input)) {
    events.remarks.push_back(std::move(*reason));
    return events;
  }
  std::vector<std::string> remarks;
  GaitTracks tracks = make_gait_tracks(input, remarks);
  if (swing_sense(tracks) < backward_sense) {
    reverse_direction(tracks);
    remarks.push_back(
        "the person moves backward, heel after toe: the events are those of the reversed gait and less "
        "certain");
  }
  std::vector<Contact> contacts = find_contacts(tracks);
  set_missing(tracks, events);
  std::erase_if(contacts, [](const Contact& c) { return !(c.speed_m_per_s >= speed_min_m_per_s); });
  if (!find_kinds(tracks, contacts, events.remarks)) return events;
  if (const double speed = mean_speed(contacts); speed > speed_max_m_per_s) {
    events.remarks.push_back(
        fmt::format("no walking or running was recognized: the body would move with {:.1f} m/s over the "
                    "ground, faster than "
                    "anybody runs; are the times seconds, the lengths meters, and the rows a movement?",
                    speed));
    return events;
  }
  events.kind = kind_of_most(contacts, remarks);
  refine_contacts(tracks, contacts);
  collect_events(contacts, events);
  respect_gaps(events.left, tracks.foot(Side::right).missing);
  respect_gaps(events.right, tracks.foot(Side::left).missing);
  events.speed_m_per_s = mean_speed(contacts);
  events.forward = tracks.forward;
  events.remarks.insert(events.remarks.end(), remarks.begin(), remarks.end());
  return events;
}

}  // namespace hamstring

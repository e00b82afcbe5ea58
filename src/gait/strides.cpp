#include "gait/strides.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace hamstring {
namespace {

struct DurationRange {
  double min_s;
  double max_s;
};

/// What a stride can last. Running: runners take 75 + 3 v strides a minute (van Oeveren 2019), sprinters up
/// to 150; half as much again on either side. Walking: from race walking to the slowest patients. Our
/// assumption.
DurationRange plausible_durations(GaitKind kind) {
  return kind == GaitKind::running ? DurationRange{.min_s = 0.3, .max_s = 1.3}
                                   : DurationRange{.min_s = 0.5, .max_s = 4.5};
}

constexpr double shortest_to_median = 0.6;  // a stride between two real ones that was split …
constexpr double longest_to_median = 1.6;   // … or one that swallowed a missed contact

std::vector<double> durations(const std::vector<double>& strikes) {
  std::vector<double> result;
  for (std::size_t i = 1; i < strikes.size(); ++i) result.push_back(strikes[i] - strikes[i - 1]);
  return result;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool overlaps_gap(const SideEvents& side, double start_s, double end_s) {
  return std::any_of(side.missing.begin(), side.missing.end(),
                     [=](const TimeSpan& gap) { return gap.start_s < end_s && gap.end_s > start_s; });
}

}  // namespace

StrideList find_strides(const SideEvents& side, GaitKind kind, TimeSpan recording) {
  StrideList list;
  if (kind == GaitKind::none) return list;
  const std::vector<double>& strikes = side.foot_strike_s;
  if (strikes.empty()) {
    list.dropped.starts_before_recording = side.toe_off_s.empty() ? 0 : 1;
    return list;
  }
  if (strikes.front() > recording.start_s) ++list.dropped.starts_before_recording;
  if (strikes.back() < recording.end_s) ++list.dropped.ends_after_recording;
  const DurationRange plausible = plausible_durations(kind);
  const double usual_s = median(durations(strikes));
  for (std::size_t i = 1; i < strikes.size(); ++i) {
    const double start = strikes[i - 1];
    const double end = strikes[i];
    const double duration = end - start;
    const auto toe_off = std::upper_bound(side.toe_off_s.begin(), side.toe_off_s.end(), start);
    if (overlaps_gap(side, start, end)) {
      ++list.dropped.missing_data;
    } else if (duration < std::max(plausible.min_s, shortest_to_median * usual_s) ||
               duration > std::min(plausible.max_s, longest_to_median * usual_s)) {
      ++list.dropped.implausible_duration;
    } else if (toe_off == side.toe_off_s.end() || *toe_off >= end) {
      ++list.dropped.without_toe_off;
    } else {
      list.complete.push_back({.start_s = start, .toe_off_s = *toe_off, .end_s = end});
    }
  }
  return list;
}

std::vector<StepSpan> find_step_spans(const SideEvents& left, const SideEvents& right, GaitKind kind) {
  if (kind == GaitKind::none) return {};
  std::vector<std::pair<double, Side>> strikes;
  for (const double t : left.foot_strike_s) strikes.emplace_back(t, Side::left);
  for (const double t : right.foot_strike_s) strikes.emplace_back(t, Side::right);
  std::ranges::sort(strikes, {}, &std::pair<double, Side>::first);
  const DurationRange stride = plausible_durations(kind);
  std::vector<StepSpan> steps;
  for (std::size_t i = 1; i < strikes.size(); ++i) {
    const auto& [start, side] = strikes[i - 1];
    const double doubled = 2.0 * (strikes[i].first - start);
    if (strikes[i].second == side || doubled < stride.min_s || doubled > stride.max_s) continue;
    steps.push_back({.side = side, .start_s = start, .end_s = strikes[i].first});
  }
  return steps;
}

StrideList strides_within(const StrideList& list, TimeSpan part) {
  StrideList kept;
  for (const Stride& stride : list.complete) {
    if (stride.start_s >= part.start_s && stride.end_s <= part.end_s) {
      kept.complete.push_back(stride);
    } else if (stride.start_s < part.start_s && stride.end_s > part.start_s) {
      ++kept.dropped.starts_before_recording;
    } else if (stride.start_s < part.end_s && stride.end_s > part.end_s) {
      ++kept.dropped.ends_after_recording;
    }
  }
  return kept;
}

}  // namespace hamstring

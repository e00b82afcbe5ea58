#include "gait/gait_steps.h"

#include <algorithm>
#include <cmath>

namespace hamstring {
namespace {

// Our choices: sway and squats stay below 5 cm; a third of the usual lead is well above noise and below any
// step.
constexpr double lead_min_m = 0.05;
constexpr double lead_fraction = 0.3;
constexpr double reach_in_steps = 1.2;  // how far from the passing a contact may begin or end
constexpr std::ptrdiff_t neighbors = 2;

double quantile(std::vector<double> values, double fraction) {
  const auto k =
      values.begin() + static_cast<std::ptrdiff_t>(fraction * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), k, values.end());
  return *k;
}

double usual_lead(const std::vector<double>& lead_m) {
  std::vector<double> known;
  std::copy_if(lead_m.begin(), lead_m.end(), std::back_inserter(known),
               [](double x) { return std::isfinite(x); });
  if (known.empty()) return 0.0;
  return 0.5 * (quantile(known, 0.95) - quantile(known, 0.05));
}

/// Zero crossings of the lead between excursions beyond ±threshold; a gap in the data starts afresh.
std::vector<Step> find_passings(const std::vector<double>& t, const std::vector<double>& lead,
                                double threshold) {
  std::vector<Step> steps;
  int ahead = 0;  // +1: left foot ahead, -1: right
  double crossing = 0.0;
  for (std::size_t i = 0; i < lead.size(); ++i) {
    if (!std::isfinite(lead[i])) {
      ahead = 0;
      continue;
    }
    if (i > 0 && lead[i - 1] * lead[i] <= 0.0 && lead[i - 1] != lead[i]) {
      crossing = t[i - 1] + lead[i - 1] / (lead[i - 1] - lead[i]) * (t[i] - t[i - 1]);
    }
    const int now = lead[i] > threshold ? 1 : lead[i] < -threshold ? -1 : 0;
    if (now == 0 || now == ahead) continue;
    // The left foot that comes forward passes the right one, which stands.
    if (ahead != 0) steps.push_back({.side = now > 0 ? Side::right : Side::left, .passing_s = crossing});
    ahead = now;
  }
  return steps;
}

void set_durations(std::vector<Step>& steps) {
  const auto n = static_cast<std::ptrdiff_t>(steps.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    std::vector<double> near;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(1, i - neighbors + 1);
         k <= std::min(n - 1, i + neighbors); ++k) {
      near.push_back(steps[static_cast<std::size_t>(k)].passing_s -
                     steps[static_cast<std::size_t>(k - 1)].passing_s);
    }
    steps[static_cast<std::size_t>(i)].duration_s = median_of(std::move(near));
  }
}

/// When the feet are farthest apart between two times, the left one ahead (+1) or behind (-1).
double farthest_apart_s(const std::vector<double>& t, const std::vector<double>& lead, double from_s,
                        double to_s, double sign) {
  double at = from_s, most = 0.0;
  for (std::size_t i = 0; i < lead.size(); ++i) {
    if (t[i] < from_s || t[i] > to_s || !(sign * lead[i] > most)) continue;
    most = sign * lead[i];
    at = t[i];
  }
  return at;
}

/// Of a single step, which has no neighbors to tell how long it is.
void set_duration_alone(const GaitTracks& tracks, Step& step) {
  const double ahead_after = step.side == Side::right ? 1.0 : -1.0;  // the other foot comes forward
  const double before = farthest_apart_s(tracks.time_s, tracks.left_ahead_m, tracks.time_s.front(),
                                         step.passing_s, -ahead_after);
  const double after =
      farthest_apart_s(tracks.time_s, tracks.left_ahead_m, step.passing_s, tracks.time_s.back(), ahead_after);
  step.duration_s = after - before;
}

void set_search_ranges(std::vector<Step>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Step& step = steps[i];
    step.from_s = step.passing_s - reach_in_steps * step.duration_s;
    step.to_s = step.passing_s + reach_in_steps * step.duration_s;
    if (i > 0) step.from_s = std::max(step.from_s, steps[i - 1].passing_s);
    if (i + 1 < steps.size()) step.to_s = std::min(step.to_s, steps[i + 1].passing_s);
  }
}

Side other(Side side) {
  return side == Side::left ? Side::right : Side::left;
}

/// The contacts that the recording cuts: their toe-off before the first passing, their strike after the last.
void add_cut_steps(std::vector<Step>& steps, double begin_s, double end_s) {
  const Step first = steps.front();
  const Step last = steps.back();
  if (first.passing_s - begin_s < reach_in_steps * first.duration_s) {
    steps.insert(steps.begin(), {.side = other(first.side),
                                 .passing_s = begin_s,
                                 .from_s = begin_s,
                                 .to_s = first.passing_s,
                                 .duration_s = first.duration_s,
                                 .is_cut = true});
  }
  if (end_s - last.passing_s < reach_in_steps * last.duration_s) {
    steps.push_back({.side = other(last.side),
                     .passing_s = end_s,
                     .from_s = last.passing_s,
                     .to_s = end_s,
                     .duration_s = last.duration_s,
                     .is_cut = true});
  }
}

}  // namespace

ClosedSampleRange samples_within(const std::vector<double>& time_s, double from_s, double to_s) {
  const auto first = std::lower_bound(time_s.begin(), time_s.end(), from_s);
  const auto end = std::upper_bound(time_s.begin(), time_s.end(), to_s);
  return {.first = first - time_s.begin(), .last = end - time_s.begin() - 1};
}

std::vector<Step> find_steps(const GaitTracks& tracks) {
  const double threshold = std::max(lead_min_m, lead_fraction * usual_lead(tracks.left_ahead_m));
  std::vector<Step> steps = find_passings(tracks.time_s, tracks.left_ahead_m, threshold);
  if (steps.empty()) return {};
  set_durations(steps);
  if (steps.size() == 1) set_duration_alone(tracks, steps.front());
  set_search_ranges(steps);
  add_cut_steps(steps, tracks.time_s.front(), tracks.time_s.back());
  std::erase_if(steps, [&](const Step& step) { return !tracks.foot(step.side).is_given; });
  return steps;
}

}  // namespace hamstring

#include "exposure/stretch_bounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace hamstring::exposure {
namespace {

/// The model at one speed, for one top speed.
StretchKnot knot_at(const StretchAtSpeed& model, double speed, double top) {
  const auto& steady = model.steady;
  const double near_top = near_top_fraction * top;
  const auto mix = [](const StretchKnot& a, const StretchKnot& b, double t) {
    return StretchKnot{.speed_m_per_s = 0.0,
                       .stretch = std::lerp(a.stretch, b.stretch, t),
                       .common = std::lerp(a.common, b.common, t),
                       .own = std::lerp(a.own, b.own, t)};
  };
  if (speed >= near_top) return model.near_top;
  if (speed <= steady.front().speed_m_per_s) return steady.front();
  const auto above = std::ranges::upper_bound(steady, speed, {}, &StretchKnot::speed_m_per_s);
  const StretchKnot& below = *std::prev(above);
  // Whoever is slow runs near the top where others are easy: the line then leads there from the knot below.
  const bool ends_at_top = above == steady.end() || above->speed_m_per_s >= near_top;
  const double to = ends_at_top ? near_top : above->speed_m_per_s;
  const double t = (speed - below.speed_m_per_s) / (to - below.speed_m_per_s);
  return mix(below, ends_at_top ? model.near_top : *above, std::clamp(t, 0.0, 1.0));
}

/// All that the model says within bounds of speed and top speed; `visit` gets each corner. The model is a
/// chain of straight lines: its extremes lie at the ends and at its knots.
void each_corner(const StretchAtSpeed& model, const StrideGroup& group, const load::Interval& top,
                 bool may_accelerate, auto visit) {
  for (const double own_top : {top.low, top.high}) {
    visit(knot_at(model, group.speed.low, own_top));
    visit(knot_at(model, group.speed.high, own_top));
    for (const StretchKnot& knot : model.steady)
      if (knot.speed_m_per_s > group.speed.low && knot.speed_m_per_s < group.speed.high)
        visit(knot_at(model, knot.speed_m_per_s, own_top));
    if (group.speed.high >= near_top_fraction * own_top) visit(model.near_top);
  }
  if (may_accelerate) visit(model.near_top);
}

void widen(load::Interval& interval, double low, double high) {
  interval.low = interval.is_known() ? std::min(interval.low, low) : low;
  interval.high = interval.is_known() ? std::max(interval.high, high) : high;
}

struct Entry {
  double value, weight_below, weight_above;
};

/// Smallest value at which the share of what lies at or below it reaches the quantile; `entries` in order.
double reach(std::span<const Entry> entries, double quantile) {
  double below = 0.0, above = 0.0;
  for (const Entry& entry : entries) above += entry.weight_above;
  for (const Entry& entry : entries) {
    below += entry.weight_below;
    above -= entry.weight_above;
    // A rounding error of the sums is no stride.
    if (below > 0.0 && below >= quantile * (below + std::max(above, 0.0)) - 1e-9 * below) return entry.value;
  }
  return entries.back().value;
}

}  // namespace

load::Interval stretch_range(const StretchAtSpeed& model, const StrideGroup& group, const load::Interval& top,
                             bool may_accelerate) {
  load::Interval range;
  each_corner(model, group, top, may_accelerate, [&](const StretchKnot& knot) {
    const double error = knot.common + knot.own;
    widen(range, knot.stretch - error, knot.stretch + error);
  });
  return range;
}

load::Interval ratio_to_easy(const StretchAtSpeed& model, const StrideGroup& group, const OwnSpeeds& own,
                             bool may_accelerate) {
  load::Interval ratio;
  bool is_known = true;
  for (const double own_top : {own.top.low, own.top.high}) {
    const StretchKnot easy = knot_at(model, own.easy_m_per_s, own_top);
    each_corner(model, group, own.top, may_accelerate, [&](const StretchKnot& knot) {
      for (const double sign : {-1.0, 1.0}) {
        const double under = easy.stretch + sign * easy.common;
        if (!(under > 0.0)) is_known = false;
        const double over = knot.stretch + sign * knot.common;
        widen(ratio, std::max(0.0, over - knot.own) / under, std::max(0.0, over + knot.own) / under);
      }
    });
  }
  return is_known ? ratio : load::Interval{};
}

void find_quantile_bounds(std::span<const WeightedStretch> strides, std::span<const double> quantiles,
                          std::span<load::Interval> bounds) {
  std::ranges::fill(bounds, load::Interval{});
  std::vector<Entry> low, high;
  low.reserve(strides.size());
  high.reserve(strides.size());
  for (const WeightedStretch& one : strides) {
    if (!one.stretch.is_known() || !one.strides.is_known()) return;
    if (one.strides.high <= 0.0) continue;
    // The least: as many as can be below the value, as few as must be above it; the most the other way round.
    low.push_back({one.stretch.low, one.strides.high, one.strides.low});
    high.push_back({one.stretch.high, one.strides.low, one.strides.high});
  }
  if (low.empty()) return;
  std::ranges::sort(low, {}, &Entry::value);
  std::ranges::sort(high, {}, &Entry::value);
  for (std::size_t q = 0; q < quantiles.size(); ++q)
    bounds[q] = {.low = reach(low, quantiles[q]), .high = reach(high, quantiles[q])};
}

load::Interval quantile_bounds(std::span<const WeightedStretch> strides, double quantile) {
  return quantile_bounds(strides, std::array{quantile}).front();
}

}  // namespace hamstring::exposure

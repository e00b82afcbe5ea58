#include "exposure/run_kinds.h"

#include <cmath>

#include "exposure/stretch_bounds.h"

namespace hamstring::exposure {
namespace {

constexpr double exponent = damage_exponents[1];

struct Membership {
  bool surely = false, maybe = false;
};

Membership belongs(const StrideGroup& group, load::RunKind kind, const load::Interval& top) {
  if (!group.is_known) return {.surely = false, .maybe = true};
  if (kind == load::RunKind::accelerating)
    return {.surely = group.surely_accelerating, .maybe = group.maybe_accelerating};
  const bool surely_fast = group.speed.low / top.high >= fast_from_fraction;
  const bool maybe_fast = group.speed.high / top.low >= fast_from_fraction;
  const bool surely = kind == load::RunKind::fast ? surely_fast : !maybe_fast;
  const bool maybe = kind == load::RunKind::fast ? maybe_fast : !surely_fast;
  return {.surely = surely && !group.maybe_accelerating, .maybe = maybe && !group.surely_accelerating};
}

bool may_stretch_as_near_top(const StrideGroup& group, const load::Interval& top) {
  return group.maybe_accelerating && group.speed.high / top.low >= accelerating_from_fraction;
}

/// Not known where the upper end is not.
void settle(load::Interval& sum) {
  if (!std::isfinite(sum.high)) sum = {};
}

}  // namespace

std::array<load::KindShare, 3> run_kinds(const Course& course, double said_moving_s, const OwnSpeeds& own,
                                         std::span<const StretchAtSpeed, 3> models) {
  std::array<load::KindShare, 3> shares{};
  const CourseStrides strides = strides_of(course, said_moving_s);
  if (strides.groups.empty()) return shares;
  for (load::KindShare& share : shares) {
    share.strides = {.low = 0.0, .high = 0.0};
    share.easy_strides.fill({.low = 0.0, .high = 0.0});
  }
  for (const StrideGroup& group : strides.groups) {
    std::array<load::Interval, 3> worth{};  // of one stride, to each muscle
    for (std::size_t m = 0; m < models.size(); ++m) {
      const load::Interval ratio =
          ratio_to_easy(models[m], group, own, may_stretch_as_near_top(group, own.top));
      worth[m] = {.low = std::pow(ratio.low, exponent), .high = std::pow(ratio.high, exponent)};
    }
    for (std::size_t k = 0; k < shares.size(); ++k) {
      const Membership in = belongs(group, load::all_run_kinds[k], own.top);
      shares[k].strides.low += in.surely ? group.strides.low : 0.0;
      shares[k].strides.high += in.maybe ? group.strides.high : 0.0;
      for (std::size_t m = 0; m < models.size(); ++m) {
        shares[k].easy_strides[m].low += in.surely ? group.strides.low * worth[m].low : 0.0;
        shares[k].easy_strides[m].high += in.maybe ? group.strides.high * worth[m].high : 0.0;
      }
    }
  }
  for (load::KindShare& share : shares)
    for (load::Interval& sum : share.easy_strides) settle(sum);
  return shares;
}

}  // namespace hamstring::exposure

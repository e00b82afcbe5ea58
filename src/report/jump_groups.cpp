#include "report/jump_groups.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace hamstring::report {

namespace {

// Jumps whose size is not known come last.
double size_of(const JumpGroup& group) {
  const double size = std::abs(group.largest.size_m);
  return std::isnan(size) ? -1.0 : size;
}

}  // namespace

std::vector<JumpGroup> jumps_by_muscle(const std::vector<ReportedJump>& jumps) {
  std::vector<JumpGroup> groups;
  std::map<std::string_view, std::size_t> place;
  for (const ReportedJump& jump : jumps) {
    const auto [found, is_new] = place.try_emplace(jump.muscle, groups.size());
    if (is_new) groups.push_back({.count = 0, .largest = jump});
    JumpGroup& group = groups[found->second];
    ++group.count;
    if (std::abs(jump.size_m) > size_of(group)) group.largest = jump;
  }
  std::ranges::stable_sort(groups, std::ranges::greater{}, size_of);
  return groups;
}

}  // namespace hamstring::report

// The points rule: noise never passes a gate. Derivation and proof: docs/rehab.md, 5.
#include "rehab/standing/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace hamstring::rehab {
namespace {

double standard_deviation(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0.0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / (n - 1.0));
}

double errors_beyond(const Look& look, bool at_least, double target) {
  const double beyond = at_least ? look.value - target : target - look.value;
  if (look.error > 0.0) return beyond / look.error;
  const double infinity = std::numeric_limits<double>::infinity();
  return beyond >= 0.0 ? infinity : -infinity;
}

/// Whether so many looks over so many weeks lie on the right side on average that more of them would only be
/// more noise. One lucky look counts no more than a good one; and a look on the right side never makes the
/// average worse, so that taking one away never helps.
bool settled(const std::vector<Look>& looks, const std::vector<double>& beyond, Day today,
             const PointsPolicy& policy) {
  double sum = 0.0;
  int count = 0;
  std::optional<Day> first;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    if (days_between(looks[i].day, today) > policy.settle_window_days) continue;
    if (!first) first = looks[i].day;
    sum += std::clamp(beyond[i], -policy.cap, policy.free);
    ++count;
  }
  const bool long_enough = first && days_between(*first, looks.back().day) >= policy.settle_days;
  return long_enough && count >= policy.settle_looks && sum >= 0.0;
}

}  // namespace

EntryError entry_error(const ClinicalTest& test, const std::vector<double>& repeats,
                       const OwnRepeatsPolicy& policy) {
  if (test.error.from == ErrorModel::From::none) return {.value = 0.0, .from = ErrorFrom::none};
  EntryError error{
      .value = test.error.value,
      .from = test.error.from == ErrorModel::From::source ? ErrorFrom::source : ErrorFrom::wide_assumption};
  const int done = static_cast<int>(repeats.size());
  if (test.error.from == ErrorModel::From::wide_assumption && test.error.own_repeats &&
      done >= policy.at_least && !policy.factor.empty()) {
    const std::size_t index =
        std::min(static_cast<std::size_t>(done - policy.at_least), policy.factor.size() - 1);
    const double own = policy.factor[index] * standard_deviation(repeats);
    error.value = std::clamp(own, policy.floor_of_wide * test.error.value, test.error.value);
    error.from = ErrorFrom::own_repeats;
  }
  if (done > 0 && done < test.repeats) error.value *= std::sqrt(static_cast<double>(test.repeats) / done);
  return error;
}

double points_of(double beyond, const PointsPolicy& policy) {
  if (beyond < 0.0) return policy.slope * beyond - policy.penalty;
  if (beyond < policy.free) return 0.0;
  return std::min(policy.cap, policy.slope * (beyond - policy.free));
}

PointsVerdict judge_measure(const std::vector<Look>& looks, bool at_least, double target, Day today,
                            const PointsPolicy& policy) {
  std::vector<double> beyond, points;
  for (const Look& look : looks) {
    beyond.push_back(errors_beyond(look, at_least, target));
    points.push_back(points_of(beyond.back(), policy));
  }
  PointsVerdict verdict;
  double best = -std::numeric_limits<double>::infinity();
  double taken_off = 0.0;  // negative points of looks after the one considered
  for (std::size_t i = looks.size(); i-- > 0;) {
    if (days_between(looks[i].day, today) <= policy.valid_days) {
      double sum = 0.0;
      for (std::size_t j = 0; j <= i; ++j) {
        if (days_between(looks[j].day, looks[i].day) <= policy.window_days) sum += points[j];
      }
      // Enough by itself first, then what later looks took away: a look on the right side never costs
      // anything.
      const double left = sum + taken_off;
      best = std::max(best, left);
      if (sum >= policy.clear_at && left >= policy.clear_at) verdict.state = CriterionState::met;
    }
    taken_off += std::min(0.0, points[i]);
  }
  verdict.points = std::isfinite(best) ? best : 0.0;
  const bool fresh = !looks.empty() && days_between(looks.back().day, today) <= policy.valid_days;
  if (verdict.state == CriterionState::met || !fresh) return verdict;
  if (beyond.back() + policy.bar_z < 0.0) {
    verdict.state = CriterionState::not_met;
  } else if (settled(looks, beyond, today, policy)) {
    verdict.state = CriterionState::met;
    verdict.settled = true;
  }
  return verdict;
}

std::string asked_by(const CriterionReport& report) {
  // One number of one test is one thing, whatever it is called; a word is known by its text alone.
  if (!report.target) return report.settled_by + " " + report.text.id;
  return fmt::format("{} {} {} times", report.settled_by, *report.target, report.need);
}

}  // namespace hamstring::rehab

#include "exposure/run_usual.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace hamstring::exposure {
namespace {

constexpr int week_days = 7;

double squares_about_mean(std::span<const double> values) {
  double mean = 0.0, sum = 0.0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

/// The least that the squares about a common middle can be: a convex function of that middle.
double least_squares(std::span<const load::Interval> days) {
  double from = std::numeric_limits<double>::infinity(), to = 0.0;
  for (const load::Interval& day : days) {
    from = std::min(from, day.low);
    to = std::max(to, day.high);
  }
  const auto at = [&](double middle) {
    double sum = 0.0;
    for (const load::Interval& day : days) {
      const double off = middle - std::clamp(middle, day.low, day.high);
      sum += off * off;
    }
    return sum;
  };
  static constexpr int thirds = 200;  // (2/3)^200 of the range is below a rounding error
  for (int i = 0; i < thirds; ++i) {
    const double a = from + (to - from) / 3.0, b = to - (to - from) / 3.0;
    if (at(a) < at(b))
      to = b;
    else
      from = a;
  }
  // What rounding leaves of nothing is nothing.
  const double found = at(0.5 * (from + to));
  return found < 1e-9 * to * to ? 0.0 : found;
}

/// The most lies at a corner.
double most_squares(std::span<const load::Interval> days) {
  double most = 0.0;
  std::vector<double> values(days.size());
  for (unsigned corner = 0; corner < (1U << days.size()); ++corner) {
    for (std::size_t i = 0; i < days.size(); ++i)
      values[i] = (corner >> i & 1U) != 0 ? days[i].high : days[i].low;
    most = std::max(most, squares_about_mean(values));
  }
  return most;
}

std::string joined(const std::vector<Day>& days) {
  std::string text;
  for (const Day day : days) text += (text.empty() ? "" : ", ") + day_text(day);
  return text;
}

struct KnownWeek {
  std::vector<load::Interval> days;  ///< of those that are known
  std::vector<Day> missing;
  [[nodiscard]] bool is_known() const { return missing.empty(); }
  [[nodiscard]] load::Interval sum() const {
    load::Interval all{.low = 0.0, .high = 0.0};
    for (const load::Interval& day : days) {
      all.low += day.low;
      all.high += day.high;
    }
    return all;
  }
};

KnownWeek week_from(const std::map<Day, RecordedDay>& recorded, Day monday, bool is_every_run_recorded) {
  KnownWeek week;
  for (int i = 0; i < week_days; ++i) {
    const Day day = monday + std::chrono::days(i);
    const auto found = recorded.find(day);
    if (found == recorded.end() && is_every_run_recorded) {
      week.days.push_back({.low = 0.0, .high = 0.0});
    } else if (found == recorded.end() || !found->second.strides.is_known() ||
               found->second.unknown_share > unknown_share_most) {
      week.missing.push_back(day);
    } else {
      week.days.push_back(found->second.strides);
    }
  }
  return week;
}

void put_usual(WeekAgainstUsual& week, const std::map<Day, RecordedDay>& recorded, Day first,
               const KnownWeek& present, bool is_every_run_recorded) {
  load::Interval usual{.low = 0.0, .high = 0.0};
  int known = 0;
  std::vector<Day> missing = present.missing;
  for (int i = 1; i <= usual_weeks; ++i) {
    const Day monday = week.monday - std::chrono::days(week_days * i);
    // Before the first file nobody said anything of what was recorded.
    if (monday < first) continue;
    const KnownWeek before = week_from(recorded, monday, is_every_run_recorded);
    missing.insert(missing.end(), before.missing.begin(), before.missing.end());
    if (!before.is_known()) continue;
    ++known;
    usual.low += before.sum().low;
    usual.high += before.sum().high;
  }
  std::ranges::sort(missing);
  if (!present.is_known()) {
    week.why_no_usual = "not recorded, or too little of it: " + joined(present.missing);
  } else if (known < usual_weeks_least) {
    week.why_no_usual = std::to_string(known) + " of the four weeks before are known and " +
                        std::to_string(usual_weeks_least) + " are needed" +
                        (missing.empty() ? "" : "; not recorded, or too little of it: " + joined(missing));
  } else if (!(usual.low > 0.0)) {
    week.why_no_usual = "in the weeks before nobody ran";
  } else {
    week.times_usual = {.low = present.sum().low * known / usual.high,
                        .high = present.sum().high * known / usual.low};
  }
}

}  // namespace

std::vector<RecordedDay> recorded_days(std::span<const DatedRun> runs) {
  std::map<Day, RecordedDay> days;
  std::map<Day, std::pair<double, double>> seconds;  // not known, all
  for (const DatedRun& run : runs) {
    const auto [at, is_new] = days.try_emplace(run.day, RecordedDay{.day = run.day, .strides = {}});
    load::Interval& sum = at->second.strides;
    if (is_new) {
      sum = run.exposure->strides;
    } else {
      sum.low += run.exposure->strides.low;
      sum.high += run.exposure->strides.high;
    }
    seconds[run.day].first += run.exposure->unknown_s;
    seconds[run.day].second += run.exposure->unknown_s + run.exposure->known_s;
  }
  std::vector<RecordedDay> all;
  for (auto& [day, recorded] : days) {
    const auto& [unknown, whole] = seconds[day];
    recorded.unknown_share = whole > 0.0 ? unknown / whole : 0.0;
    all.push_back(recorded);
  }
  return all;
}

load::Interval monotony_bounds(std::span<const load::Interval> days) {
  static constexpr std::size_t most_values = 16;
  if (days.size() < 2 || days.size() > most_values) return {};
  double low = 0.0, high = 0.0;
  for (const load::Interval& day : days) {
    if (!day.is_known()) return {};
    low += day.low;
    high += day.high;
  }
  const double n = static_cast<double>(days.size());
  const double least = std::sqrt(least_squares(days) / (n - 1.0)),
               most = std::sqrt(most_squares(days) / (n - 1.0));
  if (!(least > 0.0)) return {};
  return {.low = low / n / most, .high = high / n / least};
}

std::vector<WeekAgainstUsual> weeks_against_usual(std::span<const DatedRun> runs, Day today,
                                                  bool is_every_run_recorded) {
  std::map<Day, RecordedDay> recorded;
  for (RecordedDay& day : recorded_days(runs)) recorded.emplace(day.day, std::move(day));
  std::vector<WeekAgainstUsual> weeks;
  if (recorded.empty()) return weeks;
  // A date of years ago is a fault of a clock: no more than two years before the last run.
  static constexpr int most_weeks = 106;
  const Day last = recorded.rbegin()->first;
  const Day first =
      monday_of(std::max(recorded.begin()->first, last - std::chrono::days(week_days * most_weeks)));
  for (Day monday = first; monday <= last && monday + std::chrono::days(week_days - 1) <= today;
       monday += std::chrono::days(week_days)) {
    WeekAgainstUsual week{.monday = monday};
    const KnownWeek present = week_from(recorded, monday, is_every_run_recorded);
    put_usual(week, recorded, first, present, is_every_run_recorded);
    if (!present.is_known()) {
      week.why_no_monotony = "not recorded, or too little of it: " + joined(present.missing);
    } else {
      week.monotony = monotony_bounds(present.days);
      if (!week.monotony.is_known()) week.why_no_monotony = "its days may all have been alike";
    }
    weeks.push_back(std::move(week));
  }
  return weeks;
}

}  // namespace hamstring::exposure

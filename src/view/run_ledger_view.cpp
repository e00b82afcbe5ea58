#include "view/run_ledger_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <ranges>
#include <span>
#include <vector>

#include "history/timeline.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using load::Interval;

constexpr int weeks_min = 6, weeks_max = 52;
/// A run against those of so many days before it, where there are so many of them; ours.
constexpr int usual_days = 56, usual_runs_min = 3;
/// A week against the four before it, of which so many have to be known; ours.
constexpr std::size_t usual_weeks = 4, usual_weeks_min = 3;
/// What somebody told and what their watch recorded on the same day is one run where the lengths agree by so
/// much [1]; ours: people round.
constexpr double same_run_within = 0.1;

using Muscles = std::array<Interval, 3>;

struct Recorded {
  const Entry* entry = nullptr;
  const load::RecordedRun* run = nullptr;
  const Entry* told = nullptr;  ///< the session in which the same run was told, by somebody or by the watch
  Day day{};
};

bool is_run(const Recorded& one) {
  return !load::is_walk(*one.run);
}

struct Week {
  Day from{};
  std::vector<const Recorded*> runs;
  int told_only = 0;  ///< runs that were told and not recorded
  int sets = 0, exercise_days = 0;
};

Day week_of(Day day, bool from_sunday) {
  const auto first = from_sunday ? std::chrono::Sunday : std::chrono::Monday;
  return day - (std::chrono::weekday(day) - first);
}

Json interval(const Interval& value) {
  return value.is_known() ? Json::array({value.low, value.high}) : Json(nullptr);
}

Json muscles_json(const Muscles& values) {
  Json list = Json::array();
  for (const Interval& one : values) list.push_back(interval(one));
  return list;
}

/// What is not known of one makes the sum not known.
Interval sum_of(std::span<const Recorded* const> runs, const auto& part) {
  Interval sum{.low = 0.0, .high = 0.0};
  for (const Recorded* one : runs) {
    const Interval more = part(*one->run);
    sum.low += more.low;
    sum.high += more.high;
  }
  return runs.empty() || !std::isfinite(sum.high) ? Interval{} : sum;
}

Muscles easy_strides(std::span<const Recorded* const> runs) {
  Muscles sums;
  for (std::size_t m = 0; m < sums.size(); ++m)
    sums[m] = sum_of(runs, [m](const load::RecordedRun& run) { return run.muscles[m].easy_strides; });
  return sums;
}

Interval over(const Interval& value, const Interval& usual) {
  if (!value.is_known() || !(usual.low > 0.0)) return {};
  return {.low = std::floor(100.0 * value.low / usual.high) / 100.0,
          .high = std::ceil(100.0 * value.high / usual.low) / 100.0};
}

Interval strides_of(std::span<const Recorded* const> runs) {
  return sum_of(runs, [](const load::RecordedRun& run) { return run.strides; });
}

Interval share_of(const Interval& value, std::size_t count) {
  const auto n = static_cast<double>(count);
  return {.low = value.low / n, .high = value.high / n};
}

Muscles over(const Muscles& values, const Muscles& usual) {
  Muscles ratios;
  for (std::size_t m = 0; m < ratios.size(); ++m) ratios[m] = over(values[m], usual[m]);
  return ratios;
}

enum class Held { alike, apart, unknown };
Held held(const CompactNumber& told, double recorded) {
  if (!told || !std::isfinite(recorded)) return Held::unknown;
  return std::abs(*told - recorded) <= same_run_within * std::max(*told, recorded) ? Held::alike
                                                                                   : Held::apart;
}

/// One number that agrees and none that does not; where nothing can be compared, the only one of its day.
bool is_same_run(const DoneRun& told, const load::RecordedRun& recorded, bool is_only_of_day) {
  const Held way = held(told.distance_m, recorded.distance_m),
             time = held(told.duration_s, recorded.moving_s);
  if (way == Held::apart || time == Held::apart) return false;
  return way == Held::alike || time == Held::alike || is_only_of_day;
}

const SessionEntry* run_told(const LiveEntry& live) {
  const auto* session = live.entry().as<SessionEntry>();
  return session != nullptr && session->run && session->done != Done::none ? session : nullptr;
}

std::vector<Recorded> recordings(const Timeline& whole, Day today) {
  std::vector<Recorded> all;
  std::map<std::string, std::size_t> of;  // a newer program's word about the same recording counts
  for (const LiveEntry& live : whole.entries) {
    const auto* told = live.entry().as<LoadEntry>();
    if (told == nullptr || !told->run || live.in_conflict() || live.day > today) continue;
    const Recorded one{.entry = &live.entry(), .run = &*told->run, .day = live.day};
    const auto [at, fresh] = of.try_emplace(told->load.source.recording_sha256, all.size());
    if (fresh)
      all.push_back(one);
    else if (one.entry->recorded_s >= all[at->second].entry->recorded_s)
      all[at->second] = one;
  }
  std::ranges::stable_sort(all, {}, [](const Recorded& one) { return one.run->started_s; });
  return all;
}

/// The run that a watch told beside its own recording (service/run_entries.h), or a correction of it.
bool is_told_by(const Recorded& recorded, const LiveEntry& live) {
  return live.is_named(load::told_run_id(recorded.entry->as<LoadEntry>()->load.source.recording_sha256));
}

/// Gives each run that was told to the recording of it; how many were told and not recorded is what is left.
void pair_with_told(std::vector<Recorded>& recorded, const Timeline& whole, std::vector<Week>& weeks) {
  for (const LiveEntry& live : whole.entries) {
    const SessionEntry* session = run_told(live);
    if (session == nullptr) continue;
    const bool is_only = std::ranges::count(recorded, live.day, &Recorded::day) == 1;
    auto same = std::ranges::find_if(recorded, [&](const Recorded& one) { return is_told_by(one, live); });
    if (same == recorded.end())
      same = std::ranges::find_if(recorded, [&](const Recorded& one) {
        return one.told == nullptr && one.day == live.day && is_same_run(*session->run, *one.run, is_only);
      });
    if (same != recorded.end()) {
      same->told = &live.entry();
      continue;
    }
    for (Week& week : weeks)
      if (live.day >= week.from && live.day < week.from + std::chrono::days(7)) ++week.told_only;
  }
}

void count_exercises(const Timeline& whole, std::vector<Week>& weeks) {
  for (const LiveEntry& live : whole.entries) {
    const auto* session = live.entry().as<SessionEntry>();
    if (session == nullptr || session->lines.empty() || session->done == Done::none) continue;
    for (Week& week : weeks) {
      if (live.day < week.from || live.day >= week.from + std::chrono::days(7)) continue;
      ++week.exercise_days;
      for (const DoneLine& line : session->lines) week.sets += line.sets;
    }
  }
}

std::vector<Week> weeks_until(Day today, Day first, bool from_sunday) {
  const Day present = week_of(today, from_sunday);
  Day from = std::min(present - std::chrono::days(7 * (weeks_min - 1)), week_of(first, from_sunday));
  from = std::max(from, present - std::chrono::days(7 * (weeks_max - 1)));
  std::vector<Week> weeks;
  for (Day day = from; day <= present; day += std::chrono::days(7)) {
    weeks.emplace_back();
    weeks.back().from = day;
  }
  return weeks;
}

/// Mean of the weeks before this one that were recorded whole.
struct Usual {
  std::size_t weeks = 0;
  Interval strides;
  Muscles mean;
};

Usual usual_before(const std::vector<Week>& weeks, std::size_t at) {
  Usual usual;
  Interval strides{.low = 0.0, .high = 0.0};
  Muscles sums;
  sums.fill({.low = 0.0, .high = 0.0});
  for (std::size_t i = at < usual_weeks ? 0 : at - usual_weeks; i < at; ++i) {
    if (weeks[i].runs.empty() || weeks[i].told_only > 0) continue;
    ++usual.weeks;
    const Interval taken = strides_of(weeks[i].runs);
    strides.low += taken.low;
    strides.high += taken.high;
    const Muscles these = easy_strides(weeks[i].runs);
    for (std::size_t m = 0; m < sums.size(); ++m) {
      sums[m].low += these[m].low;
      sums[m].high += these[m].high;
    }
  }
  if (usual.weeks < usual_weeks_min) return usual;
  if (std::isfinite(strides.high)) usual.strides = share_of(strides, usual.weeks);
  for (std::size_t m = 0; m < sums.size(); ++m)
    if (std::isfinite(sums[m].high)) usual.mean[m] = share_of(sums[m], usual.weeks);
  return usual;
}

Json kinds_json(std::span<const Recorded* const> runs) {
  Json kinds = Json::array();
  for (std::size_t k = 0; k < load::all_run_kinds.size(); ++k) {
    Muscles worth;
    for (std::size_t m = 0; m < worth.size(); ++m)
      worth[m] = sum_of(runs, [=](const load::RecordedRun& run) { return run.kinds[k].easy_strides[m]; });
    kinds.push_back(
        {{"kind", to_word(load::run_kind_words, load::all_run_kinds[k])},
         {"strides",
          interval(sum_of(runs, [k](const load::RecordedRun& run) { return run.kinds[k].strides; }))},
         {"easy_strides", muscles_json(worth)}});
  }
  return kinds;
}

Json week_json(const std::vector<Week>& weeks, std::size_t at, Day today) {
  const Week& week = weeks[at];
  const Day to = week.from + std::chrono::days(6);
  const Muscles worth = easy_strides(week.runs);
  const Usual usual = usual_before(weeks, at);
  double distance = 0.0, moving = 0.0;
  for (const Recorded* one : week.runs) {
    distance += std::isfinite(one->run->distance_m) ? one->run->distance_m : 0.0;
    moving += std::isfinite(one->run->moving_s) ? one->run->moving_s : 0.0;
  }
  const bool is_recorded = !week.runs.empty();
  const bool is_held = to < today && week.told_only == 0;
  return {
      {"from", day_text(week.from)},
      {"to", day_text(to)},
      {"present", week.from <= today && today <= to},
      {"recorded", week.runs.size()},
      {"told_only", week.told_only},
      {"distance_m", is_recorded ? Json(distance) : Json(nullptr)},
      {"moving_s", is_recorded ? Json(moving) : Json(nullptr)},
      {"strides", interval(strides_of(week.runs))},
      {"high_stretch_strides",
       interval(sum_of(week.runs, [](const load::RecordedRun& run) { return run.high_stretch_strides; }))},
      {"easy_strides", muscles_json(worth)},
      {"kinds", kinds_json(week.runs)},
      {"exercise", {{"sets", week.sets}, {"days", week.exercise_days}}},
      {"usual_weeks", usual.weeks},
      // A week that is not over, or of which a run is missing, is held against nothing.
      {"strides_against_usual", interval(is_held ? over(strides_of(week.runs), usual.strides) : Interval{})},
      {"against_usual", muscles_json(is_held ? over(worth, usual.mean) : Muscles{})}};
}

Json run_json(const std::vector<Recorded>& all, std::size_t at,
              const std::map<std::string, std::int64_t>& batch_of) {
  const Recorded& one = all[at];
  const load::RecordedRun& run = *one.run;
  std::vector<const Recorded*> before;
  for (std::size_t i = 0; i < at; ++i)
    if (is_run(all[i]) && all[i].day < one.day && days_between(all[i].day, one.day) <= usual_days)
      before.push_back(&all[i]);
  const std::array<const Recorded*, 1> itself{&one};
  Interval strides_against;
  Muscles against;
  if (is_run(one) && before.size() >= usual_runs_min) {
    Muscles mean = easy_strides(before);
    for (Interval& sum : mean) sum = share_of(sum, before.size());
    strides_against = over(run.strides, share_of(strides_of(before), before.size()));
    against = over(easy_strides(itself), mean);
  }
  Json stretch = Json::array();
  for (const load::MuscleStretch& muscle : run.muscles)
    stretch.push_back({{"median", interval(muscle.median)}, {"p95", interval(muscle.p95)}});
  Json row{{"id", one.entry->id},
           {"day", day_text(one.day)},
           {"sport", to_word(load::run_sport_words, run.sport)},
           {"unknown_s", run.unknown_s},
           {"strides", interval(run.strides)},
           {"high_stretch_strides", interval(run.high_stretch_strides)},
           {"near_maximal_strides", interval(run.near_maximal_strides)},
           {"accelerations", interval(run.accelerations)},
           {"easy_strides", muscles_json(easy_strides(itself))},
           {"kinds", kinds_json(itself)},
           {"stretch", std::move(stretch)},
           {"strides_against_usual", interval(strides_against)},
           {"against_usual", muscles_json(against)},
           {"usual_runs", before.size()},
           {"told", one.told == nullptr ? Json(nullptr) : Json(one.told->id)},
           {"felt", one.told != nullptr && one.told->by != Who::device}};
  const auto put = [&](const char* key, double value) {
    row[key] = std::isfinite(value) ? Json(value) : Json(nullptr);
  };
  put("distance_m", run.distance_m);
  put("moving_s", run.moving_s);
  put("best_m_s", run.best_m_per_s);
  row["speed_m_s"] =
      run.distance_m > 0.0 && run.moving_s > 0.0 ? Json(run.distance_m / run.moving_s) : Json(nullptr);
  const auto batch = batch_of.find(one.entry->id);
  row["batch"] = batch == batch_of.end() ? Json(nullptr) : Json(batch->second);
  return row;
}

/// The farthest, the longest and the fastest of what was recorded.
Json records_json(const std::vector<Recorded>& all) {
  Json records = Json::array();
  const auto best = [&](const char* what, const auto& value) {
    const Recorded* most = nullptr;
    for (const Recorded& one : all)
      if (is_run(one) && std::isfinite(value(*one.run)) &&
          (most == nullptr || value(*one.run) > value(*most->run)))
        most = &one;
    if (most != nullptr && value(*most->run) > 0.0)
      records.push_back({{"what", what},
                         {"value", value(*most->run)},
                         {"day", day_text(most->day)},
                         {"id", most->entry->id}});
  };
  best("distance_m", [](const load::RecordedRun& run) { return run.distance_m; });
  best("moving_s", [](const load::RecordedRun& run) { return run.moving_s; });
  best("best_m_s", [](const load::RecordedRun& run) { return run.best_m_per_s; });
  return records;
}

/// Days since strides of 90 % of the own top speed or more: surely, and at the soonest that is possible.
Json since_near_maximal(const std::vector<Recorded>& all, Day today) {
  Json since{{"surely", nullptr}, {"maybe", nullptr}};
  for (const Recorded& one : all) {
    if (one.run->near_maximal_strides.low > 0.0) since["surely"] = days_between(one.day, today);
    if (one.run->near_maximal_strides.high > 0.0) since["maybe"] = days_between(one.day, today);
  }
  return since;
}

/// What was recorded until today, and its weeks.
struct Recordings {
  std::vector<Recorded> runs;
  std::vector<Week> weeks;
};

/// What was walked is no run: it stands in the list and in no sum.
void put_into_weeks(Recordings& all) {
  for (const Recorded& one : all.runs | std::views::filter(&is_run))
    for (Week& week : all.weeks)
      if (one.day >= week.from && one.day < week.from + std::chrono::days(7)) week.runs.push_back(&one);
}

Recordings in_weeks(const Timeline& whole, Day today, bool from_sunday) {
  Recordings all;
  all.runs = recordings(whole, today);
  all.weeks = weeks_until(today, all.runs.empty() ? today : all.runs.front().day, from_sunday);
  pair_with_told(all.runs, whole, all.weeks);
  count_exercises(whole, all.weeks);
  put_into_weeks(all);
  return all;
}

}  // namespace

Json run_ledger_json(const Words&, const Case& history, Day today, bool from_sunday,
                     const std::map<std::string, std::int64_t>& batch_of) {
  const Timeline whole = whole_timeline_of(history, today);
  const Recordings all = in_weeks(whole, today, from_sunday);
  Json rows = Json::array(), runs = Json::array();
  for (std::size_t i = 0; i < all.weeks.size(); ++i) rows.push_back(week_json(all.weeks, i, today));
  for (std::size_t i = all.runs.size(); i-- > 0;) runs.push_back(run_json(all.runs, i, batch_of));
  return {{"today", day_text(today)},          {"week_start", from_sunday ? "sunday" : "monday"},
          {"weeks", std::move(rows)},          {"runs", std::move(runs)},
          {"records", records_json(all.runs)}, {"since_near_maximal", since_near_maximal(all.runs, today)}};
}

Json recent_weeks_json(const Case& history, Day today, bool from_sunday) {
  const Timeline whole = whole_timeline_of(history, today);
  const Recordings all = in_weeks(whole, today, from_sunday);
  Json rows = Json::array();
  for (std::size_t i = all.weeks.size() - weeks_min; i < all.weeks.size(); ++i)
    rows.push_back(week_json(all.weeks, i, today));
  const Week& present = all.weeks.back();
  const Usual usual = usual_before(all.weeks, all.weeks.size() - 1);
  // What is missing of this week can only be more.
  const Interval so_far = over(strides_of(present.runs), usual.strides);
  return {{"weeks", std::move(rows)},
          {"so_far", interval(so_far)},
          {"since_near_maximal", since_near_maximal(all.runs, today)}};
}

}  // namespace hamstring::service

#include "analysis/run_ledger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <utility>

#include "core/file.h"
#include "core/try.h"

namespace hamstring::analysis {
namespace {

constexpr double told_top_error = 0.03;  ///< of a top speed somebody was timed at; our assumption
/// Before it no watch wrote a file with a date: 1998-07-03, where FIT's dates begin.
constexpr double first_date_s = 899'496'576.0;

bool is_on_foot(Sport sport) {
  return sport == Sport::running || sport == Sport::walking || sport == Sport::unknown;
}

Result<void> find_day(RunSession& session, const RunQuestion& question) {
  if (!session.activity.is_date_known || !(session.activity.start_s >= first_date_s)) {
    session.why_no_day = "the file has no date: the clock of the device was not set";
    return {};
  }
  Day day;
  if (session.activity.utc_offset_s) {
    day = day_of(session.activity, *session.activity.utc_offset_s);
  } else {
    HAMSTRING_TRY(there, question.day_of(session.activity.start_s));
    day = there;
  }
  if (day > question.today)
    session.why_no_day = "its date, " + day_text(day) + ", is not yet here";
  else
    session.day = day;
  return {};
}

/// What tells twins apart is the first record and the last ones; the others of a year would fill the memory.
void keep_ends(Activity& activity) {
  std::vector<ActivitySample> ends;
  const auto keep_last = [&](double ActivitySample::* value) {
    const auto last =
        std::ranges::find_if(activity.samples | std::views::reverse,
                             [&](const ActivitySample& sample) { return std::isfinite(sample.*value); });
    return static_cast<std::size_t>(activity.samples.rend() - last);
  };
  const auto first = static_cast<std::size_t>(
      std::ranges::find_if(activity.samples,
                           [](const ActivitySample& sample) { return std::isfinite(sample.time_s); }) -
      activity.samples.begin());
  std::array kept{first, keep_last(&ActivitySample::distance_m) - 1, keep_last(&ActivitySample::time_s) - 1};
  std::ranges::sort(kept);
  const auto different = std::ranges::unique(kept);
  for (auto at = kept.begin(); at != different.begin(); ++at)
    if (*at < activity.samples.size()) ends.push_back(activity.samples[*at]);
  activity.samples = std::move(ends);
}

RunFileOutcome take_file(const RunFile& file, const RunQuestion& question, std::vector<RunSession>& sessions,
                         std::vector<Activity>& activities) {
  Diagnostics diagnostics;
  RunFileOutcome outcome{.name = file.name, .outcome = "whole"};
  Result<ActivityFile> read = parse_activity_file(file.content, file.name, diagnostics, question.columns);
  for (const Diagnostic& one : diagnostics.entries())
    if (one.severity != Severity::note) outcome.reasons.push_back(one.message);
  if (!outcome.reasons.empty()) outcome.outcome = "part";
  if (!read) {
    outcome.outcome = "refused";
    outcome.reasons.push_back(read.error().message);
    return outcome;
  }
  outcome.holds = std::move(read->content);
  const std::string digest = sha256_hex(file.content);
  for (Activity& activity : read->activities) {
    if (file.sport) activity.sport = *file.sport;
    RunSession session{.file = file.name, .file_sha256 = digest, .course = course_of(activity)};
    session.is_on_foot = is_on_foot(activity.sport);
    keep_ends(activity);
    session.activity = activity;
    session.activity.samples.clear();
    sessions.push_back(std::move(session));
    activities.push_back(std::move(activity));
  }
  return outcome;
}

void find_twins(std::vector<RunSession>& sessions, const std::vector<Activity>& activities) {
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    for (std::size_t j = 0; j < i && !sessions[i].twin_of; ++j) {
      if (sessions[j].twin_of) continue;
      const Twin twin = twin_of(activities[j], activities[i]);
      if (!twin.is_twin) continue;
      sessions[i].twin_of = j;
      sessions[i].clock_shift_s = twin.clock_shift_s;
    }
  }
}

void sort_by_start(std::vector<RunSession>& sessions, std::vector<Activity>& activities) {
  std::vector<std::size_t> order(sessions.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    return std::isfinite(activities[i].start_s) ? activities[i].start_s : 0.0;
  });
  std::vector<RunSession> sorted;
  std::vector<Activity> sorted_activities;
  for (const std::size_t i : order) {
    sorted.push_back(std::move(sessions[i]));
    sorted_activities.push_back(std::move(activities[i]));
  }
  sessions = std::move(sorted);
  activities = std::move(sorted_activities);
}

}  // namespace

Result<RunLedger> run_ledger(std::span<const RunFile> files, const RunQuestion& question,
                             std::span<const exposure::StretchAtSpeed, 3> models) {
  RunLedger ledger;
  std::vector<Activity> activities;
  for (const RunFile& file : files) {
    ledger.files.push_back(take_file(file, question, ledger.sessions, activities));
    if (question.progress) question.progress(ledger.files.size(), files.size());
  }
  sort_by_start(ledger.sessions, activities);
  find_twins(ledger.sessions, activities);
  // Lent, not copied: those of a year are large.
  std::vector<Course> own_courses;
  const auto is_own = [](const RunSession& session) { return !session.twin_of && session.is_on_foot; };
  for (RunSession& session : ledger.sessions)
    if (is_own(session)) own_courses.push_back(std::move(session.course));
  ledger.own = exposure::own_speeds(own_courses);
  std::size_t back = 0;
  for (RunSession& session : ledger.sessions)
    if (is_own(session)) session.course = std::move(own_courses[back++]);
  if (question.earlier) {
    ledger.own.top.low = std::max(ledger.own.top.low, question.earlier->top.low);
    ledger.own.top.high = std::max(ledger.own.top.high, question.earlier->top.high);
    ledger.own.easy_m_per_s = question.earlier->easy_m_per_s;
  }
  if (const auto top = question.top_speed_m_per_s) {
    ledger.own.top = {.low = *top * (1.0 - told_top_error), .high = *top * (1.0 + told_top_error)};
    ledger.own.is_top_told = true;
  }
  for (RunSession& session : ledger.sessions) {
    HAMSTRING_TRY_DO(find_day(session, question));
    if (session.is_on_foot)
      session.exposure =
          exposure::run_exposure(session.course, session.activity.said_moving_s, ledger.own, models);
  }
  return ledger;
}

}  // namespace hamstring::analysis

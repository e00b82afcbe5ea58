#include "service/run_entries.h"

#include <algorithm>
#include <cmath>

#include "analysis/recorded_run.h"
#include "exposure/course_strides.h"
#include "load/recorded_run.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

/// Two numbers of one run: what a watch shows and what its file holds are this close (our assumption).
constexpr double alike_fraction = 0.1;

double rounded(double value, double steps) {
  return std::round(value * steps) / steps;
}

/// Nothing where it was walked, or nothing is known of it.
std::optional<rehab::DoneRun> run_of(const analysis::RunSession& session) {
  const Course& course = session.course;
  const double seconds = std::isfinite(course.moving_s) ? course.moving_s : course.elapsed_s;
  const bool has_distance = std::isfinite(course.distance_m) && course.distance_m > 0.0;
  const bool has_time = std::isfinite(seconds) && seconds > 0.0;
  if (session.activity.sport == Sport::walking || (!has_distance && !has_time)) return std::nullopt;
  if (has_distance && has_time && course.distance_m / seconds < load::walked_below_m_per_s)
    return std::nullopt;
  rehab::DoneRun run;
  run.completed = true;
  if (has_distance) run.distance_m = rounded(course.distance_m, 1.0);
  if (has_time) run.duration_s = rounded(seconds, 1.0);
  if (const double best = exposure::best_speed(course); std::isfinite(best))
    run.top_speed_m_s = rounded(best, 100.0);
  return run;
}

bool is_alike(std::optional<double> told, std::optional<double> recorded) {
  return told && recorded && std::abs(*told - *recorded) <= alike_fraction * *recorded;
}

}  // namespace

bool can_be_kept(const analysis::RunSession& session) {
  return session.day && !session.twin_of && session.is_on_foot;
}

std::vector<rehab::Entry> entries_of_run(const analysis::RunSession& session,
                                         const analysis::RunStretch& stretch) {
  const load::LoadSource source{.recording_sha256 = analysis::recording_digest(session),
                                .model_sha256 = stretch.model_sha256,
                                .engine = program_version,
                                .mode = "physics"};
  rehab::LoadEntry recorded{.load = analysis::load_of_session(session, source)};
  // What has one record has no course.
  if (session.course.points.size() >= 2) recorded.run = analysis::recorded_run(session, stretch.models);
  std::vector<rehab::Entry> entries;
  entries.push_back(rehab::make_entry(analysis::load_entry_id(source), *session.day, std::move(recorded),
                                      rehab::Who::device));
  if (std::optional<rehab::DoneRun> run = run_of(session)) {
    rehab::SessionEntry told;
    told.done = rehab::Done::all;
    told.run = std::move(run);
    entries.push_back(rehab::make_entry(load::told_run_id(source.recording_sha256), *session.day,
                                        std::move(told), rehab::Who::device));
  }
  return entries;
}

bool is_told_alike(const rehab::Case& history, const rehab::Entry& of_watch) {
  const auto* recorded = of_watch.as<rehab::SessionEntry>();
  return recorded != nullptr && std::ranges::any_of(history.entries, [&](const rehab::Entry& entry) {
           const auto* told = entry.as<rehab::SessionEntry>();
           return told != nullptr && entry.day == of_watch.day && entry.by != rehab::Who::device &&
                  told->run && is_alike(told->run->distance_m, recorded->run->distance_m) &&
                  is_alike(told->run->duration_s, recorded->run->duration_s);
         });
}

}  // namespace hamstring::service

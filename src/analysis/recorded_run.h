// A session of a watch as a history keeps it, and what can be said of it along its track.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "analysis/run_ledger.h"
#include "load/recorded_run.h"

namespace hamstring::analysis {

/// Names the recording: two activities of one file are two recordings.
[[nodiscard]] std::string recording_digest(const RunSession& session);

/// Named by what it was computed from and by what: the same recording is the same entry, a newer program
/// makes another.
[[nodiscard]] std::string load_entry_id(const load::LoadSource& source);

/// Both sides of it, as entries of a history keep it: exposure::load_of_run().
[[nodiscard]] load::Load load_of_session(const RunSession& session, load::LoadSource source);

/// For a session on foot with a day. Bounds are rounded outward. Its track is its beginning
/// and up to 300 steps of equal time, of 5 s or more.
[[nodiscard]] load::RecordedRun recorded_run(const RunSession& session,
                                             std::span<const exposure::StretchAtSpeed, 3> models);

/// A track step by step.
struct AlongTrack {
  std::vector<double> latitude_deg, longitude_deg;  ///< empty: no places; NaN: not at this step
  std::vector<double> east_m, north_m;  ///< of the same places, from the middle of the track; within 1 %
  std::vector<double> speed_m_per_s, fastest_m_per_s, altitude_m;
  std::vector<double> grade;  ///< over 60 m or more around the step, uphill positive; NaN: not known
  double grade_error = load::not_known;  ///< standard error of the widest of them
  /// Of BFlh, ST, SM: peak stretch of the fastest stride of the step, within its bounds [1].
  std::array<std::vector<load::Interval>, 3> stretch{};
};

/// Errors: a track that is damaged.
[[nodiscard]] Result<AlongTrack> along_track(const load::RecordedRun& run,
                                             std::span<const exposure::StretchAtSpeed, 3> models);

}  // namespace hamstring::analysis

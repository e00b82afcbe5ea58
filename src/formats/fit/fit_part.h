// What one FIT file says, collected message by message, and the activities made of it. Used by fit_reader
// only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "formats/fit/fit_record.h"
#include "formats/fit/fit_stream.h"
#include "record/activity.h"

namespace hamstring::fit {

struct Session {
  double start_s = not_recorded, end_s = not_recorded;
  double elapsed_s = not_recorded, moving_s = not_recorded, distance_m = not_recorded;
  std::string sport_word{};
  Sport sport = Sport::unknown;
};

/// The timer of the device was started or stopped.
struct TimerEvent {
  double time_s = not_recorded;
  bool is_start = false;
};

struct Beat {
  double time_s = not_recorded;
  double rate_per_min = not_recorded;
};

/// The clock of a strap that counts 1/1024 s, against the watch's.
struct BeatClock {
  double offset_s = not_recorded;  ///< time since 1970 minus the strap's
  double last = not_recorded;      ///< the strap's time [1/1024 s]
};

struct Collected {
  std::optional<double> file_type{};
  std::string device{};
  std::optional<double> utc_offset_s{};
  DeveloperFields developers{};
  CountedDistance counted{};
  BeatClock beat_clock{};
  std::vector<ActivitySample> samples{};
  std::vector<Session> sessions{};
  std::vector<ActivityLap> laps{};
  std::vector<TimerEvent> timer{};
  std::vector<Beat> beats{};
  bool is_date_known = true;
};

/// False: more records than are read.
[[nodiscard]] bool collect(const FitMessage& message, Collected& collected);

/// One a session, or one of all records where the file has none; empty where it has no record.
[[nodiscard]] std::vector<Activity> activities_of(Collected&& collected);

}  // namespace hamstring::fit

// Files of watches become sessions of one person, with what each asked of the hamstrings.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/diagnostics.h"
#include "core/result.h"
#include "exposure/run_exposure.h"
#include "formats/watch/activity_reader.h"
#include "record/activity_course.h"

namespace hamstring::analysis {

/// One file as it was given.
struct RunFile {
  std::string name, content;
  std::optional<Sport> sport =
      {};  ///< where something beside the file says it (an export that names its route)
};

/// What became of a file.
struct RunFileOutcome {
  std::string name, outcome;         ///< "whole", "part" or "refused"
  std::vector<std::string> reasons;  ///< warnings, or why it was refused
  std::vector<std::string> holds;    ///< of a file without an activity: what it holds instead
};

struct RunSession {
  std::string file, file_sha256;
  Activity activity;  ///< without its samples
  Course course;
  exposure::RunExposure exposure;
  std::optional<Day> day;              ///< nothing: the date is not known, or cannot be
  std::string why_no_day;              ///< then
  std::optional<std::size_t> twin_of;  ///< an earlier session of the list that is the same activity
  double clock_shift_s = 0.0;          ///< of it against that one
  bool is_on_foot = true;              ///< running, walking, or not said: what has strides
};

struct RunLedger {
  std::vector<RunFileOutcome> files;
  std::vector<RunSession> sessions;  ///< in order of their start
  exposure::OwnSpeeds own;
};

struct RunQuestion {
  /// The day of an instant where the person lives. Errors are handed on.
  std::function<Result<Day>(double utc_s)> day_of;
  Day today{};                              ///< later days cannot be
  std::optional<double> top_speed_m_per_s;  ///< as it was measured, ± 3 %
  std::vector<GpsColumnName> columns;
  /// What earlier recordings of the person gave: the top speed only widens by it upward, and runs are held
  /// against the easy running of before, so that weeks can be compared.
  std::optional<exposure::OwnSpeeds> earlier;
  std::function<void(std::size_t read, std::size_t all)> progress;  ///< told after each file
};

/// Of every file, in whatever state it is. Sessions that are twins of another, or not on foot, do not count
/// for the own speeds. Errors: those of `day_of`; none of a file.
[[nodiscard]] Result<RunLedger> run_ledger(std::span<const RunFile> files, const RunQuestion& question,
                                           std::span<const exposure::StretchAtSpeed, 3> models);

}  // namespace hamstring::analysis

// What a watch, a phone, a pod or a vest recorded of somebody on the move, as values: as it stands in the
// file, in SI units, nothing mended. activity_course.h mends.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/word_table.h"

namespace hamstring {

inline constexpr double not_recorded = std::numeric_limits<double>::quiet_NaN();

enum class Sport { running, walking, cycling, swimming, other, unknown };

inline constexpr WordTable<Sport, 6> sport_words{{{"running", Sport::running},
                                                  {"walking", Sport::walking},
                                                  {"cycling", Sport::cycling},
                                                  {"swimming", Sport::swimming},
                                                  {"other", Sport::other},
                                                  {"unknown", Sport::unknown}}};

/// One record of the file. NaN: this record says nothing of it.
struct ActivitySample {
  double time_s = not_recorded;  ///< since 1970-01-01T00:00Z, without leap seconds
  double latitude_deg = not_recorded, longitude_deg = not_recorded;  ///< WGS 84
  double altitude_m = not_recorded;
  double distance_m = not_recorded;  ///< since the start, as the device counted it
  double speed_m_per_s = not_recorded;
  double second_speed_m_per_s = not_recorded;  ///< of another sensor in the same file (a foot pod)
  double heart_rate_per_min = not_recorded;
  double cadence_per_min = not_recorded;  ///< as written: cycles of one leg, or steps; see CadenceRule
  double power_w = not_recorded;
  double vertical_oscillation_m = not_recorded;
  double contact_time_s = not_recorded;         ///< of a foot on the ground
  double contact_left_fraction = not_recorded;  ///< left foot's share of the contact time of both [1]
  double step_length_m = not_recorded;

  [[nodiscard]] bool has_position() const {
    return latitude_deg == latitude_deg && longitude_deg == longitude_deg;
  }
};

struct ActivityLap {
  double start_s = not_recorded;  ///< since 1970
  double elapsed_s = not_recorded, moving_s = not_recorded, distance_m = not_recorded;
};

/// While the clock of the device stood.
struct ActivityPause {
  double from_s = not_recorded, to_s = not_recorded;  ///< since 1970
};

enum class ActivityFormat { fit, tcx, gpx, csv };

inline constexpr WordTable<ActivityFormat, 4> activity_format_words{{{"fit", ActivityFormat::fit},
                                                                     {"tcx", ActivityFormat::tcx},
                                                                     {"gpx", ActivityFormat::gpx},
                                                                     {"csv", ActivityFormat::csv}}};

struct Activity {
  ActivityFormat format = ActivityFormat::fit;
  Sport sport = Sport::unknown;
  std::string sport_word{};              ///< as the file calls it
  std::string device{};                  ///< as the file names it; empty: it does not
  bool is_date_known = true;             ///< false: the clock of the device was never set
  std::optional<double> utc_offset_s{};  ///< local time minus UTC, where the file says it
  double start_s = not_recorded;         ///< since 1970
  double said_elapsed_s = not_recorded, said_moving_s = not_recorded, said_distance_m = not_recorded;
  std::vector<ActivitySample> samples{};
  std::vector<ActivityLap> laps{};
  std::vector<ActivityPause> pauses{};
};

/// All of one file. Without activities `content` says what is in it instead ("settings", "a workout plan"):
/// such a file is no fault.
struct ActivityFile {
  std::vector<Activity> activities{};
  std::vector<std::string> content{};  ///< of each part of the file that is no activity
};

/// First to last record that have a time [s]; NaN without two.
[[nodiscard]] double recorded_span_s(const Activity& activity);

/// Distance at the last record that has one, as the file counts it [m]; NaN where none has.
[[nodiscard]] double recorded_distance_m(const Activity& activity);

/// From the words of files: "Running", "run", "trail_running", "Biking" …
[[nodiscard]] Sport sport_of_word(std::string_view word);

}  // namespace hamstring

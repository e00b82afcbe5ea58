// What Apple's Health app exports (export.xml): the workouts in it, read piece by piece. The file holds every
// heart beat of years and is often larger than memory; of it one tag at a time is kept.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/activity.h"

namespace hamstring {

struct HealthWorkout {
  Sport sport = Sport::unknown;
  std::string sport_word{};                             ///< as the file calls it
  std::string device{};                                 ///< the app or watch that recorded it
  double start_s = not_recorded, end_s = not_recorded;  ///< since 1970
  std::optional<double> utc_offset_s{};
  double duration_s = not_recorded;  ///< without pauses, as the file says
  double distance_m = not_recorded;
  std::vector<std::string> routes{};  ///< paths of its GPX files inside the export
  std::vector<ActivityPause> pauses{};
};

struct HealthExport {
  std::vector<HealthWorkout> workouts;
  std::size_t records = 0;  ///< single measurements that were passed over
};

/// Gives the text in pieces of any size, in order, to whom it is handed; stops where that one says false.
using TextPieces = std::function<Result<void>(const std::function<bool(std::string_view)>& take)>;

inline constexpr std::size_t health_tag_max = std::size_t{1} << 20;  ///< [bytes]
inline constexpr std::size_t health_workouts_max = 200'000;

/// Whole: no warning; in part: the text ends in the middle, or a workout lacks its times (each is warned of,
/// the rest stands). Errors: those of `pieces`; what begins with another element than HealthData; a tag of
/// more than 1 MB; more than 200 000 workouts.
[[nodiscard]] Result<HealthExport> read_health_export(const TextPieces& pieces, std::string_view file_name,
                                                      Diagnostics& diagnostics);

/// Whether the first bytes of a text are those of such an export.
[[nodiscard]] bool looks_like_health_export(std::string_view beginning);

/// A workout of which no route is there, as an activity: its first and its last moment, with what the file
/// says between them. Nothing where it has no times.
[[nodiscard]] std::optional<Activity> activity_of(const HealthWorkout& workout);

}  // namespace hamstring

// A run of a watch as a history keeps it: what it was, what it asked of each hamstring by kind of running,
// and its track, thinned. Everything of it was computed from the recording; the recording itself is not kept.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/word_table.h"
#include "load/load.h"

namespace hamstring::load {

inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// What a stride was; each is of one kind. Exercises are no strides and stand beside them.
enum class RunKind { easy, fast, accelerating };
inline constexpr WordTable<RunKind, 3> run_kind_words{
    {{"easy", RunKind::easy}, {"fast", RunKind::fast}, {"accelerating", RunKind::accelerating}}};
inline constexpr std::array all_run_kinds{RunKind::easy, RunKind::fast, RunKind::accelerating};

enum class RunSport { running, walking, unknown };
inline constexpr WordTable<RunSport, 3> run_sport_words{
    {{"running", RunSport::running}, {"walking", RunSport::walking}, {"unknown", RunSport::unknown}}};

/// Of one leg. `easy_strides`: how many strides of own easy running would be worth as much (exponent 6), of
/// BFlh, ST, SM; to compare runs of one person, no probability of anything.
struct KindShare {
  Interval strides;
  std::array<Interval, 3> easy_strides{};
};

/// Of BFlh, ST or SM: peak stretch over the strides [1], and the easy strides of the whole run, which are
/// narrower than the sum of its kinds.
struct MuscleStretch {
  Interval median, p95, easy_strides;
};

/// The beginning, and equal steps of time from there. Columns of whole numbers, each as text (pack_numbers);
/// a step that says nothing of something has `no_number` there.
struct RunTrack {
  std::int64_t steps = 0;
  double step_s = 0.0;
  double place_error_m = not_known;  ///< largest distance of a recorded place from the line that is drawn
  std::string latitude_e5{}, longitude_e5{};  ///< at the end of the step [1e-5 degrees]; empty: no places
  std::string speed_cm_per_s{};               ///< mean of the step, pauses counted as standing
  std::string fastest_cm_per_s{};             ///< highest of the step
  std::string altitude_dm{};                  ///< empty: not recorded
};

struct RecordedRun {
  RunSport sport = RunSport::unknown;
  std::int64_t started_s = 0;  ///< since 1970 UTC
  double distance_m = not_known, elapsed_s = not_known, moving_s = not_known;
  double best_m_per_s = not_known;         ///< highest mean over 3 s
  double speed_error_m_per_s = not_known;  ///< standard error of one speed
  double easy_m_per_s = not_known;         ///< own easy speed it was held against
  Interval own_top_m_per_s;                ///< own top speed it was held against
  double unknown_s = 0.0;                  ///< time of which nothing was recorded
  Interval strides;                        ///< of one leg
  Interval accelerations, near_maximal_strides, high_stretch_strides;
  std::array<KindShare, 3> kinds{};        ///< in the order of all_run_kinds
  std::array<MuscleStretch, 3> muscles{};  ///< BFlh, ST, SM
  RunTrack track{};
};

/// Slower in the mean than anybody jogs, where it is not said what it was (our assumption).
inline constexpr double walked_below_m_per_s = 1.75;
[[nodiscard]] bool is_walk(const RecordedRun& run);

inline constexpr std::size_t track_steps_max = 301;
inline constexpr std::int64_t no_number = std::numeric_limits<std::int32_t>::min();

/// Of the entry in which a watch tells the run itself, beside its recording: named by the recording alone, so
/// that a newer program does not make it another run.
[[nodiscard]] std::string told_run_id(std::string_view recording_sha256);

/// Differences to the number before, each zigzag, in five bits a letter from '?' on, the last of a number
/// without the sixth bit: the way of Google's "encoded polyline". Numbers of 32 bits.
[[nodiscard]] std::string pack_numbers(std::span<const std::int64_t> numbers);
/// Errors: a letter that is none of these, a number that does not end or is too large, other than `count`.
[[nodiscard]] Result<std::vector<std::int64_t>> unpack_numbers(std::string_view text, std::size_t count);

/// Errors: a number that is none or out of every range, an interval with one end or turned around, a track
/// of more than track_steps_max steps or whose columns do not hold as many.
[[nodiscard]] Result<void> check_recorded_run(const RecordedRun& run);

}  // namespace hamstring::load

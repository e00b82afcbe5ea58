#include "load/recorded_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace hamstring::load {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int32_t>::max();
/// A number of 34 bits (a difference of two of 32, zigzag) takes seven letters.
constexpr unsigned letters_max = 7, bits_a_letter = 5, first_letter = 63, more_follow = 0x20;

bool is_known_or_nothing(double value, double low, double high) {
  return std::isnan(value) || (value >= low && value <= high);
}

bool is_whole(const Interval& value) {
  const bool unknown = std::isnan(value.low) && std::isnan(value.high);
  return unknown || (std::isfinite(value.low) && std::isfinite(value.high) && value.low <= value.high);
}

Result<void> check_numbers(const RecordedRun& run) {
  constexpr double far_m = 1e6, long_s = 1e6, fast_m_per_s = 40.0;
  // From 1970 to 2200: whatever is outside is no clock.
  constexpr std::int64_t last_s = 7'258'118'400;
  if (run.started_s < 0 || run.started_s > last_s) return failure("a run began at no time that can be");
  if (!is_known_or_nothing(run.distance_m, 0.0, far_m)) return failure("a run is as far as nobody runs");
  for (const double seconds : {run.elapsed_s, run.moving_s, run.unknown_s})
    if (!is_known_or_nothing(seconds, 0.0, long_s)) return failure("a run is as long as nobody runs");
  for (const double speed : {run.best_m_per_s, run.speed_error_m_per_s, run.easy_m_per_s})
    if (!is_known_or_nothing(speed, 0.0, fast_m_per_s)) return failure("a run is as fast as nobody runs");
  bool good = true;
  for (const Interval& one : {run.own_top_m_per_s, run.strides, run.accelerations, run.near_maximal_strides,
                              run.high_stretch_strides})
    good = good && is_whole(one);
  for (const KindShare& kind : run.kinds) {
    good = good && is_whole(kind.strides);
    for (const Interval& one : kind.easy_strides) good = good && is_whole(one);
  }
  for (const MuscleStretch& muscle : run.muscles)
    good = good && is_whole(muscle.median) && is_whole(muscle.p95) && is_whole(muscle.easy_strides);
  if (!good) return failure("an interval of a run must have two ends in order, or none");
  return {};
}

Result<void> check_track(const RunTrack& track) {
  if (track.steps < 0 || track.steps > static_cast<std::int64_t>(track_steps_max))
    return failure(fmt::format("a track has 0 to {} steps", track_steps_max));
  if (track.steps > 0 && !(track.step_s > 0.0 && track.step_s <= 1e6))
    return failure("a step of a track has a length in seconds");
  if (!is_known_or_nothing(track.place_error_m, 0.0, 1e7)) return failure("the error of a track is none");
  if (track.latitude_e5.empty() != track.longitude_e5.empty())
    return failure("a track has latitudes and longitudes, or neither");
  for (const std::string* column : {&track.latitude_e5, &track.longitude_e5, &track.speed_cm_per_s,
                                    &track.fastest_cm_per_s, &track.altitude_dm}) {
    if (column->empty()) continue;
    const auto numbers = unpack_numbers(*column, static_cast<std::size_t>(track.steps));
    if (!numbers) return std::unexpected(numbers.error());
  }
  return {};
}

}  // namespace

bool is_walk(const RecordedRun& run) {
  return run.sport == RunSport::walking || run.distance_m < walked_below_m_per_s * run.moving_s;
}

std::string told_run_id(std::string_view recording_sha256) {
  return "run-" + std::string(recording_sha256.substr(0, 16));
}

std::string pack_numbers(std::span<const std::int64_t> numbers) {
  std::string text;
  std::int64_t before = 0;
  for (const std::int64_t number : numbers) {
    const std::int64_t step = number - before;
    before = number;
    auto left = static_cast<std::uint64_t>(step < 0 ? ~(step * 2) : step * 2);
    for (; left >= more_follow; left >>= bits_a_letter)
      text += static_cast<char>((more_follow | (left & (more_follow - 1))) + first_letter);
    text += static_cast<char>(left + first_letter);
  }
  return text;
}

Result<std::vector<std::int64_t>> unpack_numbers(std::string_view text, std::size_t count) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(std::min(count, text.size()));
  std::int64_t before = 0;
  std::uint64_t value = 0;
  unsigned letters = 0;
  for (const char letter : text) {
    const auto code = static_cast<unsigned>(static_cast<unsigned char>(letter)) - first_letter;
    if (code >= 2 * more_follow) return failure("a column of a track holds a letter that is no number");
    if (letters == letters_max) return failure("a number of a track is too long");
    value |= static_cast<std::uint64_t>(code & (more_follow - 1)) << (bits_a_letter * letters++);
    if ((code & more_follow) != 0) continue;
    const auto half = static_cast<std::int64_t>(value >> 1);
    before += (value & 1) != 0 ? ~half : half;
    if (before > largest || before < no_number) return failure("a number of a track is too large");
    numbers.push_back(before);
    value = 0;
    letters = 0;
  }
  if (letters != 0) return failure("a column of a track ends within a number");
  if (numbers.size() != count)
    return failure(fmt::format("a column of a track holds {} numbers instead of {}", numbers.size(), count));
  return numbers;
}

Result<void> check_recorded_run(const RecordedRun& run) {
  if (Result<void> good = check_numbers(run); !good) return good;
  return check_track(run.track);
}

}  // namespace hamstring::load

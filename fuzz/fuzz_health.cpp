// Exports of a health app, in pieces of any size: whatever is read has workouts in order, or is refused with
// a reason.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/apple_health/health_export.h"
#include "fuzz/check_activity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = 1U + data[0];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);  // NOLINT(*-reinterpret-cast)
  const hamstring::TextPieces pieces =
      [&](const std::function<bool(std::string_view)>& take) -> hamstring::Result<void> {
    for (std::size_t at = 0; at < text.size(); at += piece)
      if (!take(text.substr(at, piece))) break;
    return {};
  };
  hamstring::Diagnostics diagnostics;
  const auto read = hamstring::read_health_export(pieces, "fuzz", diagnostics);
  if (!read) {
    if (read.error().message.empty()) std::abort();
    return 0;
  }
  for (const hamstring::HealthWorkout& workout : read->workouts) {
    if (!(workout.end_s > workout.start_s) || workout.distance_m < 0.0) std::abort();
    const auto activity = hamstring::activity_of(workout);
    if (!activity) std::abort();
    hamstring::check_course(hamstring::course_of(*activity));
  }
  return 0;
}

// Dates with a time of day as XML and CSV files write them (ISO 8601, RFC 3339).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hamstring {

struct IsoTime {
  double time_s = 0.0;                   ///< since 1970-01-01T00:00Z; as if UTC where no zone is given
  std::optional<double> utc_offset_s{};  ///< 0 for Z; nothing where the text names no zone
};

/// "2018-04-23T15:54:34.000Z", "2018-04-23 17:54:34+02:00", "2018-04-23T15:54:34". Nothing for anything else:
/// a month of 13, an hour of 25, words before or after.
[[nodiscard]] std::optional<IsoTime> parse_iso_time(std::string_view text);

/// With milliseconds where there are any: "2018-04-23T15:54:34Z", "2018-04-23T15:54:34.250Z".
[[nodiscard]] std::string iso_time_text(double time_s);

}  // namespace hamstring

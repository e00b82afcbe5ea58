// When something happens to a person: an instant, cut into days where they live.
#pragma once

#include <cstdint>
#include <string>

#include "core/day.h"
#include "core/result.h"

namespace hamstring::service {

/// Whether it is a zone of the IANA database ("Europe/Vienna").
[[nodiscard]] bool zone_known(const std::string& zone);
/// The day it is there. Errors: unknown zone.
[[nodiscard]] Result<Day> local_day(std::int64_t utc_s, const std::string& zone);
/// RFC 3339 with the offset in force there at that instant: "2026-03-29T03:00:00+02:00". Errors: unknown
/// zone.
[[nodiscard]] Result<std::string> local_stamp(std::int64_t utc_s, const std::string& zone);
/// "2026-03-29T01:00:00Z"
[[nodiscard]] std::string utc_stamp(std::int64_t utc_s);

}  // namespace hamstring::service

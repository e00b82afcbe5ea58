// Numbers of the FIT profile (Garmin, FIT SDK 21) that the reader knows. Used by formats/fit only.
#pragma once

#include <cstdint>
#include <string_view>

#include "record/activity.h"

namespace hamstring::fit {

/// 1989-12-31T00:00Z, from which FIT counts, in seconds since 1970.
inline constexpr double epoch_s = 631'065'600.0;
/// Below it a time is no date but seconds since the device was switched on.
inline constexpr std::uint32_t first_date = 0x10000000;
/// Half a turn is 2³¹.
inline constexpr double degrees_per_semicircle = 180.0 / 2147483648.0;

enum class Message : std::uint16_t {
  file_id = 0,
  session = 18,
  lap = 19,
  record = 20,
  event = 21,
  activity = 34,
  hr = 132,
  field_description = 206,
};

inline constexpr double type_activity = 4;

/// "settings" for 2; empty where the profile has none that we know.
[[nodiscard]] std::string_view file_type_name(double type);
/// "garmin" for 1; empty where not known.
[[nodiscard]] std::string_view manufacturer_name(double number);
/// Word and kind of a sport of the profile.
struct SportName {
  std::string_view word;
  Sport sport;
};
[[nodiscard]] SportName sport_name(double number);

}  // namespace hamstring::fit

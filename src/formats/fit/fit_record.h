// A record message of a FIT file as a sample; the numbers of developers by what the file says of them. Used
// by fit_reader only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "formats/fit/fit_stream.h"
#include "record/activity.h"

namespace hamstring::fit {

/// What a field_description message says of a developer's field.
struct DeveloperField {
  std::uint8_t base_type = 0x0D;
  std::string name{}, unit{};
  double scale = 1.0, offset = 0.0;
};
/// By developer index and field number.
using DeveloperFields = std::map<std::pair<std::uint8_t, std::uint8_t>, DeveloperField>;

/// Takes over a field_description message; one that lacks its key is passed over.
void describe_field(const FitMessage& message, DeveloperFields& fields);

/// Distance that is counted in 12 bits of 1/16 m and starts anew every 256 m.
struct CountedDistance {
  std::optional<std::uint32_t> last{};
  std::uint64_t total = 0;
};

/// Time is left to the caller, who knows what the file counts from.
[[nodiscard]] ActivitySample sample_of(const FitMessage& message, const DeveloperFields& developers,
                                       CountedDistance& counted);

}  // namespace hamstring::fit

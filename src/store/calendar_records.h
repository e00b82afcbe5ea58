// Addresses that a calendar reads by itself: of each a hash of its secret, never the secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace hamstring::store {

struct CalendarAddressRow {
  std::int64_t id = 0;  ///< no secret; given by the database, each once
  std::string person;
  std::int64_t account = 0;   ///< who made it; it goes with the account
  std::string secret;         ///< SHA-256 of what stands in the address, in hexadecimal digits
  std::string language;       ///< in which the days are told
  std::optional<int> minute;  ///< of the day, local, at which sessions stand; nothing: all day
  std::int64_t made_utc = 0;
  std::optional<std::int64_t> used_utc{};  ///< when a calendar last read it
};

[[nodiscard]] Result<std::int64_t> add_calendar_address(const Database& database,
                                                        const CalendarAddressRow& row);
[[nodiscard]] Result<std::optional<CalendarAddressRow>> find_calendar_address(const Database& database,
                                                                              std::int64_t id);
/// The first one first.
[[nodiscard]] Result<std::vector<CalendarAddressRow>> calendar_addresses_of(const Database& database,
                                                                            const std::string& person);
[[nodiscard]] Result<void> use_calendar_address(const Database& database, std::int64_t id, std::int64_t utc);
/// False where the person has no such address.
[[nodiscard]] Result<bool> remove_calendar_address(const Database& database, const std::string& person,
                                                   std::int64_t id);
/// All that an account made.
[[nodiscard]] Result<void> remove_calendar_addresses_of(const Database& database, std::int64_t account);
/// All there are: those of a backup opened things on the day it was made.
[[nodiscard]] Result<void> remove_all_calendar_addresses(const Database& database);

}  // namespace hamstring::store

#include "store/calendar_records.h"

#include <string_view>

#include "core/try.h"

namespace hamstring::store {
namespace {

constexpr std::string_view columns =
    "SELECT id, person, account, secret, language, minute, made_utc, used_utc FROM calendar_address";

CalendarAddressRow address_row(const Statement& s) {
  CalendarAddressRow row{.id = s.integer(0),
                         .person = s.text(1),
                         .account = s.integer(2),
                         .secret = s.text(3),
                         .language = s.text(4),
                         .minute = {},
                         .made_utc = s.integer(6)};
  if (!s.is_null(5)) row.minute = static_cast<int>(s.integer(5));
  row.used_utc = s.optional_integer(7);
  return row;
}

}  // namespace

Result<std::int64_t> add_calendar_address(const Database& database, const CalendarAddressRow& row) {
  Statement s = database.prepare(
      "INSERT INTO calendar_address (person, account, secret, language, minute, made_utc) VALUES (?, ?, ?, "
      "?, "
      "?, ?) RETURNING id");
  const std::optional<std::int64_t> minute = row.minute;
  s.bind(row.person).bind(row.account).bind(row.secret).bind(row.language).bind(minute).bind(row.made_utc);
  return s.returned_id();
}

Result<std::optional<CalendarAddressRow>> find_calendar_address(const Database& database, std::int64_t id) {
  Statement s = database.prepare(std::string(columns) + " WHERE id = ?");
  s.bind(id);
  if (s.step()) return address_row(s);
  HAMSTRING_TRY_DO(s.error());
  return std::nullopt;
}

Result<std::vector<CalendarAddressRow>> calendar_addresses_of(const Database& database,
                                                              const std::string& person) {
  std::vector<CalendarAddressRow> rows;
  Statement s = database.prepare(std::string(columns) + " WHERE person = ? ORDER BY id");
  s.bind(person);
  while (s.step()) rows.push_back(address_row(s));
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

Result<void> use_calendar_address(const Database& database, std::int64_t id, std::int64_t utc) {
  return database.prepare("UPDATE calendar_address SET used_utc = ? WHERE id = ?").bind(utc).bind(id).run();
}

Result<bool> remove_calendar_address(const Database& database, const std::string& person, std::int64_t id) {
  Statement s = database.prepare("DELETE FROM calendar_address WHERE id = ? AND person = ? RETURNING id");
  s.bind(id).bind(person);
  const bool found = s.step();
  HAMSTRING_TRY_DO(s.run());
  return found;
}

Result<void> remove_calendar_addresses_of(const Database& database, std::int64_t account) {
  return database.prepare("DELETE FROM calendar_address WHERE account = ?").bind(account).run();
}

Result<void> remove_all_calendar_addresses(const Database& database) {
  return database.execute("DELETE FROM calendar_address");
}

}  // namespace hamstring::store

#include "view/moment.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <exception>

namespace hamstring::service {
namespace {

const date::time_zone* find_zone(const std::string& zone) {
  try {
    return date::locate_zone(zone);
  } catch (const std::exception&) {
    return nullptr;
  }
}

std::unexpected<Error> unknown_zone() {
  return failure(Error{.message = "this time zone is not known",
                       .element = "zone",
                       .advice = "Use a name of the IANA database, such as Europe/Vienna."});
}

std::chrono::seconds offset_at(const date::time_zone& zone, std::int64_t utc_s) {
  return zone.get_info(date::sys_seconds(std::chrono::seconds(utc_s))).offset;
}

std::string clock_text(std::int64_t seconds) {
  const auto whole = std::chrono::sys_seconds(std::chrono::seconds(seconds));
  const Day day = std::chrono::floor<std::chrono::days>(whole);
  const auto second = (whole - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}", day_text(day), second / 3600, second / 60 % 60, second % 60);
}

}  // namespace

bool zone_known(const std::string& zone) {
  return find_zone(zone) != nullptr;
}

Result<Day> local_day(std::int64_t utc_s, const std::string& zone) {
  const date::time_zone* found = find_zone(zone);
  if (found == nullptr) return unknown_zone();
  const auto local = std::chrono::seconds(utc_s) + offset_at(*found, utc_s);
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(local));
}

Result<std::string> local_stamp(std::int64_t utc_s, const std::string& zone) {
  const date::time_zone* found = find_zone(zone);
  if (found == nullptr) return unknown_zone();
  const std::int64_t offset = offset_at(*found, utc_s).count();
  const std::int64_t minutes = (offset < 0 ? -offset : offset) / 60;
  return fmt::format("{}{}{:02}:{:02}", clock_text(utc_s + offset), offset < 0 ? '-' : '+', minutes / 60,
                     minutes % 60);
}

std::string utc_stamp(std::int64_t utc_s) {
  return clock_text(utc_s) + "Z";
}

}  // namespace hamstring::service

#include "formats/text/iso_time.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "core/text.h"

namespace hamstring {
namespace {

/// Takes `digits` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take_char(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

double take_fraction(std::string_view& text) {
  double fraction = 0.0, place = 0.1;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), place *= 0.1)
    fraction += place * (text.front() - '0');
  return fraction;
}

/// "Z", "+02:00", "-0330", "+02" or nothing. False: something else.
bool take_zone(std::string_view text, std::optional<double>& offset_s) {
  if (text.empty()) return true;
  if (text == "Z" || text == "z") {
    offset_s = 0.0;
    return true;
  }
  const bool is_west = text.front() == '-';
  if (!take_char(text, "+-")) return false;
  const auto hours = take_digits(text, 2);
  (void)take_char(text, ":");
  const auto minutes = text.empty() ? std::optional(0) : take_digits(text, 2);
  if (!hours || !minutes || !text.empty() || *hours > 15 || *minutes > 59) return false;
  offset_s = (is_west ? -1.0 : 1.0) * (*hours * 3600.0 + *minutes * 60.0);
  return true;
}

}  // namespace

std::optional<IsoTime> parse_iso_time(std::string_view text) {
  using namespace std::chrono;
  text = trim(text);
  const auto y = take_digits(text, 4);
  const bool first = take_char(text, "-");
  const auto m = take_digits(text, 2);
  const bool second = take_char(text, "-");
  const auto d = take_digits(text, 2);
  if (!y || !m || !d || !first || !second || !take_char(text, "Tt ")) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
  const auto hour = take_digits(text, 2);
  const bool third = take_char(text, ":");
  const auto minute = take_digits(text, 2);
  if (!date.ok() || !hour || !third || !minute || *hour > 24 || *minute > 59) return std::nullopt;
  double seconds = 0.0;
  if (take_char(text, ":")) {
    const auto whole = take_digits(text, 2);
    if (!whole || *whole > 60) return std::nullopt;
    seconds = *whole;
    if (take_char(text, ".,")) seconds += take_fraction(text);
  }
  IsoTime time;
  if (!take_zone(trim(text), time.utc_offset_s)) return std::nullopt;
  const auto days = static_cast<double>(sys_days(date).time_since_epoch().count());
  time.time_s = days * 86400.0 + *hour * 3600.0 + *minute * 60.0 + seconds - time.utc_offset_s.value_or(0.0);
  return time;
}

std::string iso_time_text(double time_s) {
  using namespace std::chrono;
  const auto at = sys_time<milliseconds>(milliseconds(std::llround(time_s * 1000.0)));
  const sys_days today = floor<days>(at);
  const year_month_day date(today);
  const auto ms = (at - today).count();
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                 ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text + "Z";
}

}  // namespace hamstring

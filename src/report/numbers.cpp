#include "report/numbers.h"

#include <fmt/format.h>

#include <cmath>

namespace hamstring::report {

namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view not_known = "not known";

// The degree sign stands close to its number; every other unit keeps a space.
std::string with_unit(std::string text, std::string_view unit) {
  if (unit.empty()) return text;
  if (unit != "°") text += no_break_space;
  return text.append(unit);
}

}  // namespace

std::string number(double value, int decimals) {
  if (!std::isfinite(value)) return std::string(not_known);
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  return value < 0.0 && !is_zero ? "\u2212" + digits : digits;
}

std::string quantity(double value, int decimals, std::string_view unit) {
  if (!std::isfinite(value)) return std::string(not_known);
  return with_unit(number(value, decimals), unit);
}

std::string quantity(const exposure::MeanSd& value, int decimals, std::string_view unit) {
  if (!std::isfinite(value.mean) || !std::isfinite(value.sd)) return quantity(value.mean, decimals, unit);
  const std::string spread = fmt::format("{}{}±{}{}", number(value.mean, decimals), no_break_space,
                                         no_break_space, number(value.sd, decimals));
  return with_unit(spread, unit);
}

exposure::MeanSd scaled(const exposure::MeanSd& value, double factor) {
  exposure::MeanSd result = value;
  result.mean *= factor;
  result.sd *= std::abs(factor);
  result.min *= factor;
  result.max *= factor;
  return result;
}

}  // namespace hamstring::report

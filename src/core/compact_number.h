// A number that may be missing, in the room of a number.
#pragma once

#include <cmath>
#include <limits>
#include <optional>

namespace hamstring {

/// As std::optional<double>, in half its room: 8 bytes. NaN is what is missing, so it cannot be held.
class CompactNumber {
 public:
  constexpr CompactNumber() = default;
  constexpr CompactNumber(std::nullopt_t) {}
  constexpr CompactNumber(double value) : value_(value) {}
  constexpr CompactNumber(const std::optional<double>& value) {
    if (value) value_ = *value;
  }

  [[nodiscard]] bool has_value() const { return !std::isnan(value_); }
  explicit operator bool() const { return has_value(); }
  /// NaN where it is missing.
  double operator*() const { return value_; }
  [[nodiscard]] double value_or(double otherwise) const { return has_value() ? value_ : otherwise; }
  [[nodiscard]] std::optional<double> or_else(const std::optional<double>& otherwise) const {
    return has_value() ? std::optional(value_) : otherwise;
  }
  operator std::optional<double>() const { return has_value() ? std::optional(value_) : std::nullopt; }

  /// Two that are missing are equal.
  friend bool operator==(const CompactNumber& a, const CompactNumber& b) {
    return a.has_value() ? a.value_ == b.value_ : !b.has_value();
  }

 private:
  double value_ = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace hamstring

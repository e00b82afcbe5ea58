// FIT files made byte by byte for tests, from the protocol.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "formats/fit/fit_stream.h"

namespace hamstring {

/// Grows a FIT file; `text()` puts a header before and a checksum behind it.
class FitBytesMaker {
 public:
  struct Field {
    std::uint8_t number, size, base_type;
  };

  explicit FitBytesMaker(bool is_big_endian = false) : is_big_endian_(is_big_endian) {}

  FitBytesMaker& define(std::uint8_t local, std::uint16_t message, const std::vector<Field>& fields,
                        const std::vector<Field>& developers = {}) {
    byte(static_cast<std::uint8_t>(0x40U | local | (developers.empty() ? 0U : 0x20U)));
    byte(0);
    byte(is_big_endian_ ? 1 : 0);
    number(message, 2);
    list(fields);
    if (!developers.empty()) list(developers);
    return *this;
  }
  FitBytesMaker& begin(std::uint8_t header) {
    byte(header);
    return *this;
  }
  FitBytesMaker& number(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t shift = 8 * (is_big_endian_ ? size - 1 - i : i);
      byte(static_cast<std::uint8_t>(value >> shift));
    }
    return *this;
  }
  FitBytesMaker& letters(const std::string& text, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) byte(static_cast<std::uint8_t>(i < text.size() ? text[i] : 0));
    return *this;
  }

  /// A definition and a message that say that this is an activity.
  FitBytesMaker& activity() { return define(0, 0, {{0, 1, 0x00}}).begin(0).number(4, 1); }

  [[nodiscard]] std::string text(std::size_t header_size = 14) const {
    std::vector<std::uint8_t> bytes{static_cast<std::uint8_t>(header_size), 0x20, 0, 0};
    for (std::size_t i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(data_.size() >> (8 * i)));
    for (const char c : std::string(".FIT")) bytes.push_back(static_cast<std::uint8_t>(c));
    if (header_size >= 14) push_checksum(bytes);
    bytes.insert(bytes.end(), data_.begin(), data_.end());
    push_checksum(bytes);
    return {bytes.begin(), bytes.end()};
  }

 private:
  static void push_checksum(std::vector<std::uint8_t>& bytes) {
    const std::uint16_t sum = fit_checksum(bytes);
    bytes.push_back(static_cast<std::uint8_t>(sum & 0xFFU));
    bytes.push_back(static_cast<std::uint8_t>(sum >> 8U));
  }
  void byte(std::uint8_t value) { data_.push_back(value); }
  void list(const std::vector<Field>& fields) {
    byte(static_cast<std::uint8_t>(fields.size()));
    for (const Field& field : fields) {
      byte(field.number);
      byte(field.size);
      byte(field.base_type);
    }
  }

  bool is_big_endian_;
  std::vector<std::uint8_t> data_{};
};

/// A time of FIT that is a date: 2021-01-01T00:00Z.
inline constexpr std::uint32_t fit_new_year = 978'393'600;
inline constexpr double unix_new_year_s = 1'609'459'200.0;

}  // namespace hamstring

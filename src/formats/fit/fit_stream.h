// The layer below all FIT files: headers, definitions, messages, checksums (FIT Protocol, Garmin,
// revision 2.x). What the messages mean is in fit_reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring {

using FitBytes = std::span<const std::uint8_t>;

/// One field of a message, still as bytes of the file.
struct FitField {
  std::uint8_t number = 0;
  std::uint8_t base_type = 0;  ///< of the protocol; 0x84 is a 16-bit number without sign
  bool is_big_endian = false;
  std::optional<std::uint8_t> developer{};  ///< index of who defined it; nothing: a field of the profile
  FitBytes bytes{};

  /// How many values; 0 where the size is no multiple of the type's or the type is not known.
  [[nodiscard]] std::size_t count() const;
  /// Nothing for the sentinel of the type that says 'no value', a float that is no number, text.
  [[nodiscard]] std::optional<double> value(std::size_t index) const;
  /// The first value that is one.
  [[nodiscard]] std::optional<double> first_value() const;
  /// Up to the first zero byte.
  [[nodiscard]] std::string_view text() const;
};

struct FitMessage {
  std::uint16_t number = 0;  ///< of the profile; 20 is a record
  /// Seconds since 1989-12-31T00:00Z, written out or compressed into the header.
  std::optional<std::uint32_t> timestamp{};
  std::span<const FitField> fields{};

  /// A field of the profile.
  [[nodiscard]] const FitField* find(std::uint8_t number) const;
  [[nodiscard]] std::optional<double> value(std::uint8_t number) const;
};

/// One of the files that may stand behind each other in one.
struct FitPart {
  std::size_t end = 0;  ///< of it, in the file
  bool is_cut_off = false;
  bool is_length_missing = false;  ///< the header says 0: whatever wrote it ended before its time
  std::optional<bool> header_fits{}, file_fits{};  ///< checksums; nothing: none was written
  std::string fault{};                             ///< why reading ended early; empty: it did not
  std::size_t fault_at = 0;                        ///< byte in the file
  std::size_t messages = 0;
};

/// Whether a header begins here.
[[nodiscard]] bool is_fit_header(FitBytes file, std::size_t at);

/// Hands every message of the part that begins at `at` to `visit`; false from it ends the reading. Errors: no
/// header there.
[[nodiscard]] Result<FitPart> read_fit_part(FitBytes file, std::size_t at,
                                            const std::function<bool(const FitMessage&)>& visit);

/// CRC-16 of the protocol (polynomial 0x8005, reflected).
[[nodiscard]] std::uint16_t fit_checksum(FitBytes bytes);

}  // namespace hamstring

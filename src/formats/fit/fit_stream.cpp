#include "formats/fit/fit_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace hamstring {
namespace {

constexpr std::size_t shortest_header = 12;
constexpr std::uint8_t timestamp_field = 253;

enum class Kind { unsigned_number, signed_number, real, text, bytes };

struct BaseType {
  std::size_t size;
  Kind kind;
  std::uint64_t invalid;  ///< the bits that say 'no value'
};

/// Table of the protocol, by the low five bits of the base type.
constexpr std::array<BaseType, 17> base_types{{{1, Kind::unsigned_number, 0xFF},
                                               {1, Kind::signed_number, 0x7F},
                                               {1, Kind::unsigned_number, 0xFF},
                                               {2, Kind::signed_number, 0x7FFF},
                                               {2, Kind::unsigned_number, 0xFFFF},
                                               {4, Kind::signed_number, 0x7FFFFFFF},
                                               {4, Kind::unsigned_number, 0xFFFFFFFF},
                                               {1, Kind::text, 0},
                                               {4, Kind::real, 0xFFFFFFFF},
                                               {8, Kind::real, 0xFFFFFFFFFFFFFFFF},
                                               {1, Kind::unsigned_number, 0},
                                               {2, Kind::unsigned_number, 0},
                                               {4, Kind::unsigned_number, 0},
                                               {1, Kind::bytes, 0xFF},
                                               {8, Kind::signed_number, 0x7FFFFFFFFFFFFFFF},
                                               {8, Kind::unsigned_number, 0xFFFFFFFFFFFFFFFF},
                                               {8, Kind::unsigned_number, 0}}};

const BaseType* base_type_of(std::uint8_t code) {
  const std::size_t index = code & 0x1FU;
  return index < base_types.size() ? &base_types[index] : nullptr;
}

std::uint64_t bits_of(FitBytes bytes, bool is_big_endian) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bits = (bits << 8U) | bytes[is_big_endian ? i : bytes.size() - 1 - i];
  return bits;
}

double as_number(std::uint64_t bits, const BaseType& type) {
  if (type.kind == Kind::real)
    return type.size == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                          : std::bit_cast<double>(bits);
  if (type.kind != Kind::signed_number) return static_cast<double>(bits);
  const unsigned unused = 64U - 8U * static_cast<unsigned>(type.size);
  return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
}

struct FieldDefinition {
  std::uint8_t number = 0, size = 0, base_type = 0;
  std::optional<std::uint8_t> developer{};
};

struct Definition {
  bool is_known = false, is_big_endian = false;
  std::uint16_t message = 0;
  std::vector<FieldDefinition> fields{};
  std::size_t size = 0;  ///< of a message [bytes]
};

/// Where in the data the reading is, and what was defined so far.
struct Reading {
  FitBytes file;
  std::size_t at = 0, end = 0;
  std::array<Definition, 16> definitions{};
  std::uint32_t last_timestamp = 0;
  std::vector<FitField> fields{};
  FitPart part{};

  [[nodiscard]] bool has(std::size_t bytes) const { return end - at >= bytes; }
  bool stop(std::string fault, std::size_t where) {
    part.fault = std::move(fault);
    part.fault_at = where;
    return false;
  }
};

bool read_definition(Reading& reading, std::uint8_t header) {
  const std::size_t began = reading.at - 1;
  if (!reading.has(5)) return reading.stop("a definition is cut off", began);
  Definition definition{.is_known = true};
  definition.is_big_endian = reading.file[reading.at + 1] == 1;
  definition.message =
      static_cast<std::uint16_t>(bits_of(reading.file.subspan(reading.at + 2, 2), definition.is_big_endian));
  std::size_t count = reading.file[reading.at + 4];
  reading.at += 5;
  if (!reading.has(3 * count)) return reading.stop("a definition is cut off", began);
  for (; count > 0; --count, reading.at += 3) {
    const FitBytes three = reading.file.subspan(reading.at, 3);
    definition.fields.push_back({.number = three[0], .size = three[1], .base_type = three[2]});
  }
  if ((header & 0x20U) != 0) {
    if (!reading.has(1)) return reading.stop("a definition is cut off", began);
    count = reading.file[reading.at++];
    if (!reading.has(3 * count)) return reading.stop("a definition is cut off", began);
    for (; count > 0; --count, reading.at += 3) {
      const FitBytes three = reading.file.subspan(reading.at, 3);
      // The type stands in a message of the file: whoever reads the field looks it up there.
      definition.fields.push_back(
          {.number = three[0], .size = three[1], .base_type = 0x0D, .developer = three[2]});
    }
  }
  for (const FieldDefinition& field : definition.fields) definition.size += field.size;
  reading.definitions[header & 0x0FU] = std::move(definition);
  return true;
}

bool read_message(Reading& reading, std::uint8_t header,
                  const std::function<bool(const FitMessage&)>& visit) {
  const bool is_compressed = (header & 0x80U) != 0;
  const std::size_t local = is_compressed ? (header >> 5U) & 0x03U : header & 0x0FU;
  const Definition& definition = reading.definitions[local];
  if (!definition.is_known)
    return reading.stop(fmt::format("a message of kind {} comes before its definition", local),
                        reading.at - 1);
  if (!reading.has(definition.size)) return reading.stop("a message is cut off", reading.at - 1);
  FitMessage message{.number = definition.message};
  if (is_compressed) {
    const std::uint32_t offset = header & 0x1FU;
    const std::uint32_t last = reading.last_timestamp;
    reading.last_timestamp = (last & ~0x1FU) + offset + (offset < (last & 0x1FU) ? 0x20U : 0U);
    message.timestamp = reading.last_timestamp;
  }
  reading.fields.clear();
  for (const FieldDefinition& defined : definition.fields) {
    const FitField field{.number = defined.number,
                         .base_type = defined.base_type,
                         .is_big_endian = definition.is_big_endian,
                         .developer = defined.developer,
                         .bytes = reading.file.subspan(reading.at, defined.size)};
    reading.at += defined.size;
    if (field.number == timestamp_field && !field.developer)
      if (const auto time = field.first_value(); time && *time >= 0 && *time <= 0xFFFFFFFE) {
        message.timestamp = static_cast<std::uint32_t>(*time);
        reading.last_timestamp = *message.timestamp;
      }
    reading.fields.push_back(field);
  }
  message.fields = reading.fields;
  ++reading.part.messages;
  return visit(message);
}

void check_sums(Reading& reading, std::size_t at, std::size_t header_size, std::size_t data_end) {
  FitPart& part = reading.part;
  if (header_size >= 14)
    if (const auto given = bits_of(reading.file.subspan(at + 12, 2), false); given != 0)
      part.header_fits = given == fit_checksum(reading.file.subspan(at, 12));
  if (part.is_cut_off || part.is_length_missing) return;
  if (const auto given = bits_of(reading.file.subspan(data_end, 2), false); given != 0)
    part.file_fits = given == fit_checksum(reading.file.subspan(at, data_end - at));
}

}  // namespace

std::size_t FitField::count() const {
  const BaseType* type = base_type_of(base_type);
  return type == nullptr || bytes.size() % type->size != 0 ? 0 : bytes.size() / type->size;
}

std::optional<double> FitField::value(std::size_t index) const {
  const BaseType* type = base_type_of(base_type);
  if (index >= count() || type->kind == Kind::text) return std::nullopt;
  const std::uint64_t bits = bits_of(bytes.subspan(index * type->size, type->size), is_big_endian);
  if (bits == type->invalid) return std::nullopt;
  const double number = as_number(bits, *type);
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<double> FitField::first_value() const {
  for (std::size_t i = 0; i < count(); ++i)
    if (const auto number = value(i)) return number;
  return std::nullopt;
}

std::string_view FitField::text() const {
  // A byte may be looked at as a character.
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()),
                             bytes.size());  // NOLINT(*-reinterpret-cast)
  return all.substr(0, all.find('\0'));
}

const FitField* FitMessage::find(std::uint8_t wanted) const {
  const auto found = std::ranges::find_if(
      fields, [&](const FitField& field) { return field.number == wanted && !field.developer; });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<double> FitMessage::value(std::uint8_t wanted) const {
  const FitField* field = find(wanted);
  return field == nullptr ? std::nullopt : field->first_value();
}

std::uint16_t fit_checksum(FitBytes bytes) {
  std::uint32_t sum = 0;
  for (const std::uint8_t byte : bytes) {
    sum ^= byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? 0xA001U : 0U);
  }
  return static_cast<std::uint16_t>(sum);
}

bool is_fit_header(FitBytes file, std::size_t at) {
  static constexpr std::array<std::uint8_t, 4> tag{'.', 'F', 'I', 'T'};
  return at <= file.size() && file.size() - at >= shortest_header && file[at] >= shortest_header &&
         file[at] <= file.size() - at && std::ranges::equal(file.subspan(at + 8, 4), tag);
}

Result<FitPart> read_fit_part(FitBytes file, std::size_t at,
                              const std::function<bool(const FitMessage&)>& visit) {
  if (!is_fit_header(file, at))
    return failure(Error{.message = "this is no FIT file: its header does not say .FIT",
                         .advice = "Export the activity once more from the watch or its app."});
  const std::size_t header_size = file[at], left = file.size() - at - header_size;
  const std::size_t said = bits_of(file.subspan(at + 4, 4), false);
  Reading reading{.file = file, .at = at + header_size};
  FitPart& part = reading.part;
  part.is_length_missing = said == 0 && left > 2;
  part.is_cut_off = !part.is_length_missing && said + 2 > left;
  const std::size_t length = part.is_length_missing ? left : std::min(said, left);
  reading.end = reading.at + length;
  part.end = part.is_length_missing || part.is_cut_off ? file.size() : reading.end + 2;
  check_sums(reading, at, header_size, reading.end);
  while (reading.at < reading.end) {
    // A recording that broke off often ends in zeros or in a checksum; neither is a message.
    const std::uint8_t header = file[reading.at++];
    const bool is_definition = (header & 0xC0U) == 0x40U;
    if (!(is_definition ? read_definition(reading, header) : read_message(reading, header, visit))) break;
  }
  return part;
}

}  // namespace hamstring

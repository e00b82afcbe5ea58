// Numbers of the three kinds of computers that wrote C3D files. Used by the C3D reader only.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace hamstring::c3d {

static_assert(std::endian::native == std::endian::little, "C3D is decoded on little-endian computers");

enum class Processor { intel, dec, sgi };

/// A word of 16 bits.
template <Processor processor>
[[nodiscard]] inline std::uint16_t word_at(const unsigned char* at) {
  std::uint16_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  return processor == Processor::sgi ? static_cast<std::uint16_t>((word << 8) | (word >> 8)) : word;
}

/// A real number of 32 bits. DEC's has its two words the other way round and an exponent that is larger by
/// two (bias 128, mantissa from one half on): a quarter of what the same bits mean to IEEE 754.
template <Processor processor>
[[nodiscard]] inline float real_at(const unsigned char* at) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, at, sizeof(bits));
  if constexpr (processor == Processor::sgi) bits = __builtin_bswap32(bits);
  if constexpr (processor == Processor::dec) {
    bits = (bits << 16) | (bits >> 16);
    const std::uint32_t exponent = (bits >> 23) & 0xFFU;
    bits = exponent > 2U ? bits - (2U << 23) : 0U;  // what is smaller is below 1e-37
  }
  return std::bit_cast<float>(bits);
}

/// Calls `work.template operator()<processor>()` for the processor that a file names.
template <class Work>
decltype(auto) with_processor(Processor processor, Work&& work) {
  switch (processor) {
    case Processor::dec:
      return work.template operator()<Processor::dec>();
    case Processor::sgi:
      return work.template operator()<Processor::sgi>();
    case Processor::intel:
      break;
  }
  return work.template operator()<Processor::intel>();
}

}  // namespace hamstring::c3d

#include "store/delta.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace hamstring::store {
namespace {

// Pieces shorter than this cost more to name than to repeat.
constexpr std::size_t block = 16;
constexpr std::size_t length_max = std::size_t{64} << 20;

std::uint64_t key_of(const char* at) {
  std::uint64_t a = 0, b = 0;
  std::memcpy(&a, at, sizeof a);
  std::memcpy(&b, at + sizeof a, sizeof b);
  return a * 0x9e3779b97f4a7c15U ^ b;  // a multiplier as for hashing by multiplication: equal blocks meet
}

void put_number(std::string& into, std::uint64_t value) {
  while (value >= 0x80) {
    into += static_cast<char>(0x80U | (value & 0x7fU));
    value >>= 7;
  }
  into += static_cast<char>(value);
}

std::optional<std::uint64_t> take_number(std::string_view& from) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    if (from.empty()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(from.front());
    from.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

/// Pieces are told by their length times two, plus one where they come from the base.
void put_own(std::string& into, std::string_view piece) {
  if (piece.empty()) return;
  put_number(into, piece.size() << 1);
  into += piece;
}

void put_copied(std::string& into, std::size_t from, std::size_t size) {
  put_number(into, size << 1 | 1);
  put_number(into, from);
}

}  // namespace

std::string delta(std::string_view base, std::string_view text) {
  std::unordered_map<std::uint64_t, std::size_t> blocks;
  for (std::size_t at = 0; at + block <= base.size(); at += block)
    blocks.emplace(key_of(base.data() + at), at);
  std::string made;
  std::size_t told = 0, at = 0;
  while (at + block <= text.size()) {
    const auto found = blocks.find(key_of(text.data() + at));
    if (found == blocks.end() || base.substr(found->second, block) != text.substr(at, block)) {
      ++at;
      continue;
    }
    std::size_t from = found->second, begin = at, end = at + block, base_end = from + block;
    while (begin > told && from > 0 && base[from - 1] == text[begin - 1]) --begin, --from;
    while (end < text.size() && base_end < base.size() && base[base_end] == text[end]) ++end, ++base_end;
    put_own(made, text.substr(told, begin - told));
    put_copied(made, from, end - begin);
    told = at = end;
  }
  put_own(made, text.substr(told));
  return made;
}

Result<std::string> apply_delta(std::string_view base, std::string_view delta) {
  const Error damaged{.message = "a text that was kept as a difference is damaged"};
  std::string text;
  while (!delta.empty()) {
    const auto told = take_number(delta);
    if (!told || (*told >> 1) > length_max - text.size()) return failure(damaged);
    const std::size_t size = *told >> 1;
    if ((*told & 1U) == 0) {
      if (size > delta.size()) return failure(damaged);
      text += delta.substr(0, size);
      delta.remove_prefix(size);
      continue;
    }
    const auto from = take_number(delta);
    if (!from || *from > base.size() || size > base.size() - *from) return failure(damaged);
    text += base.substr(*from, size);
  }
  return text;
}

}  // namespace hamstring::store

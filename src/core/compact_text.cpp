#include "core/compact_text.h"

#include <cstring>

namespace hamstring {

CompactText::CompactText(std::string_view text) {
  if (text.empty()) return;
  // Nothing that is read is as long as that: files are refused long before.
  const auto size = static_cast<std::uint32_t>(text.size());
  stored_ = std::make_unique_for_overwrite<char[]>(sizeof size + size);
  std::memcpy(stored_.get(), &size, sizeof size);
  std::memcpy(stored_.get() + sizeof size, text.data(), size);
}

std::string_view CompactText::view() const {
  if (stored_ == nullptr) return {};
  std::uint32_t size = 0;
  std::memcpy(&size, stored_.get(), sizeof size);
  return {stored_.get() + sizeof size, size};
}

}  // namespace hamstring

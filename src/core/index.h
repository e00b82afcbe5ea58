// Typed indices: a body can never be used where a muscle is meant.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace hamstring {

/// A position in one of the model's arrays. `Tag` only keeps the kinds apart. Default: no position.
template <class Tag>
class Index {
 public:
  constexpr Index() = default;
  constexpr explicit Index(std::size_t value) : value_(static_cast<std::int32_t>(value)) {}

  [[nodiscard]] constexpr bool is_valid() const { return value_ >= 0; }
  /// The position for subscripting. Only meaningful where is_valid().
  [[nodiscard]] constexpr std::size_t value() const { return static_cast<std::size_t>(value_); }
  constexpr auto operator<=>(const Index&) const = default;

 private:
  std::int32_t value_ = -1;
};

using BodyIndex = Index<struct BodyTag>;
using JointIndex = Index<struct JointTag>;
using CoordinateIndex = Index<struct CoordinateTag>;
using MuscleIndex = Index<struct MuscleTag>;

}  // namespace hamstring

#include "core/compact_number.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

namespace hamstring {
namespace {

TEST(CompactNumber, says_what_an_optional_number_says) {
  for (const std::optional<double> said :
       {std::optional<double>(), std::optional(0.0), std::optional(-0.0), std::optional(7.5),
        std::optional(-std::numeric_limits<double>::infinity()),
        std::optional(std::numeric_limits<double>::denorm_min())}) {
    const CompactNumber compact = said;
    EXPECT_EQ(compact.has_value(), said.has_value());
    EXPECT_EQ(static_cast<bool>(compact), said.has_value());
    EXPECT_EQ(std::optional<double>(compact), said);
    EXPECT_EQ(compact.value_or(3), said.value_or(3));
    EXPECT_EQ(compact.or_else(3.0), said ? said : std::optional(3.0));
    EXPECT_EQ(compact, CompactNumber(said));
    EXPECT_EQ(compact == CompactNumber(), !said.has_value());
    if (said) {
      EXPECT_EQ(*compact, *said);
    }
  }
  EXPECT_EQ(CompactNumber(std::nullopt), CompactNumber());
}

TEST(CompactNumber, takes_the_room_of_a_number) {
  EXPECT_EQ(sizeof(CompactNumber), sizeof(double));
}

}  // namespace
}  // namespace hamstring

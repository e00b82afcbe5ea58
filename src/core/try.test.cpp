#include "core/try.h"

#include <gtest/gtest.h>

#include <memory>

#include "core/result.h"

namespace hamstring {
namespace {

Result<std::unique_ptr<int>> number(int value) {
  if (value < 0) return failure(Error{.message = "negative", .element = "value"});
  return std::make_unique<int>(value);
}
Result<void> even(int value) {
  if (value % 2 != 0) return failure("odd");
  return {};
}

Result<int> sum_of(int a, int b) {
  HAMSTRING_TRY(first, number(a));
  HAMSTRING_TRY(second, number(b));
  HAMSTRING_TRY_DO(even(*first + *second));
  return *first + *second;
}

TEST(Try, gives_the_value_its_name_even_where_it_can_only_be_moved) {
  EXPECT_EQ(sum_of(1, 3), 4);
}

TEST(Try, returns_the_first_error_as_it_is) {
  const Result<int> negative = sum_of(1, -3);
  ASSERT_FALSE(negative);
  EXPECT_EQ(negative.error().message, "negative");
  EXPECT_EQ(negative.error().element, "value");
  const Result<int> odd = sum_of(1, 2);
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().message, "odd");
}

}  // namespace
}  // namespace hamstring

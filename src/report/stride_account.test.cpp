#include "report/stride_account.h"

#include <gtest/gtest.h>

namespace hamstring::report {
namespace {

TEST(StrideAccount, counts_what_was_left_out_by_reason) {
  SideResult side;
  side.side = Side::right;
  side.strides.complete = {{0.0, 0.4, 1.0}, {1.0, 1.4, 2.0}};
  EXPECT_EQ(stride_account(side), "Right leg: 2 strides complete.");
  side.strides.dropped = {.starts_before_recording = 1, .missing_data = 2};
  EXPECT_EQ(stride_account(side),
            "Right leg: 2 strides complete; left out: 1 cut off at the start, 2 with missing samples.");
}

}  // namespace
}  // namespace hamstring::report

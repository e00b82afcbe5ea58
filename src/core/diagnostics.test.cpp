#include "core/diagnostics.h"

#include <gtest/gtest.h>

namespace hamstring {
namespace {

TEST(Error, text_names_file_line_element_message_and_advice) {
  const Error error{.message = "expected a number, found 'abc'",
                    .file = "run.mot",
                    .line = 12,
                    .element = "knee_angle_r",
                    .advice = "Export the file again."};
  EXPECT_EQ(error.text(), "run.mot:12: knee_angle_r: expected a number, found 'abc'. Export the file again.");
}

TEST(Error, text_leaves_out_what_is_unknown) {
  EXPECT_EQ(Error{.message = "nothing to read"}.text(), "nothing to read");
}

TEST(Diagnostics, entries_carry_the_file_that_was_set) {
  Diagnostics diagnostics;
  diagnostics.set_file("model.osim");
  diagnostics.warn("ignored", "Model/ProbeSet", 7);
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_EQ(diagnostics.entries()[0].text(), "warning: model.osim:7: Model/ProbeSet: ignored");
}

TEST(Diagnostics, append_keeps_the_file_of_the_other_and_counts_by_severity) {
  Diagnostics inner;
  inner.set_file("inner.trc");
  inner.error("broken");
  Diagnostics outer;
  outer.set_file("outer");
  outer.note("started");
  outer.append(inner);
  EXPECT_EQ(outer.entries()[1].file, "inner.trc");
  EXPECT_EQ(outer.count(Severity::error), 1U);
  EXPECT_EQ(outer.count(Severity::warning), 0U);
  EXPECT_TRUE(outer.has_errors());
}

}  // namespace
}  // namespace hamstring

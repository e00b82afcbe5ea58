#include "analysis/muscle_states.h"

#include <gtest/gtest.h>

#include <cmath>

#include "formats/storage/storage_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

class MuscleStatesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    model_.muscles = {{.name = "bflh_r", .defaults = {.activation = 0.07}}, {.name = "semimem_r"}};
  }

  Result<MuscleStates> states(const TimeSeries& table, const std::vector<double>& time_s) {
    EXPECT_TRUE(write_storage(folder_ / "states.sto", table, {.title = "s", .description = {}}));
    return muscle_states(folder_ / "states.sto", model_, {MuscleIndex(0), MuscleIndex(1)}, time_s,
                         diagnostics_);
  }

  model::Model model_;
  test::TempFolder folder_;
  Diagnostics diagnostics_;
};

TEST_F(MuscleStatesTest, without_a_file_every_muscle_is_as_active_as_the_model_says) {
  const auto made = muscle_states({}, model_, {MuscleIndex(0), MuscleIndex(1)}, {0.0, 1.0}, diagnostics_);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->activation(1, 0), 0.07);
  EXPECT_EQ(made->activation(1, 1), 0.05);
  EXPECT_TRUE(std::isnan(made->fiber_state(0, 0)));
  EXPECT_EQ(made->from_file, 0U);
}

TEST_F(MuscleStatesTest, columns_of_both_generations_are_read_and_interpolated) {
  TimeSeries table({0.0, 1.0, 2.0},
                   {"/forceset/bflh_r/activation", "semimem_r.fiber_length", "other/activation"});
  for (std::size_t row = 0; row < 3; ++row) {
    table(row, 0) = 0.2 * static_cast<double>(row);
    table(row, 1) = 0.08;
    table(row, 2) = 0.9;
  }
  const auto made = states(table, {0.5, 1.0, 2.5});
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_NEAR(made->activation(0, 0), 0.1, 1e-9);
  EXPECT_NEAR(made->activation(1, 0), 0.2, 1e-9);
  EXPECT_TRUE(std::isnan(made->activation(2, 0))) << "nobody recorded it";
  EXPECT_EQ(made->activation(2, 1), 0.05);
  EXPECT_NEAR(made->fiber_state(1, 1), 0.08, 1e-9);
  EXPECT_EQ(made->from_file, 1U);
}

TEST_F(MuscleStatesTest, activation_in_percent_is_refused_by_muscle_and_time) {
  TimeSeries table({0.0, 1.0}, {"/forceset/bflh_r/activation"});
  table(0, 0) = 0.9;
  table(1, 0) = 57.0;
  const auto made = states(table, {0.0, 1.0});
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("'bflh_r' is 57 at 1 s"), std::string::npos) << made.error().text();
  EXPECT_NE(made.error().advice.find("percent"), std::string::npos);
  EXPECT_FALSE(muscle_states(folder_ / "none.sto", model_, {MuscleIndex(0)}, {0.0}, diagnostics_));
}

}  // namespace
}  // namespace hamstring::analysis

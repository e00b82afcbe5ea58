#include "muscle/fiber_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace hamstring::muscle {
namespace {

model::Muscle thelen(std::string name) {
  return {.name = std::move(name),
          .class_name = "Thelen2003Muscle",
          .parameters = {.max_isometric_force_n = 1000.0,
                         .optimal_fiber_length_m = 0.1,
                         .tendon_slack_length_m = 0.3,
                         .max_contraction_velocity_per_s = 10.0},
          .law = model::Thelen2003Parameters{}};
}

class FiberHistoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    model_.muscles = {
        thelen("bflh_r"), {.name = "odd_r", .class_name = "Schutte1993Muscle"}, thelen("semimem_r")};
    for (const char* name : {"bflh_r", "odd_r", "semimem_r"}) labels_.emplace_back(name);
    for (TimeSeries* table : {&length_, &speed_, &activation_})
      *table = TimeSeries({0.0, 0.1, 0.2, 0.3}, labels_);
    for (std::size_t c = 0; c < 3; ++c) {
      for (std::size_t f = 0; f < 4; ++f) {
        length_(f, c) = 0.40 + 0.01 * static_cast<double>(f);
        speed_(f, c) = 0.1;
        activation_(f, c) = 0.5;
      }
    }
    length_(1, 2) = 0.25;              // shorter than its tendon
    activation_(2, 2) = std::nan("");  // not recorded
  }

  FiberHistory compute(Compatibility mode) {
    return compute_fiber_history(
        model_, {MuscleIndex(0), MuscleIndex(1), MuscleIndex(2)},
        {.length_m = &length_, .lengthening_speed_m_per_s = &speed_, .activation = &activation_}, mode);
  }

  model::Model model_;
  std::vector<std::string> labels_;
  TimeSeries length_, speed_, activation_;
};

TEST_F(FiberHistoryTest, one_table_a_quantity_holds_the_states_of_every_frame) {
  const FiberHistory history = compute(Compatibility::physics);
  const auto m = make_mechanics(model_.muscles[0]);
  for (std::size_t f = 0; f < 4; ++f) {
    const FiberState s = solve_equilibrium(
        *m, {.length_m = length_(f, 0), .lengthening_speed_m_per_s = 0.1, .activation = 0.5});
    EXPECT_EQ(history.of(FiberQuantity::tendon_force)(f, 0), s.tendon_force_n);
    EXPECT_EQ(history.of(FiberQuantity::tendon_strain)(f, 0), s.tendon_strain);
    EXPECT_EQ(value_of(s, FiberQuantity::normalized_fiber_length), s.fiber_length);
  }
  EXPECT_EQ(quantity_name(FiberQuantity::muscle_actuator_power), "MuscleActuatorPower");
}

TEST_F(FiberHistoryTest, what_has_no_state_is_empty_counted_and_named) {
  const FiberHistory history = compute(Compatibility::physics);
  EXPECT_TRUE(std::isnan(history.of(FiberQuantity::tendon_force)(1, 2)));
  EXPECT_TRUE(std::isnan(history.of(FiberQuantity::fiber_length)(2, 2)));
  EXPECT_FALSE(std::isnan(history.of(FiberQuantity::tendon_force)(3, 2)));
  ASSERT_EQ(history.outcomes.size(), 2U);
  EXPECT_EQ(history.outcomes[0].status, FiberStatus::too_short);
  EXPECT_EQ(history.outcomes[0].frames, 1U);
  EXPECT_EQ(history.outcomes[0].first_s, 0.1);
  EXPECT_EQ(history.outcomes[1].status, FiberStatus::no_input);
  Diagnostics diagnostics;
  name_outcomes(history, diagnostics);
  const auto named = [&](const std::string& element, const std::string& words) {
    return std::ranges::any_of(diagnostics.entries(), [&](const Diagnostic& d) {
      return d.severity == Severity::warning && d.element == element &&
             d.message.find(words) != std::string::npos;
    });
  };
  EXPECT_TRUE(named("semimem_r", "shorter than its tendon"));
  EXPECT_TRUE(named("semimem_r", "not known"));
  EXPECT_TRUE(named("odd_r", "Schutte1993Muscle"));
}

TEST_F(FiberHistoryTest, a_class_that_is_not_computed_leaves_its_columns_empty_and_the_others_whole) {
  const FiberHistory history = compute(Compatibility::opensim);
  for (const TimeSeries& table : history.tables) {
    EXPECT_TRUE(std::isnan(table(0, 1)));
    EXPECT_FALSE(std::isnan(table(0, 0)));
  }
  EXPECT_EQ(history.refused.size(), 1U);
}

}  // namespace
}  // namespace hamstring::muscle

#include "exposure/movement_load.h"

#include <gtest/gtest.h>

#include <array>

#include "core/units.h"

namespace hamstring::exposure {
namespace {

const load::LoadSource source{.recording_sha256 = std::string(64, 'a'),
                              .model_sha256 = std::string(64, 'b'),
                              .engine = "1",
                              .mode = "physics"};

Exposure with_peak(double peak) {
  Exposure exposure;
  exposure.peak_stretch.value = peak;
  return exposure;
}

SideExposure run() {
  SideExposure side{.side = Side::right};
  side.strides.complete = {{0.0, 0.2, 0.7}, {0.7, 0.9, 1.4}, {1.4, 1.6, 2.1}};
  // Arms of 3 and 4 cm on 0.5 m: 0.1 of stretch a radian.
  side.muscles.push_back({.muscle = Hamstring::semimembranosus,
                          .upright_length_m = 0.5,
                          .strides = {with_peak(0.05), with_peak(0.04), with_peak(not_known)},
                          .hip_moment_arm_m = 0.03,
                          .knee_moment_arm_m = 0.04});
  side.muscles.push_back({.muscle = Hamstring::biceps_femoris_long_head,
                          .upright_length_m = 0.5,
                          .strides = {with_peak(0.05), with_peak(0.04), with_peak(0.03)}});
  side.missing.push_back({.muscle = Hamstring::semitendinosus, .reason = "gone"});
  return side;
}

load::Amount amount_of(const load::Load& load, Hamstring muscle, load::Quantity quantity) {
  for (const load::Amount& amount : load.amounts) {
    if (amount.muscle == muscle && amount.quantity == quantity) return amount;
  }
  ADD_FAILURE() << "not there";
  return {};
}

TEST(MovementLoad, holds_every_known_peak_and_the_error_of_the_angles_beyond_it) {
  const SideExposure side = run();
  const load::Load load = load_of_movement(std::array{&side}, source);
  ASSERT_TRUE(load::check_load(load));
  EXPECT_EQ(load.amounts.size(), 6U);
  const load::Amount peak = amount_of(load, Hamstring::semimembranosus, load::Quantity::peak_stretch);
  const double error = 5.0 * rad_per_deg * 0.1;
  EXPECT_NEAR(peak.interval.low, 0.04 - error, 1e-15);
  EXPECT_NEAR(peak.interval.high, 0.05 + error, 1e-15);
  EXPECT_EQ(peak.origin, load::Origin::modelled);
  const load::Amount strides = amount_of(load, Hamstring::semimembranosus, load::Quantity::strides);
  EXPECT_EQ(strides.interval.low, 3.0);
  EXPECT_EQ(strides.origin, load::Origin::measured);
}

TEST(MovementLoad, of_a_muscle_without_arms_or_without_length_is_not_known_rather_than_narrow) {
  const SideExposure side = run();
  const load::Load load = load_of_movement(std::array{&side}, source);
  for (const Hamstring muscle : {Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus}) {
    EXPECT_FALSE(amount_of(load, muscle, load::Quantity::peak_stretch).interval.is_known());
    EXPECT_TRUE(amount_of(load, muscle, load::Quantity::strides).interval.is_known());
  }
}

}  // namespace
}  // namespace hamstring::exposure

#include "load/recorded_run.h"

#include <gtest/gtest.h>

#include <functional>

namespace hamstring::load {
namespace {

using Numbers = std::vector<std::int64_t>;

// The worked example of Google's description of the format: -179.9832104 degrees, as 1e-5.
TEST(PackedNumbers, are_those_of_the_published_example) {
  EXPECT_EQ(pack_numbers(Numbers{-17998321}), "`~oia@");
  // Latitudes 38.5, 40.7, 43.252 of the second example.
  EXPECT_EQ(pack_numbers(Numbers{3850000, 4070000, 4325200}), "_p~iF_ulL_mqN");
}

TEST(PackedNumbers, come_back_as_they_were) {
  const Numbers numbers{0, -1, 1, no_number, std::numeric_limits<std::int32_t>::max(), 4816023, no_number};
  const auto back = unpack_numbers(pack_numbers(numbers), numbers.size());
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(*back, numbers);
}

TEST(PackedNumbers, refuse_what_is_cut_too_long_or_of_other_letters) {
  EXPECT_FALSE(unpack_numbers("_p~i", 1));
  EXPECT_FALSE(unpack_numbers("????", 3));
  EXPECT_FALSE(unpack_numbers("~~~~~~~~?", 1));
  EXPECT_FALSE(unpack_numbers("_p ~iF", 1));
  EXPECT_FALSE(unpack_numbers("\xff\x80?", 1));
  EXPECT_FALSE(unpack_numbers("~~~~~~^", 1)) << "beyond 32 bits";
}

RecordedRun good() {
  RecordedRun run{.sport = RunSport::running, .started_s = 1'700'000'000, .distance_m = 5000.0};
  run.track = {.steps = 2, .step_s = 10.0, .speed_cm_per_s = pack_numbers(Numbers{290, 310})};
  return run;
}

TEST(RecordedRun, is_checked) {
  EXPECT_TRUE(check_recorded_run(good()));
  const std::vector<std::function<void(RecordedRun&)>> spoilt{
      [](RecordedRun& r) { r.started_s = -1; },
      [](RecordedRun& r) { r.distance_m = 2e6; },
      [](RecordedRun& r) { r.unknown_s = -3.0; },
      [](RecordedRun& r) { r.best_m_per_s = 83.0; },
      [](RecordedRun& r) { r.kinds[1].strides = {.low = 3.0, .high = 2.0}; },
      [](RecordedRun& r) { r.muscles[2].p95 = {.low = 0.1}; },
      [](RecordedRun& r) { r.track.steps = 301; },
      [](RecordedRun& r) { r.track.step_s = 0.0; },
      [](RecordedRun& r) { r.track.latitude_e5 = pack_numbers(Numbers{1, 2}); },
      [](RecordedRun& r) { r.track.speed_cm_per_s = pack_numbers(Numbers{290}); },
  };
  for (std::size_t i = 0; i < spoilt.size(); ++i) {
    RecordedRun run = good();
    spoilt[i](run);
    EXPECT_FALSE(check_recorded_run(run)) << i;
  }
}

}  // namespace
}  // namespace hamstring::load

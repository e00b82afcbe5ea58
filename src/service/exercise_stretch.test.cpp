#include "service/exercise_stretch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/rehab/told.h"

namespace hamstring::service {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

class ExerciseStretchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(stage_) << stage_.error().text();
    all_ = exercise_stretches(rehab::shared_knowledge(), *stage_);
  }
  [[nodiscard]] const ExerciseStretch& of(const std::string& exercise) const {
    const auto found = std::ranges::find(all_, exercise, &ExerciseStretch::exercise);
    EXPECT_NE(found, all_.end()) << exercise;
    return *found;
  }
  [[nodiscard]] std::array<double, 3> at(double hip_deg, double knee_deg) const {
    const auto now =
        analysis::leg_pose(*stage_, {.thigh_rad = hip_deg * degree, .knee_rad = knee_deg * degree});
    EXPECT_TRUE(now);
    std::array<double, 3> stretch{};
    for (std::size_t m = 0; m < 3; ++m) stretch[m] = now->length_m[m] / now->upright_m[m] - 1.0;
    return stretch;
  }
  std::vector<ExerciseStretch> all_;

 private:
  Diagnostics diagnostics_;
  Result<analysis::LegStage> stage_ =
      analysis::load_leg_stage(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics_);
};

TEST_F(ExerciseStretchTest, is_known_of_every_exercise_with_its_band_around_it) {
  EXPECT_EQ(all_.size(), rehab::shared_knowledge().exercises.size());
  EXPECT_GE(all_.size(), 28U);
  for (const ExerciseStretch& one : all_) {
    for (std::size_t m = 0; m < 3; ++m) {
      for (const StretchBand& band : {one.longest[m], one.shortest[m]}) {
        EXPECT_LT(band.low, band.middle) << one.exercise;
        EXPECT_LT(band.middle, band.high) << one.exercise;
      }
      EXPECT_LE(one.shortest[m].middle, one.longest[m].middle) << one.exercise;
      EXPECT_LT(one.longest[m].high, 0.35) << one.exercise << ": no drawing may ask for what no leg does";
    }
  }
}

/// By hand from the files: the Nordic is drawn with the hip straight and the knee from 90 to 48 degrees, the
/// curl in the seat with the hip at 84 and the knee from 18 to 100.
TEST_F(ExerciseStretchTest, is_that_of_the_angles_it_is_drawn_with) {
  const ExerciseStretch& nordic = of("nordic");
  EXPECT_NEAR(nordic.hip_rad[1] / degree, 0.0, 1.0);
  EXPECT_NEAR(nordic.knee_rad[0] / degree, 90.0, 1.0);
  EXPECT_NEAR(nordic.knee_rad[1] / degree, 48.0, 1.0);
  const auto low = at(nordic.hip_rad[1] / degree, nordic.knee_rad[1] / degree);
  for (std::size_t m = 0; m < 3; ++m) EXPECT_NEAR(nordic.longest[m].middle, low[m], 1e-9);
  const ExerciseStretch& seated = of("seated_curl");
  const auto straight = at(seated.hip_rad[0] / degree, seated.knee_rad[0] / degree);
  for (std::size_t m = 0; m < 3; ++m) EXPECT_NEAR(seated.longest[m].middle, straight[m], 1e-9);
}

/// What differs between seat and bench is the hip alone; a hinge asks for more length than a Nordic, beyond
/// both bands.
TEST_F(ExerciseStretchTest, puts_long_before_short) {
  for (std::size_t m = 0; m < 3; ++m) {
    EXPECT_GT(of("seated_curl").longest[m].low, of("prone_curl").longest[m].high);
    EXPECT_GT(of("rdl_single").longest[m].low, of("nordic").longest[m].high);
    EXPECT_GT(of("glider").longest[m].middle, of("bridge_single").longest[m].middle);
    EXPECT_LT(of("bridge_single").longest[m].middle, of("bridge_long_lever").longest[m].middle);
  }
}

/// Nothing that is called short stands beside a bar as long as one that is called long, on the page that
/// shows both.
TEST_F(ExerciseStretchTest, agrees_with_what_the_exercise_says_of_its_length) {
  std::array<double, 3> longest_short{}, shortest_long{};
  longest_short.fill(-1.0);
  shortest_long.fill(1.0);
  int compared = 0;
  for (const auto& [id, exercise] : rehab::shared_knowledge().exercises) {
    for (std::size_t m = 0; m < 3; ++m) {
      const double middle = of(id).longest[m].middle;
      if (exercise.length == "short") longest_short[m] = std::max(longest_short[m], middle);
      if (exercise.length == "long") shortest_long[m] = std::min(shortest_long[m], middle);
    }
    if (exercise.length == "short" || exercise.length == "long") ++compared;
  }
  EXPECT_GE(compared, 16);
  for (std::size_t m = 0; m < 3; ++m) EXPECT_GT(shortest_long[m], longest_short[m] + 0.05);
}

TEST_F(ExerciseStretchTest, is_told_in_percent_and_degrees_with_names) {
  const Words words(rehab::shared_knowledge(), rehab::shared_knowledge().catalogs.at("en"));
  const Json list = exercise_stretches_json(words, all_);
  ASSERT_EQ(list.size(), all_.size());
  for (const Json& one : list) {
    ASSERT_EQ(one["muscles"].size(), 3U);
    EXPECT_EQ(one["name"].get<std::string>().find('<'), std::string::npos);
    for (const Json& muscle : one["muscles"])
      EXPECT_LT(muscle["longest_percent"]["low"].get<double>(),
                muscle["longest_percent"]["high"].get<double>());
  }
}

}  // namespace
}  // namespace hamstring::service

#include "render/palette.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

namespace hamstring::render {
namespace {

// WCAG 2.2: relative luminance of an sRGB color.
double luminance(std::string_view hex) {
  const auto channel = [&](std::size_t at) {
    const double value = std::stoi(std::string(hex.substr(at, 2)), nullptr, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast(std::string_view one, std::string_view other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

double needed(ColorUse use) {
  if (use == ColorUse::text) return 4.5;
  return use == ColorUse::graphics ? 3.0 : 0.0;
}

TEST(Palette, measures_contrast_as_published) {
  EXPECT_NEAR(contrast("#000000", "#FFFFFF"), 21.0, 1e-9);
  // The grey that is commonly quoted as just enough for text on white.
  EXPECT_NEAR(contrast("#767676", "#FFFFFF"), 4.54, 0.01);
}

TEST(Palette, is_readable_on_every_background_in_light_and_dark) {
  for (const Color& background : palette) {
    if (background.use != ColorUse::background) continue;
    for (const Color& color : palette) {
      EXPECT_GE(contrast(color.light, background.light), needed(color.use))
          << color.name << " on light " << background.name;
      EXPECT_GE(contrast(color.dark, background.dark), needed(color.use))
          << color.name << " on dark " << background.name;
    }
  }
}

TEST(Palette, has_every_name_once_and_six_digits_everywhere) {
  std::set<std::string_view> names;
  for (const Color& color : palette) {
    EXPECT_TRUE(names.insert(color.name).second) << color.name;
    EXPECT_EQ(color.light.size(), 7u);
    EXPECT_EQ(color.dark.size(), 7u);
  }
}

TEST(Palette, tells_muscles_apart_without_color) {
  std::set<std::pair<std::string_view, double>> styles;
  for (const Hamstring muscle : all_hamstrings) {
    const MuscleStyle style = muscle_style(muscle);
    EXPECT_TRUE(styles.insert({style.dash_array, style.width}).second) << hamstring_code(muscle);
  }
}

}  // namespace
}  // namespace hamstring::render

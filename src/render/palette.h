// Every color of a page, in one place, for light and for dark. The values are those of the design rules; a
// test measures their contrast. Muscles keep their colors everywhere, never alone but with a name and a line
// style.
#pragma once

#include <array>
#include <string_view>

#include "core/anatomy.h"

namespace hamstring::render {

/// What a color is for decides how much contrast it needs (WCAG 2.2: 1.4.3 and 1.4.11).
enum class ColorUse {
  background,  ///< others are measured against it
  text,        ///< at least 4.5 : 1 on every background
  graphics,    ///< at least 3 : 1 on every background
  decoration,  ///< carries no meaning: hairlines, tints
};

struct Color {
  std::string_view name;   ///< of the CSS variable, without its dashes
  std::string_view light;  ///< "#RRGGBB"
  std::string_view dark;
  ColorUse use;
};

inline constexpr std::array palette{
    Color{"page", "#FFFFFF", "#101418", ColorUse::background},
    Color{"surface", "#F6F8FA", "#171C22", ColorUse::background},
    Color{"raised", "#FFFFFF", "#1E252C", ColorUse::background},
    Color{"ink", "#14191F", "#E8EDF2", ColorUse::text},
    Color{"ink-quiet", "#4F5A65", "#A7B0B8", ColorUse::text},
    Color{"accent", "#1F5FA8", "#8AB8F0", ColorUse::text},
    Color{"caution", "#8A5200", "#F2B264", ColorUse::text},
    Color{"bflh", "#C2255C", "#F783AC", ColorUse::graphics},
    Color{"st", "#0C8599", "#66D9E8", ColorUse::graphics},
    Color{"sm", "#5F3DC4", "#B197FC", ColorUse::graphics},
    Color{"bfsh", "#868E96", "#ADB5BD", ColorUse::graphics},
    Color{"axis", "#77828D", "#7F8A95", ColorUse::graphics},
    Color{"bone-line", "#8A8069", "#A39A87", ColorUse::graphics},
    Color{"bone", "#F7F2E8", "#26251F", ColorUse::decoration},
    Color{"hairline", "#D9DFE5", "#2C353E", ColorUse::decoration},
    Color{"tint", "#EDF0F3", "#1B2128", ColorUse::decoration},
};

/// How a muscle is drawn: its color and a line style that tells it apart without color.
struct MuscleStyle {
  std::string_view color;       ///< name in the palette
  std::string_view dash_array;  ///< of a 2 px line; empty: solid
  double width;                 ///< of its mean curve [px]
};

[[nodiscard]] constexpr MuscleStyle muscle_style(Hamstring muscle) {
  switch (muscle) {
    case Hamstring::semitendinosus:
      return {"st", "7 3.5", 2.0};
    case Hamstring::semimembranosus:
      return {"sm", "0.1 4", 2.6};
    case Hamstring::biceps_femoris_short_head:
      return {"bfsh", "", 1.4};
    case Hamstring::biceps_femoris_long_head:
      break;
  }
  return {"bflh", "", 2.2};
}

}  // namespace hamstring::render

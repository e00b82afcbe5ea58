#include "render/marks.h"

#include <fmt/format.h>

#include "render/palette.h"
#include "render/svg.h"
#include "report/messages.h"

namespace hamstring::render {

Html side_mark(Side side) {
  const std::string_view points = side == Side::left ? "10,1 10,11 1.5,6" : "2,1 2,11 10.5,6";
  return element(
      "svg", {{"class", "side-mark"}, {"viewBox", "0 0 12 12"}, {"aria-hidden", "true"}},
      {element("polygon", {{"class", std::string(side_name(side))}, {"points", std::string(points)}})});
}

Html muscle_swatch(Hamstring muscle) {
  const MuscleStyle style = muscle_style(muscle);
  std::vector<Attribute> attributes{
      {"class", "mean " + std::string(style.color)}, {"x1", "2"}, {"y1", "6"}, {"x2", "26"}, {"y2", "6"},
      {"stroke-width", coordinate(style.width)}};
  if (!style.dash_array.empty()) attributes.push_back({"stroke-dasharray", std::string(style.dash_array)});
  return element("svg", {{"class", "swatch"}, {"viewBox", "0 0 28 12"}, {"aria-hidden", "true"}},
                 {element("line", attributes)});
}

Html muscle_name(Hamstring muscle, bool is_lumped) {
  const report::messages::MuscleWords words = report::messages::words(muscle, is_lumped);
  const std::string term = fmt::format("{}, {}", say(words.term).text(), hamstring_code(muscle));
  return element("span", {{"class", "who"}},
                 {muscle_swatch(muscle),
                  element("span", {{"class", "names"}},
                          {element("span", {say(words.plain).text()}), element("small", {term})})});
}

}  // namespace hamstring::render

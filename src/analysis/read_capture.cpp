#include "analysis/read_capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/c3d/c3d_reader.h"
#include "formats/trc/trc_reader.h"
#include "record/marker_names.h"

namespace hamstring::analysis {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// From the feet to the pelvis of anybody between a child of three and the tallest, standing. Ours, wide.
constexpr double leg_min_m = 0.35, leg_max_m = 1.35;
constexpr std::size_t looked_at = 400;

template <class Predicate>
std::vector<std::size_t> those(const MarkerTrajectories& markers, Predicate is_meant) {
  std::vector<std::size_t> found;
  for (std::size_t m = 0; m < markers.markers(); ++m) {
    const auto meaning = meaning_of_marker(markers.names[m]);
    if (meaning && !meaning->is_computed && is_meant(*meaning)) found.push_back(m);
  }
  return found;
}

std::vector<std::size_t> of_segment(const MarkerTrajectories& markers, Segment segment) {
  return those(markers, [&](const MarkerMeaning& meaning) { return meaning.segment == segment; });
}

/// Height of the pelvis over the feet in every frame looked at.
double greatest_height(const MarkerTrajectories& markers) {
  const auto pelvis = of_segment(markers, Segment::pelvis), feet = of_segment(markers, Segment::foot);
  const std::size_t step = std::max<std::size_t>(1, markers.frames() / looked_at);
  double greatest = nan;
  for (std::size_t f = 0; f < markers.frames(); f += step) {
    const double height = (markers.mean_position_m(f, pelvis) - markers.mean_position_m(f, feet)).norm();
    if (std::isfinite(height) && !(height <= greatest)) greatest = height;
  }
  return greatest;
}

void scale_lengths(double factor, Capture& capture) {
  for (Vec3& p : capture.markers.positions_m) p *= factor;
}

/// The unit of length that makes a person of the markers, where the file's makes none.
void mend_unit(UprightCapture& upright, Diagnostics& diagnostics) {
  const double height = greatest_height(upright.capture.markers);
  if (!std::isfinite(height) || (height > leg_min_m && height < leg_max_m)) return;
  constexpr std::array<std::pair<double, const char*>, 8> units{{{1e-3, "mm called m"},
                                                                 {1e3, "m called mm"},
                                                                 {1e-2, "cm called m, or mm called dm"},
                                                                 {1e2, "m called cm"},
                                                                 {1e-1, "mm called cm"},
                                                                 {1e1, "cm called mm"},
                                                                 {0.0254, "inches called m"},
                                                                 {25.4, "inches called mm"}}};
  for (const auto& [factor, name] : units) {
    if (!(height * factor > leg_min_m && height * factor < leg_max_m)) continue;
    scale_lengths(factor, upright.capture);
    upright.choices.push_back(fmt::format("lengths taken for {}", name));
    diagnostics.warn(
        fmt::format("the pelvis would be up to {:.4g} m above the feet: the unit of length is another one "
                    "than the file says ({}); taken so, {:.2f} m",
                    height, name, height * factor),
        "unit");
    return;
  }
  diagnostics.warn(fmt::format("the pelvis is never more than {:.3g} m above the feet, which no unit of "
                               "length makes a standing person",
                               height),
                   "unit");
}

/// Markers of one person, without their name before the colon.
Result<void> choose_person(const CaptureReading& reading, UprightCapture& upright, Diagnostics& diagnostics) {
  MarkerTrajectories& markers = upright.capture.markers;
  std::map<std::string, std::size_t, std::less<>> people;
  for (std::size_t m = 0; m < markers.markers(); ++m) {
    const std::string_view subject = subject_of_marker(markers.names[m]);
    if (!subject.empty() && meaning_of_marker(markers.names[m]) &&
        markers.missing_frames(m) < markers.frames())
      ++people[std::string(subject)];
  }
  if (reading.subject && !people.contains(*reading.subject)) {
    std::string names;
    for (const auto& [name, count] : people) names += (names.empty() ? "" : ", ") + quote_for_message(name);
    return failure(Error{
        .message = fmt::format("nobody called '{}' is in the recording", quote_for_message(*reading.subject)),
        .element = "--subject",
        .advice = names.empty() ? "Its markers carry no person's name." : "These are: " + names + "."});
  }
  if (people.empty()) return {};
  const auto most = std::ranges::max_element(people, {}, [](const auto& entry) { return entry.second; });
  const std::string chosen = reading.subject.value_or(most->first);
  if (people.size() > 1) {
    std::string names;
    for (const auto& [name, count] : people)
      names += fmt::format("{}{} ({} markers)", names.empty() ? "" : ", ", quote_for_message(name), count);
    if (!reading.subject) {
      diagnostics.warn(
          fmt::format("several people are in this recording: {}; the markers of {} are used "
                      "(--subject changes it)",
                      names, quote_for_message(chosen)));
    }
    upright.choices.push_back("markers of " + quote_for_message(chosen));
  }
  MarkerTrajectories kept = markers;
  kept.names.clear();
  kept.positions_m.clear();
  std::vector<std::size_t> columns;
  for (std::size_t m = 0; m < markers.markers(); ++m) {
    const std::string_view subject = subject_of_marker(markers.names[m]);
    if (subject != chosen && !(subject.empty() && people.size() == 1)) continue;
    columns.push_back(m);
    kept.names.push_back(subject.empty() ? markers.names[m] : markers.names[m].substr(subject.size() + 1));
  }
  for (std::size_t f = 0; f < markers.frames(); ++f) {
    for (const std::size_t m : columns) kept.positions_m.push_back(markers.position_m(f, m));
  }
  markers = std::move(kept);
  return {};
}

}  // namespace

Result<UprightCapture> read_upright(const std::filesystem::path& path, const CaptureReading& reading,
                                    Diagnostics& diagnostics) {
  UprightCapture upright;
  upright.file = {.role = "capture", .name = path.filename().string()};
  HAMSTRING_TRY(content, read_file(path));
  upright.file.sha256 = sha256_hex(content);
  const bool is_c3d = to_lower(path.extension().string()) == ".c3d";
  if (is_c3d) {
    HAMSTRING_TRY(capture, parse_c3d(content, path.string(), {}, diagnostics));
    upright.capture = std::move(capture);
  } else {
    HAMSTRING_TRY(markers, parse_trc(content, path.string(), diagnostics));
    upright.capture.markers = std::move(markers);
  }
  Capture& capture = upright.capture;
  if (capture.markers.markers() == 0 || capture.markers.frames() == 0) {
    return failure(Error{.message = capture.segments.names.empty()
                                        ? "the recording has no markers"
                                        : "the recording has poses of segments (Theia) and no markers; these "
                                          "are not fitted to a model yet",
                         .file = path.string(),
                         .advice = "Give a recording with markers, or joint angles (.mot)."});
  }
  if (const auto chosen = choose_person(reading, upright, diagnostics); !chosen)
    return failure(chosen.error());
  UpChoice choice = find_up(capture);
  if (!is_c3d && choice.why.starts_with("nothing"))
    choice = {{.axis = 1, .sign = 1}, "as OpenSim has it in .trc files; nothing in the file says it"};
  if (reading.up) choice = {*reading.up, "given by hand"};
  turn(turn_to_y_up(choice.up, 0), capture);
  upright.choices.push_back(
      fmt::format("the recording's {} is up ({}; --up changes it)", axis_name(choice.up), choice.why));
  mend_unit(upright, diagnostics);
  return upright;
}

}  // namespace hamstring::analysis

#include "formats/c3d/c3d_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/c3d/c3d_frames.h"
#include "formats/c3d/c3d_layout.h"
#include "formats/c3d/c3d_names.h"
#include "formats/c3d/c3d_parameters.h"
#include "formats/c3d/c3d_plates.h"
#include "formats/text/table_checks.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

using c3d::Layout;
using c3d::Parameters;
using c3d::Preamble;

// A unit that is not stated: no laboratory is 20 m wide and recorded in meters, none 20 mm. Ours.
constexpr double largest_in_meters = 20.0;

struct LengthUnit {
  std::string name;
  double meters = 1.0;
};

std::optional<double> meters_of(std::string_view unit) {
  const std::string plain = to_lower(unit);
  if (plain == "mm" || plain == "millimeter" || plain == "millimeters") return 1e-3;
  if (plain == "cm") return 1e-2;
  if (plain == "dm") return 1e-1;
  if (plain == "m" || plain == "meter" || plain == "meters") return 1.0;
  if (plain == "in" || plain == "inch" || plain == "inches") return 0.0254;
  return std::nullopt;
}

LengthUnit length_unit(const Parameters& parameters, const std::vector<Vec3>& positions,
                       const C3dOptions& options, Diagnostics& diagnostics) {
  const std::string written = parameters.text("POINT", "UNITS");
  if (options.meters_per_unit) return {written, *options.meters_per_unit};
  if (const std::optional<double> known = meters_of(written)) return {to_lower(written), *known};
  double largest = 0.0;
  for (const Vec3& p : positions) {
    if (p.allFinite()) largest = std::max(largest, p.cwiseAbs().maxCoeff());
  }
  const bool in_meters = largest <= largest_in_meters;
  diagnostics.warn(fmt::format("{}; the farthest point lies {:.4g} of it from the origin, so it is taken "
                               "for {}; give the unit where that is wrong",
                               written.empty() ? "the file names no unit of length"
                                               : fmt::format("'{}' is no unit of length that is known here",
                                                             quote_for_message(written)),
                               largest, in_meters ? "meters" : "millimeters"),
                   "POINT:UNITS");
  return in_meters ? LengthUnit{"m", 1.0} : LengthUnit{"mm", 1e-3};
}

/// The number of a list that has one a channel; 1 entry holds for all.
double entry_of(const std::vector<double>& numbers, std::size_t channel, double otherwise) {
  if (channel < numbers.size()) return numbers[channel];
  return numbers.size() == 1 ? numbers.front() : otherwise;
}

AnalogSignals read_signals(std::string_view content, const Preamble& preamble, const Layout& layout,
                           double start_s, Diagnostics& diagnostics) {
  AnalogSignals signals{.rate_hz = layout.rate_hz * static_cast<double>(layout.samples_per_frame),
                        .start_s = start_s,
                        .samples = layout.frames * layout.samples_per_frame};
  if (layout.channels == 0) return signals;
  const Parameters& p = preamble.parameters;
  const auto labels = p.texts("ANALOG", "LABELS"), descriptions = p.texts("ANALOG", "DESCRIPTIONS"),
             units = p.texts("ANALOG", "UNITS");
  const auto scales = p.numbers("ANALOG", "SCALE"), offsets = p.numbers("ANALOG", "OFFSET");
  const double general = p.number("ANALOG", "GEN_SCALE").value_or(1.0);
  const bool is_unsigned = to_lower(p.text("ANALOG", "FORMAT")) == "unsigned";
  std::vector<c3d::ChannelScale> channel_scales;
  const auto text_of = [](const std::vector<std::string>& texts, std::size_t c) {
    return c < texts.size() ? texts[c] : std::string();
  };
  for (std::size_t c = 0; c < layout.channels; ++c) {
    const std::string label = text_of(labels, c);
    signals.channels.push_back({.name = label.empty() ? fmt::format("channel{}", c + 1) : label,
                                .description = text_of(descriptions, c),
                                .unit = text_of(units, c)});
    const double offset = entry_of(offsets, c, 0.0);
    channel_scales.push_back({.offset = is_unsigned ? c3d::unsigned_word(offset) : offset,
                              .scale = general * entry_of(scales, c, 1.0)});
  }
  if (scales.size() < layout.channels && scales.size() != 1) {
    diagnostics.warn(fmt::format("{} of {} have a scale; the others are left as they were recorded",
                                 scales.size(), counted(layout.channels, "analog channel")),
                     "ANALOG:SCALE");
  }
  signals.values =
      c3d::read_analogs(content, layout, preamble.processor, channel_scales, is_unsigned && !layout.is_real);
  return signals;
}

/// Splits the points into markers and what a model made of them.
void take_points(const std::vector<c3d::PointName>& names, std::vector<Vec3>&& positions,
                 const LengthUnit& unit, std::size_t frames, Capture& capture) {
  const std::size_t points = names.size();
  std::vector<std::size_t> places;
  for (std::size_t p = 0; p < points; ++p) {
    if (!names[p].output) {
      places.push_back(p);
      capture.markers.names.push_back(names[p].name);
      continue;
    }
    ModelOutput output{.name = names[p].name, .kind = *names[p].output, .unit = names[p].unit};
    output.values.reserve(frames);
    for (std::size_t f = 0; f < frames; ++f) output.values.push_back(positions[f * points + p]);
    capture.outputs.push_back(std::move(output));
  }
  // In place: what is kept moves towards the front.
  std::size_t kept = 0;
  for (std::size_t f = 0; f < frames; ++f) {
    for (const std::size_t p : places) positions[kept++] = unit.meters * positions[f * points + p];
  }
  positions.resize(kept);
  capture.markers.positions_m = std::move(positions);
  capture.markers.unit_in_file = unit.name;
}

void take_segments(std::string_view content, const Preamble& preamble, const Layout& layout,
                   const LengthUnit& unit, double start_s, Capture& capture, Diagnostics& diagnostics) {
  const Parameters& p = preamble.parameters;
  const std::size_t used = p.count("ROTATION", "USED").value_or(0);
  const std::size_t block = p.count("ROTATION", "DATA_START").value_or(0);
  if (used == 0) return;
  const std::size_t ratio = std::max<std::size_t>(1, p.count("ROTATION", "RATIO").value_or(1));
  std::size_t frames = layout.frames;
  if (layout.frame_bytes() == 0 || frames == 0) frames = p.count("POINT", "FRAMES").value_or(0);
  capture.segments.rate_hz = layout.rate_hz * static_cast<double>(ratio);
  capture.segments.start_s = start_s;
  capture.segments.names = p.texts("ROTATION", "LABELS");
  capture.segments.names.resize(used);
  if (ratio < 1000 && block > 0) {
    capture.segments.X_LS = c3d::read_rotations(content, (block - 1) * c3d::block_bytes, used, frames * ratio,
                                                preamble.processor, unit.meters);
  }
  if (capture.segments.X_LS.empty()) {
    diagnostics.warn("rotations of segments are announced, and the file ends before them", "ROTATION");
    capture.segments.names.clear();
    return;
  }
  diagnostics.note(
      fmt::format("rotations of {} read, as systems without markers write them", counted(used, "segment")),
      "ROTATION");
}

void set_clock(const Layout& layout, Capture& capture) {
  MarkerTrajectories& markers = capture.markers;
  markers.rate_hz = layout.rate_hz;
  markers.original.rate_hz = layout.rate_hz;
  markers.original.first_frame = layout.first_frame;
  markers.original.frames = static_cast<long long>(layout.frames);
  markers.time_s.reserve(layout.frames);
  for (std::size_t f = 0; f < layout.frames; ++f)
    markers.time_s.push_back(static_cast<double>(layout.first_frame - 1 + static_cast<long long>(f)) /
                             layout.rate_hz);
}

void report_points(const c3d::PointTable& table, const Capture& capture, Diagnostics& diagnostics) {
  if (table.at_origin > 0) {
    diagnostics.note(
        fmt::format("{} at 0, 0, 0 to the last digit; read as missing", counted(table.at_origin, "point")));
  }
  std::size_t never = 0, missing = 0;
  for (std::size_t m = 0; m < capture.markers.markers(); ++m) {
    const std::size_t gaps = capture.markers.missing_frames(m);
    missing += gaps;
    never += gaps == capture.markers.frames() ? 1 : 0;
  }
  if (missing > 0) {
    diagnostics.note(fmt::format("{} missing; {} never seen", counted(missing, "marker position"),
                                 counted(never, "marker")));
  }
  warn_of_duplicates(capture.markers.names, "marker", diagnostics);
}

/// Channels that are called like those of plates, where nothing says how they are to be taken.
void report_forces_without_plates(const Preamble& preamble, const Capture& capture,
                                  Diagnostics& diagnostics) {
  if (preamble.parameters.count("FORCE_PLATFORM", "USED").value_or(0) > 0) return;
  std::size_t forces = 0;
  for (const AnalogChannel& channel : capture.analogs.channels) {
    const std::string name = to_lower(channel.name);
    forces += name.size() <= 8 && (name.starts_with("fz") || name.ends_with("fz")) ? 1 : 0;
  }
  if (forces == 0) return;
  diagnostics.warn(
      fmt::format("{} named like vertical forces, and no force plate is described; they are kept as "
                  "signals, because nothing says where they act",
                  counted(forces, "analog channel")),
      "FORCE_PLATFORM");
}

Result<Capture> parse_content(std::string_view content, std::string_view file_name, const C3dOptions& options,
                              Diagnostics& diagnostics) {
  HAMSTRING_TRY(preamble, c3d::read_preamble(content, file_name, diagnostics));
  HAMSTRING_TRY(layout, c3d::find_layout(preamble, content.size(), file_name, diagnostics));
  if (options.rate_hz) layout.rate_hz = *options.rate_hz;
  const Parameters& p = preamble.parameters;
  Capture capture;
  capture.first_frame = layout.first_frame;
  capture.up_in_file = p.text("POINT", "Y_SCREEN");
  set_clock(layout, capture);
  const double start_s = static_cast<double>(layout.first_frame - 1) / layout.rate_hz;
  c3d::PointTable points = c3d::read_points(content, layout, preamble.processor);
  const LengthUnit unit = length_unit(p, points.positions, options, diagnostics);
  take_points(c3d::name_points(p, layout.points, diagnostics), std::move(points.positions), unit,
              layout.frames, capture);
  take_segments(content, preamble, layout, unit, start_s, capture, diagnostics);
  capture.analogs = read_signals(content, preamble, layout, start_s, diagnostics);
  capture.plates = c3d::read_plates(p, capture.analogs, unit.meters, options.contact_force_n, diagnostics);
  capture.events = c3d::read_events(preamble, diagnostics);
  report_points(points, capture, diagnostics);
  report_forces_without_plates(preamble, capture, diagnostics);
  return capture;
}

}  // namespace

Result<Capture> parse_c3d(std::string_view content, std::string_view file_name, const C3dOptions& options,
                          Diagnostics& diagnostics) {
  Diagnostics found;
  found.set_file(std::string(file_name));
  Result<Capture> capture = parse_content(content, file_name, options, found);
  diagnostics.append(found);
  return capture;
}

Result<Capture> read_c3d(const std::filesystem::path& path, const C3dOptions& options,
                         Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(path));
  return parse_c3d(content, path.string(), options, diagnostics);
}

}  // namespace hamstring

#include "report/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/units.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::report {

namespace {

using exposure::Exposure;
using exposure::MeanSd;

constexpr std::array all_quantities{
    FigureKind::peak_stretch,           FigureKind::peak_stretch_place,
    FigureKind::hip_at_peak_stretch,    FigureKind::knee_at_peak_stretch,
    FigureKind::peak_lengthening_speed, FigureKind::peak_lengthening_speed_place,
    FigureKind::upright_length};

struct Format {
  std::string_view slug;
  std::string_view label;
  std::string_view unit;
  int decimals;
};

Format format_of(FigureKind quantity, bool in_strides) {
  const std::string_view place_unit = in_strides ? "%" : "s";
  const int place_decimals = in_strides ? 0 : 2;
  switch (quantity) {
    case FigureKind::peak_stretch_place:
      return {"peak-stretch-place", "When it was longest", place_unit, place_decimals};
    case FigureKind::hip_at_peak_stretch:
      return {"hip-at-peak-stretch", "Hip flexion at that moment", "°", 0};
    case FigureKind::knee_at_peak_stretch:
      return {"knee-at-peak-stretch", "Knee flexion at that moment", "°", 0};
    case FigureKind::peak_lengthening_speed:
      return {"peak-lengthening-speed", "Peak lengthening speed", "m/s", 2};
    case FigureKind::peak_lengthening_speed_place:
      return {"peak-lengthening-speed-place", "When it lengthened fastest", place_unit, place_decimals};
    case FigureKind::upright_length:
      return {"upright-length", "Upright length", "m", 4};
    case FigureKind::peak_stretch:
      break;
  }
  return {"peak-stretch", "Peak stretch", "%", 1};
}

MeanSd one_value(double value) {
  return {.mean = value, .sd = unknown, .min = value, .max = value, .count = std::isnan(value) ? 0U : 1U};
}

MeanSd in_strides(const MuscleSummary& summary, FigureKind quantity) {
  switch (quantity) {
    case FigureKind::peak_stretch_place:
      return summary.peak_stretch.percent_of_cycle;
    case FigureKind::hip_at_peak_stretch:
      return scaled(summary.peak_stretch.hip_flexion_rad, deg_per_rad);
    case FigureKind::knee_at_peak_stretch:
      return scaled(summary.peak_stretch.knee_flexion_rad, deg_per_rad);
    case FigureKind::peak_lengthening_speed:
      return summary.peak_lengthening_speed.value;
    case FigureKind::peak_lengthening_speed_place:
      return summary.peak_lengthening_speed.percent_of_cycle;
    case FigureKind::peak_stretch:
    case FigureKind::upright_length:
      break;
  }
  return scaled(summary.peak_stretch.value, percent_per_one);
}

double in_recording(const Exposure& recording, FigureKind quantity) {
  switch (quantity) {
    case FigureKind::peak_stretch_place:
      return recording.peak_stretch.time_s;
    case FigureKind::hip_at_peak_stretch:
      return recording.peak_stretch.hip_flexion_rad * deg_per_rad;
    case FigureKind::knee_at_peak_stretch:
      return recording.peak_stretch.knee_flexion_rad * deg_per_rad;
    case FigureKind::peak_lengthening_speed:
      return recording.peak_lengthening_speed.value;
    case FigureKind::peak_lengthening_speed_place:
      return recording.peak_lengthening_speed.time_s;
    case FigureKind::peak_stretch:
    case FigureKind::upright_length:
      break;
  }
  return recording.peak_stretch.value * percent_per_one;
}

// The value in people's units with its spread over the strides, if there are any.
MeanSd value_of(const MuscleResult& muscle, FigureKind quantity) {
  if (quantity == FigureKind::upright_length) return one_value(muscle.upright_length_m);
  if (muscle.strides.empty()) return one_value(in_recording(muscle.recording, quantity));
  return in_strides(summarize(muscle), quantity);
}

std::string strides_text(std::size_t count) {
  return counted(count, messages::one_stride, messages::strides);
}

std::string band_text(const MeanSd& value, const Format& format) {
  std::string band = quantity(value, format.decimals, format.unit);
  if (value.count < 2 || std::isnan(value.min)) return band;
  band += ", ";
  band += say(messages::range_strides, {{"min", number(value.min, format.decimals)},
                                        {"max", number(value.max, format.decimals)},
                                        {"strides", strides_text(value.count)}})
              .text();
  return band;
}

// What every figure of one muscle on one side is made from.
struct Context {
  const MotionReport& report;
  const SideResult& side;
  const MuscleResult& muscle;

  [[nodiscard]] bool has_strides() const { return !muscle.strides.empty(); }
  [[nodiscard]] std::string strides() const { return strides_text(muscle.strides.size()); }
};

std::string how_place(const Context& of) {
  if (!of.has_strides()) return say(messages::how_time).text();
  return say(messages::how_place, {{"strides", of.strides()}}).text();
}

std::string how_stretch(const Context& of) {
  return say(messages::how_stretch, {{"motion", of.report.title},
                                     {"model", of.report.model.name},
                                     {"upright", quantity(of.muscle.upright_length_m, 4, "m")}})
      .text();
}

std::string how_peak(const Context& of) {
  if (!of.has_strides()) return say(messages::how_peak_recording).text();
  return say(messages::how_peak, {{"strides", of.strides()}}).text();
}

std::string how_angle(const Context& of) {
  if (!of.has_strides()) return say(messages::how_angle_recording, {{"motion", of.report.title}}).text();
  return say(messages::how_angle, {{"motion", of.report.title}, {"strides", of.strides()}}).text();
}

std::string how_speed(const Context& of) {
  return say(messages::how_speed, {{"motion", of.report.title}, {"model", of.report.model.name}}).text();
}

std::vector<std::string> how_made(const Context& of, FigureKind quantity) {
  switch (quantity) {
    case FigureKind::peak_stretch:
      return {how_stretch(of), how_peak(of)};
    case FigureKind::peak_stretch_place:
      return {how_stretch(of), how_peak(of), how_place(of)};
    case FigureKind::hip_at_peak_stretch:
    case FigureKind::knee_at_peak_stretch:
      return {how_angle(of)};
    case FigureKind::peak_lengthening_speed:
      return {how_speed(of), how_peak(of)};
    case FigureKind::peak_lengthening_speed_place:
      return {how_speed(of), how_peak(of), how_place(of)};
    case FigureKind::upright_length:
      break;
  }
  return {say(messages::how_upright, {{"model", of.report.model.name}}).text()};
}

std::string single_values(const Context& of, FigureKind quantity, const Format& format) {
  constexpr std::size_t most_listed = 24;  // more than this is a table: strides.csv
  const std::size_t count = of.muscle.strides.size();
  if (quantity == FigureKind::upright_length || count < 2 || count > most_listed) return {};
  std::string values;
  for (const Exposure& stride : of.muscle.strides) {
    const MuscleResult alone{
        .muscle = of.muscle.muscle, .upright_length_m = of.muscle.upright_length_m, .strides = {stride}};
    if (!values.empty()) values += ", ";
    values += number(value_of(alone, quantity).mean, format.decimals);
  }
  return say(messages::single_strides, {{"values", values}}).text();
}

std::string error_text(const Context& of) {
  const double error = stretch_error(of.muscle, assumed_angle_error_deg * rad_per_deg) * percent_per_one;
  if (std::isnan(error)) return say(messages::trust_error_unknown).text();
  return say(messages::trust_error, {{"error", number(error, 1)}}).text();
}

std::string event_error_text(const Context& of) {
  const std::vector<double>& time_s = of.report.time_s;
  const double frame_s =
      time_s.size() < 2 ? unknown : (time_s.back() - time_s.front()) / static_cast<double>(time_s.size() - 1);
  const double points = percent_per_one * frame_s / summarize(of.side.strides).duration_s.mean;
  return say(messages::trust_events, {{"points", number(points, 1)}}).text();
}

std::vector<std::string> trust_of(const Context& of, FigureKind quantity) {
  const std::string model =
      say(of.report.model.personal ? messages::trust_personal : messages::trust_not_personal).text();
  switch (quantity) {
    case FigureKind::peak_stretch:
      return {error_text(of), model};
    case FigureKind::peak_stretch_place:
    case FigureKind::peak_lengthening_speed_place:
      if (of.has_strides()) return {event_error_text(of)};
      return {};
    case FigureKind::hip_at_peak_stretch:
    case FigureKind::knee_at_peak_stretch:
      return {say(messages::trust_angles).text()};
    case FigureKind::peak_lengthening_speed:
      return {say(messages::trust_speed).text(), model};
    case FigureKind::upright_length:
      break;
  }
  return {model};
}

std::vector<std::string> sources_of(const Context& of, FigureKind quantity) {
  std::vector<std::string> sources{say(messages::source_method).text()};
  const bool names_video = quantity == FigureKind::peak_stretch ||
                           quantity == FigureKind::hip_at_peak_stretch ||
                           quantity == FigureKind::knee_at_peak_stretch;
  if (names_video) sources.push_back(say(messages::source_video).text());
  const bool compares = quantity == FigureKind::peak_stretch && of.report.gait == GaitKind::running &&
                        crosses_hip(of.muscle.muscle);
  if (compares) sources.push_back(say(messages::source_sprint).text());
  return sources;
}

Figure make_figure(const Context& of, FigureKind quantity) {
  const Format format = format_of(quantity, of.has_strides());
  Figure figure{.id = figure_id(of.side.side, of.muscle.muscle, quantity),
                .label = fmt::format("{}, {} {} ({})", format.label, say(messages::word(of.side.side)).text(),
                                     say(messages::words(of.muscle.muscle, of.muscle.is_lumped).plain).text(),
                                     hamstring_code(of.muscle.muscle)),
                .shown = shown_quantity(of.muscle, quantity),
                .band = band_text(value_of(of.muscle, quantity), format),
                .how = how_made(of, quantity),
                .trust_chip = say(messages::chip_calculated).text(),
                .trust = trust_of(of, quantity),
                .source = sources_of(of, quantity)};
  const std::string singles = single_values(of, quantity, format);
  if (!singles.empty()) figure.how.push_back(singles);
  const Message& mode =
      of.report.provenance.mode == Compatibility::physics ? messages::mode_physics : messages::mode_opensim;
  figure.version = say(messages::version_line, {{"version", of.report.provenance.program_version},
                                                {"mode", say(mode).text()},
                                                {"date", of.report.generated_on}})
                       .text();
  return figure;
}

}  // namespace

std::string figure_id(Side side, Hamstring muscle, FigureKind quantity) {
  return fmt::format("figure-{}-{}-{}", side_name(side), hamstring_code(muscle),
                     format_of(quantity, true).slug);
}

std::string shown_quantity(const MuscleResult& muscle, FigureKind quantity) {
  const Format format = format_of(quantity, !muscle.strides.empty());
  return report::quantity(value_of(muscle, quantity).mean, format.decimals, format.unit);
}

std::vector<Figure> motion_figures(const MotionReport& report) {
  std::vector<Figure> figures;
  for (const SideResult& side : report.sides) {
    for (const MuscleResult& muscle : side.muscles) {
      for (const FigureKind quantity : all_quantities) {
        figures.push_back(make_figure({report, side, muscle}, quantity));
      }
    }
  }
  return figures;
}

const Figure* find_figure(const std::vector<Figure>& figures, std::string_view id) {
  const auto found = std::ranges::find(figures, id, &Figure::id);
  return found == figures.end() ? nullptr : &*found;
}

}  // namespace hamstring::report

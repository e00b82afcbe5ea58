#include "service/exercise_stretch.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/anatomy.h"
#include "core/units.h"

namespace hamstring::service {
namespace {

using analysis::HipAndKnee;
using analysis::LegStretch;

constexpr double assumed_error_rad =
    10.0 * rad_per_deg;  // of each joint; ours: how far people differ from a drawing
constexpr int steps_between_poses = 12;
constexpr std::string_view of_an_exercise = "exercise.";

/// Into (-180, 180].
double turned(double degrees) {
  return degrees - 360.0 * std::ceil((degrees - 180.0) / 360.0);
}

/// Flexion of a drawn leg: thigh against trunk, shank against thigh. Directions are counted from the right,
/// upwards.
HipAndKnee flexion_of(double trunk, const std::vector<double>& leg) {
  return {.hip_rad = turned(leg[0] - trunk - 180.0) * rad_per_deg,
          .knee_rad = turned(leg[0] - leg[1]) * rad_per_deg};
}

/// The way from pose to pose in even steps, both ends included.
std::vector<HipAndKnee> way_of(const rehab::Figure& figure, std::vector<double> rehab::FigurePose::* leg) {
  std::vector<HipAndKnee> way;
  for (const rehab::FigurePose& pose : figure.poses) {
    const HipAndKnee to = flexion_of(pose.trunk, pose.*leg);
    if (way.empty()) {
      way.push_back(to);
      continue;
    }
    const HipAndKnee from = way.back();
    for (int i = 1; i <= steps_between_poses; ++i) {
      const double at = static_cast<double>(i) / steps_between_poses;
      way.push_back({.hip_rad = from.hip_rad + at * (to.hip_rad - from.hip_rad),
                     .knee_rad = from.knee_rad + at * (to.knee_rad - from.knee_rad)});
    }
  }
  return way;
}

/// The way as it is drawn, and with each joint off by its error in all four directions.
constexpr std::array<std::array<double, 2>, 5> shifts{{{0, 0}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}}};

/// Longest and shortest of one muscle on a way that is shifted as a whole.
struct Ends {
  double longest, shortest;
};
Ends ends_of(const std::vector<LegStretch>& way, std::size_t muscle) {
  Ends ends{.longest = -std::numeric_limits<double>::infinity(),
            .shortest = std::numeric_limits<double>::infinity()};
  for (const LegStretch& at : way) {
    ends.longest = std::max(ends.longest, at.stretch[muscle]);
    ends.shortest = std::min(ends.shortest, at.stretch[muscle]);
  }
  return ends;
}

void take(StretchBand& band, double value, bool as_drawn) {
  if (as_drawn) band.middle = value;
  band.low = std::fmin(band.low, value);
  band.high = std::fmax(band.high, value);
}

ExerciseStretch stretch_of(const rehab::Figure& figure, const analysis::LegStage& stage) {
  ExerciseStretch result{.exercise = figure.shows.substr(of_an_exercise.size())};
  std::vector<HipAndKnee> way = way_of(figure, &rehab::FigurePose::near);
  result.hip_rad = {way.front().hip_rad, way.back().hip_rad};
  result.knee_rad = {way.front().knee_rad, way.back().knee_rad};
  // Where both legs work, either may be the one that is drawn longer.
  if (figure.leg == "both") {
    for (const HipAndKnee& at : way_of(figure, &rehab::FigurePose::far)) way.push_back(at);
  }
  for (const auto& shift : shifts) {
    std::vector<HipAndKnee> shifted = way;
    for (HipAndKnee& at : shifted) {
      at.hip_rad += shift[0] * assumed_error_rad;
      at.knee_rad += shift[1] * assumed_error_rad;
    }
    const std::vector<LegStretch> stretched = leg_stretch(stage, shifted);
    for (std::size_t m = 0; m < 3; ++m) {
      const Ends ends = ends_of(stretched, m);
      take(result.longest[m], ends.longest, &shift == &shifts.front());
      take(result.shortest[m], ends.shortest, &shift == &shifts.front());
    }
  }
  return result;
}

/// Tenths of a percent: finer than any band here.
double percent(double stretch) {
  return std::round(1000.0 * stretch) / 10.0;
}

Json band_json(const StretchBand& band) {
  return {{"low", percent(band.low)}, {"middle", percent(band.middle)}, {"high", percent(band.high)}};
}

Json span_json(const std::array<double, 2>& rad) {
  return {std::round(rad[0] * deg_per_rad), std::round(rad[1] * deg_per_rad)};
}

}  // namespace

std::vector<ExerciseStretch> exercise_stretches(const rehab::Knowledge& knowledge,
                                                const analysis::LegStage& stage) {
  std::vector<ExerciseStretch> all;
  for (const auto& [id, figure] : knowledge.figures) {
    if (figure.shows.starts_with(of_an_exercise)) all.push_back(stretch_of(figure, stage));
  }
  std::ranges::sort(all, {}, &ExerciseStretch::exercise);
  return all;
}

Json exercise_stretches_json(const Words& words, const std::vector<ExerciseStretch>& all) {
  Json list = Json::array();
  for (const ExerciseStretch& one : all) {
    Json muscles = Json::array();
    for (std::size_t m = 0; m < 3; ++m) {
      const std::string code(hamstring_code(all_hamstrings[m]));
      muscles.push_back({{"muscle", code},
                         {"name", words("app.pose.muscle." + code)},
                         {"longest_percent", band_json(one.longest[m])},
                         {"shortest_percent", band_json(one.shortest[m])}});
    }
    list.push_back({{"exercise", one.exercise},
                    {"name", words("exercise." + one.exercise + ".name")},
                    {"hip_deg", span_json(one.hip_rad)},
                    {"knee_deg", span_json(one.knee_rad)},
                    {"muscles", std::move(muscles)}});
  }
  return list;
}

}  // namespace hamstring::service

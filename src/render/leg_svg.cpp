#include "render/leg_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/units.h"
#include "render/leg_shapes.h"
#include "render/palette.h"
#include "render/svg.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::render {

namespace {

using report::LegChain;
using report::LegPose;
using report::MuscleLine;

bool is_known(const PlanePoint& p) {
  return std::isfinite(p.x) && std::isfinite(p.y);
}

bool is_known(const LegChain& leg) {
  return is_known(leg.hip) && is_known(leg.knee) && is_known(leg.ankle) && is_known(leg.heel) &&
         is_known(leg.toe);
}

bool is_known(const MuscleLine& line) {
  return line.points.size() >= 2 &&
         std::ranges::all_of(line.points, [](const PlanePoint& p) { return is_known(p); });
}

// A box around everything that is drawn [m].
struct Bounds {
  double left = std::numeric_limits<double>::infinity();
  double right = -left;
  double low = left;
  double high = -left;

  void add(const PlanePoint& p, double margin) {
    left = std::min(left, p.x - margin);
    right = std::max(right, p.x + margin);
    low = std::min(low, p.y - margin);
    high = std::max(high, p.y + margin);
  }
};

void add_leg(Bounds& bounds, const LegChain& leg) {
  bounds.add(leg.hip, 0.12);
  bounds.add({leg.hip.x, leg.hip.y + 0.08}, 0.07);
  bounds.add(leg.knee, 0.06);
  bounds.add(leg.ankle, 0.04);
  bounds.add(leg.heel, 0.03);
  bounds.add(on_segment(leg.heel, leg.toe, {.along = 1.35}), 0.02);
}

Bounds bounds_of(const LegPose& pose) {
  Bounds bounds;
  add_leg(bounds, pose.leg);
  return bounds;
}

Html shape(const std::vector<PlanePoint>& points, const PlaneView& view, std::string_view css_class) {
  return element("path", {{"class", std::string(css_class)}, {"d", smooth_path(points, view, true)}});
}

// Outline of foot or shoe from ankle, heel and toe joint: across is measured up from the sole.
std::vector<PlanePoint> foot_outline(const LegChain& leg, double grow) {
  const double length = std::hypot(leg.toe.x - leg.heel.x, leg.toe.y - leg.heel.y);
  const double dx = (leg.toe.x - leg.heel.x) / length;
  const double dy = (leg.toe.y - leg.heel.y) / length;
  const double along = (leg.ankle.x - leg.heel.x) * dx + (leg.ankle.y - leg.heel.y) * dy;
  const double up = -(leg.ankle.x - leg.heel.x) * dy + (leg.ankle.y - leg.heel.y) * dx;
  const std::array<PlanePoint, 12> outline{{{-0.018 - grow, 0.012},
                                            {-0.012 - grow, 0.044},
                                            {along - 0.026 - grow, up - 0.006},
                                            {along, up + 0.012 + grow},
                                            {along + 0.026 + grow, up - 0.004 + grow},
                                            {0.62 * length, 0.62 * up + grow},
                                            {length, 0.026 + grow},
                                            {length + 0.052 + grow, 0.010},
                                            {length + 0.046 + grow, -0.006 - grow},
                                            {length - 0.004, -0.012 - grow},
                                            {0.5 * length, 0.010 - grow},
                                            {0.010, -0.012 - grow}}};
  return placed(outline, leg.heel, std::atan2(dy, dx));
}

Html skin(const LegChain& leg, const PlaneView& view) {
  return joined({shape(on_segment(leg.hip, leg.knee, thigh_skin), view, "skin"),
                 shape(on_segment(leg.knee, leg.ankle, shank_skin), view, "skin"),
                 shape(foot_outline(leg, 0.012), view, "skin")});
}

// The hip bone is turned so that its sit bone lies where the long hamstrings begin.
double pelvis_turn(const LegPose& pose) {
  double x = 0.0;
  double y = 0.0;
  for (const MuscleLine& line : pose.muscles) {
    if (!crosses_hip(line.muscle) || !is_known(line)) continue;
    x += line.points.front().x - pose.leg.hip.x;
    y += line.points.front().y - pose.leg.hip.y;
  }
  if (std::hypot(x, y) < 1e-3) return 0.0;
  return std::atan2(y, x) - std::atan2(sit_bone_direction.y, sit_bone_direction.x);
}

Html bones(const LegPose& pose, const PlaneView& view) {
  const LegChain& leg = pose.leg;
  const PlanePoint thigh_front = on_segment(leg.hip, leg.knee, {.along = 1.0, .front = 0.047});
  const PlanePoint shank_front = on_segment(leg.knee, leg.ankle, {.along = 0.0, .front = 0.047});
  const PlanePoint patella =
      view({0.5 * (thigh_front.x + shank_front.x), 0.5 * (thigh_front.y + shank_front.y)});
  const PlanePoint head = view(leg.hip);
  return joined({shape(placed(hip_bone, leg.hip, pelvis_turn(pose)), view, "bone"),
                 shape(on_segment(leg.knee, leg.ankle, fibula), view, "bone"),
                 shape(on_segment(leg.knee, leg.ankle, tibia), view, "bone"),
                 shape(on_segment(leg.hip, leg.knee, femur), view, "bone"),
                 element("circle", {{"class", "bone"},
                                    {"cx", coordinate(head.x)},
                                    {"cy", coordinate(head.y)},
                                    {"r", coordinate(0.024 * view.px_per_m)}}),
                 element("circle", {{"class", "bone"},
                                    {"cx", coordinate(patella.x)},
                                    {"cy", coordinate(patella.y)},
                                    {"r", coordinate(0.017 * view.px_per_m)}}),
                 shape(foot_outline(leg, 0.0), view, "bone")});
}

// In side view the muscles hide each other; bellies are drawn this far apart behind the thigh [m].
double fan_offset(Hamstring muscle) {
  if (muscle == Hamstring::semitendinosus) return 0.040;
  return muscle == Hamstring::biceps_femoris_long_head ? 0.020 : 0.0;
}

constexpr std::size_t muscle_points = 25;

std::vector<PlanePoint> fanned(const MuscleLine& line, const LegChain& leg) {
  std::vector<PlanePoint> points = resampled(line.points, muscle_points);
  const PlanePoint behind =
      on_segment({0.0, 0.0}, {leg.knee.x - leg.hip.x, leg.knee.y - leg.hip.y}, {.front = -1.0});
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(points.size() - 1);
    const double way = fan_offset(line.muscle) * std::sin(std::numbers::pi * share);
    points[i].x += way * behind.x;
    points[i].y += way * behind.y;
  }
  return points;
}

// Tendon from end to end, belly over its middle.
Html muscle_shape(const MuscleLine& line, const LegChain& leg, const PlaneView& view) {
  const std::vector<PlanePoint> points = fanned(line, leg);
  const std::span<const PlanePoint> belly(points.begin() + 3, points.end() - 6);
  const std::string color(muscle_style(line.muscle).color);
  return joined({element("path", {{"class", "tendon " + color}, {"d", smooth_path(points, view, false)}}),
                 element("path", {{"class", "belly " + color}, {"d", smooth_path(belly, view, false)}})});
}

Html muscles(const LegPose& pose, const PlaneView& view) {
  Html all;
  for (const Hamstring muscle : {Hamstring::biceps_femoris_short_head, Hamstring::semimembranosus,
                                 Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus}) {
    for (const MuscleLine& line : pose.muscles) {
      if (line.muscle == muscle && is_known(line)) all += muscle_shape(line, pose.leg, view);
    }
  }
  return all;
}

// A muscle's label and the spot of the muscle it points to [m]. Each points to another height of the thigh,
// so that the leaders do not cross.
struct Label {
  const MuscleLine* line;
  PlanePoint spot;
};

std::vector<Label> labels_of(const LegPose& pose) {
  std::vector<Label> labels;
  for (const MuscleLine& line : pose.muscles) {
    if (!crosses_hip(line.muscle) || !is_known(line)) continue;
    const std::size_t at = 8 + 3 * labels.size();
    labels.push_back({&line, fanned(line, pose.leg)[at]});
  }
  return labels;
}

// Room that the drawing keeps free for words [px].
constexpr double label_px = 104.0;       // "deep inner SM" and its leader, left of the leftmost spot
constexpr double angle_label_px = 44.0;  // "hip 38°", in front of the leg
constexpr double edge_px = 4.0;

// Where the leftmost label's leader ends [m]; the leg's own left edge if there are no labels.
double leftmost_spot(const LegPose& pose, const Bounds& bounds) {
  double x = std::numeric_limits<double>::infinity();
  for (const Label& label : labels_of(pose)) x = std::min(x, label.spot.x);
  return std::isfinite(x) ? x : bounds.left;
}

PlaneView view_of(const LegPose& pose, double px_per_m) {
  const Bounds bounds = bounds_of(pose);
  const double leg_left = edge_px - bounds.left * px_per_m;
  const double labels_left = label_px + edge_px - leftmost_spot(pose, bounds) * px_per_m;
  return {.px_per_m = px_per_m,
          .origin_px = {std::max(leg_left, labels_left), edge_px + bounds.high * px_per_m}};
}

// Labels as a block whose right edge lies left of every spot: one height [px] a label.
struct LabelBlock {
  std::vector<Label> labels;
  std::vector<double> places;
  double right = leg_width_px;
};

LabelBlock label_block(const LegPose& pose, const PlaneView& view) {
  constexpr double line_gap = 34.0;  // name and value
  LabelBlock block{.labels = labels_of(pose)};
  for (const Label& label : block.labels) block.right = std::min(block.right, view(label.spot).x - 14.0);
  // Under a thigh that is lifted the muscles run across the block; it then begins below them.
  double top = 20.0;
  for (const Label& label : block.labels) {
    for (const PlanePoint& point : fanned(*label.line, pose.leg)) {
      const PlanePoint at = view(point);
      if (at.x < block.right + 2.0 && at.x > block.right - label_px) top = std::max(top, at.y + 20.0);
    }
  }
  // In the order of the spots along the thigh, so that no leader crosses another.
  for (const Label& label : block.labels) {
    block.places.push_back(std::max(top, view(label.spot).y));
    top = block.places.back() + line_gap;
  }
  return block;
}

Html muscle_labels(const LegPose& pose, const PlaneView& view) {
  const LabelBlock block = label_block(pose, view);
  const std::string x = coordinate(block.right - 4.0);
  Html all;
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    const MuscleLine& line = *block.labels[i].line;
    const PlanePoint spot = view(block.labels[i].spot);
    const double y = block.places[i];
    const std::string name =
        fmt::format("{} {}", say(report::messages::words(line.muscle, line.is_lumped).short_name).text(),
                    hamstring_code(line.muscle));
    all += element("line", {{"class", "leader " + std::string(muscle_style(line.muscle).color)},
                            {"x1", coordinate(block.right)},
                            {"y1", coordinate(y)},
                            {"x2", coordinate(spot.x)},
                            {"y2", coordinate(spot.y)}});
    all += element("text", {{"class", "label end"}, {"x", x}, {"y", coordinate(y - 3.0)}}, {name});
    all += element("text", {{"class", "value end"}, {"x", x}, {"y", coordinate(y + 12.0)}},
                   {report::quantity(line.stretch * report::percent_per_one, 1, "%")});
  }
  return all;
}

Html angle_label(const PlanePoint& at, const std::string& joint, double angle_rad) {
  if (std::isnan(angle_rad)) return {};
  return element("text", {{"class", "tick"}, {"x", coordinate(at.x)}, {"y", coordinate(at.y)}},
                 {fmt::format("{} {}", joint, report::quantity(angle_rad * deg_per_rad, 0, "°"))});
}

Html angle_labels(const LegPose& pose, const PlaneView& view) {
  const PlanePoint hip = view({pose.leg.hip.x + 0.105, pose.leg.hip.y + 0.10});  // before the hip bone
  const PlanePoint knee = view(on_segment(pose.leg.hip, pose.leg.knee, {.along = 1.0, .front = 0.075}));
  return joined(
      {angle_label(hip, "hip", pose.hip_flexion_rad), angle_label(knee, "knee", pose.knee_flexion_rad)});
}

}  // namespace

bool can_be_drawn(const LegPose& pose) {
  const auto length = [](const PlanePoint& a, const PlanePoint& b) {
    return std::hypot(b.x - a.x, b.y - a.y);
  };
  return is_known(pose.leg) && length(pose.leg.hip, pose.leg.knee) > 0.01 &&
         length(pose.leg.knee, pose.leg.ankle) > 0.01 && length(pose.leg.heel, pose.leg.toe) > 0.01;
}

LegSheet common_sheet(const std::vector<LegPose>& poses) {
  constexpr double tallest_px = 320.0;
  const double words_px = angle_label_px + edge_px;
  double scale = std::numeric_limits<double>::infinity();
  for (const LegPose& pose : poses) {
    if (!can_be_drawn(pose)) continue;
    const Bounds bounds = bounds_of(pose);
    scale = std::min({scale, (leg_width_px - words_px - edge_px) / (bounds.right - bounds.left),
                      (leg_width_px - words_px - label_px) / (bounds.right - leftmost_spot(pose, bounds)),
                      tallest_px / (bounds.high - bounds.low)});
  }
  if (!std::isfinite(scale)) return {};
  LegSheet sheet{.px_per_m = scale};
  for (const LegPose& pose : poses) {
    if (!can_be_drawn(pose)) continue;
    const Bounds bounds = bounds_of(pose);
    sheet.height_px = std::max(sheet.height_px, (bounds.high - bounds.low) * scale + 2.0 * edge_px);
    for (const double place : label_block(pose, view_of(pose, scale)).places) {
      sheet.height_px = std::max(sheet.height_px, place + 18.0);
    }
  }
  return sheet;
}

Html leg_svg(const LegPose& pose, const LegSheet& sheet, const std::string& title) {
  const PlaneView view = view_of(pose, sheet.px_per_m);
  return element(
      "svg",
      {{"viewBox", fmt::format("0 0 {} {}", coordinate(leg_width_px), coordinate(sheet.height_px))},
       {"role", "img"},
       {"aria-label", title}},
      {skin(pose.leg, view), bones(pose, view), muscles(pose, view), muscle_labels(pose, view),
       angle_labels(pose, view)});
}

}  // namespace hamstring::render

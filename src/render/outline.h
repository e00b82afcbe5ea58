// Smooth closed outlines fixed to a limb segment: how bones and skin are drawn from joint centers alone.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/motion_report.h"

namespace hamstring::render {

using report::PlanePoint;

/// A point of an outline relative to a segment from joint A to joint B: `along` as a share of its length
/// (0 at A, 1 at B) and `front` across it [m], positive to the front of a person who faces right.
struct SegmentPoint {
  double along = 0.0;
  double front = 0.0;
};

/// The point in the plane of motion [m].
[[nodiscard]] PlanePoint on_segment(const PlanePoint& a, const PlanePoint& b, const SegmentPoint& point);

[[nodiscard]] std::vector<PlanePoint> on_segment(const PlanePoint& a, const PlanePoint& b,
                                                 std::span<const SegmentPoint> outline);

/// Points turned by `angle_rad` (counterclockwise) about the origin and moved to `origin` [m].
[[nodiscard]] std::vector<PlanePoint> placed(std::span<const PlanePoint> outline, const PlanePoint& origin,
                                             double angle_rad);

/// `count` points evenly along a polyline of at least two points, ends included.
[[nodiscard]] std::vector<PlanePoint> resampled(std::span<const PlanePoint> line, std::size_t count);

/// From m in the plane (y up) to px of a view box (y down).
struct PlaneView {
  double px_per_m = 1.0;
  PlanePoint origin_px{0.0, 0.0};  ///< where the plane's origin is drawn

  [[nodiscard]] PlanePoint operator()(const PlanePoint& p) const {
    return {origin_px.x + p.x * px_per_m, origin_px.y - p.y * px_per_m};
  }
};

/// A smooth curve through all points as path data (Catmull-Rom splines as cubic Béziers).
[[nodiscard]] std::string smooth_path(std::span<const PlanePoint> points, const PlaneView& view,
                                      bool is_closed);

}  // namespace hamstring::render

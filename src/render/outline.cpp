#include "render/outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/svg.h"

namespace hamstring::render {

PlanePoint on_segment(const PlanePoint& a, const PlanePoint& b, const SegmentPoint& point) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = std::hypot(dx, dy);
  if (!(length > 0.0)) return a;
  return {a.x + point.along * dx - point.front * dy / length,
          a.y + point.along * dy + point.front * dx / length};
}

std::vector<PlanePoint> on_segment(const PlanePoint& a, const PlanePoint& b,
                                   std::span<const SegmentPoint> outline) {
  std::vector<PlanePoint> points;
  for (const SegmentPoint& point : outline) points.push_back(on_segment(a, b, point));
  return points;
}

std::vector<PlanePoint> placed(std::span<const PlanePoint> outline, const PlanePoint& origin,
                               double angle_rad) {
  const double cosine = std::cos(angle_rad);
  const double sine = std::sin(angle_rad);
  std::vector<PlanePoint> points;
  for (const PlanePoint& p : outline) {
    points.push_back({origin.x + cosine * p.x - sine * p.y, origin.y + sine * p.x + cosine * p.y});
  }
  return points;
}

std::vector<PlanePoint> resampled(std::span<const PlanePoint> line, std::size_t count) {
  std::vector<double> way{0.0};
  for (std::size_t i = 1; i < line.size(); ++i) {
    way.push_back(way.back() + std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y));
  }
  std::vector<PlanePoint> points;
  std::size_t piece = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const double at = way.back() * static_cast<double>(i) / static_cast<double>(count - 1);
    while (piece + 1 < line.size() && way[piece] < at) ++piece;
    const double length = way[piece] - way[piece - 1];
    const double share = length > 0.0 ? (at - way[piece - 1]) / length : 0.0;
    points.push_back({std::lerp(line[piece - 1].x, line[piece].x, share),
                      std::lerp(line[piece - 1].y, line[piece].y, share)});
  }
  return points;
}

std::string smooth_path(std::span<const PlanePoint> points, const PlaneView& view, bool is_closed) {
  if (points.size() < 2) return {};
  const std::size_t count = points.size();
  const auto px = [&](std::size_t i, std::ptrdiff_t step) {
    const auto moved = static_cast<std::ptrdiff_t>(i) + step;
    const auto size = static_cast<std::ptrdiff_t>(count);
    const std::ptrdiff_t at =
        is_closed ? (moved + size) % size : std::clamp<std::ptrdiff_t>(moved, 0, size - 1);
    return view(points[static_cast<std::size_t>(at)]);
  };
  const PlanePoint start = px(0, 0);
  std::string path = fmt::format("M{} {}", coordinate(start.x), coordinate(start.y));
  for (std::size_t i = 0; i < (is_closed ? count : count - 1); ++i) {
    const PlanePoint before = px(i, -1);
    const PlanePoint from = px(i, 0);
    const PlanePoint to = px(i, 1);
    const PlanePoint after = px(i, 2);
    path +=
        fmt::format("C{} {} {} {} {} {}", coordinate(from.x + (to.x - before.x) / 6.0),
                    coordinate(from.y + (to.y - before.y) / 6.0), coordinate(to.x - (after.x - from.x) / 6.0),
                    coordinate(to.y - (after.y - from.y) / 6.0), coordinate(to.x), coordinate(to.y));
  }
  if (is_closed) path += 'Z';
  return path;
}

}  // namespace hamstring::render

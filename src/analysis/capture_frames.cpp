#include "analysis/capture_frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace hamstring::analysis {
namespace {

using personalize::MarkerAssignment;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// Ours: people who stand for a static trial sway by less; in a start block they are quiet, but not upright.
constexpr double quiet_s = 0.5;
constexpr double stands_still_m_per_s = 0.08;
constexpr double stands_upright = 0.95;  // of the greatest height of the pelvis over the feet
constexpr std::size_t spread_frames = 24;

template <class Predicate>
std::vector<std::size_t> those(const MarkerTrajectories& markers,
                               const std::vector<MarkerAssignment>& assignments, Predicate is_meant) {
  std::vector<std::size_t> found;
  for (const MarkerAssignment& assignment : assignments) {
    const auto column = markers.find(assignment.name);
    if (column && assignment.is_used() && assignment.meaning && is_meant(*assignment.meaning))
      found.push_back(*column);
  }
  return found;
}

MarkerTrajectories only(const MarkerTrajectories& markers, const std::vector<std::size_t>& frames) {
  MarkerTrajectories kept{
      .rate_hz = markers.rate_hz, .names = markers.names, .unit_in_file = markers.unit_in_file};
  for (const std::size_t f : frames) {
    kept.time_s.push_back(markers.time_s[f]);
    for (std::size_t m = 0; m < markers.markers(); ++m) kept.positions_m.push_back(markers.position_m(f, m));
  }
  return kept;
}

/// The quietest stretch: first and last frame and the mean speed of its markers.
struct Quiet {
  std::size_t first = 0, last = 0;
  double speed_m_per_s = std::numeric_limits<double>::infinity();
};

Quiet find_quiet(const MarkerTrajectories& markers) {
  const std::size_t frames = markers.frames();
  if (frames < 2) return {.first = 0, .last = 0, .speed_m_per_s = 0.0};
  std::vector<double> steps(frames, 0.0);  // mean way of the markers since the frame before
  for (std::size_t f = 1; f < frames; ++f) {
    double sum = 0.0, count = 0.0;
    for (std::size_t m = 0; m < markers.markers(); ++m) {
      if (!markers.is_seen(f, m) || !markers.is_seen(f - 1, m)) continue;
      sum += (markers.position_m(f, m) - markers.position_m(f - 1, m)).norm();
      count += 1.0;
    }
    steps[f] = count == 0.0 ? nan : sum / count;
  }
  const double interval_s =
      (markers.time_s.back() - markers.time_s.front()) / static_cast<double>(frames - 1);
  const auto length = std::min<std::size_t>(
      frames - 1, std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(quiet_s / interval_s))));
  Quiet best;
  for (std::size_t first = 0; first + length < frames; ++first) {
    const double way = std::accumulate(steps.begin() + static_cast<std::ptrdiff_t>(first + 1),
                                       steps.begin() + static_cast<std::ptrdiff_t>(first + length + 1), 0.0);
    const double speed = way / (static_cast<double>(length) * interval_s);
    if (speed < best.speed_m_per_s) best = {.first = first, .last = first + length, .speed_m_per_s = speed};
  }
  if (!std::isfinite(best.speed_m_per_s)) best.last = frames - 1;
  return best;
}

ReferenceFrames mean_over(const MarkerTrajectories& markers, const Quiet& quiet) {
  ReferenceFrames reference;
  reference.markers = markers.mean_over(quiet.first, quiet.last);
  reference.what = quiet.first == quiet.last
                       ? "one frame"
                       : fmt::format("the mean from {:.2f} s to {:.2f} s, where it moves least",
                                     markers.time_s[quiet.first], markers.time_s[quiet.last]);
  return reference;
}

}  // namespace

ReferenceFrames quietest_frames(const MarkerTrajectories& markers) {
  return mean_over(markers, find_quiet(markers));
}

MarkerTrajectories spread_over(const MarkerTrajectories& markers, std::size_t count) {
  std::vector<std::size_t> frames;
  count = std::min(count, markers.frames());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = i * markers.frames() / count, end = (i + 1) * markers.frames() / count;
    std::size_t best = begin, most = 0;
    for (std::size_t f = begin; f < end; ++f) {
      std::size_t seen = 0;
      for (std::size_t m = 0; m < markers.markers(); ++m) seen += markers.is_seen(f, m) ? 1 : 0;
      if (seen > most) best = f, most = seen;
    }
    frames.push_back(best);
  }
  return only(markers, frames);
}

ReferenceFrames reference_frames(const MarkerTrajectories& markers,
                                 const std::vector<MarkerAssignment>& assignments) {
  const Quiet quiet = find_quiet(markers);
  const auto pelvis =
      those(markers, assignments, [](const MarkerMeaning& m) { return m.segment == Segment::pelvis; });
  const auto feet =
      those(markers, assignments, [](const MarkerMeaning& m) { return m.segment == Segment::foot; });
  const auto height = [&](std::size_t f) {
    return markers.mean_position_m(f, pelvis).y() - markers.mean_position_m(f, feet).y();
  };
  double greatest = -std::numeric_limits<double>::infinity();
  for (std::size_t f = 0; f < markers.frames(); ++f) {
    const double here = height(f);
    if (here > greatest) greatest = here;
  }
  const double there = height((quiet.first + quiet.last) / 2);
  if (quiet.speed_m_per_s < stands_still_m_per_s && there >= stands_upright * greatest) {
    ReferenceFrames reference = mean_over(markers, quiet);
    reference.what += ", standing";
    return reference;
  }
  ReferenceFrames reference{.markers = spread_over(markers, spread_frames), .what = {}};
  reference.what = fmt::format("{} frames spread over the movement", reference.markers.frames());
  return reference;
}

void blank_frozen(MarkerTrajectories& markers, Diagnostics& diagnostics) {
  constexpr std::size_t frozen_frames = 10;
  constexpr double others_moved_m = 0.02;
  const std::size_t count = markers.markers(), frames = markers.frames();
  const MarkerTrajectories as_recorded = markers;
  const auto others_moved = [&](std::size_t from, std::size_t to) {
    std::vector<double> moved;
    for (std::size_t m = 0; m < count; ++m) {
      if (as_recorded.is_seen(from, m) && as_recorded.is_seen(to, m))
        moved.push_back((as_recorded.position_m(to, m) - as_recorded.position_m(from, m)).norm());
    }
    if (moved.empty()) return 0.0;
    std::ranges::nth_element(moved, moved.begin() + static_cast<std::ptrdiff_t>(moved.size() / 2));
    return moved[moved.size() / 2];
  };
  for (std::size_t m = 0; m < count; ++m) {
    for (std::size_t begin = 0; begin < frames;) {
      std::size_t end = begin + 1;
      while (end < frames && as_recorded.position_m(end, m) == as_recorded.position_m(begin, m)) ++end;
      const bool is_frozen = end - begin >= frozen_frames && as_recorded.is_seen(begin, m) &&
                             others_moved(begin, end - 1) >= others_moved_m;
      if (is_frozen) {
        // The first of them may be where it was seen last.
        for (std::size_t f = begin + 1; f < end; ++f)
          markers.positions_m[f * count + m] = Vec3::Constant(nan);
        diagnostics.warn(
            fmt::format("stands still from {:.6g} s to {:.6g} s while the others move: it was lost "
                        "and its last place repeated; not used there",
                        markers.time_s[begin], markers.time_s[end - 1]),
            markers.names[m]);
      }
      begin = end;
    }
  }
}

Result<void> check_sides(const MarkerTrajectories& markers,
                         const std::vector<MarkerAssignment>& assignments) {
  const auto at = [&](Landmark a, Landmark b) {
    return those(markers, assignments,
                 [&](const MarkerMeaning& m) { return m.landmark == a || m.landmark == b; });
  };
  const auto sided = [&](Side side) {
    return those(markers, assignments, [&](const MarkerMeaning& m) {
      return m.side == side && (m.segment == Segment::pelvis || m.segment == Segment::thigh);
    });
  };
  const auto left = sided(Side::left), right = sided(Side::right);
  const auto front = at(Landmark::asis, Landmark::asis), back = at(Landmark::psis, Landmark::sacrum);
  const auto toes = at(Landmark::toe, Landmark::first_metatarsal), heels = at(Landmark::heel, Landmark::heel);
  double wrong = 0.0, known = 0.0;
  const std::size_t step = std::max<std::size_t>(1, markers.frames() / 50);
  for (std::size_t f = 0; f < markers.frames(); f += step) {
    Vec3 ahead = markers.mean_position_m(f, front) - markers.mean_position_m(f, back);
    if (!ahead.allFinite()) ahead = markers.mean_position_m(f, toes) - markers.mean_position_m(f, heels);
    const Vec3 to_right = markers.mean_position_m(f, right) - markers.mean_position_m(f, left);
    const double side = to_right.dot(ahead.cross(Vec3::UnitY()));
    if (!std::isfinite(side)) continue;
    known += 1.0;
    wrong += side < 0.0 ? 1.0 : 0.0;
  }
  if (known == 0.0 || wrong < 0.9 * known) return {};
  return failure(Error{
      .message =
          "what is called left lies on the right of this person, in nearly every frame: left and right "
          "are exchanged, or one axis of the laboratory is mirrored",
      .element = "markers",
      .advice =
          "If the labels are exchanged, say so in a text file ('LASI = right asis', a line a marker) and "
          "give it with --markers; if an axis is mirrored or another one is up, export the recording "
          "again or say --up."});
}

}  // namespace hamstring::analysis

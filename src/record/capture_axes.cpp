#include "record/capture_axes.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/text.h"
#include "record/marker_names.h"

namespace hamstring {
namespace {

constexpr double nearly_along = 0.9;  // cosine; ours: a plate that leans more decides nothing

std::optional<LaboratoryAxis> axis_along(const Vec3& direction) {
  int axis = 0;
  if (!direction.allFinite() || !(direction.norm() > 0.0)) return std::nullopt;
  direction.cwiseAbs().maxCoeff(&axis);
  if (std::abs(direction[axis]) < nearly_along * direction.norm()) return std::nullopt;
  return LaboratoryAxis{.axis = axis, .sign = direction[axis] < 0.0 ? -1 : 1};
}

/// From the feet to pelvis, trunk and head: in every frame the mean of each; the mean over the frames. By
/// what the names of the markers mean.
std::optional<Vec3> from_feet_up(const MarkerTrajectories& markers) {
  constexpr std::size_t frames_tried = 200;
  std::vector<std::size_t> above, below;
  for (std::size_t m = 0; m < markers.markers(); ++m) {
    const auto meaning = meaning_of_marker(markers.names[m]);
    if (!meaning || meaning->is_computed || meaning->segment == Segment::arm) continue;
    if (meaning->segment == Segment::foot)
      below.push_back(m);
    else if (meaning->segment != Segment::thigh && meaning->segment != Segment::shank)
      above.push_back(m);
  }
  Vec3 up = Vec3::Zero();
  const std::size_t step = std::max<std::size_t>(1, markers.frames() / frames_tried);
  for (std::size_t f = 0; f < markers.frames(); f += step) {
    const Vec3 way = markers.mean_position_m(f, above) - markers.mean_position_m(f, below);
    if (way.allFinite()) up += way;
  }
  if (!(up.norm() > 0.0)) return std::nullopt;
  return up;
}

/// What a file says of its own axes: its plates, its screen.
std::optional<UpChoice> said_by_file(const Capture& capture) {
  Vec3 normals = Vec3::Zero();
  for (const ForcePlate& plate : capture.plates.plates) normals += plate.normal;
  if (const auto axis = axis_along(normals)) return UpChoice{*axis, "the force plates face it"};
  if (const auto axis = laboratory_axis(capture.up_in_file))
    return UpChoice{*axis, "the file shows it upwards (POINT:Y_SCREEN)"};
  return std::nullopt;
}

}  // namespace

std::optional<LaboratoryAxis> laboratory_axis(std::string_view word) {
  LaboratoryAxis axis;
  if (!word.empty() && (word.front() == '+' || word.front() == '-')) {
    axis.sign = word.front() == '-' ? -1 : 1;
    word.remove_prefix(1);
  }
  if (word.size() != 1) return std::nullopt;
  const std::string letter = to_lower(word);
  if (letter[0] < 'x' || letter[0] > 'z') return std::nullopt;
  axis.axis = letter[0] - 'x';
  return axis;
}

std::string axis_name(const LaboratoryAxis& axis) {
  return std::string(axis.sign < 0 ? "-" : "+") + static_cast<char>('x' + axis.axis);
}

UpChoice find_up(const Capture& capture) {
  const std::optional<UpChoice> said = said_by_file(capture);
  if (const auto way = from_feet_up(capture.markers)) {
    if (const auto axis = axis_along(*way)) {
      if (said && said->up.axis == axis->axis && said->up.sign == axis->sign) return *said;
      std::string why = "markers of the trunk lie that way from those of the feet";
      if (said) why += ", although for " + axis_name(said->up) + " " + said->why;
      return {*axis, std::move(why)};
    }
  }
  if (said) return *said;
  return {{}, "nothing in the file says it; most laboratories have z upwards"};
}

Mat3 turn_to_y_up(const LaboratoryAxis& up, int quarter_turns) {
  // The shortest turn: about the axis at right angles to both; upside down: half a turn about x.
  Vec3 from = Vec3::Zero();
  from[up.axis] = up.sign;
  const Vec3 to = Vec3::UnitY();
  Mat3 R = Mat3::Identity();
  if (from == Vec3(-to)) {
    R = Vec3(1.0, -1.0, -1.0).asDiagonal();
  } else if (from != to) {
    const Vec3 third = from.cross(to);
    Mat3 old_axes, new_axes;
    old_axes << from, third.cross(from), third;
    new_axes << to, third.cross(to), third;
    R = new_axes * old_axes.transpose();
  }
  Mat3 quarter;
  quarter << 0, 0, 1, 0, 1, 0, -1, 0, 0;  // about y: z becomes x
  for (int i = 0; i < ((quarter_turns % 4) + 4) % 4; ++i) R = quarter * R;
  return R;
}

void turn(const Mat3& R, Capture& capture) {
  for (Vec3& p : capture.markers.positions_m) p = R * p;
  for (ForcePlate& plate : capture.plates.plates) {
    for (Vec3* p : {&plate.center_m, &plate.normal, &plate.sensor_m}) *p = R * *p;
    for (Vec3& p : plate.corners_m) p = R * p;
    for (auto* values : {&plate.force_n, &plate.moment_n_m, &plate.center_of_pressure_m,
                         &plate.free_moment_n_m, &plate.wrench_point_m}) {
      for (Vec3& v : *values) v = R * v;
    }
  }
  for (Pose& pose : capture.segments.X_LS) pose = Pose{R, Vec3::Zero()} * pose;
}

}  // namespace hamstring

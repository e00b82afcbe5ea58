#include "record/capture_axes.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

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

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// Mean of all seen positions of the markers whose names hold one of the words.
template <std::size_t N>
std::optional<Vec3> mean_of(const MarkerTrajectories& markers, const std::array<std::string_view, N>& words) {
  Vec3 sum = Vec3::Zero();
  double count = 0.0;
  for (std::size_t m = 0; m < markers.markers(); ++m) {
    const std::string name = lower(markers.names[m]);
    bool is_meant = false;
    for (const std::string_view word : words) is_meant = is_meant || name.find(word) != std::string::npos;
    for (std::size_t f = 0; is_meant && f < markers.frames(); ++f) {
      if (!markers.is_seen(f, m)) continue;
      sum += markers.position_m(f, m);
      count += 1.0;
    }
  }
  if (count == 0.0) return std::nullopt;
  return sum / count;
}

// Names of the marker sets of Plug-in Gait, Cleveland Clinic, Helen Hayes and OpenSim's examples.
constexpr std::array<std::string_view, 11> upper_words{"asis", "asi", "psi",  "sacr", "c7",   "clav",
                                                       "head", "acr", "shou", "strn", "iliac"};
constexpr std::array<std::string_view, 10> lower_words{"heel", "toe", "mt1", "mt5", "mall",
                                                       "hee",  "ank", "cal", "mfl", "mfs"};

}  // namespace

std::optional<LaboratoryAxis> laboratory_axis(std::string_view word) {
  LaboratoryAxis axis;
  if (!word.empty() && (word.front() == '+' || word.front() == '-')) {
    axis.sign = word.front() == '-' ? -1 : 1;
    word.remove_prefix(1);
  }
  if (word.size() != 1) return std::nullopt;
  const std::string letter = lower(word);
  if (letter[0] < 'x' || letter[0] > 'z') return std::nullopt;
  axis.axis = letter[0] - 'x';
  return axis;
}

std::string axis_name(const LaboratoryAxis& axis) {
  return std::string(axis.sign < 0 ? "-" : "+") + static_cast<char>('x' + axis.axis);
}

UpChoice find_up(const Capture& capture) {
  Vec3 normals = Vec3::Zero();
  for (const ForcePlate& plate : capture.plates.plates) normals += plate.normal;
  if (const auto axis = axis_along(normals)) return {*axis, "the force plates face it"};
  if (const auto axis = laboratory_axis(capture.up_in_file))
    return {*axis, "the file shows it upwards (POINT:Y_SCREEN)"};
  const auto above = mean_of(capture.markers, upper_words), below = mean_of(capture.markers, lower_words);
  if (above && below) {
    if (const auto axis = axis_along(*above - *below))
      return {*axis, "markers of the trunk lie that way from those of the feet"};
  }
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

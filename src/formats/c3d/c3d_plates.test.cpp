#include "formats/c3d/c3d_plates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/c3d/c3d_reader.h"
#include "tests/support/c3d_writer.h"

namespace hamstring {
namespace {

using testing::C3dSketch;
using ::testing::HasSubstr;

std::string messages(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& entry : diagnostics.entries()) all += entry.text() + "\n";
  return all;
}

// A plate of 400 × 600 mm in a laboratory with z up, whose own z points into the ground as that of AMTI's and
// Kistler's do: its x along the laboratory's y, its y along the laboratory's x.
const Vec3 center(1000.0, 200.0, 0.0);
constexpr double sensor_depth = 40.0;

std::vector<double> corners() {
  // Corner 1 at (+x, +y) of the plate, then (-x, +y), (-x, -y), (+x, -y).
  std::vector<double> all;
  for (const auto& [x, y] : {std::pair(200.0, 300.0), {-200.0, 300.0}, {-200.0, -300.0}, {200.0, -300.0}}) {
    for (const double v : {center.x() + y, center.y() + x, 0.0}) all.push_back(v);
  }
  return all;
}

struct Load {
  Vec3 force_n = Vec3(30.0, -20.0, 800.0);   ///< on the body, in the laboratory
  Vec3 place_mm = Vec3(1100.0, 250.0, 0.0);  ///< center of pressure
  double free_moment_n_m = 5.0;              ///< about the laboratory's z
};

/// Force and moment about the sensor's origin in the plate's axes, N and N·mm.
std::pair<Vec3, Vec3> sensor_reading(const Load& load) {
  const Vec3 sensor(center.x(), center.y(), -sensor_depth);
  const Vec3 moment =
      (load.place_mm - sensor).cross(load.force_n) + Vec3(0.0, 0.0, 1000.0 * load.free_moment_n_m);
  const auto to_plate = [](const Vec3& v) { return Vec3(v.y(), v.x(), -v.z()); };
  return {to_plate(load.force_n), to_plate(moment)};
}

C3dSketch plate_file(int type, const std::vector<double>& channels, const Vec3& origin) {
  C3dSketch sketch{.labels = {"M"}, .samples_per_frame = 2, .signals = {}};
  sketch.frames.assign(6, {Vec3(1.0, 2.0, 3.0)});
  std::vector<int> numbers;
  for (std::size_t c = 0; c < channels.size(); ++c) {
    sketch.signals.emplace_back(12, channels[c]);
    numbers.push_back(static_cast<int>(c) + 1);
  }
  for (auto& signal : sketch.signals) signal.back() = 0.0;  // the last sample bears nothing
  const int width = static_cast<int>(channels.size());
  sketch.parameters = {
      {"ANALOG", "SCALE", std::vector<double>(channels.size(), 1.0)},
      {"FORCE_PLATFORM", "USED", std::vector<std::uint8_t>{1}},
      {"FORCE_PLATFORM", "TYPE", std::vector<int>{type}},
      {"FORCE_PLATFORM", "CORNERS", corners(), {3, 4, 1}},
      {"FORCE_PLATFORM", "ORIGIN", std::vector<double>{origin.x(), origin.y(), origin.z()}, {3, 1}},
      {"FORCE_PLATFORM", "CHANNEL", numbers, {width, 1}}};
  return sketch;
}

Capture read(const C3dSketch& sketch, Diagnostics& diagnostics) {
  Result<Capture> capture = parse_c3d(write_c3d(sketch), "a.c3d", {}, diagnostics);
  EXPECT_TRUE(capture) << capture.error().text();
  return capture ? std::move(*capture) : Capture{};
}

void expect_load(const Capture& capture, const Load& load, double tolerance = 1e-5) {
  ASSERT_EQ(capture.plates.plates.size(), 1U);
  const ForcePlate& plate = capture.plates.plates.front();
  EXPECT_LT((plate.force_n[0] - load.force_n).norm(), 1e3 * tolerance);
  EXPECT_LT((plate.center_of_pressure_m[0] - 1e-3 * load.place_mm).norm(), tolerance);
  EXPECT_LT((plate.free_moment_n_m[0] - Vec3(0, 0, load.free_moment_n_m)).norm(), 1e3 * tolerance);
  EXPECT_LT((plate.normal - Vec3(0, 0, 1)).norm(), 1e-6);
  EXPECT_TRUE(plate.center_of_pressure_m.back().array().isNaN().all()) << "nothing stands there";
  // Shimba's point: the moment about it lies along the force.
  const Vec3 moment_there =
      plate.moment_n_m[0] - (plate.wrench_point_m[0] - plate.center_m).cross(plate.force_n[0]);
  EXPECT_LT(moment_there.cross(plate.force_n[0]).norm() / plate.force_n[0].norm(), 1e-3);
  EXPECT_NEAR(plate.wrench_point_m[0].z(), 0.0, 1e-9);
}

TEST(C3dPlates, type_2_measures_force_and_moment_about_its_sensor) {
  const auto [f, m] = sensor_reading({});
  Diagnostics diagnostics;
  expect_load(
      read(plate_file(2, {f.x(), f.y(), f.z(), m.x(), m.y(), m.z()}, Vec3(0, 0, -sensor_depth)), diagnostics),
      {});
}

TEST(C3dPlates, an_origin_with_the_other_sign_means_the_same) {
  const auto [f, m] = sensor_reading({});
  Diagnostics diagnostics;
  const Capture capture =
      read(plate_file(2, {f.x(), f.y(), f.z(), m.x(), m.y(), m.z()}, Vec3(0, 0, sensor_depth)), diagnostics);
  expect_load(capture, {});
  EXPECT_LT((capture.plates.plates[0].sensor_m - Vec3(1.0, 0.2, -0.04)).norm(), 1e-6);
}

TEST(C3dPlates, type_4_multiplies_with_its_calibration_column_by_column) {
  const auto [f, m] = sensor_reading({});
  Eigen::Matrix<double, 6, 6> calibration;
  for (int i = 0; i < 6; ++i) {
    for (int j = 0; j < 6; ++j) calibration(i, j) = i == j ? 100.0 + i : 0.3 * i - 0.7 * j;
  }
  Eigen::Matrix<double, 6, 1> out;
  out << f, m;
  const Eigen::Matrix<double, 6, 1> volts = calibration.inverse() * out;
  C3dSketch sketch = plate_file(4, {volts.data(), volts.data() + 6}, Vec3(0, 0, -sensor_depth));
  sketch.parameters.push_back({"FORCE_PLATFORM",
                               "CAL_MATRIX",
                               std::vector<double>(calibration.data(), calibration.data() + 36),
                               {6, 6, 1}});
  Diagnostics diagnostics;
  expect_load(read(sketch, diagnostics), {}, 1e-4);
}

TEST(C3dPlates, type_3_adds_up_four_columns_of_sensors) {
  const auto [f, m] = sensor_reading({});
  const double a = 120.0, b = 200.0;
  // Four vertical forces with the sums and differences wanted; the sideways ones split for the same moment.
  const double fz = f.z() / 4.0, mx = m.x() / b / 4.0, my = m.y() / a / 4.0;
  const double fx12 = f.x() / 2.0 - m.z() / b / 2.0, fx34 = f.x() / 2.0 + m.z() / b / 2.0;
  const std::vector<double> channels{fx12,         fx34,         f.y() / 2.0,  f.y() / 2.0,
                                     fz + mx - my, fz + mx + my, fz - mx + my, fz - mx - my};
  Diagnostics diagnostics;
  expect_load(read(plate_file(3, channels, Vec3(a, b, -sensor_depth)), diagnostics), {});
}

TEST(C3dPlates, type_1_brings_its_center_of_pressure_along) {
  const Load load;
  const Vec3 f(load.force_n.y(), load.force_n.x(), -load.force_n.z());
  const double px = load.place_mm.y() - center.y(), py = load.place_mm.x() - center.x();
  C3dSketch sketch =
      plate_file(1, {f.x(), f.y(), f.z(), px, py, -1000.0 * load.free_moment_n_m}, Vec3::Zero());
  sketch.parameters.push_back(
      {"ANALOG", "UNITS", std::vector<std::string>{"N", "N", "N", "mm", "mm", "Nmm"}});
  Diagnostics diagnostics;
  expect_load(read(sketch, diagnostics), load);
}

TEST(C3dPlates, moments_in_another_unit_than_they_say_are_found_by_where_they_put_the_foot) {
  const auto [f, m] = sensor_reading({});
  const Vec3 n_m = 1e-3 * m;
  Diagnostics diagnostics;
  const Capture capture =
      read(plate_file(2, {f.x(), f.y(), f.z(), n_m.x(), n_m.y(), n_m.z()}, Vec3(0, 0, -sensor_depth)),
           diagnostics);
  // 1 mm of depth is not what decides here: all centers within a millimeter of the middle lie on it, too.
  ASSERT_EQ(capture.plates.plates.size(), 1U);
  C3dSketch far = plate_file(2, {f.x(), f.y(), f.z(), m.x(), m.y(), m.z()}, Vec3(0, 0, -sensor_depth));
  far.parameters.push_back({"ANALOG", "UNITS", std::vector<std::string>{"N", "N", "N", "Nm", "Nm", "Nm"}});
  Diagnostics found;
  expect_load(read(far, found), {});
  EXPECT_THAT(messages(found), HasSubstr("read in N·mm"));
}

TEST(C3dPlates, other_types_and_plates_without_corners_are_refused_by_number) {
  const auto [f, m] = sensor_reading({});
  for (const int type : {5, 6, 7, 21}) {
    Diagnostics diagnostics;
    const Capture capture = read(
        plate_file(type, {f.x(), f.y(), f.z(), m.x(), m.y(), m.z()}, Vec3(0, 0, -sensor_depth)), diagnostics);
    EXPECT_TRUE(capture.plates.plates.empty());
    EXPECT_EQ(capture.markers.frames(), 6U) << "markers are read";
    EXPECT_THAT(messages(diagnostics), HasSubstr("force plate 1 left out: type " + std::to_string(type)));
  }
  C3dSketch flat = plate_file(2, {f.x(), f.y(), f.z(), m.x(), m.y(), m.z()}, Vec3::Zero());
  flat.parameters.push_back({"FORCE_PLATFORM", "CORNERS", std::vector<double>(12, 0.0), {3, 4, 1}});
  Diagnostics diagnostics;
  EXPECT_TRUE(read(flat, diagnostics).plates.plates.empty());
  EXPECT_THAT(messages(diagnostics), HasSubstr("corners"));
}

}  // namespace
}  // namespace hamstring

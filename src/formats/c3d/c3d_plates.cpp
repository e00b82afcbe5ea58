#include "formats/c3d/c3d_plates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/text.h"
#include "formats/text/table_text.h"

namespace hamstring::c3d {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest_side_m = 0.05,
                 largest_side_m = 10.0;  // of a plate; ours: they only refuse nonsense
constexpr double laboratory_m = 200.0;

/// A plate's axes as its corners give them: x from corner 2 to 1, y from corner 4 to 1.
struct Surface {
  Mat3 R_LP = Mat3::Identity();  ///< plate in laboratory
  Vec3 center_m = Vec3::Zero();
  double half_x_m = 0.0, half_y_m = 0.0;
};

std::optional<Surface> surface_of(const std::array<Vec3, 4>& corners) {
  for (const Vec3& corner : corners) {
    if (!corner.allFinite() || corner.cwiseAbs().maxCoeff() > laboratory_m) return std::nullopt;
  }
  const Vec3 x = corners[0] - corners[1], y = corners[0] - corners[3];
  const Vec3 z = x.cross(y);
  for (const double side : {x.norm(), y.norm()}) {
    if (side < smallest_side_m || side > largest_side_m) return std::nullopt;
  }
  if (z.norm() < 0.5 * x.norm() * y.norm()) return std::nullopt;
  Surface surface{.center_m = (corners[0] + corners[1] + corners[2] + corners[3]) / 4.0,
                  .half_x_m = x.norm() / 2.0,
                  .half_y_m = y.norm() / 2.0};
  surface.R_LP.col(0) = x.normalized();
  surface.R_LP.col(2) = z.normalized();
  surface.R_LP.col(1) = surface.R_LP.col(2).cross(surface.R_LP.col(0));
  return surface;
}

/// Newton meters a unit of a channel of moments, by its name: "Nmm", "N.m", "ntmm" …; nothing where it says
/// neither.
std::optional<double> moment_unit(std::string_view unit) {
  std::string plain;
  for (const char c : to_lower(unit)) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) plain += c;
  }
  if (plain == "nmm" || plain == "ntmm" || plain == "newtonmm" || plain == "newtonmillimeters") return 1e-3;
  if (plain == "ncm") return 1e-2;
  if (plain == "nm" || plain == "ntm" || plain == "newtonm" || plain == "newtonmeters") return 1.0;
  return std::nullopt;
}

/// Force and moment about the sensor's origin, in the plate's axes, N and the moment's unit.
struct Wrench {
  Vec3 force = Vec3::Zero();
  Vec3 moment = Vec3::Zero();
};

struct PlateReading {
  int number = 0;
  int type = 0;
  Vec3 origin = Vec3::Zero();  ///< m, see sensor_to_center()
  std::vector<std::span<const double>> channels;
  Eigen::Matrix<double, 6, 6> calibration = Eigen::Matrix<double, 6, 6>::Identity();
};

/// What a plate of type 3 measures with its four columns of sensors (C3D user guide; Kistler's equations).
Wrench of_four_sensors(const std::array<double, 8>& v, const Vec3& origin_in_units) {
  const double a = std::abs(origin_in_units.x()), b = std::abs(origin_in_units.y());
  return {.force = Vec3(v[0] + v[1], v[2] + v[3], v[4] + v[5] + v[6] + v[7]),
          .moment = Vec3(b * (v[4] + v[5] - v[6] - v[7]), a * (-v[4] + v[5] + v[6] - v[7]),
                         b * (-v[0] + v[1]) + a * (v[2] - v[3]))};
}

std::size_t channels_of_type(int type) {
  return type == 3 ? 8 : 6;
}

class PlateReader {
 public:
  PlateReader(const PlateReading& reading, double moment_unit_n_m, double position_unit_m = 1.0)
      : reading_(reading), unit_(moment_unit_n_m), position_unit_(position_unit_m) {
    // From the sensor to the middle of the surface, which lies above it: some files have it the other way.
    to_center_ = reading.origin;
    if (to_center_.z() > 0.0) to_center_ = -to_center_;
    if (reading.type == 3) to_center_ = Vec3(0.0, 0.0, to_center_.z());
  }

  [[nodiscard]] Vec3 to_center_m() const { return to_center_; }

  /// Force [N] and moment [N·m] about the middle of the surface, in the plate's axes.
  [[nodiscard]] Wrench at(std::size_t sample) const {
    std::array<double, 8> v{};
    for (std::size_t c = 0; c < reading_.channels.size(); ++c) v[c] = reading_.channels[c][sample];
    if (reading_.type == 1) {
      const Vec3 force(v[0], v[1], v[2]);
      const Vec3 place = position_unit_ * Vec3(v[3], v[4], 0.0) - Vec3(to_center_.x(), to_center_.y(), 0.0);
      return {.force = force, .moment = place.cross(force) + Vec3(0.0, 0.0, unit_ * v[5])};
    }
    Wrench wrench{.force = Vec3(v[0], v[1], v[2]), .moment = unit_ * Vec3(v[3], v[4], v[5])};
    if (reading_.type == 3) wrench = of_four_sensors(v, reading_.origin);
    if (reading_.type == 4) {
      const Eigen::Matrix<double, 6, 1> out =
          reading_.calibration * Eigen::Map<const Eigen::Matrix<double, 6, 1>>(v.data());
      wrench = {.force = out.head<3>(), .moment = unit_ * out.tail<3>()};
    }
    wrench.moment += wrench.force.cross(to_center_);
    return wrench;
  }

 private:
  const PlateReading& reading_;
  double unit_, position_unit_;
  Vec3 to_center_;
};

/// How many of a hundred loaded samples have their center of pressure on the plate, with a hand's breadth
/// around it; nothing where there is no load.
std::optional<double> share_on_plate(const PlateReader& reader, const Surface& surface, std::size_t samples,
                                     double contact_force_n) {
  constexpr double margin_m = 0.1;
  std::size_t loaded = 0, on_plate = 0;
  const std::size_t step = std::max<std::size_t>(1, samples / 2000);
  for (std::size_t s = 0; s < samples; s += step) {
    const Wrench w = reader.at(s);
    if (!(std::abs(w.force.z()) > 2.0 * contact_force_n)) continue;
    ++loaded;
    const double x = -w.moment.y() / w.force.z(), y = w.moment.x() / w.force.z();
    on_plate += std::abs(x) <= surface.half_x_m + margin_m && std::abs(y) <= surface.half_y_m + margin_m;
  }
  if (loaded < 3) return std::nullopt;
  return static_cast<double>(on_plate) / static_cast<double>(loaded);
}

void fill_sample(const Wrench& w, const Surface& surface, double contact_force_n, ForcePlate& plate,
                 std::size_t s) {
  const Mat3& R = surface.R_LP;
  plate.force_n[s] = R * w.force;
  plate.moment_n_m[s] = R * w.moment;
  // Only the part along the normal holds the body: a sideways pull alone has no center on the surface.
  if (!(w.force.norm() >= contact_force_n && std::abs(w.force.z()) >= 0.5 * contact_force_n)) return;
  const Vec3 center(-w.moment.y() / w.force.z(), w.moment.x() / w.force.z(), 0.0);
  plate.center_of_pressure_m[s] = surface.center_m + R * center;
  plate.free_moment_n_m[s] =
      R * Vec3(0.0, 0.0, w.moment.z() - center.x() * w.force.y() + center.y() * w.force.x());
  // The axis of the wrench: r0 = F × M / F², and on along F to the surface.
  const Vec3 axis = w.force.cross(w.moment) / w.force.squaredNorm();
  plate.wrench_point_m[s] = surface.center_m + R * (axis - axis.z() / w.force.z() * w.force);
}

class PlatesReader {
 public:
  PlatesReader(const Parameters& parameters, const AnalogSignals& analogs, double unit_m,
               Diagnostics& diagnostics)
      : parameters_(parameters),
        analogs_(analogs),
        unit_m_(unit_m),
        diagnostics_(diagnostics),
        types_(parameters.numbers(group, "TYPE")),
        corners_(parameters.numbers(group, "CORNERS")),
        origins_(parameters.numbers(group, "ORIGIN")),
        channels_(parameters.numbers(group, "CHANNEL")),
        calibration_(parameters.numbers(group, "CAL_MATRIX")) {
    const Parameter* channel = parameters.find(group, "CHANNEL");
    if (channel != nullptr && !channel->dimensions.empty()) channel_stride_ = channel->dimensions.front();
    const Parameter* matrix = parameters.find(group, "CAL_MATRIX");
    if (matrix != nullptr && matrix->dimensions.size() >= 2)
      calibration_rows_ = matrix->dimensions[0], calibration_columns_ = matrix->dimensions[1];
  }

  void read(std::size_t used, ForcePlates& plates) {
    for (std::size_t p = 0; p < used; ++p) {
      if (std::optional<ForcePlate> plate = read_plate(p, plates)) plates.plates.push_back(std::move(*plate));
    }
  }

 private:
  static constexpr const char* group = "FORCE_PLATFORM";

  std::optional<ForcePlate> refuse(std::size_t p, std::string_view why) {
    diagnostics_.warn(fmt::format("force plate {} left out: {}", p + 1, why), group);
    return std::nullopt;
  }

  std::optional<ForcePlate> read_plate(std::size_t p, const ForcePlates& clock) {
    if (p >= types_.size()) return refuse(p, "its type is not given");
    PlateReading reading{.number = static_cast<int>(p) + 1, .type = static_cast<int>(types_[p])};
    if (reading.type < 1 || reading.type > 4) {
      return refuse(p, fmt::format("type {} is not computed; types 1, 2, 3 and 4 are", types_[p]));
    }
    if (12 * (p + 1) > corners_.size()) return refuse(p, "its corners are not given");
    ForcePlate plate{.name = std::to_string(p + 1), .type = reading.type};
    for (std::size_t c = 0; c < 4; ++c) plate.corners_m[c] = unit_m_ * vec_at(corners_, 12 * p + 3 * c);
    const std::optional<Surface> surface = surface_of(plate.corners_m);
    if (!surface) return refuse(p, "its four corners are those of no plate");
    if (3 * (p + 1) <= origins_.size() && vec_at(origins_, 3 * p).allFinite())
      reading.origin = unit_m_ * vec_at(origins_, 3 * p);
    if (const auto why = take_channels(p, reading)) return refuse(p, *why);
    if (reading.type == 4 && !take_calibration(p, reading))
      return refuse(p, "its type needs a calibration matrix, which is not given");
    fill(reading, *surface, clock, plate);
    return plate;
  }

  static Vec3 vec_at(const std::vector<double>& numbers, std::size_t at) {
    return {numbers[at], numbers[at + 1], numbers[at + 2]};
  }

  std::optional<std::string> take_channels(std::size_t p, PlateReading& reading) {
    const std::size_t wanted = channels_of_type(reading.type);
    const std::size_t stride = std::max(channel_stride_, wanted);
    if (p * stride + wanted > channels_.size()) return "its channels are not given";
    for (std::size_t c = 0; c < wanted; ++c) {
      const double channel = unsigned_word(channels_[p * stride + c]);
      if (!(channel >= 1.0 && channel <= static_cast<double>(analogs_.channels.size())))
        return fmt::format("there is no analog channel {}", channel);
      const auto index = static_cast<std::size_t>(channel) - 1;
      reading.channels.push_back(analogs_.values_of(index));
      channel_units_.resize(c + 1);
      channel_units_[c] = analogs_.channels[index].unit;
    }
    return std::nullopt;
  }

  bool take_calibration(std::size_t p, PlateReading& reading) const {
    const std::size_t rows = calibration_rows_, columns = calibration_columns_;
    if (rows < 6 || columns < 6 || (p + 1) * rows * columns > calibration_.size()) return false;
    const bool by_row = to_lower(parameters_.text(group, "MATRIX_STORE")) == "byrow";
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j < 6; ++j) {
        const std::size_t at = by_row ? i * columns + j : j * rows + i;
        reading.calibration(static_cast<int>(i), static_cast<int>(j)) = calibration_[p * rows * columns + at];
      }
    }
    return reading.calibration.allFinite() && reading.calibration.cwiseAbs().maxCoeff() > 0.0;
  }

  /// The unit of the moments: as the channels say, or that of the points; where the center of pressure is
  /// then nowhere near the plate and another unit brings it there, that one.
  double choose_unit(const PlateReading& reading, const Surface& surface, const ForcePlates& clock) {
    const std::size_t moment = reading.type == 1 ? 5 : 3;
    const std::optional<double> stated =
        reading.type == 4 ? std::nullopt : moment_unit(channel_units_[moment]);
    const double unit = stated.value_or(unit_m_);
    if (reading.type == 1 || reading.type == 3) return unit;
    const auto share = [&](double candidate) {
      return share_on_plate(PlateReader(reading, candidate), surface, clock.samples, clock.contact_force_n);
    };
    const std::optional<double> here = share(unit);
    if (!here || *here > 0.5) return unit;
    for (const double other : {1e-3, 1.0}) {
      if (other == unit || share(other).value_or(0.0) < 0.9) continue;
      diagnostics_.warn(
          fmt::format(
              "force plate {}: its moments are read in {}, by which its center of pressure lies on it",
              reading.number, other == 1.0 ? "N·m" : "N·mm"),
          group);
      return other;
    }
    diagnostics_.warn(fmt::format("force plate {}: its center of pressure lies off the plate in {:.0f} % of "
                                  "the loaded time",
                                  reading.number, 100.0 * (1.0 - *here)),
                      group);
    return unit;
  }

  void fill(const PlateReading& reading, const Surface& surface, const ForcePlates& clock,
            ForcePlate& plate) {
    const PlateReader reader(reading, choose_unit(reading, surface, clock),
                             reading.type == 1 ? position_unit(channel_units_[3]) : 1.0);
    const std::size_t n = clock.samples;
    plate.center_m = surface.center_m;
    plate.sensor_m = surface.center_m - surface.R_LP * reader.to_center_m();
    plate.force_n.resize(n);
    plate.moment_n_m.resize(n);
    for (auto* points : {&plate.center_of_pressure_m, &plate.free_moment_n_m, &plate.wrench_point_m})
      points->assign(n, Vec3::Constant(nan));
    double along_z = 0.0;
    for (std::size_t s = 0; s < n; ++s) {
      const Wrench wrench = reader.at(s);
      if (std::isfinite(wrench.force.z())) along_z += wrench.force.z();
      fill_sample(wrench, surface, clock.contact_force_n, plate, s);
    }
    // What holds a body up points towards it; the sensor's own axis points into the ground on most plates.
    plate.normal = (along_z < 0.0 ? -1.0 : 1.0) * surface.R_LP.col(2);
  }

  double position_unit(std::string_view unit) const {
    const std::string plain = to_lower(unit);
    return plain == "m" ? 1.0 : plain == "mm" ? 1e-3 : plain == "cm" ? 1e-2 : unit_m_;
  }

  const Parameters& parameters_;
  const AnalogSignals& analogs_;
  double unit_m_;
  Diagnostics& diagnostics_;
  std::vector<double> types_, corners_, origins_, channels_, calibration_;
  std::size_t channel_stride_ = 0, calibration_rows_ = 0, calibration_columns_ = 0;
  std::vector<std::string> channel_units_;
};

}  // namespace

ForcePlates read_plates(const Parameters& parameters, const AnalogSignals& analogs, double unit_m,
                        double contact_force_n, Diagnostics& diagnostics) {
  ForcePlates plates{.rate_hz = analogs.rate_hz,
                     .start_s = analogs.start_s,
                     .samples = analogs.samples,
                     .contact_force_n = contact_force_n};
  std::size_t used = parameters.count("FORCE_PLATFORM", "USED").value_or(0);
  const std::size_t described = parameters.numbers("FORCE_PLATFORM", "TYPE").size();
  if (used > std::max<std::size_t>(described, 1)) {
    diagnostics.warn(fmt::format("{} are counted, {} described; the described ones are read",
                                 counted(used, "force plate"), described),
                     "FORCE_PLATFORM:USED");
    used = described;
  }
  if (used == 0 || analogs.channels.empty()) {
    plates.samples = 0;
    if (used > 0) diagnostics.warn("the force plates have no analog channels", "FORCE_PLATFORM");
    return plates;
  }
  PlatesReader(parameters, analogs, unit_m, diagnostics).read(used, plates);
  return plates;
}

}  // namespace hamstring::c3d

// Known answers for the built-in model from Simbody, an engine that shares nothing with ours. See README.md.
#include <Simbody.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/oracle/skeleton.h"

namespace oracle {
namespace {

using nlohmann::json;

constexpr int pose_count = 14;
constexpr double tolerance = 1e-10;

/// Evenly spread in [0, 1): multiples of the square root of a prime, modulo 1.
double spread(int pose, std::size_t coordinate) {
  static const std::vector<int> primes{2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31,  37,  41,  43,  47,
                                       53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113};
  const double x = pose * std::sqrt(static_cast<double>(primes.at(coordinate)));
  return x - std::floor(x);
}

/// Pose 0 is upright; the last two take the knees out of the range of their splines; the others fill the
/// ranges.
double coordinate_value(const Coordinate& coordinate, std::size_t index, int pose) {
  if (pose == 0) return 0.0;
  const bool is_knee = coordinate.name.rfind("knee_angle", 0) == 0;
  if (is_knee && pose == pose_count - 2) return -0.12;
  if (is_knee && pose == pose_count - 1) return 2.3;
  // Rounded, so that the stored poses are short numbers.
  return std::round(1e4 * (coordinate.low + (coordinate.high - coordinate.low) * spread(pose, index))) * 1e-4;
}

double coordinate_speed(std::size_t index, int pose) {
  return std::round(1e3 * 6.0 * (spread(pose + 7, index) - 0.5)) * 1e-3;
}

struct Evaluation {
  double length = 0.0;
  double lengthening_speed = 0.0;
  SimTK::Vector generalized;  ///< generalized forces of unit tension
};

Evaluation evaluate(const Skeleton& skeleton, const SimTK::State& state, const Muscle& muscle) {
  const SimTK::SimbodyMatterSubsystem& matter = skeleton.matter;
  SimTK::Vector_<SimTK::SpatialVec> forces(matter.getNumBodies(),
                                           SimTK::SpatialVec(SimTK::Vec3(0), SimTK::Vec3(0)));
  Evaluation result;
  for (std::size_t i = 0; i + 1 < muscle.points.size(); ++i) {
    const PathPoint& a = muscle.points[i];
    const PathPoint& b = muscle.points[i + 1];
    const SimTK::MobilizedBody& body_a = matter.getMobilizedBody(a.body);
    const SimTK::MobilizedBody& body_b = matter.getMobilizedBody(b.body);
    const SimTK::Vec3 span = body_b.findStationLocationInGround(state, b.station) -
                             body_a.findStationLocationInGround(state, a.station);
    const SimTK::Vec3 direction = span / span.norm();
    result.length += span.norm();
    result.lengthening_speed +=
        SimTK::dot(direction, body_b.findStationVelocityInGround(state, b.station) -
                                  body_a.findStationVelocityInGround(state, a.station));
    body_a.applyForceToBodyPoint(state, a.station, direction, forces);
    body_b.applyForceToBodyPoint(state, b.station, -direction, forces);
  }
  matter.multiplyBySystemJacobianTranspose(state, forces, result.generalized);
  return result;
}

/// Rounded to 1e-14, so that zeros are stored as zeros.
double rounded(double x) {
  return std::round(1e14 * x) * 1e-14 + 0.0;
}

json as_json(const SimTK::Vec3& v) {
  return {rounded(v[0]), rounded(v[1]), rounded(v[2])};
}

json as_json(const SimTK::Mat33& R) {
  json rows = json::array();
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) rows.push_back(rounded(R(i, j)));
  }
  return rows;
}

json body_json(const SimTK::MobilizedBody& body, const SimTK::State& state) {
  return {{"R_WB", as_json(body.getBodyRotation(state).asMat33())},
          {"p_WBo_m", as_json(body.getBodyOriginLocation(state))},
          {"w_WB_rad_per_s", as_json(body.getBodyAngularVelocity(state))},
          {"v_WBo_m_per_s", as_json(body.getBodyOriginVelocity(state))}};
}

/// Moment arms about the independent coordinates, with what follows them.
json moment_arms(const Skeleton& skeleton, const SimTK::State& state, const SimTK::Vector& generalized) {
  std::map<std::string, double> arms;
  for (const Coordinate& c : skeleton.coordinates) {
    const SimTK::MobilizedBody& body = skeleton.matter.getMobilizedBody(c.body);
    const double value = generalized[body.getFirstUIndex(state) + c.index_in_joint];
    arms[c.follows.empty() ? c.name : c.follows] += value;
  }
  json result = json::object();
  for (const auto& [name, arm] : arms) {
    if (rounded(arm) != 0.0) result[name] = rounded(arm);  // an arm of zero is left out
  }
  return result;
}

json pose_json(const Skeleton& skeleton, SimTK::State& state, int pose) {
  json result = {{"values", json::object()}, {"speeds", json::object()}};
  for (std::size_t i = 0; i < skeleton.coordinates.size(); ++i) {
    const Coordinate& c = skeleton.coordinates[i];
    std::size_t leader = i;
    while (!c.follows.empty() && skeleton.coordinates[leader].name != c.follows) --leader;
    const double value = coordinate_value(skeleton.coordinates[leader], leader, pose);
    const double speed = coordinate_speed(leader, pose);
    const SimTK::MobilizedBody& body = skeleton.matter.getMobilizedBody(c.body);
    body.setOneQ(state, c.index_in_joint, value);
    body.setOneU(state, c.index_in_joint, speed);
    if (!c.follows.empty()) continue;
    result["values"][c.name] = value;
    result["speeds"][c.name] = speed;
  }
  skeleton.system.realize(state, SimTK::Stage::Velocity);
  for (const std::string& name : skeleton.body_names) {
    result["bodies"][name] = body_json(skeleton.matter.getMobilizedBody(skeleton.bodies.at(name)), state);
  }
  for (const Muscle& muscle : skeleton.muscles) {
    const Evaluation e = evaluate(skeleton, state, muscle);
    result["muscles"][muscle.name] = {{"length_m", rounded(e.length)},
                                      {"lengthening_speed_m_per_s", rounded(e.lengthening_speed)},
                                      {"moment_arm_m", moment_arms(skeleton, state, e.generalized)}};
  }
  return result;
}

json compute(const std::string& osim_file) {
  const std::unique_ptr<Skeleton> skeleton = read_skeleton(osim_file);
  SimTK::State state = skeleton->system.realizeTopology();
  skeleton->system.realizeModel(state);
  json result = {{"format", "hamstring-known-answers"},
                 {"version", 1},
                 {"model", "models/lower_body.osim"},
                 {"engine", "Simbody 3.7"},
                 {"units", "rad, m, s; arms about a translation without unit; arms of zero are left out"}};
  for (int pose = 0; pose < pose_count; ++pose) result["poses"].push_back(pose_json(*skeleton, state, pose));
  return result;
}

/// JSON with one line a body and one a muscle.
std::string text(const json& value, int depth) {
  if (depth == 4 || !value.is_structured() || value.empty()) return value.dump();
  const std::string indent(static_cast<std::size_t>(depth) + 1, ' ');
  std::string result;
  for (const auto& [key, item] : value.items()) {
    result += result.empty() ? "\n" : ",\n";
    result += indent;
    if (value.is_object()) result.append(json(key).dump()).append(": ");
    result += text(item, depth + 1);
  }
  const std::string brackets = value.is_object() ? "{}" : "[]";
  return brackets.substr(0, 1).append(result).append("\n").append(indent, 1).append(brackets, 1);
}

/// Counts and names every number that differs by more than the tolerance, and everything that only one side
/// has.
int differences(const json& stored, const json& computed, const std::string& where) {
  if (stored.is_number() && computed.is_number()) {
    const double difference = stored.get<double>() - computed.get<double>();
    if (std::abs(difference) <= tolerance) return 0;
    std::cerr << where << ": stored and computed differ by " << difference << '\n';
    return 1;
  }
  if (stored.type() != computed.type() || stored.size() != computed.size()) {
    std::cerr << where << ": not the same content\n";
    return 1;
  }
  if (!stored.is_structured()) return stored == computed ? 0 : 1;
  int count = 0;
  for (const auto& [key, value] : stored.items()) {
    std::string inner = where;
    inner.append("/").append(key);
    if (stored.is_object() && !computed.contains(key)) {
      std::cerr << inner << ": only stored\n";
      ++count;
    } else {
      count += differences(value, stored.is_array() ? computed.at(std::stoul(key)) : computed.at(key), inner);
    }
  }
  return count;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() != 3 || (arguments[1] != "--write" && arguments[1] != "--check")) {
    std::cerr << "usage: lower_body_simbody MODEL.osim --write|--check FILE.json\n";
    return 2;
  }
  const json computed = compute(arguments[0]);
  if (arguments[1] == "--write") {
    std::ofstream(arguments[2]) << text(computed, 0) << '\n';
    return 0;
  }
  std::ifstream file(arguments[2]);
  const int count = differences(json::parse(file), computed, "");
  std::cout << count << " differences over " << tolerance << '\n';
  return count == 0 ? 0 : 1;
}

}  // namespace
}  // namespace oracle

int main(int argc, char** argv) {
  try {
    return oracle::run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::cerr << "lower_body_simbody: " << error.what() << '\n';
    return 1;
  }
}

// A skeleton without a single muscle: trunk, two legs with feet, arms that hang. Every convention that models
// differ in can be changed.
#pragma once

#include <string>

#include "tests/support/small_models.h"

namespace hamstring::testing {

struct WalkerOptions {
  bool named = true;           ///< bodies and joints tell side and kind; otherwise they are b1, b2 …
  double knee_sign = -1.0;     ///< -1: knee flexion counts negative, as in Gait2392
  double hip_sign_left = 1.0;  ///< -1: the left hip's coordinate counts extension positive
  bool arms = true;
  bool swap_names = false;         ///< what is named right stands on the left
  bool hip_as_three_pins = false;  ///< on bodies without length
  bool patella = true;
  bool feet = true;
  /// Above 0: the knee is a hinge and, this far below it, a condyle that tilts a little about an axis that
  /// lies more across than the hinge's own [m].
  double condyle_below_m = 0.0;
};

class WalkerModel {
 public:
  explicit WalkerModel(const WalkerOptions& options) : o_(options) {
    body("pelvis", "");
    s_.joints.push_back({.name = name("root", ""),
                         .kind = model::JointKind::free,
                         .parent_frame = "ground",
                         .child_frame = body_name("pelvis", ""),
                         .coordinates = coordinates("root", "", 6)});
    body("torso", "");
    pin("back", {"pelvis", ""}, {"torso", ""}, {-0.1, 0.08, 0.0}, {0, 0, 1});
    for (const bool right : {true, false}) leg(right);
    if (o_.arms) {
      for (const bool right : {true, false}) arm(right);
    }
  }
  [[nodiscard]] const model::ModelSpecification& specification() const { return s_; }
  /// The name that a body got.
  [[nodiscard]] std::string body_name(const std::string& what, const std::string& side) const {
    return name(what, side);
  }

 private:
  [[nodiscard]] std::string name(const std::string& what, const std::string& side) const {
    std::string full = what + side;
    if (o_.named) return full;
    std::size_t sum = 0;  // a name that says nothing, the same for the same thing
    for (const char c : full) sum = sum * 31 + static_cast<unsigned char>(c);
    return "x" + std::to_string(sum % 1000003);
  }
  void body(const std::string& what, const std::string& side) {
    s_.bodies.push_back({.name = name(what, side)});
  }
  [[nodiscard]] std::vector<model::CoordinateSpecification> coordinates(const std::string& what,
                                                                        const std::string& side,
                                                                        int count) const {
    std::vector<model::CoordinateSpecification> result;
    for (int i = 0; i < count; ++i) result.push_back({.name = name(what + "_q" + std::to_string(i), side)});
    return result;
  }
  /// A body of one side; none where it is in the middle.
  struct Part {
    std::string what;
    std::string side;
  };
  /// One coordinate about `turn`, between parent and child; the joint is of the child's side.
  void pin(const std::string& joint, const Part& parent, const Part& child, const Vec3& at, const Vec3& turn,
           std::array<double, 2> range = {-10.0, 10.0}) {
    const std::string& side = child.side;
    const std::string frame = name(joint, side) + "/p";
    s_.frames.push_back({.name = frame, .parent = name(parent.what, parent.side), .translation_m = at});
    std::vector<Vec3> others;
    for (const Vec3& unit : {Vec3(0, 0, 1), Vec3(1, 0, 0), Vec3(0, 1, 0)}) {
      if (std::abs(turn.normalized().dot(unit)) < 0.5) others.push_back(unit);
    }
    model::CoordinateSpecification coordinate{.name = name(joint + "_q0", side), .range = range};
    s_.joints.push_back({.name = name(joint, side),
                         .kind = model::JointKind::custom,
                         .parent_frame = frame,
                         .child_frame = name(child.what, child.side),
                         .coordinates = {coordinate},
                         .axes = {axis(turn, {coordinate.name}, linear(1.0)), axis(others[0]),
                                  axis(others[1]), axis({1, 0, 0}), axis({0, 1, 0}), axis({0, 0, 1})}});
  }
  void leg(bool right) {
    const bool says_right = right != o_.swap_names;
    const std::string side = says_right ? "_r" : "_l";
    const double z = right ? 0.09 : -0.09;
    const double hip_sign = right ? 1.0 : o_.hip_sign_left;
    for (const char* what : {"femur", "tibia"}) body(what, side);
    if (o_.hip_as_three_pins) {
      body("hipx", side);
      body("hipy", side);
      pin("hip_add", {"pelvis", ""}, {"hipx", side}, {-0.06, -0.08, z}, {1, 0, 0});
      pin("hip", {"hipx", side}, {"hipy", side}, {0, 0, 0}, {0, 0, hip_sign});
      pin("hip_rot", {"hipy", side}, {"femur", side}, {0, 0, 0}, {0, 1, 0});
    } else {
      pin("hip", {"pelvis", ""}, {"femur", side}, {-0.06, -0.08, z}, {0, 0, hip_sign});
    }
    const double flexed = o_.knee_sign * 2.0;
    const std::array<double, 2> range{std::min(0.0, flexed), std::max(0.0, flexed)};
    if (o_.condyle_below_m > 0.0) {
      body("sagittal", side);
      pin("knee", {"femur", side}, {"sagittal", side}, {0, -0.41, 0}, Vec3(0.3, 0.1, -o_.knee_sign), range);
      pin("condyle", {"sagittal", side}, {"tibia", side}, {0, -o_.condyle_below_m, 0}, {0.05, 0, 1},
          {-0.3, 0.3});
    } else {
      pin("knee", {"femur", side}, {"tibia", side}, {0, -0.41, 0}, {0, 0, -o_.knee_sign}, range);
    }
    if (o_.patella) {
      body("patella", side);
      pin("femoropatellar", {"femur", side}, {"patella", side}, {0.05, -0.40, 0}, {0, 0, 1});
    }
    if (!o_.feet) {
      s_.bodies.back().mass_center_m = {0, 0, 0};
      for (model::BodySpecification& b : s_.bodies) {
        if (b.name == name("tibia", side)) b.mass_center_m = {0, -0.19, 0};
      }
      return;
    }
    for (const char* what : {"talus", "calcn", "toes"}) body(what, side);
    pin("ankle", {"tibia", side}, {"talus", side}, {0, -0.43, 0}, {0, 0, 1});
    pin("subtalar", {"talus", side}, {"calcn", side}, {-0.05, -0.04, 0.0}, {1, 0, 0});
    pin("mtp", {"calcn", side}, {"toes", side}, {0.18, 0, 0}, {0, 0, 1});
  }
  void arm(bool right) {
    const std::string side = right ? "_r" : "_l";
    const double z = right ? 0.18 : -0.18;
    for (const char* what : {"humerus", "ulna", "hand"}) body(what, side);
    pin("shoulder", {"torso", ""}, {"humerus", side}, {0, 0.4, z}, {0, 0, 1});
    pin("elbow", {"humerus", side}, {"ulna", side}, {0, -0.29, 0}, {0, 0, 1}, {0.0, 2.4});
    pin("wrist", {"ulna", side}, {"hand", side}, {0, -0.25, 0}, {0, 0, 1});
  }

  WalkerOptions o_;
  model::ModelSpecification s_;
};

}  // namespace hamstring::testing

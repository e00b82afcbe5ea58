// Inverse dynamics of a tree of bodies by Simbody, an engine that shares nothing with ours. Plain C++17
// values: its own headers do not compile as C++20, ours need C++23.
#pragma once

#include <array>
#include <functional>
#include <vector>

namespace oracle {

/// Rotation rows first, and position.
struct TreePose {
  std::array<double, 9> R{{1, 0, 0, 0, 1, 0, 0, 0, 1}};
  std::array<double, 3> p{{0, 0, 0}};
};

/// One of six axes: its direction, the coordinates of its joint (positions among them) that drive it, and the
/// function: its derivative by those of its arguments that are listed (none: its value).
struct TreeAxis {
  std::array<double, 3> direction{};
  std::vector<int> arguments;
  std::function<double(const std::vector<double>&, const std::vector<int>&)> function;
};

/// A joint with the body that it moves; parent 0 is ground, body i hangs on joint i - 1.
struct TreeJoint {
  int parent = 0;
  TreePose X_PF, X_BM;
  std::array<TreeAxis, 6> axes;
  int coordinates = 0;
  double mass = 0.0;
  std::array<double, 3> mass_center{};
  std::array<double, 6> inertia{};  ///< xx yy zz xy xz yz about the mass center
};

struct TreeFrame {
  std::vector<std::vector<double>> q, u, udot;  ///< [joint][coordinate]
  /// [joint] force on its body and its moment about the ground's origin, in ground; empty: none
  std::vector<std::array<double, 6>> loads;
};

/// Generalized forces that the frames need, [frame][joint][coordinate].
std::vector<std::vector<std::vector<double>>> simbody_inverse_dynamics(const std::vector<TreeJoint>& joints,
                                                                       const std::array<double, 3>& gravity,
                                                                       const std::vector<TreeFrame>& frames);

}  // namespace oracle

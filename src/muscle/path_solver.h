// The course of one muscle in one frame: its active points, and the points where it meets wrap surfaces.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/provenance.h"
#include "kinematics/poses.h"
#include "model/model.h"
#include "muscle/cylinder_wrap.h"

namespace hamstring::muscle {

/// Bits of Course::topology from here on tell which wraps are in use, those below which conditional points.
inline constexpr std::uint32_t wrap_topology_bit = 40;

/// A point of a solved path.
struct CoursePoint {
  BodyIndex body;
  Vec3 p_W = Vec3::Zero();            ///< where it is, in ground [m]
  Vec3 p_W_direction = Vec3::Zero();  ///< where OpenSim thinks it is when it takes directions (deviation N)
  std::int32_t own_point = -1;        ///< position among the muscle's points; -1: a wrap point
  std::int32_t wrap = -1;             ///< position among the muscle's wraps; -1: not a wrap point
};

/// The solved course of one muscle. Sized once; solve_course() allocates nothing.
struct Course {
  explicit Course(const model::Model& model);

  std::vector<CoursePoint> points;  ///< in order from origin to insertion
  std::vector<double>
      arc_length_m;            ///< [wrap of the muscle] length on the surface; 0 where it does not touch
  std::uint64_t topology = 0;  ///< which conditional points and wraps are in use, as bits

  /// Scratch of the solver, by wrap of the muscle.
  struct WrapState {
    bool in_use = false;  ///< its two points are in `points`
    WrapOutcome last = WrapOutcome::none;
    bool cached = false;  ///< OpenSim has read the ground position of its points in this frame
    Vec3 cached_1 = Vec3::Zero();
    Vec3 cached_2 = Vec3::Zero();
  };
  std::vector<WrapState> wraps;
  std::vector<std::uint32_t> order;  ///< in which the wraps are tried
};

/// Solves the course of a muscle that is not static.
void solve_course(const model::Model& model, const model::Muscle& muscle, const kinematics::Poses& poses,
                  Compatibility mode, Course& course);

}  // namespace hamstring::muscle

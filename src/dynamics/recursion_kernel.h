// Recursive Newton-Euler over the tree of joints, N frames at once: outwards velocities and accelerations of
// every body in its own frame, inwards the forces that they need. Luh, Walker & Paul 1980; Featherstone 2008,
// chapter 5. The equations stand in docs/dynamics.md under the same names. Only for recursion_lanes_*.cpp.
#pragma once

#include "dynamics/recursion_plan.h"
#include "signal/lanes.h"

namespace hamstring::dynamics {

template <int N>
struct Recursion {
  using V = typename Lane<N>::V;

  struct Vec {
    V x, y, z;
  };
  struct Mat {
    V m[9];  // rows first
  };

  /// What the way inwards needs again.
  struct JointState {
    Mat R_FM;
    Vec w[3];  // rotation axes in F
    Vec p_FM;
    V partial[6];  // derivative of each axis by its first coordinate
    V spare[6];
  };
  static_assert(sizeof(JointState) == scratch_per_joint * sizeof(V));

  struct BodyState {
    Vec w, alpha, a;  // angular velocity and acceleration, acceleration of the origin less gravity; in B
    Vec f, n;         // force, and moment about the origin, that the joint must give; in B
    Mat R_WB;
    Vec p_WB;
  };
  static_assert(sizeof(BodyState) == scratch_per_body * sizeof(V));

  struct AxisState {
    V value, rate, acceleration;
  };

  static Vec zero() { return {V{}, V{}, V{}}; }
  static Vec add(const Vec& a, const Vec& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  static Vec times(const Vec& a, const V& s) { return {a.x * s, a.y * s, a.z * s}; }
  static V dot(const Vec& a, const Vec& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
  static Vec cross(const Vec& a, const Vec& b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
  }
  static Vec constant(const double* v) { return {V{} + v[0], V{} + v[1], V{} + v[2]}; }
  static Vec turned(const Mat& R, const Vec& v) {
    return {R.m[0] * v.x + R.m[1] * v.y + R.m[2] * v.z, R.m[3] * v.x + R.m[4] * v.y + R.m[5] * v.z,
            R.m[6] * v.x + R.m[7] * v.y + R.m[8] * v.z};
  }
  static Vec turned_back(const Mat& R, const Vec& v) {
    return {R.m[0] * v.x + R.m[3] * v.y + R.m[6] * v.z, R.m[1] * v.x + R.m[4] * v.y + R.m[7] * v.z,
            R.m[2] * v.x + R.m[5] * v.y + R.m[8] * v.z};
  }
  static Vec turned(const double* R, const Vec& v) {
    return {R[0] * v.x + R[1] * v.y + R[2] * v.z, R[3] * v.x + R[4] * v.y + R[5] * v.z,
            R[6] * v.x + R[7] * v.y + R[8] * v.z};
  }
  static Vec turned_back(const double* R, const Vec& v) {
    return {R[0] * v.x + R[3] * v.y + R[6] * v.z, R[1] * v.x + R[4] * v.y + R[7] * v.z,
            R[2] * v.x + R[5] * v.y + R[8] * v.z};
  }
  /// Acceleration of a point at p of a body against that of its origin.
  static Vec carried(const Vec& w, const Vec& alpha, const Vec& p) {
    return add(cross(alpha, p), cross(w, cross(w, p)));
  }
  static Vec column(const Mat& R, int k) { return {R.m[k], R.m[3 + k], R.m[6 + k]}; }

  static void turn_columns(Mat& R, int k, const V& s, const V& c) {
    const int i = k == 2 ? 0 : k + 1;
    const int j = k == 0 ? 2 : k - 1;
    for (int row = 0; row < 9; row += 3) {
      const V at_i = R.m[row + i];
      R.m[row + i] = c * at_i + s * R.m[row + j];
      R.m[row + j] = c * R.m[row + j] - s * at_i;
    }
  }

  /// R ← R · Rot(axis, angle) (Rodrigues).
  static void turn_about(Mat& R, const double* axis, const V& s, const V& c) {
    const V t = 1.0 - c;
    const V x = V{} + axis[0];
    const V y = V{} + axis[1];
    const V z = V{} + axis[2];
    const Mat turn{{t * x * x + c, t * x * y - s * z, t * x * z + s * y, t * x * y + s * z, t * y * y + c,
                    t * y * z - s * x, t * x * z - s * y, t * y * z + s * x, t * z * z + c}};
    const Mat old = R;
    for (int row = 0; row < 3; ++row) {
      for (int k = 0; k < 3; ++k) {
        R.m[3 * row + k] = old.m[3 * row] * turn.m[k] + old.m[3 * row + 1] * turn.m[3 + k] +
                           old.m[3 * row + 2] * turn.m[6 + k];
      }
    }
  }

  static void turn(Mat& R, const PlanAxis& axis, const V& angle) {
    V s;
    V c;
    sine_cosine<N>(angle, s, c);
    if (axis.along < 3) {
      turn_columns(R, axis.along, s, c);
    } else {
      turn_about(R, axis.axis, s, c);
    }
  }

  static V at(const RecursionInput& in, const double* quantity, std::int32_t coordinate, std::size_t first) {
    return Lane<N>::load(quantity + static_cast<std::size_t>(coordinate) * in.frames + first);
  }

  static AxisState evaluate_function(const RecursionInput& in, const PlanAxis& axis, std::size_t first,
                                     V& partial) {
    const std::size_t at_frame = static_cast<std::size_t>(axis.argument[0]) * in.frames + first;
    double value[N];
    double slope[N];
    double bend[N];
    for (int lane = 0; lane < N; ++lane) {
      const model::FunctionValue f =
          model::evaluate(*axis.function, in.q[at_frame + static_cast<std::size_t>(lane)]);
      value[lane] = f.value;
      slope[lane] = f.first;
      bend[lane] = f.second;
    }
    const V u = at(in, in.u, axis.argument[0], first);
    partial = axis.scale * Lane<N>::load(slope);
    return {axis.scale * Lane<N>::load(value), partial * u,
            axis.scale * Lane<N>::load(bend) * u * u + partial * at(in, in.udot, axis.argument[0], first)};
  }

  static AxisState evaluate(const RecursionInput& in, const PlanAxis& axis, std::size_t first, V& partial) {
    partial = V{};
    switch (axis.kind) {
      case PlanAxisKind::none:
        break;
      case PlanAxisKind::constant:
        return {V{} + axis.scale, V{}, V{}};
      case PlanAxisKind::identity:
        partial = V{} + axis.scale;
        return {axis.scale * at(in, in.q, axis.argument[0], first),
                axis.scale * at(in, in.u, axis.argument[0], first),
                axis.scale * at(in, in.udot, axis.argument[0], first)};
      case PlanAxisKind::function:
        return evaluate_function(in, axis, first, partial);
      case PlanAxisKind::sum: {
        AxisState state{V{} + axis.intercept, V{}, V{}};
        for (std::int32_t i = 0; i < axis.arguments; ++i) {
          state.value += axis.slope[i] * at(in, in.q, axis.argument[i], first);
          state.rate += axis.slope[i] * at(in, in.u, axis.argument[i], first);
          state.acceleration += axis.slope[i] * at(in, in.udot, axis.argument[i], first);
        }
        partial = V{} + axis.slope[0];
        return state;
      }
    }
    return {V{}, V{}, V{}};
  }

  /// Motion of M against F, in F.
  struct Relative {
    Vec w, alpha;  // of the rotation
    Vec v, a;      // of M's origin
  };

  static void rotate(const RecursionInput& in, const PlanJoint& joint, std::size_t first, JointState& state,
                     Relative& relative) {
    state.R_FM = {{V{} + 1.0, V{}, V{}, V{}, V{} + 1.0, V{}, V{}, V{}, V{} + 1.0}};
    V last_rate{};
    for (int i = 0; i < 3; ++i) {
      const PlanAxis& axis = joint.axes[i];
      if (axis.kind == PlanAxisKind::none) continue;
      const AxisState moved = evaluate(in, axis, first, state.partial[i]);
      if (axis.kind != PlanAxisKind::constant) {
        state.w[i] =
            axis.along < 3 ? column(state.R_FM, axis.along) : turned(state.R_FM, constant(axis.axis));
        const Vec turned_along = times(cross(relative.w, state.w[i]), moved.rate);
        relative.alpha = add(relative.alpha, add(times(state.w[i], moved.acceleration), turned_along));
        if (i == 2 && joint.lacks_product)
          relative.alpha = add(relative.alpha, times(cross(state.w[1], state.w[2]), -last_rate * moved.rate));
        relative.w = add(relative.w, times(state.w[i], moved.rate));
        last_rate = moved.rate;
      }
      turn(state.R_FM, axis, moved.value);
    }
  }

  static void add_along(Vec& to, const PlanAxis& axis, const V& size) {
    if (axis.along == 0) {
      to.x += size;
    } else if (axis.along == 1) {
      to.y += size;
    } else if (axis.along == 2) {
      to.z += size;
    } else {
      to = add(to, times(constant(axis.axis), size));
    }
  }

  static void translate(const RecursionInput& in, const PlanJoint& joint, std::size_t first,
                        JointState& state, Relative& relative) {
    state.p_FM = zero();
    for (int i = 3; i < 6; ++i) {
      const PlanAxis& axis = joint.axes[i];
      if (axis.kind == PlanAxisKind::none) continue;
      const AxisState moved = evaluate(in, axis, first, state.partial[i]);
      add_along(state.p_FM, axis, moved.value);
      add_along(relative.v, axis, moved.rate);
      add_along(relative.a, axis, moved.acceleration);
    }
  }

  /// Pose of the child in ground, where a load needs it.
  static void place(const PlanJoint& joint, const JointState& state, const BodyState& parent,
                    BodyState& child) {
    Mat R = parent.R_WB;
    Vec p = parent.p_WB;
    if (joint.X_PF.moves) p = add(p, turned(R, constant(joint.X_PF.p)));
    if (joint.X_PF.turns) R = times(R, joint.X_PF.R);
    if (joint.translates) p = add(p, turned(R, state.p_FM));
    if (joint.rotates) {
      const Mat before = R;
      for (int row = 0; row < 9; row += 3) {
        for (int k = 0; k < 3; ++k) {
          R.m[row + k] = before.m[row] * state.R_FM.m[k] + before.m[row + 1] * state.R_FM.m[3 + k] +
                         before.m[row + 2] * state.R_FM.m[6 + k];
        }
      }
    }
    if (joint.X_MB.moves) p = add(p, turned(R, constant(joint.X_MB.p)));
    if (joint.X_MB.turns) R = times(R, joint.X_MB.R);
    child.R_WB = R;
    child.p_WB = p;
  }
  static Mat times(const Mat& A, const double* B) {
    Mat C;
    for (int row = 0; row < 9; row += 3) {
      for (int k = 0; k < 3; ++k)
        C.m[row + k] = A.m[row] * B[k] + A.m[row + 1] * B[3 + k] + A.m[row + 2] * B[6 + k];
    }
    return C;
  }

  static void outwards(const RecursionInput& in, const PlanJoint& joint, std::size_t first, JointState& state,
                       const BodyState& parent, BodyState& child) {
    Relative relative{zero(), zero(), zero(), zero()};
    if (joint.rotates) rotate(in, joint, first, state, relative);
    if (joint.translates) translate(in, joint, first, state, relative);
    Vec w = parent.w;
    Vec alpha = parent.alpha;
    Vec a = parent.a;
    if (joint.X_PF.moves) a = add(a, carried(w, alpha, constant(joint.X_PF.p)));
    if (joint.X_PF.turns) {
      w = turned_back(joint.X_PF.R, w);
      alpha = turned_back(joint.X_PF.R, alpha);
      a = turned_back(joint.X_PF.R, a);
    }
    if (joint.translates) {
      a = add(add(a, carried(w, alpha, state.p_FM)), add(times(cross(w, relative.v), V{} + 2.0), relative.a));
    }
    if (joint.rotates) {
      alpha = add(add(alpha, relative.alpha), cross(w, relative.w));
      w = add(w, relative.w);
      w = turned_back(state.R_FM, w);
      alpha = turned_back(state.R_FM, alpha);
      a = turned_back(state.R_FM, a);
    }
    if (joint.X_MB.moves) a = add(a, carried(w, alpha, constant(joint.X_MB.p)));
    if (joint.X_MB.turns) {
      w = turned_back(joint.X_MB.R, w);
      alpha = turned_back(joint.X_MB.R, alpha);
      a = turned_back(joint.X_MB.R, a);
    }
    child.w = w;
    child.alpha = alpha;
    child.a = a;
    if (joint.needs_pose) place(joint, state, parent, child);
    needed_force(in, joint, first, child);
  }

  static Vec inertia_times(const double* I, const Vec& v) {
    return {I[0] * v.x + I[3] * v.y + I[4] * v.z, I[3] * v.x + I[1] * v.y + I[5] * v.z,
            I[4] * v.x + I[5] * v.y + I[2] * v.z};
  }

  /// Newton and Euler for one body: what accelerates it, less what acts on it from outside.
  static void needed_force(const RecursionInput& in, const PlanJoint& joint, std::size_t first,
                           BodyState& body) {
    const Vec mc = constant(joint.mass_center);
    body.f = add(times(body.a, V{} + joint.mass), carried(body.w, body.alpha, mc));
    body.n = add(
        add(inertia_times(joint.inertia, body.alpha), cross(body.w, inertia_times(joint.inertia, body.w))),
        cross(mc, body.a));
    if (joint.load < 0) return;
    const double* load = in.loads + static_cast<std::size_t>(joint.load) * 6 * in.frames + first;
    const auto component = [&](std::size_t k) { return Lane<N>::load(load + k * in.frames); };
    const Vec f{-component(0), -component(1), -component(2)};
    const Vec n{-component(3), -component(4), -component(5)};
    body.f = add(body.f, turned_back(body.R_WB, f));
    body.n = add(body.n, turned_back(body.R_WB, add(n, cross(f, body.p_WB))));
  }

  static void add_generalized(const RecursionInput& in, const PlanAxis& axis, std::size_t first,
                              const V& partial, const V& along, double* generalized) {
    for (std::int32_t i = 0; i < axis.arguments; ++i) {
      double* to = generalized + static_cast<std::size_t>(axis.argument[i]) * in.frames + first;
      const V part = axis.kind == PlanAxisKind::sum ? V{} + axis.slope[i] : partial;
      Lane<N>::store(Lane<N>::load(to) + part * along, to);
    }
  }

  static V component(const Vec& v, const PlanAxis& axis) {
    if (axis.along == 0) return v.x;
    if (axis.along == 1) return v.y;
    if (axis.along == 2) return v.z;
    return axis.axis[0] * v.x + axis.axis[1] * v.y + axis.axis[2] * v.z;
  }

  static void inwards(const RecursionInput& in, const PlanJoint& joint, std::size_t first,
                      const JointState& state, const BodyState& child, BodyState& parent,
                      double* generalized) {
    Vec f = child.f;
    Vec n = child.n;
    if (joint.X_MB.turns) {
      f = turned(joint.X_MB.R, f);
      n = turned(joint.X_MB.R, n);
    }
    if (joint.X_MB.moves) n = add(n, cross(constant(joint.X_MB.p), f));
    if (joint.rotates) {
      f = turned(state.R_FM, f);
      n = turned(state.R_FM, n);
      for (int i = 0; i < 3; ++i) {
        if (joint.axes[i].arguments > 0)
          add_generalized(in, joint.axes[i], first, state.partial[i], dot(state.w[i], n), generalized);
      }
    }
    if (joint.translates) {
      for (int i = 3; i < 6; ++i) {
        if (joint.axes[i].arguments > 0)
          add_generalized(in, joint.axes[i], first, state.partial[i], component(f, joint.axes[i]),
                          generalized);
      }
      n = add(n, cross(state.p_FM, f));
    }
    if (joint.X_PF.turns) {
      f = turned(joint.X_PF.R, f);
      n = turned(joint.X_PF.R, n);
    }
    if (joint.X_PF.moves) n = add(n, cross(constant(joint.X_PF.p), f));
    parent.f = add(parent.f, f);
    parent.n = add(parent.n, n);
  }

  static void run(const RecursionInput& in, std::size_t first, double* scratch, double* generalized) {
    auto* joints = reinterpret_cast<JointState*>(scratch);
    auto* bodies = reinterpret_cast<BodyState*>(scratch + in.joint_count * scratch_per_joint * N);
    BodyState& ground = bodies[0];
    ground.w = ground.alpha = ground.f = ground.n = ground.p_WB = zero();
    ground.R_WB = {{V{} + 1.0, V{}, V{}, V{}, V{} + 1.0, V{}, V{}, V{}, V{} + 1.0}};
    ground.a = {V{} - in.gravity[0], V{} - in.gravity[1], V{} - in.gravity[2]};
    for (std::size_t j = 0; j < in.joint_count; ++j)
      outwards(in, in.joints[j], first, joints[j], bodies[in.joints[j].parent], bodies[in.joints[j].child]);
    for (std::size_t j = in.joint_count; j-- > 0;) {
      inwards(in, in.joints[j], first, joints[j], bodies[in.joints[j].child], bodies[in.joints[j].parent],
              generalized);
    }
  }
};

template <int N>
void recursion(const RecursionInput& input, std::size_t first, double* scratch, double* generalized) {
  Recursion<N>::run(input, first, scratch, generalized);
}

}  // namespace hamstring::dynamics

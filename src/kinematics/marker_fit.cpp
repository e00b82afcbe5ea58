#include "kinematics/marker_fit.h"

#include <algorithm>

namespace hamstring::kinematics {
namespace {

using model::Model;

/// Translations of a joint move its rotations along, which follow each other in their order.
std::size_t rank_in_joint(const model::Joint& joint, CoordinateIndex c) {
  for (std::size_t a = 0; a < 3; ++a) {
    if (joint.axes[a].kind != model::AxisKind::none && joint.axes[a].coordinate == c) return a + 1;
  }
  return 0;
}

void add_marker(const Vec3& p, const Vec3& r, double weight, MarkerMoments& m) {
  m.weight += weight;
  m.first += weight * p;
  m.second += weight * p * p.transpose();
  m.residual += weight * r;
  m.lever += weight * p * r.transpose();
}

/// Σ w p × r, from the lever.
Vec3 turning(const Mat3& lever) {
  return {lever(1, 2) - lever(2, 1), lever(2, 0) - lever(0, 2), lever(0, 1) - lever(1, 0)};
}

void fill_derivatives(const FitProblem& problem, double total_weight, FitState& state) {
  const Model& model = *problem.model;
  state.full_gradient.setZero();
  state.full_gauss_newton.setZero();
  state.full_hessian.setZero();
  for (auto joint = model.joints.rbegin(); joint != model.joints.rend(); ++joint) {
    const MarkerMoments& m = state.moments[joint->child.value()];
    const Vec3 torque = turning(m.lever);
    const Mat3 bend = m.lever - m.lever.trace() * Mat3::Identity();
    const Mat3 inertia = m.second.trace() * Mat3::Identity() - m.second;
    for (const CoordinateIndex d : joint->coordinates) {
      const MotionAxis& of_d = state.poses.axes[d.value()];
      const auto row = static_cast<Eigen::Index>(d.value());
      state.full_gradient[row] = (of_d.w.dot(torque) + of_d.v.dot(m.residual)) / total_weight;
      if (m.weight == 0.0) continue;
      const Vec3 y_w = inertia * of_d.w + m.first.cross(of_d.v);
      const Vec3 y_v = of_d.w.cross(m.first) + m.weight * of_d.v;
      for (BodyIndex body = joint->child; model.bodies[body.value()].inboard_joint.is_valid();) {
        const model::Joint& inner = model.joints[model.bodies[body.value()].inboard_joint.value()];
        for (const CoordinateIndex c : inner.coordinates) {
          if (problem.rank[c.value()] > problem.rank[d.value()]) continue;
          if (c != d && problem.rank[c.value()] == problem.rank[d.value()] && c > d) continue;
          const MotionAxis& of_c = state.poses.axes[c.value()];
          const auto column = static_cast<Eigen::Index>(c.value());
          const double stretch = (of_c.w.dot(y_w) + of_c.v.dot(y_v)) / total_weight;
          // An outer axis turns with the inner one: ∂²p = w_c × (w_d × p + v_d).
          const double arc =
              (of_c.w.dot(bend * of_d.w) + of_c.w.dot(of_d.v.cross(m.residual))) / total_weight;
          state.full_gauss_newton(row, column) = state.full_gauss_newton(column, row) = stretch;
          state.full_hessian(row, column) = state.full_hessian(column, row) = stretch + arc;
        }
        body = inner.parent;
      }
    }
    state.moments[joint->parent.value()] += m;
  }
}

/// What pulls on a dependent coordinate pulls on those it follows.
void fold_couplers(const Model& model, FitState& state) {
  std::size_t partial = 0;
  for (const model::Coupler& coupler : model.couplers) partial += coupler.independents.size();
  for (auto coupler = model.couplers.rbegin(); coupler != model.couplers.rend(); ++coupler) {
    partial -= coupler->independents.size();
    const auto d = static_cast<Eigen::Index>(coupler->dependent.value());
    for (std::size_t k = 0; k < coupler->independents.size(); ++k) {
      const double slope = state.poses.coupler_partials[partial + k];
      const auto i = static_cast<Eigen::Index>(coupler->independents[k].value());
      state.full_gradient[i] += slope * state.full_gradient[d];
      for (Eigen::MatrixXd* H : {&state.full_gauss_newton, &state.full_hessian}) {
        H->row(i) += slope * H->row(d);
        H->col(i) += slope * H->col(d);
      }
    }
  }
}

void take_unknowns(const FitProblem& problem, FitState& state) {
  const std::size_t n = problem.unknowns.size();
  for (std::size_t a = 0; a < n; ++a) {
    const auto i = static_cast<Eigen::Index>(problem.unknowns[a].value());
    const auto to_row = static_cast<Eigen::Index>(a);
    state.gradient[to_row] = state.full_gradient[i];
    for (std::size_t b = 0; b < n; ++b) {
      const auto j = static_cast<Eigen::Index>(problem.unknowns[b].value());
      const auto to_column = static_cast<Eigen::Index>(b);
      state.gauss_newton(to_row, to_column) = state.full_gauss_newton(i, j);
      state.hessian(to_row, to_column) = state.full_hessian(i, j);
    }
  }
}

}  // namespace

MarkerMoments& MarkerMoments::operator+=(const MarkerMoments& other) {
  weight += other.weight;
  first += other.first;
  second += other.second;
  residual += other.residual;
  lever += other.lever;
  return *this;
}

FitProblem make_fit_problem(const Model& model, std::vector<MarkerAim> markers,
                            std::vector<CoordinateAim> coordinates) {
  FitProblem problem{.model = &model,
                     .joints = all_joints(model),
                     .markers = std::move(markers),
                     .coordinates = std::move(coordinates),
                     .rank = std::vector<std::size_t>(model.coordinates.size()),
                     .unknowns = {}};
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    for (const CoordinateIndex c : model.joints[j].coordinates)
      problem.rank[c.value()] = 4 * j + rank_in_joint(model.joints[j], c);
  }
  for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
    if (!model.coordinates[c].locked && model.coordinates[c].coupler < 0) problem.unknowns.emplace_back(c);
  }
  return problem;
}

FitState::FitState(const FitProblem& problem) : poses(*problem.model), moments(problem.model->bodies.size()) {
  const auto n = static_cast<Eigen::Index>(problem.unknowns.size());
  const auto all = static_cast<Eigen::Index>(problem.model->coordinates.size());
  gradient.setZero(n);
  gauss_newton.setZero(n, n);
  hessian.setZero(n, n);
  full_gradient.setZero(all);
  full_gauss_newton.setZero(all, all);
  full_hessian.setZero(all, all);
}

double evaluate_fit(const FitProblem& problem, std::span<const Vec3> targets, std::span<const double> values,
                    bool with_derivatives, FitState& state) {
  const Model& model = *problem.model;
  compute_poses(model, problem.joints, values, state.poses);
  if (with_derivatives) std::ranges::fill(state.moments, MarkerMoments{});
  double total_weight = 0.0, sum = 0.0;
  for (std::size_t m = 0; m < problem.markers.size(); ++m) {
    const MarkerAim& aim = problem.markers[m];
    if (!targets[m].allFinite()) continue;
    const Vec3 p = state.poses.X_WB[aim.body.value()] * aim.p_B;
    const Vec3 r = p - targets[m];
    total_weight += aim.weight;
    sum += aim.weight * r.squaredNorm();
    if (with_derivatives) add_marker(p, r, aim.weight, state.moments[aim.body.value()]);
  }
  if (!(total_weight > 0.0)) total_weight = 1.0;  // no marker is seen: the coordinates' tasks alone
  state.cost = 0.5 * sum / total_weight;
  if (with_derivatives) fill_derivatives(problem, total_weight, state);
  for (const CoordinateAim& aim : problem.coordinates) {
    const auto c = static_cast<Eigen::Index>(aim.coordinate.value());
    const double r = state.poses.q[aim.coordinate.value()] - aim.value;
    state.cost += 0.5 * aim.weight * r * r;
    if (!with_derivatives) continue;
    state.full_gradient[c] += aim.weight * r;
    state.full_gauss_newton(c, c) += aim.weight;
    state.full_hessian(c, c) += aim.weight;
  }
  if (with_derivatives) {
    fold_couplers(model, state);
    take_unknowns(problem, state);
  }
  return state.cost;
}

}  // namespace hamstring::kinematics

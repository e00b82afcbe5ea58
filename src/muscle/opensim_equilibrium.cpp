// OpenSim 4.6.1's searches for a fiber's equilibrium, step for step: their results lie up to their tolerance
// beside the solution, and where they fail the default state stays. Facts C and 6 of our notes on OpenSim.
#include <algorithm>
#include <cmath>

#include "muscle/equilibrium.h"
#include "muscle/opensim_fiber.h"

namespace hamstring::muscle {
namespace {

using opensim::significant;

struct Found {
  FiberStatus status = FiberStatus::unsolved;
  double fiber_length_m = 0.0;
};

/// What the search of both classes asks of their curves.
struct ThelenLaw {
  const Thelen2003Curves& c;
  static constexpr int steps_max = 20;
  static constexpr bool at_rest = false;
  [[nodiscard]] CurveValue active(double l) const { return c.active(l); }
  [[nodiscard]] CurveValue passive(double l) const { return c.passive(l); }
  [[nodiscard]] CurveValue tendon(double l) const { return c.tendon(l); }
};

struct MillardLaw {
  const Millard2012Curves& c;
  static constexpr int steps_max = 200;
  static constexpr bool at_rest = true;  // fact C: whichever way it is called
  [[nodiscard]] CurveValue active(double l) const { return c.active.at(l); }
  [[nodiscard]] CurveValue passive(double l) const { return c.passive.at(l); }
  [[nodiscard]] CurveValue tendon(double l) const { return c.tendon.at(l); }
};

/// Forces in newtons, as the tolerance is.
template <class Law>
class Search {
 public:
  Search(const MuscleMechanics& m, const Law& law, const FiberInput& in, double activation)
      : m_(m),
        law_(law),
        in_(in),
        a_(activation),
        tolerance_(std::max(1e-8 * m.max_force_n, 10.0 * significant)) {}

  Found run() {
    const double along = in_.length_m - 1.01 * m_.slack_length_m;
    l_ = along >= m_.pennation.shortest_along_tendon_m() ? std::hypot(m_.pennation.height_m, along)
                                                         : m_.pennation.shortest_m;
    if (Law::at_rest) l_ = std::max(l_, m_.shortest_fiber_m);
    move_to(l_);
    stiffnesses();
    share_velocity();
    balance();
    stiffnesses();
    for (int step = 0; std::abs(error_) > tolerance_ && step < Law::steps_max; ++step) {
      search_along_newton_step();
      stiffnesses();
      share_velocity();
    }
    if (failed_) return {};
    if (std::abs(error_) < tolerance_) return {FiberStatus::solved, l_};
    if (l_ <= m_.shortest_fiber_m) return {FiberStatus::at_shortest, m_.shortest_fiber_m};
    return {};
  }

 private:
  void move_to(double l) {
    l_ = l;
    angle_ = m_.pennation.angle_rad(l);
    cosine_ = std::cos(angle_);
    tendon_length_ = in_.length_m - l * cosine_;
    active_ = law_.active(l / m_.optimal_length_m);
    passive_ = law_.passive(l / m_.optimal_length_m);
    tendon_ = law_.tendon(tendon_length_ / m_.slack_length_m);
  }

  void balance() {
    fiber_ = (a_ * active_.value * multiplier_ + passive_.value) * m_.max_force_n;
    error_ = fiber_ * cosine_ - tendon_.value * m_.max_force_n;
  }

  void stiffnesses() {
    const double h = m_.pennation.height_m;
    const double ratio = h / l_;
    const double root = std::sqrt(1.0 - ratio * ratio);
    const double along_fiber =
        (a_ * multiplier_ * active_.slope + passive_.slope) * m_.max_force_n / m_.optimal_length_m;
    const double cosine_by_length = h * h / (l_ * l_ * l_ * root);
    fiber_by_length_ = along_fiber * cosine_ + fiber_ * cosine_by_length;
    fiber_along_ = fiber_by_length_ * cosine_;
    tendon_stiffness_ = tendon_.slope * m_.max_force_n / m_.slack_length_m;
    const double angle_by_length = -h / (l_ * l_ * root);
    tendon_by_length_ = tendon_stiffness_ * (-cosine_ + l_ * std::sin(angle_) * angle_by_length);
  }

  void share_velocity() {
    if constexpr (!Law::at_rest) {
      const double both = fiber_along_ + tendon_stiffness_;
      double tendon_speed = in_.lengthening_speed_m_per_s;
      if (std::abs(both) > significant && tendon_length_ > m_.slack_length_m)
        tendon_speed *= fiber_along_ / both;
      const double v = (in_.lengthening_speed_m_per_s - tendon_speed) * cosine_ / m_.max_speed_m_per_s;
      multiplier_ = opensim::thelen_force_velocity(law_.c, a_, active_.value, v, tolerance_);
      // OpenSim throws here, and the muscle keeps its default state.
      if (std::isnan(multiplier_) && !std::isnan(v) && l_ > 0.0) failed_ = true;
    }
  }

  /// Halves Newton's step until the error is smaller than before; the velocity stays what it was.
  void search_along_newton_step() {
    const double before = error_, from = l_;
    const double slope = fiber_by_length_ - tendon_by_length_;
    double part = 1.0;
    while (std::abs(error_) >= std::abs(before)) {
      const double step = -part * before / slope;
      double to = from + step;
      if (!(std::abs(step) > significant)) {
        const double sign = step > 0.0 ? 1.0 : step < 0.0 ? -1.0 : 0.0;
        to = from - sign * opensim::square_root_of_precision;
        part = 0.0;
      }
      move_to(to < m_.shortest_fiber_m ? m_.shortest_fiber_m : to);
      balance();
      if (part <= opensim::square_root_of_precision) break;
      part *= 0.5;
    }
  }

  const MuscleMechanics& m_;
  const Law& law_;
  const FiberInput& in_;
  double a_, tolerance_;
  double l_ = 0.0, angle_ = 0.0, cosine_ = 1.0, tendon_length_ = 0.0;
  CurveValue active_, passive_, tendon_;
  double multiplier_ = 1.0, fiber_ = 0.0, error_ = 0.0;
  double fiber_by_length_ = 0.0, fiber_along_ = 0.0, tendon_stiffness_ = 0.0, tendon_by_length_ = 0.0;
  bool failed_ = false;
};

FiberState with_status(FiberState state, FiberStatus status) {
  state.status = status;
  return state;
}

FiberState solve(const MuscleMechanics& m, const Thelen2003Curves& c, const FiberInput& in) {
  const Found found = Search(m, ThelenLaw{c}, in, in.activation).run();
  const double l = found.status == FiberStatus::unsolved ? m.defaults.fiber_length_m : found.fiber_length_m;
  return with_status(opensim::evaluate(m, c, in, l), found.status);
}

FiberState solve(const MuscleMechanics& m, const Millard2012Curves& c, const FiberInput& in) {
  if (m.rigid_tendon) return opensim::evaluate(m, c, in, 0.0);
  const Found found = Search(m, MillardLaw{c}, in, opensim::held_activation(m, in.activation)).run();
  const double l = found.status == FiberStatus::unsolved ? m.defaults.fiber_length_m : found.fiber_length_m;
  return with_status(opensim::evaluate(m, c, in, l), found.status);
}

FiberState solve(const MuscleMechanics& m, const DeGrooteFregly2016Curves& c, const FiberInput& in) {
  if (m.rigid_tendon) return opensim::evaluate(m, c, in, 0.0);
  MuscleMechanics implicit = m;
  implicit.implicit_tendon = true;
  const auto surplus = [&](double tendon_force) {
    const FiberState s = opensim::evaluate(implicit, c, in, tendon_force);
    return tendon_force - (s.active_force_along_tendon_n + s.passive_force_along_tendon_n) / m.max_force_n;
  };
  double low = 0.0, high = 5.0;  // maximum forces
  double at_low = surplus(low);
  if (!(at_low * surplus(high) < 0.0))
    return with_status(opensim::evaluate(m, c, in, m.default_tendon_force), FiberStatus::unsolved);
  double middle = low;
  for (int i = 0; i < 100 && high - low > 1e-10; ++i) {
    middle = 0.5 * (low + high);
    const double at_middle = surplus(middle);
    if (at_middle * at_low < 0.0) {
      high = middle;
    } else {
      low = middle;
      at_low = at_middle;
    }
  }
  return with_status(opensim::evaluate(m, c, in, middle), FiberStatus::solved);
}

/// A velocity or a force that OpenSim could not find is no result, whatever its search said.
FiberState marked(FiberState s) {
  if (is_result(s.status) && !std::isfinite(s.tendon_force_n + s.fiber_force_n + s.fiber_velocity_m_per_s))
    s.status = FiberStatus::unsolved;
  return s;
}

bool is_complete(const FiberInput& in) {
  return std::isfinite(in.length_m) && std::isfinite(in.lengthening_speed_m_per_s) &&
         std::isfinite(in.activation);
}

}  // namespace

FiberState solve_equilibrium_as_opensim(const MuscleMechanics& muscle, const FiberInput& input) {
  if (!is_complete(input)) return {.status = FiberStatus::no_input};
  return marked(std::visit([&](const auto& curves) { return solve(muscle, curves, input); }, muscle.curves));
}

FiberState evaluate_as_opensim(const MuscleMechanics& muscle, const FiberInput& input, double fiber_state) {
  if (!is_complete(input) || !std::isfinite(fiber_state)) return {.status = FiberStatus::no_input};
  return marked(
      std::visit([&](const auto& curves) { return opensim::evaluate(muscle, curves, input, fiber_state); },
                 muscle.curves));
}

}  // namespace hamstring::muscle

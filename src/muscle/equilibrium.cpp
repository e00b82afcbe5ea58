#include "muscle/equilibrium.h"

#include <algorithm>
#include <cmath>

namespace hamstring::muscle {

std::string_view status_text(FiberStatus status) {
  switch (status) {
    case FiberStatus::solved:
      return "solved";
    case FiberStatus::slack:
      return "its tendon hangs slack and carries nothing";
    case FiberStatus::too_short:
      return "its path is shorter than its tendon and its shortest fiber together";
    case FiberStatus::no_equilibrium:
      return "its fiber pulls harder than its tendon at every length";
    case FiberStatus::no_input:
      return "its length, its speed or its activation is not known";
    case FiberStatus::at_shortest:
      return "OpenSim found no equilibrium and put its fiber at the shortest length";
    case FiberStatus::unsolved:
      return "OpenSim found no equilibrium and went on with the model's default state";
  }
  return "unknown";
}

namespace {

/// One muscle class seen by the solver.
struct Law {
  const MuscleMechanics& m;

  [[nodiscard]] CurveValue active(double l) const {
    return std::visit([&](const auto& c) { return active_of(c, l); }, m.curves);
  }
  [[nodiscard]] CurveValue passive(double l) const {
    return std::visit([&](const auto& c) { return passive_of(c, l); }, m.curves);
  }
  [[nodiscard]] CurveValue tendon(double l) const {
    return std::visit([&](const auto& c) { return tendon_of(c, l); }, m.curves);
  }
  [[nodiscard]] CurveValue force_velocity(double v, double a) const {
    if (const auto* thelen = std::get_if<Thelen2003Curves>(&m.curves)) return thelen->force_velocity(v, a);
    if (const auto* millard = std::get_if<Millard2012Curves>(&m.curves)) return millard->force_velocity.at(v);
    return std::get<DeGrooteFregly2016Curves>(m.curves).force_velocity(v);
  }

 private:
  static CurveValue active_of(const Millard2012Curves& c, double l) { return c.active.at(l); }
  static CurveValue passive_of(const Millard2012Curves& c, double l) { return c.passive.at(l); }
  static CurveValue tendon_of(const Millard2012Curves& c, double l) { return c.tendon.at(l); }
  static CurveValue active_of(const auto& c, double l) { return c.active(l); }
  static CurveValue passive_of(const auto& c, double l) { return c.passive(l); }
  static CurveValue tendon_of(const auto& c, double l) { return c.tendon(l); }
};

/// Fiber and tendon where the fiber reaches x along the tendon [m]. Forces in maximum forces.
struct Place {
  double x = 0.0;       ///< fiber length along the tendon [m]
  double l_m = 0.0;     ///< fiber length [m]
  double cosine = 1.0;  ///< of the pennation
  CurveValue active, passive, tendon;
  double velocity = 0.0;  ///< of the fiber, in maximum contraction velocities
  double force_velocity = 1.0;
  double fiber = 0.0;             ///< force of the fiber
  double stiffness_fiber = 0.0;   ///< of the fiber along the tendon, at this velocity, per m
  double stiffness_tendon = 0.0;  ///< per m

  /// What the fiber pulls more than the tendon.
  [[nodiscard]] double surplus() const { return fiber * cosine - tendon.value; }
  /// The fiber's share of the path's speed, if both forces go on being equal.
  [[nodiscard]] double share() const {
    const double both = std::max(stiffness_fiber, 0.0) + stiffness_tendon;
    return stiffness_tendon > 0.0 ? stiffness_tendon / both : 0.0;  // a slack tendon takes all of it
  }
};

// Of the maximum force, and of the share of the path's speed: sharing takes differences over 1e-4 of these.
constexpr double close_enough = 1e-13, same_share = 1e-13;

class Solver {
 public:
  Solver(const MuscleMechanics& m, const FiberInput& input)
      : m_(m),
        law_{m},
        length_(input.length_m),
        speed_(input.lengthening_speed_m_per_s),
        a_(std::clamp(input.activation, 0.0, 1.0)) {}

  [[nodiscard]] FiberState solve() const { return m_.rigid_tendon ? solve_rigid() : solve_elastic(); }

 private:
  [[nodiscard]] Place place(double x) const {
    Place p{.x = x};
    p.l_m = std::hypot(x, m_.pennation.height_m);
    p.cosine = x / p.l_m;
    p.active = law_.active(p.l_m / m_.optimal_length_m);
    p.passive = law_.passive(p.l_m / m_.optimal_length_m);
    p.tendon = law_.tendon((length_ - x) / m_.slack_length_m);
    p.stiffness_tendon = p.tendon.slope / m_.slack_length_m;
    return p;
  }

  /// Lets the fiber take a share of the path's speed.
  void move(Place& p, double share) const {
    p.velocity = share * speed_ * p.cosine / m_.max_speed_m_per_s;
    p.force_velocity = law_.force_velocity(p.velocity, a_).value;
    p.fiber = a_ * p.active.value * p.force_velocity + p.passive.value + m_.fiber_damping * p.velocity;
    const double along_fiber =
        (a_ * p.active.slope * p.force_velocity + p.passive.slope) / m_.optimal_length_m;
    const double h = m_.pennation.height_m;
    p.stiffness_fiber = along_fiber * p.cosine * p.cosine + p.fiber * h * h / (p.l_m * p.l_m * p.l_m);
  }

  /// Where the fiber may be: from its shortest to a tendon that just hangs.
  struct Room {
    Place low, high;
  };

  enum class End { inside, at_low, at_high };

  /// The length at which both forces are equal while the fiber takes `share`: Newton's method in a bracket.
  End balance(const Room& room, double share, double start, Place& p) const {
    Place end = room.high;
    move(end, share);
    if (end.surplus() < 0.0) return p = end, End::at_high;
    end = room.low;
    move(end, share);
    if (end.surplus() > 0.0) return p = end, End::at_low;
    double low = room.low.x, high = room.high.x;
    double x = std::clamp(start, low, high);
    for (int i = 0; i < 100; ++i) {
      p = place(x);
      move(p, share);
      const double surplus = p.surplus();
      if (std::abs(surplus) <= close_enough) break;
      (surplus > 0.0 ? high : low) = x;
      double next = x - surplus / (p.stiffness_fiber + p.stiffness_tendon);
      if (!(next > low && next < high)) next = 0.5 * (low + high);
      if (next == low || next == high) break;  // no number lies between
      x = next;
    }
    return End::inside;
  }

  /// Length and share together, each step with the other as it was: quick, and nearly always enough.
  [[nodiscard]] bool solve_quickly(const Room& room, Place& p) const {
    double x = std::clamp(length_ - 1.01 * m_.slack_length_m, room.low.x, room.high.x);
    double share = 0.5;
    for (int i = 0; i < 20; ++i) {
      p = place(x);
      move(p, share);
      const double surplus = p.surplus();
      const double change = p.share() - share;
      if (std::abs(surplus) <= close_enough && std::abs(change) <= same_share) return true;
      x -= surplus / (std::max(p.stiffness_fiber, 0.0) + p.stiffness_tendon);
      if (!(x > room.low.x && x < room.high.x)) return false;
      share += change;
    }
    return false;
  }

  [[nodiscard]] FiberState solve_elastic() const {
    const double shortest = m_.shortest_fiber_m, height = m_.pennation.height_m;
    double low = std::sqrt(std::max(shortest * shortest - height * height, 0.0));
    low = std::max(low, 1e-6 * m_.optimal_length_m);  // a straight fiber of no length has no direction
    const double high = length_ - m_.slack_length_m;
    Room room{.low = place(low), .high = place(high)};
    move(room.low, 0.0);
    if (high <= low)
      return carries_next_to_nothing(room.low) && high > 0.0 ? slack(room.low)
                                                             : refused(FiberStatus::too_short);
    move(room.high, 0.0);
    if (room.high.surplus() <= 0.0) return slack(room.high);
    if (room.low.surplus() > 0.0) return refused(FiberStatus::no_equilibrium);
    Place p;
    if (solve_quickly(room, p)) return state(p, FiberStatus::solved);
    return solve_surely(room);
  }

  /// The share from outside, the length at each share from inside: between none and all of the path's speed
  /// there is always a share that fits, or one at which the stiffness jumps over it.
  [[nodiscard]] FiberState solve_surely(const Room& room) const {
    Place p;
    double x = std::clamp(length_ - 1.01 * m_.slack_length_m, room.low.x, room.high.x);
    double low = 0.0, high = 1.0, share = 0.5;
    for (int i = 0; i < 60; ++i) {
      const End end = balance(room, share, x, p);
      // A fiber that cannot follow at either end takes less.
      const double error = end == End::inside ? share - p.share() : 1.0;
      if (end == End::inside && std::abs(error) <= same_share) return state(p, FiberStatus::solved);
      x = p.x;
      (error > 0.0 ? high : low) = share;
      double next = share - error;
      if (i > 5 || !(next > low && next < high)) next = 0.5 * (low + high);
      if (next == low || next == high) break;
      share = next;
    }
    // Just below the jump, or as fast as the fiber can follow.
    (void)balance(room, low, x, p);
    return p.tendon.value > close_enough ? state(p, FiberStatus::solved) : slack(p);
  }

  /// A fiber at its shortest that gives less than a hundredth of its maximum force there (our assumption)
  /// lets a tendon hang that is longer than the path has room for.
  [[nodiscard]] static bool carries_next_to_nothing(const Place& p) { return p.fiber <= 0.01; }

  [[nodiscard]] FiberState slack(Place p) const {
    p.tendon.value = 0.0;
    p.passive.value = p.active.value = p.fiber = 0.0;
    return state(p, FiberStatus::slack);
  }

  [[nodiscard]] FiberState solve_rigid() const {
    const double along = length_ - m_.slack_length_m;
    const double length = std::hypot(along, m_.pennation.height_m);
    if (along <= 0.0 || length < m_.shortest_fiber_m) return refused(FiberStatus::too_short);
    Place p = place(along);
    move(p, 1.0);
    FiberStatus status = FiberStatus::solved;
    if (p.fiber < 0.0) {
      // Damping would push: a tendon cannot, so it hangs.
      p.fiber = 0.0;
      status = FiberStatus::slack;
    }
    p.tendon.value = p.fiber * p.cosine;
    return state(p, status);
  }

  static FiberState refused(FiberStatus status) { return {.status = status}; }

  [[nodiscard]] FiberState state(const Place& p, FiberStatus status) const {
    const double force = m_.max_force_n;
    FiberState s{.status = status};
    s.fiber_length_m = p.l_m;
    s.fiber_length = p.l_m / m_.optimal_length_m;
    s.pennation_rad = m_.pennation.is_pennate ? std::acos(p.cosine) : 0.0;
    s.tendon_length_m = length_ - p.x;
    s.tendon_strain = s.tendon_length_m / m_.slack_length_m - 1.0;
    s.fiber_velocity = p.velocity;
    s.fiber_velocity_m_per_s = p.velocity * m_.max_speed_m_per_s;
    s.pennation_velocity_rad_per_s =
        m_.pennation.is_pennate ? -s.fiber_velocity_m_per_s * m_.pennation.height_m / (p.l_m * p.x) : 0.0;
    s.tendon_velocity_m_per_s = m_.rigid_tendon ? 0.0 : speed_ - s.fiber_velocity_m_per_s / p.cosine;
    const double damping =
        p.fiber - a_ * p.active.value * p.force_velocity - p.passive.value;  // saturated, too
    s.active_force_n = force * a_ * p.active.value * p.force_velocity;
    s.passive_force_n = force * (p.passive.value + damping);
    s.fiber_force_n = force * p.fiber;
    s.active_force_along_tendon_n = s.active_force_n * p.cosine;
    s.passive_force_along_tendon_n = s.passive_force_n * p.cosine;
    s.tendon_force_n = force * p.tendon.value;
    s.active_power_w = -(s.active_force_n + force * damping) * s.fiber_velocity_m_per_s;
    s.passive_power_w = -force * p.passive.value * s.fiber_velocity_m_per_s;
    s.tendon_power_w = -s.tendon_force_n * s.tendon_velocity_m_per_s;
    s.muscle_power_w = -s.tendon_force_n * speed_;
    // Sizes and curves that are beyond every number give no state either.
    if (!std::isfinite(s.tendon_force_n + s.fiber_length_m + s.fiber_velocity_m_per_s))
      return refused(FiberStatus::no_equilibrium);
    return s;
  }

  const MuscleMechanics& m_;
  Law law_;
  double length_, speed_, a_;
};

}  // namespace

FiberState solve_equilibrium(const MuscleMechanics& muscle, const FiberInput& input) {
  if (!std::isfinite(input.length_m) || !std::isfinite(input.lengthening_speed_m_per_s) ||
      !std::isfinite(input.activation)) {
    return {.status = FiberStatus::no_input};
  }
  return Solver(muscle, input).solve();
}

}  // namespace hamstring::muscle

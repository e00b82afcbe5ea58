#include "rehab/standing/run_done.h"

#include <algorithm>
#include <limits>

#include "rehab/standing/growth.h"

namespace hamstring::rehab {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

bool is_in(const std::vector<std::string>& forms, const Rung& rung) {
  return std::ranges::find(forms, rung.form) != forms.end();
}

/// What a rung asks for at most, or several of them.
struct Allowed {
  double running_s = 0.0, whole_s = 0.0, meters = 0.0, speed_m_s = 0.0;
};

double easy_speed(const RunFitPolicy& policy, const ToldSpeeds& speeds) {
  return speeds.easy.value_or(policy.easy_m_s);
}

/// From here on running is fast, for somebody whose ladder holds none of it.
double fast_from(const RunFitPolicy& policy, const ToldSpeeds& speeds) {
  return speeds.top ? policy.fast_share * *speeds.top : policy.fast_m_s;
}

Allowed allowed_by(const Rung& rung, const RunFitPolicy& policy, const ToldSpeeds& speeds) {
  const double easy = easy_speed(policy, speeds);
  const double rest_s = rung.repeats * rung.rest_s;
  if (rung.work_m) {
    const double work_m = rung.repeats * *rung.work_m;
    // A fast rung stands in an easy run; its repeats last less than they would at the easy speed.
    const double most =
        speeds.top ? *speeds.top * rung.percent.max / 100.0 * (1.0 + policy.faster) : unbounded;
    return {.running_s = policy.warm_up_s + work_m / easy,
            .whole_s = policy.warm_up_s + work_m / easy + rest_s,
            .meters = policy.warm_up_s * easy + work_m,
            .speed_m_s = std::max(most, fast_from(policy, speeds))};
  }
  // However long a walk is asked for, it is no run that may be as long.
  if (is_in(policy.walks, rung))
    return {.running_s = 0.0, .whole_s = 0.0, .meters = 0.0, .speed_m_s = fast_from(policy, speeds)};
  const double work_s = rung.repeats * rung.work_s.value_or(0.0);
  const double speed = rung.speed_of == OwnSpeed::easy ? easy * rung.percent.max / 100.0 : easy;
  return {.running_s = work_s,
          .whole_s = work_s + rest_s,
          .meters = work_s * speed + rest_s * policy.walk_m_s,
          .speed_m_s = fast_from(policy, speeds)};
}

Allowed allowed_up_to(const Protocol& protocol, const Rung* allowed, const RunFitPolicy& policy,
                      const ToldSpeeds& speeds) {
  Allowed most{.running_s = 0.0, .whole_s = 0.0, .meters = 0.0, .speed_m_s = fast_from(policy, speeds)};
  for (const Rung& rung : protocol.rungs) {
    if (allowed == nullptr || rung.order > allowed->order) break;
    const Allowed one = allowed_by(rung, policy, speeds);
    most.running_s = std::max(most.running_s, one.running_s);
    most.whole_s = std::max(most.whole_s, one.whole_s);
    most.meters = std::max(most.meters, one.meters);
    most.speed_m_s = std::max(most.speed_m_s, one.speed_m_s);
  }
  return most;
}

/// How long somebody ran who went so far in so long, walking in between [s].
double running_s(double distance_m, double duration_s, const RunFitPolicy& policy, double easy) {
  const double run_m_s = std::max(easy, distance_m / duration_s);
  if (run_m_s <= policy.walk_m_s) return 0.0;
  return std::clamp((distance_m - policy.walk_m_s * duration_s) / (run_m_s - policy.walk_m_s), 0.0,
                    duration_s);
}

/// By its rung, or by how far it went in its time.
bool is_walk(const DoneRun& run, const Protocol& protocol, const RunFitPolicy& policy) {
  const Rung* named = rung_named(protocol, run.rung);
  const bool is_called_so = named != nullptr && is_in(policy.walks, *named);
  if (!run.distance_m || !run.duration_s || *run.duration_s <= 0.0) return is_called_so;
  const double mean = *run.distance_m / *run.duration_s;
  return mean <= (is_called_so ? policy.walk_below_m_s : policy.walk_m_s * (1.0 + policy.spare));
}

bool reaches(const DoneRun& run, const Rung& rung, const RunFitPolicy& policy, const ToldSpeeds& speeds) {
  const double least = 1.0 - policy.spare;
  if (rung.work_m) {
    if (run.distance_m && *run.distance_m < least * rung.repeats * *rung.work_m) return false;
    if (!run.top_speed_m_s || !speeds.top || rung.speed_of != OwnSpeed::top) return true;
    // The rungs lie closer than the spare share: the range alone, with half the step to the one below.
    const double low = rung.percent.min - 0.5 * (rung.percent.max - rung.percent.min);
    return *run.top_speed_m_s >= *speeds.top * low / 100.0;
  }
  const double work_s = rung.repeats * rung.work_s.value_or(0.0);
  if (run.duration_s) return *run.duration_s >= least * work_s;
  if (!run.distance_m) return true;
  const double slow = is_in(policy.walks, rung) ? policy.walk_m_s : easy_speed(policy, speeds);
  const double share = rung.speed_of == OwnSpeed::easy ? rung.percent.min / 100.0 : 1.0;
  return *run.distance_m >= least * work_s * slow * share;
}

/// A clinician's rung of that day; 0 where nobody prescribed one.
int order_prescribed(const State& state, Day day) {
  for (auto it = state.ledger.prescriptions.rbegin(); it != state.ledger.prescriptions.rend(); ++it) {
    const PrescriptionEntry& asks = *it->body;
    if (it->at.first > day || (asks.from && *asks.from > day) || (asks.until && *asks.until < day)) continue;
    const Rung* rung = asks.rung.empty() ? nullptr : rung_named(*state.protocol, asks.rung);
    return rung == nullptr ? 0 : rung->order;
  }
  return 0;
}

}  // namespace

ToldSpeeds told_speeds(const Knowledge& knowledge, const FactView& facts) {
  const auto told = [&](OwnSpeed of) -> std::optional<double> {
    const Question* asked = question_of(knowledge, of);
    if (asked == nullptr) return std::nullopt;
    const FactValue own = facts.get({.space = "story", .item = asked->id, .field = {}});
    const auto* speed = std::get_if<Measured>(&own);
    return speed == nullptr || speed->value <= 0.0 ? std::nullopt : std::optional(speed->value);
  };
  return {.easy = told(OwnSpeed::easy), .top = told(OwnSpeed::top)};
}

int rung_reached(const DoneRun& run, const Protocol& protocol, const RunFitPolicy& policy,
                 const ToldSpeeds& speeds) {
  const Rung* named = rung_named(protocol, run.rung);
  if (named == nullptr || policy.easy_m_s <= 0.0) return named == nullptr ? 0 : named->order;
  int order = 0;
  for (const Rung& rung : protocol.rungs) {
    if (rung.order > named->order) break;
    if (reaches(run, rung, policy, speeds)) order = rung.order;
  }
  return order;
}

const Rung* rung_allowed(const State& state, Day day, bool held) {
  const Phase* phase = state.current_phase();
  if (phase == nullptr || held || state.rung == 0) return nullptr;
  int order = std::max(state.rung, order_prescribed(state, day));
  if (unsettled_setback(state) != nullptr) order = std::min(order, rung_of_light_day(state));
  const Rung* rung = rung_of(*state.protocol, order);
  return rung != nullptr && opens(*state.protocol, *phase, order) ? rung : nullptr;
}

bool is_distance_open(const State& state, const Rung* allowed, const RunFitPolicy& policy) {
  return std::ranges::any_of(state.protocol->rungs, [&](const Rung& rung) {
    return allowed != nullptr && rung.order <= allowed->order && rung.order <= state.rung_borne &&
           is_in(policy.distance_open_from, rung);
  });
}

std::optional<FarRun> far_run(const DoneRun& run, const Protocol& protocol, const Rung* allowed,
                              bool is_distance_open, const RunFitPolicy& policy, const ToldSpeeds& speeds) {
  if (policy.easy_m_s <= 0.0 || is_walk(run, protocol, policy)) return std::nullopt;
  const Allowed most = allowed_up_to(protocol, allowed, policy, speeds);
  const auto far = [&](FarRun::By by, double told) {
    return FarRun{.by = by, .told = told, .allowed = allowed == nullptr ? std::string() : allowed->id};
  };
  const auto is_far = [&](double told, double may, double at_least) {
    return told >= may * (1.0 + policy.far) && told - may >= at_least;
  };
  if (run.top_speed_m_s && *run.top_speed_m_s > most.speed_m_s)
    return far(FarRun::By::speed, *run.top_speed_m_s);
  if (is_distance_open) return std::nullopt;
  if (run.distance_m && run.duration_s && *run.duration_s > 0.0) {
    const double ran_s = running_s(*run.distance_m, *run.duration_s, policy, easy_speed(policy, speeds));
    if (is_far(ran_s, most.running_s, policy.far_s)) return far(FarRun::By::distance, *run.distance_m);
  } else if (run.distance_m) {
    if (is_far(*run.distance_m, most.meters, policy.far_m)) return far(FarRun::By::distance, *run.distance_m);
  } else if (run.duration_s) {
    if (is_far(*run.duration_s, most.whole_s, policy.far_s))
      return far(FarRun::By::duration, *run.duration_s);
  }
  return std::nullopt;
}

bool ran_far_on(const Ledger& ledger, Day day) {
  const auto& sessions = ledger.sessions;
  for (auto it = sessions.rbegin(); it != sessions.rend() && it->day >= day; ++it)
    if (it->day == day && it->far) return true;
  return false;
}

}  // namespace hamstring::rehab

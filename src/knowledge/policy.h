// Numbers of the decision rules that belong to no single item (data/policies/default.toml).
#pragma once

#include <string>
#include <vector>

#include "knowledge/condition.h"
#include "knowledge/evidence.h"

namespace hamstring::rehab {

/// The points rule: docs/rehab.md, 5.
struct PointsPolicy {
  double slope = 0, free = 0, penalty = 0, clear_at = 0, cap = 0;
  int window_days = 0, valid_days = 0;
  double bar_z = 0;
  int settle_looks = 0, settle_days = 0, settle_window_days = 0;  ///< when noise has had its time
};

struct OwnRepeatsPolicy {
  int at_least = 3;
  double floor_of_wide = 0.5;
  std::vector<double> factor;  ///< for at_least, at_least + 1 … repeats; the last one for more
};

struct PrognosisRule {
  std::string id;
  Condition when;
  double widen_days = 0;
  Evidence evidence;
};

/// A finding that makes the forecast longer or shorter: straight lines between the points, never falling.
struct PrognosisMover {
  std::string id;
  FactName fact;
  std::vector<double> at, factor;
  Evidence evidence;
};

/// How the person's own estimate weighs beside the studies.
struct OwnEstimatePolicy {
  FactName fact;
  double weight = 0;
  Evidence evidence;
};

/// Weights of the distance between two decisions, section 10.
struct NextTestWeights {
  double verdict = 0, gates = 0, picture = 0, protocol = 0, phase = 0, rung = 0, lines = 0;
};

/// When a run that somebody tells of may have been the rung that was asked (docs/rehab.md, 20), and when it
/// was far more (section 6).
struct RunFitPolicy {
  double spare = 0;                     ///< share of time, distance and speed that it may be off
  double warm_up_s = 0;                 ///< longest easy running around the fast repeats of a rung
  double walk_below_m_s = 0;            ///< faster than this nobody walks
  std::vector<std::string> walks;       ///< forms of rungs that are walked throughout
  double far = 0;                       ///< share by which a run is more than was allowed, and then far more
  double far_s = 0, far_m = 0;          ///< less than so much more is never far more
  double walk_m_s = 0, easy_m_s = 0;    ///< of walking; of easy running where nobody told their own
  double fast_share = 0, fast_m_s = 0;  ///< fast running: of the own top speed; where it is not known
  double faster = 0;                    ///< share above the speeds of a fast rung that is still within them
  std::vector<std::string> distance_open_from;  ///< forms: once borne, easy running is as far as one likes
  Evidence evidence;
};

/// How a weight is found and grows: docs/rehab.md, 6.
struct LoadsPolicy {
  enum class OwnStep { none, dumbbell, plate, machine };
  struct Kit {
    std::string id;      ///< word of equipment
    double step_kg = 0;  ///< what one more of it adds where the person did not say
    OwnStep own = OwnStep::none;
    double times = 1;  ///< of what the person said: a plate goes on both ends of a bar
  };
  int sure = 15;        ///< repetitions that the weight of a try-out set surely allows
  double leave = 3;     ///< repetitions that stay undone
  double light = 7;     ///< so many left: it is still being sought
  int before = 2;       ///< sessions that were borne without a weight before the first one
  int again_every = 4;  ///< sessions without a weight, after which a try-out is offered once more
  int layoff_days = 8;  ///< without the exercise: the next one is lighter
  std::vector<Kit> kits;
  Evidence evidence;
};

struct Policy {
  PointsPolicy points;
  OwnRepeatsPolicy own_repeats;
  int rescreen_max_age_days = 3;
  int dots = 20;
  double widen_days = 19;
  double differs = 0.5;           ///< weight for each of sex, age and level in which the person is another
  double sport_not_stated = 0.5;  ///< weight of a population whose sport the source does not say
  double disagree_from = 2;       ///< so many times as long: the sources disagree
  OwnEstimatePolicy own_estimate;
  std::vector<PrognosisMover> movers;
  std::vector<PrognosisRule> prognosis_rules;
  NextTestWeights next_test;
  int picture_lead_margin = 2;
  int watch_days = 60;
  double pain_noise = 1.8;  ///< two ratings of one pain, 0 to 10, differ by as much without any change
  RunFitPolicy run_fit;
  LoadsPolicy loads;
  Evidence evidence;
};

}  // namespace hamstring::rehab

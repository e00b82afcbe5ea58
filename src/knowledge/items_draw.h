// What is drawn and told beside the rules: figures of exercises and tests, and what the muscles do in daily
// movement.
#pragma once

#include <string>
#include <vector>

#include "knowledge/evidence.h"

namespace hamstring::rehab {

/// A person from the side, facing right, as directions of limbs [deg]: 0 to the right, 90 up. Lengths are the
/// drawing's own; the picture shows the pose, it measures nothing.
struct FigurePose {
  std::vector<double> hip;  ///< x to the right, y above the floor [cm of the drawing]
  double trunk = 90.0, head = 90.0;
  std::vector<double> near, far;          ///< thigh, shank, foot
  std::vector<double> near_arm, far_arm;  ///< upper arm, forearm
};

struct FigureProp {
  std::string kind;  ///< box, pad, bar, dumbbell, band, slider, strap, pole, helper
  std::string on;    ///< a joint that it moves with; empty: it stands still
  std::vector<double> at, size;
  double turn = 0.0;
};

struct Figure {
  std::string id;
  std::string shows;  ///< "exercise.nordic", "test.straight_leg_raise"
  std::string leg;    ///< both, near: which hamstrings work
  std::string arrow;  ///< the joint whose way is drawn; empty: none
  std::vector<FigurePose> poses;
  std::vector<FigureProp> props;
};

/// What each hamstring does in something everybody does; the sentences are role.<id>.* of the catalogs.
struct HamstringRole {
  std::string id;
  int order = 0;
  Evidence evidence;
};

}  // namespace hamstring::rehab

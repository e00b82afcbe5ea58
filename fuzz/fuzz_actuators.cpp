// Actuator files on any bytes: actuators, or an error with a message; never a crash or a hang. Those that are
// found go on to a model of one hinge, which has what they name or says that it has not.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "formats/osim/actuators_reader.h"
#include "model/compile.h"
#include "muscle/actuators.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hamstring;
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const auto set = parse_actuators(content, "fuzz/actuators.xml", diagnostics);
  if (!set) {
    if (set.error().message.empty()) std::abort();  // a refusal without a reason
    return 0;
  }
  static const model::Model hinge = [] {
    model::ModelSpecification s;
    s.name = "hinge";
    s.bodies = {{.name = "pelvis", .mass_kg = 1.0}};
    s.joints = {{.name = "hip",
                 .kind = model::JointKind::pin,
                 .parent_frame = "ground",
                 .child_frame = "pelvis",
                 .coordinates = {{.name = "hip"}}}};
    Diagnostics quiet;
    return *model::compile(s, quiet);
  }();
  const auto actuators = muscle::find_actuators(hinge, set->actuators);
  if (!actuators) {
    if (actuators.error().message.empty()) std::abort();
    return 0;
  }
  kinematics::Poses poses(hinge);
  compute_poses(hinge, kinematics::all_joints(hinge), std::vector<double>{0.3}, poses);
  std::vector<double> generalized(1);
  for (const muscle::Actuator& actuator : *actuators)
    muscle::actuator_effect(hinge, poses, actuator, generalized);
  return 0;
}

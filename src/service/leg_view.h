// The moving leg as numbers for drawing.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/leg_scene.h"
#include "service/problem.h"
#include "view/words.h"

namespace hamstring::service {

/// Movements of the library, computed once; const from then on.
class Legs {
 public:
  /// Errors: the built-in model or a movement cannot be read.
  [[nodiscard]] static Result<Legs> load(const std::filesystem::path& data_folder);

  [[nodiscard]] Json movements(const Words& words) const;
  [[nodiscard]] Outcome<Json> movement(const Words& words, const std::string& id) const;
  /// How far each exercise that is drawn stretches each hamstring, and how far the demonstration run does.
  [[nodiscard]] Json exercises(const Words& words) const;
  /// LegPose for PoseAsked.
  [[nodiscard]] Outcome<Json> pose(const Words& words, const Json& request) const;

 private:
  analysis::LegStage stage_;
  std::vector<analysis::LegScene> scenes_;  ///< in the order in which they are shown
};

}  // namespace hamstring::service

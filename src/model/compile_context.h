// What the parts of compile() share while a model is being built. Internal to src/model.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "model/model.h"
#include "model/specification.h"

namespace hamstring::model::compiling {

/// A frame resolved to the body that carries it.
struct BodyFrame {
  BodyIndex body;
  Pose X_BF;
};

struct Context {
  const ModelSpecification& specification;
  Diagnostics& diagnostics;
  Model model;
  // By name, so that reading a model takes time in proportion to its size.
  std::unordered_map<std::string, BodyFrame> frames{};  ///< bodies, "ground" and offset frames
  std::unordered_map<std::string, CoordinateIndex> coordinates{};
  std::unordered_map<std::string, std::size_t> wrap_objects{};  ///< of two with one name the first
  std::unordered_set<std::string> muscles{};

  [[nodiscard]] Error error(std::string message, std::string element, SourceLine origin,
                            std::string advice = {}) const;
  /// The body that carries a frame, or an error that names who asked for it.
  [[nodiscard]] Result<BodyFrame> find_frame(const std::string& name, const std::string& user,
                                             SourceLine origin) const;
  [[nodiscard]] Result<CoordinateIndex> find_coordinate(const std::string& name, const std::string& user,
                                                        SourceLine origin) const;
};

[[nodiscard]] Result<void> compile_bodies(Context& context);    // compile_tree.cpp
[[nodiscard]] Result<void> compile_frames(Context& context);    // compile_tree.cpp
[[nodiscard]] Result<void> compile_joints(Context& context);    // compile_joints.cpp
[[nodiscard]] Result<void> compile_couplers(Context& context);  // compile_joints.cpp
[[nodiscard]] Result<void> sort_tree(Context& context);         // compile_tree.cpp
void compile_tree(Context& context);                            // compile_tree.cpp
[[nodiscard]] Result<void> compile_wraps(Context& context);     // compile_muscles.cpp
[[nodiscard]] Result<void> compile_muscles(Context& context);   // compile_muscles.cpp
void compile_law(const MuscleSpecification& from, Muscle& muscle,
                 std::map<std::string, std::vector<std::string>>& unknown);  // compile_laws.cpp
void note_unknown_parameters(Context& context,
                             const std::map<std::string, std::vector<std::string>>& unknown);
[[nodiscard]] Result<void> compile_markers(Context& context);  // compile_muscles.cpp

}  // namespace hamstring::model::compiling

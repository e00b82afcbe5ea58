// Reads the setup of OpenSim's ScaleTool, and sets of markers that stand in files of their own.
#pragma once

#include <array>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/setup/ik_tasks.h"
#include "model/specification.h"

namespace hamstring {

/// Pairs of markers whose distance, over the model's, scales some axes of some bodies.
struct ScaleMeasurement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> pairs;
  struct Body {
    std::string name;
    std::array<bool, 3> axes{};
  };
  std::vector<Body> bodies;
};

struct ManualScale {
  std::string body;
  Vec3 factors = Vec3::Ones();
};

struct MarkerPlacement {
  bool applies = true;
  IkTasks tasks;
  std::filesystem::path marker_file;
  double from_s = -std::numeric_limits<double>::infinity();
  double to_s = std::numeric_limits<double>::infinity();
  bool moves_markers = true;
  std::filesystem::path output_model{}, output_motion{}, output_markers{};  ///< empty: not asked for
};

/// Paths are absolute or relative to the current folder like the path of the setup itself; empty if not
/// given.
struct ScaleSetup {
  std::string tool_name;
  std::filesystem::path file;
  double mass_kg = 0.0;  ///< 0: not given
  std::filesystem::path model_file;
  std::filesystem::path marker_set_file;
  bool scales = true;
  std::vector<std::string> order;              ///< of "measurements" and "manualScale"
  std::vector<ScaleMeasurement> measurements;  ///< those that apply
  std::vector<ManualScale> manual;
  std::filesystem::path marker_file;
  double from_s = -std::numeric_limits<double>::infinity();
  double to_s = std::numeric_limits<double>::infinity();
  bool preserves_mass_distribution = false;
  std::filesystem::path output_model{}, output_scales{};  ///< of the scaler; empty: not asked for
  MarkerPlacement placement;
};

/// Errors: those of reading XML; not such a setup (says what it is); a number, list or range that is none; a
/// pair that is not one of two markers.
[[nodiscard]] Result<ScaleSetup> parse_scale_setup(std::string_view content,
                                                   const std::filesystem::path& path,
                                                   Diagnostics& diagnostics);

/// The markers of a MarkerSet file. Errors: those of reading XML; no such set.
[[nodiscard]] Result<std::vector<model::MarkerSpecification>> parse_marker_set(
    std::string_view content, const std::filesystem::path& path, Diagnostics& diagnostics);

}  // namespace hamstring

// Which marker of a recording rides where on a model: by hand, by the model's own names, by the names of the
// usual marker sets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "model/model.h"
#include "record/marker_names.h"

namespace hamstring::personalize {

/// A line of somebody's own list: their marker is our marker, place or segment; "-" leaves it out.
struct NamedMarker {
  std::string theirs, ours;
  int line = 0;  ///< in its file, for messages
};

/// Reads "theirs = ours" line by line; '#' begins a comment. `ours` is a marker of the model, words such as
/// "right lateral knee" or "left thigh", or "-". Errors, with their line: no '='; an empty name; one marker
/// twice; more than 10,000 lines.
[[nodiscard]] Result<std::vector<NamedMarker>> parse_marker_names(std::string_view content,
                                                                  std::string_view file_name);

enum class AssignedBy { hand, model, table, geometry, nothing };
/// "by hand" … "left out"
[[nodiscard]] std::string_view assigned_by_name(AssignedBy by);

struct MarkerAssignment {
  std::string name;  ///< in the recording
  AssignedBy by = AssignedBy::nothing;
  std::optional<MarkerMeaning> meaning{};
  std::string body{};            ///< of the model; empty where it is left out
  std::optional<Vec3> site_m{};  ///< where it should sit on the body; empty: wherever it is found to sit
  double spread_m = 0.0;         ///< how far from there it may well sit
  std::string why{};             ///< why it is left out, for people

  [[nodiscard]] bool is_used() const { return !body.empty(); }
};

/// One assignment a name, in their order. A place that two markers claim belongs to the first; the other
/// rides on the segment without a place. Points of OpenPose beside anatomical markers are left out. Errors: a
/// line of `by_hand` that names a marker the recording lacks, or neither a marker of the model nor words.
[[nodiscard]] Result<std::vector<MarkerAssignment>> assign_markers(const model::Model& model,
                                                                   const std::vector<std::string>& names,
                                                                   const std::vector<NamedMarker>& by_hand);

/// The body of a model that stands for a segment; empty where it has none.
[[nodiscard]] std::string body_of_segment(const model::Model& model, Segment segment,
                                          std::optional<Side> side);

}  // namespace hamstring::personalize

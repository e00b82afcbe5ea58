// What the name of a marker says: which place of the body it marks, or at least on which part of it it rides.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/anatomy.h"

namespace hamstring {

/// Places of the skeleton that every marker set knows, by whatever name.
enum class Landmark {
  asis,
  psis,
  sacrum,
  hip_center,
  lateral_knee,
  medial_knee,
  knee_center,
  lateral_ankle,
  medial_ankle,
  ankle_center,
  heel,
  toe,
  first_metatarsal,
  fifth_metatarsal,
  seventh_cervical,
  jugular_notch,
  shoulder,
};

/// Parts of the body on which markers ride.
enum class Segment { pelvis, thigh, shank, foot, trunk, arm, head };

/// "pelvis" … "head"
[[nodiscard]] std::string_view segment_name(Segment segment);
/// "front of the iliac crest (ASIS)" …
[[nodiscard]] std::string_view landmark_name(Landmark landmark);
[[nodiscard]] Segment segment_of(Landmark landmark);

struct MarkerMeaning {
  Segment segment = Segment::pelvis;
  std::optional<Landmark> landmark{};  ///< empty: somewhere on the segment (clusters, wands)
  std::optional<Side> side{};          ///< empty: in the middle, or of no side
  /// No place on the skin: the tip of another model's axes, a center of mass.
  bool is_computed = false;

  friend bool operator==(const MarkerMeaning&, const MarkerMeaning&) = default;
};

/// By the names of the usual sets: Plug-in Gait and Oxford, Cleveland Clinic and Helen Hayes, OpenSim's
/// examples (gait2392, Rajagopal), CAST as Fukuchi and others have it, Leardini's (Schreiber's walkers),
/// OpenPose's and OpenCap's points. Upper and lower case, blanks, points and underscores are all the same;
/// what stands before a colon is the subject's name. Nothing where the name is in no set.
[[nodiscard]] std::optional<MarkerMeaning> meaning_of_marker(std::string_view name);

/// The same from words, as a person writes them: "right lateral knee", "left thigh", "sacrum", "trunk".
[[nodiscard]] std::optional<MarkerMeaning> meaning_of_words(std::string_view words);
/// Those words of a meaning: what meaning_of_words() reads back.
[[nodiscard]] std::string words_of(const MarkerMeaning& meaning);

/// "Ada" of "Ada:LASI"; empty where there is none.
[[nodiscard]] std::string_view subject_of_marker(std::string_view name);

}  // namespace hamstring

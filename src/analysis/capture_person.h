// From the markers of a capture to a model of the person who wore them and their joint angles, without any
// setup file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/read_capture.h"
#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "core/time_series.h"
#include "kinematics/inverse_kinematics.h"
#include "model/model.h"
#include "personalize/fit_person.h"

namespace hamstring::analysis {

struct PersonRequest {
  std::filesystem::path capture;                        ///< .c3d or .trc
  std::optional<std::filesystem::path> static_trial{};  ///< the same person standing
  std::filesystem::path model;                          ///< .osim
  /// The model is nobody's (the built-in one): it is made as large as the person even without a static trial,
  /// and its ranges of motion bound nothing but the knees.
  bool model_is_generic = false;
  std::optional<std::filesystem::path> marker_names{};  ///< "theirs = ours", personalize/assign_markers.h
  CaptureReading reading{};
  std::optional<double> mass_kg{};
};

/// How well the markers fit.
struct FitQuality {
  double rms_m = 0.0;  ///< of all markers and frames
  double max_m = 0.0;
  std::string worst_marker;
  double worst_time_s = 0.0;
  bool is_good = false;  ///< below 20 and 40 mm (Hicks et al. 2015)
};

struct CapturedPerson {
  UprightCapture capture;
  std::vector<InputFile> inputs;            ///< capture, static trial, model, list of names
  model::ModelSpecification specification;  ///< scaled, with the recording's markers where they ride
  model::Model model;                       ///< the same, compiled
  personalize::BodyScales scales;
  std::vector<personalize::MarkerAssignment> assignments;
  kinematics::MarkerFitting fitting;  ///< every frame
  FitQuality quality;
  std::vector<std::string> sentences;  ///< what was done and how well it fits, for people
  std::vector<std::string> culprits;   ///< what is likely wrong with the markers, a sentence each
};

/// Reads, assigns markers, fits the person's size to the static trial (or the capture's own frames), puts the
/// markers where they ride, and finds the pose of every frame. Markers that are further than 6 cm and four
/// times the others' distance from the model are left out and named. Without a static trial a model that is
/// not generic is taken as the person's own. Errors: those of the readers, of assign_markers(), check_sides()
/// and fit_person().
[[nodiscard]] Result<CapturedPerson> person_of_capture(const PersonRequest& request,
                                                       Diagnostics& diagnostics);

/// The joint angles as a table [rad and m]: coordinates beyond which no marker rides are left out; in frames
/// in which none of those is seen there is no number.
[[nodiscard]] TimeSeries seen_coordinates(const model::Model& model,
                                          const kinematics::MarkerFitting& fitting);

}  // namespace hamstring::analysis

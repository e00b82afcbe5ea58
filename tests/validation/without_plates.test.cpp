// Forces without plates against the same recordings with plates: how far the hamstrings late in the swing and
// the moments of hip and knee are off. The recordings are not part of the project.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "analysis/analyze_capture.h"
#include "analysis/analyze_forces.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using hamstring::testing::shared_data;

struct Recording {
  std::string name, motion, model, loads, forces;  ///< of a capture `motion` alone: its plates are in it
  bool walks = false;
  double lowpass_hz = 12.0;
  std::string static_trial{};
  double mass_kg = 0.0;

  [[nodiscard]] bool is_capture() const { return !static_trial.empty(); }
};

std::vector<Recording> runs() {
  const std::string hamner = "opensim-org+opensim-models/Pipelines/Hamner/";
  const std::string sprint = "basgoncalves+bip_opensim_hungarian_usports/tutorials/sprinting/009/session1/";
  std::vector<Recording> all{{.name = "Hamner subject02, 4 m/s",
                              .motion = hamner + "outputReference/ResultsIK/subject02_running_ik.mot",
                              .model = hamner + "outputReference/subject02_registered.osim",
                              .loads = hamner + "External_Loads.xml",
                              .forces = hamner + "subject02_running_grf.mot"},
                             {.name = "sprint 6.4 m/s",
                              .motion = sprint + "run_baseline/ik.mot",
                              .model = sprint + "rajagopal_scaled.osim",
                              .loads = sprint + "run_baseline/grf.xml",
                              .forces = sprint + "run_baseline/grf.mot"}};
  for (const char* subject : {"01", "08"}) {
    for (int speed = 2; speed <= 5; ++speed) {
      const std::string folder =
          std::string("aaronsfox+zmp-opensim/datasets/HamnerDelp2013/data/subject") + subject + "/";
      const std::string run = "Run_" + std::to_string(speed);
      all.push_back(
          {.name = std::string("HamnerDelp2013 subject") + subject + ", " + std::to_string(speed) + " m/s",
           .motion = folder + "ik/" + run + ".mot",
           .model = folder + "model/subject" + subject + "_adjusted_scaled.osim",
           .loads = folder + "expData/" + run + "_grf.xml",
           .forces = folder + "expData/" + run + "_grf.mot"});
    }
  }
  const std::string bmc = "BMClab+BMC/data/opensim/Mod&Sim2018/";
  all.push_back({.name = "BMClab run",
                 .motion = bmc + "IK/results/ik_output_run.mot",
                 .model = bmc + "Scale/Rajagopal2015_scaled2.osim",
                 .loads = bmc + "ID/grf_setup.xml",
                 .forces = bmc + "ExpData/grf_run.mot"});
  const std::string nimble = "keenon+nimblephysics/data/osim/HamnerMultipleTrials/";
  for (const char* speed : {"200", "300"})
    all.push_back({.name = std::string("HamnerMultipleTrials ") + speed,
                   .motion = nimble + "run" + speed + "_ik.mot",
                   .model = nimble + "final.osim",
                   .loads = "",
                   .forces = nimble + "run" + speed + "_grf.mot"});
  return all;
}

std::vector<Recording> walks() {
  const std::string gait2392 = "opensim-org+opensim-models/Pipelines/Gait2392_Simbody/";
  std::vector<Recording> all{{.name = "gait2392 walk",
                              .motion = gait2392 + "subject01_walk1_ik.mot",
                              .model = gait2392 + "OutputReference/subject01_simbody.osim",
                              .loads = gait2392 + "subject01_walk1_grf.xml",
                              .forces = gait2392 + "subject01_walk1_grf.mot",
                              .walks = true,
                              .lowpass_hz = 6.0}};
  const std::string example = "opensim-org+opensim-core/OpenSim/Examples/Moco/example3DWalking/";
  all.push_back({.name = "example3DWalking",
                 .motion = example + "coordinates.sto",
                 .model = example + "subject_walk_scaled.osim",
                 .loads = example + "grf_walk.xml",
                 .forces = example + "grf_walk.mot",
                 .walks = true,
                 .lowpass_hz = 6.0});
  const std::string subject4 = "keenon+nimblephysics/data/grf/Subject4/";
  all.push_back({.name = "Subject4 walking",
                 .motion = subject4 + "IK/walking1_manual_scaling_ik.mot",
                 .model = subject4 + "Models/manually_scaled.osim",
                 .loads = "",
                 .forces = subject4 + "ID/walking1_grf.mot",
                 .walks = true,
                 .lowpass_hz = 6.0});
  // Nine people across two plates, raw: their own models have no muscles, so the built-in one is made to fit.
  const std::string schreiber = "aaronsfox+zmp-opensim/datasets/SchreiberMoissenet2019/data/";
  for (const auto& [person, trial, mass_kg] : {std::tuple("2014001", "C4_05", 67.0),
                                               {"2014004", "C4_02", 72.5},
                                               {"2014007", "C4_04", 65.0},
                                               {"2014014", "C4_05", 92.0},
                                               {"2014015", "C4_04", 67.0},
                                               {"2014019", "C4_05", 73.8},
                                               {"2014022", "C4_04", 59.8},
                                               {"2014025", "C4_04", 80.5},
                                               {"2014029", "C4_05", 89.9}}) {
    const std::string folder = schreiber + person + "/";
    all.push_back({.name = std::string("Schreiber ") + person,
                   .motion = folder + "dynamic/" + person + "_" + trial + ".c3d",
                   .model = "",
                   .loads = "",
                   .forces = "",
                   .walks = true,
                   .lowpass_hz = 6.0,
                   .static_trial = folder + "static/" + person + "_ST.c3d",
                   .mass_kg = mass_kg});
  }
  return all;
}

struct Errors {
  std::vector<double> late_swing;  ///< of every stride and side, share of the force with plates
  double hip = 0.0, knee = 0.0;    ///< RMS over known frames, share of the peak with plates
  double flight_n = 0.0, weight_n = 0.0;
};

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::ranges::sort(values);
  return 0.5 * (values[values.size() / 2] + values[(values.size() - 1) / 2]);
}

/// With plates; a capture is fitted once for both ways.
Result<analysis::DynamicsRequest> request_of(const Recording& r) {
  analysis::DynamicsRequest request;
  if (!r.is_capture()) {
    request.motion = {
        .motion = shared_data(r.motion), .model = shared_data(r.model), .lowpass_hz = r.lowpass_hz};
    if (!r.loads.empty()) request.loads = shared_data(r.loads);
    request.forces = shared_data(r.forces);
    return request;
  }
  Diagnostics diagnostics;
  auto capture = analysis::analyze_capture(
      {.capture = shared_data(r.motion),
       .static_trial = shared_data(r.static_trial),
       .model = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim",
       .model_is_generic = true,
       .mass_kg = r.mass_kg},
      {.lowpass_hz = r.lowpass_hz}, diagnostics);
  if (!capture) return failure(std::move(capture.error()));
  if (!capture->plates) return failure("the capture has no plates");
  request.motion = capture->movement;
  request.forces = capture->plates->name;
  request.forces_content = capture->plates->text;
  return request;
}

Result<analysis::ForcesAnalysis> analyze(analysis::DynamicsRequest request, bool without_plates) {
  if (without_plates) {
    request.loads.reset();
    request.forces.reset();
    request.without_plates = true;
  }
  Diagnostics diagnostics;
  return analysis::analyze_forces({.dynamics = request}, diagnostics);
}

double moment_error(const analysis::ForcesAnalysis& with, const analysis::ForcesAnalysis& without, bool hip) {
  double squares = 0.0, peak = 0.0;
  std::size_t known = 0;
  for (const Side side : both_sides) {
    const muscle::Leg& leg = with.dynamics.model.hamstrings.leg(side);
    const CoordinateIndex c = (hip ? leg.hip : leg.knee).coordinate;
    if (!c.is_valid()) continue;
    const auto measured = with.dynamics.result.of(c.value()),
               computed = without.dynamics.result.of(c.value());
    for (std::size_t f = 0; f < measured.size(); ++f) {
      if (!std::isfinite(measured[f] + computed[f])) continue;
      squares += (measured[f] - computed[f]) * (measured[f] - computed[f]);
      peak = std::max(peak, std::abs(measured[f]));
      ++known;
    }
  }
  return known > 0 ? std::sqrt(squares / static_cast<double>(known)) / peak
                   : std::numeric_limits<double>::quiet_NaN();
}

Errors errors_of(const analysis::ForcesAnalysis& with, const analysis::ForcesAnalysis& without) {
  Errors errors{.late_swing = {},
                .hip = moment_error(with, without, true),
                .knee = moment_error(with, without, false),
                .flight_n = without.dynamics.ground->flight_force_rms_n,
                .weight_n = without.dynamics.ground->weight_n};
  for (std::size_t i = 0; i < with.summaries.size(); ++i) {
    if (with.summaries[i].what != "hamstrings") continue;
    for (std::size_t s = 0; s < with.summaries[i].strides.size(); ++s) {
      const double measured = with.summaries[i].strides[s].late_swing.force_n;
      const double computed = without.summaries[i].strides[s].late_swing.force_n;
      if (std::isfinite(measured + computed))
        errors.late_swing.push_back(std::abs(computed / measured - 1.0));
    }
  }
  return errors;
}

struct Medians {
  double late_swing = 0.0, late_swing_worst = 0.0, hip = 0.0, knee = 0.0;
  std::size_t recordings = 0;
};

Medians measure(const std::vector<Recording>& recordings) {
  std::vector<double> late, hip, knee;
  for (const Recording& r : recordings) {
    const auto request = request_of(r);
    if (!request) {
      std::printf("    %-34s %s\n", r.name.c_str(), request.error().text().c_str());
      continue;
    }
    const auto with = analyze(*request, false), without = analyze(*request, true);
    if (!with || !without) {
      std::printf("    %-34s %s\n", r.name.c_str(), (with ? without.error() : with.error()).text().c_str());
      continue;
    }
    const Errors e = errors_of(*with, *without);
    std::printf(
        "    %-34s strides %3zu  late swing %5.1f %%  hip %5.1f %%  knee %5.1f %%  flight %5.1f %% of "
        "weight\n",
        r.name.c_str(), e.late_swing.size(), 100.0 * median(e.late_swing), 100.0 * e.hip, 100.0 * e.knee,
        100.0 * e.flight_n / e.weight_n);
    std::fflush(stdout);
    if (!e.late_swing.empty()) late.push_back(median(e.late_swing));
    if (std::isfinite(e.hip)) hip.push_back(e.hip);
    if (std::isfinite(e.knee)) knee.push_back(e.knee);
  }
  const double worst = late.empty() ? 0.0 : *std::ranges::max_element(late);
  return {.late_swing = median(late),
          .late_swing_worst = worst,
          .hip = median(hip),
          .knee = median(knee),
          .recordings = hip.size()};
}

void compare(const Medians& medians, const analysis::WithoutPlatesError& stated) {
  std::printf("    medians of %zu recordings: late swing %.1f %%, hip %.1f %%, knee %.1f %%\n",
              medians.recordings, 100.0 * medians.late_swing, 100.0 * medians.hip, 100.0 * medians.knee);
  // What is shown with every result is what is measured here, to the per cent.
  EXPECT_NEAR(medians.late_swing, stated.late_swing_peak, 0.0101);
  EXPECT_NEAR(medians.late_swing_worst, stated.late_swing_peak_worst, 0.0101);
  EXPECT_EQ(medians.recordings, stated.recordings);
  EXPECT_NEAR(medians.hip, stated.hip_moment, 0.0101);
  EXPECT_NEAR(medians.knee, stated.knee_moment, 0.0101);
}

TEST(WithoutPlates, running_late_swing_is_within_a_tenth_and_the_error_shown_is_the_one_measured) {
  HAMSTRING_NEEDS_DATA(runs().front().motion);
  const Medians medians = measure(runs());
  EXPECT_GE(medians.recordings, 10u);
  EXPECT_LE(medians.late_swing, 0.10);
  compare(medians, analysis::running_without_plates);
}

TEST(WithoutPlates, walking_is_as_far_off_as_is_said) {
  HAMSTRING_NEEDS_DATA(walks().front().motion);
  const Medians medians = measure(walks());
  if (analysis::walking_without_plates.recordings > 0) {
    compare(medians, analysis::walking_without_plates);
  } else {
    EXPECT_GT(medians.recordings, 0u);  // what is said then is that it was not measured
  }
}

}  // namespace
}  // namespace hamstring

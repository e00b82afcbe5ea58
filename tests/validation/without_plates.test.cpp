// Forces without plates against the same recordings with plates: how far the hamstrings late in the swing and
// the moments of hip and knee are off. The recordings are not part of the project.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "analysis/analyze_forces.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using hamstring::testing::shared_data;

struct Recording {
  std::string name, motion, model, loads, forces;
  bool walks = false;
  double lowpass_hz = 12.0;
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

Result<analysis::ForcesAnalysis> analyze(const Recording& r, bool without_plates) {
  analysis::DynamicsRequest request{
      .motion = {.motion = shared_data(r.motion), .model = shared_data(r.model), .lowpass_hz = r.lowpass_hz},
      .without_plates = without_plates};
  if (!without_plates) {
    if (!r.loads.empty()) request.loads = shared_data(r.loads);
    request.forces = shared_data(r.forces);
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
    const auto with = analyze(r, false), without = analyze(r, true);
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
    EXPECT_LT(medians.recordings, 10u) << "enough to say how far they are off, and it is not said";
  }
}

}  // namespace
}  // namespace hamstring

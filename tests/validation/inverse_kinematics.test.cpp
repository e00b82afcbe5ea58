// Joint angles from markers against OpenSim's own: its two runs at accuracy 1e-9, and the published results
// of pipelines, which stopped earlier.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "analysis/load_model.h"
#include "core/file.h"
#include "core/units.h"
#include "formats/c3d/c3d_reader.h"
#include "formats/setup/inverse_kinematics_setup.h"
#include "formats/storage/storage_reader.h"
#include "formats/trc/trc_reader.h"
#include "kinematics/inverse_kinematics.h"
#include "kinematics/marker_culprits.h"
#include "record/capture_axes.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

struct Problem {
  model::Model model;
  MarkerTrajectories markers;
  kinematics::FitTasks tasks;
  kinematics::InverseKinematicsOptions options;
};

/// A setup of the shared recordings, its model and markers taken from there too where they are given.
Problem problem_of(const std::string& setup_file, const std::string& model_file = {},
                   const std::string& marker_file = {}) {
  Problem problem;
  Diagnostics diagnostics;
  const auto path = testing::shared_data(setup_file);
  const auto content = read_file(path);
  EXPECT_TRUE(content);
  const auto setup = parse_inverse_kinematics_setup(content.value_or(""), path, diagnostics);
  EXPECT_TRUE(setup) << setup.error().text();
  if (!setup) return problem;
  auto loaded =
      analysis::load_model(model_file.empty() ? setup->model_file : testing::shared_data(model_file),
                           Compatibility::opensim, {}, diagnostics);
  EXPECT_TRUE(loaded) << loaded.error().text();
  auto markers =
      read_trc(marker_file.empty() ? setup->marker_file : testing::shared_data(marker_file), diagnostics);
  EXPECT_TRUE(markers) << markers.error().text();
  if (!loaded || !markers) return problem;
  problem.model = std::move(loaded->model);
  problem.markers = std::move(*markers);
  for (const IkMarkerTask& task : setup->markers) problem.tasks.markers.push_back({task.marker, task.weight});
  for (const IkCoordinateTask& task : setup->coordinates) {
    kinematics::CoordinateTask read{.coordinate = task.coordinate, .weight = task.weight};
    if (task.source == IkCoordinateTask::Source::manual) read.value = task.value;
    problem.tasks.coordinates.push_back(read);
  }
  if (std::isfinite(setup->initial_time_s)) problem.options.from_s = setup->initial_time_s;
  if (std::isfinite(setup->final_time_s)) problem.options.to_s = setup->final_time_s;
  return problem;
}

struct Comparison {
  std::size_t frames = 0;
  std::size_t ours_higher =
      0;  ///< frames in which our cost is above theirs by more than their digits explain
  double worst_excess = -1e300;  ///< of our cost over theirs
  double mean_saved = 0.0;       ///< share of their cost that ours lacks
  std::map<std::string, double> rms_deg;
};

/// Our fit against a motion of theirs, frame by frame at equal times. Costs are those of the same problem at
/// the two poses.
Comparison compare(const Problem& problem, const std::string& motion_file,
                   const kinematics::MarkerFitting& fit) {
  Comparison result;
  Diagnostics diagnostics;
  const auto theirs = read_storage(testing::shared_data(motion_file), diagnostics);
  EXPECT_TRUE(theirs);
  if (!theirs) return result;
  std::vector<kinematics::MarkerAim> aims;
  for (std::size_t m = 0; m < fit.markers.size(); ++m) {
    const auto marker = std::ranges::find(problem.model.markers, fit.markers[m], &model::Marker::name);
    aims.push_back({marker->body, marker->p_B, fit.weights[m]});
  }
  std::vector<kinematics::CoordinateAim> drawn;
  for (const kinematics::CoordinateTask& task : problem.tasks.coordinates) {
    const CoordinateIndex c = problem.model.find_coordinate(task.coordinate);
    drawn.push_back(
        {c, task.weight, task.value.value_or(problem.model.coordinates[c.value()].default_value)});
  }
  const auto same = kinematics::make_fit_problem(problem.model, aims, drawn);
  kinematics::FitState state(same);
  std::map<std::string, double> squares;
  const bool degrees = theirs->in_degrees.value_or(true);
  for (std::size_t f = 0; f < fit.frames.size(); ++f) {
    const auto& times = theirs->table.time_s();
    const auto row =
        std::ranges::find_if(times, [&](double t) { return std::abs(t - fit.motion.time_s[f]) < 1e-4; });
    if (row == times.end()) continue;
    std::vector<double> q(fit.motion.values_at(f).begin(), fit.motion.values_at(f).end());
    for (std::size_t c = 0; c < q.size(); ++c) {
      const model::Coordinate& coordinate = problem.model.coordinates[c];
      const auto column = theirs->table.find(coordinate.name);
      if (!column || coordinate.locked) continue;
      const bool turns = coordinate.motion_type == model::MotionType::rotational;
      const double value = theirs->table(static_cast<std::size_t>(row - times.begin()), *column) *
                           (turns && degrees ? rad_per_deg : 1.0);
      if (turns) squares[coordinate.name] += std::pow((value - q[c]) * deg_per_rad, 2);
      q[c] = value;
    }
    const std::span<const Vec3> seen(fit.seen_m.data() + f * aims.size(), aims.size());
    const double cost = kinematics::evaluate_fit(same, seen, q, false, state);
    const double excess = fit.frames[f].cost - cost;
    result.worst_excess = std::max(result.worst_excess, excess);
    result.mean_saved += (cost - fit.frames[f].cost) / cost;
    // Eight decimals of a degree move the cost at its minimum by less than 1e-16.
    result.ours_higher += excess > 1e-15 ? 1 : 0;
    ++result.frames;
  }
  for (const auto& [name, sum] : squares)
    result.rms_deg[name] = std::sqrt(sum / static_cast<double>(result.frames));
  result.mean_saved /= static_cast<double>(std::max<std::size_t>(1, result.frames));
  return result;
}

kinematics::MarkerFitting fit(const Problem& problem) {
  Diagnostics diagnostics;
  auto fitted =
      kinematics::fit_markers(problem.model, problem.markers, problem.tasks, problem.options, diagnostics);
  EXPECT_TRUE(fitted) << fitted.error().text();
  return fitted ? std::move(*fitted) : kinematics::MarkerFitting{};
}

// OpenSim at accuracy 1e-9. Asked for: 0.1 degrees. Reached on 30 November 2026: 1e-5 and 1.1e-4 degrees (a
// forearm).
TEST(InverseKinematics, equals_opensims_sharp_runs_and_never_costs_more) {
  HAMSTRING_NEEDS_DATA("opensim-reference/gait2392-walk-ik/setup.xml");
  for (const auto& [name, frames] : {std::pair("gait2392-walk-ik", 73U), {"hamner-run-ik", 91U}}) {
    const std::string folder = std::string("opensim-reference/") + name;
    const Problem problem = problem_of(folder + "/setup.xml");
    const auto fitted = fit(problem);
    const Comparison result = compare(problem, folder + "/opensim/ik.mot", fitted);
    EXPECT_EQ(result.frames, frames);
    EXPECT_EQ(result.ours_higher, 0U) << name;
    EXPECT_TRUE(std::ranges::all_of(fitted.frames, &kinematics::FrameFit::is_solved)) << name;
    for (const auto& [coordinate, rms] : result.rms_deg) EXPECT_LE(rms, 1e-3) << name << " " << coordinate;
    Diagnostics diagnostics;
    const auto errors = read_storage(
        testing::shared_data(folder + "/opensim/" + name + "_ik_marker_errors.sto"), diagnostics);
    ASSERT_TRUE(errors);
    for (std::size_t f = 0; f < frames; ++f) {
      EXPECT_NEAR(fitted.frames[f].rms_m, errors->table(f, *errors->table.find("marker_error_RMS")), 1e-6);
      EXPECT_NEAR(fitted.frames[f].max_m, errors->table(f, *errors->table.find("marker_error_max")), 1e-5);
    }
  }
}

// The pipelines' own files: OpenSim stopped on its way down (engine fact P), so only the cost can be judged.
TEST(InverseKinematics, costs_less_than_the_pipelines_own_results_in_every_frame) {
  const std::string pipelines = "opensim-org+opensim-models/Pipelines/";
  HAMSTRING_NEEDS_DATA(pipelines + "Hamner/Setup_IK.xml");
  for (const auto& [setup, motion] : {std::pair("opensim-reference/gait2392-walk-ik/setup.xml",
                                                "Gait2392_Simbody/OutputReference/subject01_walk1_ik.mot")}) {
    const Problem problem = problem_of(setup);
    const Comparison result = compare(problem, pipelines + motion, fit(problem));
    EXPECT_GT(result.frames, 50U);
    EXPECT_EQ(result.ours_higher, 0U) << motion;
  }
}

MarkerTrajectories upright(const std::string& file) {
  Diagnostics diagnostics;
  auto capture = read_c3d(testing::shared_data(file), {}, diagnostics);
  EXPECT_TRUE(capture);
  if (!capture) return {};
  turn(turn_to_y_up(find_up(*capture).up, 0), *capture);
  return std::move(capture->markers);
}

// In the captures of RBDS001 the labels of two toe markers are said to be exchanged (the folder's own notes).
TEST(InverseKinematics, the_swapped_toes_of_rbds001_are_named) {
  const std::string folder = "aaronsfox+pfjrf-methods/data/RBDS001/";
  HAMSTRING_NEEDS_DATA(folder + "RBDS001runT25.c3d");
  Diagnostics diagnostics;
  const auto loaded =
      analysis::load_model(testing::shared_data(folder + "scaling/RBDS001_scaledAdjusted_complex.osim"),
                           Compatibility::physics, {}, diagnostics);
  ASSERT_TRUE(loaded) << loaded.error().text();
  const MarkerTrajectories markers = upright(folder + "RBDS001runT25.c3d");
  const auto fitted = kinematics::fit_markers(loaded->model, markers, {}, {.to_s = 2.0}, diagnostics);
  ASSERT_TRUE(fitted);
  const auto culprits = find_culprits(loaded->model, markers, {}, *fitted);
  ASSERT_FALSE(culprits.empty());
  EXPECT_EQ(culprits[0].kind, kinematics::CulpritKind::swapped);
  EXPECT_THAT(culprits[0].markers, ::testing::UnorderedElementsAre("R.MT1", "R.MT5"));
  EXPECT_LT(culprits[0].rms_mended_m, 0.5 * culprits[0].rms_as_is_m);
}

// The setups and results beside RBDS03, from its C3D files, at three speeds.
TEST(InverseKinematics, rbds03_from_c3d_costs_no_more_than_the_results_beside_it) {
  const std::string folder = "aaronsfox+pfjrf-methods/data/RBDS03/";
  HAMSTRING_NEEDS_DATA(folder + "RBDS03runT35.c3d");
  for (const char* speed : {"T25", "T35", "T45"}) {
    Problem problem;
    Diagnostics diagnostics;
    const auto path =
        testing::shared_data(fmt::format("{}ik/{}/RBDS03_{}_ikSetup.xml", folder, speed, speed));
    const auto content = read_file(path);
    ASSERT_TRUE(content);
    const auto setup = parse_inverse_kinematics_setup(*content, path, diagnostics);
    ASSERT_TRUE(setup) << setup.error().text();
    auto loaded =
        analysis::load_model(testing::shared_data(folder + "scaling/RBDS03_scaledAdjusted_complex.osim"),
                             Compatibility::opensim, {}, diagnostics);
    ASSERT_TRUE(loaded) << loaded.error().text();
    problem.model = std::move(loaded->model);
    problem.markers = upright(fmt::format("{}RBDS03run{}.c3d", folder, speed));
    for (const IkMarkerTask& task : setup->markers)
      problem.tasks.markers.push_back({task.marker, task.weight});
    problem.options = {.from_s = setup->initial_time_s, .to_s = setup->final_time_s};
    const auto fitted = fit(problem);
    std::string found;
    for (const auto& culprit : find_culprits(problem.model, problem.markers, problem.tasks, fitted))
      found += culprit.sentence + "\n";
    const Comparison result =
        compare(problem, fmt::format("{}ik/{}/RBDS03_{}_ik_complex.mot", folder, speed, speed), fitted);
    EXPECT_GT(result.frames, 100U) << speed;
    EXPECT_LE(static_cast<double>(result.ours_higher), 0.01 * static_cast<double>(result.frames)) << speed;
    fmt::print("{}: rms {:.1f} mm, saved {:.3f} of the cost, hip {:.2f}, knee {:.2f} degrees\n{}", speed,
               1e3 * fitted.frames[0].rms_m, result.mean_saved, result.rms_deg.at("hip_flexion_r"),
               result.rms_deg.at("knee_angle_r"), found);
  }
}

}  // namespace
}  // namespace hamstring

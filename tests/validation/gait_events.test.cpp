// Foot strikes and toe-offs from kinematics against force plates under the same steps. docs/signal.md has the
// table with bias and spread of every recording.
#include "gait/gait_events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/load_model.h"
#include "formats/storage/storage_reader.h"
#include "formats/trc/trc_reader.h"
#include "gait/strides.h"
#include "kinematics/foot_paths.h"
#include "kinematics/joint_motion.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

/// What gait events are found from, as owned data.
struct Feet {
  std::vector<double> time_s;
  std::vector<Vec3> pelvis;
  std::array<std::vector<Vec3>, 2> heel, toe;  // by Side

  [[nodiscard]] GaitEvents events() const {
    return detect_gait_events({.time_s = time_s,
                               .pelvis_m = pelvis,
                               .left = {.heel_m = heel[0], .toe_m = toe[0]},
                               .right = {.heel_m = heel[1], .toe_m = toe[1]}});
  }
};

/// From joint angles and a model: origins of calcaneus and toes.
Feet feet_of_model(const std::string& model_file, const std::string& motion_file) {
  Feet feet;
  Diagnostics diagnostics;
  const auto model =
      analysis::load_model(testing::shared_data(model_file), Compatibility::physics, {}, diagnostics);
  const auto table = read_storage(testing::shared_data(motion_file), diagnostics);
  if (!model || !table) {
    ADD_FAILURE() << (model ? "" : model.error().text()) << (table ? "" : table.error().text());
    return feet;
  }
  const auto motion = joint_motion_from_table(model->model, *table, {}, diagnostics);
  if (!motion) {
    ADD_FAILURE() << motion.error().text();
    return feet;
  }
  feet.time_s = motion->time_s;
  for (const Side side : both_sides) {
    kinematics::FootPaths paths = kinematics::foot_paths(model->model, model->hamstrings.leg(side), *motion);
    feet.pelvis = std::move(paths.pelvis);
    feet.heel[static_cast<std::size_t>(side)] = std::move(paths.heel);
    feet.toe[static_cast<std::size_t>(side)] = std::move(paths.toe);
  }
  return feet;
}

std::vector<Vec3> middle_of(const MarkerTrajectories& markers, const std::vector<std::string>& names) {
  std::vector<Vec3> path(markers.frames(), Vec3::Zero());
  for (const std::string& name : names) {
    const auto marker = markers.find(name);
    if (!marker) {
      ADD_FAILURE() << "no marker " << name;
      return path;
    }
    for (std::size_t f = 0; f < path.size(); ++f) {
      path[f] += markers.position_m(f, *marker) / static_cast<double>(names.size());
    }
  }
  return path;
}

/// From markers on heel, forefoot and pelvis.
Feet feet_of_markers(const std::string& trc_file, const std::array<std::vector<std::string>, 5>& names) {
  Feet feet;
  Diagnostics diagnostics;
  const auto markers = read_trc(testing::shared_data(trc_file), diagnostics);
  if (!markers) {
    ADD_FAILURE() << markers.error().text();
    return feet;
  }
  feet.time_s = markers->time_s;
  feet.pelvis = middle_of(*markers, names[0]);
  feet.heel = {middle_of(*markers, names[1]), middle_of(*markers, names[3])};
  feet.toe = {middle_of(*markers, names[2]), middle_of(*markers, names[4])};
  return feet;
}

struct PlateContact {
  std::optional<double> on_s, off_s;  // nothing where the recording cuts it
};

constexpr double threshold_n = 50.0;

/// When a vertical force rises above the threshold and falls below it again, between samples; touches shorter
/// than 50 ms are noise.
std::vector<PlateContact> plate_contacts(const std::vector<double>& t, std::span<const double> force_n) {
  std::vector<PlateContact> contacts;
  const auto crossing = [&](std::size_t k) {
    return t[k] + (threshold_n - force_n[k]) / (force_n[k + 1] - force_n[k]) * (t[k + 1] - t[k]);
  };
  std::size_t k = 0;
  while (k < t.size()) {
    if (force_n[k] <= threshold_n) {
      ++k;
      continue;
    }
    std::size_t last = k;
    while (last + 1 < t.size() && force_n[last + 1] > threshold_n) ++last;
    PlateContact contact;
    if (k > 0) contact.on_s = crossing(k - 1);
    if (last + 1 < t.size()) contact.off_s = crossing(last);
    if (t[last] - t[k] > 0.05) contacts.push_back(contact);
    k = last + 1;
  }
  return contacts;
}

struct PlateCase {
  std::string name;
  GaitKind kind;
  std::string motion;  ///< .mot or .sto with `model`, or .trc with `markers`
  std::string model;
  std::array<std::vector<std::string>, 5> markers;  ///< pelvis, left heel, left toe, right heel, right toe
  std::string forces;
  std::array<std::string, 2> columns;  ///< vertical force under the left and the right foot
  double strike_tolerance_s;
  double toe_off_tolerance_s;
};

class Plates : public ::testing::TestWithParam<PlateCase> {
 protected:
  [[nodiscard]] static Feet feet() {
    const PlateCase& c = GetParam();
    return c.model.empty() ? feet_of_markers(c.motion, c.markers) : feet_of_model(c.model, c.motion);
  }

  /// The contacts under one foot.
  [[nodiscard]] static std::vector<PlateContact> plates(Side side) {
    Diagnostics diagnostics;
    const auto forces = read_storage(testing::shared_data(GetParam().forces), diagnostics);
    if (!forces) {
      ADD_FAILURE() << forces.error().text();
      return {};
    }
    const auto column = forces->table.find(GetParam().columns[static_cast<std::size_t>(side)]);
    if (!column) {
      ADD_FAILURE() << "no such column";
      return {};
    }
    return plate_contacts(forces->table.time_s(), forces->table.column(*column));
  }
};

/// Every plate event well inside the recording has one kinematic event within the tolerance; between the
/// first and the last of them there is no other.
void expect_events(const std::vector<double>& found, const std::vector<double>& plates, double tolerance_s,
                   const char* what) {
  for (const double plate : plates) {
    const auto nearest = std::min_element(found.begin(), found.end(), [=](double a, double b) {
      return std::abs(a - plate) < std::abs(b - plate);
    });
    ASSERT_NE(nearest, found.end()) << what;
    EXPECT_NEAR(*nearest, plate, tolerance_s) << what;
  }
  if (plates.empty()) return;
  const auto inside = std::count_if(found.begin(), found.end(), [&](double x) {
    return x > plates.front() - 0.1 && x < plates.back() + 0.1;
  });
  EXPECT_EQ(static_cast<std::size_t>(inside), plates.size()) << what;
}

void expect_agreement(const Feet& feet, const GaitEvents& events,
                      const std::function<std::vector<PlateContact>(Side)>& plates, double strike_tolerance_s,
                      double toe_off_tolerance_s) {
  constexpr double margin_s = 0.04;  // an event at the very edge of the recording cannot be seen
  const double from = feet.time_s.front() + margin_s;
  const double to = feet.time_s.back() - margin_s;
  std::size_t compared = 0;
  for (const Side side : both_sides) {
    std::vector<double> strikes;
    std::vector<double> toe_offs;
    for (const PlateContact& contact : plates(side)) {
      if (contact.on_s && *contact.on_s > from && *contact.on_s < to) strikes.push_back(*contact.on_s);
      if (contact.off_s && *contact.off_s > from && *contact.off_s < to) toe_offs.push_back(*contact.off_s);
    }
    const SideEvents& found = side == Side::left ? events.left : events.right;
    expect_events(found.foot_strike_s, strikes, strike_tolerance_s,
                  side == Side::left ? "left strike" : "right strike");
    expect_events(found.toe_off_s, toe_offs, toe_off_tolerance_s,
                  side == Side::left ? "left toe-off" : "right toe-off");
    compared += strikes.size() + toe_offs.size();
  }
  EXPECT_GE(compared, 4u);
}

TEST_P(Plates, agree_with_the_kinematics) {
  HAMSTRING_NEEDS_DATA(GetParam().motion);
  HAMSTRING_NEEDS_DATA(GetParam().forces);
  const Feet recorded = feet();
  const GaitEvents events = recorded.events();
  EXPECT_EQ(events.kind, GetParam().kind);
  expect_agreement(recorded, events, plates, GetParam().strike_tolerance_s, GetParam().toe_off_tolerance_s);
}

TEST_P(Plates, agree_with_the_kinematics_without_pelvis_translations) {
  HAMSTRING_NEEDS_DATA(GetParam().motion);
  HAMSTRING_NEEDS_DATA(GetParam().forces);
  Feet recorded = feet();
  for (std::size_t f = 0; f < recorded.time_s.size(); ++f) {
    const Vec3 pelvis = recorded.pelvis[f];
    for (auto* path :
         {&recorded.pelvis, &recorded.heel[0], &recorded.heel[1], &recorded.toe[0], &recorded.toe[1]}) {
      (*path)[f] -= pelvis;
    }
  }
  const GaitEvents events = recorded.events();
  EXPECT_EQ(events.kind, GetParam().kind);
  expect_agreement(recorded, events, plates, 0.060, 0.035);
}

const std::string pipelines = "opensim-org+opensim-models/Pipelines/";
const std::string nimble = "keenon+nimblephysics/data/";
const std::string bmc = "BMClab+BMC/data/opensim/Mod&Sim2018/";
const std::string moco = "opensim-org+opensim-core/OpenSim/Examples/Moco/example3DWalking/";
const std::string gait2392 = pipelines + "Gait2392_Simbody/";
constexpr GaitKind running = GaitKind::running;
constexpr GaitKind walking = GaitKind::walking;

PlateCase hamner_multiple(const std::string& speed) {
  const std::string folder = nimble + "osim/HamnerMultipleTrials/";
  return {"HamnerRun" + speed,
          running,
          folder + "run" + speed + "_ik.mot",
          folder + "final.osim",
          {},
          folder + "run" + speed + "_grf.mot",
          {"ground_force_2_vy", "ground_force_1_vy"},
          0.020,
          0.025};
}

INSTANTIATE_TEST_SUITE_P(
    Recordings, Plates,
    ::testing::Values(
        PlateCase{"HamnerRun400",
                  running,
                  pipelines + "Hamner/outputReference/ResultsIK/subject02_running_ik.mot",
                  pipelines + "Hamner/outputReference/subject02_registered.osim",
                  {},
                  pipelines + "Hamner/subject02_running_grf.mot",
                  {"1_ground_force_vy", "ground_force_vy"},
                  0.020,
                  0.025},
        hamner_multiple("200"), hamner_multiple("300"),
        PlateCase{"BmcRun",
                  running,
                  bmc + "IK/results/ik_output_run.mot",
                  bmc + "Scale/Rajagopal2015_scaled2.osim",
                  {},
                  bmc + "ExpData/grf_run.mot",
                  {"L_ground_force_vy", "R_ground_force_vy"},
                  0.020,
                  0.025},
        PlateCase{
            "RajagopalRunMarkers",
            running,
            pipelines + "Rajagopal/ExpData/motion_capture_run.trc",
            "",
            {{{"LPSI", "RPSI", "LASI", "RASI"}, {"LCAL"}, {"LTOE", "LMT5"}, {"RCAL"}, {"RTOE", "RMT5"}}},
            pipelines + "Rajagopal/ExpData/grf_run.mot",
            {"L_ground_force_vy", "R_ground_force_vy"},
            0.020,
            0.025},
        PlateCase{"Gait2392Walk",
                  walking,
                  gait2392 + "OutputReference/subject01_walk1_ik.mot",
                  gait2392 + "OutputReference/subject01_simbody.osim",
                  {},
                  gait2392 + "subject01_walk1_grf.mot",
                  {"1_ground_force_vy", "ground_force_vy"},
                  0.030,
                  0.030},
        PlateCase{"MocoWalk",
                  walking,
                  moco + "coordinates.sto",
                  moco + "subject_walk_scaled.osim",
                  {},
                  moco + "grf_walk.mot",
                  {"ground_force_l_vy", "ground_force_r_vy"},
                  0.030,
                  0.035},
        PlateCase{"MocoWalkMarkers",
                  walking,
                  moco + "markers_walk.trc",
                  "",
                  {{{"R.ASIS", "L.ASIS", "R.PSIS", "L.PSIS"},
                    {"L.Heel"},
                    {"L.MT5", "L.Toe"},
                    {"R.Heel"},
                    {"R.MT5", "R.Toe"}}},
                  moco + "grf_walk.mot",
                  {"ground_force_l_vy", "ground_force_r_vy"},
                  0.030,
                  0.030},
        PlateCase{"Subject4Walk",
                  walking,
                  nimble + "grf/Subject4/IK/walking1_manual_scaling_ik.mot",
                  nimble + "grf/Subject4/Models/manually_scaled.osim",
                  {},
                  nimble + "grf/Subject4/ID/walking1_grf.mot",
                  {"ground_force_2_vy", "ground_force_1_vy"},
                  0.030,
                  0.030}),
    [](const auto& test) { return test.param.name; });

TEST(GaitEventsOnRecordings, squats_and_a_drop_jump_have_none) {
  const std::string folder = nimble + "grf/Subject4/";
  HAMSTRING_NEEDS_DATA(folder + "IK/squats1_manual_scaling_ik.mot");
  for (const char* trial : {"squats1", "DJ1"}) {
    const Feet feet = feet_of_model(folder + "Models/manually_scaled.osim",
                                    folder + "IK/" + trial + "_manual_scaling_ik.mot");
    const GaitEvents events = feet.events();
    EXPECT_EQ(events.kind, GaitKind::none) << trial;
    ASSERT_FALSE(events.remarks.empty());
  }
}

TEST(GaitEventsOnRecordings, a_sprinter_at_3_and_a_half_and_7_meters_a_second_keeps_the_ground_ever_shorter) {
  // No plates here. The same athlete's contacts at 3.55 m/s last 0.232-0.241 s on plates (50 N) in another
  // file.
  const std::string folder = nimble + "osim/Sprinter/";
  HAMSTRING_NEEDS_DATA(folder + "run0700cms.mot");
  const auto contacts = [&](const std::string& motion, double speed) {
    const Feet feet = feet_of_model(folder + "sprinter_scaled.osim", folder + motion);
    const GaitEvents events = feet.events();
    EXPECT_EQ(events.kind, GaitKind::running);
    EXPECT_NEAR(events.speed_m_per_s, speed, 0.05 * speed);
    std::vector<double> lengths;
    for (const SideEvents* side : {&events.left, &events.right}) {
      for (const Stride& stride :
           find_strides(*side, events.kind, {.start_s = feet.time_s.front(), .end_s = feet.time_s.back()})
               .complete) {
        lengths.push_back(stride.contact_s());
      }
    }
    return lengths;
  };
  const std::vector<double> slow = contacts("run0350cms.mot", 3.5);
  const std::vector<double> fast = contacts("run0700cms.mot", 6.9);
  EXPECT_GE(slow.size(), 4u);
  EXPECT_GE(fast.size(), 3u);
  for (const double length : slow) EXPECT_NEAR(length, 0.236, 0.025);
  for (const double length : fast) EXPECT_LT(length, 0.165);
}

}  // namespace
}  // namespace hamstring

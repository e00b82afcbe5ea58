#include "gait/gait_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "gait/strides.h"
#include "tests/support/gait_walker.h"

namespace hamstring {
namespace {

using ::testing::Contains;
using testing::forefoot_runner;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::on_treadmill;
using testing::record;
using testing::Recording;
using testing::runner;
using testing::turned;
using testing::Walker;
using testing::walker;
using testing::without_translations;

/// Every contact whose strike (toe-off) lies inside [from, to] was found, none else, each within
/// `tolerance_s`.
void expect_contacts(const Walker& walker, const SideEvents& side, bool left, double from_s, double to_s,
                     double tolerance_s) {
  std::vector<double> strikes;
  std::vector<double> toe_offs;
  for (int n = -2; n < 60; ++n) {
    const double strike = walker.strike_s(n, left);
    if (strike >= from_s && strike <= to_s) strikes.push_back(strike);
    if (strike + walker.contact_s >= from_s && strike + walker.contact_s <= to_s)
      toe_offs.push_back(strike + walker.contact_s);
  }
  ASSERT_EQ(side.foot_strike_s.size(), strikes.size());
  ASSERT_EQ(side.toe_off_s.size(), toe_offs.size());
  for (std::size_t i = 0; i < strikes.size(); ++i)
    EXPECT_NEAR(side.foot_strike_s[i], strikes[i], tolerance_s);
  for (std::size_t i = 0; i < toe_offs.size(); ++i) EXPECT_NEAR(side.toe_off_s[i], toe_offs[i], tolerance_s);
}

// The recordings of these tests begin and end in the middle of a right contact, so that no event lies at an
// edge.
double begin_of(const Walker& person) {
  return person.strike_s(0, false) + person.contact_s / 2.0;
}
double end_of(const Walker& person) {
  return person.strike_s(6, false) + person.contact_s / 2.0;
}
Recording record_six_strides(const Walker& person, double rate_hz) {
  return record(person, begin_of(person), end_of(person), rate_hz);
}

void expect_both_sides(const Walker& person, const GaitEvents& events, double tolerance_s) {
  expect_contacts(person, events.left, true, begin_of(person), end_of(person), tolerance_s);
  expect_contacts(person, events.right, false, begin_of(person), end_of(person), tolerance_s);
}

struct RunningCase {
  double speed_m_per_s, stride_s, contact_s, strike_pitch_rad, rate_hz;
};

class Running : public ::testing::TestWithParam<RunningCase> {
 protected:
  [[nodiscard]] Walker person() const {
    const RunningCase& c = GetParam();
    return {.speed_m_per_s = c.speed_m_per_s,
            .stride_s = c.stride_s,
            .contact_s = c.contact_s,
            .strike_pitch_rad = c.strike_pitch_rad,
            .clearance_m = 0.05 + 0.03 * c.speed_m_per_s};
  }
  [[nodiscard]] Recording recording() const { return record_six_strides(person(), GetParam().rate_hz); }
};

TEST_P(Running, over_ground_is_timed_within_30_ms) {
  const GaitEvents events = recording().events();
  EXPECT_EQ(events.kind, GaitKind::running);
  EXPECT_NEAR(events.speed_m_per_s, GetParam().speed_m_per_s, 0.03 * GetParam().speed_m_per_s);
  expect_both_sides(person(), events, 0.030);
}

TEST_P(Running, on_a_treadmill_is_timed_as_over_ground) {
  const GaitEvents over_ground = recording().events();
  const GaitEvents treadmill = on_treadmill(recording(), GetParam().speed_m_per_s).events();
  EXPECT_NEAR(treadmill.speed_m_per_s, over_ground.speed_m_per_s, 1e-3);
  ASSERT_EQ(treadmill.left.foot_strike_s.size(), over_ground.left.foot_strike_s.size());
  for (std::size_t i = 0; i < treadmill.left.foot_strike_s.size(); ++i) {
    EXPECT_NEAR(treadmill.left.foot_strike_s[i], over_ground.left.foot_strike_s[i], 1e-3);
  }
}

TEST_P(Running, without_pelvis_translations_is_timed_within_50_ms) {
  const GaitEvents events = without_translations(recording()).events();
  EXPECT_EQ(events.kind, GaitKind::running);
  EXPECT_NEAR(events.speed_m_per_s, GetParam().speed_m_per_s, 0.08 * GetParam().speed_m_per_s);
  EXPECT_THAT(events.remarks, Contains(HasSubstr("no translation")));
  expect_both_sides(person(), events, 0.050);
}

// Strides and contacts about as in biomechanics.md 2b and 5; heel and forefoot strikers; usual sampling
// rates.
INSTANTIATE_TEST_SUITE_P(
    Speeds, Running,
    ::testing::Values(RunningCase{2.0, 0.74, 0.32, 0.3, 100}, RunningCase{3.0, 0.70, 0.25, 0.3, 60},
                      RunningCase{3.0, 0.70, 0.25, -0.15, 60}, RunningCase{4.0, 0.69, 0.23, 0.35, 100},
                      RunningCase{4.0, 0.69, 0.23, -0.15, 150}, RunningCase{5.5, 0.63, 0.18, -0.15, 200},
                      RunningCase{7.0, 0.59, 0.15, -0.15, 250}, RunningCase{3.0, 0.70, 0.25, 0.3, 50}));

TEST(GaitEvents, times_walking_within_30_ms) {
  for (const double rate : {50.0, 100.0, 250.0}) {
    const GaitEvents events = record_six_strides(walker(), rate).events();
    EXPECT_EQ(events.kind, GaitKind::walking);
    EXPECT_NEAR(events.speed_m_per_s, 1.3, 0.04);
    expect_both_sides(walker(), events, 0.030);
  }
}

TEST(GaitEvents, times_walking_without_pelvis_translations_within_50_ms) {
  const GaitEvents events = without_translations(record_six_strides(walker(), 100)).events();
  EXPECT_EQ(events.kind, GaitKind::walking);
  expect_both_sides(walker(), events, 0.050);
}

TEST(GaitEvents, do_not_depend_on_the_direction_of_motion) {
  const GaitEvents along_x = record_six_strides(runner(), 100).events();
  for (const double angle : {0.7, 1.6, std::numbers::pi, 4.4}) {
    const GaitEvents events = turned(record_six_strides(runner(), 100), angle).events();
    EXPECT_NEAR(events.forward.dot(axis_angle_rotation(Vec3::UnitY(), angle) * Vec3::UnitX()), 1.0, 1e-6);
    ASSERT_EQ(events.right.toe_off_s.size(), along_x.right.toe_off_s.size());
    for (std::size_t i = 0; i < events.right.toe_off_s.size(); ++i) {
      EXPECT_NEAR(events.right.toe_off_s[i], along_x.right.toe_off_s[i], 1e-9);
    }
  }
}

TEST(GaitEvents, follow_a_runner_around_a_bend) {
  // A bend of 20 m radius, as on a small track: the straight run is wound around it.
  Recording recording = record_six_strides(runner(), 100);
  recording.transform([](const Vec3& p, std::size_t) {
    const double angle = p.x() / 20.0;
    return Vec3((20.0 + p.z()) * std::sin(angle), p.y(), (20.0 + p.z()) * std::cos(angle));
  });
  const GaitEvents events = recording.events();
  EXPECT_EQ(events.kind, GaitKind::running);
  expect_both_sides(runner(), events, 0.035);
}

TEST(GaitEvents, hold_on_a_treadmill_that_rises_or_falls_by_a_tenth) {
  for (const double slope : {0.1, -0.1}) {
    const Mat3 R = axis_angle_rotation(Vec3::UnitZ(), std::atan(slope));
    Recording recording = on_treadmill(record_six_strides(runner(), 100), runner().speed_m_per_s);
    recording.transform([&](const Vec3& p, std::size_t) { return Vec3(R * p); });
    expect_both_sides(runner(), recording.events(), 0.035);
  }
}

TEST(GaitEvents, survive_marker_noise_of_three_millimeters) {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0.0, 0.003);
  for (const Walker& person : {runner(), forefoot_runner(), walker()}) {
    Recording recording = record_six_strides(person, 100);
    recording.transform([&](const Vec3& p, std::size_t) {
      return Vec3(p + Vec3(noise(random), noise(random), noise(random)));
    });
    expect_both_sides(person, recording.events(), 0.050);
  }
}

TEST(GaitEvents, bridge_short_gaps_and_name_long_ones) {
  Recording recording = record_six_strides(runner(), 100);
  const Vec3 lost = Vec3::Constant(std::nan(""));
  for (std::size_t i = 40; i < 44; ++i) recording.left_toe[i] = lost;
  expect_both_sides(runner(), recording.events(), 0.030);

  for (std::size_t i = 200; i < 260; ++i) recording.right_heel[i] = recording.right_toe[i] = lost;
  const GaitEvents events = recording.events();
  EXPECT_EQ(events.kind, GaitKind::running);
  EXPECT_THAT(events.remarks, Contains(HasSubstr("gap")));
  ASSERT_FALSE(events.right.missing.empty());
  EXPECT_NEAR(events.right.missing.front().start_s, begin_of(runner()) + 1.99, 1e-9);
  EXPECT_NEAR(events.right.missing.front().end_s, begin_of(runner()) + 2.60, 1e-9);
  for (const double t : events.right.foot_strike_s)
    EXPECT_FALSE(t > begin_of(runner()) + 1.99 && t < begin_of(runner()) + 2.60);
}

TEST(GaitEvents, of_one_leg_need_the_pelvis) {
  Recording recording = record_six_strides(runner(), 100);
  recording.left_heel.clear();
  recording.left_toe.clear();
  const GaitEvents events = recording.events();
  EXPECT_EQ(events.kind, GaitKind::running);
  EXPECT_THAT(events.left.foot_strike_s, IsEmpty());
  expect_contacts(runner(), events.right, false, begin_of(runner()), end_of(runner()), 0.035);

  recording.pelvis.clear();
  EXPECT_EQ(recording.events().kind, GaitKind::none);
}

TEST(GaitEvents, do_without_the_pelvis_where_both_feet_are_given) {
  Recording recording = record_six_strides(runner(), 100);
  recording.pelvis.clear();
  const GaitEvents events = recording.events();
  EXPECT_THAT(events.remarks, Contains(HasSubstr("pelvis is not given")));
  EXPECT_NEAR(events.speed_m_per_s, 3.0, 0.1);
  expect_both_sides(runner(), events, 0.035);
}

TEST(GaitEvents, of_toes_alone_are_found_and_called_less_certain) {
  Recording recording = record_six_strides(forefoot_runner(), 100);
  recording.left_heel.clear();
  recording.right_heel.clear();
  const GaitEvents events = recording.events();
  EXPECT_THAT(events.remarks, Contains(HasSubstr("one point")));
  expect_both_sides(forefoot_runner(), events, 0.050);
}

TEST(GaitEvents, tell_walking_from_running_within_one_recording) {
  // Six strides of walking, then as many of running from where the walker is; the belt changes speed.
  Recording recording = on_treadmill(record(walker(), 0.0, 6 * 1.08, 100), 1.3);
  const Recording faster = on_treadmill(record(runner(), 0.0, 6 * 0.70, 100), 3.0);
  for (std::size_t i = 0; i < faster.time_s.size(); ++i) {
    recording.time_s.push_back(6.5 + faster.time_s[i]);
    recording.pelvis.push_back(faster.pelvis[i]);
    recording.left_heel.push_back(faster.left_heel[i]);
    recording.left_toe.push_back(faster.left_toe[i]);
    recording.right_heel.push_back(faster.right_heel[i]);
    recording.right_toe.push_back(faster.right_toe[i]);
  }
  EXPECT_THAT(recording.events().remarks, Contains(HasSubstr("both walking")));
}

TEST(GaitEvents, of_someone_who_walks_backward_are_named_so) {
  Recording recording = record_six_strides(walker(), 100);
  std::vector<double> reversed(recording.time_s.size());
  for (std::size_t i = 0; i < reversed.size(); ++i) reversed[i] = -recording.time_s[reversed.size() - 1 - i];
  recording.time_s = reversed;
  for (std::vector<Vec3>* path : recording.points()) std::reverse(path->begin(), path->end());
  const GaitEvents events = recording.events();
  EXPECT_EQ(events.kind, GaitKind::walking);
  EXPECT_NEAR(events.forward.x(), -1.0, 1e-6);
  EXPECT_THAT(events.remarks, Contains(HasSubstr("backward")));
}

TEST(GaitEvents, keep_the_strikes_at_which_a_recording_was_cut) {
  // Cut from right strike to right strike, as people cut trials.
  const Walker person = runner();
  const GaitEvents events =
      record(person, person.strike_s(1, false), person.strike_s(3, false), 100).events();
  ASSERT_EQ(events.right.foot_strike_s.size(), 3u);
  for (int n = 1; n <= 3; ++n) {
    EXPECT_NEAR(events.right.foot_strike_s[static_cast<std::size_t>(n - 1)], person.strike_s(n, false), 0.03);
  }
}

/// From just before a right strike to just after the left strike that follows: one step, and no stride.
struct SingleStep {
  GaitEvents events;
  std::vector<StepSpan> steps;
  StrideList right, left;
};
SingleStep single_step(const Walker& person, double margin_s, double rate_hz = 100) {
  const double from = person.strike_s(1, false) - margin_s, to = person.strike_s(1, true) + margin_s;
  SingleStep made{.events = record(person, from, to, rate_hz).events()};
  made.steps = find_step_spans(made.events.left, made.events.right, made.events.kind);
  made.right = find_strides(made.events.right, made.events.kind, {.start_s = from, .end_s = to});
  made.left = find_strides(made.events.left, made.events.kind, {.start_s = from, .end_s = to});
  return made;
}

TEST(GaitEvents, of_a_single_step_are_found_and_make_no_stride) {
  for (const Walker& person : {walker(), runner(), forefoot_runner()}) {
    const SingleStep made = single_step(person, 0.06);
    EXPECT_EQ(made.events.kind,
              person.contact_s > 0.5 * person.stride_s ? GaitKind::walking : GaitKind::running);
    ASSERT_EQ(made.steps.size(), 1U);
    EXPECT_EQ(made.steps[0].side, Side::right);
    EXPECT_NEAR(made.steps[0].start_s, person.strike_s(1, false), 0.03);
    EXPECT_NEAR(made.steps[0].end_s, person.strike_s(1, true), 0.03);
    EXPECT_NEAR(made.events.speed_m_per_s, person.speed_m_per_s, 0.15 * person.speed_m_per_s);
    EXPECT_TRUE(made.right.complete.empty() && made.left.complete.empty());
  }
}

TEST(GaitEvents, of_one_contact_alone_tell_running_from_walking) {
  // A force plate's worth: from the strike of one foot to its toe-off.
  for (const Walker& person : {walker(), runner()}) {
    const double strike = person.strike_s(1, false);
    const GaitEvents events = record(person, strike - 0.05, strike + person.contact_s + 0.05, 200).events();
    EXPECT_EQ(events.kind, person.contact_s > 0.5 * person.stride_s ? GaitKind::walking : GaitKind::running);
    ASSERT_EQ(events.right.foot_strike_s.size(), 1U);
    EXPECT_NEAR(events.right.foot_strike_s[0], strike, 0.03);
    ASSERT_EQ(events.right.toe_off_s.size(), 1U);
    EXPECT_NEAR(events.right.toe_off_s[0], strike + person.contact_s, 0.03);
  }
}

void expect_no_gait(const Recording& recording, const char* reason) {
  const GaitEvents events = recording.events();
  EXPECT_EQ(events.kind, GaitKind::none);
  EXPECT_THAT(events.left.foot_strike_s, IsEmpty());
  EXPECT_THAT(events.right.toe_off_s, IsEmpty());
  EXPECT_TRUE(std::isnan(events.speed_m_per_s));
  EXPECT_THAT(events.remarks, Contains(HasSubstr(reason)));
}

/// Both feet planted 20 cm apart; `lift` moves the feet up, `drop` the pelvis down, both over time.
template <class Lift, class Drop>
Recording both_feet(Lift lift, Drop drop) {
  Recording recording;
  for (int i = 0; i < 500; ++i) {
    const double t = 0.01 * i;
    recording.time_s.push_back(t);
    const double y = lift(t);
    recording.pelvis.push_back({0.0, 0.95 + y - drop(t), 0.0});
    recording.left_heel.push_back({0.01, y, -0.1});
    recording.left_toe.push_back({0.19, y, -0.1});
    recording.right_heel.push_back({0.0, y, 0.1});
    recording.right_toe.push_back({0.18, y, 0.1});
  }
  return recording;
}

TEST(GaitEvents, are_none_in_standing_squats_and_jumps) {
  const auto still = [](double) { return 0.0; };
  const auto wave = [](double t) { return 0.25 * (1.0 - std::cos(2.0 * t)); };
  const auto hop = [](double t) { return std::max(0.0, 0.3 * std::sin(6.0 * t)); };
  expect_no_gait(both_feet(still, still), "no walking or running");
  expect_no_gait(both_feet(still, wave), "no walking or running");
  expect_no_gait(both_feet(hop, still), "no walking or running");
}

TEST(GaitEvents, are_none_where_the_body_would_be_faster_than_anybody_runs) {
  const auto running_at = [](double speed_m_per_s) {
    return record_six_strides(
               {.speed_m_per_s = speed_m_per_s, .stride_s = 0.42, .contact_s = 0.085, .clearance_m = 0.4},
               500.0)
        .events();
  };
  EXPECT_EQ(running_at(11.5).kind, GaitKind::running);
  const GaitEvents events = running_at(19.6);
  EXPECT_EQ(events.kind, GaitKind::none);
  EXPECT_TRUE(events.left.foot_strike_s.empty() && events.right.toe_off_s.empty());
  EXPECT_TRUE(std::isnan(events.speed_m_per_s));
  ASSERT_FALSE(events.remarks.empty());
  EXPECT_NE(events.remarks.front().find("faster than anybody runs"), std::string::npos);
}

TEST(GaitEvents, are_none_in_lunges_to_and_fro) {
  Recording recording = both_feet([](double) { return 0.0; }, [](double) { return 0.0; });
  for (std::size_t i = 0; i < recording.time_s.size(); ++i) {
    // Left and right foot step out in turn and come back; the pelvis goes half the way with them.
    const double s = std::sin(1.5 * recording.time_s[i]);
    const Vec3 left(0.8 * std::max(s, 0.0), 0, 0);
    const Vec3 right(0.8 * std::max(-s, 0.0), 0, 0);
    recording.left_heel[i] += left;
    recording.left_toe[i] += left;
    recording.right_heel[i] += right;
    recording.right_toe[i] += right;
    recording.pelvis[i] += 0.5 * (left + right);
  }
  expect_no_gait(recording, "no walking or running");
}

TEST(GaitEvents, of_unusable_input_say_why_there_are_none) {
  expect_no_gait({}, "too few");
  expect_no_gait(record(runner(), 0.0, 0.02, 100), "too few");
  Recording recording = record_six_strides(runner(), 100);
  recording.time_s[50] = recording.time_s[49];
  expect_no_gait(recording, "time does not rise at sample 51");
  recording = record_six_strides(runner(), 100);
  recording.time_s[7] = std::nan("");
  expect_no_gait(recording, "time does not rise");
  expect_no_gait(record(runner(), 0.0, 20.0, 8), "too few to see a contact");
  recording = record_six_strides(runner(), 100);
  recording.left_heel.pop_back();
  recording.left_toe.clear();
  recording.right_heel.clear();
  recording.right_toe.clear();
  expect_no_gait(recording, "neither foot");
}

TEST(GaitEvents, of_a_recording_without_any_known_sample_are_none) {
  Recording recording = record_six_strides(runner(), 100);
  recording.transform([](const Vec3&, std::size_t) { return Vec3(Vec3::Constant(std::nan(""))); });
  EXPECT_EQ(recording.events().kind, GaitKind::none);
}

TEST(GaitEvents, at_twenty_samples_a_second_carry_a_warning) {
  const GaitEvents events = record_six_strides(walker(), 20).events();
  EXPECT_EQ(events.kind, GaitKind::walking);
  EXPECT_THAT(events.remarks, Contains(HasSubstr("about 20 Hz")));
  expect_both_sides(walker(), events, 0.070);
}

TEST(GaitEvents, name_their_kind) {
  EXPECT_EQ(gait_kind_name(GaitKind::none), "none");
  EXPECT_EQ(gait_kind_name(GaitKind::walking), "walking");
  EXPECT_EQ(gait_kind_name(GaitKind::running), "running");
}

}  // namespace
}  // namespace hamstring

// The built-in model in our engine against Simbody's stored answers (data/checks, tests/oracle).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/data/built_in_model.h"

namespace hamstring {
namespace {

using nlohmann::json;
using testing::built_in_model;
using testing::Frame;

constexpr double tolerance = 1e-10;

const json& answers() {
  static const json stored =
      json::parse(std::ifstream(HAMSTRING_PROJECT_DIR "/data/checks/lower_body_simbody.json"));
  return stored;
}

Frame frame_of(const json& pose) {
  return Frame(pose["values"].get<testing::Named>(), pose["speeds"].get<testing::Named>());
}

Vec3 vector_of(const json& v) {
  return Vec3(v.at(0).get<double>(), v.at(1).get<double>(), v.at(2).get<double>());
}

TEST(BuiltInModelAgainstSimbody, has_its_bodies_where_simbody_has_them) {
  ASSERT_GE(answers()["poses"].size(), 10u);
  for (const json& pose : answers()["poses"]) {
    const Frame frame = frame_of(pose);
    ASSERT_EQ(pose["bodies"].size(), built_in_model().bodies.size() - 1);
    for (const auto& [name, expected] : pose["bodies"].items()) {
      const Pose& X_WB = frame.poses.X_WB[built_in_model().find_body(name).value()];
      EXPECT_LT((X_WB.p - vector_of(expected["p_WBo_m"])).cwiseAbs().maxCoeff(), tolerance) << name;
      for (int i = 0; i < 9; ++i) {
        EXPECT_NEAR(X_WB.R(i / 3, i % 3), expected["R_WB"][static_cast<std::size_t>(i)].get<double>(),
                    tolerance)
            << name;
      }
    }
  }
}

TEST(BuiltInModelAgainstSimbody, moves_its_bodies_as_simbody_does) {
  for (const json& pose : answers()["poses"]) {
    const Frame frame = frame_of(pose);
    for (const auto& [name, expected] : pose["bodies"].items()) {
      const kinematics::BodyVelocity& v = frame.velocities[built_in_model().find_body(name).value()];
      EXPECT_LT((v.w_WB - vector_of(expected["w_WB_rad_per_s"])).cwiseAbs().maxCoeff(), tolerance) << name;
      EXPECT_LT((v.v_WBo - vector_of(expected["v_WBo_m_per_s"])).cwiseAbs().maxCoeff(), tolerance) << name;
    }
  }
}

TEST(BuiltInModelAgainstSimbody, gives_muscles_without_cylinders_the_same_length_speed_and_arms) {
  for (const json& pose : answers()["poses"]) {
    const Frame frame = frame_of(pose);
    ASSERT_EQ(pose["muscles"].size(), 38u);
    for (const auto& [name, expected] : pose["muscles"].items()) {
      const std::size_t index = built_in_model().find_muscle(name).value();
      EXPECT_NEAR(frame.paths.length_m[index], expected["length_m"].get<double>(), tolerance) << name;
      EXPECT_NEAR(frame.paths.lengthening_speed_m_per_s[index],
                  expected["lengthening_speed_m_per_s"].get<double>(), tolerance)
          << name;
      for (const model::Coordinate& c : built_in_model().coordinates) {
        if (c.coupler >= 0) continue;
        const double arm = expected["moment_arm_m"].value(c.name, 0.0);
        EXPECT_NEAR(frame.moment_arm_m(name, c.name), arm, tolerance) << name << " about " << c.name;
      }
    }
  }
}

}  // namespace
}  // namespace hamstring

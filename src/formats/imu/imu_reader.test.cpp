#include "formats/imu/imu_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::HasSubstr;

SensorOrientations parsed(std::string_view text, Diagnostics& diagnostics, const ImuOptions& options = {}) {
  auto read = parse_imu(text, "run_00AB.txt", options, diagnostics);
  EXPECT_TRUE(read) << read.error().text();
  return read ? std::move(*read) : SensorOrientations{};
}

// A quarter turn about z: x of the sensor points along y of the world.
TEST(ImuReader, matrix_quaternion_and_angles_of_xsens_mean_the_same) {
  Mat3 quarter;
  quarter << 0, -1, 0, 1, 0, 0, 0, 0, 1;
  for (const char* text : {"// DeviceId: "
                           "00AB\nPacketCounter\tMat[1][1]\tMat[2][1]\tMat[3][1]\tMat[1][2]\tMat[2][2]\tMat["
                           "3][2]\tMat[1][3]\tMat[2][3]\tMat[3][3]\n"
                           "7\t0\t1\t0\t-1\t0\t0\t0\t0\t1\n8\t0\t1\t0\t-1\t0\t0\t0\t0\t1\n",
                           "PacketCounter;Quat_q0;Quat_q1;Quat_q2;Quat_q3\n7;0.70710678;0;0;0.70710678\n8;0."
                           "70710678;0;0;0.70710678\n",
                           "PacketCounter,Roll,Pitch,Yaw\r\n7,0,0,90\r\n8,0,0,90\r\n"}) {
    Diagnostics diagnostics;
    const SensorOrientations read = parsed(text, diagnostics, {.rate_hz = 50.0});
    ASSERT_EQ(read.frames(), 2U);
    EXPECT_EQ(read.names, std::vector<std::string>{"00AB"});
    EXPECT_DOUBLE_EQ(read.time_s[1], 0.02);
    EXPECT_LT((read.at(0, 0) - quarter).norm(), 1e-7) << text;
  }
}

TEST(ImuReader, the_packet_counter_starts_again_and_lost_packets_leave_a_gap) {
  Diagnostics diagnostics;
  const SensorOrientations read =
      parsed("PacketCounter Roll Pitch Yaw\n65534 0 0 0\n65535 0 0 0\n2 NaN 0 0\n", diagnostics);
  EXPECT_DOUBLE_EQ(read.time_s[1], 0.01);
  EXPECT_DOUBLE_EQ(read.time_s[2], 0.04);
  EXPECT_TRUE(read.at(2, 0).array().isNaN().all());
  EXPECT_THAT(diagnostics.entries().front().message, HasSubstr("100 are taken"));
}

TEST(ImuReader, apdm_names_its_sensors_and_counts_microseconds) {
  Diagnostics diagnostics;
  const SensorOrientations read = parsed(
      "Format=7,5718,,Lumbar,,,5778,,Right Ankle,,\nTime,Barometer,Orientation,,,,Barometer,Orientation,,,\n"
      ",,S,X,Y,Z,,S,X,Y,Z\n1000000,1,1,0,0,0,1,0,1,0,0\n1007812,1,1,0,0,0,1,0,1,0,0\n",
      diagnostics);
  EXPECT_EQ(read.names, (std::vector<std::string>{"Lumbar", "Right Ankle"}));
  EXPECT_NEAR(read.time_s[1], 0.007812, 1e-12);
  EXPECT_EQ(read.at(1, 1), Mat3(Vec3(1, -1, -1).asDiagonal()));
}

TEST(ImuReader, accelerations_alone_are_named_and_other_tables_refused) {
  Diagnostics diagnostics;
  EXPECT_THAT(parse_imu("PacketCounter\tAcc_X\n1\t2\n", "a.txt", {}, diagnostics).error().message,
              HasSubstr("no orientations"));
  EXPECT_FALSE(parse_imu("nonsense", "a.txt", {}, diagnostics));
  EXPECT_THAT(
      parse_imu("PacketCounter\tRoll\tPitch\tYaw\n1\tx\t0\t0\n", "a.txt", {}, diagnostics).error().text(),
      HasSubstr("a.txt:2"));
}

TEST(ImuReader, reads_every_shared_file_and_says_which_hold_no_orientation) {
  const std::string folder = "opensim-org+opensim-core/OpenSim/Tests/shared/IMUData/";
  HAMSTRING_NEEDS_DATA(folder + "APDM/apdm_format7.csv");
  std::size_t read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data(folder))) {
    if (!entry.is_regular_file()) continue;
    Diagnostics diagnostics;
    const auto imu = read_imu(entry.path(), {}, diagnostics);
    EXPECT_EQ(imu.has_value(), entry.path().filename() != "MT2022_ACC_00B42D4B.txt") << entry.path();
    read += imu ? 1 : 0;
  }
  EXPECT_EQ(read, 6U);
  const char* walking =
      "opensim-org+opensim-models/Tutorials/Inverese_Kinematics_with_IMUs/walking_orientations.sto";
  HAMSTRING_NEEDS_DATA(walking);
  Diagnostics diagnostics;
  const auto table = read_imu(testing::shared_data(walking), {}, diagnostics);
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->names.size(), 8U);
  EXPECT_EQ(table->names[1], "pelvis_imu");
  EXPECT_NEAR(table->rate_hz, 100.0, 1e-6);
}

}  // namespace
}  // namespace hamstring

// Reads orientations of inertial sensors: OpenSim's tables of quaternions, text of Xsens' MT Manager (one
// sensor a file), tables of APDM's Mobility Lab.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/sensor_orientations.h"

namespace hamstring {

struct ImuOptions {
  std::optional<double> rate_hz{};  ///< of Xsens files, which often do not say it; given by hand
};

/// Frames a second of an Xsens file that says nothing: what OpenSim assumes too. Said with a warning.
inline constexpr double xsens_rate_hz = 100.0;

/// Reads one file of any of the three kinds, told apart by how it begins. Xsens: a rotation matrix counts
/// before a quaternion before Euler angles; times are those of the sample clock (0.1 ms a tick), else of the
/// packet counter, which starts again after 65535. APDM: times are microseconds. Rows without an orientation
/// are NaN. Errors: none of the three; no orientation in it (accelerations alone are named); no row; a number
/// that is none, with its line.
[[nodiscard]] Result<SensorOrientations> parse_imu(std::string_view content, std::string_view file_name,
                                                   const ImuOptions& options, Diagnostics& diagnostics);
/// The same from a file. Errors: those, and the file cannot be read.
[[nodiscard]] Result<SensorOrientations> read_imu(const std::filesystem::path& path,
                                                  const ImuOptions& options, Diagnostics& diagnostics);

}  // namespace hamstring

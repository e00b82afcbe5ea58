// Every C3D file among the shared recordings: read whole, in part with reasons, or refused with reasons; and
// its numbers against what others made of the same trials. With HAMSTRING_C3D_REPORT=<file> the first test
// also writes the table of docs/capture.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/text.h"
#include "formats/c3d/c3d_reader.h"
#include "formats/storage/storage_reader.h"
#include "formats/trc/trc_reader.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

constexpr const char* btk = "Biomechanical-ToolKit+BTKData/Input/C3DSamples/";

struct Reading {
  std::string file, outcome, contents, reasons;
};

std::string contents_of(const Capture& c) {
  std::string text = fmt::format("{} markers", c.markers.markers());
  if (!c.outputs.empty()) text += fmt::format(", {} model outputs", c.outputs.size());
  if (!c.segments.names.empty()) text += fmt::format(", {} segments", c.segments.names.size());
  text += fmt::format(", {} frames, {} signals", c.markers.frames(), c.analogs.channels.size());
  for (const ForcePlate& plate : c.plates.plates) text += fmt::format(", plate of type {}", plate.type);
  return c.events.empty() ? text : text + fmt::format(", {} events", c.events.size());
}

Reading read_one(const std::filesystem::path& path, std::string name) {
  Diagnostics diagnostics;
  const auto capture = read_c3d(path, {}, diagnostics);
  Reading reading{.file = std::move(name), .outcome = "whole"};
  if (!capture) return {reading.file, "refused", "", capture.error().message};
  reading.contents = contents_of(*capture);
  for (const Diagnostic& entry : diagnostics.entries()) {
    if (entry.severity == Severity::note) continue;
    reading.outcome = "in part";
    reading.reasons += (reading.reasons.empty() ? "" : "; ") + entry.message;
  }
  return reading;
}

std::vector<Reading> read_all() {
  std::vector<Reading> readings;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    if (!entry.is_regular_file() || to_lower(entry.path().extension().string()) != ".c3d") continue;
    readings.push_back(read_one(
        entry.path(), std::filesystem::relative(entry.path(), testing::shared_data_folder()).string()));
  }
  std::ranges::sort(readings, {}, &Reading::file);
  return readings;
}

TEST(C3dFiles, every_recording_is_read_or_says_why_not) {
  HAMSTRING_NEEDS_DATA("INVENTORY.md");
  const std::vector<Reading> readings = read_all();
  std::string table = "| file | outcome | what is in it | why not whole |\n|---|---|---|---|\n";
  std::vector<std::string> refused;
  for (const Reading& r : readings) {
    table += fmt::format("| {} | {} | {} | {} |\n", r.file, r.outcome, r.contents, r.reasons);
    EXPECT_TRUE(r.outcome == "whole" || !r.reasons.empty()) << r.file;
    if (r.outcome == "refused") refused.push_back(std::filesystem::path(r.file).filename().string());
  }
  if (const char* report = std::getenv("HAMSTRING_C3D_REPORT")) {
    EXPECT_TRUE(write_file(report, table));
  }
  EXPECT_EQ(refused, std::vector<std::string>{"Empty.c3d"}) << "the only one of no bytes";
}

Capture capture_of(const std::string& file) {
  Diagnostics diagnostics;
  auto capture = read_c3d(testing::shared_data(file), {}, diagnostics);
  EXPECT_TRUE(capture) << capture.error().text();
  return capture ? std::move(*capture) : Capture{};
}

/// The largest difference of two tables, as a share of the range of the first.
double worst_share(std::span<const double> a, std::span<const double> b) {
  double low = 1e300, high = -1e300, worst = 0.0;
  if (a.size() != b.size()) return 1e300;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) != std::isnan(b[i])) return 1e300;
    if (std::isnan(a[i])) continue;
    low = std::min(low, a[i]), high = std::max(high, a[i]);
    worst = std::max(worst, std::abs(a[i] - b[i]));
  }
  return high > low ? worst / (high - low) : worst;
}

std::span<const double> numbers_of(const std::vector<Vec3>& positions) {
  return {reinterpret_cast<const double*>(positions.data()), 3 * positions.size()};
}

// One trial, written by three kinds of computers as words and as reals. Words round to a step of the scale,
// reals to 24 bits: among words and among reals the numbers are the same; between them half a step.
TEST(C3dFiles, six_encodings_of_one_trial_hold_the_same_numbers) {
  const std::string folder = std::string(btk) + "c3d.org/sample01/";
  HAMSTRING_NEEDS_DATA(folder + "Eb015pi.c3d");
  for (const char* kind : {"i", "r"}) {
    const Capture intel = capture_of(folder + "Eb015p" + kind + ".c3d");
    for (const char* other : {"s", "v"}) {
      const Capture same = capture_of(folder + "Eb015" + other + kind + ".c3d");
      EXPECT_EQ(same.markers.names, intel.markers.names);
      EXPECT_LE(worst_share(numbers_of(intel.markers.positions_m), numbers_of(same.markers.positions_m)),
                1e-6)
          << other << kind;
      EXPECT_LE(worst_share(intel.analogs.values, same.analogs.values), 1e-6) << other << kind;
      ASSERT_EQ(intel.plates.plates.size(), same.plates.plates.size());
      for (std::size_t p = 0; p < intel.plates.plates.size(); ++p) {
        EXPECT_LE(worst_share(numbers_of(intel.plates.plates[p].force_n),
                              numbers_of(same.plates.plates[p].force_n)),
                  1e-6);
      }
    }
  }
  const Capture words = capture_of(folder + "Eb015pi.c3d"), reals = capture_of(folder + "Eb015pr.c3d");
  EXPECT_LE(worst_share(words.analogs.values, reals.analogs.values), 1e-6);
  EXPECT_LE(worst_share(numbers_of(words.markers.positions_m), numbers_of(reals.markers.positions_m)), 1e-6);
}

// The same trial through plates described as of type 2 and of type 4.
TEST(C3dFiles, types_2_and_4_of_one_trial_give_the_same_forces) {
  const std::string folder = std::string(btk) + "c3d.org/sample10/";
  HAMSTRING_NEEDS_DATA(folder + "TYPE-2.C3D");
  for (const auto& [two, four] : {std::pair("TYPE-2.C3D", "TYPE-4.C3D"), {"type-2a.c3d", "type-4a.c3d"}}) {
    const Capture a = capture_of(folder + two), b = capture_of(folder + four);
    ASSERT_EQ(a.plates.plates.size(), b.plates.plates.size());
    for (std::size_t p = 0; p < a.plates.plates.size(); ++p) {
      // The files differ in their gains (0.37012 against 0.061069 · 5.988 N a step along z, 1.2 %), and type
      // 2 knows no crosstalk: 2 % of the range is what they agree to.
      EXPECT_LE(worst_share(numbers_of(a.plates.plates[p].force_n), numbers_of(b.plates.plates[p].force_n)),
                2e-2)
          << two << " plate " << p + 1;
    }
  }
}

/// Largest distance [m] of markers of the same name at the same times. `count`: positions compared.
double farthest(const MarkerTrajectories& a, const MarkerTrajectories& b, std::size_t& count) {
  double worst = 0.0;
  count = 0;
  for (std::size_t m = 0; m < a.markers(); ++m) {
    const auto other = b.find(a.names[m]);
    for (std::size_t f = 0; other && f < b.frames(); ++f) {
      const double frame = std::round((b.time_s[f] - a.time_s.front()) * a.rate_hz);
      if (frame < 0.0 || frame >= static_cast<double>(a.frames())) continue;
      const auto at = static_cast<std::size_t>(frame);
      if (!a.is_seen(at, m) || !b.is_seen(f, *other)) continue;
      worst = std::max(worst, (a.position_m(at, m) - b.position_m(f, *other)).norm());
      ++count;
    }
  }
  return worst;
}

// The .trc holds the same points in the same order under longer names, smoothed: most within a millimeter,
// the feet within five.
TEST(C3dFiles, gait_agrees_with_its_own_trc) {
  HAMSTRING_NEEDS_DATA(std::string(btk) + "others/Gait.c3d");
  const Capture capture = capture_of(std::string(btk) + "others/Gait.c3d");
  Diagnostics diagnostics;
  const auto trc =
      read_trc(testing::shared_data("Biomechanical-ToolKit+BTKData/Input/TRCSamples/Gait.trc"), diagnostics);
  ASSERT_TRUE(trc);
  ASSERT_EQ(trc->markers(), capture.markers.markers());
  ASSERT_EQ(trc->frames(), capture.markers.frames());
  std::vector<double> distances;
  for (std::size_t f = 0; f < trc->frames(); ++f) {
    for (std::size_t m = 0; m < trc->markers(); ++m) {
      if (trc->is_seen(f, m) && capture.markers.is_seen(f, m))
        distances.push_back((trc->position_m(f, m) - capture.markers.position_m(f, m)).norm());
    }
  }
  ASSERT_GT(distances.size(), 5000U);
  std::ranges::sort(distances);
  EXPECT_LE(distances[distances.size() / 2], 1e-3);
  EXPECT_LE(distances[distances.size() * 99 / 100], 1e-2);
}

// OpenSim's conversion (by ezc3d): the laboratory's own axes, millimeters, every tenth frame; forces with the
// moment about the middle of each plate.
TEST(C3dFiles, walking5_agrees_with_opensims_conversion) {
  const std::string folder = "opensim-org+opensim-core/OpenSim/";
  HAMSTRING_NEEDS_DATA(folder + "Tests/shared/walking5.c3d");
  const Capture capture = capture_of(folder + "Tests/shared/walking5.c3d");
  Diagnostics diagnostics;
  const auto trc =
      read_trc(testing::shared_data(folder + "Common/Test/std_walking5_markers.trc"), diagnostics);
  ASSERT_TRUE(trc);
  std::size_t count = 0;
  EXPECT_LE(farthest(capture.markers, *trc, count), 1e-4)
      << "five digits: 0.05 mm of 2336.8 mm along each axis";
  EXPECT_GT(count, 1000U);
  const auto grfs =
      read_storage(testing::shared_data(folder + "Common/Test/std_walking5_grfs.sto"), diagnostics);
  ASSERT_TRUE(grfs);
  ASSERT_EQ(capture.plates.plates.size(), 2U);
  for (std::size_t p = 0; p < 2; ++p) {
    const ForcePlate& plate = capture.plates.plates[p];
    std::array<double, 3> worst{};
    for (std::size_t row = 0; row < grfs->table.rows(); ++row) {
      const auto s =
          static_cast<std::size_t>(std::lround(grfs->table.time_s()[row] * capture.plates.rate_hz));
      for (int k = 0; k < 3; ++k) {
        const auto theirs = [&](char what) {
          return grfs->table(row, *grfs->table.find(fmt::format("{}{}_{}", what, p + 1, k + 1)));
        };
        worst[0] = std::max(worst[0], std::abs(theirs('f') - plate.force_n[s][k]));
        worst[1] = std::max(worst[1], std::abs(1e-3 * theirs('p') - plate.center_m[k]));
        worst[2] = std::max(worst[2], std::abs(1e-3 * theirs('m') - plate.moment_n_m[s][k]));
      }
    }
    EXPECT_LE(worst[0], 1e-3) << "1e-6 of 900 N, plate " << p + 1;
    EXPECT_LE(worst[1], 1e-6);
    EXPECT_LE(worst[2], 1e-4) << "N·m, plate " << p + 1;
  }
}

}  // namespace
}  // namespace hamstring

// Made-up but realistic motion reports for tests of report/ and render/: running-like joint angles, lengths
// from straight-line moment arms, a leg in its pose. No recording is behind them.
#pragma once

#include <cstddef>
#include <string>

#include "report/motion_report.h"

namespace hamstring::testing {

struct SampleOptions {
  std::size_t strides = 6;  ///< complete strides a side
  double rate_hz = 100.0;
  bool with_short_head = true;
  std::string title = "sample_run.mot";
};

/// A run at 4 m/s; the left outer hamstring is stretched most, late in the swing.
[[nodiscard]] report::MotionReport sample_run(const SampleOptions& options = {});

/// A slow forward bend with straight knees: no strides, curves over time.
[[nodiscard]] report::MotionReport sample_bend();

/// Made-up forces for a report: a left leg of three strides, the three together and BFlh.
[[nodiscard]] report::ForceReport sample_forces(bool swing_only = false);

/// A report about which nothing could be computed.
[[nodiscard]] report::MotionReport sample_nothing();

/// Names of files, muscles and people written to break out of HTML, SVG, CSS and a terminal.
[[nodiscard]] report::MotionReport sample_hostile();

}  // namespace hamstring::testing

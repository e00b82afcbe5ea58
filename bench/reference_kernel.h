// A yardstick that every machine has: one 64×64 product of doubles with Eigen, timed in the same run.
#pragma once

#include <benchmark/benchmark.h>

namespace hamstring::bench {

/// Median time of one product [s], measured once when first asked for. Processor time, as the counters are: a
/// machine that others use as well stretches both alike.
[[nodiscard]] double reference_kernel_seconds();

/// `done` frames in all: yardsticks and microseconds a frame.
void count_frames(benchmark::State& state, double done);

}  // namespace hamstring::bench

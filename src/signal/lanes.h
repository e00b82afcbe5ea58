// Several numbers at once: N doubles that are computed with together, in the compiler's own vector types. One
// file is compiled for each width, with the instructions of the machines that have it (column_lanes_*.cpp
// here, recursion_lanes_*.cpp in dynamics/); which one runs is decided at start (signal/lane_width.h).
// Nothing in such a file may be shared with others, or the linker could take the wide code for all:
// everything depends on N.
#pragma once

#include <cstdint>

namespace hamstring {

template <int N>
struct Lane {
  using V __attribute__((vector_size(N * 8))) = double;
  using I __attribute__((vector_size(N * 8))) = std::int64_t;

  static V load(const double* from) {
    V v;
    __builtin_memcpy(&v, from, sizeof v);
    return v;
  }
  static void store(const V& v, double* to) { __builtin_memcpy(to, &v, sizeof v); }
};

/// Sine and cosine of every lane, to within a few units of the last place. The angle is brought into
/// [-π/4, π/4] by subtracting a whole number of quarter turns, kept in three parts of which the products are
/// exact (Cody & Waite 1980); there Taylor's series are shorter than the rounding. Angles must stay below 1e5
/// rad.
template <int N>
void sine_cosine(const typename Lane<N>::V& angle, typename Lane<N>::V& sine, typename Lane<N>::V& cosine) {
  using V = typename Lane<N>::V;
  using I = typename Lane<N>::I;
  // Added and taken away again, it leaves the nearest whole number; before that its last bits hold it.
  constexpr double whole = 6755399441055744.0;  // 1.5 * 2^52
  constexpr double quarter_1 = 0x1.921fb544p+0;
  constexpr double quarter_2 = 0x1.0b4611a6p-34;
  constexpr double quarter_3 = 0x1.3198a2e037073p-69;
  const V shifted = angle * 0.63661977236758134308 + whole;
  const V turns = shifted - whole;
  const V r = ((angle - turns * quarter_1) - turns * quarter_2) - turns * quarter_3;
  const V z = r * r;
  const V s =
      r + r * z *
              (-1.0 / 6.0 +
               z * (1.0 / 120.0 + z * (-1.0 / 5040.0 +
                                       z * (1.0 / 362880.0 +
                                            z * (-1.0 / 39916800.0 +
                                                 z * (1.0 / 6227020800.0 + z * (-1.0 / 1307674368000.0)))))));
  const V c =
      1.0 - 0.5 * z +
      z * z *
          (1.0 / 24.0 +
           z * (-1.0 / 720.0 +
                z * (1.0 / 40320.0 +
                     z * (-1.0 / 3628800.0 + z * (1.0 / 479001600.0 + z * (-1.0 / 87178291200.0 +
                                                                           z * (1.0 / 20922789888000.0)))))));
  const I quarter = __builtin_bit_cast(I, shifted);
  const I one = quarter & 1;
  const I swap = -one;
  const I bits_s = __builtin_bit_cast(I, s);
  const I bits_c = __builtin_bit_cast(I, c);
  const I flip_s = (quarter & 2) << 62;
  const I flip_c = ((quarter + 1) & 2) << 62;
  sine = __builtin_bit_cast(V, ((bits_c & swap) | (bits_s & ~swap)) ^ flip_s);
  cosine = __builtin_bit_cast(V, ((bits_s & swap) | (bits_c & ~swap)) ^ flip_c);
}

}  // namespace hamstring

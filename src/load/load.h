// What a movement asked of each hamstring, as values: an interval a side, muscle and quantity, where it came
// from and which program said so. Producers stand in exposure/; history/ keeps it, and what reads it later
// stands below both.
#pragma once

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "core/anatomy.h"
#include "core/result.h"
#include "core/word_table.h"

namespace hamstring::load {

enum class Quantity {
  peak_stretch,  ///< largest stretch of a stride against the upright length [1]
  strides,       ///< complete strides of that side, in which this was asked [1]
};

/// How far a number is from what was seen.
enum class Origin {
  measured,  ///< counted or read off the recording
  modelled,  ///< computed from it by a model of the body
  assumed,   ///< neither
};

/// Where the value lies. Both ends NaN: not known. Zero is a value.
struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  [[nodiscard]] bool is_known() const { return low <= high; }
};

struct Amount {
  Side side = Side::left;
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  Quantity quantity = Quantity::peak_stretch;
  Interval interval{};
  Origin origin = Origin::modelled;
};

/// The files it was computed from, by their digests, and the program that did.
struct LoadSource {
  std::string recording_sha256;  ///< 64 hexadecimal digits
  std::string model_sha256;      ///< of the model of the body
  std::string engine;            ///< program version
  std::string mode;              ///< "physics" or "opensim"
};

/// What one source asked. `amounts`: sorted by side, muscle and quantity, each at most once.
struct Load {
  LoadSource source;
  std::vector<Amount> amounts;
};

inline constexpr WordTable<Quantity, 2> quantity_words{
    {{"peak_stretch", Quantity::peak_stretch}, {"strides", Quantity::strides}}};
inline constexpr WordTable<Origin, 3> origin_words{
    {{"measured", Origin::measured}, {"modelled", Origin::modelled}, {"assumed", Origin::assumed}}};

inline constexpr std::array all_quantities{Quantity::peak_stretch, Quantity::strides};
inline constexpr std::array all_origins{Origin::measured, Origin::modelled, Origin::assumed};

/// Errors: a digest of another form, no engine, an unknown mode; an interval with one end, turned around or
/// not finite; amounts out of order or twice.
[[nodiscard]] Result<void> check_load(const Load& load);

/// Into the order of Load::amounts.
void sort_amounts(Load& load);

}  // namespace hamstring::load

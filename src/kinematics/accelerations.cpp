#include "kinematics/accelerations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/try.h"
#include "signal/butterworth.h"
#include "signal/smooth_columns.h"

namespace hamstring {
namespace {

using model::Model;

struct Rows {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Stretches of rows in which every coordinate that the recording has holds a number.
std::vector<Rows> whole_stretches(const JointMotion& motion, Diagnostics& diagnostics) {
  std::vector<Rows> stretches;
  std::size_t left_out = 0;
  Rows open;
  const auto close = [&] {
    if (open.count >= smoothed_rows_min) {
      stretches.push_back(open);
    } else {
      left_out += open.count;
    }
  };
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    const auto values = motion.values_at(f);
    if (std::ranges::all_of(values, [](double v) { return std::isfinite(v); })) {
      if (open.count++ == 0) open.first = f;
      continue;
    }
    close();
    open = {};
    ++left_out;
  }
  close();
  if (left_out > 0) {
    diagnostics.warn(
        fmt::format("{} of {} rows are left out: a coordinate holds no number there, or the rows "
                    "between two gaps are fewer than {}",
                    left_out, motion.frames(), smoothed_rows_min));
  }
  return stretches;
}

std::vector<std::size_t> given_coordinates(const JointMotion& motion) {
  std::vector<std::size_t> given;
  for (std::size_t c = 0; c < motion.coordinates; ++c) {
    if (motion.is_given[c]) given.push_back(c);
  }
  return given;
}

Result<SmoothedColumns> smooth(const JointMotion& motion, const Rows& rows,
                               std::span<const std::size_t> given, const AccelerationOptions& options,
                               Diagnostics& diagnostics) {
  std::vector<double> values(given.size() * rows.count);
  for (std::size_t i = 0; i < given.size(); ++i) {
    for (std::size_t r = 0; r < rows.count; ++r)
      values[i * rows.count + r] = motion.values[(rows.first + r) * motion.coordinates + given[i]];
  }
  std::vector<std::span<const double>> columns;
  for (std::size_t i = 0; i < given.size(); ++i)
    columns.push_back(std::span<const double>(values).subspan(i * rows.count, rows.count));
  const bool opensim = options.mode == Compatibility::opensim;
  SmoothOptions how{.cutoff_hz = options.lowpass_hz, .like_opensim = opensim, .lanes = options.lanes};
  if (how.cutoff_hz && !opensim) *how.cutoff_hz /= two_pass_share;
  return smooth_columns(std::span(motion.time_s).subspan(rows.first, rows.count), columns, how, diagnostics);
}

/// Sets coordinates that follow others: q = f(p), q' = Σ fᵢ pᵢ', q'' = f'' p'² + Σ fᵢ pᵢ''. Of several
/// arguments only linear functions are taken: they have no second derivative.
Result<void> apply_couplers(const Model& model, CoordinateMotion& motion) {
  const std::size_t n = motion.frames();
  for (const model::Coupler& coupler : model.couplers) {
    if (!model::gives_accelerations(coupler.function)) {
      return failure({.message = fmt::format("it follows several coordinates by a {}; its accelerations are "
                                             "not computed",
                                             model::function_name(coupler.function)),
                      .file = model.file,
                      .element = model.coordinates[coupler.dependent.value()].name,
                      .advice = {}});
    }
    const std::size_t to = coupler.dependent.value() * n;
    for (std::size_t f = 0; f < n; ++f) {
      std::array<double, model::arguments_max> at{};
      const std::size_t count = std::min(at.size(), coupler.independents.size());
      for (std::size_t i = 0; i < count; ++i) at[i] = motion.value[coupler.independents[i].value() * n + f];
      const std::span<const double> arguments(at.data(), count);
      motion.value[to + f] = model::evaluate(coupler.function, arguments);
      double speed = 0.0;
      double acceleration = 0.0;
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = coupler.independents[i].value() * n + f;
        const double slope = model::partial_derivative(coupler.function, arguments, i);
        speed += slope * motion.speed[from];
        acceleration += slope * motion.acceleration[from];
      }
      if (count == 1) {
        const double u = motion.speed[coupler.independents[0].value() * n + f];
        acceleration += model::evaluate(coupler.function, at[0]).second * u * u;
      }
      motion.speed[to + f] = speed;
      motion.acceleration[to + f] = acceleration;
    }
  }
  return {};
}

}  // namespace

Result<CoordinateMotion> coordinate_motion(const Model& model, const JointMotion& motion,
                                           const AccelerationOptions& options, Diagnostics& diagnostics) {
  const std::vector<Rows> stretches = whole_stretches(motion, diagnostics);
  if (stretches.empty()) {
    return failure(
        {.message = fmt::format("there are no {} rows in a row in which every coordinate holds a number",
                                smoothed_rows_min),
         .advice = "Accelerations need them: fill the gaps, or leave the column out."});
  }
  const std::vector<std::size_t> given = given_coordinates(motion);
  std::vector<SmoothedColumns> parts;
  CoordinateMotion result{.time_s = {},
                          .coordinates = motion.coordinates,
                          .value = {},
                          .speed = {},
                          .acceleration = {},
                          .is_given = motion.is_given};
  for (const Rows& rows : stretches) {
    HAMSTRING_TRY(part, smooth(motion, rows, given, options, diagnostics));
    result.time_s.insert(result.time_s.end(), part.time_s.begin(), part.time_s.end());
    parts.push_back(std::move(part));
  }
  const std::size_t n = result.frames();
  result.value.resize(motion.coordinates * n);
  result.speed.resize(motion.coordinates * n);
  result.acceleration.resize(motion.coordinates * n);
  for (std::size_t c = 0; c < motion.coordinates; ++c)
    std::fill_n(&result.value[c * n], n, model.coordinates[c].default_value);
  std::size_t first = 0;
  for (const SmoothedColumns& part : parts) {
    const std::size_t rows = part.rows();
    for (std::size_t i = 0; i < given.size(); ++i) {
      const std::size_t to = given[i] * n + first;
      std::copy_n(&part.value[i * rows], rows, &result.value[to]);
      std::copy_n(&part.first[i * rows], rows, &result.speed[to]);
      std::copy_n(&part.second[i * rows], rows, &result.acceleration[to]);
    }
    first += rows;
  }
  if (options.mode == Compatibility::physics) HAMSTRING_TRY_DO(apply_couplers(model, result));
  return result;
}

CoordinateMotion slice(const CoordinateMotion& motion, std::size_t first, std::size_t last) {
  const std::size_t n = motion.frames();
  const std::size_t kept = last - first + 1;
  const auto rows = [&](const std::vector<double>& all) {
    std::vector<double> part(motion.coordinates * kept);
    for (std::size_t c = 0; c < motion.coordinates; ++c)
      std::copy_n(&all[c * n + first], kept, &part[c * kept]);
    return part;
  };
  return {.time_s = {motion.time_s.begin() + static_cast<std::ptrdiff_t>(first),
                     motion.time_s.begin() + static_cast<std::ptrdiff_t>(last) + 1},
          .coordinates = motion.coordinates,
          .value = rows(motion.value),
          .speed = rows(motion.speed),
          .acceleration = rows(motion.acceleration),
          .is_given = motion.is_given};
}

}  // namespace hamstring

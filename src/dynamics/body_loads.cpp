#include "dynamics/body_loads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <utility>

#include "core/try.h"
#include "kinematics/poses.h"
#include "signal/butterworth.h"
#include "signal/smooth_columns.h"
#include "signal/spline.h"

namespace hamstring::dynamics {
namespace {

using model::Model;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Numbers against the samples of a load, side by side: [column * samples + sample].
struct Samples {
  std::span<const double> time_s;
  std::size_t columns = 0;
  std::vector<double> values;

  [[nodiscard]] std::span<const double> column(std::size_t c) const {
    return std::span(values).subspan(c * time_s.size(), time_s.size());
  }
};

/// Samples between two that hold no number.
struct Stretch {
  std::size_t first = 0;
  std::size_t count = 0;
};

std::vector<Stretch> known_stretches(const Samples& samples) {
  std::vector<Stretch> stretches;
  Stretch open;
  for (std::size_t i = 0; i < samples.time_s.size(); ++i) {
    bool known = true;
    for (std::size_t c = 0; c < samples.columns; ++c) known = known && std::isfinite(samples.column(c)[i]);
    if (known) {
      if (open.count++ == 0) open.first = i;
    } else {
      if (open.count > 0) stretches.push_back(open);
      open = {};
    }
  }
  if (open.count > 0) stretches.push_back(open);
  return stretches;
}

/// Frames from the first to the last sample of a stretch, with a hundredth of an interval of grace; in
/// opensim mode all before the first and after the last stretch as well.
std::pair<std::size_t, std::size_t> frames_in(const Samples& samples, const Stretch& stretch,
                                              const std::vector<double>& frames_s, bool beyond_ends) {
  const double begin = samples.time_s[stretch.first];
  const double end = samples.time_s[stretch.first + stretch.count - 1];
  const double grace =
      stretch.count > 1 ? 0.01 * (end - begin) / static_cast<double>(stretch.count - 1) : 1e-9;
  auto from = std::ranges::lower_bound(frames_s, begin - grace);
  auto to = std::ranges::upper_bound(frames_s, end + grace);
  if (beyond_ends && stretch.first == 0) from = frames_s.begin();
  if (beyond_ends && stretch.first + stretch.count == samples.time_s.size()) to = frames_s.end();
  return {static_cast<std::size_t>(from - frames_s.begin()), static_cast<std::size_t>(to - frames_s.begin())};
}

/// OpenSim's way: the natural cubic spline of each column.
void sample_splines(const Samples& samples, const Stretch& stretch, const std::vector<double>& frames_s,
                    std::vector<double>& at_frames) {
  const auto [from, to] = frames_in(samples, stretch, frames_s, true);
  for (std::size_t c = 0; c < samples.columns; ++c) {
    const Result<NaturalSpline> spline =
        NaturalSpline::fit(samples.time_s.subspan(stretch.first, stretch.count),
                           samples.column(c).subspan(stretch.first, stretch.count), 3);
    if (!spline) continue;  // stays not known
    for (std::size_t f = from; f < to; ++f) at_frames[c * frames_s.size() + f] = spline->value(frames_s[f]);
  }
}

/// The cubic that keeps value and slope at both neighbors.
double between(std::span<const double> t, const double* value, const double* slope, double at) {
  const auto after = std::ranges::upper_bound(t, at);
  const auto i = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(after - t.begin() - 1, 0, static_cast<std::ptrdiff_t>(t.size()) - 2));
  const double h = t[i + 1] - t[i];
  const double s = std::clamp((at - t[i]) / h, 0.0, 1.0);
  const double left = (1.0 - s) * (1.0 - s);
  const double right = s * s;
  return value[i] * (1.0 + 2.0 * s) * left + slope[i] * h * s * left +
         value[i + 1] * (3.0 - 2.0 * s) * right - slope[i + 1] * h * (1.0 - s) * right;
}

/// Filtered where asked for, then interpolated. Stretches that are too short for it stay not known.
Result<void> sample_smoothed(const Samples& samples, const Stretch& stretch,
                             const std::vector<double>& frames_s, std::optional<double> lowpass_hz,
                             std::vector<double>& at_frames, Diagnostics& diagnostics) {
  if (stretch.count < smoothed_rows_min) return {};
  std::vector<std::span<const double>> columns;
  for (std::size_t c = 0; c < samples.columns; ++c)
    columns.push_back(samples.column(c).subspan(stretch.first, stretch.count));
  SmoothOptions options{.cutoff_hz = lowpass_hz};
  if (options.cutoff_hz) *options.cutoff_hz /= two_pass_share;
  HAMSTRING_TRY(smooth, smooth_columns(samples.time_s.subspan(stretch.first, stretch.count), columns, options,
                                       diagnostics));
  const auto [from, to] = frames_in(samples, stretch, frames_s, false);
  for (std::size_t c = 0; c < samples.columns; ++c) {
    const double* value = &smooth.value[c * smooth.rows()];
    const double* slope = &smooth.first[c * smooth.rows()];
    for (std::size_t f = from; f < to; ++f)
      at_frames[c * frames_s.size() + f] = between(smooth.time_s, value, slope, frames_s[f]);
  }
  return {};
}

struct Sampler {
  const Model& model;
  const CoordinateMotion& motion;
  const LoadOptions& options;
  Diagnostics& diagnostics;

  [[nodiscard]] bool is_opensim() const { return options.mode == Compatibility::opensim; }
  [[nodiscard]] std::size_t frames() const { return motion.frames(); }

  /// Whether the force is too small to be a contact.
  [[nodiscard]] bool is_no_contact(const Vec3& force) const {
    return !is_opensim() && force.norm() < options.contact_force_n;
  }

  /// Force and moment about the ground's origin, sample by sample; all six zero where there is no contact.
  [[nodiscard]] Samples wrench_samples(const ExternalLoad& load) const {
    const std::size_t n = load.samples();
    Samples samples{.time_s = load.time_s, .columns = 6, .values = std::vector<double>(6 * n, 0.0)};
    for (std::size_t i = 0; i < n; ++i) {
      if (is_no_contact(load.force_n[i])) continue;
      Vec3 moment = load.point_m[i].cross(load.force_n[i]);
      if (!load.torque_n_m.empty()) moment += load.torque_n_m[i];
      for (int k = 0; k < 3; ++k) {
        samples.values[static_cast<std::size_t>(k) * n + i] = load.force_n[i][k];
        samples.values[static_cast<std::size_t>(3 + k) * n + i] = moment[k];
      }
    }
    return samples;
  }

  /// Force, point and torque as they were recorded; absent ones zero.
  [[nodiscard]] Samples recorded_samples(const ExternalLoad& load) const {
    const std::size_t n = load.samples();
    Samples samples{.time_s = load.time_s, .columns = 9, .values = std::vector<double>(9 * n, 0.0)};
    for (std::size_t i = 0; i < n; ++i) {
      const bool none = !load.force_n.empty() && is_no_contact(load.force_n[i]);
      const std::array<const std::vector<Vec3>*, 3> parts{&load.force_n, &load.point_m, &load.torque_n_m};
      for (std::size_t p = 0; p < 3; ++p) {
        for (std::size_t k = 0; k < 3; ++k) {
          if (!parts[p]->empty() && !none)
            samples.values[(3 * p + k) * n + i] = (*parts[p])[i][static_cast<Eigen::Index>(k)];
        }
      }
    }
    return samples;
  }

  [[nodiscard]] Result<std::vector<double>> at_frames(const Samples& samples, bool smoothed) const {
    std::vector<double> values(samples.columns * frames(), nan);
    for (const Stretch& stretch : known_stretches(samples)) {
      if (!smoothed) {
        sample_splines(samples, stretch, motion.time_s, values);
      } else {
        HAMSTRING_TRY_DO(
            sample_smoothed(samples, stretch, motion.time_s, options.lowpass_hz, values, diagnostics));
      }
    }
    return values;
  }

  /// Puts force, point and torque together in every frame, in ground, where the bodies are then.
  [[nodiscard]] Result<std::vector<double>> with_poses(const ExternalLoad& load) const {
    const std::array<std::pair<std::string, BodyIndex>, 3> frames_of{
        {{load.applied_to_body, model.find_body(load.applied_to_body)},
         {load.force_expressed_in, model.find_body(load.force_expressed_in)},
         {load.point_expressed_in, model.find_body(load.point_expressed_in)}}};
    for (const auto& [name, body] : frames_of) {
      if (!body.is_valid()) return failure(no_body(load, name));
    }
    HAMSTRING_TRY(values, at_frames(recorded_samples(load), false));
    std::vector<double> wrench(6 * frames());
    kinematics::Poses poses(model);
    const kinematics::JointSelection joints = kinematics::all_joints(model);
    std::vector<double> q(model.coordinates.size());
    for (std::size_t f = 0; f < frames(); ++f) {
      motion.values_at(f, q);
      compute_poses(model, joints, q, poses);
      const auto part = [&](std::size_t p) {
        return Vec3(values[3 * p * frames() + f], values[(3 * p + 1) * frames() + f],
                    values[(3 * p + 2) * frames() + f]);
      };
      const Mat3& R_WF = poses.X_WB[frames_of[1].second.value()].R;
      const Vec3 force = R_WF * part(0);
      const Vec3 point = load.point_m.empty() ? poses.X_WB[frames_of[0].second.value()].p
                                              : poses.X_WB[frames_of[2].second.value()] * part(1);
      const Vec3 moment = point.cross(force) + R_WF * part(2);
      for (int k = 0; k < 3; ++k) {
        wrench[static_cast<std::size_t>(k) * frames() + f] = force[k];
        wrench[static_cast<std::size_t>(3 + k) * frames() + f] = moment[k];
      }
    }
    return wrench;
  }

  [[nodiscard]] static Error no_body(const ExternalLoad& load, const std::string& name) {
    return {.message = fmt::format("the load '{}' needs the body '{}', which the model does not have",
                                   load.name, name),
            .advice = "Name a body of the model; list them with: hamstring model FILE"};
  }

  [[nodiscard]] Result<std::vector<double>> wrench_at_frames(const ExternalLoad& load) const {
    // OpenSim takes its splines through force and point apart, so that the product is another one between
    // samples.
    if (is_opensim() || !load.is_in_ground() || load.force_n.empty()) return with_poses(load);
    return at_frames(wrench_samples(load), true);
  }

  void say_what_is_not_known(const ExternalLoad& load, const std::vector<double>& wrench) const {
    const std::span<const double> fx = std::span(wrench).subspan(0, frames());
    const auto unknown =
        static_cast<std::size_t>(std::ranges::count_if(fx, [](double v) { return !std::isfinite(v); }));
    if (unknown == 0) return;
    const auto first = std::ranges::find_if(fx, [](double v) { return !std::isfinite(v); });
    diagnostics.warn(
        fmt::format(
            "the force is not known in {} of {} frames, the first at {:.4g} s (its recording goes from "
            "{:.4g} s to {:.4g} s, or a column holds no number there): nothing is said of what it "
            "carries then",
            unknown, frames(), motion.time_s[static_cast<std::size_t>(first - fx.begin())],
            load.time_s.front(), load.time_s.back()),
        load.name);
  }

  void say_what_lies_beyond(const ExternalLoad& load) const {
    const auto beyond = std::ranges::count_if(motion.time_s, [&](double t) {
      return t < load.time_s.front() - 1e-6 || t > load.time_s.back() + 1e-6;
    });
    if (beyond == 0 || !is_opensim()) return;
    diagnostics.warn(
        fmt::format("{} of {} frames lie outside its recording, {:.4g} s to {:.4g} s; OpenSim continues "
                    "the force in a straight line there, and so is it done here",
                    beyond, frames(), load.time_s.front(), load.time_s.back()),
        load.name);
  }

  void say_what_is_no_contact(const ExternalLoad& load) const {
    if (is_opensim() || load.force_n.empty()) return;
    const auto small = std::ranges::count_if(
        load.force_n, [&](const Vec3& f) { return f.norm() > 0.0 && f.norm() < options.contact_force_n; });
    if (small == 0) return;
    diagnostics.note(
        fmt::format("{} of {} samples hold less than {} N: no contact, and no center of pressure", small,
                    load.samples(), options.contact_force_n),
        load.name);
  }
};

}  // namespace

Result<std::vector<BodyLoad>> body_loads(const Model& model, const ExternalLoads& loads,
                                         const CoordinateMotion& motion, const LoadOptions& options,
                                         Diagnostics& diagnostics) {
  const Sampler sampler{.model = model, .motion = motion, .options = options, .diagnostics = diagnostics};
  std::vector<BodyLoad> result;
  bool some_known = loads.loads.empty();
  for (const ExternalLoad& load : loads.loads) {
    const BodyIndex body = model.find_body(load.applied_to_body);
    if (!body.is_valid()) return failure(Sampler::no_body(load, load.applied_to_body));
    HAMSTRING_TRY(wrench, sampler.wrench_at_frames(load));
    sampler.say_what_is_not_known(load, wrench);
    sampler.say_what_lies_beyond(load);
    sampler.say_what_is_no_contact(load);
    some_known = some_known || std::ranges::any_of(wrench, [](double v) { return std::isfinite(v); });
    if (body == BodyIndex(0)) continue;  // what acts on the ground moves nobody
    const auto same = std::ranges::find(result, body, &BodyLoad::body);
    if (same == result.end()) {
      result.push_back({.body = body, .wrench = std::move(wrench)});
    } else {
      std::ranges::transform(same->wrench, wrench, same->wrench.begin(), std::plus<>());
    }
  }
  if (!some_known) {
    const ExternalLoad& load = loads.loads.front();
    return failure({.message = fmt::format(
                        "no force is known in the time of the movement, {:.4g} s to {:.4g} s; the "
                        "forces go from {:.4g} s to {:.4g} s",
                        motion.time_s.front(), motion.time_s.back(), load.time_s.front(), load.time_s.back()),
                    .advice = "Do both files belong to the same trial, with the same clock?"});
  }
  return result;
}

}  // namespace hamstring::dynamics

#include "personalize/scale_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/try.h"
#include "kinematics/poses.h"
#include "model/compile.h"
#include "muscle/muscle_paths.h"

namespace hamstring::personalize {
namespace {

using model::ModelSpecification;

/// The body that carries a frame, through frames on frames.
class BaseBodies {
 public:
  explicit BaseBodies(const ModelSpecification& model) {
    for (const model::FrameSpecification& frame : model.frames)
      parents_.emplace(frame.name, frame.landmarks ? frame.landmarks->origin.frame : frame.parent);
  }
  [[nodiscard]] std::string of(std::string name) const {
    // A circle of frames is refused by compile(), which comes first.
    for (auto found = parents_.find(name); found != parents_.end(); found = parents_.find(name))
      name = found->second;
    return name;
  }

 private:
  std::map<std::string, std::string> parents_;
};

struct Scaling {
  const BodyScales& scales;
  BaseBodies bases;

  [[nodiscard]] Vec3 of(const std::string& frame) const {
    const auto found = scales.find(bases.of(frame));
    return found == scales.end() ? Vec3(Vec3::Ones()) : found->second;
  }
};

/// Along an axis in the body's frame: |s ∘ e|.
double along(const Vec3& scale, const Vec3& axis) {
  return scale.cwiseProduct(axis).norm();
}

/// A solid cylinder along `axis` with these moments and mass.
struct Cylinder {
  int axis = 0;
  double radius2 = 0.0, length2 = 0.0;
};

Cylinder cylinder_of(const std::array<double, 6>& I, double mass) {
  Cylinder c;
  for (int k = 1; k < 3; ++k) {
    if (I[static_cast<std::size_t>(k)] < I[static_cast<std::size_t>(c.axis)]) c.axis = k;
  }
  const auto at = [&](int k) { return I[static_cast<std::size_t>(k % 3)]; };
  c.radius2 = 2.0 * at(c.axis) / mass;
  c.length2 = std::max(0.0, 12.0 * 0.5 * (at(c.axis + 1) + at(c.axis + 2)) / mass - 3.0 * c.radius2);
  return c;
}

void scale_inertia(const Vec3& s, double mass_before, double mass_factor, std::array<double, 6>& I) {
  const bool is_equal = (s.array() == s.x()).all();
  if (is_equal || !(mass_before > 0.0)) {
    for (double& value : I) value *= s.x() * s.x() * mass_factor;
    return;
  }
  // Our reading: the two radii scale by the factors of their axes.
  const Cylinder c = cylinder_of(I, mass_before);
  const double mass = mass_before * mass_factor;
  const int b = (c.axis + 1) % 3, d = (c.axis + 2) % 3;
  const double radius2 = c.radius2 * s[b] * s[d], length2 = c.length2 * s[c.axis] * s[c.axis];
  I[static_cast<std::size_t>(c.axis)] = 0.5 * mass * radius2;
  for (const int k : {b, d}) I[static_cast<std::size_t>(k)] = mass * (3.0 * radius2 + length2) / 12.0;
  I[3] *= s.x() * s.y() * mass_factor;
  I[4] *= s.x() * s.z() * mass_factor;
  I[5] *= s.y() * s.z() * mass_factor;
}

Result<void> scale_bodies(const Scaling& scaling, const ScaleOptions& options, ModelSpecification& model) {
  double total = 0.0;
  for (model::BodySpecification& body : model.bodies) {
    const Vec3 s = scaling.of(body.name);
    body.mass_center_m = s.cwiseProduct(body.mass_center_m);
    const double factor = options.preserves_mass_distribution ? 1.0 : s.prod();
    scale_inertia(s, body.mass_kg, factor, body.inertia_kg_m2);
    body.mass_kg *= factor;
    total += body.mass_kg;
  }
  if (!options.mass_kg) return {};
  if (!(total > 0.0))
    return failure(Error{.message = "the model has no mass that could be brought to the person's"});
  const double factor = *options.mass_kg / total;
  for (model::BodySpecification& body : model.bodies) {
    body.mass_kg *= factor;
    for (double& value : body.inertia_kg_m2) value *= factor;
  }
  return {};
}

void scale_frames(const Scaling& scaling, ModelSpecification& model) {
  for (model::FrameSpecification& frame : model.frames) {
    if (frame.landmarks) {
      for (model::StationSpecification* station :
           {&frame.landmarks->a, &frame.landmarks->b, &frame.landmarks->c, &frame.landmarks->origin})
        station->location_m = scaling.of(station->frame).cwiseProduct(station->location_m);
    }
    frame.translation_m = scaling.of(frame.parent).cwiseProduct(frame.translation_m);
  }
}

bool is_coordinate_itself(const model::Function& function) {
  const auto* linear = std::get_if<model::LinearFunction>(&function.kind);
  return linear != nullptr && function.scale == 1.0 && linear->slopes.size() == 1 &&
         linear->slopes[0] == 1.0 && linear->intercept == 0.0;
}

/// OpenSim weighs the factors with the absolute values of the axis.
double joint_factor(const Vec3& s, const Vec3& axis) {
  return axis.norm() > 0.0 ? s.dot(axis.normalized().cwiseAbs()) : 1.0;
}

void scale_joints(const Scaling& scaling, ModelSpecification& model) {
  for (model::JointSpecification& joint : model.joints) {
    if (joint.kind != model::JointKind::custom) continue;
    const Vec3 s = scaling.of(joint.parent_frame);
    for (std::size_t a = 3; a < 6; ++a) {
      model::TransformAxisSpecification& axis = joint.axes[a];
      if (is_coordinate_itself(axis.function)) continue;
      const double factor = joint_factor(s, axis.axis);
      if (factor != 1.0) axis.function.scale *= factor;
    }
  }
}

void scale_wraps(const Scaling& scaling, ModelSpecification& model) {
  for (model::WrapObjectSpecification& wrap : model.wrap_objects) {
    const Vec3 s = scaling.of(wrap.frame);
    const Mat3 R = body_xyz_rotation(wrap.orientation_xyz_rad);
    const Vec3 along_axes(along(s, R.col(0)), along(s, R.col(1)), along(s, R.col(2)));
    wrap.translation_m = s.cwiseProduct(wrap.translation_m);
    wrap.radii_m = along_axes.cwiseProduct(wrap.radii_m);
    const double mean =
        wrap.kind == model::WrapKind::cylinder ? 0.5 * (along_axes.x() + along_axes.y()) : along_axes.mean();
    wrap.radius_m *= mean;
    wrap.outer_radius_m *= mean;
    wrap.length_m *= along_axes.z();
  }
}

void scale_points(const Scaling& scaling, ModelSpecification& model) {
  for (model::MuscleSpecification& muscle : model.muscles) {
    for (model::PathPointSpecification& point : muscle.points) {
      const Vec3 s = scaling.of(point.frame);
      point.location_m = s.cwiseProduct(point.location_m);
      if (point.kind != model::PathPointKind::moving) continue;
      for (std::size_t k = 0; k < 3; ++k) point.location_functions[k].scale *= s[static_cast<int>(k)];
    }
  }
  for (model::MarkerSpecification& marker : model.markers)
    marker.location_m = scaling.of(marker.frame).cwiseProduct(marker.location_m);
}

/// [muscle] lengths in the default pose; NaN where they are not computed.
std::vector<double> default_lengths(const model::Model& model) {
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), model.default_values(), poses);
  muscle::MusclePathWorkspace workspace(model);
  muscle::MusclePaths paths(model);
  compute_muscle_paths(model, muscle::all_muscles(model), poses, {}, Compatibility::opensim, workspace,
                       paths);
  return paths.length_m;
}

Result<void> scale_fibers(const ModelSpecification& before, ModelSpecification& after,
                          Diagnostics& diagnostics) {
  Diagnostics quiet;
  HAMSTRING_TRY(model_before, model::compile(before, quiet));
  HAMSTRING_TRY(model_after, model::compile(after, quiet));
  const std::vector<double> lengths_before = default_lengths(model_before),
                            lengths_after = default_lengths(model_after);
  std::string kept;
  for (model::MuscleSpecification& muscle : after.muscles) {
    const MuscleIndex m = model_before.find_muscle(muscle.name);
    const double ratio = m.is_valid() ? lengths_after[m.value()] / lengths_before[m.value()] : NAN;
    if (!std::isfinite(ratio)) {
      kept += (kept.empty() ? "" : ", ") + muscle.name;
      continue;
    }
    muscle.optimal_fiber_length_m *= ratio;
    muscle.tendon_slack_length_m *= ratio;
  }
  if (!kept.empty())
    diagnostics.warn("muscles whose path is not computed keep their fibers' and tendons' lengths: " + kept);
  return {};
}

Result<void> check(const ModelSpecification& model, const BodyScales& scales, Diagnostics& diagnostics) {
  for (const auto& [body, s] : scales) {
    if (!s.allFinite() || !(s.minCoeff() > 0.0)) {
      return failure(Error{
          .message = fmt::format("the factors of a body are above zero; found {} {} {}", s.x(), s.y(), s.z()),
          .element = body,
          .advice = "Look at the markers that this body is measured by."});
    }
    if (std::ranges::find(model.bodies, body, &model::BodySpecification::name) == model.bodies.end())
      diagnostics.note("the model has no such body; its factors are not used", body);
  }
  return {};
}

}  // namespace

Result<ModelSpecification> scale_model(const ModelSpecification& model, const BodyScales& scales,
                                       const ScaleOptions& options, Diagnostics& diagnostics) {
  HAMSTRING_TRY_DO(check(model, scales, diagnostics));
  Diagnostics quiet;
  if (auto compiled = model::compile(model, quiet); !compiled) return failure(compiled.error());
  const Scaling scaling{.scales = scales, .bases = BaseBodies(model)};
  ModelSpecification scaled = model;
  HAMSTRING_TRY_DO(scale_bodies(scaling, options, scaled));
  scale_frames(scaling, scaled);
  scale_joints(scaling, scaled);
  scale_wraps(scaling, scaled);
  scale_points(scaling, scaled);
  HAMSTRING_TRY_DO(scale_fibers(model, scaled, diagnostics));
  return scaled;
}

}  // namespace hamstring::personalize

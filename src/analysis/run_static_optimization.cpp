// OpenSim's StaticOptimization: which activations and forces a movement needs, file by file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "analysis/demand.h"
#include "analysis/load_forces.h"
#include "analysis/tool_run.h"
#include "analysis/tool_setup.h"
#include "core/try.h"
#include "formats/osim/actuators_reader.h"
#include "kinematics/poses.h"
#include "muscle/moment_sharing.h"
#include "render/html.h"
#include "signal/spline.h"

namespace hamstring::analysis {
namespace {

/// A name of the force set: a muscle's or an actuator's, in the order in which OpenSim has them.
struct DrivenForces {
  std::vector<model::ActuatorSpecification> actuators;
  std::vector<std::string> order;
  std::map<std::string, MuscleControl> controls;
};

void name_undriven(const ForceSetActuators& set, const std::filesystem::path& file,
                   Diagnostics& diagnostics) {
  std::map<std::string, std::size_t> classes;
  for (const UndrivenForce& force : set.undriven) ++classes[force.class_name];
  for (const auto& [name, count] : classes) {
    diagnostics.warn(
        fmt::format("{} {} in '{}' would act in OpenSim's static optimization; no control drives "
                    "them and they do not act here",
                    count, name, file.filename().string()),
        "ForceSet");
  }
}

Result<DrivenForces> driven_forces(const ToolRun& run) {
  DrivenForces forces;
  const AnalyzeSetup& setup = run.setup;
  if (!setup.replace_force_set) {
    HAMSTRING_TRY(own, read_actuators(setup.model_file, run.diagnostics));
    name_undriven(own, setup.model_file, run.diagnostics);
    forces.actuators = std::move(own.actuators);
    forces.order = std::move(own.order);
    for (const MuscleControl& control : own.muscles) forces.controls.insert({control.muscle, control});
  }
  for (const std::filesystem::path& written : setup.force_set_files) {
    const std::filesystem::path file = as_it_is_called_here(written, run.diagnostics);
    HAMSTRING_TRY(added, read_actuators(file, run.diagnostics));
    if (!added.muscles.empty()) {
      return failure(setup_error(setup, 0, "force_set_files",
                                 fmt::format("'{}' adds muscle '{}' to the model, which is not done",
                                             file.filename().string(), added.muscles.front().muscle),
                                 "Put the muscle into the model, or take it out of the file."));
    }
    name_undriven(added, file, run.diagnostics);
    for (model::ActuatorSpecification& actuator : added.actuators) {
      if (std::ranges::find(forces.order, actuator.name) != forces.order.end()) {
        return failure(
            setup_error(setup, actuator.line, actuator.name,
                        fmt::format("'{}' adds a second force of this name", file.filename().string()),
                        "Give it another name."));
      }
      forces.order.push_back(actuator.name);
      forces.actuators.push_back(std::move(actuator));
    }
  }
  return forces;
}

muscle::SharingUnknown unknown_of(const model::Model& model, MuscleIndex index, const DrivenForces& forces) {
  const model::Muscle& m = model.muscles[index.value()];
  muscle::SharingUnknown unknown{.name = m.name, .muscle = index, .lower = m.defaults.minimum_activation};
  if (const auto control = forces.controls.find(m.name); control != forces.controls.end()) {
    if (std::isfinite(control->second.min_control)) unknown.lower = control->second.min_control;
    if (std::isfinite(control->second.max_control)) unknown.upper = control->second.max_control;
  }
  return unknown;
}

Result<muscle::SharingRequest> sharing_request(const ToolRun& run, const AnalysisRequest& request) {
  if (!request.use_model_forces) {
    return failure(
        setup_error(run.setup, request.line, request.name,
                    "use_model_force_set false asks for moments, which the InverseDynamicsTool gives",
                    "Set it to true, or run an InverseDynamicsTool."));
  }
  HAMSTRING_TRY(forces, driven_forces(run));
  muscle::SharingRequest sharing{.rows = muscle::free_coordinates(run.model),
                                 .unknowns = {},
                                 .actuators = {},
                                 .exponent = request.activation_exponent,
                                 .with_physiology = request.use_muscle_physiology,
                                 .mode = run.mode};
  HAMSTRING_TRY(actuators, muscle::find_actuators(run.model, forces.actuators));
  for (const std::string& name : forces.order) {
    const MuscleIndex index = run.model.find_muscle(name);
    if (index.is_valid()) {
      if (run.model.muscles[index.value()].applies_force)
        sharing.unknowns.push_back(unknown_of(run.model, index, forces));
      continue;
    }
    const auto actuator = std::ranges::find_if(
        actuators, [&](const muscle::Actuator& a) { return a.specification.name == name; });
    if (actuator == actuators.end()) continue;  // a muscle that the model's reader left out, and named
    sharing.unknowns.push_back({.name = name,
                                .muscle = {},
                                .actuator = static_cast<std::size_t>(actuator - actuators.begin()),
                                .lower = actuator->specification.min_control,
                                .upper = actuator->specification.max_control});
  }
  sharing.actuators = std::move(actuators);
  return sharing;
}

struct Loads {
  std::vector<dynamics::BodyLoad> bodies;
  ExternalLoads recorded;
};

Result<Loads> loads_of(const ToolRun& run, const CoordinateMotion& motion) {
  const AnalyzeSetup& setup = run.setup;
  Loads loads;
  if (setup.external_loads_file.empty()) return loads;
  HAMSTRING_TRY(forces, load_external_loads(as_it_is_called_here(setup.external_loads_file, run.diagnostics),
                                            {}, run.diagnostics));
  dynamics::LoadOptions options{.mode = run.mode};
  if (setup.lowpass_cutoff_hz > 0.0) options.lowpass_hz = setup.lowpass_cutoff_hz;
  HAMSTRING_TRY(bodies, dynamics::body_loads(run.model, forces.loads, motion, options, run.diagnostics));
  loads.bodies = std::move(bodies);
  loads.recorded = std::move(forces.loads);
  return loads;
}

/// Points of the ground as points of the body that they load.
void move_points(const model::Model& model, const CoordinateMotion& motion, BodyIndex body,
                 std::array<std::vector<double>, 3>& point) {
  if (!body.is_valid()) return;
  kinematics::Poses poses(model);
  const kinematics::JointSelection joints = kinematics::all_joints(model);
  std::vector<double> values(motion.coordinates);
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    motion.values_at(f, values);
    compute_poses(model, joints, values, poses);
    const Pose& X_WB = poses.X_WB[body.value()];
    const Vec3 p = X_WB.R.transpose() * (Vec3(point[0][f], point[1][f], point[2][f]) - X_WB.p);
    for (std::size_t axis = 0; axis < 3; ++axis) point[axis][f] = p[static_cast<Eigen::Index>(axis)];
  }
}

/// What OpenSim's reporter of forces adds: every external load, column by column, as its splines give it;
/// points in the body that they load.
void add_external_loads(const model::Model& model, const CoordinateMotion& motion, const ExternalLoads& loads,
                        TimeSeries& table) {
  for (const ExternalLoad& load : loads.loads) {
    const std::array<std::pair<const char*, const std::vector<Vec3>*>, 3> vectors{
        {{"F", &load.force_n}, {"p", &load.point_m}, {"T", &load.torque_n_m}}};
    for (const auto& [what, samples] : vectors) {
      std::array<std::vector<double>, 3> at_frames;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        at_frames[axis].assign(table.rows(), 0.0);
        std::vector<double> column;
        for (const Vec3& v : *samples) column.push_back(v[static_cast<Eigen::Index>(axis)]);
        const auto spline = NaturalSpline::fit(load.time_s, column, 3);
        for (std::size_t f = 0; f < table.rows() && !column.empty(); ++f)
          at_frames[axis][f] = spline ? spline->value(table.time_s()[f]) : std::nan("");
      }
      if (samples == &load.point_m && load.is_in_ground())
        move_points(model, motion, model.find_body(load.applied_to_body), at_frames);
      for (std::size_t axis = 0; axis < 3; ++axis)
        table.add_column(fmt::format("{}_{}_{}{}", load.applied_to_body, load.name, what, "xyz"[axis]),
                         at_frames[axis]);
    }
  }
}

/// Controls over time, as OpenSim's tools read them back.
std::string controls_xml(const TimeSeries& activation) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<OpenSimDocument Version=\"40000\">\n"
      "\t<ControlSet name=\"StaticOptimization\">\n\t\t<objects>\n";
  for (std::size_t c = 0; c < activation.columns(); ++c) {
    xml += fmt::format("\t\t\t<ControlLinear name=\"{}\">\n\t\t\t\t<x_nodes>\n",
                       render::escape(activation.labels()[c]));
    for (std::size_t f = 0; f < activation.rows(); ++f) {
      if (!std::isfinite(activation(f, c))) continue;
      xml += fmt::format("\t\t\t\t\t<ControlLinearNode><t>{}</t><value>{}</value></ControlLinearNode>\n",
                         activation.time_s()[f], activation(f, c));
    }
    xml += "\t\t\t\t</x_nodes>\n\t\t\t</ControlLinear>\n";
  }
  return xml + "\t\t</objects>\n\t</ControlSet>\n</OpenSimDocument>\n";
}

/// A muscle without a force would leave its part to the others: in a tool's run nobody asked for that.
Result<void> refuse_left_out(const ToolRun& run, const muscle::SharedMoments& shared) {
  if (shared.left_out.empty()) return {};
  const Error& first = shared.left_out.front();
  return failure(setup_error(run.setup, 0, first.element,
                             fmt::format("this muscle's force cannot be computed: {}", first.message),
                             first.advice));
}

void say_what_was_shared(ToolRun& run, const muscle::SharingRequest& sharing,
                         const muscle::SharedMoments& shared) {
  double kkt = 0.0;
  std::size_t solved = 0;
  for (const muscle::SharedFrame& frame : shared.frames) {
    if (frame.status != muscle::SharingStatus::solved) continue;
    ++solved;
    kkt = std::max(kkt, frame.kkt_residual());
  }
  run.result.remarks.push_back(fmt::format(
      "static optimization: sum of activation^{}, {}, {} of {} frames solved, KKT residual {:.1e}",
      sharing.exponent,
      !sharing.with_physiology             ? "forces by maximum isometric force alone"
      : run.mode == Compatibility::opensim ? "active force on a rigid tendon as OpenSim has it"
                                           : "fiber and tendon in equilibrium, passive force included",
      solved, shared.frames.size(), kkt));
}

}  // namespace

Result<void> run_static_optimization(ToolRun& run, const AnalysisRequest& request) {
  HAMSTRING_TRY(sharing, sharing_request(run, request));
  const JointMotion motion = frames_of(run, request);
  if (motion.frames() == 0) {
    run.result.files.push_back({.path = result_path(run, request, "activation"), .table = {}, .title = {}});
    return {};  // said by the caller
  }
  std::vector<double> accelerations;
  for (const std::size_t f : frame_positions(run, request)) {
    const auto row = std::span(run.accelerations).subspan(f * motion.coordinates, motion.coordinates);
    accelerations.insert(accelerations.end(), row.begin(), row.end());
  }
  const CoordinateMotion moving = with_accelerations(run.model, motion, accelerations, run.mode);
  HAMSTRING_TRY(loads, loads_of(run, moving));
  HAMSTRING_TRY(demand, demand_of(run.model, moving, loads.bodies, run.mode));
  HAMSTRING_TRY(shared, muscle::share_moments(run.model, motion, demand, sharing));
  HAMSTRING_TRY_DO(refuse_left_out(run, shared));
  muscle::name_outcomes(run.model, sharing, shared, run.diagnostics);
  say_what_was_shared(run, sharing, shared);
  if (run.mode == Compatibility::opensim) {
    add_external_loads(run.model, moving, loads.recorded, shared.force);
  } else if (!loads.recorded.loads.empty()) {
    run.result.not_computed.push_back(fmt::format(
        "{}: the columns of external loads in the force file (physics mode filters them)", request.name));
  }
  run.result.texts.push_back({.path = run.setup.results_directory /
                                      fmt::format("{}_{}_controls.xml", run.setup.tool_name, request.name),
                              .content = controls_xml(shared.activation)});
  run.result.files.push_back({.path = result_path(run, request, "activation"),
                              .table = std::move(shared.activation),
                              .title = "Static Optimization",
                              .in_degrees = false});
  run.result.files.push_back({.path = result_path(run, request, "force"),
                              .table = std::move(shared.force),
                              .title = "ModelForces",
                              .in_degrees = false});
  return {};
}

}  // namespace hamstring::analysis

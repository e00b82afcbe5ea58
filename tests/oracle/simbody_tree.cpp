#include "tests/oracle/simbody_tree.h"

#include <Simbody.h>

namespace oracle {
namespace {

class AxisFunction : public SimTK::Function {
 public:
  explicit AxisFunction(const TreeAxis& axis) : axis_(axis) {}
  SimTK::Real calcValue(const SimTK::Vector& x) const override { return axis_.function(arguments(x), {}); }
  SimTK::Real calcDerivative(const SimTK::Array_<int>& components, const SimTK::Vector& x) const override {
    return axis_.function(arguments(x), std::vector<int>(components.begin(), components.end()));
  }
  int getArgumentSize() const override { return static_cast<int>(axis_.arguments.size()); }
  int getMaxDerivativeOrder() const override { return 2; }

 private:
  static std::vector<double> arguments(const SimTK::Vector& x) {
    std::vector<double> values;
    for (int i = 0; i < x.size(); ++i) values.push_back(x[i]);
    return values;
  }
  TreeAxis axis_;
};

SimTK::Vec3 vec(const std::array<double, 3>& v) {
  return {v[0], v[1], v[2]};
}

SimTK::Transform transform(const TreePose& pose) {
  const auto& R = pose.R;
  const SimTK::Mat33 matrix(R[0], R[1], R[2], R[3], R[4], R[5], R[6], R[7], R[8]);
  return {SimTK::Rotation(matrix, true), vec(pose.p)};
}

SimTK::MobilizedBody make_body(const TreeJoint& joint, SimTK::MobilizedBody& parent) {
  // Massless bodies are allowed inside a tree as long as dynamics is only asked backwards.
  const auto& I = joint.inertia;
  const SimTK::Inertia about_center(I[0], I[1], I[2], I[3], I[4], I[5]);
  const SimTK::Vec3 center = vec(joint.mass_center);
  const SimTK::Body::Rigid body(
      SimTK::MassProperties(joint.mass, center, about_center.shiftFromMassCenter(-center, joint.mass)));
  if (joint.coordinates == 0) {
    return SimTK::MobilizedBody::Weld(parent, transform(joint.X_PF), body, transform(joint.X_BM));
  }
  SimTK::Array_<const SimTK::Function*> functions;
  SimTK::Array_<SimTK::Array_<int>> indices;
  SimTK::Array_<SimTK::Vec3> directions;
  for (const TreeAxis& axis : joint.axes) {
    functions.push_back(new AxisFunction(axis));  // Simbody takes them over
    indices.push_back(SimTK::Array_<int>(axis.arguments.begin(), axis.arguments.end()));
    directions.push_back(vec(axis.direction));
  }
  return SimTK::MobilizedBody::FunctionBased(parent, transform(joint.X_PF), body, transform(joint.X_BM),
                                             joint.coordinates, functions, indices, directions);
}

}  // namespace

std::vector<std::vector<std::vector<double>>> simbody_inverse_dynamics(const std::vector<TreeJoint>& joints,
                                                                       const std::array<double, 3>& gravity,
                                                                       const std::vector<TreeFrame>& frames) {
  SimTK::MultibodySystem system;
  SimTK::SimbodyMatterSubsystem matter(system);
  std::vector<SimTK::MobilizedBody> bodies{matter.Ground()};
  for (const TreeJoint& joint : joints)
    bodies.push_back(make_body(joint, bodies[static_cast<std::size_t>(joint.parent)]));
  SimTK::State state = system.realizeTopology();
  system.realizeModel(state);
  std::vector<std::vector<std::vector<double>>> result;
  for (const TreeFrame& frame : frames) {
    SimTK::Vector udot(state.getNU(), 0.0);
    for (std::size_t j = 0; j < joints.size(); ++j) {
      const SimTK::MobilizedBody& body = bodies[j + 1];
      for (int c = 0; c < joints[j].coordinates; ++c) {
        const auto k = static_cast<std::size_t>(c);
        body.setOneQ(state, c, frame.q[j][k]);
        body.setOneU(state, c, frame.u[j][k]);
        udot[static_cast<int>(body.getFirstUIndex(state)) + c] = frame.udot[j][k];
      }
    }
    system.realize(state, SimTK::Stage::Velocity);
    SimTK::Vector_<SimTK::SpatialVec> forces(matter.getNumBodies(),
                                             SimTK::SpatialVec(SimTK::Vec3(0), SimTK::Vec3(0)));
    for (std::size_t j = 0; j < joints.size(); ++j) {
      const SimTK::MobilizedBody& body = bodies[j + 1];
      body.applyForceToBodyPoint(state, vec(joints[j].mass_center), joints[j].mass * vec(gravity), forces);
      if (frame.loads.empty()) continue;
      const auto& load = frame.loads[j];
      const SimTK::Vec3 force(load[0], load[1], load[2]);
      const SimTK::Vec3 moment(load[3], load[4], load[5]);
      const SimTK::Vec3 origin = body.getBodyOriginLocation(state);
      forces[body.getMobilizedBodyIndex()] += SimTK::SpatialVec(moment - origin % force, force);
    }
    SimTK::Vector needed;
    matter.calcResidualForceIgnoringConstraints(state, SimTK::Vector(state.getNU(), 0.0), forces, udot,
                                                needed);
    result.emplace_back();
    for (std::size_t j = 0; j < joints.size(); ++j) {
      result.back().emplace_back();
      for (int c = 0; c < joints[j].coordinates; ++c)
        result.back().back().push_back(needed[static_cast<int>(bodies[j + 1].getFirstUIndex(state)) + c]);
    }
  }
  return result;
}

}  // namespace oracle

#include "tests/oracle/skeleton.h"

#include <sstream>
#include <stdexcept>

#include "tests/oracle/simm_spline.h"

namespace oracle {
namespace {

using SimTK::Vec3;
using SimTK::Xml::Element;

struct Frame {
  std::string body;
  SimTK::Transform X_BF;
};

std::vector<double> numbers(const std::string& text) {
  std::istringstream stream(text);
  std::vector<double> values;
  for (double value = 0.0; stream >> value;) values.push_back(value);
  return values;
}

Vec3 vector_of(const Element& parent, const std::string& tag) {
  const std::vector<double> v = numbers(std::string(parent.getRequiredElementValue(tag)));
  if (v.size() != 3) throw std::runtime_error("three numbers expected in " + tag);
  return {v[0], v[1], v[2]};
}

std::string text_of(const Element& parent, const std::string& tag) {
  std::istringstream stream{std::string(parent.getRequiredElementValue(tag))};
  std::string word;
  stream >> word;
  return word;
}

std::string name_of(const Element& element) {
  return std::string(element.getRequiredAttributeValue("name"));
}

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

SimTK::Array_<Element> objects(Element model, const std::string& set) {
  return model.getRequiredElement(set).getRequiredElement("objects").getAllElements();
}

SimTK::Rotation body_xyz(const Vec3& angles) {
  return SimTK::Rotation(SimTK::BodyRotationSequence, angles[0], SimTK::XAxis, angles[1], SimTK::YAxis,
                         angles[2], SimTK::ZAxis);
}

SimTK::Body::Rigid rigid_body(const Element& body) {
  const double mass = std::stod(text_of(body, "mass"));
  const Vec3 center = vector_of(body, "mass_center");
  const std::vector<double> i = numbers(std::string(body.getRequiredElementValue("inertia")));
  const SimTK::Inertia central(Vec3(i[0], i[1], i[2]), Vec3(i[3], i[4], i[5]));
  return SimTK::Body::Rigid(SimTK::MassProperties(mass, center, central.shiftFromMassCenter(-center, mass)));
}

Frame joint_frame(Element joint, const std::string& socket) {
  const std::string wanted = text_of(joint, socket);
  for (const Element& frame : joint.getRequiredElement("frames").getAllElements()) {
    if (name_of(frame) != wanted) continue;
    return {last_part(text_of(frame, "socket_parent")),
            SimTK::Transform(body_xyz(vector_of(frame, "orientation")), vector_of(frame, "translation"))};
  }
  throw std::runtime_error("no frame " + wanted);
}

SimTK::Function* function_of(Element axis) {
  for (const Element& child : axis.getAllElements()) {
    const std::string& tag = child.getElementTag();
    if (tag == "Constant") return new SimTK::Function::Constant(std::stod(text_of(child, "value")), 0);
    if (tag == "LinearFunction") {
      const std::vector<double> c = numbers(std::string(child.getRequiredElementValue("coefficients")));
      return new SimTK::Function::Linear(SimTK::Vector(SimTK::Vec2(c[0], c[1])));
    }
    if (tag == "SimmSpline") {
      return new SimmSpline(numbers(std::string(child.getRequiredElementValue("x"))),
                            numbers(std::string(child.getRequiredElementValue("y"))));
    }
  }
  throw std::runtime_error("an axis without a function");
}

SimTK::MobilizedBody custom_joint(Element joint, SimTK::MobilizedBody& parent, const SimTK::Transform& X_PF,
                                  const SimTK::Body& body, const SimTK::Transform& X_BM,
                                  const std::vector<std::string>& coordinates) {
  SimTK::Array_<const SimTK::Function*> functions;
  SimTK::Array_<SimTK::Array_<int>> arguments;
  SimTK::Array_<Vec3> axes;
  for (const Element& axis : joint.getRequiredElement("SpatialTransform").getAllElements()) {
    functions.push_back(function_of(axis));
    axes.push_back(vector_of(axis, "axis"));
    SimTK::Array_<int> indices;
    const std::string argument = text_of(axis, "coordinates");
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
      if (coordinates[i] == argument) indices.push_back(static_cast<int>(i));
    }
    arguments.push_back(indices);
  }
  return SimTK::MobilizedBody::FunctionBased(parent, X_PF, body, X_BM, static_cast<int>(coordinates.size()),
                                             functions, arguments, axes);
}

void add_joint(Element joint, const std::map<std::string, Element>& bodies, Skeleton& skeleton) {
  const Frame parent = joint_frame(joint, "socket_parent_frame");
  const Frame child = joint_frame(joint, "socket_child_frame");
  SimTK::MobilizedBody& inboard = skeleton.matter.updMobilizedBody(skeleton.bodies.at(parent.body));
  const SimTK::Body::Rigid body = rigid_body(bodies.at(child.body));
  std::vector<std::string> names;
  for (const Element& coordinate : joint.getRequiredElement("coordinates").getAllElements()) {
    const std::vector<double> range = numbers(std::string(coordinate.getRequiredElementValue("range")));
    Coordinate added;
    added.name = name_of(coordinate);
    added.body = SimTK::MobilizedBodyIndex(skeleton.matter.getNumBodies());
    added.index_in_joint = static_cast<int>(names.size());
    added.low = range.at(0);
    added.high = range.at(1);
    skeleton.coordinates.push_back(added);
    names.push_back(name_of(coordinate));
  }
  const std::string& kind = joint.getElementTag();
  if (kind == "CustomJoint") {
    skeleton.bodies[child.body] =
        custom_joint(joint, inboard, parent.X_BF, body, child.X_BF, names).getMobilizedBodyIndex();
  } else if (kind == "PinJoint") {
    skeleton.bodies[child.body] =
        SimTK::MobilizedBody::Pin(inboard, parent.X_BF, body, child.X_BF).getMobilizedBodyIndex();
  } else {
    throw std::runtime_error("no rule for " + kind);
  }
}

void read_couplers(const Element& model, Skeleton& skeleton) {
  for (Element coupler : objects(model, "ConstraintSet")) {
    Element function =
        coupler.getRequiredElement("coupled_coordinates_function").getRequiredElement("LinearFunction");
    const std::vector<double> c = numbers(std::string(function.getRequiredElementValue("coefficients")));
    if (c != std::vector<double>{1.0, 0.0} || text_of(coupler, "scale_factor") != "1") {
      throw std::runtime_error("a coupler that is not 1:1");
    }
    for (Coordinate& coordinate : skeleton.coordinates) {
      if (coordinate.name == text_of(coupler, "dependent_coordinate_name")) {
        coordinate.follows = text_of(coupler, "independent_coordinate_names");
      }
    }
  }
}

void read_muscles(const Element& model, Skeleton& skeleton) {
  for (Element element : objects(model, "ForceSet")) {
    Element path = element.getRequiredElement("GeometryPath");
    if (!objects(path, "PathWrapSet").empty()) continue;
    Muscle muscle{name_of(element), {}};
    for (const Element& point : objects(path, "PathPointSet")) {
      if (std::string(point.getElementTag()) != "PathPoint")
        throw std::runtime_error("a point that is not fixed");
      const std::string body = last_part(text_of(point, "socket_parent_frame"));
      muscle.points.push_back({skeleton.bodies.at(body), vector_of(point, "location")});
    }
    skeleton.muscles.push_back(muscle);
  }
}

}  // namespace

std::unique_ptr<Skeleton> read_skeleton(const std::string& osim_file) {
  SimTK::Xml::Document document;
  document.readFromFile(osim_file);
  Element model = document.getRootElement().getRequiredElement("Model");
  auto skeleton = std::make_unique<Skeleton>();
  skeleton->bodies["ground"] = skeleton->matter.getGround().getMobilizedBodyIndex();
  std::map<std::string, Element> bodies;
  for (const Element& body : objects(model, "BodySet")) {
    skeleton->body_names.push_back(name_of(body));
    bodies[name_of(body)] = body;
  }
  for (const Element& joint : objects(model, "JointSet")) add_joint(joint, bodies, *skeleton);
  read_couplers(model, *skeleton);
  read_muscles(model, *skeleton);
  return skeleton;
}

}  // namespace oracle

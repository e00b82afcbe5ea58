#include "formats/osim/osim_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

using model::ModelSpecification;

constexpr std::array<std::string_view, 9> joint_tags{"CustomJoint", "WeldJoint",      "PinJoint",
                                                     "SliderJoint", "UniversalJoint", "PlanarJoint",
                                                     "BallJoint",   "GimbalJoint",    "FreeJoint"};
constexpr std::array<std::string_view, 4> wrap_tags{"WrapCylinder", "WrapSphere", "WrapEllipsoid",
                                                    "WrapTorus"};
constexpr std::array<std::string_view, 3> point_tags{"PathPoint", "ConditionalPathPoint", "MovingPathPoint"};
constexpr std::array<std::string_view, 3> methods{"hybrid", "midpoint", "axial"};
constexpr std::array<std::string_view, 6> axis_tags{"rotation1",    "rotation2",    "rotation3",
                                                    "translation1", "translation2", "translation3"};

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

template <class Numbers>
std::string numbers(const Numbers& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : " ") + shortest_number(value);
  return text;
}

struct BodyFrame {
  std::string body;
  Pose X_BF;
};

class Writer {
 public:
  explicit Writer(const ModelSpecification& model) : model_(model) {
    for (const model::FrameSpecification& frame : model.frames) frames_.emplace(frame.name, &frame);
    for (const model::JointSpecification& joint : model.joints) {
      for (const model::CoordinateSpecification& c : joint.coordinates)
        coordinate_paths_[c.name] = "/jointset/" + joint.name + "/" + c.name;
    }
  }

  Result<std::string> write() {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<OpenSimDocument Version=\"40000\">\n";
    open("Model", model_.name);
    value("credits", escaped(model_.credits));
    value("gravity", numbers(model_.gravity_m_per_s2));
    HAMSTRING_TRY_DO(bodies());
    HAMSTRING_TRY_DO(joints());
    couplers();
    HAMSTRING_TRY_DO(muscles());
    HAMSTRING_TRY_DO(markers());
    close("Model");
    text_ += "</OpenSimDocument>\n";
    return std::move(text_);
  }

 private:
  void open(std::string_view tag, std::string_view name = {}) {
    text_ +=
        name.empty() ? fmt::format("<{}>\n", tag) : fmt::format("<{} name=\"{}\">\n", tag, escaped(name));
  }
  void close(std::string_view tag) { text_ += fmt::format("</{}>\n", tag); }
  void value(std::string_view tag, std::string_view content) {
    text_ += fmt::format("<{0}>{1}</{0}>\n", tag, content);
  }
  void value(std::string_view tag, double number) { value(tag, shortest_number(number)); }
  void value(std::string_view tag, bool truth) { value(tag, std::string_view(truth ? "true" : "false")); }

  static std::string path_of(const std::string& body) {
    return body == "ground" ? "/ground" : "/bodyset/" + escaped(body);
  }

  Result<BodyFrame> resolve(std::string name) const {
    BodyFrame found;
    for (std::size_t depth = 0; depth <= frames_.size(); ++depth) {
      const auto frame = frames_.find(name);
      if (frame == frames_.end()) {
        found.body = name;
        return found;
      }
      if (frame->second->landmarks)
        return failure(Error{.message = "a frame made of landmarks cannot be written", .element = name});
      found.X_BF = Pose{body_xyz_rotation(frame->second->orientation_xyz_rad), frame->second->translation_m} *
                   found.X_BF;
      name = frame->second->parent;
    }
    return failure(Error{.message = "frames refer to each other in a circle", .element = name});
  }

  Result<void> wraps_of(const std::string& body) {
    open("WrapObjectSet");
    open("objects");
    for (const model::WrapObjectSpecification& wrap : model_.wrap_objects) {
      HAMSTRING_TRY(frame, resolve(wrap.frame));
      if (frame.body != body) continue;
      const Pose X = frame.X_BF * Pose{body_xyz_rotation(wrap.orientation_xyz_rad), wrap.translation_m};
      const std::string_view tag = wrap_tags[static_cast<std::size_t>(wrap.kind)];
      open(tag, wrap.name);
      value("active", wrap.active);
      value("xyz_body_rotation", numbers(body_xyz_angles(X.R)));
      value("translation", numbers(X.p));
      value("quadrant", wrap.quadrant.sign == 0 ? std::string("all")
                                                : fmt::format("{}{}", wrap.quadrant.sign < 0 ? "-" : "",
                                                              "xyz"[wrap.quadrant.axis]));
      if (wrap.kind == model::WrapKind::cylinder || wrap.kind == model::WrapKind::sphere)
        value("radius", wrap.radius_m);
      if (wrap.kind == model::WrapKind::cylinder) value("length", wrap.length_m);
      if (wrap.kind == model::WrapKind::ellipsoid) value("dimensions", numbers(wrap.radii_m));
      if (wrap.kind == model::WrapKind::torus) {
        value("inner_radius", wrap.radius_m);
        value("outer_radius", wrap.outer_radius_m);
      }
      close(tag);
    }
    close("objects");
    close("WrapObjectSet");
    return {};
  }

  Result<void> bodies() {
    open("Ground", "ground");
    HAMSTRING_TRY_DO(wraps_of("ground"));
    close("Ground");
    open("BodySet", "bodyset");
    open("objects");
    for (const model::BodySpecification& body : model_.bodies) {
      open("Body", body.name);
      value("mass", body.mass_kg);
      value("mass_center", numbers(body.mass_center_m));
      value("inertia", numbers(body.inertia_kg_m2));
      HAMSTRING_TRY_DO(wraps_of(body.name));
      close("Body");
    }
    close("objects");
    close("BodySet");
    return {};
  }

  void plain_function(const model::FunctionKind& kind) {
    if (const auto* f = std::get_if<model::ConstantFunction>(&kind)) {
      open("Constant", "function"), value("value", f->value), close("Constant");
    } else if (const auto* l = std::get_if<model::LinearFunction>(&kind)) {
      std::vector<double> coefficients = l->slopes;
      coefficients.push_back(l->intercept);
      open("LinearFunction", "function"), value("coefficients", numbers(coefficients)),
          close("LinearFunction");
    } else if (const auto* p = std::get_if<model::PolynomialFunction>(&kind)) {
      open("PolynomialFunction", "function"), value("coefficients", numbers(p->coefficients)),
          close("PolynomialFunction");
    } else if (const auto* s = std::get_if<model::SineFunction>(&kind)) {
      open("Sine", "function");
      value("amplitude", s->amplitude), value("omega", s->omega), value("phase", s->phase),
          value("offset", s->offset);
      close("Sine");
    } else if (const auto* t = std::get_if<model::StepFunction>(&kind)) {
      open("StepFunction", "function");
      value("start_time", t->start_x), value("end_time", t->end_x);
      value("start_value", t->start_value), value("end_value", t->end_value);
      close("StepFunction");
    } else if (const auto* w = std::get_if<model::PiecewiseLinearFunction>(&kind)) {
      open("PiecewiseLinearFunction", "function"), value("x", numbers(w->x)), value("y", numbers(w->y));
      close("PiecewiseLinearFunction");
    } else if (const auto* c = std::get_if<model::SimmSpline>(&kind)) {
      open("SimmSpline", "function"), value("x", numbers(c->x)), value("y", numbers(c->y)),
          close("SimmSpline");
    } else if (const auto* m = std::get_if<model::MultivariatePolynomial>(&kind)) {
      open("MultivariatePolynomialFunction", "function");
      value("coefficients", numbers(m->coefficients));
      value("dimension", std::to_string(m->arguments)), value("order", std::to_string(m->order));
      close("MultivariatePolynomialFunction");
    }
  }

  void function(const model::Function& f) {
    if (f.scale == 1.0) return plain_function(f.kind);
    open("MultiplierFunction", "function");
    open("function");
    plain_function(f.kind);
    close("function");
    value("scale", f.scale);
    close("MultiplierFunction");
  }

  void coordinate(const model::CoordinateSpecification& c) {
    open("Coordinate", c.name);
    value("default_value", c.default_value);
    value("default_speed_value", c.default_speed);
    value("range", numbers(c.range));
    value("clamped", c.clamped);
    value("locked", c.locked);
    close("Coordinate");
  }

  void spatial_transform(const model::JointSpecification& joint) {
    open("SpatialTransform");
    for (std::size_t a = 0; a < 6; ++a) {
      const model::TransformAxisSpecification& axis = joint.axes[a];
      open("TransformAxis", axis_tags[a]);
      std::string names;
      for (const std::string& name : axis.coordinates) names += (names.empty() ? "" : " ") + escaped(name);
      value("coordinates", names);
      value("axis", numbers(axis.axis));
      function(axis.function);
      close("TransformAxis");
    }
    close("SpatialTransform");
  }

  Result<void> joints() {
    open("JointSet", "jointset");
    open("objects");
    for (const model::JointSpecification& joint : model_.joints) {
      HAMSTRING_TRY(parent, resolve(joint.parent_frame));
      HAMSTRING_TRY(child, resolve(joint.child_frame));
      const std::string_view tag = joint_tags[static_cast<std::size_t>(joint.kind)];
      open(tag, joint.name);
      value("socket_parent_frame", std::string_view("parent_offset"));
      value("socket_child_frame", std::string_view("child_offset"));
      open("coordinates");
      for (const model::CoordinateSpecification& c : joint.coordinates) coordinate(c);
      close("coordinates");
      open("frames");
      for (const auto& [name, frame] : {std::pair("parent_offset", &parent), {"child_offset", &child}}) {
        open("PhysicalOffsetFrame", name);
        value("socket_parent", path_of(frame->body));
        value("translation", numbers(frame->X_BF.p));
        value("orientation", numbers(body_xyz_angles(frame->X_BF.R)));
        close("PhysicalOffsetFrame");
      }
      close("frames");
      if (joint.kind == model::JointKind::custom) spatial_transform(joint);
      close(tag);
    }
    close("objects");
    close("JointSet");
    return {};
  }

  void couplers() {
    open("ConstraintSet", "constraintset");
    open("objects");
    for (const model::CouplerSpecification& coupler : model_.couplers) {
      open("CoordinateCouplerConstraint", coupler.name);
      value("isEnforced", coupler.enforced);
      open("coupled_coordinates_function");
      plain_function(coupler.function.kind);
      close("coupled_coordinates_function");
      std::string names;
      for (const std::string& name : coupler.independent_coordinates)
        names += (names.empty() ? "" : " ") + escaped(name);
      value("independent_coordinate_names", names);
      value("dependent_coordinate_name", escaped(coupler.dependent_coordinate));
      value("scale_factor", coupler.function.scale);
      close("CoordinateCouplerConstraint");
    }
    close("objects");
    close("ConstraintSet");
  }

  Result<void> point(const model::PathPointSpecification& p, std::size_t number) {
    HAMSTRING_TRY(frame, resolve(p.frame));
    const bool on_body = frames_.find(p.frame) == frames_.end();
    if (p.kind == model::PathPointKind::moving && !on_body)
      return failure(Error{.message = "a moving point on a frame cannot be written", .element = p.name});
    const std::string_view tag = point_tags[static_cast<std::size_t>(p.kind)];
    open(tag, p.name.empty() ? fmt::format("P{}", number) : p.name);
    value("socket_parent_frame", path_of(frame.body));
    const auto coordinate_path = coordinate_paths_.find(p.coordinate);
    const std::string path =
        coordinate_path == coordinate_paths_.end() ? "" : escaped(coordinate_path->second);
    if (p.kind == model::PathPointKind::moving) {
      for (std::size_t k = 0; k < 3; ++k) {
        const char letter = "xyz"[k];
        value(fmt::format("socket_{}_coordinate", letter), path);
        open(fmt::format("{}_location", letter));
        function(p.location_functions[k]);
        close(fmt::format("{}_location", letter));
      }
    } else {
      value("location", numbers(Vec3(frame.X_BF * p.location_m)));
    }
    if (p.kind == model::PathPointKind::conditional) {
      value("socket_coordinate", path);
      value("range", numbers(p.range));
    }
    close(tag);
    return {};
  }

  void parameters(const model::MuscleSpecification& muscle) {
    value("max_isometric_force", muscle.max_isometric_force_n);
    value("optimal_fiber_length", muscle.optimal_fiber_length_m);
    value("tendon_slack_length", muscle.tendon_slack_length_m);
    value("pennation_angle_at_optimal", muscle.pennation_angle_at_optimal_rad);
    value("max_contraction_velocity", muscle.max_contraction_velocity_per_s);
    value("ignore_tendon_compliance", muscle.ignore_tendon_compliance);
    std::map<std::string, std::vector<std::pair<std::string, double>>> curves;
    for (const auto& [name, number] : muscle.parameters) {
      const std::size_t slash = name.find('/');
      if (slash == std::string::npos)
        value(name, number);
      else
        curves[name.substr(0, slash)].emplace_back(name.substr(slash + 1), number);
    }
    for (const auto& [curve, entries] : curves) {
      open(curve, muscle.name + "_" + curve);
      for (const auto& [name, number] : entries) value(name, number);
      close(curve);
    }
  }

  Result<void> muscles() {
    open("ForceSet", "forceset");
    open("objects");
    for (const model::MuscleSpecification& muscle : model_.muscles) {
      open(muscle.class_name, muscle.name);
      value("appliesForce", muscle.applies_force);
      parameters(muscle);
      open("GeometryPath", "path");
      open("PathPointSet");
      open("objects");
      for (std::size_t i = 0; i < muscle.points.size(); ++i) HAMSTRING_TRY_DO(point(muscle.points[i], i + 1));
      close("objects");
      close("PathPointSet");
      open("PathWrapSet");
      open("objects");
      for (const model::PathWrapSpecification& wrap : muscle.wraps) {
        open("PathWrap");
        value("wrap_object", escaped(wrap.wrap_object));
        value("method", methods[static_cast<std::size_t>(wrap.method)]);
        value("range", fmt::format("{} {}", wrap.range[0], wrap.range[1]));
        close("PathWrap");
      }
      close("objects");
      close("PathWrapSet");
      close("GeometryPath");
      close(muscle.class_name);
    }
    close("objects");
    close("ForceSet");
    return {};
  }

  Result<void> markers() {
    open("MarkerSet", "markerset");
    open("objects");
    for (const model::MarkerSpecification& marker : model_.markers) {
      HAMSTRING_TRY(frame, resolve(marker.frame));
      open("Marker", marker.name);
      value("socket_parent_frame", path_of(frame.body));
      value("location", numbers(Vec3(frame.X_BF * marker.location_m)));
      value("fixed", marker.fixed);
      close("Marker");
    }
    close("objects");
    close("MarkerSet");
    return {};
  }

  const ModelSpecification& model_;
  std::map<std::string, const model::FrameSpecification*, std::less<>> frames_;
  std::map<std::string, std::string, std::less<>> coordinate_paths_;
  std::string text_;
};

}  // namespace

Result<std::string> format_osim(const ModelSpecification& model) {
  return Writer(model).write();
}

}  // namespace hamstring

#include "formats/osim/osim_functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"

namespace hamstring::osim {
namespace {

using model::FunctionKind;
using Found = FunctionProperty::Found;

std::optional<FunctionKind> read_constant(Properties& properties, const pugi::xml_node& element) {
  return model::ConstantFunction{properties.number(element, {"value"}, 0.0)};
}

std::optional<FunctionKind> read_linear(Properties& properties, const pugi::xml_node& element) {
  if (!properties.find(element, {"coefficients"}))
    return model::LinearFunction{.slopes = {1.0}, .intercept = 0.0};
  std::optional<std::vector<double>> coefficients = properties.numbers(element, {"coefficients"});
  if (!coefficients) return std::nullopt;
  if (coefficients->size() < 2) {
    properties.refuse(element,
                      fmt::format("a linear function needs a slope and an intercept; found {} coefficients",
                                  coefficients->size()));
    return std::nullopt;
  }
  const double intercept = coefficients->back();
  coefficients->pop_back();
  return model::LinearFunction{.slopes = std::move(*coefficients), .intercept = intercept};
}

std::optional<FunctionKind> read_polynomial(Properties& properties, const pugi::xml_node& element) {
  std::optional<std::vector<double>> coefficients = properties.numbers(element, {"coefficients"});
  if (coefficients && !coefficients->empty()) return model::PolynomialFunction{std::move(*coefficients)};
  if (coefficients || !properties.find(element, {"coefficients"})) {
    properties.refuse(element, "a polynomial needs at least one coefficient");
  }
  return std::nullopt;
}

std::optional<FunctionKind> read_sine(Properties& properties, const pugi::xml_node& element) {
  return model::SineFunction{.amplitude = properties.number(element, {"amplitude"}, 1.0),
                             .omega = properties.number(element, {"omega"}, 1.0),
                             .phase = properties.number(element, {"phase"}, 0.0),
                             .offset = properties.number(element, {"offset"}, 0.0)};
}

std::optional<FunctionKind> read_step(Properties& properties, const pugi::xml_node& element) {
  const model::StepFunction step{.start_x = properties.number(element, {"start_time"}, 0.0),
                                 .end_x = properties.number(element, {"end_time"}, 1.0),
                                 .start_value = properties.number(element, {"start_value"}, 0.0),
                                 .end_value = properties.number(element, {"end_value"}, 1.0)};
  if (step.start_x < step.end_x) return step;
  properties.refuse(element,
                    fmt::format("a step must end after it starts; found {} to {}", step.start_x, step.end_x));
  return std::nullopt;
}

/// A function through points, made by `make` from its `x` and `y`.
template <class Make>
std::optional<FunctionKind> read_points(Properties& properties, const pugi::xml_node& element, Make make) {
  for (const std::string_view tag : {"x", "y"}) {
    if (properties.find(element, {tag})) continue;
    properties.refuse(element,
                      fmt::format("a function through points needs lists <x> and <y>; <{}> is missing", tag));
    return std::nullopt;
  }
  std::optional<std::vector<double>> x = properties.numbers(element, {"x"});
  std::optional<std::vector<double>> y = properties.numbers(element, {"y"});
  if (!x || !y) return std::nullopt;
  auto made = make(std::move(*x), std::move(*y));
  if (made) return FunctionKind(std::move(*made));
  properties.refuse(element, made.error().message, "Correct the points in the file.");
  return std::nullopt;
}

std::optional<FunctionKind> read_spline(Properties& properties, const pugi::xml_node& element) {
  return read_points(properties, element, model::make_simm_spline);
}

std::optional<FunctionKind> read_piecewise_linear(Properties& properties, const pugi::xml_node& element) {
  return read_points(properties, element, model::make_piecewise_linear);
}

std::optional<FunctionKind> read_multivariate_polynomial(Properties& properties,
                                                         const pugi::xml_node& element) {
  const auto whole = [&](std::string_view tag) {
    return static_cast<int>(std::clamp(properties.number(element, {tag}, 0.0), -1.0, 1e6));
  };
  std::optional<std::vector<double>> coefficients = properties.numbers(element, {"coefficients"});
  const int dimension = whole("dimension"), order = whole("order");
  if (!coefficients && properties.find(element, {"coefficients"})) return std::nullopt;  // refused already
  auto made = model::make_multivariate_polynomial(std::move(coefficients).value_or(std::vector<double>{}),
                                                  static_cast<std::size_t>(std::max(dimension, 0)), order);
  if (made) return std::move(*made);
  properties.refuse(element, made.error().message, "Correct <dimension>, <order> or <coefficients>.");
  return std::nullopt;
}

using Read = std::optional<FunctionKind> (*)(Properties&, const pugi::xml_node&);
constexpr std::array<std::pair<std::string_view, Read>, 8> readers{{
    {"Constant", read_constant},
    {"LinearFunction", read_linear},
    {"PolynomialFunction", read_polynomial},
    {"MultivariatePolynomialFunction", read_multivariate_polynomial},
    {"Sine", read_sine},
    {"StepFunction", read_step},
    {"PiecewiseLinearFunction", read_piecewise_linear},
    {"SimmSpline", read_spline},
}};

Read find_reader(std::string_view class_name) {
  const auto* const found = std::ranges::find(readers, class_name, &std::pair<std::string_view, Read>::first);
  return found == readers.end() ? nullptr : found->second;
}

bool is_function_class(std::string_view class_name) {
  return class_name == "MultiplierFunction" || class_name.ends_with("Spline") ||
         class_name.ends_with("Function") || find_reader(class_name) != nullptr;
}

pugi::xml_node first_element(const pugi::xml_node& node) {
  return node.find_child([](const pugi::xml_node& child) { return child.type() == pugi::node_element; });
}

/// The element of the function itself, in whichever of OpenSim's ways it is stored.
pugi::xml_node find_function_element(Properties& properties, const pugi::xml_node& object, Tags tags) {
  if (const pugi::xml_node wrapper = properties.find(object, tags)) return first_element(wrapper);
  for (const std::string_view tag : tags) {
    const pugi::xml_node named = object.find_child([tag](const pugi::xml_node& child) {
      return tag == child.attribute("name").value() && is_function_class(class_of(child));
    });
    if (named) return named;
  }
  if (std::ranges::find(tags, "function") == tags.end()) return {};
  return object.find_child([](const pugi::xml_node& child) { return is_function_class(class_of(child)); });
}

}  // namespace

FunctionProperty read_function(Properties& properties, const pugi::xml_node& object, Tags tags) {
  FunctionProperty property;
  property.element = find_function_element(properties, object, tags);
  double scale = 1.0;
  while (property.element && class_of(property.element) == "MultiplierFunction") {
    properties.mark(property.element);
    scale *= properties.number(property.element, {"scale"}, 1.0);
    const pugi::xml_node inner = find_function_element(properties, property.element, {"function"});
    if (!inner) {
      properties.refuse(property.element, "a multiplier without a function to multiply");
      property.found = Found::refused;
      return property;
    }
    property.element = inner;
  }
  if (!property.element) return property;
  properties.mark(property.element);
  property.class_name = quote_for_message(property.element.name());
  const Read read = find_reader(class_of(property.element));
  if (read == nullptr) {
    properties.mark_all(property.element);
    property.found = Found::unsupported;
    return property;
  }
  std::optional<FunctionKind> kind = read(properties, property.element);
  property.found = kind ? Found::read : Found::refused;
  if (kind) property.function = {.kind = std::move(*kind), .scale = scale};
  return property;
}

bool require_supported(Properties& properties, const FunctionProperty& property) {
  if (property.found == Found::unsupported) {
    properties.refuse(
        property.element, fmt::format("a function of kind {} is not known here", property.class_name),
        "Replace it by a SimmSpline, PiecewiseLinearFunction or PolynomialFunction of the same course.");
  }
  return property.found == Found::read;
}

}  // namespace hamstring::osim

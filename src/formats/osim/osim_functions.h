// OpenSim's functions of coordinates: Constant, LinearFunction, SimmSpline …
#pragma once

#include <pugixml.hpp>
#include <string>

#include "formats/osim/osim_properties.h"
#include "model/function.h"

namespace hamstring::osim {

struct FunctionProperty {
  enum class Found {
    absent,       ///< no element, or an empty one
    read,         ///< `function` holds it
    refused,      ///< wrong in the file; Properties has the error
    unsupported,  ///< a function of class `class_name`, which is not read
  };
  Found found = Found::absent;
  model::Function function{};
  std::string class_name{};
  pugi::xml_node element{};
};

/// The function stored as property `tags` of `object`: inside <tag>, as <Class name="tag">, or (for the tag
/// "function") as an element of any function class. Multipliers are multiplied out into Function::scale.
[[nodiscard]] FunctionProperty read_function(Properties& properties, const pugi::xml_node& object, Tags tags);

/// Refuses an unsupported function by name at its element; true if the function can be used.
[[nodiscard]] bool require_supported(Properties& properties, const FunctionProperty& property);

}  // namespace hamstring::osim

#include "model/compile.h"

#include <fmt/format.h>

#include "core/try.h"
#include "model/compile_context.h"

namespace hamstring::model {
namespace compiling {

Error Context::error(std::string message, std::string element, SourceLine origin, std::string advice) const {
  return {.message = std::move(message),
          .file = specification.file,
          .line = origin.line,
          .element = std::move(element),
          .advice = std::move(advice)};
}

Result<BodyFrame> Context::find_frame(const std::string& name, const std::string& user,
                                      SourceLine origin) const {
  const auto found = frames.find(name);
  if (found != frames.end()) return found->second;
  return failure(error(fmt::format("refers to body or frame '{}', which the model does not have", name), user,
                       origin, "Check the name in the model file."));
}

Result<CoordinateIndex> Context::find_coordinate(const std::string& name, const std::string& user,
                                                 SourceLine origin) const {
  const auto found = coordinates.find(name);
  if (found != coordinates.end()) return found->second;
  return failure(error(fmt::format("refers to coordinate '{}', which no joint of the model has", name), user,
                       origin, "Check the name in the model file."));
}

}  // namespace compiling

Result<Model> compile(const ModelSpecification& specification, Diagnostics& diagnostics) {
  compiling::Context context{.specification = specification, .diagnostics = diagnostics, .model = {}};
  context.model.name = specification.name;
  context.model.file = specification.file;
  context.model.file_version = specification.file_version;
  context.model.gravity_m_per_s2 = specification.gravity_m_per_s2;
  using Step = Result<void> (*)(compiling::Context&);
  for (const Step step : {&compiling::compile_bodies, &compiling::compile_frames, &compiling::compile_joints,
                          &compiling::sort_tree, &compiling::compile_couplers}) {
    HAMSTRING_TRY_DO(step(context));
  }
  compiling::compile_tree(context);
  for (const Step step :
       {&compiling::compile_wraps, &compiling::compile_muscles, &compiling::compile_markers}) {
    HAMSTRING_TRY_DO(step(context));
  }
  return std::move(context.model);
}

CoordinateIndex Model::find_coordinate(std::string_view wanted) const {
  for (std::size_t i = 0; i < coordinates.size(); ++i) {
    if (coordinates[i].name == wanted) return CoordinateIndex(i);
  }
  return {};
}

MuscleIndex Model::find_muscle(std::string_view wanted) const {
  for (std::size_t i = 0; i < muscles.size(); ++i) {
    if (muscles[i].name == wanted) return MuscleIndex(i);
  }
  return {};
}

BodyIndex Model::find_body(std::string_view wanted) const {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].name == wanted) return BodyIndex(i);
  }
  return {};
}

std::vector<double> Model::default_values() const {
  std::vector<double> values;
  values.reserve(coordinates.size());
  for (const Coordinate& coordinate : coordinates) values.push_back(coordinate.default_value);
  return values;
}

}  // namespace hamstring::model

#include "muscle/sharing_request.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace hamstring::muscle {

Result<void> check_request(const SharingRequest& request) {
  if (!(request.exponent > 1.0) || !std::isfinite(request.exponent)) {
    return failure({.message = fmt::format("an exponent of {} gives no single answer: it must lie above 1",
                                           request.exponent),
                    .element = "activation_exponent",
                    .advice = "2 is usual."});
  }
  if (request.rows.empty())
    return failure(Error{.message = "there is no moment to share: no coordinate is free"});
  for (const SharingUnknown& u : request.unknowns) {
    if (u.lower <= u.upper) continue;
    return failure(
        {.message = fmt::format("its control lies between {} and {}: nothing does", u.lower, u.upper),
         .element = u.name});
  }
  return {};
}

std::vector<std::optional<MuscleMechanics>> mechanics_of(const model::Model& model,
                                                         const SharingRequest& request,
                                                         std::vector<Error>& left_out) {
  std::vector<std::optional<MuscleMechanics>> muscles(request.unknowns.size());
  for (std::size_t j = 0; j < muscles.size(); ++j) {
    const MuscleIndex index = request.unknowns[j].muscle;
    if (!index.is_valid()) continue;
    const model::Muscle& muscle = model.muscles[index.value()];
    if (!muscle.is_computed) {
      left_out.push_back({.message = muscle.not_computed, .element = muscle.name});
      continue;
    }
    if (!request.with_physiology) {
      muscles[j] = MuscleMechanics{.max_force_n = muscle.parameters.max_isometric_force_n,
                                   .curves = Thelen2003Curves{}};
      continue;
    }
    auto mechanics = make_mechanics(muscle);
    if (mechanics) {
      muscles[j] = std::move(*mechanics);
    } else {
      left_out.push_back(mechanics.error());
    }
  }
  return muscles;
}

std::vector<CoordinateIndex> free_coordinates(const model::Model& model) {
  std::vector<CoordinateIndex> free;
  for (std::size_t c = 0; c < model.coordinates.size(); ++c)
    if (!model.coordinates[c].locked && model.coordinates[c].coupler < 0) free.emplace_back(c);
  return free;
}

}  // namespace hamstring::muscle

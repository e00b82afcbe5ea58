// What a request to share moments means for a model: whether it can be met, and by which muscles.
#pragma once

#include <optional>
#include <vector>

#include "core/result.h"
#include "muscle/moment_sharing.h"

namespace hamstring::muscle {

/// Errors: an exponent that is not above 1; bounds that contradict each other; no row.
[[nodiscard]] Result<void> check_request(const SharingRequest& request);

/// The muscles of the unknowns, [unknown]; empty for actuators and for muscles of which no force is computed,
/// which are told with the reason in `left_out`.
[[nodiscard]] std::vector<std::optional<MuscleMechanics>> mechanics_of(const model::Model& model,
                                                                       const SharingRequest& request,
                                                                       std::vector<Error>& left_out);

}  // namespace hamstring::muscle

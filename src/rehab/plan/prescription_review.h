// A prescription before it is kept: what of it cannot be, and what its writer is asked once.
// docs/rehab.md, 21.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "knowledge/message.h"

namespace hamstring::rehab {

/// About one line, or about the whole where there is none.
struct PrescriptionRemark {
  std::optional<std::size_t> line;
  std::string field;
  Message text;
};

struct PrescriptionReview {
  std::vector<PrescriptionRemark> faults;  ///< any of them: it cannot be kept
  std::vector<PrescriptionRemark>
      questions;  ///< more than was borne, with the numbers, and not confirmed yet
  /// Confirmed in an earlier prescription, as much or more of it, and not too much since: nobody is asked
  /// twice.
  std::vector<std::size_t> confirmed_before;
};

/// As of `today`, for the person of this history. All faults at once.
[[nodiscard]] PrescriptionReview review_prescription(const Knowledge& knowledge, const Case& history,
                                                     Day today, const PrescriptionEntry& prescription);

}  // namespace hamstring::rehab

// Today as a coach may see it.
#pragma once

#include "view/words.h"

namespace hamstring::service {

/// The work of today, and that a clinician is needed; not why. `today`: a view with everything in it.
[[nodiscard]] Json without_answers(Json today);

}  // namespace hamstring::service

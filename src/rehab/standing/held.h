// What opened a door can close it: the criteria that let somebody pass, looked at again today.
// docs/rehab.md, 5.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "knowledge/knowledge.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

struct Held {
  std::vector<Reason> failed;        ///< each with its numbers; first those that hold, then those that are
                                     ///< short of their line within the error of their test
  std::optional<std::size_t> phase;  ///< the latest phase that all of them allow; nothing where none holds
  std::optional<int> rung_at_most;   ///< order below the first rung whose own need is clearly not met

  [[nodiscard]] bool holds() const { return phase.has_value(); }
};

/// As of `today` for somebody who is in phase `at`, an index in the protocol: exits of all phases before it,
/// what closes the phases up to it, needs of the rungs up to the present one. A function of the looks, the
/// phase and the rung alone, so that whoever is set back more is held no less in the same phase.
[[nodiscard]] Held held_back(const Knowledge& knowledge, const State& state, Day today, std::size_t at);

}  // namespace hamstring::rehab

// Which protocol a person follows, and why.
#pragma once

#include <string>

#include "rehab/assess.h"
#include "rehab/knowledge.h"
#include "rehab/state.h"

namespace hamstring::rehab {

/// The protocol of the person's setting, else the default of the leading pictures; null where there is none.
/// `why` tells which rule decided, and `supervision_missing` that one exists but has blanks for a clinician.
struct ProtocolChoice {
  const Protocol* protocol = nullptr;
  bool supervision_missing = false;
  Reason reason;
};
[[nodiscard]] ProtocolChoice choose_protocol(const Knowledge& knowledge, const State& state, Day today);

/// The protocol of that id, or the person's own choice as of the state.
[[nodiscard]] ProtocolChoice chosen(const Knowledge& knowledge, const State& without_protocol, Day today,
                                    const std::string& id);

}  // namespace hamstring::rehab

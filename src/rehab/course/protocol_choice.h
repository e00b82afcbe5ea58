// Which protocol a person follows, and why.
#pragma once

#include <string>

#include "knowledge/knowledge.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The protocol of the person's setting, else the default of the leading pictures; null where there is none.
/// `reason` tells which rule decided, and `supervision_missing` that one exists but has blanks for a
/// clinician.
struct ProtocolChoice {
  const Protocol* protocol = nullptr;
  bool supervision_missing = false;
  std::string led_picture;  ///< the leading picture for which nothing may be followed alone; else empty
  Reason reason;
};
[[nodiscard]] ProtocolChoice choose_protocol(const Knowledge& knowledge, const State& state, Day today);

/// The protocol of that id, or the person's own choice as of the state.
[[nodiscard]] ProtocolChoice chosen(const Knowledge& knowledge, const State& without_protocol, Day today,
                                    const std::string& id);

}  // namespace hamstring::rehab

// What every step towards the plan of one day stands on; made once, and changed by none of them.
#pragma once

#include <string>

#include "knowledge/knowledge.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/held.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

struct DayGround {
  const Knowledge& knowledge;
  const State& state;
  const CaseFacts& facts;
  Day today;
  PersonTraits person;
  Settings settings;
  double pain_limit = 0.0;                 ///< of the protocol; unused where there is none
  const SessionRecord* setback = nullptr;  ///< makes this a light day
  Held held;                               ///< what was passed and is clearly not met now

  [[nodiscard]] Reason say(std::string rule, Message text, const Evidence& evidence, About about,
                           const Judgement& judgement = {}) const;
  /// By the policy, which no single item stands for.
  [[nodiscard]] Reason say(std::string rule, std::string text, About about) const;
  /// "protocol.<id>.<what>"; there must be a protocol.
  [[nodiscard]] std::string rule_of(std::string_view what) const;
};

/// The facts must be those of the same state and day, and outlive the ground.
[[nodiscard]] DayGround ground_of(const Knowledge& knowledge, const State& state, const CaseFacts& facts,
                                  Day today);

[[nodiscard]] bool has_equipment(const std::vector<std::string>& needed,
                                 const std::vector<std::string>& there);
/// Whether anybody is there who may make the test: a clinician only where one looks after the person.
[[nodiscard]] bool has_somebody_for(const ClinicalTest& test, const Settings& settings);

}  // namespace hamstring::rehab

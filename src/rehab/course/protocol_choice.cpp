#include "rehab/course/protocol_choice.h"

#include <algorithm>

#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

bool may_use(const Protocol& protocol, const CaseFacts& facts) {
  return truth_of(protocol.offered_when, facts) != Truth::no;
}

bool preferred(const Protocol& protocol, const CaseFacts& facts) {
  return protocol.preferred_when && truth_of(*protocol.preferred_when, facts) == Truth::yes;
}

/// All protocols, those first that are made for people like this one.
std::vector<const Protocol*> by_preference(const Knowledge& knowledge, const CaseFacts& facts) {
  std::vector<const Protocol*> result;
  for (const auto& [id, protocol] : knowledge.protocols) result.push_back(&protocol);
  std::ranges::stable_partition(result, [&](const Protocol* p) { return preferred(*p, facts); });
  return result;
}

ProtocolChoice choice_of(const Protocol& protocol, const Judgement& judgement, const PersonTraits& person) {
  const std::string rule = "protocol." + protocol.id;
  return {.protocol = &protocol,
          .supervision_missing = false,
          .led_picture = {},
          .reason = reason_of(rule, rule + ".name", judgement, protocol.evidence, person)};
}

}  // namespace

ProtocolChoice choose_protocol(const Knowledge& knowledge, const State& state, Day today) {
  const CaseFacts facts(knowledge, state, today);
  const PersonTraits person = traits_of(state, facts);
  const Settings settings = settings_of(state.ledger);
  const auto usable = [&](const Protocol& p) { return p.complete || settings.supervised; };
  if (const auto own = knowledge.protocols.find(settings.protocol); own != knowledge.protocols.end()) {
    if (usable(own->second) && may_use(own->second, facts))
      return choice_of(own->second, evaluate(own->second.offered_when, facts), person);
  }
  if (state.ledger.episodes.empty()) {
    for (const auto& [id, protocol] : knowledge.protocols) {
      const bool has_return = std::ranges::any_of(protocol.phases, &Phase::is_return);
      if (protocol.complete && protocol.unsupervised && has_return) return choice_of(protocol, {}, person);
    }
    return {};
  }
  ProtocolChoice blocked;
  const std::vector<const Protocol*> protocols = by_preference(knowledge, facts);
  for (const std::string& picture : facts.leading()) {
    for (const Protocol* candidate : protocols) {
      const Protocol& protocol = *candidate;
      if (std::ranges::find(protocol.default_for, picture) == protocol.default_for.end() ||
          !may_use(protocol, facts))
        continue;
      const Judgement because{.truth = Truth::yes, .used = {"picture." + picture}, .unknown = {}};
      if (usable(protocol)) return choice_of(protocol, because, person);
      if (!blocked.supervision_missing) {
        blocked = choice_of(protocol, because, person);
        blocked.protocol = nullptr;
        blocked.supervision_missing = true;
        blocked.led_picture = picture;
      }
    }
  }
  // What leads and has no protocol at all needs somebody no less than one that has a protocol with blanks.
  if (blocked.led_picture.empty() && !facts.leading().empty()) blocked.led_picture = facts.leading().front();
  return blocked;
}

ProtocolChoice chosen(const Knowledge& knowledge, const State& without_protocol, Day today,
                      const std::string& id) {
  const auto named = knowledge.protocols.find(id);
  if (named == knowledge.protocols.end()) return choose_protocol(knowledge, without_protocol, today);
  const CaseFacts facts(knowledge, without_protocol, today);
  return choice_of(named->second, {}, traits_of(without_protocol, facts));
}

}  // namespace hamstring::rehab

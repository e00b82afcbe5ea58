#include "rehab/plan/named_facts.h"

namespace hamstring::rehab {

NamedFacts::NamedFacts(const Knowledge& k) {
  for (const auto& [id, item] : k.flags) add(item.when);
  for (const auto& [id, item] : k.gates) add(item.when);
  for (const auto& [id, item] : k.pictures) {
    for (const Clue& clue : item.speaks_for) add(clue.when);
    for (const Clue& clue : item.speaks_against) add(clue.when);
  }
  for (const auto& [id, item] : k.exercises) add(item.not_when);
  for (const auto& [id, item] : k.rest_rules) add(item.when);
  for (const auto& [id, item] : k.prevention) {
    add(item.not_when);
    if (!item.fast) continue;
    for (const FastRunning::Limit& limit : item.fast->limits) add(limit.when);
  }
  for (const auto& [id, item] : k.protocols) add(item);
  // A test that answers a question decides what the question decides.
  for (const auto& [id, item] : k.tests) {
    if (item.answers && has("story." + item.answers->question)) names_.insert("test." + id);
  }
  for (const auto& [id, item] : k.questions) {
    if (item.answer == Question::Answer::day || item.rescreen) names_.insert("story." + id);
  }
}

void NamedFacts::add(const Condition& condition) {
  for (const ConditionNode& node : condition.nodes) names_.insert(node.fact.space + "." + node.fact.item);
}

void NamedFacts::add(const Criterion& criterion) {
  if (const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule))
    names_.insert("test." + measure->test);
  if (const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule))
    names_.insert(observed->test.empty() ? "story." + observed->question : "test." + observed->test);
}

void NamedFacts::add(const Protocol& protocol) {
  add(protocol.offered_when);
  for (const Phase& phase : protocol.phases) {
    for (const Criterion& criterion : phase.exit) add(criterion);
    for (const Criterion& criterion : phase.hold) add(criterion);
    for (const ContentLine& line : phase.content) {
      if (line.when) add(*line.when);
    }
  }
  for (const Rung& rung : protocol.rungs) {
    for (const Criterion& criterion : rung.needs) add(criterion);
  }
}

}  // namespace hamstring::rehab

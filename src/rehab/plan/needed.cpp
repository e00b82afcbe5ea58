#include "rehab/plan/needed.h"

#include <algorithm>
#include <utility>

#include "rehab/standing/criteria.h"
#include "rehab/standing/growth.h"

namespace hamstring::rehab {
namespace {

class Needed {
 public:
  Needed(const DayGround& ground, const Phase& phase, std::span<const CriterionReport> exit)
      : ground_(ground), phase_(phase), exit_(exit) {
    for (const CriterionReport& report : exit) named_.push_back(asked_by(report));
  }

  std::vector<CriterionReport> all() {
    add_next_rung();
    add_later_phases();
    add_starts();
    add_what_comes_first();
    return std::move(reports_);
  }

 private:
  [[nodiscard]] CriterionReport judged(const Criterion& criterion, const std::string& owner) const {
    return judge_criterion(criterion, ground_.knowledge, ground_.state, ground_.today,
                           ground_.state.protocol->id + "." + owner);
  }

  void add(CriterionReport report) {
    if (report.state == CriterionState::met) return;
    if (std::ranges::find(named_, asked_by(report)) != named_.end()) return;
    named_.push_back(asked_by(report));
    report.beside = true;
    reports_.push_back(std::move(report));
  }

  /// Of the present rung too: what was met once may have grown too old to say anything.
  void add_next_rung() {
    const Protocol& protocol = *ground_.state.protocol;
    if (ground_.state.rung == 0) return;
    const auto next = std::ranges::upper_bound(protocol.rungs, ground_.state.rung, {}, &Rung::order);
    if (next == protocol.rungs.end()) return;
    const bool opened =
        opens(protocol, phase_, next->order) || std::ranges::any_of(protocol.phases, [&](const Phase& later) {
          return later.id == phase_.next && opens(protocol, later, next->order);
        });
    if (!opened) return;
    for (const Criterion& need : next->needs) add(judged(need, "rung." + next->id));
  }

  /// Looks on several days cannot be made up for on the last one.
  void add_later_phases() {
    const auto& phases = ground_.state.protocol->phases;
    for (const Phase& later : phases) {
      if (later.order <= phase_.order) continue;
      for (const Criterion& criterion : later.exit) {
        const auto from = std::ranges::find(phases, criterion.asked_from, &Phase::id);
        if (from != phases.end() && from->order <= phase_.order) add(judged(criterion, later.id));
      }
    }
  }

  /// Tests that could let somebody who never trained begin further on.
  void add_starts() {
    const State& state = ground_.state;
    if (has_begun(state, ground_.today)) return;
    for (const Phase& later : state.protocol->phases) {
      if (later.order > phase_.order && later.start_when) add_unknown(*later.start_when, later.evidence);
    }
    for (const Rung& rung : state.protocol->rungs) {
      if (rung.order > state.rung && rung.start_when) add_unknown(*rung.start_when, rung.evidence);
    }
  }

  /// A test that may only be done after another one asks for that one: else nobody could get to it.
  void add_what_comes_first() {
    std::vector<std::string> open;  // by what would settle it
    for (const CriterionReport& report : exit_) {
      if (report.state != CriterionState::met) open.push_back(report.settled_by);
    }
    for (const CriterionReport& report : reports_) open.push_back(report.settled_by);
    for (const std::string& what : open) {
      const auto test = what.starts_with("test.") ? ground_.knowledge.tests.find(what.substr(5))
                                                  : ground_.knowledge.tests.end();
      if (test == ground_.knowledge.tests.end()) continue;
      const Condition& allowed = test->second.allowed_when;
      if (truth_of(allowed, ground_.facts) == Truth::yes) continue;
      for (const FactName& fact : facts_of(allowed)) {
        if (fact.space != "test" || !std::holds_alternative<UnknownCause>(ground_.facts.get(fact))) continue;
        add_asked("test." + fact.item, test->second.error.evidence, "first_", "criterion.first");
      }
    }
  }

  void add_unknown(const Condition& condition, const Evidence& evidence) {
    for (const UnknownFact& unknown : evaluate(condition, ground_.facts).unknown) {
      const std::size_t end = unknown.fact.rfind('.');
      if (!unknown.fact.starts_with("test.") || end <= 5) continue;
      add_asked(unknown.fact.substr(0, end), evidence, "start_", "criterion.start");
    }
  }

  /// `what`: "test.x", once.
  void add_asked(const std::string& what, const Evidence& evidence, const std::string& id, const char* text) {
    CriterionReport report;
    report.settled_by = what;
    report.id = id + what.substr(5);
    report.text = {.id = text, .arguments = {{"test", what + ".name"}}};
    report.evidence = evidence;
    const auto asks = [&](const CriterionReport& other) { return other.settled_by == what; };
    const bool there = std::ranges::any_of(exit_, asks) || std::ranges::any_of(reports_, asks);
    if (!there) add(std::move(report));
  }

  const DayGround& ground_;
  const Phase& phase_;
  std::span<const CriterionReport> exit_;
  std::vector<CriterionReport> reports_;
  std::vector<std::string> named_;
};

}  // namespace

std::vector<CriterionReport> needed_beside(const DayGround& ground, const Phase& phase,
                                           std::span<const CriterionReport> exit) {
  return Needed(ground, phase, exit).all();
}

std::vector<std::string> settled_by(std::span<const CriterionReport> criteria) {
  std::vector<std::string> result;
  for (const CriterionState state : {CriterionState::not_known, CriterionState::not_met}) {
    for (const CriterionReport& criterion : criteria) {
      if (criterion.state == state) result.push_back(criterion.settled_by);
    }
  }
  return result;
}

}  // namespace hamstring::rehab

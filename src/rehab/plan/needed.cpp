#include "rehab/plan/needed.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "rehab/plan/fast_running.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/growth.h"

namespace hamstring::rehab {
namespace {

using Reports = std::vector<CriterionReport>;

CriterionReport judged(const DayGround& ground, const Criterion& criterion, const std::string& owner) {
  return judge_criterion(criterion, ground.knowledge, ground.state, ground.today,
                         ground.state.protocol->id + "." + owner);
}

/// A test that is asked for without a line to reach. `what`: "test.x".
CriterionReport asked_for(const std::string& what, const Evidence& evidence, const std::string& id,
                          const char* text) {
  CriterionReport report;
  report.settled_by = what;
  report.id = id + what.substr(std::string_view("test.").size());
  report.text = {.id = text, .arguments = {{"test", what + ".name"}}};
  report.evidence = evidence;
  report.rule = ObservedCriterion{.test = what.substr(std::string_view("test.").size())};
  return report;
}

/// Of the present rung too: what was met once may have grown too old to say anything.
Reports for_next_rung(const DayGround& ground, const Phase& phase) {
  const Protocol& protocol = *ground.state.protocol;
  if (ground.state.rung == 0) return {};
  const auto next = std::ranges::upper_bound(protocol.rungs, ground.state.rung, {}, &Rung::order);
  if (next == protocol.rungs.end()) return {};
  const bool opened =
      opens(protocol, phase, next->order) || std::ranges::any_of(protocol.phases, [&](const Phase& later) {
        return later.id == phase.next && opens(protocol, later, next->order);
      });
  Reports reports;
  if (!opened) return reports;
  for (const Criterion& need : next->needs) reports.push_back(judged(ground, need, "rung." + next->id));
  return reports;
}

/// Looks on several days cannot be made up for on the last one.
Reports for_later_phases(const DayGround& ground, const Phase& phase) {
  Reports reports;
  const auto& phases = ground.state.protocol->phases;
  for (const Phase& later : phases) {
    if (later.order <= phase.order) continue;
    for (const Criterion& criterion : later.exit) {
      const auto from = std::ranges::find(phases, criterion.asked_from, &Phase::id);
      if (from != phases.end() && from->order <= phase.order)
        reports.push_back(judged(ground, criterion, later.id));
    }
  }
  return reports;
}

Reports what_is_unknown(const DayGround& ground, const Condition& condition, const Evidence& evidence) {
  Reports reports;
  for (const UnknownFact& unknown : evaluate(condition, ground.facts).unknown) {
    const std::size_t end = unknown.fact.rfind('.');
    if (!unknown.fact.starts_with("test.") || end < std::string_view("test.x").size()) continue;
    reports.push_back(asked_for(unknown.fact.substr(0, end), evidence, "start_", "criterion.start"));
  }
  return reports;
}

/// Tests that could let somebody who never trained begin further on.
Reports to_begin_further_on(const DayGround& ground, const Phase& phase) {
  const State& state = ground.state;
  Reports reports;
  if (has_begun(state, ground.today)) return reports;
  for (const Phase& later : state.protocol->phases) {
    if (later.order > phase.order && later.start_when)
      std::ranges::move(what_is_unknown(ground, *later.start_when, later.evidence),
                        std::back_inserter(reports));
  }
  for (const Rung& rung : state.protocol->rungs) {
    if (rung.order > state.rung && rung.start_when)
      std::ranges::move(what_is_unknown(ground, *rung.start_when, rung.evidence),
                        std::back_inserter(reports));
  }
  for (CriterionReport& report : reports) report.only_to_begin = true;
  return reports;
}

/// A test that may only be done after another one asks for that one: else nobody could get to it.
Reports before_what(const DayGround& ground, const std::string& settles) {
  Reports reports;
  const auto test = settles.starts_with("test.") ? ground.knowledge.tests.find(settles.substr(5))
                                                 : ground.knowledge.tests.end();
  if (test == ground.knowledge.tests.end()) return reports;
  const Condition& allowed = test->second.allowed_when;
  if (truth_of(allowed, ground.facts) == Truth::yes) return reports;
  for (const FactName& fact : facts_of(allowed)) {
    if (fact.space == "test" && std::holds_alternative<UnknownCause>(ground.facts.get(fact)))
      reports.push_back(
          asked_for("test." + fact.item, test->second.error.evidence, "first_", "criterion.first"));
  }
  return reports;
}

/// What says how fast somebody is to run who is not hurt: whether they wish to sprint, how fast they race.
Reports for_fast_running(const DayGround& ground) {
  Reports reports;
  const FastToday fast = fast_today(ground);
  for (const UnknownFact& unknown : fast.missing) {
    const std::string_view story = "story.";
    if (!unknown.fact.starts_with(story) || unknown.cause == UnknownCause::conflict) continue;
    CriterionReport report;
    report.id = "fast_" + unknown.fact.substr(story.size());
    report.settled_by = "question." + unknown.fact.substr(story.size());
    report.text = {.id = "criterion.fast_running", .arguments = {{"question", report.settled_by + ".short"}}};
    report.evidence = fast.program->evidence;
    report.rule = ObservedCriterion{.question = unknown.fact.substr(story.size())};
    reports.push_back(std::move(report));
  }
  return reports;
}

/// What makes two reports one: the line that is to be reached, or the test that is to be done at all.
enum class SameBy { line, test };

bool same(const CriterionReport& a, const CriterionReport& b, SameBy by) {
  return asked_by(a) == asked_by(b) || (by == SameBy::test && a.settled_by == b.settled_by);
}

/// `needed` and, of `more`, what is not met and stands in neither it nor the exit.
Reports joined(std::span<const CriterionReport> exit, Reports needed, Reports more, SameBy by) {
  for (CriterionReport& report : more) {
    const auto there = [&](const CriterionReport& other) { return same(other, report, by); };
    // What only a clinician can say is asked for at the door itself, not beside an earlier one.
    const bool theirs = report.settled_by == "clinician";
    if (report.state == CriterionState::met || theirs || std::ranges::any_of(exit, there) ||
        std::ranges::any_of(needed, there))
      continue;
    report.beside = true;
    needed.push_back(std::move(report));
  }
  return needed;
}

}  // namespace

std::vector<CriterionReport> needed_beside(const DayGround& ground, const Phase& phase,
                                           std::span<const CriterionReport> exit) {
  Reports needed = joined(exit, {}, for_next_rung(ground, phase), SameBy::line);
  needed = joined(exit, std::move(needed), for_later_phases(ground, phase), SameBy::line);
  needed = joined(exit, std::move(needed), to_begin_further_on(ground, phase), SameBy::test);
  needed = joined(exit, std::move(needed), for_fast_running(ground), SameBy::test);
  std::vector<std::string> open = settled_by(exit);
  for (const CriterionReport& report : needed) open.push_back(report.settled_by);
  for (const std::string& what : open)
    needed = joined(exit, std::move(needed), before_what(ground, what), SameBy::test);
  return needed;
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

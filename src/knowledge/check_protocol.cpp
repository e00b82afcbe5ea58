// What a protocol may not be: a loop, a dead end, a gate that time alone opens (docs/rehab.md, 7).
#include <fmt/format.h>

#include <algorithm>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

class ProtocolCheck {
 public:
  ProtocolCheck(const Protocol& protocol, const Knowledge& knowledge, const Findings& findings)
      : p_(protocol), k_(knowledge), findings_(findings) {}

  void check() {
    for (const FactName& fact : facts_of(p_.offered_when)) {
      if (fact.space == "plan")
        fault("offered_when", fmt::format("{} is known only once a protocol is chosen", fact.text()));
    }
    for (const std::string& picture : p_.default_for) {
      if (!k_.pictures.contains(picture))
        fault("default_for", fmt::format("there is no injury type '{}'", picture));
    }
    if (p_.pain_limit_default > p_.pain_limit_max) fault("pain", "limit_default is above limit_max");
    check_unique();
    check_line_of_phases();
    for (const Phase& phase : p_.phases) check_phase(phase);
    for (const Rung& rung : p_.rungs) check_rung(rung);
    for (const FormerRung& former : p_.former_rungs) check_former(former);
    check_demand();
    if (p_.complete) check_complete();
  }

 private:
  void fault(const std::string& path, std::string message) const {
    findings_.error("protocol", p_.id, path, std::move(message));
  }

  [[nodiscard]] const Phase* phase(std::string_view id) const {
    const auto found = std::ranges::find(p_.phases, id, &Phase::id);
    return found == p_.phases.end() ? nullptr : &*found;
  }
  [[nodiscard]] const Rung* rung(std::string_view id) const {
    const auto found = std::ranges::find(p_.rungs, id, &Rung::id);
    return found == p_.rungs.end() ? nullptr : &*found;
  }

  void check_unique() const {
    std::set<std::string> ids, criteria, lines, rungs;
    std::set<int> orders, rung_orders;
    const auto once = [&](std::set<std::string>& set, const std::string& id, const std::string& path,
                          std::string_view what) {
      if (!set.insert(id).second) fault(path, fmt::format("two {} are called '{}'", what, id));
    };
    for (const Phase& phase : p_.phases) {
      const std::string path = "phase." + phase.id;
      once(ids, phase.id, path, "phases");
      if (!orders.insert(phase.order).second)
        fault(path + ".order", fmt::format("two phases have the order {}", phase.order));
      criteria.clear();
      lines.clear();
      for (const Criterion& criterion : phase.exit)
        once(criteria, criterion.id, path + ".exit." + criterion.id, "criteria of a phase");
      for (const Criterion& criterion : phase.hold)
        once(criteria, criterion.id, path + ".hold." + criterion.id, "criteria of a phase");
      for (const ContentLine& line : phase.content)
        once(lines, line.id, path + ".content." + line.id, "lines of a phase");
    }
    for (const Rung& rung : p_.rungs) {
      const std::string path = "rung." + rung.id;
      once(rungs, rung.id, path, "rungs");
      if (!rung_orders.insert(rung.order).second)
        fault(path + ".order", fmt::format("two rungs have the order {}", rung.order));
    }
  }

  /// Phases stand in one line: from the first by `next` to the terminal one, passing all of them once.
  void check_line_of_phases() const {
    const auto terminals =
        std::ranges::count_if(p_.phases, [](const Phase& phase) { return phase.terminal; });
    if (terminals != 1) fault("phase", fmt::format("exactly one phase is terminal; {} are", terminals));
    std::set<std::string> passed;
    const Phase* at = p_.phases.empty() ? nullptr : &p_.phases.front();
    while (at != nullptr && passed.insert(at->id).second) {
      const std::string path = "phase." + at->id + ".next";
      if (at->terminal != at->next.empty())
        fault(path, "the terminal phase, and only that one, has no next phase");
      if (at->next.empty()) break;
      const Phase* next = phase(at->next);
      if (next == nullptr) fault(path, fmt::format("there is no phase '{}'", at->next));
      if (next != nullptr && passed.contains(next->id))
        fault(path, fmt::format("'{}' was passed before: a loop", next->id));
      if (next != nullptr && next->order <= at->order) fault(path, "the next phase must have a higher order");
      at = next;
    }
    for (const Phase& phase : p_.phases) {
      if (!passed.contains(phase.id)) fault("phase." + phase.id, "no way leads to this phase");
    }
    const bool returns = std::ranges::any_of(p_.phases, [](const Phase& phase) { return phase.is_return; });
    if (!returns)
      findings_.warn("protocol", p_.id, "phase",
                     "no phase is marked is_return: an injury never counts as over");
  }

  void check_phase(const Phase& phase) const {
    const std::string path = "phase." + phase.id;
    const Phase* back = this->phase(phase.back);
    if (!phase.back.empty() && (back == nullptr || back->order >= phase.order)) {
      fault(path + ".back", fmt::format("'{}' is not an earlier phase", phase.back));
    }
    if (!phase.prevention.empty() && !k_.prevention.contains(phase.prevention)) {
      fault(path + ".prevention", fmt::format("there is no prevention program '{}'", phase.prevention));
    }
    for (const std::string& id : phase.rungs) {
      if (rung(id) == nullptr) fault(path + ".rungs", fmt::format("there is no rung '{}'", id));
    }
    for (const ContentLine& line : phase.content) check_line(line, path + ".content." + line.id);
    for (const Criterion& criterion : phase.hold)
      check_hold(phase, criterion, path + ".hold." + criterion.id);
    if (phase.terminal) return;
    const bool only_time = std::ranges::all_of(
        phase.exit, [](const Criterion& c) { return std::holds_alternative<DayCriterion>(c.rule); });
    if (only_time)
      fault(path + ".exit", "time alone never advances anyone: an exit needs a criterion besides the day");
    const auto measures = std::ranges::count_if(
        phase.exit, [](const Criterion& c) { return std::holds_alternative<MeasureCriterion>(c.rule); });
    if (measures > 1) {
      findings_.warn(
          "protocol", p_.id, path + ".exit",
          fmt::format("{} noisy measures in one exit: people who are ready are seldom cleared by all at once",
                      measures));
    }
    for (const Criterion& criterion : phase.exit)
      check_criterion(criterion, phase.order, path + ".exit." + criterion.id);
  }

  void check_hold(const Phase& phase, const Criterion& criterion, const std::string& path) const {
    if (phase.back.empty()) fault(path, "the first phase has none before it that could be done instead");
    const bool looks = std::holds_alternative<MeasureCriterion>(criterion.rule) ||
                       std::holds_alternative<ObservedCriterion>(criterion.rule);
    if (!looks) fault(path, "only a test or an answer can be clearly not met; what is done cannot");
    check_criterion(criterion, phase.order, path);
  }

  void check_line(const ContentLine& line, const std::string& path) const {
    for (const std::string& option : line.options) {
      if (!k_.exercises.contains(option))
        fault(path + ".options", fmt::format("there is no exercise '{}'", option));
    }
    if (line.sets.min > line.sets.max) fault(path + ".sets", "min is above max");
    if (line.reps.min > line.reps.max) fault(path + ".reps", "min is above max");
    const bool table = line.progress == ContentLine::Progress::table;
    if (table && !k_.prevention.contains(line.table)) {
      fault(path, fmt::format("progress = \"table\" needs a prevention table; there is no '{}'", line.table));
    }
  }

  void check_rung(const Rung& rung) const {
    const std::string path = "rung." + rung.id;
    if (rung.percent.min > rung.percent.max) fault(path + ".percent", "min is above max");
    if (rung.work_s.has_value() == rung.work_m.has_value()) fault(path, "a rung has either work_s or work_m");
    int opened = 0;  // order of the first phase that opens this rung
    for (const Phase& phase : p_.phases) {
      if (opened == 0 && std::ranges::find(phase.rungs, rung.id) != phase.rungs.end()) opened = phase.order;
    }
    if (opened == 0) findings_.warn("protocol", p_.id, path, "no phase opens this rung");
    for (const Criterion& need : rung.needs) check_criterion(need, opened, path + ".needs." + need.id);
  }

  void check_former(const FormerRung& former) const {
    const std::string path = "former_rung." + former.id;
    if (rung(former.id) != nullptr) fault(path, fmt::format("'{}' is a rung of today", former.id));
    if (rung(former.counts_as) == nullptr)
      fault(path, fmt::format("there is no rung '{}' that it could count as", former.counts_as));
  }

  void check_criterion(const Criterion& criterion, int phase_order, const std::string& path) const {
    if (!criterion.asked_from.empty() && phase(criterion.asked_from) == nullptr)
      fault(path + ".asked_from", fmt::format("there is no phase '{}'", criterion.asked_from));
    if (const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule)) check_measure(*measure, path);
    if (const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule))
      check_observed(*observed, path);
    const auto* tolerated = std::get_if<ToleratedCriterion>(&criterion.rule);
    if (tolerated == nullptr) return;
    if (tolerated->what == ToleratedCriterion::What::exercise && !k_.exercises.contains(tolerated->ref)) {
      fault(path, fmt::format("there is no exercise '{}'", tolerated->ref));
    }
    if (tolerated->what != ToleratedCriterion::What::rung) return;
    const bool open = std::ranges::any_of(p_.phases, [&](const Phase& phase) {
      return phase.order <= phase_order &&
             std::ranges::find(phase.rungs, tolerated->ref) != phase.rungs.end();
    });
    if (!open)
      fault(path, fmt::format("the rung '{}' is not open up to this phase: nobody could ever meet this",
                              tolerated->ref));
  }

  void check_measure(const MeasureCriterion& rule, const std::string& path) const {
    const auto test = k_.tests.find(rule.test);
    if (test == k_.tests.end()) return fault(path, fmt::format("there is no test '{}'", rule.test));
    const ClinicalTest& t = test->second;
    if (t.error.from == ErrorModel::From::none)
      return fault(path, fmt::format("'{}' has no measurable number", t.id));
    if (rule.metric != MeasureCriterion::Metric::value && !t.both_sides)
      fault(path, fmt::format("'{}' does not compare the two sides", t.id));
    const bool outside = (t.plausible_min && rule.target < *t.plausible_min) ||
                         (t.plausible_max && rule.target > *t.plausible_max);
    if (rule.metric == MeasureCriterion::Metric::value && outside)
      fault(path, fmt::format("'{}' never reaches {}", t.id, rule.target));
  }

  void check_observed(const ObservedCriterion& rule, const std::string& path) const {
    const auto* word = std::get_if<std::string>(&rule.target);
    if (!rule.question.empty()) {
      const auto question = k_.questions.find(rule.question);
      if (question == k_.questions.end())
        return fault(path, fmt::format("there is no question '{}'", rule.question));
      const Question& q = question->second;
      // Of a run of noes in it only the last days are kept: a criterion that counts days would see two.
      if (q.rescreen) return fault(path, fmt::format("'{}' is asked in the short set, day by day", q.id));
      if (q.answer == Question::Answer::number) return number_target(rule, path);
      if (q.answer == Question::Answer::yes_no) return word_target(word, rule, {"yes", "no"}, path);
      return word_target(word, rule, q.options, path);
    }
    const auto test = k_.tests.find(rule.test);
    if (test == k_.tests.end()) return fault(path, fmt::format("there is no test '{}'", rule.test));
    if (rule.field == ObservedCriterion::Field::result)
      return word_target(word, rule, test->second.results, path);
    if (rule.field == ObservedCriterion::Field::pain && !test->second.records_pain)
      fault(path, fmt::format("'{}' records no pain", rule.test));
    number_target(rule, path);
  }

  void number_target(const ObservedCriterion& rule, const std::string& path) const {
    if (rule.target_is_pain_limit && rule.field != ObservedCriterion::Field::pain)
      fault(path, "only a pain is compared with pain_limit");
    if (!rule.target_is_pain_limit && std::holds_alternative<std::string>(rule.target))
      fault(path, "the target must be a number");
    if (rule.comparison == Comparison::equal) fault(path, "a number is compared with <= or >=");
  }

  void word_target(const std::string* word, const ObservedCriterion& rule,
                   const std::vector<std::string>& words, const std::string& path) const {
    if (word == nullptr || std::ranges::find(words, *word) == words.end()) {
      fault(path, fmt::format("the target must be one of: {}", fmt::join(words, ", ")));
    }
    if (rule.comparison != Comparison::equal) fault(path, "a word is compared with ==");
  }

  /// The most demanding exercise of a phase never falls from phase to phase, up to the return.
  void check_demand() const {
    int before = 0;
    for (const Phase& phase : p_.phases) {
      int most = 0;
      for (const ContentLine& line : phase.content) {
        for (const std::string& option : line.options) {
          const auto exercise = k_.exercises.find(option);
          if (exercise != k_.exercises.end()) most = std::max(most, exercise->second.demand);
        }
      }
      if (most < before && !phase.content.empty()) {
        fault("phase." + phase.id,
              fmt::format("its hardest exercise asks less ({}) than that of the phase before ({})", most,
                          before));
      }
      before = std::max(before, most);
      if (phase.is_return) return;
    }
  }

  void check_complete() const {
    const auto blank = [](const Criterion& c) {
      return std::holds_alternative<BlankCriterion>(c.rule) || c.evidence.status == Status::blank;
    };
    for (const Phase& phase : p_.phases) {
      const bool any = std::ranges::any_of(phase.exit, blank) || std::ranges::any_of(phase.hold, blank) ||
                       std::ranges::any_of(phase.content, [](const ContentLine& l) {
                         return l.evidence.status == Status::blank;
                       });
      if (any) fault("phase." + phase.id, "a complete protocol has no blanks");
    }
    for (const Rung& rung : p_.rungs) {
      if (std::ranges::any_of(rung.needs, blank))
        fault("rung." + rung.id, "a complete protocol has no blanks");
    }
  }

  const Protocol& p_;
  const Knowledge& k_;
  const Findings& findings_;
};

}  // namespace

void check_protocol(const Protocol& protocol, const Knowledge& knowledge, const Findings& findings) {
  ProtocolCheck(protocol, knowledge, findings).check();
}

}  // namespace hamstring::rehab

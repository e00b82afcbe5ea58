#include "rehab/plan/next_test.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/held.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::rehab {
namespace {

std::size_t differing(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> result;
  std::ranges::set_symmetric_difference(a, b, std::back_inserter(result));
  return result.size();
}

/// All that any decision can depend on: "story.<id>" and "test.<id>".
class Named {
 public:
  explicit Named(const Knowledge& k) {
    for (const auto& [id, item] : k.flags) add(item.when);
    for (const auto& [id, item] : k.gates) add(item.when);
    for (const auto& [id, item] : k.pictures) {
      for (const Clue& clue : item.speaks_for) add(clue.when);
      for (const Clue& clue : item.speaks_against) add(clue.when);
    }
    for (const auto& [id, item] : k.exercises) add(item.not_when);
    for (const auto& [id, item] : k.rest_rules) add(item.when);
    for (const auto& [id, item] : k.prevention) add(item.not_when);
    for (const auto& [id, item] : k.protocols) add(item);
    // A test that answers a question decides what the question decides.
    for (const auto& [id, item] : k.tests) {
      if (item.answers && has("story." + item.answers->question)) names_.insert("test." + id);
    }
    for (const auto& [id, item] : k.questions) {
      if (item.answer == Question::Answer::day || item.rescreen) names_.insert("story." + id);
    }
  }
  [[nodiscard]] bool has(const std::string& name) const { return names_.contains(name); }

 private:
  void add(const Condition& condition) {
    for (const ConditionNode& node : condition.nodes) names_.insert(node.fact.space + "." + node.fact.item);
  }
  void add(const Criterion& criterion) {
    if (const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule))
      names_.insert("test." + measure->test);
    if (const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule)) {
      names_.insert(observed->test.empty() ? "story." + observed->question : "test." + observed->test);
    }
  }
  void add(const Protocol& protocol) {
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
  std::set<std::string> names_;
};

std::vector<AnswerEntry> answers_to(const Question& question, Day today) {
  std::vector<AnswerEntry> result;
  const auto add = [&](decltype(AnswerEntry::value) value) {
    result.push_back({.question = question.id, .value = std::move(value)});
  };
  switch (question.answer) {
    case Question::Answer::yes_no:
      add(std::string("yes"));
      add(std::string("no"));
      break;
    case Question::Answer::choice:
      for (const std::string& option : question.options) add(option);
      break;
    case Question::Answer::number:
      for (const double share : {0.0, 0.5, 1.0}) add(std::lerp(question.min, question.max, share));
      break;
    case Question::Answer::day:
      for (const int ago : {30, 365}) add(day_text(today - std::chrono::days(ago)));
      break;
  }
  return result;
}

TestEntry entry_of(const ClinicalTest& test, const Outcome& outcome, InjuredSide injured) {
  TestEntry entry{.test = test.id,
                  .result = outcome.result,
                  .left = {},
                  .right = {},
                  .pain = outcome.pain,
                  .rescreen = Rescreen{.none_of_these = true, .replies = {}}};
  const auto repeats = static_cast<std::size_t>(std::max(1, test.repeats));
  const bool right = injured == InjuredSide::right;
  if (!outcome.values.empty()) (right ? entry.right : entry.left).assign(repeats, outcome.values[0]);
  if (outcome.values.size() > 1) (right ? entry.left : entry.right).assign(repeats, outcome.values[1]);
  return entry;
}

/// What an answer would write down: a short set of no where the entry cannot carry one itself, then the
/// answer.
std::vector<std::vector<Entry>> possible_entries(const Knowledge& knowledge, const Case& history, Day today,
                                                 Candidate::Kind kind, const std::string& id,
                                                 InjuredSide injured) {
  std::int64_t latest = 0;
  for (const Entry& entry : history.entries) latest = std::max(latest, entry.recorded_s);
  const auto after = [&](Entry entry, std::int64_t seconds) {
    entry.recorded_s = std::max(entry.recorded_s, latest + seconds);
    return entry;
  };
  std::vector<std::vector<Entry>> result;
  if (kind == Candidate::Kind::test) {
    const ClinicalTest& test = knowledge.tests.find(id)->second;
    for (const Outcome& outcome : test.outcomes) {
      result.push_back({after(make_entry("possible-answer", today, entry_of(test, outcome, injured)), 2)});
    }
    return result;
  }
  for (AnswerEntry& answer : answers_to(knowledge.questions.find(id)->second, today)) {
    PainEntry screen{
        .when = PainWhen::other, .value = 0.0, .rescreen = Rescreen{.none_of_these = true, .replies = {}}};
    result.push_back(
        {after(make_entry("possible-screen", today, std::move(screen)), 1),
         after(make_entry("possible-answer", today, std::move(answer), Who::self, "12:00:01Z"), 2)});
  }
  return result;
}

bool fits_who_is_there(const ClinicalTest& test, bool supervised) {
  return std::ranges::any_of(test.by,
                             [&](const std::string& who) { return who != "clinician" || supervised; });
}

/// States folded up to yesterday, each once: they are the same for every possible answer of today.
class Yesterday {
 public:
  Yesterday(const Knowledge& knowledge, const Timeline& timeline, Day today)
      : knowledge_(knowledge), timeline_(timeline), today_(today) {}
  /// `protocol`: null for none.
  const State& by(const Protocol* protocol) {
    const auto found = folded_.find(protocol);
    if (found != folded_.end()) return found->second;
    State state;
    state.protocol = protocol;
    if (!timeline_.entries.empty() && timeline_.entries.front().day < today_)
      fold_on(knowledge_, timeline_, state, today_ - std::chrono::days(1));
    state.days.clear();
    return folded_.emplace(protocol, std::move(state)).first->second;
  }

 private:
  const Knowledge& knowledge_;
  const Timeline& timeline_;
  Day today_;
  std::map<const Protocol*, State> folded_;
};

/// Today with all that is told of it: without a protocol, and by the one that it chooses.
struct Judged {
  State without;
  ProtocolChoice choice;
  std::optional<State> chosen;

  [[nodiscard]] const State& state() const { return chosen ? *chosen : without; }
  [[nodiscard]] InjuredSide injured() const {
    return without.ledger.episodes.empty() ? InjuredSide::not_known : without.ledger.episodes.back().side;
  }
};

Judged judged_with(const Knowledge& knowledge, Yesterday& yesterday, Day today,
                   std::span<const LiveEntry> told) {
  Judged day{.without = yesterday.by(nullptr), .choice = {}, .chosen = {}};
  step_day(knowledge, day.without, today, told);
  day.choice = choose_protocol(knowledge, day.without, today);
  if (day.choice.protocol == nullptr) return day;
  day.chosen = yesterday.by(day.choice.protocol);
  step_day(knowledge, *day.chosen, today, told);
  return day;
}

/// What the day decides once this is told too.
Decision decided_with(const Knowledge& knowledge, Yesterday& yesterday, const Timeline& timeline, Day today,
                      std::vector<LiveEntry> told, const std::vector<Entry>& more) {
  for (const Entry& entry : more) told.push_back({.day = today, .versions = {&entry}});
  const Judged day = judged_with(knowledge, yesterday, today, told);
  const Plan plan = plan_of(knowledge, day.state(), timeline, day.choice, today, false);
  return decision_of(plan, day.choice.protocol != nullptr ? *day.choice.protocol : Protocol{});
}

/// What stands before the next phase, rung or start, by what would settle it: the list that every page shows.
std::vector<std::string> needed_by(const Knowledge& knowledge, const Judged& day, const Timeline& timeline,
                                   Day today) {
  std::vector<std::string> result;
  if (!day.chosen) return result;
  for (const CriterionReport& criterion :
       plan_of(knowledge, *day.chosen, timeline, day.choice, today, false).criteria) {
    if (criterion.state != CriterionState::met) result.push_back(criterion.settled_by);
  }
  return result;
}

/// What was passed and is clearly not met now, by what would settle it: "question.x", "test.x".
std::vector<std::string> held_by(const Knowledge& knowledge, const Judged& day, Day today) {
  std::vector<std::string> result;
  if (!day.chosen || !day.chosen->phase) return result;
  for (const Reason& reason : held_back(knowledge, *day.chosen, today, *day.chosen->phase).failed)
    result.insert(result.end(), reason.facts.begin(), reason.facts.end());
  return result;
}

/// How far apart the decisions of two answers are, on average.
double mean_distance(const std::vector<Decision>& decisions, const NextTestWeights& weights) {
  double sum = 0.0;
  int pairs = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    for (std::size_t j = i + 1; j < decisions.size(); ++j, ++pairs)
      sum += distance(decisions[i], decisions[j], weights);
  }
  return pairs == 0 ? 0.0 : sum / pairs;
}

bool is_candidate(const ClinicalTest& test, const State& state, const CaseFacts& facts,
                  const Settings& settings, std::optional<double> limit, Day today) {
  if (evaluate(test.allowed_when, facts).truth != Truth::yes || !fits_who_is_there(test, settings.supervised))
    return false;
  const bool equipped = std::ranges::all_of(test.equipment, [&](const std::string& word) {
    return std::ranges::find(settings.equipment, word) != settings.equipment.end();
  });
  if (!equipped) return false;
  const std::optional<Day> again = test_again_on(state, test, limit);
  return !again || *again <= today;
}

/// A test done before, whose question has an answer: doing it once more could only contradict what was told.
bool says_again(const Knowledge& knowledge, const ClinicalTest& test, const State& state,
                const CaseFacts& facts) {
  const auto records = state.ledger.tests.find(test.id);
  if (!test.answers || records == state.ledger.tests.end() || records->second.empty()) return false;
  const Day last = records->second.back().at.first;
  if (last < state.onset_or(last)) return false;
  const auto question = knowledge.questions.find(test.answers->question);
  const AnswerRecord* answer =
      question == knowledge.questions.end() ? nullptr : facts.answer(question->second);
  return answer != nullptr && !answer->conflict && !answer->any_unsure;
}

std::string_view outcome_word(const std::variant<std::string, double>& value) {
  const auto* word = std::get_if<std::string>(&value);
  return word == nullptr ? std::string_view("number") : std::string_view(*word);
}

}  // namespace

Decision decision_of(const Plan& plan, const Protocol& protocol) {
  Decision d{.verdict = plan.assessment.verdict,
             .flags = {},
             .gates = {},
             .leading = {},
             .status = plan.status,
             .protocol = plan.protocol,
             .lines = {}};
  for (const FlagReport& flag : plan.assessment.flags) {
    if (flag.state == FlagState::raised || flag.state == FlagState::unsure) d.flags.push_back(flag.id);
  }
  for (const GateReport& gate : plan.assessment.gates) {
    if (gate.state == GateState::raised || gate.state == GateState::holding) d.gates.push_back(gate.id);
  }
  for (const PictureReport& picture : plan.assessment.pictures) {
    if (picture.leading) d.leading.push_back(picture.id);
  }
  for (const SessionLine& line : plan.lines) {
    std::string text = line.exercise;
    for (const double amount : line.dose.amounts)
      text += " " + std::to_string(static_cast<long long>(amount));
    if (line.dose.load_kg) text += " x" + std::to_string(static_cast<long long>(*line.dose.load_kg * 2.0));
    d.lines.push_back(std::move(text));
  }
  for (auto* list : {&d.flags, &d.gates, &d.leading, &d.lines}) std::ranges::sort(*list);
  const auto phase = std::ranges::find(protocol.phases, plan.phase, &Phase::id);
  d.phase = phase == protocol.phases.end() ? 0 : phase->order;
  d.rung = plan.state.rung;
  return d;
}

double distance(const Decision& a, const Decision& b, const NextTestWeights& w) {
  return w.verdict * std::abs(static_cast<int>(a.verdict) - static_cast<int>(b.verdict)) +
         w.gates * (a.flags != b.flags || a.gates != b.gates) + w.picture * (a.leading != b.leading) +
         w.protocol * (a.protocol != b.protocol) + w.phase * std::abs(a.phase - b.phase) +
         w.rung * std::abs(a.rung - b.rung) + w.lines * static_cast<double>(differing(a.lines, b.lines));
}

std::vector<Case> possible_answers(const Knowledge& knowledge, const Case& history, Day today,
                                   Candidate::Kind kind, const std::string& id) {
  const State state = fold(knowledge, timeline_of(history, today), today, nullptr);
  const InjuredSide injured =
      state.ledger.episodes.empty() ? InjuredSide::not_known : state.ledger.episodes.back().side;
  std::vector<Case> result;
  for (std::vector<Entry>& extra : possible_entries(knowledge, history, today, kind, id, injured)) {
    Case with = history;
    for (Entry& entry : extra) with.entries.push_back(std::move(entry));
    std::ranges::stable_sort(with.entries, {}, [](const Entry& e) { return std::pair(e.day, e.recorded_s); });
    result.push_back(std::move(with));
  }
  return result;
}

NextTest next_test(const Knowledge& knowledge, const Case& history, Day today) {
  const Timeline timeline = timeline_of(history, today);
  const std::vector<LiveEntry> todays(std::ranges::lower_bound(timeline.entries, today, {}, &LiveEntry::day),
                                      timeline.entries.end());
  Yesterday yesterday(knowledge, timeline, today);
  const Judged day = judged_with(knowledge, yesterday, today, todays);
  const State& now = day.without;
  const CaseFacts facts(knowledge, now, today);
  const Settings settings = settings_of(now.ledger);
  std::optional<double> limit;
  if (day.choice.protocol != nullptr) limit = pain_limit_of(settings, *day.choice.protocol);
  const Named named(knowledge);
  const std::vector<std::string> needed = needed_by(knowledge, day, timeline, today);
  NextTest result;
  const auto consider = [&](Candidate candidate) {
    std::vector<Decision> decisions;
    for (const auto& entries :
         possible_entries(knowledge, history, today, candidate.kind, candidate.id, day.injured()))
      decisions.push_back(decided_with(knowledge, yesterday, timeline, today, todays, entries));
    candidate.change = mean_distance(decisions, knowledge.policy.next_test);
    // A need of two tests is asked for although one of them alone changes nothing.
    const std::string settles =
        (candidate.kind == Candidate::Kind::test ? "test." : "question.") + candidate.id;
    candidate.needed = std::ranges::find(needed, settles) != needed.end();
    if (candidate.change > 0.0 || candidate.needed) result.ranked.push_back(std::move(candidate));
  };
  // What holds the plan is asked again, though it was answered.
  const std::vector<std::string> held = held_by(knowledge, day, today);
  for (const auto& [id, question] : knowledge.questions) {
    const bool holds = std::ranges::find(held, "question." + id) != held.end();
    if (!named.has("story." + id) || (facts.answer(question) != nullptr && !holds)) continue;
    // Who the plan is for is asked in the story, what may hide a pain beside the pain.
    if (question.kept || question.beside_pain) continue;
    if (question.ask_when && evaluate(*question.ask_when, facts).truth == Truth::no) continue;
    Candidate candidate{
        .kind = Candidate::Kind::question, .id = id, .burden = question.burden, .outcomes = {}};
    for (const AnswerEntry& answer : answers_to(question, today))
      candidate.outcomes.emplace_back(outcome_word(answer.value));
    consider(std::move(candidate));
  }
  for (const auto& [id, test] : knowledge.tests) {
    if (!named.has("test." + id) || !is_candidate(test, now, facts, settings, limit, today)) continue;
    Candidate candidate{.kind = Candidate::Kind::test, .id = id, .burden = test.burden, .outcomes = {}};
    for (const Outcome& outcome : test.outcomes) candidate.outcomes.push_back(outcome.id);
    candidate.told = says_again(knowledge, test, now, facts);
    consider(std::move(candidate));
  }
  std::ranges::sort(result.ranked, [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.told, -a.change, a.burden, a.kind, a.id) <
           std::tuple(b.told, -b.change, b.burden, b.kind, b.id);
  });
  return result;
}

}  // namespace hamstring::rehab

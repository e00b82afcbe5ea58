#include "rehab/plan/next_test.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "rehab/course/fold_memory.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/day_ground.h"
#include "rehab/plan/day_plan.h"
#include "rehab/plan/named_facts.h"
#include "rehab/plan/needed.h"
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

/// Plans of today on top of states folded up to yesterday; those are the same for every possible answer.
class Trying {
 public:
  Trying(const Knowledge& knowledge, const Case& history, Day today, FoldMemory* memory)
      : knowledge_(knowledge), today_(today), timeline_(timeline_of(history, today)), memory_(memory) {
    auto& entries = timeline_.entries;
    const auto from = std::ranges::lower_bound(entries, today, {}, &LiveEntry::day);
    todays_.assign(from, entries.end());
    now_ = yesterday(nullptr);
    step_day(knowledge_, now_, today_, todays_);
    choice_ = choose_protocol(knowledge_, now_, today_);
    if (choice_.protocol == nullptr) return;
    chosen_ = yesterday(choice_.protocol);
    step_day(knowledge_, chosen_, today_, todays_);
  }

  [[nodiscard]] const State& now() const { return now_; }
  [[nodiscard]] InjuredSide injured() const {
    return now_.ledger.episodes.empty() ? InjuredSide::not_known : now_.ledger.episodes.back().side;
  }

  [[nodiscard]] std::optional<double> pain_limit() const {
    if (choice_.protocol == nullptr) return std::nullopt;
    return pain_limit_of(settings_of(now_.ledger), *choice_.protocol);
  }

  [[nodiscard]] Plan plan_now() const {
    const State& state = choice_.protocol == nullptr ? now_ : chosen_;
    return plan_of(knowledge_, state, timeline_, choice_, today_, false);
  }

  /// What was passed and is clearly not met now, by what would settle it: "question.x", "test.x".
  [[nodiscard]] std::vector<std::string> held_by() const {
    std::vector<std::string> result;
    if (choice_.protocol == nullptr || !chosen_.phase) return result;
    for (const Reason& reason : held_back(knowledge_, chosen_, today_, *chosen_.phase).failed)
      result.insert(result.end(), reason.facts.begin(), reason.facts.end());
    return result;
  }

  [[nodiscard]] Decision with(const std::vector<Entry>& extra) {
    std::vector<LiveEntry> entries = todays_;
    for (const Entry& entry : extra) entries.push_back({.day = today_, .versions = {&entry}});
    State state = yesterday(nullptr);
    step_day(knowledge_, state, today_, entries);
    const ProtocolChoice choice = choose_protocol(knowledge_, state, today_);
    if (choice.protocol != nullptr) {
      state = yesterday(choice.protocol);
      step_day(knowledge_, state, today_, entries);
    }
    const Plan result = plan_of(knowledge_, state, timeline_, choice, today_, false);
    return decision_of(result, choice.protocol != nullptr ? *choice.protocol : Protocol{});
  }

 private:
  const State& yesterday(const Protocol* protocol) {
    const auto found = folded_.find(protocol);
    if (found != folded_.end()) return found->second;
    State state;
    state.protocol = protocol;
    if (!timeline_.entries.empty() && timeline_.entries.front().day < today_)
      state = fold(knowledge_, timeline_, today_ - std::chrono::days(1), protocol, memory_);
    return folded_.emplace(protocol, std::move(state)).first->second;
  }

  const Knowledge& knowledge_;
  Day today_;
  Timeline timeline_;
  FoldMemory* memory_;
  std::vector<LiveEntry> todays_;
  std::map<const Protocol*, State> folded_;
  State now_;
  ProtocolChoice choice_;
  State chosen_;  ///< of today, by the chosen protocol
};

/// "test.x", "question.x": as a criterion names what would settle it.
std::string what(const Candidate& candidate) {
  return (candidate.kind == Candidate::Kind::test ? "test." : "question.") + candidate.id;
}

/// `needed`: what it takes can be got where the next phase waits for it.
bool is_candidate(const ClinicalTest& test, const State& state, const CaseFacts& facts,
                  const Settings& settings, std::optional<double> limit, Day today, bool needed) {
  if (evaluate(test.allowed_when, facts).truth != Truth::yes || !has_somebody_for(test, settings))
    return false;
  if (!needed && !has_equipment(test.equipment, settings.equipment)) return false;
  const std::optional<Day> again = test_again_on(state, test, limit);
  return !again || *again <= today;
}

bool done_since_onset(const ClinicalTest& test, const State& state) {
  const auto records = state.ledger.tests.find(test.id);
  if (records == state.ledger.tests.end() || records->second.empty()) return false;
  const Day last = records->second.back().at.first;
  return last >= state.onset_or(last);
}

/// A test done before, whose question has an answer: doing it once more could only contradict what was told.
bool says_again(const Knowledge& knowledge, const ClinicalTest& test, const State& state,
                const CaseFacts& facts) {
  if (!test.answers || !done_since_onset(test, state)) return false;
  const auto question = knowledge.questions.find(test.answers->question);
  const AnswerRecord* answer =
      question == knowledge.questions.end() ? nullptr : facts.answer(question->second);
  return answer != nullptr && !answer->conflict && !answer->any_unsure;
}

/// Whether more may be done after it than today: a lighter verdict, a gate less, a phase or a rung more.
bool goes_further(const Decision& than, const Decision& decision) {
  const auto lifted = [](const std::vector<std::string>& now, const std::vector<std::string>& then) {
    return !std::ranges::includes(then, now);
  };
  return decision.verdict < than.verdict || decision.phase > than.phase || decision.rung > than.rung ||
         lifted(than.gates, decision.gates) || lifted(than.flags, decision.flags);
}

/// Among what is needed, first what Progress names first; the places of the others stay.
void order_needed(std::vector<Candidate>& ranked, const std::vector<std::string>& needed) {
  std::vector<Candidate> list;
  std::ranges::copy_if(ranked, std::back_inserter(list), &Candidate::needed);
  std::ranges::stable_sort(
      list, {}, [&](const Candidate& c) { return std::ranges::find(needed, what(c)) - needed.begin(); });
  auto next = list.begin();
  for (Candidate& candidate : ranked) {
    if (candidate.needed) candidate = std::move(*next++);
  }
}

std::string_view outcome_word(const std::variant<std::string, double>& value) {
  const auto* word = std::get_if<std::string>(&value);
  return word == nullptr ? std::string_view("number") : std::string_view(*word);
}

/// Every question and test that somebody could answer today, with what each answer would change.
class Search {
 public:
  Search(const Knowledge& knowledge, const Case& history, Day today, FoldMemory* memory)
      : knowledge_(knowledge),
        history_(history),
        today_(today),
        trying_(knowledge, history, today, memory),
        facts_(knowledge, trying_.now(), today),
        named_(knowledge),
        plan_(trying_.plan_now()),
        needed_(settled_by(plan_.criteria)),
        held_(trying_.held_by()),
        now_(trying_.with({})) {}

  NextTest all() {
    for (const auto& [id, question] : knowledge_.questions) ask(question);
    for (const auto& [id, test] : knowledge_.tests) offer(test);
    std::ranges::sort(ranked_, [](const Candidate& a, const Candidate& b) {
      return std::tuple(a.told, -a.change, a.burden, a.kind, a.id) <
             std::tuple(b.told, -b.change, b.burden, b.kind, b.id);
    });
    order_needed(ranked_, needed_);
    return {.ranked = std::move(ranked_)};
  }

 private:
  [[nodiscard]] bool is_needed(const Candidate& candidate) const {
    return std::ranges::find(needed_, what(candidate)) != needed_.end();
  }
  [[nodiscard]] bool holds(const Candidate& candidate) const {
    return std::ranges::find(held_, what(candidate)) != held_.end();
  }

  /// Whoever is not hurt, and said that nothing is odd, has said how they walk with it.
  [[nodiscard]] bool said_with_well(const std::string& question) const {
    const auto found = knowledge_.questions.find(question);
    return found != knowledge_.questions.end() && !found->second.well.empty() && facts_.said_well();
  }

  void ask(const Question& question) {
    Candidate candidate{
        .kind = Candidate::Kind::question, .id = question.id, .burden = question.burden, .outcomes = {}};
    if (!named_.has("story." + question.id) || said_with_well(question.id)) return;
    // What holds the plan is asked again, though it was answered; what needs several days, on another one.
    const AnswerRecord* answer = facts_.answer(question);
    const bool another_day = answer != nullptr && is_needed(candidate) && answer->at.first < today_;
    if (answer != nullptr && !holds(candidate) && !another_day) return;
    // Who the plan is for is asked in the story, and so is what is pointed at on the leg; what may hide a
    // pain is asked beside the pain.
    if (question.kept || question.beside_pain || !question.zones.empty()) return;
    if (question.ask_when && evaluate(*question.ask_when, facts_).truth == Truth::no) return;
    for (const AnswerEntry& possible : answers_to(question, today_))
      candidate.outcomes.emplace_back(outcome_word(possible.value));
    consider(std::move(candidate));
  }

  void offer(const ClinicalTest& test) {
    Candidate candidate{.kind = Candidate::Kind::test, .id = test.id, .burden = test.burden, .outcomes = {}};
    if (test.answers && said_with_well(test.answers->question)) return;
    if (!named_.has("test." + test.id) ||
        !is_candidate(test, trying_.now(), facts_, settings_of(trying_.now().ledger), trying_.pain_limit(),
                      today_, is_needed(candidate)))
      return;
    for (const Outcome& outcome : test.outcomes) candidate.outcomes.push_back(outcome.id);
    consider(std::move(candidate));
  }

  void consider(Candidate candidate) {
    std::vector<Decision> decisions;
    for (const auto& entries :
         possible_entries(knowledge_, history_, today_, candidate.kind, candidate.id, trying_.injured())) {
      decisions.push_back(trying_.with(entries));
    }
    double sum = 0.0;
    int pairs = 0;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      for (std::size_t j = i + 1; j < decisions.size(); ++j, ++pairs)
        sum += distance(decisions[i], decisions[j], knowledge_.policy.next_test);
    }
    candidate.change = pairs == 0 ? 0.0 : sum / pairs;
    // A need of two tests is asked for although one of them alone changes nothing.
    candidate.needed = is_needed(candidate);
    if (candidate.change <= 0.0 && !candidate.needed) return;
    candidate.told = is_told(candidate, decisions);
    candidate.waits = candidate.kind == Candidate::Kind::test &&
                      waits(plan_.tests, knowledge_.tests.find(candidate.id)->second);
    ranked_.push_back(std::move(candidate));
  }

  [[nodiscard]] bool is_told(const Candidate& candidate, const std::vector<Decision>& decisions) const {
    if (candidate.kind != Candidate::Kind::test) return false;
    const ClinicalTest& test = knowledge_.tests.find(candidate.id)->second;
    if (says_again(knowledge_, test, trying_.now(), facts_)) return true;
    return done_since_onset(test, trying_.now()) && !candidate.needed && !holds(candidate) &&
           std::ranges::none_of(decisions, [&](const Decision& d) { return goes_further(now_, d); });
  }

  const Knowledge& knowledge_;
  const Case& history_;
  Day today_;
  Trying trying_;
  CaseFacts facts_;
  NamedFacts named_;
  Plan plan_;
  std::vector<std::string> needed_, held_;
  Decision now_;
  std::vector<Candidate> ranked_;
};

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

const Candidate* NextTest::best() const {
  const auto found = std::ranges::find_if(
      ranked, [&](const Candidate& candidate) { return !candidate.told && !candidate.waits; });
  return found == ranked.end() ? nullptr : &*found;
}

NextTest next_test(const Knowledge& knowledge, const Case& history, Day today, FoldMemory* memory) {
  return Search(knowledge, history, today, memory).all();
}

}  // namespace hamstring::rehab

// Ids that lead somewhere, numbers that stand in order, conditions that do not circle, tables that add up.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

class References {
 public:
  References(const Knowledge& knowledge, const Findings& findings) : k_(knowledge), findings_(findings) {}

  void check() {
    for (const auto& [id, picture] : k_.pictures) check_picture(picture);
    for (const auto& [id, test] : k_.tests) check_test(test);
    for (const auto& [id, item] : k_.questionnaires) {
      need("questionnaire", id, "for", item.for_pictures, k_.pictures, "injury type");
      if (item.min >= item.max) findings_.error("questionnaire", id, "range", "min must lie below max");
    }
    for (const auto& [id, item] : k_.exercises) {
      need("exercise", id, "easier", item.easier, k_.exercises, "exercise");
      need("exercise", id, "harder", item.harder, k_.exercises, "exercise");
      check_loads(item);
    }
    for (const auto& [id, item] : k_.techniques)
      need("technique", id, "measure_with", item.measure_with, k_.tests, "test");
    for (const auto& [id, item] : k_.rest_rules) check_rest_rule(item);
    for (const auto& [id, item] : k_.alignment) check_alignment(item);
    for (const auto& [id, item] : k_.prevention) check_prevention(item);
    check_fast_running();
    for (const auto& [id, item] : k_.return_facts) check_return_fact(item);
    for (const auto& [id, item] : k_.daily) {
      if (item.when) weighs_no_posture("daily", id, "when", *item.when);
    }
    for (const auto& [id, item] : k_.prognosis) check_prognosis(item);
    for (const PrognosisMover& mover : k_.policy.movers) check_mover(mover);
    check_fact("policy", "own_estimate", k_.policy.own_estimate.fact);
    for (const auto& [id, item] : k_.figures) check_figure(item);
    for (const auto& [id, item] : k_.questions) check_question(item);
    for (const OwnSpeed speed : {OwnSpeed::easy, OwnSpeed::top}) check_speed(speed);
    for (const auto& [id, item] : k_.flags) weighs_no_posture("red_flag", id, "when", item.when);
    for (const auto& [id, item] : k_.gates) check_gate(item);
  }

 private:
  /// What carries its kilograms has steps of its own, and nothing else carries any.
  void check_loads(const Exercise& exercise) const {
    if (!exercise.loads.empty() && (!exercise.loadable || exercise.dose_unit != "reps"))
      findings_.error("exercise", exercise.id, "loads", "only an exercise in repetitions that is loadable");
    for (const std::string& word : exercise.loads) {
      if (std::ranges::find(k_.policy.loads.kits, word, &LoadsPolicy::Kit::id) == k_.policy.loads.kits.end())
        findings_.error("exercise", exercise.id, "loads",
                        fmt::format("the policy knows no steps of '{}'", word));
    }
  }

  /// A figure shows an exercise or a test that there is.
  void check_figure(const Figure& figure) const {
    const auto dot = figure.shows.find('.');
    const std::string kind = figure.shows.substr(0, dot), shown = figure.shows.substr(dot + 1);
    if (!(kind == "exercise" ? k_.exercises.contains(shown) : k_.tests.contains(shown)))
      findings_.error("figure", figure.id, "shows", fmt::format("there is no {} '{}'", kind, shown));
  }

  template <class T>
  void need(std::string_view kind, std::string_view id, std::string_view path,
            const std::vector<std::string>& refs, const ById<T>& among, std::string_view what) const {
    for (const std::string& ref : refs) {
      if (!among.contains(ref))
        findings_.error(kind, id, path, fmt::format("there is no {} '{}'", what, ref));
    }
  }

  void range(std::string_view kind, std::string_view id, std::string_view path, const Range& value) const {
    if (value.min > value.max)
      findings_.error(kind, id, path, fmt::format("min {} is above max {}", value.min, value.max));
  }

  /// Posture and alignment are described; nothing that decides may look at them.
  void weighs_no_posture(std::string_view kind, std::string_view id, std::string_view path,
                         const Condition& condition) const {
    for (const FactName& fact : facts_of(condition)) {
      const auto test = fact.space == "test" ? k_.tests.find(fact.item) : k_.tests.end();
      if (test != k_.tests.end() && test->second.not_a_cause)
        findings_.error(kind, id, path, fmt::format("'{}' is described only and has no weight", fact.item));
    }
  }

  void check_return_fact(const ReturnFact& fact) const {
    if (fact.met_when) weighs_no_posture("return_fact", fact.id, "met_when", *fact.met_when);
    for (const std::string& ref : fact.settled_by) {
      const bool there = (ref.starts_with("test.") && k_.tests.contains(ref.substr(5))) ||
                         (ref.starts_with("question.") && k_.questions.contains(ref.substr(9)));
      if (!there) findings_.error("return_fact", fact.id, "settled_by", fmt::format("there is no '{}'", ref));
    }
  }

  /// What is tapped on a drawing is an option of the question, each once, and answers only what can be
  /// answered with yes.
  void check_zones(const Question& question) const {
    std::set<std::string> drawn;
    for (const Question::Zone& zone : question.zones) {
      if (std::ranges::find(question.options, zone.option) == question.options.end() ||
          !drawn.insert(zone.option).second)
        findings_.error("question", question.id, "zone",
                        fmt::format("'{}' is no option, or is drawn twice", zone.option));
      const auto also = k_.questions.find(zone.also);
      if (!zone.also.empty() &&
          (also == k_.questions.end() || also->second.answer != Question::Answer::yes_no))
        findings_.error("question", question.id, "zone",
                        fmt::format("there is no yes-no question '{}'", zone.also));
    }
  }

  /// One sentence stands for the danger signs of somebody who is not hurt: for the whole short set at least,
  /// or its 'no' would be no answer to it, and for nothing but danger signs.
  void check_stands_for(const Question& question) const {
    if (question.stands_for.empty()) return;
    const auto fault = [&](const std::string& message) {
      findings_.error("question", question.id, "stands_for", message);
    };
    if (question.answer != Question::Answer::yes_no || question.rescreen)
      fault("what stands for others is answered by yes or no, and is none of the short set");
    if (k_.well_question != question.id)
      fault(fmt::format("'{}' stands for the danger signs already", k_.well_question));
    for (const std::string& id : question.stands_for) {
      const auto named = k_.questions.find(id);
      const bool sign = named != k_.questions.end() && named->second.set == Question::Set::red_flag &&
                        id != question.id &&
                        (named->second.answer == Question::Answer::yes_no ||
                         named->second.answer == Question::Answer::choice);
      if (!sign) fault(fmt::format("'{}' is no danger sign that it could stand for", id));
    }
    for (const std::string& id : k_.short_set) {
      if (std::ranges::find(question.stands_for, id) == question.stands_for.end())
        fault(fmt::format("'{}' of the short set is missing", id));
    }
  }

  void check_question(const Question& question) const {
    check_stands_for(question);
    if (question.answer == Question::Answer::number && question.min >= question.max) {
      findings_.error("question", question.id, "answer", "min must lie below max");
    }
    if (question.rescreen && question.answer != Question::Answer::yes_no) {
      findings_.error("question", question.id, "rescreen",
                      "questions of the short set are answered by yes or no");
    }
    if (question.function && question.answer != Question::Answer::choice)
      findings_.error("question", question.id, "function", "what somebody can do is asked as a choice");
    check_zones(question);
    const bool number = question.answer == Question::Answer::number;
    if (question.speed != OwnSpeed::none && (!number || question.unit != "m/s"))
      findings_.error("question", question.id, "speed", "a speed is a number in m/s");
    if (question.usual_week && (!number || question.unit != "m"))
      findings_.error("question", question.id, "usual_week", "a week of running is a number in m");
    if (question.few && (!number || !question.unit.empty()))
      findings_.error("question", question.id, "few", "a count is a number without a unit");
    if (question.one_when && (!question.few || question.min != 0))
      findings_.error("question", question.id, "one_when", "only a count (few) from 0 on can begin at one");
    if (question.function && question.rescreen)
      findings_.error("question", question.id, "function", "a danger sign is not undone by asking again");
  }

  /// Rungs are told in the person's own speeds: two questions for one of them, or none where a rung needs it,
  /// would take the speed out of the plan.
  void check_speed(OwnSpeed speed) const {
    const std::string_view word = speed == OwnSpeed::easy ? "easy_speed" : "top_speed";
    const Question* first = nullptr;
    for (const auto& [id, question] : k_.questions) {
      if (question.speed != speed) continue;
      if (first != nullptr)
        findings_.error("question", id, "speed", fmt::format("'{}' asks for the same speed", first->id));
      first = &question;
    }
    if (first != nullptr) return;
    for (const auto& [id, protocol] : k_.protocols) {
      const auto rung = std::ranges::find(protocol.rungs, speed, &Rung::speed_of);
      if (rung != protocol.rungs.end())
        findings_.error(
            "protocol", id, "rung." + rung->id,
            fmt::format("is told in {}, and no question asks for it (speed = \"{}\")", word, word));
    }
  }

  void check_picture(const InjuryType& picture) const {
    need("injury_type", picture.id, "protocols", picture.protocols, k_.protocols, "protocol");
    check_advice(picture);
    std::set<std::string> ids;
    for (const auto* clues : {&picture.speaks_for, &picture.speaks_against}) {
      for (const Clue& clue : *clues) {
        if (clue.weight > 0) weighs_no_posture("injury_type", picture.id, "clue." + clue.id, clue.when);
        if (!ids.insert(clue.id).second)
          findings_.error("injury_type", picture.id, "", fmt::format("two clues are called '{}'", clue.id));
      }
    }
  }

  /// Whoever has this and nobody beside them must not be left without a name, advice and an address.
  void check_advice(const InjuryType& picture) const {
    using Kind = InjuryType::Advice::Kind;
    const bool alone = std::ranges::any_of(k_.protocols, [&](const auto& entry) {
      const Protocol& protocol = entry.second;
      return protocol.complete && protocol.unsupervised &&
             std::ranges::find(protocol.default_for, picture.id) != protocol.default_for.end();
    });
    for (const auto& [kind, word] :
         {std::pair(Kind::worse, "worse"), {Kind::meanwhile, "meanwhile"}, {Kind::see, "see"}}) {
      if (alone || std::ranges::find(picture.advice, kind, &InjuryType::Advice::kind) != picture.advice.end())
        continue;
      findings_.error("injury_type", picture.id, "advice",
                      fmt::format("no protocol for it may be followed alone, so it needs advice of the kind "
                                  "'{}'",
                                  word));
    }
  }

  void check_test(const ClinicalTest& test) const {
    const bool measured = test.measures != ClinicalTest::Measures::pain_only &&
                          test.measures != ClinicalTest::Measures::result_only;
    if (test.plausible_min && test.plausible_max && *test.plausible_min >= *test.plausible_max) {
      findings_.error("test", test.id, "plausible", "min must lie below max");
    }
    if (measured && (!test.plausible_min || !test.plausible_max)) {
      findings_.error("test", test.id, "",
                      "a measured test needs 'plausible', so that impossible values are refused");
    }
    if (measured && test.error.from == ErrorModel::From::none) {
      findings_.error("test", test.id, "error",
                      "a measured number needs an error: from a source or a stated wide assumption");
    }
    // What is shown as read in a source must have been read in one.
    const Status read = test.error.evidence.status;
    if (test.error.from == ErrorModel::From::source && read != Status::verified &&
        read != Status::second_hand) {
      findings_.error("test", test.id, "error",
                      "an error 'from a source' must have been read in one (V or V2); say 'wide_assumption' "
                      "where it is ours");
    }
    for (const Outcome& outcome : test.outcomes) check_outcome(test, outcome);
    if (test.answers) check_answers(test, *test.answers);
  }

  /// Every result says one answer to the question and every answer is said by one result: else a question
  /// and its test could contradict each other.
  void check_answers(const ClinicalTest& test, const AnswersQuestion& answers) const {
    const auto question = k_.questions.find(answers.question);
    if (question == k_.questions.end() || question->second.answer != Question::Answer::choice) {
      return findings_.error("test", test.id, "answers",
                             fmt::format("there is no question '{}' with options", answers.question));
    }
    const auto once = [&](const std::vector<std::string>& expected, auto part, std::string_view what) {
      for (const std::string& word : expected) {
        const auto count = std::ranges::count(answers.words, word, part);
        if (count != 1)
          findings_.error(
              "test", test.id, "answers",
              fmt::format("the {} '{}' stands here {} times; it must stand once", what, word, count));
      }
    };
    using Pair = std::pair<std::string, std::string>;
    once(test.results, &Pair::first, "result");
    once(question->second.options, &Pair::second, "answer");
    if (answers.words.size() != test.results.size())
      findings_.error("test", test.id, "answers", "names a result that this test does not have");
  }

  void check_gate(const Gate& gate) const {
    weighs_no_posture("gate", gate.id, "when", gate.when);
    std::set<std::string> ids;
    for (const GateStage& stage : gate.stages) {
      const std::string path = fmt::format("stage.{}", stage.id);
      if (!ids.insert(stage.id).second)
        findings_.error("gate", gate.id, path, fmt::format("two stages are called '{}'", stage.id));
      weighs_no_posture("gate", gate.id, path, stage.when);
      need("gate", gate.id, path, stage.allowed, k_.exercises, "exercise");
      if ((stage.action == Verdict::day_plan) == stage.allowed.empty())
        findings_.error("gate", gate.id, path, "a day plan names what one may do, and nothing else does");
      if (gate.refuse) findings_.error("gate", gate.id, path, "a gate that refuses has no stages");
    }
  }

  void check_outcome(const ClinicalTest& test, const Outcome& outcome) const {
    const std::string path = fmt::format("outcomes.{}", outcome.id);
    for (const double value : outcome.values) {
      if ((test.plausible_min && value < *test.plausible_min) ||
          (test.plausible_max && value > *test.plausible_max)) {
        findings_.error("test", test.id, path, fmt::format("{} lies outside of what is plausible", value));
      }
    }
    if (!outcome.result.empty() && std::ranges::find(test.results, outcome.result) == test.results.end()) {
      findings_.error("test", test.id, path,
                      fmt::format("'{}' is none of the results of this test", outcome.result));
    }
    if (outcome.values.size() > (test.both_sides ? 2u : 1u)) {
      findings_.error("test", test.id, path, "more values than sides");
    }
    if (outcome.pain && !test.records_pain)
      findings_.error("test", test.id, path, "this test records no pain");
  }

  void check_rest_rule(const RestRule& rule) const {
    for (const std::string& allowed : rule.allowed) {
      if (k_.exercises.contains(allowed) || k_.techniques.contains(allowed)) continue;
      findings_.error("rest_rule", rule.id, "allowed",
                      fmt::format("there is no exercise or technique '{}'", allowed));
    }
    const bool takes_off =
        rule.effect == RestRule::Effect::dose_back || rule.effect == RestRule::Effect::gentle_start;
    if (takes_off && rule.amount <= 0.0) {
      findings_.error("rest_rule", rule.id, "effect", "dose_back and gentle_start need an amount above 0");
    }
  }

  void check_alignment(const Alignment& item) const {
    if (!item.is_program && !k_.tests.contains(item.test)) {
      findings_.error("alignment", item.id, "test", fmt::format("there is no test '{}'", item.test));
    }
    need("alignment", item.id, "measures", item.measures, k_.tests, "test");
    if (item.breaks) {
      need("alignment", item.id, "breaks", {item.breaks->question}, k_.questions, "question");
      range("alignment", item.id, "breaks",
            {static_cast<double>(item.breaks->least_min), static_cast<double>(item.breaks->most_min)});
    }
    for (std::size_t i = 0; i < item.content.size(); ++i) {
      const Alignment::Line& line = item.content[i];
      const std::string path = fmt::format("content.{}", i);
      need("alignment", item.id, path, {line.exercise}, k_.exercises, "exercise");
      range("alignment", item.id, path,
            {static_cast<double>(line.sets_min), static_cast<double>(line.sets_max)});
      range("alignment", item.id, path, {line.amount_min, line.amount_max});
    }
  }

  /// Whoever is not hurt would run fast every day on a ladder if nothing said how often: one program says it.
  void check_fast_running() const {
    const Prevention* first = nullptr;
    for (const auto& [id, item] : k_.prevention) {
      if (item.fast.has_value() != (item.sort == Prevention::Sort::exposure))
        findings_.error("prevention", id, "fast", "an exposure says how often one runs fast, and only it");
      if (!item.fast) continue;
      if (first != nullptr)
        findings_.error("prevention", id, "fast", fmt::format("'{}' says so as well", first->id));
      first = &item;
      for (const FastRunning::Limit& limit : item.fast->limits) {
        const auto question = k_.questions.find(limit.not_above);
        if (!limit.not_above.empty() && (question == k_.questions.end() || question->second.unit != "m/s"))
          findings_.error("prevention", id, "fast.limit." + limit.id,
                          fmt::format("no question '{}' asks for a speed", limit.not_above));
      }
    }
    if (first != nullptr) return;
    for (const auto& [id, protocol] : k_.protocols) {
      if (!protocol.rungs.empty())
        findings_.error("protocol", id, "rung", "no prevention program says how often one runs fast");
    }
  }

  void check_prevention(const Prevention& item) const {
    if (!item.exercise.empty())
      need("prevention", item.id, "exercise", {item.exercise}, k_.exercises, "exercise");
    int expected = 1;
    double sessions = 0;
    for (const Prevention::Week& week : item.weeks) {
      if (week.from != expected || week.to < week.from) {
        findings_.error(
            "prevention", item.id, "week",
            fmt::format("weeks follow one another without gaps; week {} should come here", expected));
      }
      expected = week.to + 1;
      sessions += 0.5 * (week.sessions.min + week.sessions.max) * (week.to - week.from + 1);
      range("prevention", item.id, "week", week.sessions);
      for (const Range& set : week.sets) range("prevention", item.id, "week", set);
    }
    if (item.sort == Prevention::Sort::weekly_table && (item.weeks.empty() || item.exercise.empty())) {
      findings_.error("prevention", item.id, "sort", "a weekly table needs weeks and an exercise");
    }
    const auto differs = [](double a, double b) { return std::abs(a - b) > 1e-9; };
    if (item.total_reps_source && differs(total_reps_at_midpoints(item), *item.total_reps_source)) {
      findings_.error("prevention", item.id, "total_reps_source",
                      fmt::format("the weeks add up to {} repetitions, the source says {}",
                                  total_reps_at_midpoints(item), *item.total_reps_source));
    }
    if (item.total_sessions_source && differs(sessions, *item.total_sessions_source)) {
      findings_.error("prevention", item.id, "total_sessions_source",
                      fmt::format("the weeks add up to {} sessions, the source says {}", sessions,
                                  *item.total_sessions_source));
    }
  }

  void check_fact(const std::string& kind, const std::string& id, const FactName& fact) const {
    const bool there =
        fact.space == "story" ? k_.questions.contains(fact.item) : k_.tests.contains(fact.item);
    if (!there)
      findings_.error(kind, id, "fact", fmt::format("there is no question or test '{}'", fact.item));
  }

  void check_finding(const PrognosisItem& item) const {
    const PrognosisItem::Finding& finding = *item.finding;
    check_fact("prognosis", item.id, finding.fact);
    const auto question = k_.questions.find(finding.fact.item);
    if (finding.word.empty() || question == k_.questions.end()) return;
    const auto& options = question->second.options;
    if (std::ranges::find(options, finding.word) == options.end())
      findings_.error("prognosis", item.id, "finding.word",
                      fmt::format("'{}' is no answer to this question", finding.word));
  }

  /// A worse finding never makes it shorter.
  void check_mover(const PrognosisMover& mover) const {
    check_fact("policy", mover.id, mover.fact);
    const auto rises = [](const std::vector<double>& v, bool strictly) {
      for (std::size_t i = 1; i < v.size(); ++i)
        if (v[i] < v[i - 1] || (strictly && v[i] == v[i - 1])) return false;
      return true;
    };
    if (mover.at.size() != mover.factor.size() || !rises(mover.at, true) || !rises(mover.factor, false))
      findings_.error("policy", mover.id, "movers",
                      "expected as many factors as values, the values rising and no factor falling");
  }

  void check_prognosis(const PrognosisItem& item) const {
    using Shape = PrognosisItem::Shape;
    if (item.finding) check_finding(item);
    if (item.shape != Shape::median_range && item.shape != Shape::median_quartiles) return;
    if (!(item.min_days > 0 && item.min_days < item.max_days && item.min_days <= item.center_days &&
          item.center_days <= item.max_days)) {
      findings_.error("prognosis", item.id, "days", "expected 0 < min <= median <= max, and min < max");
    }
  }

  const Knowledge& k_;
  const Findings& findings_;
};

}  // namespace

void check_references(const Knowledge& knowledge, const Findings& findings) {
  References(knowledge, findings).check();
}

}  // namespace hamstring::rehab

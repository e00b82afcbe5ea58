#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Two exercises, a measured test of both sides, a question, a picture, a program.
Knowledge small_knowledge() {
  Knowledge k;
  for (const auto& [id, demand] : {std::pair("bridge", 2), {"nordic", 8}}) {
    k.exercises[id].id = id;
    k.exercises[id].demand = demand;
  }
  ClinicalTest& knee = k.tests["knee"];
  knee.id = "knee";
  knee.plausible_min = -10;
  knee.plausible_max = 90;
  knee.both_sides = true;
  knee.error.from = ErrorModel::From::source;
  knee.results = {"good", "bad"};
  k.questions["walk"].id = "walk";
  k.questions["walk"].answer = Question::Answer::choice;
  k.questions["walk"].options = {"normal", "limping"};
  k.questions["numb"].id = "numb";
  k.questions["numb"].answer = Question::Answer::yes_no;
  k.questions["numb"].rescreen = true;
  k.pictures["tear"].id = "tear";
  k.prevention["nordic_table"].id = "nordic_table";
  return k;
}

Criterion criterion(std::string id, decltype(Criterion::rule) rule) {
  Criterion made;
  made.id = std::move(id);
  made.rule = std::move(rule);
  made.evidence.status = Status::verified;
  return made;
}

ContentLine line(std::string id, std::string exercise) {
  ContentLine made;
  made.id = std::move(id);
  made.options = {std::move(exercise)};
  made.evidence.status = Status::verified;
  return made;
}

/// settle → speed → after; one rung, opened by speed. Nothing is wrong with it.
Protocol good_protocol() {
  Protocol p;
  p.id = "p";
  p.default_for = {"tear"};
  p.complete = true;
  p.phases.resize(3);
  Phase& settle = p.phases[0];
  settle.id = "settle";
  settle.order = 1;
  settle.next = "speed";
  settle.content = {line("easy", "bridge")};
  settle.exit = {
      criterion("day", DayCriterion{.min_injury_day = 3}),
      criterion("knee", MeasureCriterion{
                            .test = "knee", .metric = MeasureCriterion::Metric::difference, .target = 10})};
  Phase& speed = p.phases[1];
  speed.id = "speed";
  speed.order = 2;
  speed.next = "after";
  speed.back = "settle";
  speed.rungs = {"jog"};
  speed.content = {line("hard", "nordic")};
  speed.exit = {
      criterion("jogged", ToleratedCriterion{.what = ToleratedCriterion::What::rung, .ref = "jog"})};
  speed.hold = {
      criterion("walks", ObservedCriterion{.test = {}, .question = "walk", .target = std::string("normal")})};
  Phase& after = p.phases[2];
  after.id = "after";
  after.order = 3;
  after.terminal = after.is_return = true;
  after.back = "speed";
  Rung jog;
  jog.id = "jog";
  jog.order = 1;
  jog.work_s = 60;
  p.rungs = {jog};
  return p;
}

std::vector<std::string> findings_of(const Protocol& protocol, Severity severity = Severity::error) {
  Diagnostics out;
  const std::vector<ItemFile> none;
  const Knowledge knowledge = small_knowledge();
  check_protocol(protocol, knowledge, Findings(none, out));
  std::vector<std::string> found;
  for (const Diagnostic& entry : out.entries()) {
    if (entry.severity == severity) found.push_back(entry.element + ": " + entry.message);
  }
  return found;
}

TEST(CheckProtocol, finds_nothing_wrong_with_a_good_one) {
  EXPECT_THAT(findings_of(good_protocol()), IsEmpty());
  EXPECT_THAT(findings_of(good_protocol(), Severity::warning), IsEmpty());
}

struct Spoiled {
  const char* said;  ///< the one thing that must be said
  std::function<void(Protocol&)> spoil;
};

TEST(CheckProtocol, names_each_fault_by_its_place_and_nothing_besides) {
  using Metric = MeasureCriterion::Metric;
  using Field = ObservedCriterion::Field;
  const auto exit = [](Protocol& p, auto rule) { p.phases[1].exit[0].rule = rule; };
  const std::vector<Spoiled> all{
      {"default_for: there is no injury type 'strain'", [](Protocol& p) { p.default_for = {"strain"}; }},
      {"pain: limit_default is above limit_max", [](Protocol& p) { p.pain_limit_default = 5; }},
      {"phase.speed.order: two phases have the order 1",
       [](Protocol& p) {
         p.phases[0].order = p.phases[1].order = 1;
         p.phases[1].back = "";
         p.phases[1].hold = {};
         p.phases[0].next = "after";
         p.phases[0].exit[0].rule = DayCriterion{};
       }},
      {"phase.settle.exit.day: two criteria of a phase are called 'day'",
       [](Protocol& p) { p.phases[0].exit[1].id = "day"; }},
      {"phase.settle.content.easy: two lines of a phase are called 'easy'",
       [](Protocol& p) { p.phases[0].content.push_back(p.phases[0].content[0]); }},
      {"phase: exactly one phase is terminal; 0 are", [](Protocol& p) { p.phases[2].terminal = false; }},
      {"phase.settle.next: there is no phase 'sped'", [](Protocol& p) { p.phases[0].next = "sped"; }},
      {"phase.speed.next: 'settle' was passed before: a loop",
       [](Protocol& p) { p.phases[1].next = "settle"; }},
      {"phase.speed.back: 'after' is not an earlier phase", [](Protocol& p) { p.phases[1].back = "after"; }},
      {"phase.settle.exit: time alone never advances anyone",
       [](Protocol& p) { p.phases[0].exit.pop_back(); }},
      {"phase.speed.exit: time alone never advances anyone", [](Protocol& p) { p.phases[1].exit.clear(); }},
      {"phase.settle.content.easy.options: there is no exercise 'brigde'",
       [](Protocol& p) { p.phases[0].content[0].options.push_back("brigde"); }},
      {"phase.settle.content.easy.sets: min is above max",
       [](Protocol& p) { p.phases[0].content[0].sets = {3, 2}; }},
      {"phase.settle.content.easy: progress = \"table\" needs",
       [](Protocol& p) { p.phases[0].content[0].progress = ContentLine::Progress::table; }},
      {"rung.jog.percent: min is above max", [](Protocol& p) { p.rungs[0].percent = {90, 80}; }},
      {"rung.jog: a rung has either work_s or work_m", [](Protocol& p) { p.rungs[0].work_m = 100; }},
      {"rung.jog: a rung has either work_s or work_m", [](Protocol& p) { p.rungs[0].work_s = {}; }},
      {"rung.jog: two rungs are called 'jog'",
       [](Protocol& p) {
         p.rungs.push_back(p.rungs[0]);
         p.rungs[1].order = 2;
       }},
      {"phase.speed.exit.jogged: there is no test 'hip'",
       [&](Protocol& p) { exit(p, MeasureCriterion{.test = "hip"}); }},
      {"phase.speed.exit.jogged: 'knee' never reaches 91",
       [&](Protocol& p) {
         exit(p, MeasureCriterion{.test = "knee", .metric = Metric::value, .target = 91});
       }},
      {"phase.speed.exit.jogged: the rung 'sprint' is not open up to this phase",
       [&](Protocol& p) {
         exit(p, ToleratedCriterion{.what = ToleratedCriterion::What::rung, .ref = "sprint"});
       }},
      {"phase.settle.exit.knee: the rung 'jog' is not open up to this phase",
       [](Protocol& p) {
         p.phases[0].exit[1].rule = ToleratedCriterion{.what = ToleratedCriterion::What::rung, .ref = "jog"};
       }},
      {"phase.speed.exit.jogged: there is no exercise 'squat'",
       [&](Protocol& p) {
         exit(p, ToleratedCriterion{.what = ToleratedCriterion::What::exercise, .ref = "squat"});
       }},
      {"phase.speed.exit.jogged: there is no question 'talk'",
       [&](Protocol& p) { exit(p, ObservedCriterion{.test = {}, .question = "talk"}); }},
      {"phase.speed.exit.jogged: 'numb' is asked in the short set, day by day",
       [&](Protocol& p) {
         exit(p, ObservedCriterion{.test = {}, .question = "numb", .target = std::string("no")});
       }},
      {"phase.speed.exit.jogged: the target must be one of: normal, limping",
       [&](Protocol& p) {
         exit(p, ObservedCriterion{.test = {}, .question = "walk", .target = std::string("lame")});
       }},
      {"phase.speed.exit.jogged: 'knee' records no pain",
       [&](Protocol& p) {
         exit(p, ObservedCriterion{.test = "knee",
                                   .question = {},
                                   .field = Field::pain,
                                   .comparison = Comparison::less_equal,
                                   .target = 2.0});
       }},
      {"phase.speed.exit.jogged: a number is compared with <= or >=",
       [&](Protocol& p) {
         exit(p, ObservedCriterion{.test = "knee",
                                   .question = {},
                                   .field = Field::value,
                                   .comparison = Comparison::equal,
                                   .target = 2.0});
       }},
      {"phase.speed.exit.jogged: a word is compared with ==",
       [&](Protocol& p) {
         exit(p, ObservedCriterion{.test = "knee",
                                   .question = {},
                                   .field = Field::result,
                                   .comparison = Comparison::less,
                                   .target = std::string("good")});
       }},
      {"phase.settle.hold.h: the first phase has none before it",
       [](Protocol& p) {
         p.phases[0].hold = {criterion("h", MeasureCriterion{.test = "knee", .target = 5})};
       }},
      {"phase.speed.hold.walks: only a test or an answer can be clearly not met",
       [](Protocol& p) { p.phases[1].hold[0].rule = DayCriterion{}; }},
      {"phase.speed: its hardest exercise asks less (2) than that of the phase before (8)",
       [](Protocol& p) { std::swap(p.phases[0].content, p.phases[1].content); }},
      {"phase.speed: a complete protocol has no blanks",
       [&](Protocol& p) { p.phases[1].exit.push_back(criterion("gap", BlankCriterion{})); }},
      {"phase.settle: a complete protocol has no blanks",
       [](Protocol& p) { p.phases[0].content[0].evidence.status = Status::blank; }},
  };
  for (const Spoiled& each : all) {
    Protocol protocol = good_protocol();
    each.spoil(protocol);
    EXPECT_THAT(findings_of(protocol), ::testing::Contains(HasSubstr(each.said))) << each.said;
  }
}

TEST(CheckProtocol, finds_blanks_wherever_a_complete_protocol_may_have_them) {
  const Criterion blank = criterion("gap", BlankCriterion{});
  Protocol of_rung = good_protocol();
  of_rung.rungs[0].needs = {blank};
  EXPECT_THAT(findings_of(of_rung), ::testing::Contains(HasSubstr("a complete protocol has no blanks")));
  Protocol of_hold = good_protocol();
  of_hold.phases[1].hold.push_back(blank);
  EXPECT_THAT(findings_of(of_hold), ::testing::Contains(HasSubstr("a complete protocol has no blanks")));
  of_rung.complete = false;
  EXPECT_THAT(findings_of(of_rung), IsEmpty());
}

TEST(CheckProtocol, warns_of_what_is_allowed_and_doubtful) {
  Protocol endless = good_protocol();
  endless.phases[2].is_return = false;
  EXPECT_THAT(findings_of(endless, Severity::warning),
              ElementsAre(HasSubstr("an injury never counts as over")));
  Protocol noisy = good_protocol();
  noisy.phases[0].exit.push_back(criterion("again", MeasureCriterion{.test = "knee", .target = 5}));
  EXPECT_THAT(findings_of(noisy, Severity::warning), ElementsAre(HasSubstr("2 noisy measures")));
  Protocol unopened = good_protocol();
  unopened.rungs.push_back(unopened.rungs[0]);
  unopened.rungs[1].id = "sprint";
  unopened.rungs[1].order = 2;
  EXPECT_THAT(findings_of(unopened, Severity::warning), ElementsAre("rung.sprint: no phase opens this rung"));
}

TEST(CheckProtocol, refuses_to_be_offered_by_what_only_a_chosen_protocol_knows) {
  Protocol protocol = good_protocol();
  protocol.offered_when = parse_condition("plan.phase == settle").value();
  EXPECT_THAT(findings_of(protocol),
              ElementsAre(HasSubstr("plan.phase is known only once a protocol is chosen")));
}

}  // namespace
}  // namespace hamstring::rehab

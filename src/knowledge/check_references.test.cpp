#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// One item of most kinds. Every reference leads somewhere.
Knowledge good_knowledge() {
  Knowledge k;
  k.exercises["bridge"].id = "bridge";
  ClinicalTest& knee = k.tests["knee"];
  knee.id = "knee";
  knee.measures = ClinicalTest::Measures::angle;
  knee.plausible_min = 0;
  knee.plausible_max = 90;
  knee.error.from = ErrorModel::From::source;
  knee.error.evidence.status = Status::verified;
  ClinicalTest& gait = k.tests["gait"];
  gait.id = "gait";
  gait.results = {"fine", "lame"};
  gait.answers = AnswersQuestion{.question = "walk", .words = {{"fine", "normal"}, {"lame", "limping"}}};
  ClinicalTest& posture = k.tests["posture"];
  posture.id = "posture";
  posture.not_a_cause = true;
  Question& walk = k.questions["walk"];
  walk.id = "walk";
  walk.answer = Question::Answer::choice;
  walk.options = {"normal", "limping"};
  Question& top = k.questions["top"];
  top.id = "top";
  top.answer = Question::Answer::number;
  top.min = 1;
  top.max = 12;
  top.unit = "m/s";
  top.speed = OwnSpeed::top;
  Question& race = k.questions["race"];
  race.id = "race";
  race.answer = Question::Answer::number;
  race.min = 1;
  race.max = 12;
  race.unit = "m/s";
  InjuryType& tear = k.pictures["tear"];
  tear.id = "tear";
  tear.protocols = {"p"};
  tear.speaks_for = {{.id = "pop", .when = {}, .weight = 1, .evidence = {}}};
  Protocol& p = k.protocols["p"];
  p.id = "p";
  p.complete = p.unsupervised = true;
  p.default_for = {"tear"};
  Rung sprint;
  sprint.id = "sprint";
  sprint.speed_of = OwnSpeed::top;
  p.rungs = {sprint};
  k.policy.own_estimate.fact = FactName{.space = "story", .item = "top", .field = ""};
  Gate& gate = k.gates["young"];
  gate.id = "young";
  gate.stages = {
      {.id = "now", .when = {}, .action = Verdict::day_plan, .allowed = {"bridge"}, .evidence = {}}};
  Prevention& table = k.prevention["table"];
  table.id = "table";
  table.sort = Prevention::Sort::weekly_table;
  table.exercise = "bridge";
  table.weeks = {{.from = 1, .to = 2, .sessions = {2, 2}, .sets = {{5, 5}}},
                 {.from = 3, .to = 3, .sessions = {3, 3}, .sets = {{6, 8}}}};
  table.total_reps_source = 2 * 2 * 5 + 3 * 7;
  table.total_sessions_source = 2 * 2 + 3;
  Prevention& weekly = k.prevention["weekly"];
  weekly.id = "weekly";
  weekly.sort = Prevention::Sort::exposure;
  weekly.fast = FastRunning{};
  weekly.fast->limits = {{.id = "far", .most = Pace::fast, .when = {}, .not_above = "race", .evidence = {}}};
  PrognosisItem& span = k.prognosis["span"];
  span.id = "span";
  span.shape = PrognosisItem::Shape::median_range;
  span.min_days = 5;
  span.center_days = 20;
  span.max_days = 90;
  RestRule& rest = k.rest_rules["ill"];
  rest.id = "ill";
  rest.allowed = {"bridge"};
  ReturnFact& fact = k.return_facts["fast"];
  fact.id = "fast";
  fact.settled_by = {"test.knee", "question.top"};
  Figure& figure = k.figures["bridge"];
  figure.id = "bridge";
  figure.shows = "exercise.bridge";
  return k;
}

std::vector<std::string> findings_of(const Knowledge& knowledge) {
  Diagnostics out;
  const std::vector<ItemFile> none;
  check_references(knowledge, Findings(none, out));
  std::vector<std::string> found;
  for (const Diagnostic& entry : out.entries()) found.push_back(entry.element + ": " + entry.message);
  return found;
}

TEST(CheckReferences, finds_nothing_wrong_where_everything_leads_somewhere) {
  EXPECT_THAT(findings_of(good_knowledge()), IsEmpty());
}

struct Spoiled {
  const char* said;  ///< all that must be said
  std::function<void(Knowledge&)> spoil;
};

TEST(CheckReferences, names_each_fault_alone) {
  const auto posture = parse_condition("test.posture.value >= 3").value();
  const std::vector<Spoiled> all{
      {"shows: there is no exercise 'plank'",
       [](Knowledge& k) { k.figures["bridge"].shows = "exercise.plank"; }},
      {"shows: there is no test 'bridge'", [](Knowledge& k) { k.figures["bridge"].shows = "test.bridge"; }},
      {"rung: no prevention program says how often one runs fast",
       [](Knowledge& k) { k.prevention.erase("weekly"); }},
      {"fast: 'weekly' says so as well",
       [](Knowledge& k) {
         k.prevention["weekly_too"] = k.prevention["weekly"];
         k.prevention["weekly_too"].id = "weekly_too";
       }},
      {"fast.limit.far: no question 'walk' asks for a speed",
       [](Knowledge& k) { k.prevention["weekly"].fast->limits[0].not_above = "walk"; }},
      {"easier: there is no exercise 'plank'",
       [](Knowledge& k) { k.exercises["bridge"].easier = {"plank"}; }},
      {"harder: there is no exercise 'plank'",
       [](Knowledge& k) { k.exercises["bridge"].harder = {"plank"}; }},
      {"loads: the policy knows no steps of 'rock'",
       [](Knowledge& k) {
         Exercise& bridge = k.exercises["bridge"];
         bridge.loadable = true;
         bridge.dose_unit = "reps";
         bridge.loads = {"rock"};
       }},
      {"loads: only an exercise in repetitions that is loadable",
       [](Knowledge& k) {
         k.policy.loads.kits = {{.id = "rock", .step_kg = 1}};
         k.exercises["bridge"].loads = {"rock"};
       }},
      {"protocols: there is no protocol 'q'",
       [](Knowledge& k) { k.pictures["tear"].protocols.push_back("q"); }},
      {"two clues are called 'pop'",
       [](Knowledge& k) { k.pictures["tear"].speaks_against = k.pictures["tear"].speaks_for; }},
      {"clue.pop: 'posture' is described only and has no weight",
       [&](Knowledge& k) { k.pictures["tear"].speaks_for[0].when = posture; }},
      {"when: 'posture' is described only and has no weight",
       [&](Knowledge& k) { k.gates["young"].when = posture; }},
      {"stage.now: 'posture' is described only and has no weight",
       [&](Knowledge& k) { k.gates["young"].stages[0].when = posture; }},
      {"met_when: 'posture' is described only and has no weight",
       [&](Knowledge& k) { k.return_facts["fast"].met_when = posture; }},
      {"zone: 'hopping' is no option, or is drawn twice",
       [](Knowledge& k) {
         k.questions["walk"].zones = {
             {.option = "hopping", .x = 60, .y = 40, .half_width = 9, .half_height = 6, .also = ""}};
       }},
      {"zone: there is no yes-no question 'top'",
       [](Knowledge& k) {
         k.questions["walk"].zones = {
             {.option = "normal", .x = 60, .y = 40, .half_width = 9, .half_height = 6, .also = "top"}};
       }},
      {"when: 'posture' is described only and has no weight",
       [&](Knowledge& k) {
         k.daily["bike"] = {
             .id = "bike", .topic = "bike", .order = 1, .loads = true, .when = posture, .evidence = {}};
       }},
      {"settled_by: there is no 'test.top'",
       [](Knowledge& k) { k.return_facts["fast"].settled_by = {"test.top"}; }},
      {"plausible: min must lie below max", [](Knowledge& k) { k.tests["knee"].plausible_min = 90; }},
      {"a measured test needs 'plausible'", [](Knowledge& k) { k.tests["knee"].plausible_max = {}; }},
      {"error: a measured number needs an error",
       [](Knowledge& k) { k.tests["knee"].error.from = ErrorModel::From::none; }},
      {"error: an error 'from a source' must have been read",
       [](Knowledge& k) { k.tests["knee"].error.evidence.status = Status::our_assumption; }},
      {"outcomes.far: 91 lies outside of what is plausible",
       [](Knowledge& k) {
         k.tests["knee"].outcomes = {{.id = "far", .values = {91}, .pain = {}, .result = {}}};
       }},
      {"outcomes.two: more values than sides",
       [](Knowledge& k) {
         k.tests["knee"].outcomes = {{.id = "two", .values = {1, 2}, .pain = {}, .result = {}}};
       }},
      {"outcomes.hurt: this test records no pain",
       [](Knowledge& k) {
         k.tests["knee"].outcomes = {{.id = "hurt", .values = {1}, .pain = 2, .result = {}}};
       }},
      {"outcomes.odd: 'odd' is none of the results",
       [](Knowledge& k) {
         k.tests["gait"].outcomes = {{.id = "odd", .values = {}, .pain = {}, .result = "odd"}};
       }},
      {"answers: there is no question 'talk' with options",
       [](Knowledge& k) { k.tests["gait"].answers->question = "talk"; }},
      {"answers: the answer 'limping' stands here 0 times",
       [](Knowledge& k) { k.tests["gait"].answers->words[1].second = "normal"; }},
      {"stage.now: a day plan names what one may do",
       [](Knowledge& k) { k.gates["young"].stages[0].allowed = {}; }},
      {"stage.now: a day plan names what one may do",
       [](Knowledge& k) { k.gates["young"].stages[0].action = Verdict::urgent; }},
      {"stage.now: a gate that refuses has no stages", [](Knowledge& k) { k.gates["young"].refuse = true; }},
      {"answer: min must lie below max", [](Knowledge& k) { k.questions["top"].min = 12; }},
      {"speed: a speed is a number in m/s", [](Knowledge& k) { k.questions["top"].unit = "km/h"; }},
      {"few: a count is a number without a unit", [](Knowledge& k) { k.questions["top"].few = true; }},
      {"one_when: only a count (few) from 0 on can begin at one",
       [&](Knowledge& k) { k.questions["top"].one_when = posture; }},
      {"stands_for: what stands for others is answered by yes or no",
       [](Knowledge& k) {
         k.questions["walk"].set = Question::Set::red_flag;
         k.questions["top"].stands_for = {"walk"};
         k.well_question = "top";
       }},
      {"stands_for: 'top' is no danger sign that it could stand for",
       [](Knowledge& k) {
         k.questions["walk"].stands_for = {"top"};
         k.questions["walk"].answer = Question::Answer::yes_no;
         k.well_question = "walk";
       }},
      {"stands_for: 'walk' stands for the danger signs already",
       [](Knowledge& k) {
         k.questions["odd"] = {.id = "odd", .answer = Question::Answer::yes_no};
         k.questions["race"] = k.questions["odd"];
         k.questions["race"].id = "race";
         k.questions["race"].set = Question::Set::red_flag;
         k.questions["odd"].stands_for = {"race"};
         k.well_question = "walk";
       }},
      {"usual_week: a week of running is a number in m",
       [](Knowledge& k) { k.questions["top"].usual_week = true; }},
      {"rescreen: questions of the short set are answered by yes or no",
       [](Knowledge& k) { k.questions["walk"].rescreen = true; }},
      {"function: what somebody can do is asked as a choice",
       [](Knowledge& k) { k.questions["top"].function = true; }},
      {"speed: 'a_top' asks for the same speed",
       [](Knowledge& k) {
         k.questions["a_top"] = k.questions["top"];
         k.questions["a_top"].id = "a_top";
       }},
      {"rung.sprint: is told in top_speed, and no question asks for it",
       [](Knowledge& k) {
         k.questions.erase("top");
         k.return_facts.clear();
       }},
      {"allowed: there is no exercise or technique 'plank'",
       [](Knowledge& k) { k.rest_rules["ill"].allowed = {"plank"}; }},
      {"effect: dose_back and gentle_start need an amount above 0",
       [](Knowledge& k) { k.rest_rules["ill"].effect = RestRule::Effect::dose_back; }},
      {"week: weeks follow one another without gaps; week 3 should come here",
       [](Knowledge& k) {
         k.prevention["table"].weeks[1].from = 4;
         k.prevention["table"].weeks[1].to = 4;
       }},
      {"total_reps_source: the weeks add up to 41 repetitions, the source says 42",
       [](Knowledge& k) { k.prevention["table"].total_reps_source = 42; }},
      {"total_sessions_source: the weeks add up to 7 sessions, the source says 8",
       [](Knowledge& k) { k.prevention["table"].total_sessions_source = 8; }},
      {"sort: a weekly table needs weeks and an exercise",
       [](Knowledge& k) { k.prevention["table"].exercise = ""; }},
      {"days: expected 0 < min <= median <= max", [](Knowledge& k) { k.prognosis["span"].center_days = 4; }},
      {"days: expected 0 < min <= median <= max", [](Knowledge& k) { k.prognosis["span"].min_days = 0; }},
      {"range: min must lie below max",
       [](Knowledge& k) {
         k.questionnaires["fash"].id = "fash";
         k.questionnaires["fash"].max = 0;
       }},
  };
  for (const Spoiled& each : all) {
    Knowledge knowledge = good_knowledge();
    each.spoil(knowledge);
    const std::vector<std::string> found = findings_of(knowledge);
    ASSERT_FALSE(found.empty()) << each.said;
    EXPECT_THAT(found, ::testing::Contains(HasSubstr(each.said)));
    EXPECT_LE(found.size(), 2U) << each.said << ", and besides: " << found.back();
  }
}

TEST(CheckReferences,
     whoever_has_a_picture_without_a_protocol_to_follow_alone_gets_all_three_kinds_of_advice) {
  Knowledge knowledge = good_knowledge();
  knowledge.protocols["p"].unsupervised = false;
  EXPECT_THAT(findings_of(knowledge), ::testing::SizeIs(3));
  using Kind = InjuryType::Advice::Kind;
  for (const Kind kind : {Kind::worse, Kind::meanwhile, Kind::see})
    knowledge.pictures["tear"].advice.push_back({.id = "a", .kind = kind, .when = {}, .evidence = {}});
  EXPECT_THAT(findings_of(knowledge), IsEmpty());
  knowledge.pictures["tear"].advice.pop_back();
  EXPECT_THAT(findings_of(knowledge), ::testing::ElementsAre(HasSubstr("of the kind 'see'")));
}

}  // namespace
}  // namespace hamstring::rehab

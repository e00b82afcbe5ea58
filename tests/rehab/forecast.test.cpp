// How long it may take: a worse finding never makes it shorter, only those who were like somebody are asked,
// and nothing is said where nobody was (docs/rehab.md, 11).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "rehab/plan/assessment.h"
#include "rehab/standing/prognosis.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

using Value = std::variant<std::string, double>;

/// One person in a hundred: sport, moment, protocol and what was found, by question or test.
struct Person {
  std::vector<std::string> sports;
  Level level = Level::amateur;
  Sex sex = Sex::male;
  std::string moment = "sprint", protocol;
  std::map<std::string, Value> told;    ///< answers on the day of the forecast
  std::map<std::string, double> lacks;  ///< tests of both sides: by how much the hurt one is worse
  int on = 3;                           ///< day of the forecast
};

PrognosisReport forecast_of(const Person& person) {
  Told told;
  told.add(0, PersonEntry{.birth_day = {},
                          .birth_year = 1995,
                          .sex = person.sex,
                          .level = person.level,
                          .sports = person.sports,
                          .body_mass_kg = {}});
  told.add(0, AnswerEntry{.question = "moment", .value = person.moment});
  told.add(0, SettingEntry{.key = SettingKey::supervised, .value = true}, Who::clinician);
  if (!person.protocol.empty())
    told.add(0, SettingEntry{.key = SettingKey::protocol, .value = person.protocol});
  for (const auto& [question, value] : person.told)
    told.add(person.on, AnswerEntry{.question = question, .value = value});
  for (const auto& [test, lack] : person.lacks) {
    const bool lower = shared_knowledge().tests.find(test)->second.better == ClinicalTest::Better::lower;
    const double other = lower ? 20.0 : 80.0, hurt = lower ? other + lack : other - lack;
    told.add(std::min(person.on, 3), TestEntry{.test = test,
                                               .result = {},
                                               .left = {other, other, other},
                                               .right = {hurt, hurt, hurt},
                                               .pain = 1,
                                               .rescreen = Told::none_of_these()});
  }
  return assess(shared_knowledge(), told.history(), Told::day(person.on)).prognosis;
}

/// Findings from the best to the worst, by what they are told with. A word stands with all of its question.
struct Scale {
  std::string id;
  bool test = false;
  std::vector<Value> values;
};

std::vector<Scale> all_scales() {
  const Knowledge& k = shared_knowledge();
  std::vector<Scale> scales;
  std::set<std::string> seen;
  const auto add = [&](const FactName& fact) {
    if (!seen.insert(fact.item).second) return;
    Scale scale{.id = fact.item, .test = fact.space == "test", .values = {}};
    const auto question = k.questions.find(fact.item);
    if (scale.test) {
      for (const double lack : {0.0, 4.0, 9.0, 14.0, 19.0, 24.0, 29.0}) scale.values.emplace_back(lack);
    } else if (question->second.answer == Question::Answer::choice) {
      for (const std::string& option : question->second.options) scale.values.emplace_back(option);
    } else {
      const double most = std::min(question->second.max, 60.0);
      for (const double share : {0.0, 0.1, 0.25, 0.5, 0.75, 1.0})
        scale.values.emplace_back(std::round(std::lerp(question->second.min, most, share)));
    }
    scales.push_back(std::move(scale));
  };
  for (const auto& [id, item] : k.prognosis) {
    if (item.finding) add(item.finding->fact);
  }
  for (const PrognosisMover& mover : k.policy.movers) add(mover.fact);
  add(k.policy.own_estimate.fact);
  return scales;
}

template <class T>
const T& one_of(std::mt19937& random, const std::vector<T>& list) {
  return list[std::uniform_int_distribution<std::size_t>(0, list.size() - 1)(random)];
}

Person random_person(std::mt19937& random, const std::vector<Scale>& scales) {
  static const std::vector<std::vector<std::string>> sports{
      {"sprint"}, {"football"}, {"distance_running"}, {"dance"}, {"sprint", "football"}};
  static const std::vector<std::string> moments{"sprint", "kick", "slow_stretch", "other"};
  static const std::vector<std::string> protocols{"", "lengthening", "criteria_field"};
  static const std::vector<int> days{3, 3, 6, 12, 30, 60};
  Person person{.sports = one_of(random, sports),
                .level = one_of(random, std::vector{Level::amateur, Level::elite}),
                .sex = one_of(random, std::vector{Sex::male, Sex::female}),
                .moment = one_of(random, moments),
                .protocol = one_of(random, protocols),
                .told = {},
                .lacks = {},
                .on = one_of(random, days)};
  for (const Scale& scale : scales) {
    if (std::bernoulli_distribution(0.6)(random)) continue;
    const Value& value = one_of(random, scale.values);
    if (scale.test) {
      person.lacks[scale.id] = std::get<double>(value);
    } else {
      person.told[scale.id] = value;
    }
  }
  return person;
}

void set(Person& person, const Scale& scale, const Value& value) {
  if (scale.test) {
    person.lacks[scale.id] = std::get<double>(value);
  } else {
    person.told[scale.id] = value;
  }
}

TEST(Forecast, a_worse_finding_is_never_followed_by_an_earlier_day) {
  const std::vector<Scale> scales = all_scales();
  ASSERT_GE(scales.size(), 8U);
  std::mt19937 random(12);
  std::map<std::string, int> compared, later;
  for (int i = 0; i < 800; ++i) {
    Person person = random_person(random, scales);
    const Scale& scale = one_of(random, scales);
    const auto at = std::uniform_int_distribution<std::size_t>(0, scale.values.size() - 2)(random);
    const auto worse = std::uniform_int_distribution<std::size_t>(at + 1, scale.values.size() - 1)(random);
    set(person, scale, scale.values[at]);
    const PrognosisReport good = forecast_of(person);
    set(person, scale, scale.values[worse]);
    const PrognosisReport bad = forecast_of(person);
    // Who is past all days of the studies has no forecast; then nothing can be compared.
    if (!good.known || !bad.known) continue;
    ++compared[scale.id];
    for (std::size_t dot = 0; dot < good.dots_days.size(); ++dot)
      ASSERT_LE(good.dots_days[dot], bad.dots_days[dot] + 1e-6)
          << scale.id << ", dot " << dot << ", history " << i;
    if (good.dots_days[9] + 0.5 < bad.dots_days[9]) ++later[scale.id];
  }
  int all = 0;
  for (const Scale& scale : scales) {
    EXPECT_GE(compared[scale.id], 15) << scale.id << " was hardly compared";
    EXPECT_GE(later[scale.id], 2) << scale.id << " moves nothing";
    all += compared[scale.id];
  }
  EXPECT_GE(all, 240) << "at least three in ten pairs are comparable";
}

TEST(Forecast, steps_of_one_scale_belong_together_and_rise) {
  std::map<FactName, std::vector<const PrognosisItem*>> scales;
  for (const auto& [id, item] : shared_knowledge().prognosis) {
    if (item.finding) scales[item.finding->fact].push_back(&item);
  }
  ASSERT_GE(scales.size(), 4U);
  for (auto& [fact, steps] : scales) {
    const auto question = shared_knowledge().questions.find(fact.item);
    std::ranges::sort(steps, {}, [&](const PrognosisItem* item) {
      if (item->finding->word.empty()) return item->finding->at;
      const auto& options = question->second.options;
      return static_cast<double>(std::ranges::find(options, item->finding->word) - options.begin());
    });
    for (std::size_t i = 1; i < steps.size(); ++i) {
      EXPECT_LE(quantile_of(*steps[i - 1], 0.5), quantile_of(*steps[i], 0.5)) << steps[i]->id;
      EXPECT_EQ(steps[i]->match.text, steps.front()->match.text)
          << steps[i]->id << " looks at other people than " << steps.front()->id;
    }
  }
}

TEST(Forecast, of_nobody_like_this_person_says_nothing) {
  Person ache{.sports = {"distance_running"}, .told = {}, .lacks = {}};
  EXPECT_TRUE(forecast_of(ache).known);
  ache.told["onset"] = std::string("gradual");
  EXPECT_FALSE(forecast_of(ache).known);
  EXPECT_TRUE(forecast_of(ache).named.empty());
  // An estimate of one's own is no study.
  ache.told["own_estimate_days"] = 20.0;
  EXPECT_FALSE(forecast_of(ache).known);
}

TEST(Forecast, asks_only_those_of_the_same_sport_or_of_none_that_is_told) {
  const auto elsewhere = [](const PrognosisReport& report, const std::string& sport) {
    return std::ranges::any_of(report.named, [&](const std::string& id) {
      const auto& population = shared_knowledge().prognosis.find(id)->second.evidence.population;
      return population && !population->sports.empty() &&
             std::ranges::find(population->sports, sport) == population->sports.end();
    });
  };
  for (const std::string sport : {"sprint", "football", "distance_running"}) {
    const PrognosisReport report = forecast_of({.sports = {sport}, .told = {}, .lacks = {}});
    ASSERT_TRUE(report.known) << sport;
    EXPECT_FALSE(elsewhere(report, sport)) << sport;
  }
}

TEST(Forecast, names_both_sources_where_they_disagree) {
  const auto disagrees = [](const PrognosisReport& report) {
    return std::ranges::find(report.reasons, "prognosis.disagree", &Reason::rule) != report.reasons.end();
  };
  // Elite sprinters: 16 weeks in one series, under three weeks in another.
  EXPECT_TRUE(disagrees(forecast_of({.sports = {"sprint"}, .level = Level::elite, .told = {}, .lacks = {}})));
  EXPECT_FALSE(disagrees(forecast_of(
      {.sports = {"dance"}, .level = Level::elite, .moment = "slow_stretch", .told = {}, .lacks = {}})));
}

TEST(Forecast, every_study_has_a_way_in) {
  // What is told of the person reaches each item: by the story, a test, or a protocol that may be chosen.
  const Knowledge& k = shared_knowledge();
  std::set<std::string> reached;
  const std::vector<Person> people{
      {.sports = {"sprint"}, .told = {}, .lacks = {}},
      {.sports = {"football"}, .told = {}, .lacks = {}},
      {.sports = {"football"}, .protocol = "lengthening", .told = {}, .lacks = {}},
      {.sports = {"football"}, .protocol = "criteria_field", .told = {}, .lacks = {}},
      {.sports = {"dance"}, .moment = "slow_stretch", .told = {}, .lacks = {}},
  };
  const auto look = [&](const Person& person) {
    for (const std::string& id : forecast_of(person).named) reached.insert(id);
  };
  for (const Person& person : people) {
    look(person);
    for (const Scale& scale : all_scales()) {
      for (const Value& value : scale.values) {
        Person found = person;
        set(found, scale, value);
        look(found);
      }
    }
  }
  for (const auto& [id, item] : k.prognosis) EXPECT_TRUE(reached.contains(id)) << id << " is never named";
  // And each answer that it reads is asked for by a screen of the story.
  for (const auto& [id, item] : k.prognosis) {
    std::vector<FactName> facts;
    for (const ConditionNode& node : item.match.nodes) facts.push_back(node.fact);
    if (item.finding) facts.push_back(item.finding->fact);
    for (const FactName& fact : facts) {
      const auto question = k.questions.find(fact.item);
      if (fact.space != "story") continue;
      ASSERT_NE(question, k.questions.end());
      EXPECT_FALSE(question->second.screen.empty()) << id << ": nobody is asked for " << fact.item;
    }
  }
}

/// The table of docs/forecast.md: twelve people.
TEST(Forecast, of_twelve_people_stands_beside_the_studies) {
  struct Row {
    const char* who;
    Person person;
    double from, to;  ///< days within which the middle must lie: the medians of the studies of such people
  };
  const std::vector<Row> rows{
      {"amateur runner, sprint", {.sports = {"distance_running"}, .told = {}, .lacks = {}}, 15, 33},
      {"the same, pain 9, 10 days to walk",
       {.sports = {"distance_running"},
        .told = {{"pain_at_injury", 9.0}, {"days_to_walk_free", 10.0}},
        .lacks = {},
        .on = 12},
       20,
       60},
      {"the same, thinks two weeks",
       {.sports = {"distance_running"}, .told = {{"own_estimate_days", 14.0}}, .lacks = {}},
       13,
       28},
      {"woman, runner",
       {.sports = {"distance_running"}, .sex = Sex::female, .told = {}, .lacks = {}},
       15,
       33},
      {"elite sprinter", {.sports = {"sprint"}, .level = Level::elite, .told = {}, .lacks = {}}, 18, 112},
      {"elite sprinter, 4 degrees less",
       {.sports = {"sprint"}, .level = Level::elite, .told = {}, .lacks = {{"active_knee_extension", 4.0}}},
       7,
       60},
      {"elite sprinter, 24 degrees less",
       {.sports = {"sprint"}, .level = Level::elite, .told = {}, .lacks = {{"active_knee_extension", 24.0}}},
       18,
       112},
      {"footballer, lengthening",
       {.sports = {"football"}, .level = Level::elite, .protocol = "lengthening", .told = {}, .lacks = {}},
       15,
       33},
      {"footballer, conventional",
       {.sports = {"football"}, .level = Level::elite, .told = {}, .lacks = {}},
       23,
       51},
      {"footballer, MRI grade 1",
       {.sports = {"football"},
        .level = Level::elite,
        .told = {{"peetrons", std::string("p1")}},
        .lacks = {}},
       15,
       51},
      {"footballer, inner tendon torn through",
       {.sports = {"football"},
        .level = Level::elite,
        .told = {{"intramuscular_tendon", std::string("full")}},
        .lacks = {}},
       23,
       51},
      {"dancer, slow stretch",
       {.sports = {"dance"}, .level = Level::elite, .moment = "slow_stretch", .told = {}, .lacks = {}},
       210,
       532},
  };
  for (const Row& row : rows) {
    const PrognosisReport report = forecast_of(row.person);
    ASSERT_TRUE(report.known) << row.who;
    const double middle = 0.5 * (report.dots_days[9] + report.dots_days[10]);
    EXPECT_GE(middle, row.from) << row.who;
    EXPECT_LE(middle, row.to) << row.who;
    RecordProperty(row.who, std::to_string(report.dots_days[2]) + " " + std::to_string(middle) + " " +
                                std::to_string(report.dots_days[17]));
  }
}

}  // namespace
}  // namespace hamstring::rehab

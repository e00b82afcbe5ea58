// What is measured: clinical tests, questionnaires, alignment.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/word_table.h"
#include "knowledge/condition.h"
#include "knowledge/evidence.h"

namespace hamstring::rehab {

struct ErrorModel {
  enum class From { source, wide_assumption, none } from = From::none;
  double value = 0.0;        ///< one standard error of one test done as described, in the test's unit
  bool own_repeats = false;  ///< repeats in the entry may narrow a wide assumption
  Evidence evidence;
};

struct NormalValue {
  std::string sex;
  std::optional<double> mean, sd, short_above, long_below;
  Evidence evidence;
};

/// A possible answer tried by next_test(); `values` is injured side, then other side.
struct Outcome {
  std::string id;
  std::vector<double> values;
  std::optional<double> pain;
  std::string result;
  bool says_all = false;  ///< the word alone says these numbers where none was told: nothing tender is 0 cm
};

/// A test that finds out what a question asks: each of its results is an answer to it.
struct AnswersQuestion {
  std::string question;
  std::vector<std::pair<std::string, std::string>> words;  ///< result, answer; each once
};

struct ClinicalTest {
  enum class Measures { angle, force, length, count, time, speed, pain_only, result_only };
  enum class Better { higher, lower, neither };
  std::string id;
  Measures measures = Measures::result_only;
  std::string unit;
  Better better = Better::neither;
  std::optional<double> plausible_min, plausible_max;
  bool both_sides = false, records_pain = false, use_best = false, not_a_cause = false;
  bool light = false;  ///< neither loads nor stretches the leg: may be done on a day that asks nothing of it
  std::vector<std::string> results;
  std::optional<AnswersQuestion> answers;
  int repeats = 1;
  double resolution = 0.0;
  ErrorModel error;
  std::vector<NormalValue> normal;
  std::vector<std::string> by, equipment;
  int burden = 1;
  Condition allowed_when;
  int min_days_between = 0, valid_days = 21;
  std::vector<Outcome> outcomes;
  Evidence evidence;
};

inline constexpr WordTable<ClinicalTest::Measures, 8> measures_words{
    {{"angle", ClinicalTest::Measures::angle},
     {"force", ClinicalTest::Measures::force},
     {"length", ClinicalTest::Measures::length},
     {"count", ClinicalTest::Measures::count},
     {"time", ClinicalTest::Measures::time},
     {"speed", ClinicalTest::Measures::speed},
     {"pain_only", ClinicalTest::Measures::pain_only},
     {"result_only", ClinicalTest::Measures::result_only}}};

struct Questionnaire {
  struct Domain {
    std::string id;
    double min = 0.0, max = 0.0;
  };
  std::string id;
  double min = 0.0, max = 0.0;
  bool higher_is_better = true, total_entered = true;
  std::vector<Domain> domains;
  std::vector<std::string> for_pictures;
  std::optional<double> change_beyond_noise;
  Evidence evidence;
};

struct Alignment {
  struct Line {
    std::string exercise;
    int sets_min = 1, sets_max = 1;
    double amount_min = 1, amount_max = 1;
    int every_days = 1;
  };
  struct Beside {
    std::string id;
    Evidence evidence;
  };
  std::string id;
  bool is_program = false;
  std::string test;
  int repeats = 3;
  std::vector<Line> content;
  int remeasure_after_days = 42;
  std::vector<std::string> measures;    ///< of a program: tests that show whether it changed anything
  std::optional<Condition> offer_when;  ///< of a program: when it stands beside the day's plan
  std::optional<Condition> not_when;
  /// Breaks in what hurts after a while, such as sitting: a line of every day.
  struct Breaks {
    std::string question;  ///< minutes until it hurts
    double share = 1.0;    ///< of them, after which the break comes
    int least_min = 5, most_min = 30;
    int ask_after_days = 7;
  };
  std::optional<Breaks> breaks;
  std::vector<Beside> beside_it;
  Evidence evidence;
};

}  // namespace hamstring::rehab

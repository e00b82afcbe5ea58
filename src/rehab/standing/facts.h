// A State seen as facts of conditions, as of a day.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "knowledge/fact.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/measure.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// One test entry in the person's own terms: injured side against the other.
struct TestNumbers {
  std::optional<Measured> value, other, difference, ratio;  ///< half_width is one standard error here
  ErrorFrom error_from = ErrorFrom::none;
};
[[nodiscard]] TestNumbers numbers_of(const ClinicalTest& test, const TestEntry& entry, InjuredSide injured,
                                     const OwnRepeatsPolicy& policy);

/// Pain in the test: told, or said by its word.
[[nodiscard]] std::optional<double> pain_in(const ClinicalTest& test, const TestEntry& entry);

/// Whether any line of the phase may ever be asked of this person: a published protocol whose doses nobody
/// could read has none.
[[nodiscard]] bool has_exercises(const Phase& phase, const FactView& facts);

class CaseFacts final : public FactView {
 public:
  /// `for_flags`: of two competing answers, yes counts before unsure before everything else.
  CaseFacts(const Knowledge& knowledge, const State& state, Day today, bool for_flags = false)
      : knowledge_(knowledge), state_(state), today_(today), for_flags_(for_flags) {}

  /// The same without what was measured and answered about function on days on which pain may have been
  /// hidden: what alone may open something.
  [[nodiscard]] CaseFacts unmasked() const;
  /// Whether that differs: on some day pain may have been hidden.
  [[nodiscard]] bool any_masked() const;

  [[nodiscard]] FactValue get(const FactName& name) const override;
  /// When the answer or test behind a fact was given; nothing for facts that nobody gave.
  [[nodiscard]] std::optional<Moment> answered(std::string_view fact) const;
  [[nodiscard]] const AnswerRecord* answer(const Question& question) const;
  /// Nothing is hurt, and whether anything is odd was answered with no: that says no to every danger sign for
  /// which the question stands, until one of them is told otherwise, much pain is told or somebody is hurt.
  [[nodiscard]] bool said_well() const;
  [[nodiscard]] const TestRecord* test(const ClinicalTest& test) const;
  [[nodiscard]] std::optional<double> age_years() const;
  /// Ids of the pictures that lead, in picture order.
  [[nodiscard]] const std::vector<std::string>& leading() const;

 private:
  [[nodiscard]] FactValue person(std::string_view field) const;
  [[nodiscard]] FactValue story(std::string_view id) const;
  [[nodiscard]] FactValue injury(std::string_view field) const;
  [[nodiscard]] bool hurt_again() const;
  [[nodiscard]] FactValue pain_sitting() const;
  [[nodiscard]] FactValue fever_of_illness() const;
  [[nodiscard]] std::optional<Moment> illness_told() const;
  [[nodiscard]] std::optional<Moment> age_told() const;
  [[nodiscard]] FactValue progress(std::string_view field) const;
  [[nodiscard]] FactValue test_fact(std::string_view id, std::string_view field) const;
  [[nodiscard]] FactValue result_fact(const ClinicalTest& test, const TestRecord& record) const;
  [[nodiscard]] FactValue plan(std::string_view field) const;
  [[nodiscard]] FactValue days_since_return() const;
  [[nodiscard]] const AnswerRecord* standing_answer(const Question& question,
                                                    const std::vector<AnswerRecord>& records) const;
  [[nodiscard]] const AnswerRecord* latest_yes(const Question& question,
                                               const std::vector<AnswerRecord>& records) const;
  [[nodiscard]] static const AnswerRecord* sign_of_the_day(const std::vector<AnswerRecord>& records);
  [[nodiscard]] bool stale(const Question& question, const AnswerRecord& record) const;
  [[nodiscard]] bool hidden(Day day) const;

  const Knowledge& knowledge_;
  const State& state_;
  Day today_;
  bool for_flags_;
  bool only_unmasked_ = false;
  mutable std::optional<bool> well_;
  mutable std::optional<bool> any_masked_;  ///< every gate of a day asks, and a history is long
  mutable std::optional<std::vector<std::string>> leading_;
};

}  // namespace hamstring::rehab

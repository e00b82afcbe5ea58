// What may stand in for a planned exercise, and which tests may be done: as of today, by the same facts the
// plan looks at. Nothing offered here asks more than what was planned.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rehab/plan/plan.h"

namespace hamstring::rehab {

struct StandIn {
  std::string exercise;
  Dose dose;            ///< without load: a stand-in begins with body weight
  bool easier = false;  ///< named as easier by the exercise, or demanding less
  bool no_kit = false;  ///< needs nothing
};

/// Whether a test may be done today, and what is not known about that.
struct TestOffer {
  Judgement allowed;
  bool equipped = false;  ///< everything it needs is at hand
  bool waits = false;     ///< today asks not to make it
  std::optional<Day> last, again_on;
};

/// Facts of one day for both; keeps the folded state.
class Offers {
 public:
  /// `knowledge` and `history` must outlive it; `plan` is the plan of that day.
  Offers(const Knowledge& knowledge, const Case& history, const Plan& plan, FoldMemory* memory = nullptr);
  ~Offers();
  Offers(const Offers&) = delete;
  Offers& operator=(const Offers&) = delete;

  /// At most four, easier ones first. Empty where the exercise is not known.
  [[nodiscard]] std::vector<StandIn> stand_ins(const SessionLine& line) const;
  [[nodiscard]] TestOffer test(const ClinicalTest& test) const;
  /// Whether a therapist's treatment is not for this person now.
  [[nodiscard]] Truth not_now(const Treatment& treatment) const;
  /// The latest test entry in force; null where there is none.
  [[nodiscard]] const TestEntry* latest(const ClinicalTest& test) const;

 private:
  struct Folded;
  std::unique_ptr<Folded> folded_;
};

}  // namespace hamstring::rehab

#include "rehab/plan/stand_in.h"

#include <algorithm>
#include <cmath>

#include "rehab/course/fold_memory.h"
#include "rehab/plan/day_ground.h"
#include "rehab/plan/day_plan.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t stand_ins_max = 4;

bool share_a_target(const Exercise& a, const Exercise& b) {
  return std::ranges::any_of(a.targets, [&](const std::string& target) {
    return std::ranges::find(b.targets, target) != b.targets.end();
  });
}

}  // namespace

struct Offers::Folded {
  Folded(const Knowledge& knowledge_in, const Case& history, const Plan& plan, FoldMemory* memory)
      : knowledge(knowledge_in),
        today(plan.today),
        tests(plan.tests),
        timeline(timeline_of(history, plan.today)),
        state(fold(knowledge_in, timeline, plan.today, protocol_of(knowledge_in, plan), memory)),
        facts(knowledge_in, state, plan.today),
        settings(settings_of(state.ledger)) {}

  static const Protocol* protocol_of(const Knowledge& knowledge, const Plan& plan) {
    const auto found = knowledge.protocols.find(plan.protocol);
    return found == knowledge.protocols.end() ? nullptr : &found->second;
  }

  [[nodiscard]] std::optional<double> pain_limit() const {
    return state.protocol == nullptr ? std::nullopt : std::optional(pain_limit_of(settings, *state.protocol));
  }

  /// The planned amounts where they count the same thing, else where its own line in this protocol starts.
  [[nodiscard]] std::optional<Dose> dose_for(const Exercise& other, const Exercise& planned,
                                             const Dose& dose) const {
    if (other.dose_unit == planned.dose_unit) return Dose{.amounts = dose.amounts, .load_kg = {}};
    if (state.protocol == nullptr) return std::nullopt;
    for (const Phase& phase : state.protocol->phases) {
      for (const ContentLine& line : phase.content) {
        if (line.progress == ContentLine::Progress::table) continue;
        if (std::ranges::find(line.options, other.id) != line.options.end())
          return Dose{.amounts = first_dose(line).amounts, .load_kg = {}};
      }
    }
    return std::nullopt;
  }

  /// Nothing where it asks more, needs what is not there, or is not known to be safe today.
  [[nodiscard]] std::optional<StandIn> judged(const Exercise& other, const Exercise& planned,
                                              const Dose& dose) const {
    if (other.id == planned.id || other.demand > planned.demand) return std::nullopt;
    if (!has_equipment(other.equipment, settings.equipment)) return std::nullopt;
    if (evaluate(other.not_when, facts).truth != Truth::no) return std::nullopt;
    auto amounts = dose_for(other, planned, dose);
    if (!amounts) return std::nullopt;
    // Somebody who did the other exercise before is asked no more of it here than a line of its own would
    // ask.
    if (state.protocol != nullptr && memory_of_exercise(state, other.id) != nullptr) {
      ContentLine line;
      const auto sets = static_cast<double>(amounts->amounts.size());
      line.sets = {.min = sets, .max = sets};
      line.reps.min = line.reps.max = amounts->amounts.empty() ? 1.0 : amounts->amounts.front();
      amounts = dose_allowed(state, line, other.id, *amounts, unsettled_setback(state) != nullptr);
    }
    const bool named = std::ranges::find(planned.easier, other.id) != planned.easier.end();
    return StandIn{.exercise = other.id,
                   .dose = *amounts,
                   .easier = named || other.demand < planned.demand,
                   .no_kit = other.equipment.empty()};
  }

  const Knowledge& knowledge;
  Day today;
  TestsToday tests;
  Timeline timeline;
  State state;
  CaseFacts facts;
  Settings settings;
};

Offers::Offers(const Knowledge& knowledge, const Case& history, const Plan& plan, FoldMemory* memory)
    : folded_(std::make_unique<Folded>(knowledge, history, plan, memory)) {}
Offers::~Offers() = default;

std::vector<StandIn> Offers::stand_ins(const SessionLine& line) const {
  const auto& exercises = folded_->knowledge.exercises;
  const auto planned = exercises.find(line.exercise);
  if (planned == exercises.end()) return {};
  std::vector<std::pair<int, StandIn>> found;
  for (const auto& [id, other] : exercises) {
    const bool named = std::ranges::find(planned->second.easier, id) != planned->second.easier.end();
    if (!named && !share_a_target(other, planned->second)) continue;
    auto judged = folded_->judged(other, planned->second, line.dose);
    // Those named as easier come first, then those nearest in demand.
    if (judged) found.emplace_back(named ? -1 : planned->second.demand - other.demand, std::move(*judged));
  }
  std::ranges::stable_sort(found, {}, [](const auto& pair) { return pair.first; });
  std::vector<StandIn> result;
  for (auto& pair : found) {
    if (result.size() < stand_ins_max) result.push_back(std::move(pair.second));
  }
  return result;
}

Truth Offers::not_now(const Treatment& treatment) const {
  return treatment.not_when ? truth_of(*treatment.not_when, folded_->facts) : Truth::no;
}

TestOffer Offers::test(const ClinicalTest& test) const {
  TestOffer offer{.allowed = evaluate(test.allowed_when, folded_->facts),
                  .equipped = has_equipment(test.equipment, folded_->settings.equipment),
                  .waits = waits(folded_->tests, test),
                  .last = {},
                  .again_on = {}};
  const auto records = folded_->state.ledger.tests.find(test.id);
  if (records != folded_->state.ledger.tests.end() && !records->second.empty()) {
    offer.last = records->second.back().at.first;
    offer.again_on = test_again_on(folded_->state, test, folded_->pain_limit());
  }
  return offer;
}

const TestEntry* Offers::latest(const ClinicalTest& test) const {
  const auto records = folded_->state.ledger.tests.find(test.id);
  if (records == folded_->state.ledger.tests.end() || records->second.empty()) return nullptr;
  return records->second.back().test.get();
}

}  // namespace hamstring::rehab

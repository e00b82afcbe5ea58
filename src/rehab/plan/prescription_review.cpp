#include "rehab/plan/prescription_review.h"

#include <algorithm>
#include <utility>

#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/prescribed.h"

namespace hamstring::rehab {
namespace {

constexpr int prescribed_ahead_days_max = 366;

/// The most of one set that anybody prescribes; ours.
double prescribed_most(const std::string& unit) {
  if (unit == "reps") return 100;
  if (unit == "seconds") return 600;
  return unit == "minutes" ? 180 : prescribed_amount_max;
}

class PrescriptionReviewing {
 public:
  PrescriptionReviewing(const Knowledge& knowledge, const Case& history, Day today,
                        const PrescriptionEntry& body)
      : knowledge_(knowledge),
        timeline_(timeline_of(history, today)),
        today_(today),
        body_(body),
        state_(fold(knowledge, timeline_, today, nullptr)) {
    const ProtocolChoice choice = choose_protocol(knowledge, state_, today);
    if (choice.protocol != nullptr) state_ = fold(knowledge, timeline_, today, choice.protocol);
    plan_ = plan_of(knowledge, state_, timeline_, choice, today, false);
  }

  PrescriptionReview run() {
    about_the_whole();
    for (std::size_t i = 0; i < body_.lines.size(); ++i) about(i);
    return std::move(review_);
  }

 private:
  void fault(std::optional<std::size_t> line, const char* field, Message text) {
    review_.faults.push_back({.line = line, .field = field, .text = std::move(text)});
  }
  void ask(std::optional<std::size_t> line, const char* field, Message text) {
    review_.questions.push_back({.line = line, .field = field, .text = std::move(text)});
  }
  static Message about_exercise(const char* id, const std::string& exercise) {
    return {.id = id, .arguments = {{"exercise", "exercise." + exercise + ".name"}}};
  }

  void about_the_whole() {
    if (body_.until && *body_.until < today_)
      fault({}, "until", {.id = "prescription.fault.over", .arguments = {{"day", *body_.until}}});
    for (const auto& [field, day] : {std::pair{"from", body_.from}, std::pair{"until", body_.until}}) {
      if (day && days_between(today_, *day) > prescribed_ahead_days_max)
        fault({}, field, {.id = "prescription.fault.far", .arguments = {{"day", *day}}});
    }
    for (const GateReport& gate : plan_.assessment.gates) {
      if (gate.refuse && gate.state == GateState::raised)
        fault({}, "lines",
              {.id = "prescription.fault.refused", .arguments = {{"gate", "gate." + gate.id + ".name"}}});
    }
    if (state_.protocol == nullptr) return;
    const Protocol& protocol = *state_.protocol;
    if (!body_.phase.empty() &&
        std::ranges::find(protocol.phases, body_.phase, &Phase::id) == protocol.phases.end())
      fault({}, "phase", {.id = "prescription.fault.phase", .arguments = {{"phase", body_.phase}}});
    if (body_.rung.empty() || body_.rung == no_run) return;
    const auto rung = std::ranges::find(protocol.rungs, body_.rung, &Rung::id);
    const auto name = [&](const std::string& id) { return "protocol." + protocol.id + ".rung." + id; };
    if (rung == protocol.rungs.end()) {
      fault({}, "rung", {.id = "prescription.fault.rung", .arguments = {{"rung", body_.rung}}});
    } else if (rung->order > std::max(state_.rung, state_.rung_borne) && !body_.rung_confirmed) {
      const Rung* borne = rung_of(protocol, state_.rung_borne);
      Message text{.id = borne == nullptr ? "prescription.ask.rung_first" : "prescription.ask.rung",
                   .arguments = {{"rung", name(rung->id)}}};
      if (borne != nullptr) text.arguments["borne"] = name(borne->id);
      ask({}, "rung", std::move(text));
    }
  }

  void about(std::size_t i) {
    const PrescribedLine& line = body_.lines[i];
    const auto found = knowledge_.exercises.find(line.exercise);
    if (found == knowledge_.exercises.end()) {
      fault(i, "exercise", {.id = "prescription.fault.unknown", .arguments = {{"exercise", line.exercise}}});
      return;
    }
    if (line.does == Prescribes::remove) return;
    if (line.does == Prescribes::replace && !knowledge_.exercises.contains(line.instead_of))
      fault(i, "instead_of",
            {.id = "prescription.fault.unknown", .arguments = {{"exercise", line.instead_of}}});
    bounds(i, line, found->second);
    gates(i, line, found->second);
    dose(i, line);
  }

  void bounds(std::size_t i, const PrescribedLine& line, const Exercise& exercise) {
    if (const double most = prescribed_most(exercise.dose_unit); line.amount > most) {
      Message text = about_exercise("prescription.fault.amount", line.exercise);
      text.arguments["amount"] = line.amount;
      text.arguments["most"] = most;
      text.arguments["unit"] = "cli.unit." + exercise.dose_unit;
      fault(i, "amount", std::move(text));
    }
    if (line.load_kg && !exercise.loadable)
      fault(i, "load_kg", about_exercise("prescription.fault.load", line.exercise));
    if (line.pain_limit && state_.protocol != nullptr && *line.pain_limit > plan_.pain_limit) {
      fault(i, "pain_limit",
            {.id = "prescription.fault.pain_limit",
             .arguments = {{"limit", *line.pain_limit}, {"most", plan_.pain_limit}}});
    }
  }

  void gates(std::size_t i, const PrescribedLine& line, const Exercise& exercise) {
    for (const GateReport& gate : plan_.assessment.gates) {
      if (gate.state != GateState::raised || gate.allowed.empty()) continue;
      if (std::ranges::find(gate.allowed, line.exercise) != gate.allowed.end()) continue;
      Message text = about_exercise("prescription.fault.gate", line.exercise);
      text.arguments["gate"] = "gate." + gate.id + ".name";
      fault(i, "exercise", std::move(text));
    }
    const CaseFacts facts(knowledge_, state_, today_);
    const Truth not_when = truth_of(exercise.not_when, facts);
    if (not_when != Truth::no)
      fault(i, "exercise",
            about_exercise(
                not_when == Truth::yes ? "prescription.fault.forbidden" : "prescription.fault.not_known",
                line.exercise));
  }

  /// Confirmed before, as much or more, and not too much since.
  [[nodiscard]] bool confirmed_before(const PrescribedLine& line, const Borne& borne) const {
    const Dose wanted = dose_of(line);
    return std::ranges::any_of(state_.ledger.prescriptions, [&](const PrescriptionRecord& record) {
      if (record.at.first < state_.onset_or(Day{}) || (borne.hurt_on && *borne.hurt_on >= record.at.first))
        return false;
      return std::ranges::any_of(record.body->lines, [&](const PrescribedLine& before) {
        const Dose then = dose_of(before);
        return before.exercise == line.exercise && before.confirmed && wanted.total() <= then.total() &&
               wanted.load_kg.value_or(0.0) <= then.load_kg.value_or(0.0);
      });
    });
  }

  void dose(std::size_t i, const PrescribedLine& line) {
    const Dose wanted = dose_of(line);
    const Borne borne = borne_of(state_, line.exercise);
    if (line.confirmed) return;
    const bool more = above(wanted, borne);
    const bool hurt = borne.hurt_on.has_value() && less_after_hurt(state_, borne, wanted) != wanted;
    if (!more && !hurt) return;
    const auto own = std::ranges::find(plan_.lines, line.exercise, &SessionLine::exercise);
    // What an earlier prescription put there is not the plan's own.
    const bool planned = own != plan_.lines.end() && !own->prescribed &&
                         wanted.total() <= own->dose.total() &&
                         wanted.load_kg.value_or(0.0) <= own->dose.load_kg.value_or(0.0);
    const bool starts = borne.nothing() && wanted.volume() <= start_of(state_, line.exercise);
    if (!hurt && (planned || starts)) return;
    if (confirmed_before(line, borne)) {
      review_.confirmed_before.push_back(i);
      return;
    }
    ask(i, "amount", question(line, wanted, borne));
  }

  [[nodiscard]] Message question(const PrescribedLine& line, const Dose& wanted, const Borne& borne) const {
    const std::string unit = "cli.unit." + knowledge_.exercises.find(line.exercise)->second.dose_unit;
    Message text = about_exercise("prescription.ask.dose", line.exercise);
    text.arguments["asked"] = wanted.total();
    text.arguments["unit"] = unit;
    text.arguments["borne"] = borne.total;
    if (borne.nothing()) text.id = "prescription.ask.first";
    if (wanted.load_kg) {
      text.id = borne.nothing() ? "prescription.ask.first_kg" : "prescription.ask.dose_kg";
      text.arguments["load"] = *wanted.load_kg;
      text.arguments["borne_load"] = borne.load_kg;
    }
    if (borne.hurt_on) {
      text.id = "prescription.ask.hurt";
      text.arguments["day"] = *borne.hurt_on;
      text.arguments["hurt"] = borne.hurt->total();
      text.arguments["load"] = wanted.load_kg.value_or(0.0);
      text.arguments["hurt_load"] = borne.hurt->load_kg.value_or(0.0);
    }
    return text;
  }

  const Knowledge& knowledge_;
  Timeline timeline_;
  Day today_;
  const PrescriptionEntry& body_;
  State state_;
  Plan plan_;
  PrescriptionReview review_;
};

}  // namespace

PrescriptionReview review_prescription(const Knowledge& knowledge, const Case& history, Day today,
                                       const PrescriptionEntry& prescription) {
  return PrescriptionReviewing(knowledge, history, today, prescription).run();
}

}  // namespace hamstring::rehab

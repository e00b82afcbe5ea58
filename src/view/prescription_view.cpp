#include "view/prescription_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace hamstring::service {
namespace {

using namespace rehab;

Json exercise_told(const Words& words, const PrescribedExercise& told) {
  return {{"id", told.exercise},
          {"name", words("exercise." + told.exercise + ".name")},
          {"in_session", told.in_session},
          {"text", told.text ? words(*told.text) : std::string()}};
}

Json exercise_offered(const Words& words, const std::string& id, const Exercise& exercise) {
  return {{"id", id},
          {"name", words("exercise." + id + ".name")},
          {"unit", exercise.dose_unit},
          {"unit_name", words("cli.unit." + exercise.dose_unit)},
          {"loadable", exercise.loadable},
          {"tempo_s", exercise.tempo_s}};
}

/// What the published protocol names in this phase without saying how much: nobody asks for it until a
/// clinician says how much. What a prescription of today holds is filled.
Json blanks_of(const Words& words, const Protocol& protocol, const Plan& plan) {
  Json blanks = Json::array();
  const auto phase = std::ranges::find(protocol.phases, plan.phase, &Phase::id);
  if (phase == protocol.phases.end()) return blanks;
  for (const ContentLine& line : phase->content) {
    if (line.evidence.status != Status::blank || line.options.empty()) continue;
    const auto filled = [&](const PrescribedExercise& told) {
      return std::ranges::find(line.options, told.exercise) != line.options.end();
    };
    if (plan.prescription && std::ranges::any_of(plan.prescription->exercises, filled)) continue;
    const std::string& id = line.options.front();
    blanks.push_back(named_json(words, id, "exercise." + id + ".name"));
  }
  return blanks;
}

}  // namespace

std::string prescribed_by(const Words& words, const PrescriptionToday& prescription) {
  return fmt::format("{} {}", words("prescription.by"), prescription.clinician);
}

Json prescription_json(const Words& words, const Plan& plan) {
  if (!plan.prescription) return nullptr;
  const PrescriptionToday& p = *plan.prescription;
  Json json{{"entry", p.entry},
            {"by", prescribed_by(words, p)},
            {"clinician", p.clinician},
            {"say", p.say},
            {"since", day_text(p.since)},
            {"suspended", p.suspended},
            {"sentence", p.suspended ? words("prescription.waits") : std::string()},
            {"exercises", list_json(words, p.exercises, exercise_told)},
            {"run_text", p.run ? words(*p.run) : std::string()}};
  if (p.until) json["until"] = day_text(*p.until);
  return json;
}

Json prescribing_json(const Words& words, const Case& history, const Plan& plan) {
  const Knowledge& knowledge = words.knowledge();
  Json exercises = Json::array(), phases = Json::array(), rungs = Json::array(), blanks = Json::array(),
       now = nullptr;
  for (const auto& [id, exercise] : knowledge.exercises)
    exercises.push_back(exercise_offered(words, id, exercise));
  const auto protocol = knowledge.protocols.find(plan.protocol);
  if (protocol != knowledge.protocols.end()) {
    const std::string key = "protocol." + plan.protocol;
    for (const Phase& phase : protocol->second.phases)
      phases.push_back(named_json(words, phase.id, key + ".phase." + phase.id));
    for (const Rung& rung : protocol->second.rungs)
      rungs.push_back(named_json(words, rung.id, key + ".rung." + rung.id));
    blanks = blanks_of(words, protocol->second, plan);
  }
  if (plan.prescription) {
    for (const Entry& entry : history.entries)
      if (entry.id == plan.prescription->entry) now = Json::parse(write_entry(entry));
  }
  return {{"today", day_text(plan.today)},     {"phase", plan.phase},         {"pain_limit", plan.pain_limit},
          {"exercises", std::move(exercises)}, {"phases", std::move(phases)}, {"rungs", std::move(rungs)},
          {"blanks", std::move(blanks)},       {"now", std::move(now)}};
}

}  // namespace hamstring::service

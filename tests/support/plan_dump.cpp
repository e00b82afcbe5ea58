#include "tests/support/plan_dump.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "view/plan_words.h"

namespace hamstring::rehab {
namespace {

using Json = nlohmann::json;

Json json_of(const UnknownFact&);
Json json_of(const ClueReport&);
Json json_of(const FlagReport&);
Json json_of(const GateReport&);
Json json_of(const PictureReport&);
Json json_of(const LedPicture::Advice&);
Json json_of(const Candidate&);
Json json_of(const Look&);
Json json_of(const CriterionReport&);
Json json_of(const SessionLine&);
Json json_of(const DayState&);
Json json_of(const Reason&);

Json json_of(const Message& message) {
  Json arguments = Json::object();
  for (const auto& [name, value] : message.arguments) {
    if (const auto* whole = std::get_if<long long>(&value)) arguments[name] = *whole;
    if (const auto* number = std::get_if<double>(&value)) arguments[name] = *number;
    if (const auto* word = std::get_if<std::string>(&value)) arguments[name] = *word;
    if (const auto* quantity = std::get_if<ValueWithUnit>(&value))
      arguments[name] = {{"value", quantity->value}, {"unit", quantity->unit}};
    if (const auto* day = std::get_if<Day>(&value)) arguments[name] = day_text(*day);
  }
  return {{"id", message.id}, {"arguments", std::move(arguments)}};
}

Json json_of(const Evidence& evidence, Fit fit) {
  constexpr const char* statuses[] = {"V", "V2", "Vp", "M", "our_assumption", "blank"};
  constexpr const char* strengths[] = {"A", "B", "C", "D"};
  constexpr const char* fits[] = {"like_you", "not_like_you", "not_known"};
  Json json{{"status", statuses[static_cast<int>(evidence.status)]},
            {"sources", evidence.sources},
            {"fit", fits[static_cast<int>(fit)]}};
  if (evidence.strength) json["strength"] = strengths[static_cast<int>(*evidence.strength)];
  if (evidence.population) json["population"] = evidence.population->summary;
  if (!evidence.note.empty()) json["note"] = evidence.note;
  return json;
}

Json json_of(const Reason& reason) {
  return {{"rule", reason.rule},
          {"facts", reason.facts},
          {"text", json_of(reason.text)},
          {"evidence", json_of(reason.evidence, reason.fit)}};
}

Json json_of(const ChangeReport& r) {
  constexpr std::string_view answers[] = {"not_known", "within_noise", "more", "less"};
  Json json{{"id", r.id},
            {"test", r.test},
            {"unit", r.unit},
            {"have", r.have},
            {"need", r.need},
            {"answer", answers[static_cast<std::size_t>(r.answer)]},
            {"evidence", json_of(r.evidence, Fit::not_known)}};
  json["change"] = r.change ? Json(*r.change) : Json(nullptr);
  json["half_width"] = r.half_width ? Json(*r.half_width) : Json(nullptr);
  json["again_on"] = r.again_on ? Json(day_text(*r.again_on)) : Json(nullptr);
  return json;
}

Json json_of(const ComplianceReport& r) {
  return {{"id", r.id}, {"done", r.done}, {"asked", r.asked}};
}

Json json_of(const CapacityReport& r) {
  Json json{{"test", r.test}, {"unit", r.unit}, {"measured_on", day_text(r.measured_on)}};
  json["left"] = r.left ? Json(*r.left) : Json(nullptr);
  json["right"] = r.right ? Json(*r.right) : Json(nullptr);
  json["left_of_right_percent"] = r.left_of_right ? Json(*r.left_of_right) : Json(nullptr);
  json["half_width_percent"] = r.half_width ? Json(*r.half_width) : Json(nullptr);
  return json;
}

Json json_of(const AlignmentProgram& p) {
  return {{"id", p.id},
          {"exercises", p.exercises},
          {"beside", p.beside},
          {"evidence", json_of(p.evidence, Fit::not_known)}};
}

template <class T>
Json list_of(const std::vector<T>& values) {
  Json json = Json::array();
  for (const T& value : values) json.push_back(json_of(value));
  return json;
}

Json json_of(const UnknownFact& fact) {
  constexpr const char* causes[] = {"not_asked", "unsure", "within_error", "conflict"};
  return {{"fact", fact.fact}, {"cause", causes[static_cast<int>(fact.cause)]}};
}

Json json_of(const FlagReport& flag) {
  Json json{{"id", flag.id},
            {"state", word_of(flag.state)},
            {"missing", list_of(flag.missing)},
            {"reason", json_of(flag.reason)}};
  if (flag.state == FlagState::raised) json["since"] = day_text(flag.since);
  return json;
}

Json json_of(const GateReport& gate) {
  return {{"id", gate.id},
          {"state", word_of(gate.state)},
          {"refuse", gate.refuse},
          {"missing", list_of(gate.missing)},
          {"reason", json_of(gate.reason)}};
}

Json json_of(const ClueReport& clue) {
  return {{"id", clue.id}, {"reason", json_of(clue.reason)}};
}

Json json_of(const PictureReport& picture) {
  constexpr const char* groups[] = {"trauma", "repetitive", "gradual", "referred"};
  return {{"id", picture.id},
          {"group", groups[static_cast<int>(picture.group)]},
          {"leading", picture.leading},
          {"for", list_of(picture.speaks_for)},
          {"against", list_of(picture.speaks_against)},
          {"missing", list_of(picture.missing)},
          {"missing_clues", picture.missing_clues}};
}

Json json_of(const LedPicture::Advice& advice) {
  constexpr const char* kinds[] = {"worse", "meanwhile", "see"};
  return {{"kind", kinds[static_cast<int>(advice.kind)]}, {"reason", json_of(advice.reason)}};
}

Json json_of(const LedPicture& led) {
  return {{"id", led.id}, {"likely", json_of(led.likely)}, {"advice", list_of(led.advice)}};
}

Json json_of(const PrognosisReport& prognosis) {
  Json json{{"known", prognosis.known},
            {"named", prognosis.named},
            {"widen_days", prognosis.widen_days},
            {"reasons", list_of(prognosis.reasons)}};
  if (prognosis.known) json["dots_days"] = prognosis.dots_days;
  return json;
}

Json json_of(const Assessment& a) {
  Json notes = Json::array();
  for (const Diagnostic& note : a.notes.entries()) notes.push_back(note.message);
  return {{"as_of", day_text(a.as_of)},
          {"verdict", word_of(a.verdict)},
          {"flags", list_of(a.flags)},
          {"rescreen_positive", a.rescreen_positive},
          {"gates", list_of(a.gates)},
          {"pictures", list_of(a.pictures)},
          {"prognosis", json_of(a.prognosis)},
          {"reasons", list_of(a.reasons)},
          {"led", a.led ? json_of(*a.led) : Json(nullptr)},
          {"guide", a.guide ? json_of(*a.guide) : Json(nullptr)},
          {"notes", std::move(notes)}};
}

Json json_of(const std::optional<IllnessEntry>& illness) {
  if (!illness) return nullptr;
  constexpr const char* fever[] = {"no", "yes", "unsure"};
  return {{"from", day_text(illness->from)},
          {"to", illness->to ? Json(day_text(*illness->to)) : Json(nullptr)},
          {"fever", fever[static_cast<int>(illness->fever)]}};
}

Json json_of(const Candidate& c) {
  return {{"kind", c.kind == Candidate::Kind::question ? "question" : "test"},
          {"id", c.id},
          {"change", c.change},
          {"burden", c.burden},
          {"outcomes", c.outcomes}};
}

Json json_of(const NextTest& next) {
  Json json{{"ranked", list_of(next.ranked)}};
  json["best"] = next.best() == nullptr ? Json(nullptr) : json_of(*next.best());
  return json;
}

Json json_of(const Range& range) {
  return {{"min", range.min}, {"max", range.max}};
}

Json json_of(const Look& look) {
  return {{"entry", look.entry}, {"day", day_text(look.day)}, {"value", look.value}, {"error", look.error}};
}

Json json_of(const CriterionReport& c) {
  Json json{{"id", c.id},
            {"state", word_of(c.state)},
            {"settled_by", c.settled_by},
            {"have", c.have},
            {"need", c.need},
            {"unit", c.unit},
            {"text", json_of(c.text)},
            {"evidence", json_of(c.evidence, Fit::not_known)},
            {"trend", list_of(c.trend)}};
  if (c.value) json["value"] = *c.value;
  if (c.half_width) json["half_width"] = *c.half_width;
  if (c.target) json["target"] = *c.target;
  if (c.other_side) json["other_side"] = *c.other_side;
  if (c.measured_on) json["measured_on"] = day_text(*c.measured_on);
  if (!c.measured_by.empty()) json["measured_by"] = c.measured_by;
  return json;
}

Json json_of(const SessionLine& line) {
  constexpr const char* changes[] = {"first", "held", "heavier", "lighter", "table"};
  Json json{{"line", line.line},
            {"exercise", line.exercise},
            {"amounts", line.dose.amounts},
            {"per_day", line.per_day},
            {"rest_s", json_of(line.rest_s)},
            {"tempo_s", line.tempo_s},
            {"stop_above_pain", line.stop_above_pain},
            {"change", changes[static_cast<int>(line.change)]},
            {"reasons", list_of(line.reasons)}};
  if (line.dose.load_kg) json["load_kg"] = *line.dose.load_kg;
  return json;
}

Json json_of(const RunLine& run) {
  Json json{{"rung", run.rung},
            {"form", run.form},
            {"repeats", run.repeats},
            {"rest_s", run.rest_s},
            {"percent", json_of(run.percent)},
            {"stop_above_pain", run.stop_above_pain},
            {"reasons", list_of(run.reasons)}};
  if (run.work_s) json["work_s"] = *run.work_s;
  if (run.work_m) json["work_m"] = *run.work_m;
  if (run.speed_m_s) json["speed_m_s"] = json_of(*run.speed_m_s);
  return json;
}

Json json_of(const DayState& s) {
  Json doses = Json::object();
  for (const auto& [line, dose] : s.doses) doses[line] = dose.amounts;
  return {{"day", day_text(s.day)}, {"phase", s.phase},          {"phases_passed", s.phases_passed},
          {"rung", s.rung},         {"doses", std::move(doses)}, {"changes", list_of(s.changes)}};
}

Json json_of(const FollowUp& f) {
  Json json{{"techniques", list_of(f.techniques)},
            {"alignment", list_of(f.alignment)},
            {"alignment_programs", list_of(f.programs)},
            {"compliance", list_of(f.compliance)},
            {"capacity", list_of(f.capacity)}};
  json["watch"] = f.watch ? Json{{"id", f.watch->id},
                                 {"day", f.watch->day},
                                 {"days", f.watch->days},
                                 {"pain_above_limit", f.watch->pain_above_limit}}
                          : Json(nullptr);
  return json;
}

Json care_json(const std::vector<Care>& care) {
  Json list = Json::array();
  for (const Care& one : care) {
    Json lines = Json::array();
    for (const CareLine& line : one.lines) lines.push_back({line.exercise, line.sets, line.amount});
    list.push_back({{"id", one.id},
                    {"step", word_of(one.step)},
                    {"week", one.week},
                    {"lines", lines},
                    {"measure", one.measure}});
  }
  return list;
}

}  // namespace

std::string plan_dump(const Plan& plan, const NextTest& next) {
  Json json{{"today", day_text(plan.today)},
            {"status", word_of(plan.status)},
            {"head", word_of(plan.day.head)},
            {"assessment", json_of(plan.assessment)},
            {"protocol", plan.protocol},
            {"phase", plan.phase},
            {"held_to", plan.held_to},
            {"day_of_injury", plan.day_of_injury},
            {"day_in_phase", plan.day_in_phase},
            {"pain_limit", plan.pain_limit},
            {"criteria", list_of(plan.criteria)},
            {"lines", list_of(plan.lines)},
            {"techniques", plan.techniques},
            {"care", care_json(plan.care)},
            {"reasons", list_of(plan.reasons)},
            {"ask", plan.ask},
            {"ask_again", plan.ask_again},
            {"unsure", plan.unsure},
            {"allowed", plan.allowed},
            {"state", json_of(plan.state)},
            {"next_test", json_of(next)}};
  json["illness"] = json_of(plan.illness);
  json["follow_up"] = json_of(plan.follow_up);
  json["run"] = plan.run ? json_of(*plan.run) : Json(nullptr);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace hamstring::rehab

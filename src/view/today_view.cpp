#include "view/today_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "history/timeline.h"
#include "rehab/course/fold_memory.h"
#include "rehab/plan/day_plan.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/stand_in.h"
#include "rehab/standing/illness.h"
#include "view/day_story.h"
#include "view/plan_words.h"
#include "view/prescription_view.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json gate_json(const Words& words, const GateReport& gate) {
  return {{"id", gate.id},
          {"name", words("gate." + gate.id + ".name")},
          {"state", word_of(gate.state)},
          {"state_name", words(fmt::format("state.{}", word_of(gate.state)))},
          {"todo", words(gate.reason.text)},
          {"refuse", gate.refuse},
          {"missing", list_json(words, gate.missing, unknown_json)},
          {"why", why_json(words, gate.reason)}};
}

Json picture_json(const Words& words, const PictureReport& picture) {
  constexpr const char* groups[] = {"trauma", "repetitive", "gradual", "referred"};
  const auto clue = [](const Words& w, const ClueReport& c) { return why_json(w, c.reason); };
  return {{"id", picture.id},
          {"name", words("injury_type." + picture.id + ".name")},
          {"group", groups[static_cast<int>(picture.group)]},
          {"stretched", picture.stretched},
          {"leading", picture.leading},
          {"for", list_json(words, picture.speaks_for, clue)},
          {"against", list_json(words, picture.speaks_against, clue)},
          {"missing", list_json(words, picture.missing, unknown_json)}};
}

/// Until what the studies counted that the dots come from.
std::string counted_until(const Words& words, const std::vector<std::string>& named) {
  std::set<std::string> outcomes;
  for (const std::string& id : named) {
    const auto found = words.knowledge().prognosis.find(id);
    if (found != words.knowledge().prognosis.end()) outcomes.insert(found->second.outcome);
  }
  return words("prognosis.until." + (outcomes.size() == 1 ? *outcomes.begin() : std::string("each")));
}

Json prognosis_json(const Words& words, const PrognosisReport& prognosis) {
  Json named = Json::array();
  for (const std::string& id : prognosis.named) named.push_back(words("prognosis." + id + ".name"));
  Json json{{"known", prognosis.known},
            {"dots_days", Json::array()},
            {"sentence", words("cli.how_long_not_known")},
            {"named", std::move(named)},
            {"why", list_json(words, prognosis.reasons, why_json)}};
  if (!prognosis.known) return json;
  json["dots_days"] = prognosis.dots_days;
  const double median = 0.5 * (prognosis.dots_days[9] + prognosis.dots_days[10]);
  json["sentence"] =
      fmt::format("{} {}",
                  words(Message{.id = "prognosis.dots",
                                .arguments = {{"median", static_cast<long long>(std::lround(median))}}}),
                  counted_until(words, prognosis.named));
  return json;
}

Json next_json(const Words& words, const NextTest& next) {
  const Candidate* best = next.best();
  if (best == nullptr) return nullptr;
  const bool question = best->kind == Candidate::Kind::question;
  return {
      {"kind", question ? "question" : "test"},
      {"id", best->id},
      {"name", question ? words("question." + best->id + ".ask") : words("test." + best->id + ".name")},
      {"how", question ? words.if_any("question." + best->id + ".why") : words("test." + best->id + ".how")},
      {"change", best->change},
      {"burden", best->burden}};
}

Json technique_json(const Words& words, const Technique& technique) {
  const auto range = [](const Range& r) {
    return r.min == r.max ? fmt::format("{:g}", r.min) : fmt::format("{:g}–{:g}", r.min, r.max);
  };
  Json tests = Json::array();
  for (const std::string& id : technique.measure_with)
    tests.push_back(named_json(words, id, "test." + id + ".name"));
  return {{"id", technique.id},
          {"name", words("technique." + technique.id + ".name")},
          {"dose", fmt::format("{} × {} s", range(technique.sets), range(technique.seconds))},
          {"how", words("technique." + technique.id + ".how")},
          {"sets", span_json(technique.sets)},
          {"seconds", span_json(technique.seconds)},
          {"label", words("technique.label")},
          {"measure_with", std::move(tests)}};
}

Json background_json(const Plan& plan) {
  Json json = Json::object();
  for (const auto& [id, value] : plan.background)
    std::visit([&, &key = id](const auto& told) { json[key] = told; }, value);
  return json;
}

Json questions_json(const Words& words, const std::vector<std::string>& ids) {
  Json list = Json::array();
  for (const std::string& id : ids) {
    const auto found = words.knowledge().questions.find(id);
    if (found != words.knowledge().questions.end()) list.push_back(question_json(words, found->second));
  }
  return list;
}

/// What is asked again, each with the answer of today where there is one: a tap on it is seen, and stays.
Json asked_again_json(const Words& words, const Case& history, const Plan& plan) {
  Json list = questions_json(words, plan.ask_again);
  const Timeline live = timeline_of(history, plan.today);
  for (Json& question : list) {
    const std::string id = question["id"];
    for (const LiveEntry& told : live.entries) {
      const auto* answer = told.entry().as<AnswerEntry>();
      if (answer == nullptr || told.day != plan.today || answer->question != id) continue;
      if (const auto* word = std::get_if<std::string>(&answer->value)) question["told_today"] = *word;
    }
  }
  return list;
}

/// Questions that stand before the next phase, and the one that would help most: answered where they are
/// named, since no other page asks for them.
std::vector<std::string> settling_questions(const Plan& plan, const Json& next) {
  constexpr std::string_view space = "question.";
  std::vector<std::string> ids;
  const auto add = [&](const std::string& id) {
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  for (const CriterionReport& criterion : plan.criteria) {
    if (criterion.state != CriterionState::met && criterion.settled_by.starts_with(space))
      add(criterion.settled_by.substr(space.size()));
  }
  if (next.is_object() && next["kind"] == "question") add(next["id"].get<std::string>());
  return ids;
}

/// What probably happened, by its name, and what to do beside the plan or until somebody leads it.
Json advice_json(const Words& words, const Plan& plan) {
  const LedPicture* led = picture_to_tell(plan);
  if (led == nullptr) return nullptr;
  constexpr const char* kinds[] = {"worse", "meanwhile", "see"};
  Json json{{"picture", led->id},
            {"title", words(likely_title(plan.assessment, *led))},
            {"why", why_json(words, led->likely)}};
  for (const char* kind : kinds)
    json[kind] = {{"title", words(fmt::format("advice.{}", kind))}, {"items", Json::array()}};
  for (const LedPicture::Advice& advice : led->advice)
    json[kinds[static_cast<int>(advice.kind)]]["items"].push_back(why_json(words, advice.reason));
  return json;
}

/// The one line why today looks like this: the first reason that speaks of today.
std::string headline(const Words& words, const Plan& plan, bool hurt) {
  if (const LedPicture* led = led_by_clinician(plan)) return words(led->likely.text);
  const bool too_much =
      std::ranges::any_of(plan.reasons, [](const Reason& reason) { return is_rest(reason.about); });
  // A session that was too much has its reason, and that comes first.
  if (!too_much && (plan.day.after_morning == DayHead::left || plan.day.after_morning == DayHead::done))
    return words(fmt::format("head.{}_line", word_of(plan.day.after_morning)));
  // What keeps the day free says more of it than what a session of it would be.
  for (const Reason& reason : plan.reasons) {
    if (is_rest(reason.about) || keeps_free(words.knowledge(), reason)) return words(reason.text);
  }
  for (const Reason& reason : plan.reasons) {
    if (reason.about == About::spacing || reason.about == About::rest_rule) return words(reason.text);
  }
  if (plan.status == PlanStatus::session) {
    // What was found since and holds this session back says more of today than anything else.
    for (const Reason& reason : plan.reasons) {
      if (reason.about == About::held) return words(reason.text);
    }
    // What it probably is, and that somebody should look at it too, says more than how a usual day goes.
    const LedPicture* told = picture_to_tell(plan);
    if (told != nullptr &&
        std::ranges::find(plan.reasons, told->likely.rule, &Reason::rule) != plan.reasons.end())
      return words(told->likely.text);
    for (const Reason& reason : plan.reasons) {
      // How much pain is allowed is nothing to say first to somebody who has none.
      if (reason.about == About::today || (hurt && reason.about == About::pain_limit))
        return words(reason.text);
    }
  }
  // A flag stands on the page with its own words; what is only new has none but these.
  if (plan.status == PlanStatus::suspended && !plan.assessment.reasons.empty() &&
      plan.assessment.reasons.front().rule.starts_with("rescreen."))
    return words(plan.assessment.reasons.front().text);
  // Who has to be seen today is not told that somebody should look some day.
  const bool looked_at = plan.status == PlanStatus::clinician_first || plan.status == PlanStatus::refused;
  if (looked_at && plan.assessment.verdict >= Verdict::urgent)
    return words(fmt::format("verdict.{}", word_of(plan.assessment.verdict)));
  // What nobody was sure of may be known later: that ends it too, and the next sentence asks for it.
  if (plan.status == PlanStatus::suspended && !plan.unsure.empty() && !plan.assessment.only_a_clinician_lifts)
    return words("status.suspended_unsure");
  return words(fmt::format("status.{}", word_of(plan.status)));
}

/// What the answers ask for; where the plan itself needs a clinician, that, so that the two never disagree.
std::string verdict_text(const Words& words, const Plan& plan) {
  const bool led =
      plan.status == PlanStatus::clinician_first && plan.assessment.verdict < Verdict::clinician_first;
  return words(fmt::format("verdict.{}", led ? "clinician_first" : word_of(plan.assessment.verdict)));
}

/// Every word with its sentence, so that a page without a connection says the same after what was logged
/// there.
Json heads_json(const Words& words) {
  Json heads = Json::object();
  for (const DayHead head : all_day_heads()) {
    const std::string key = fmt::format("head.{}", word_of(head));
    heads[std::string(word_of(head))] = {{"text", words(key)}, {"line", words.if_any(key + "_line")}};
  }
  return heads;
}

Json morning_json(const std::optional<MorningQuestion>& morning) {
  if (!morning) return nullptr;
  return {{"session", morning->session},
          {"day", day_text(morning->day)},
          {"rest_above", morning->rest_above},
          {"was", morning->was ? Json(*morning->was) : Json(nullptr)}};
}

Json phases_json(const Words& words, const std::string& protocol) {
  Json list = Json::array();
  const auto found = words.knowledge().protocols.find(protocol);
  if (found == words.knowledge().protocols.end()) return list;
  for (const Phase& phase : found->second.phases)
    list.push_back(named_json(words, phase.id, fmt::format("protocol.{}.phase.{}", protocol, phase.id)));
  return list;
}

/// What is allowed on a day without a session, by all that made it one.
Json allowed_json(const Words& words, const Plan& plan) {
  Json list = Json::array();
  for (const std::string& id : plan.allowed)
    list.push_back(named_json(words, id, "exercise." + id + ".name"));
  return list;
}

/// The entry that says that today's illness is over; null where nobody is ill.
Json well_again_json(const Plan& plan) {
  if (!plan.illness) return nullptr;
  constexpr const char* fever[] = {"no", "yes", "unsure"};
  const IllnessEntry over = well_again(*plan.illness, plan.today);
  return {{"from", day_text(over.from)},
          {"to", day_text(*over.to)},
          {"fever", fever[static_cast<int>(over.fever)]}};
}

/// Of what is asked more than once a day and was done today, one round is left, and is told as one.
Json left_of(const Words& words, const Case& history, const Plan& plan, Json json, SessionLine line) {
  if (line.per_day < 2 || plan.day.after_morning != DayHead::left) return json;
  const bool done = std::ranges::any_of(history.entries, [&](const Entry& entry) {
    const auto* session = entry.as<SessionEntry>();
    return session != nullptr && entry.day == plan.today &&
           std::ranges::find(session->lines, line.exercise, &DoneLine::exercise) != session->lines.end();
  });
  if (!done) return json;
  line.per_day = 1;
  const Json once = line_json(words, line, {});
  json["dose"] = once["dose"];
  json["per_day"] = line.per_day;
  json["change_name"] = words("change.another_round");
  return json;
}

bool is_hurt(const Case& history) {
  return std::ranges::any_of(history.entries,
                             [](const Entry& entry) { return entry.as<InjuryEntry>() != nullptr; });
}

Json lines_json(const Words& words, const Case& history, const Plan& plan, FoldMemory* memory) {
  if (plan.lines.empty()) return Json::array();
  const Offers offers(words.knowledge(), history, plan, memory);
  Json list = Json::array();
  for (const SessionLine& line : plan.lines)
    list.push_back(left_of(words, history, plan, line_json(words, line, offers.stand_ins(line)), line));
  return list;
}

}  // namespace

Json today_json(const Words& words, const Case& history, Day today, const std::string& protocol,
                FoldMemory* memory) {
  FoldMemory own(words.knowledge());
  if (memory == nullptr) memory = &own;
  return today_json(words, history, rehab::plan(words.knowledge(), history, today, protocol, memory), memory);
}

Json assessment_json(const Words& words, const Case& history, const Plan& plan, FoldMemory* memory) {
  const Knowledge& knowledge = words.knowledge();
  const Assessment& assessment = plan.assessment;
  const bool doctor_first = assessment.verdict >= Verdict::urgent;
  Json notes = Json::array();
  for (const Diagnostic& note : assessment.notes.entries()) notes.push_back(note.message);
  return {{"today", day_text(plan.today)},
          {"language", words.catalog().language},
          {"hurt", is_hurt(history)},
          {"verdict", word_of(assessment.verdict)},
          {"verdict_text", verdict_text(words, plan)},
          {"day_of_injury", plan.day_of_injury},
          {"flags", list_json(words, assessment.flags, flag_json)},
          {"gates", list_json(words, assessment.gates, gate_json)},
          {"pictures", list_json(words, assessment.pictures, picture_json)},
          {"advice", advice_json(words, plan)},
          {"prognosis", prognosis_json(words, assessment.prognosis)},
          {"next_test", doctor_first ? Json(nullptr)
                                     : next_json(words, next_test(knowledge, history, plan.today, memory))},
          {"who_clears", assessment.only_a_clinician_lifts ? words("clearance.who") : std::string()},
          {"count", history.entries.size()},
          {"notes", std::move(notes)},
          {"program", program_version},
          {"knowledge", knowledge.version}};
}

Json today_json(const Words& words, const Case& history, const Plan& plan, FoldMemory* memory) {
  FoldMemory own(words.knowledge());  // several parts of it look at the same days
  if (memory == nullptr) memory = &own;
  const Knowledge& knowledge = words.knowledge();
  Json techniques = Json::array();
  for (const std::string& id : plan.techniques) {
    const auto found = knowledge.techniques.find(id);
    if (found != knowledge.techniques.end()) techniques.push_back(technique_json(words, found->second));
  }
  const auto name = [&](const std::string& key) {
    return plan.protocol.empty() ? std::string{} : words.if_any(key);
  };
  Json story = day_story_json(words, history, plan, memory);
  Json safety = std::move(story["safety"]);
  story.erase("safety");
  Json json = assessment_json(words, history, plan, memory);
  json.update({{"status", word_of(plan.status)},
               {"status_text", words(fmt::format("status.{}", word_of(plan.status)))},
               {"headline", headline(words, plan, is_hurt(history))},
               {"story", std::move(story)},
               {"safety", std::move(safety)},
               {"protocol", plan.protocol},
               {"protocol_name", name("protocol." + plan.protocol + ".name")},
               {"phase", plan.phase},
               {"phase_name", name(fmt::format("protocol.{}.phase.{}", plan.protocol, plan.phase))},
               {"phases", phases_json(words, plan.protocol)},
               {"day_in_phase", plan.day_in_phase},
               {"pain_limit", plan.pain_limit},
               {"criteria", list_json(words, plan.criteria, criterion_json)},
               {"lines", lines_json(words, history, plan, memory)},
               {"allowed", allowed_json(words, plan)},
               {"ask_again", asked_again_json(words, history, plan)},
               {"unsure", questions_json(words, plan.unsure)},
               {"settles", questions_json(words, settling_questions(plan, json["next_test"]))},
               {"well_again", well_again_json(plan)},
               {"run", plan.run ? run_json(words, *plan.run, plan.protocol) : Json(nullptr)},
               {"prescription", prescription_json(words, plan)},
               {"techniques", std::move(techniques)},
               {"not_now", not_now_text(words, plan)},
               {"again", again_json(words, plan)},
               {"care", care_json(words, plan.care)},
               {"ask", questions_json(words, plan.ask)},
               {"beside_pain", questions_json(words, plan.beside_pain)},
               {"background", background_json(plan)},
               {"short_set", questions_json(words, knowledge.short_set)},
               {"reasons", list_json(words, plan.reasons, why_json)},
               {"follow_up", follow_up_json(words, plan.follow_up)},
               {"head", word_of(plan.day.head)},
               {"head_text", words(fmt::format("head.{}", word_of(plan.day.head)))},
               {"after_morning", word_of(plan.day.after_morning)},
               {"heads", heads_json(words)},
               {"morning", morning_json(plan.day.morning)},
               {"done_today", plan.day.trained}});
  return json;
}

}  // namespace hamstring::service

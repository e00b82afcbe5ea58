#include "rehab/plan/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rehab/plan/day_by_day.h"

namespace hamstring::rehab {
namespace {

std::string_view status_word(PlanStatus status) {
  constexpr std::string_view words[] = {"session",         "rest",      "ask_first",
                                        "clinician_first", "suspended", "refused"};
  return words[static_cast<std::size_t>(status)];
}

Message status_message(const Plan& plan) {
  return {.id = fmt::format("status.{}", status_word(plan.status)), .arguments = {}};
}

Message run_message(const Plan& plan) {
  if (!plan.run) return {.id = "replay.no_running", .arguments = {}};
  Message message{.id = "replay.running", .arguments = {}};
  message.arguments["rung"] = "protocol." + plan.protocol + ".rung." + plan.run->rung;
  message.arguments["percent"] = plan.run->percent.max;
  return message;
}

std::vector<std::string> exercises_of(const Plan& plan) {
  std::vector<std::string> result;
  for (const SessionLine& line : plan.lines) result.push_back(line.exercise);
  std::ranges::sort(result);
  return result;
}

std::vector<std::string> doses_of(const Plan& plan) {
  std::vector<std::string> result;
  for (const SessionLine& line : plan.lines) {
    result.push_back(fmt::format("{} {}{}", line.exercise, fmt::join(line.dose.amounts, "-"),
                                 line.dose.load_kg ? fmt::format(" {} kg", *line.dose.load_kg) : ""));
  }
  std::ranges::sort(result);
  return result;
}

Message list_message(const char* id, const std::vector<std::string>& list) {
  return {
      .id = id,
      .arguments = {{"list", list.empty() ? std::string("-") : fmt::format("{}", fmt::join(list, ", "))}}};
}

std::vector<Reason> line_reasons(const Plan& plan) {
  std::vector<Reason> result;
  for (const SessionLine& line : plan.lines)
    result.insert(result.end(), line.reasons.begin(), line.reasons.end());
  return result;
}

void compare(const Plan& a, const Plan& b, const State& state_a, const State& state_b,
             std::vector<DayDifference>& out) {
  using What = DayDifference::What;
  const auto differ = [&](What what, Message in_a, Message in_b, std::vector<Reason> why_a,
                          std::vector<Reason> why_b) {
    out.push_back({.day = a.today,
                   .what = what,
                   .a = std::move(in_a),
                   .b = std::move(in_b),
                   .why_a = std::move(why_a),
                   .why_b = std::move(why_b)});
  };
  if (a.status != b.status) differ(What::status, status_message(a), status_message(b), a.reasons, b.reasons);
  const bool runs_differ =
      a.run.has_value() != b.run.has_value() ||
      (a.run && (a.run->rung != b.run->rung || a.run->percent.max != b.run->percent.max));
  if (runs_differ) {
    differ(What::running, run_message(a), run_message(b), a.run ? a.run->reasons : a.reasons,
           b.run ? b.run->reasons : b.reasons);
  }
  const auto in_a = exercises_of(a), in_b = exercises_of(b);
  if (in_a != in_b) {
    differ(What::exercises, list_message("replay.exercises", in_a), list_message("replay.exercises", in_b),
           line_reasons(a), line_reasons(b));
  } else if (const auto dose_a = doses_of(a), dose_b = doses_of(b); dose_a != dose_b) {
    differ(What::dose, list_message("replay.doses", dose_a), list_message("replay.doses", dose_b),
           line_reasons(a), line_reasons(b));
  }
  if (a.pain_limit != b.pain_limit) {
    differ(What::pain_limit, {.id = "status.pain_limit", .arguments = {{"limit", a.pain_limit}}},
           {.id = "status.pain_limit", .arguments = {{"limit", b.pain_limit}}}, {}, {});
  }
  const bool step_a = state_a.phase && state_a.phase_since == a.today,
             step_b = state_b.phase && state_b.phase_since == b.today;
  if (step_a != step_b) {
    const auto message = [](const Plan& plan, bool step) -> Message {
      if (!step) return {.id = "replay.phase_stays", .arguments = {}};
      return {.id = "replay.phase_step",
              .arguments = {{"phase", "protocol." + plan.protocol + ".phase." + plan.phase}}};
    };
    differ(What::phase_step, message(a, step_a), message(b, step_b), state_a.changes, state_b.changes);
  }
}

}  // namespace

Result<Replay> replay(const Knowledge& knowledge, const Case& history, const std::string& protocol_a,
                      const std::string& protocol_b, Day until) {
  for (const std::string& id : {protocol_a, protocol_b}) {
    if (!knowledge.protocols.contains(id)) {
      std::vector<std::string> known;
      for (const auto& [name, protocol] : knowledge.protocols) known.push_back(name);
      return failure({.message = fmt::format("there is no protocol '{}'", id),
                      .advice = fmt::format("There are: {}.", fmt::join(known, ", "))});
    }
  }
  Replay result{.protocol_a = protocol_a, .protocol_b = protocol_b, .a = {}, .b = {}, .differences = {}};
  if (history.entries.empty()) return result;
  DayByDay side_a(knowledge, history, protocol_a), side_b(knowledge, history, protocol_b);
  for (Day day = history.entries.front().day; day <= until; day += std::chrono::days(1)) {
    const Plan a = side_a.on(day), b = side_b.on(day);
    ++result.days_compared;
    compare(a, b, side_a.state(), side_b.state(), result.differences);
    result.a.push_back(a.state);
    result.b.push_back(b.state);
  }
  return result;
}

}  // namespace hamstring::rehab

// What measuring again has shown, row by row.
#include <fmt/format.h>

#include "view/answer_text.h"
#include "view/today_view.h"
#include "view/unit_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json row(const std::string& id, const std::string& name, const std::string& text,
         const Json& evidence = nullptr) {
  return {{"id", id}, {"name", name}, {"text", text}, {"evidence", evidence}};
}

Json change_row(const Words& words, const ChangeReport& report, const char* kind) {
  constexpr const char* answers[] = {"not_known", "within_noise", "more", "less"};
  std::string text = words(fmt::format("follow_up.{}.{}", kind, answers[static_cast<int>(report.answer)]));
  if (report.change && report.half_width)
    text += fmt::format(" ({:+.1f} ± {:.1f}{})", *report.change, *report.half_width,
                        unit_words(words, report.unit));
  if (report.have < report.need) text += fmt::format(" ({}/{})", report.have, report.need);
  return row(report.id, words(fmt::format("{}.{}.name", kind, report.id)), text,
             evidence_json(words, report.evidence));
}

Json program_row(const Words& words, const AlignmentProgram& program) {
  std::string text;
  for (const std::string& exercise : program.exercises)
    text += (text.empty() ? "" : ", ") + words("exercise." + exercise + ".name");
  for (const std::string& beside : program.beside)
    text += ". " + words(fmt::format("alignment.{}.beside.{}", program.id, beside));
  return row(program.id, words("alignment." + program.id + ".name"), text,
             evidence_json(words, program.evidence));
}

Json capacity_row(const Words& words, const CapacityReport& report) {
  std::string text = capacity_words(words.catalog(), report) + ".";
  for (const Message& target : report.targets) text += " " + words(target);
  return row(report.test, words("test." + report.test + ".name"), text);
}

Json watch_row(const Words& words, const WatchReport& watch) {
  std::string text = words(Message{.id = "follow_up.watch",
                                   .arguments = {{"day", static_cast<long long>(watch.day)},
                                                 {"days", static_cast<long long>(watch.days)}}});
  if (watch.pain_above_limit) text += " " + words("follow_up.watch_pain");
  return row(watch.id, words("cli.after_return"), text);
}

}  // namespace

Json follow_up_json(const Words& words, const FollowUp& follow_up) {
  const auto changes = [](const char* kind) {
    return [kind](const Words& w, const ChangeReport& r) { return change_row(w, r, kind); };
  };
  const auto compliance = [](const Words& w, const ComplianceReport& r) {
    return row(r.id, w("prevention." + r.id + ".name"), fmt::format("{}/{:g}", r.done, r.asked));
  };
  return {{"techniques", list_json(words, follow_up.techniques, changes("technique"))},
          {"alignment", list_json(words, follow_up.alignment, changes("alignment"))},
          {"programs", list_json(words, follow_up.programs, program_row)},
          {"capacity", list_json(words, follow_up.capacity, capacity_row)},
          {"compliance", list_json(words, follow_up.compliance, compliance)},
          {"watch", follow_up.watch ? watch_row(words, *follow_up.watch) : Json(nullptr)}};
}

}  // namespace hamstring::service

// What stands beside the training today, in words.
#include <fmt/format.h>

#include "knowledge/knowledge.h"
#include "view/answer_text.h"

namespace hamstring::rehab {

Message care_step(const Care& care) {
  if (care.step == CareStep::work && care.weeks == 0) return {.id = "care.step.work_open", .arguments = {}};
  return {.id = fmt::format("care.step.{}", word_of(care.step)),
          .arguments = {{"week", static_cast<long long>(care.week)},
                        {"weeks", static_cast<long long>(care.weeks)}}};
}

Message care_break(const Care& care) {
  return {.id = "alignment." + care.id + ".break",
          .arguments = {{"n", static_cast<long long>(care.break_min.value_or(0))}}};
}

std::string care_dose(const Knowledge& knowledge, const Catalog& catalog, const CareLine& line) {
  const auto exercise = knowledge.exercises.find(line.exercise);
  const std::string unit = exercise == knowledge.exercises.end() ? "reps" : exercise->second.dose_unit;
  return fmt::format("{} × {:g} {}", line.sets, line.amount, say(catalog, "cli.unit." + unit));
}

std::string care_text(const Knowledge& knowledge, const Catalog& catalog, const std::vector<Care>& care) {
  if (care.empty()) return {};
  std::string text = fmt::format("\n{}\n", say(catalog, "care.heading"));
  for (const Care& one : care) {
    text += fmt::format("  {}: {}\n", say(catalog, "alignment." + one.id + ".name"),
                        say(catalog, care_step(one)));
    for (const std::string& test : one.measure)
      text += fmt::format("    ○ {}\n", say(catalog, "test." + test + ".name"));
    for (const CareLine& line : one.lines)
      text += fmt::format("    ● {}: {}\n", say(catalog, "exercise." + line.exercise + ".name"),
                          care_dose(knowledge, catalog, line));
    if (one.break_min) text += fmt::format("    ● {}\n", say(catalog, care_break(one)));
    if (!one.ask.empty()) text += fmt::format("    ○ {}\n", say(catalog, "question." + one.ask + ".ask"));
    if (one.lines.empty() && one.measure.empty() && !one.day_off) {
      for (const std::string& id : one.beside)
        text += fmt::format("    {}\n", say(catalog, fmt::format("alignment.{}.beside.{}", one.id, id)));
    }
    if (one.again_on)
      text += fmt::format("    {}\n",
                          say(catalog, Message{.id = "care.again", .arguments = {{"day", *one.again_on}}}));
  }
  return text;
}

}  // namespace hamstring::rehab

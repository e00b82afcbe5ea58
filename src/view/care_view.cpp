// What stands beside the training today, program by program.
#include <fmt/format.h>

#include "view/answer_text.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json line_json(const Words& words, const CareLine& line) {
  return {{"id", line.exercise},
          {"name", words("exercise." + line.exercise + ".name")},
          {"cue", words("exercise." + line.exercise + ".cue")},
          {"dose", care_dose(words.knowledge(), words.catalog(), line)}};
}

Json one_json(const Words& words, const Care& care) {
  Json measure = Json::array(), beside = Json::array();
  for (const std::string& test : care.measure)
    measure.push_back(named_json(words, test, "test." + test + ".name"));
  for (const std::string& id : care.beside)
    beside.push_back(words(fmt::format("alignment.{}.beside.{}", care.id, id)));
  const auto& questions = words.knowledge().questions;
  const auto ask = questions.find(care.ask);
  return {{"id", care.id},
          {"name", words("alignment." + care.id + ".name")},
          {"step", word_of(care.step)},
          {"step_text", words(care_step(care))},
          {"again_text", care.again_on
                             ? words(Message{.id = "care.again", .arguments = {{"day", *care.again_on}}})
                             : std::string()},
          {"minutes", care.minutes},
          {"day_off", care.day_off},
          {"lines", list_json(words, care.lines, line_json)},
          {"break_text", care.break_min ? words(care_break(care)) : std::string()},
          {"ask", ask == questions.end() ? Json(nullptr) : question_json(words, ask->second)},
          {"measure", std::move(measure)},
          {"beside", std::move(beside)},
          {"why", why_json(words, care.reason)}};
}

}  // namespace

Json care_json(const Words& words, const std::vector<Care>& care) {
  return list_json(words, care, one_json);
}

}  // namespace hamstring::service

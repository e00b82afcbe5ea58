#include "service/coach_view.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace hamstring::service {
namespace {

/// What a coach reads as it is: the work, the day and its one word. All else is emptied, so that a field that
/// comes to Today tomorrow is shown to a coach when somebody has said so here, and not before. A protocol's
/// name says what hurts ("tendon at the sit bone"); that of a phase says what is done.
constexpr std::array<std::string_view, 24> shown{
    "today",      "language",     "hurt",         "day_of_injury", "count",       "program",
    "knowledge",  "status",       "verdict",      "phase",         "phase_name",  "phases",
    "allowed",    "pain_limit",   "day_in_phase", "lines",         "run",         "heads",
    "techniques", "prescription", "head",         "done_today",    "status_text", "after_morning"};

bool is_shown(std::string_view field) {
  return std::ranges::find(shown, field) != shown.end();
}

/// The same kind of value with nothing in it; an object's place is taken by null where Today allows it.
Json emptied(const Json& value) {
  if (value.is_array()) return Json::array();
  if (value.is_string()) return "";
  if (value.is_boolean()) return false;
  return nullptr;
}

}  // namespace

Json without_answers(Json today) {
  for (auto& [field, value] : today.items())
    if (!is_shown(field)) value = emptied(value);
  today["background"] = Json::object();
  // A question that is not shown is nothing to announce.
  today["head"] = today["after_morning"];
  today["head_text"] = today["heads"][today["head"].get<std::string>()]["text"];
  today["prognosis"] = {{"known", false},
                        {"dots_days", Json::array()},
                        {"sentence", ""},
                        {"named", Json::array()},
                        {"why", Json::array()}};
  today["follow_up"] = {{"techniques", Json::array()}, {"alignment", Json::array()},
                        {"programs", Json::array()},   {"capacity", Json::array()},
                        {"compliance", Json::array()}, {"watch", nullptr}};
  if (today["prescription"].is_object()) {
    today["prescription"]["say"] = "";
    for (Json& exercise : today["prescription"]["exercises"]) exercise["text"] = "";
  }
  const std::string below = today["heads"][today["head"].get<std::string>()]["line"];
  today["headline"] = below.empty() ? today["status_text"].get<std::string>() : below;
  today["verdict_text"] = today["status_text"];
  for (Json& line : today["lines"]) line["why"] = Json::array();
  if (today["run"].is_object()) today["run"]["why"] = Json::array();
  return today;
}

}  // namespace hamstring::service

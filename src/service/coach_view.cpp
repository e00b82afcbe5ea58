#include "service/coach_view.h"

namespace hamstring::service {

Json without_answers(Json today) {
  for (const char* list : {"flags", "gates", "pictures", "ask", "short_set", "reasons", "notes", "criteria",
                           "allowed", "ask_again", "unsure", "beside_pain", "settles", "care"})
    today[list] = Json::array();
  for (const char* nothing : {"next_test", "morning", "well_again"}) today[nothing] = nullptr;
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
  today["who_clears"] = "";
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

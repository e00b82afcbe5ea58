#include "service/damage.h"

#include <algorithm>

namespace hamstring::service {
namespace {

constexpr int urgency = 95;  // before all but danger signs: nobody knows what the entry said

std::string days_of(const std::vector<Damaged>& damaged) {
  std::vector<std::string> days;
  for (const Damaged& one : damaged) days.push_back(one.day);
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  std::string text;
  for (const std::string& day : days) text += (text.empty() ? "" : ", ") + day;
  return text;
}

}  // namespace

std::vector<Damaged> damaged_of(const std::vector<store::EntryRow>& rows) {
  std::vector<Damaged> list;
  for (const store::EntryRow& row : rows) list.push_back({.entry = row.id, .day = row.day});
  return list;
}

Json damaged_json(const std::vector<Damaged>& damaged) {
  Json list = Json::array();
  for (const Damaged& one : damaged) list.push_back({{"entry", one.entry}, {"day", one.day}});
  return list;
}

std::unexpected<Problem> refuse_damaged() {
  return refuse(Code::conflict, "an entry can no longer be read, and it may have said something that matters",
                "See Entries: tell it again, or take it out.");
}

void hold_back(Json& today, const Words& words, const std::vector<Damaged>& damaged) {
  for (const char* list : {"lines", "techniques", "care", "allowed", "ask", "reasons"})
    today[list] = Json::array();
  for (const char* nothing : {"run", "morning", "next_test", "well_again", "story"}) today[nothing] = nullptr;
  const std::string why =
      words(rehab::Message{.id = "damaged.today", .arguments = {{"days", days_of(damaged)}}});
  today["status"] = today["head"] = today["after_morning"] = "suspended";
  today["head_text"] = words("head.suspended");
  today["status_text"] = today["headline"] = why;
  if (today["prescription"].is_object()) {
    today["prescription"]["suspended"] = true;
    today["prescription"]["sentence"] = words("prescription.waits");
  }
  today["damaged"] = damaged_json(damaged);
}

void hold_back_row(Json& row, const Words& words) {
  row["urgency"] = std::max(urgency, row["urgency"].get<int>());
  row["needs_a_look"] = true;
  row["ready"] = false;
  row["reason"] = words("damaged.row");
  row["next"] = nullptr;
  if (row.contains("status")) row["status"] = row["head"] = "suspended";
}

Json unreadable_row(const Words& words, const store::PersonRow& person, const std::string& today) {
  return {{"id", person.id},
          {"name", person.name},
          {"invented", person.invented},
          {"today", today},
          {"reason", words("damaged.row")},
          {"urgency", urgency},
          {"needs_a_look", true},
          {"ready", false},
          {"silent", false},
          {"resting", false},
          {"phase_name", ""},
          {"day_of_injury", 0},
          {"pain", Json::array()},
          {"week", {{"done", 0}, {"asked", 0}}},
          {"criteria_met", 0},
          {"criteria_not_met", 0},
          {"criteria_not_known", 0},
          {"next", nullptr}};
}

}  // namespace hamstring::service

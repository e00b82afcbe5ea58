// Two protocols over the same history: what each would have said, since when they differ, and why.
#include <fmt/format.h>

#include <map>

#include "core/text.h"
#include "core/try.h"
#include "rehab/plan/replay.h"
#include "view/course_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const char* word_of(DayDifference::What what) {
  constexpr const char* words[] = {"status", "running", "exercises", "dose", "pain_limit", "phase_step"};
  return words[static_cast<int>(what)];
}

/// "nordic 8-8" → "Nordic 8-8": the first word of each part is an exercise.
std::string exercises_in_words(const Words& words, const std::string& list) {
  std::string text;
  std::size_t at = 0;
  while (at < list.size()) {
    const std::size_t end = std::min(list.find(", ", at), list.size());
    const std::string part = list.substr(at, end - at);
    const std::size_t space = std::min(part.find(' '), part.size());
    const std::string name = words.if_any("exercise." + part.substr(0, space) + ".name");
    text += (text.empty() ? "" : ", ") + (name.empty() ? part : name + part.substr(space));
    at = end + 2;
  }
  return text;
}

std::string side_words(const Words& words, const DayDifference& difference, const Message& message) {
  using What = DayDifference::What;
  if (difference.what == What::exercises || difference.what == What::dose) {
    const auto list = message.arguments.find("list");
    const auto* text = list == message.arguments.end() ? nullptr : std::get_if<std::string>(&list->second);
    if (text != nullptr) return exercises_in_words(words, *text);
  }
  return words(message);
}

Json first_reasons(const Words& words, const std::vector<Reason>& reasons) {
  Json list = Json::array();
  for (std::size_t i = 0; i < reasons.size() && i < 3; ++i) list.push_back(why_json(words, reasons[i]));
  return list;
}

/// The same difference on days in a row, once.
class Spans {
 public:
  explicit Spans(const Words& words) : words_(words) {}
  void add(const DayDifference& d) {
    Json row{{"what", word_of(d.what)}, {"a", side_words(words_, d, d.a)}, {"b", side_words(words_, d, d.b)}};
    const auto open = last_.find(d.what);
    if (open != last_.end() && days_between(open->second.day, d.day) == 1) {
      Json& row_before = list_[open->second.at];
      if (row_before["a"] == row["a"] && row_before["b"] == row["b"]) {
        row_before["to"] = day_text(d.day);
        open->second.day = d.day;
        return;
      }
    }
    row["from"] = row["to"] = day_text(d.day);
    row["why_a"] = first_reasons(words_, d.why_a);
    row["why_b"] = first_reasons(words_, d.why_b);
    last_[d.what] = {.day = d.day, .at = list_.size()};
    list_.push_back(std::move(row));
  }
  [[nodiscard]] Json take() { return std::move(list_); }

 private:
  struct Open {
    Day day{};
    std::size_t at = 0;
  };
  const Words& words_;
  std::map<DayDifference::What, Open> last_;
  Json list_ = Json::array();
};

}  // namespace

Result<Json> side_by_side_json(const Words& words, const Case& history, const std::string& a,
                               const std::string& b, Day today) {
  HAMSTRING_TRY(made, replay(words.knowledge(), history, a, b, today));
  Spans spans(words);
  int differing = 0;
  std::optional<Day> before;
  for (const DayDifference& difference : made.differences) {
    if (before != difference.day) ++differing;
    before = difference.day;
    spans.add(difference);
  }
  const auto since = made.differences.empty() ? Json(nullptr) : Json(day_text(made.differences[0].day));
  return Json{{"a", named_json(words, a, "protocol." + a + ".name")},
              {"b", named_json(words, b, "protocol." + b + ".name")},
              {"days", made.days_compared},
              {"differing_days", differing},
              {"since", since},
              {"spans", spans.take()}};
}

}  // namespace hamstring::service

// Runs by hand, and their sums by week where the person lives.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "history/timeline.h"
#include "view/course_view.h"
#include "view/entry_line.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int weeks_min = 6, weeks_max = 52;
constexpr std::size_t line_weeks = 4;

struct Week {
  Day from{};
  std::set<Day> told;  ///< days about which anything was told
  int runs = 0, without_distance = 0;
  double distance_m = 0.0, duration_s = 0.0;
};

Day week_of(Day day, bool from_sunday) {
  const auto first = from_sunday ? std::chrono::Sunday : std::chrono::Monday;
  return day - (std::chrono::weekday(day) - first);
}

/// Whether what was done is a rung that is walked: fifteen minutes of walking are no run, and no kilometers
/// of one are missing.
bool walked(const Words& words, const DoneRun& run) {
  return !run.rung.empty() && std::ranges::any_of(words.knowledge().protocols, [&](const auto& named) {
    const Rung* rung = rung_named(named.second, run.rung);
    const auto& walks = words.knowledge().policy.run_fit.walks;
    return rung != nullptr && std::ranges::find(walks, rung->form) != walks.end();
  });
}

Json run_row(const LiveEntry& live, const Words& words) {
  const Entry& entry = live.entry();
  const SessionEntry& session = *entry.as<SessionEntry>();
  const DoneRun& run = *session.run;
  Json row{{"id", entry.id},
           {"day", day_text(live.day)},
           {"completed", run.completed},
           {"conflict", live.in_conflict()},
           {"walked", walked(words, run)},
           {"with_exercises", !session.lines.empty()}};
  const auto put = [&](const char* name, const std::optional<double>& value) {
    if (value) row[name] = *value;
  };
  put("distance_m", run.distance_m);
  put("duration_s", run.duration_s);
  if (run.distance_m && run.duration_s && *run.duration_s > 0)
    row["speed_m_s"] = *run.distance_m / *run.duration_s;
  put("top_speed_m_s", run.top_speed_m_s);
  put("effort", run.effort);
  put("before", session.before);
  put("worst", run.worst.or_else(worst_told(session)));
  if (!run.rung.empty()) {
    row["rung"] = run.rung;
    for (const auto& [id, protocol] : words.knowledge().protocols) {
      const std::string name = words.if_any(fmt::format("protocol.{}.rung.{}", id, run.rung));
      if (!name.empty() && std::ranges::find(protocol.rungs, run.rung, &Rung::id) != protocol.rungs.end())
        row["rung_name"] = name;
    }
  }
  return row;
}

/// Mean of the whole weeks among the last four that were told about; nothing from fewer than two of them.
void put_line(Json& row, const std::vector<Week>& weeks, std::size_t at) {
  double sum = 0.0;
  int told = 0;
  for (std::size_t i = at + 1 < line_weeks ? 0 : at + 1 - line_weeks; i <= at; ++i) {
    if (weeks[i].told.empty() || weeks[i].without_distance > 0) continue;
    sum += weeks[i].distance_m;
    ++told;
  }
  row["four_weeks_of"] = told;
  if (told >= 2) row["four_weeks_m"] = sum / told;
}

Json weeks_json(const std::vector<Week>& weeks, Day today) {
  Json list = Json::array();
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    const Week& week = weeks[i];
    const Day to = week.from + std::chrono::days(6);
    Json row{
        {"from", day_text(week.from)},   {"to", day_text(to)}, {"present", week.from <= today && today <= to},
        {"days_told", week.told.size()}, {"runs", week.runs},  {"without_distance", week.without_distance}};
    // Runs of which nobody told how far are not runs of zero.
    if (week.runs == 0 || week.without_distance < week.runs) row["distance_m"] = week.distance_m;
    if (week.runs == 0 || week.duration_s > 0.0) row["duration_s"] = week.duration_s;
    if (to < today || to == today) put_line(row, weeks, i);
    list.push_back(std::move(row));
  }
  return list;
}

/// How far somebody runs in a week that is usual for them, as last told [m]; nothing where nobody said.
std::optional<double> usual_week(const Words& words, const Timeline& live) {
  std::optional<double> meters;
  for (const LiveEntry& entry : live.entries) {
    const auto* told = entry.entry().as<AnswerEntry>();
    if (told == nullptr || entry.in_conflict()) continue;
    const auto question = words.knowledge().questions.find(told->question);
    if (question == words.knowledge().questions.end() || !question->second.usual_week) continue;
    const auto* value = std::get_if<double>(&told->value);
    meters = value == nullptr ? std::nullopt : std::optional(*value);
  }
  return meters;
}

}  // namespace

Json runs_json(const Words& words, const Case& history, Day today, bool from_sunday) {
  const Timeline live = timeline_of(history, today);
  const Day present = week_of(today, from_sunday);
  Day first = present - std::chrono::days(7 * (weeks_min - 1));
  if (!live.entries.empty()) first = std::min(first, week_of(live.entries.front().day, from_sunday));
  first = std::max(first, present - std::chrono::days(7 * (weeks_max - 1)));
  std::vector<Week> weeks;
  for (Day day = first; day <= present; day += std::chrono::days(7)) weeks.push_back({.from = day});
  Json rows = Json::array();
  for (const LiveEntry& entry : live.entries) {
    const auto* session = entry.entry().as<SessionEntry>();
    const bool run = session != nullptr && session->run && session->done != Done::none;
    if (run) rows.push_back(run_row(entry, words));
    if (entry.day < first) continue;
    Week& week = weeks[static_cast<std::size_t>(days_between(first, entry.day) / 7)];
    week.told.insert(entry.day);
    if (!run || walked(words, *session->run)) continue;
    ++week.runs;
    if (!session->run->distance_m) ++week.without_distance;
    week.distance_m += session->run->distance_m.value_or(0.0);
    week.duration_s += session->run->duration_s.value_or(0.0);
  }
  std::ranges::reverse(rows);
  Json runs{{"today", day_text(today)},
            {"week_start", from_sunday ? "sunday" : "monday"},
            {"weeks", weeks_json(weeks, today)},
            {"runs", std::move(rows)}};
  if (const auto meters = usual_week(words, live)) runs["usual_week_m"] = *meters;
  return runs;
}

}  // namespace hamstring::service

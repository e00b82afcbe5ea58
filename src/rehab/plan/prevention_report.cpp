#include "rehab/plan/prevention_report.h"

#include <algorithm>
#include <functional>
#include <set>

#include "rehab/course/program.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/facts.h"

namespace hamstring::rehab {
namespace {

constexpr int weeks_shown = 4;

bool has(const SessionRecord& session, const std::string& exercise) {
  return session.body != nullptr && session.done &&
         std::ranges::any_of(session.body->lines,
                             [&](const DoneLine& d) { return d.exercise == exercise && d.sets > 0; });
}

Truth opposite(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

class Reporting {
 public:
  Reporting(const Knowledge& knowledge, const State& state, const Timeline& timeline, Day today)
      : knowledge_(knowledge), state_(state), today_(today), facts_(knowledge, state, today) {
    for (const LiveEntry& entry : timeline.entries) told_.insert(entry.day);
    find_chosen();
  }

  PreventionReport report() {
    PreventionReport result{.programs = {}, .watch = follow_up(knowledge_, state_, today_).watch};
    for (const auto& [id, item] : knowledge_.prevention) result.programs.push_back(report_of(item));
    std::ranges::stable_sort(result.programs, std::greater<>(), &ProgramReport::chosen);
    return result;
  }

 private:
  /// The table that the phase of return follows for this person, whether they are there or not.
  void find_chosen() {
    if (state_.protocol == nullptr) return;
    for (const Phase& phase : state_.protocol->phases) {
      for (const ContentLine& line : phase.content) {
        const Prevention* program = program_of(knowledge_, state_.ledger, line);
        if (program == nullptr) continue;
        if (phase.is_return) chosen_ = program;
        if (&phase == state_.current_phase()) followed_ = &line;
      }
    }
  }

  [[nodiscard]] ProgramReport report_of(const Prevention& item) const {
    ProgramReport result{.program = &item, .weeks = {}};
    result.offered = opposite(truth_of(item.not_when, facts_));
    result.chosen = chosen_ == &item;
    result.followed = followed_ != nullptr && program_of(knowledge_, state_.ledger, *followed_) == &item;
    if (result.followed) {
      const auto memory = state_.lines.find(followed_->id);
      result.week = memory == state_.lines.end() ? 1 : memory->second.week;
    }
    if (item.weeks.empty() || item.exercise.empty()) return result;
    const Day monday = today_ - (std::chrono::weekday(today_) - std::chrono::Monday);
    result.done_this_week = done(item, monday, today_);
    add_weeks(item, result.weeks);
    return result;
  }

  [[nodiscard]] int done(const Prevention& item, Day from, Day to) const {
    return static_cast<int>(std::ranges::count_if(state_.ledger.sessions, [&](const SessionRecord& s) {
      return s.day >= from && s.day <= to && has(s, item.exercise);
    }));
  }

  void add_weeks(const Prevention& item, std::vector<ProgramWeek>& out) const {
    std::optional<Day> first;
    for (const SessionRecord& session : state_.ledger.sessions) {
      if (!first && has(session, item.exercise)) first = session.day;
    }
    for (int back = weeks_shown; back > 0; --back) {
      ProgramWeek week{.from = today_ - std::chrono::days(7 * back - 1),
                       .to = today_ - std::chrono::days(7 * (back - 1)),
                       .asked = {}};
      week.done = done(item, week.from, week.to);
      week.days_told =
          static_cast<int>(std::distance(told_.lower_bound(week.from), told_.upper_bound(week.to)));
      if (first && week.to >= *first) {
        const Prevention::Week* row =
            week_of(item, days_between(*first, std::max(week.from, *first)) / 7 + 1);
        if (row != nullptr) week.asked = row->sessions;
      }
      out.push_back(week);
    }
  }

  const Knowledge& knowledge_;
  const State& state_;
  Day today_;
  CaseFacts facts_;
  std::set<Day> told_;
  const Prevention* chosen_ = nullptr;
  const ContentLine* followed_ = nullptr;
};

}  // namespace

PreventionReport prevention_report(const Knowledge& knowledge, const Case& history, Day today) {
  const Timeline timeline = timeline_of(history, today);
  const State without = fold(knowledge, timeline, today, nullptr);
  const ProtocolChoice choice = chosen(knowledge, without, today, {});
  const State state =
      choice.protocol == nullptr ? without : fold(knowledge, timeline, today, choice.protocol);
  return Reporting(knowledge, state, timeline, today).report();
}

}  // namespace hamstring::rehab

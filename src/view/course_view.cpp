#include "view/course_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "history/case_words.h"
#include "rehab/plan/day_by_day.h"
#include "view/entry_line.h"
#include "view/plan_words.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int days_max = 3 * 366;

/// What was told about one day. Nothing told stays nothing: no field is zero by default.
struct Told {
  std::optional<double> worst, morning, run_m;
  std::optional<Done> done;
  std::optional<SkippedFor> skipped_for;
  std::vector<std::string> tests, milestones, visits;
  bool anything = false, injury = false;
};

void raise(std::optional<double>& at, const std::optional<double>& value) {
  if (value && (!at || *value > *at)) at = value;
}

using ByDay = std::map<Day, Told>;

void add_session(ByDay& days, Day day, const SessionEntry& session, bool in_conflict) {
  Told& told = days[day];
  for (const auto& value : {session.before, session.worst, session.after}) raise(told.worst, value);
  for (const DoneLine& line : session.lines) raise(told.worst, line.worst);
  if (session.run) raise(told.worst, session.run->worst);
  if (session.next_morning) raise(days[day + std::chrono::days(1)].morning, session.next_morning);
  if (in_conflict) return;
  const bool more = !told.done || told.done == Done::none || session.done == Done::all;
  if (more) {
    told.done = session.done;
    told.skipped_for = session.skipped_for;
  }
  if (session.run && session.run->distance_m)
    told.run_m = told.run_m.value_or(0.0) + *session.run->distance_m;
}

void add_live(ByDay& days, const LiveEntry& live, const Words& words) {
  for (const Entry* entry : live.versions) {
    Told& told = days[live.day];
    told.anything = true;
    if (const auto* session = entry->as<SessionEntry>())
      add_session(days, live.day, *session, live.in_conflict());
    if (const auto* morning = entry->as<MorningEntry>(); morning != nullptr && morning->value)
      raise(told.morning, *morning->value);
    if (const auto* pain = entry->as<PainEntry>())
      raise(pain->when == PainWhen::next_morning ? told.morning : told.worst, pain->value);
    if (entry->as<InjuryEntry>() != nullptr) told.injury = true;
    if (const auto* test = entry->as<TestEntry>()) {
      const std::string name = words("test." + test->test + ".name");
      if (std::ranges::find(told.tests, name) == told.tests.end()) told.tests.push_back(name);
    }
    if (const auto* milestone = entry->as<MilestoneEntry>())
      told.milestones.emplace_back(to_word(milestone_words, milestone->what));
    if (const auto* visit = entry->as<VisitEntry>()) {
      told.visits.push_back(entry_line(words, *entry));
      raise(told.worst, visit->after);
      raise(days[live.day + std::chrono::days(1)].morning, visit->next_morning);
    }
  }
}

int order_of(const Knowledge& knowledge, const std::string& protocol, const std::string& phase) {
  const auto found = knowledge.protocols.find(protocol);
  if (found == knowledge.protocols.end()) return 0;
  for (const Phase& p : found->second.phases) {
    if (p.id == phase) return p.order;
  }
  return 0;
}

/// Days on which one phase was in force, as stretches.
class Stretches {
 public:
  explicit Stretches(const Words& words) : words_(words) {}
  void add(Day day, const std::string& protocol, const std::string& phase) {
    if (phase.empty()) {
      open_ = false;
      return;
    }
    if (open_ && list_.back()["phase"] == phase && list_.back()["protocol"] == protocol) {
      list_.back()["to"] = day_text(day);
      return;
    }
    list_.push_back({{"phase", phase},
                     {"protocol", protocol},
                     {"name", words_(fmt::format("protocol.{}.phase.{}", protocol, phase))},
                     {"order", order_of(words_.knowledge(), protocol, phase)},
                     {"from", day_text(day)},
                     {"to", day_text(day)}});
    open_ = true;
  }
  [[nodiscard]] Json take() { return std::move(list_); }

 private:
  const Words& words_;
  Json list_ = Json::array();
  bool open_ = false;
};

Json day_json(Day day, const Told* told, const Plan& plan) {
  Json json{{"day", day_text(day)},
            {"told", told != nullptr && told->anything},
            {"status", word_of(plan.status)},
            {"phase", plan.phase}};
  if (told == nullptr) return json;
  const auto put = [&](const char* name, const std::optional<double>& value) {
    if (value) json[name] = *value;
  };
  put("worst", told->worst);
  put("morning", told->morning);
  put("run_m", told->run_m);
  if (told->done) json["session"] = to_word(done_words, *told->done);
  if (told->skipped_for) json["skipped_for"] = to_word(skipped_for_words, *told->skipped_for);
  return json;
}

/// What happened on a day besides pain and session.
void add_events(Json& events, const Words& words, Day day, const Told* told, const State& state, bool back,
                bool step) {
  const auto add = [&](const char* kind, const std::string& text, const Json& why = nullptr) {
    events.push_back({{"day", day_text(day)}, {"kind", kind}, {"text", text}, {"why", why}});
  };
  if (told != nullptr) {
    if (told->injury) add("injury", "");
    for (const std::string& test : told->tests) add("test", test);
    for (const std::string& what : told->milestones) add("milestone", what);
    for (const std::string& visit : told->visits) add("visit", visit);
  }
  const char* kind = back ? "back" : step ? "step" : "change";
  for (const Reason& reason : state.changes) add(kind, words(reason.text), why_json(words, reason));
  if ((back || step) && state.changes.empty() && state.current_phase() != nullptr) {
    const std::string phase =
        fmt::format("protocol.{}.phase.{}", state.protocol->id, state.current_phase()->id);
    add(kind, words(phase));
  }
}

}  // namespace

Json course_json(const Words& words, const Case& history, Day today) {
  const Knowledge& knowledge = words.knowledge();
  Json days = Json::array(), events = Json::array();
  Stretches stretches(words);
  ByDay told;
  const Timeline live = timeline_of(history, today);
  for (const LiveEntry& entry : live.entries) add_live(told, entry, words);
  Day first = live.entries.empty() ? today : live.entries.front().day;
  first = std::max(first, today - std::chrono::days(days_max));
  DayByDay running(knowledge, history);
  std::string phase, protocol;
  std::size_t episodes = 0;
  for (Day day = first; day <= today; day += std::chrono::days(1)) {
    const Plan plan = running.on(day);
    const State& state = running.state();
    const auto found = told.find(day);
    const Told* here = found == told.end() ? nullptr : &found->second;
    const bool same = protocol == plan.protocol && !phase.empty() && episodes == state.ledger.episodes.size();
    const int before = order_of(knowledge, protocol, phase), now = order_of(knowledge, protocol, plan.phase);
    days.push_back(day_json(day, here, plan));
    add_events(events, words, day, here, state, same && now != 0 && now < before, same && now > before);
    stretches.add(day, plan.protocol, plan.phase);
    protocol = plan.protocol;
    phase = plan.phase;
    episodes = state.ledger.episodes.size();
  }
  return {{"from", day_text(first)},       {"until", day_text(today)},    {"days", std::move(days)},
          {"phases", stretches.take()},    {"events", std::move(events)}, {"program", program_version},
          {"knowledge", knowledge.version}};
}

}  // namespace hamstring::service

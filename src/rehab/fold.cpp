#include "rehab/fold.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rehab/criteria.h"
#include "rehab/facts.h"
#include "rehab/judge.h"

namespace hamstring::rehab {
namespace {

constexpr int judged_within_days = 30;  // a morning told later than this changes nothing any more
constexpr int two_setbacks_within_days = 7;
constexpr double step_limit = 0.10;

/// One day of the fold.
class DayStep {
 public:
  DayStep(const Knowledge& knowledge, State& state, Day day)
      : knowledge_(knowledge), state_(state), day_(day) {}

  void run(std::span<const LiveEntry> entries) {
    state_.changes.clear();
    state_.progress = progress_before();
    const std::size_t sessions_before = state_.ledger.sessions.size();
    for (const LiveEntry& entry : entries) add_entry(state_.ledger, entry, knowledge_);
    state_.day = day_;
    state_.started = true;
    begin_episode();
    begin_phase();
    // A flag can rise only by something told, and go stale only by time; staleness never raises one.
    if (std::exchange(state_.ledger.told_something_new, false)) latch_flags(knowledge_, state_, day_);
    if (state_.protocol == nullptr) return;
    const bool no_progress = apply_rest_rules();
    // What was done before today decides where today stands; today's own session belongs to the phase it was
    // done in.
    judge_sessions(0, sessions_before);
    follow_tables();
    if (!entries.empty() && !no_progress && !hurt_today(sessions_before)) advance();
    note_new_sessions(sessions_before, no_progress);
    judge_sessions(sessions_before, state_.ledger.sessions.size());
  }

 private:
  [[nodiscard]] Progress progress_before() const {
    Progress p;
    const Day before = day_ - std::chrono::days(1);
    const Episode* episode = state_.ledger.episode();
    const std::optional<Day> first = episode != nullptr ? episode->first_entry : state_.ledger.first_entry;
    if (first && *first <= before) p.plan_day = days_between(*first, before);
    const Day onset = state_.onset_or(Day{});
    for (auto it = state_.ledger.sessions.rbegin(); it != state_.ledger.sessions.rend(); ++it) {
      if (!it->done || it->day < onset) continue;
      if (!p.gap_days) p.gap_days = days_between(it->day, before);
      ++p.sessions;
    }
    for (const auto& [id, records] : state_.ledger.tests) {
      p.sessions += static_cast<int>(
          std::ranges::count_if(records, [&](const TestRecord& r) { return r.at.first >= onset; }));
    }
    if (state_.phase) p.days_in_phase = std::max(0, days_between(state_.phase_since, before));
    p.phases = state_.phases_passed;
    return p;
  }

  void begin_episode() {
    if (state_.ledger.episodes.size() <= state_.episodes_seen) return;
    state_.episodes_seen = state_.ledger.episodes.size();
    if (state_.returned_on) state_.returned_before = state_.returned_on;
    state_.returned_on.reset();
    state_.phase.reset();
    state_.phases_passed = 0;
    state_.rung = state_.rung_tolerated = state_.rung_last_run = 0;
    state_.lines.clear();
    state_.not_tolerated.clear();
    state_.rest_on.reset();
    state_.counts_from.reset();
    state_.applied.clear();
    state_.back_for_gap.reset();
    state_.entered.clear();
    const auto& sessions = state_.ledger.sessions;
    const auto own =
        std::ranges::lower_bound(sessions, state_.ledger.episodes.back().onset, {}, &SessionRecord::day);
    state_.sessions_judged_until = static_cast<std::size_t>(own - sessions.begin());
    state_.progress = Progress{};
  }

  void begin_phase() {
    if (state_.protocol == nullptr || state_.phase || state_.protocol->phases.empty()) return;
    const Episode* episode = state_.ledger.episode();
    if (episode != nullptr && !episode->first_entry) return;
    std::size_t index = 0;
    if (episode == nullptr) {  // nobody is hurt: prevention is where the plan starts
      const auto found = std::ranges::find(state_.protocol->phases, true, &Phase::is_return);
      index = static_cast<std::size_t>(found - state_.protocol->phases.begin());
      if (found == state_.protocol->phases.end()) return;
    }
    enter(index);
  }

  void enter(std::size_t index) {
    state_.phase = index;
    state_.phase_since = day_;
    const Phase& phase = state_.protocol->phases[index];
    if (phase.is_return && !state_.ledger.episodes.empty() && !state_.returned_on) state_.returned_on = day_;
    int lowest = 0, highest = 0;
    for (const Rung& rung : state_.protocol->rungs) {
      if (std::ranges::find(phase.rungs, rung.id) == phase.rungs.end()) continue;
      if (lowest == 0) lowest = rung.order;
      highest = rung.order;
    }
    const int before = state_.rung;
    state_.rung = state_.rung == 0 ? lowest : highest == 0 ? state_.rung : std::min(state_.rung, highest);
    if (state_.rung != before) state_.rung_tolerated = 0;
    for (auto& [id, line] : state_.lines) line.week_since = day_;
  }

  [[nodiscard]] Reason because(std::string rule, std::string message, const Evidence& evidence) const {
    const CaseFacts facts(knowledge_, state_, day_);
    return reason_of(std::move(rule), std::move(message), Judgement{}, evidence, traits_of(state_, facts));
  }

  [[nodiscard]] Day anchor() const {
    for (auto it = state_.ledger.sessions.rbegin(); it != state_.ledger.sessions.rend(); ++it) {
      if (it->done) return it->day;
    }
    return state_.onset_or(Day{});
  }

  /// Applies what rest rules do to the plan's memory; true where today nothing may get heavier.
  bool apply_rest_rules() {
    using Effect = RestRule::Effect;
    const CaseFacts facts(knowledge_, state_, day_);
    bool no_progress = false;
    const Day gap = anchor();  // before today's own session is looked at: entries of today come after the gap
    std::vector<const RestRule*> due;
    for (const auto& [id, rule] : knowledge_.rest_rules) {
      if (evaluate(rule.when, facts).truth != Truth::yes) continue;
      if (rule.effect == Effect::no_progress || rule.effect == Effect::no_session) no_progress = true;
      if (rule.effect == Effect::no_session || rule.effect == Effect::no_running ||
          rule.effect == Effect::no_progress)
        continue;
      // Entries of today may already end the gap; the gap itself is told by the day before.
      const Day of_gap =
          state_.progress.gap_days ? day_ - std::chrono::days(1 + *state_.progress.gap_days) : gap;
      const auto [it, first_time] = state_.applied.try_emplace(id, of_gap);
      if (!first_time && it->second == of_gap) continue;
      it->second = of_gap;
      due.push_back(&rule);
    }
    std::ranges::stable_sort(due, {}, &RestRule::order);
    const Day of_gap =
        state_.progress.gap_days ? day_ - std::chrono::days(1 + *state_.progress.gap_days) : gap;
    for (const RestRule* rule : due) apply(*rule, of_gap);
    return no_progress || !due.empty();
  }

  void apply(const RestRule& rule, Day of_gap) {
    state_.changes.push_back(because("rest_rule." + rule.id, "rest_rule." + rule.id + ".do", rule.evidence));
    switch (rule.effect) {
      case RestRule::Effect::dose_back:
        lower_all(rule.amount);
        break;
      case RestRule::Effect::phase_back:
        phase_back_once(of_gap);
        break;
      case RestRule::Effect::restart:
        if (state_.phase && *state_.phase > 0) {
          state_.lines.clear();
          enter(0);
        }
        break;
      case RestRule::Effect::retest:
        state_.counts_from = day_;
        phase_back_once(of_gap);
        break;
      default:
        break;
    }
  }

  /// A gap that grows through several rules costs one phase.
  void phase_back_once(Day of_gap) {
    if (state_.back_for_gap == of_gap) return;
    state_.back_for_gap = of_gap;
    phase_back();
  }

  [[nodiscard]] const ContentLine* line_of(std::string_view id) const {
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return nullptr;
    const auto found = std::ranges::find(phase->content, id, &ContentLine::id);
    return found == phase->content.end() ? nullptr : &*found;
  }

  void lower_all(double share) {
    for (auto& [id, memory] : state_.lines) {
      if (const ContentLine* line = line_of(id)) lower(memory, *line, share);
    }
  }

  static void lower(LineState& memory, const ContentLine& line, double share) {
    memory.tolerated = 0;
    if (line.progress != ContentLine::Progress::load_step) return;
    const Dose before = memory.next;
    memory.next = lighter(memory.next, line, share);
    if (memory.next.volume() < before.volume()) memory.change = SessionLine::Change::lighter;
  }

  void phase_back() {
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return;
    const auto& phases = state_.protocol->phases;
    const auto back = std::ranges::find(phases, phase->back, &Phase::id);
    if (phase->back.empty() || back == phases.end()) {
      lower_all(state_.protocol->dose_back);
      return;
    }
    state_.entered = state_.changes;
    enter(static_cast<std::size_t>(back - phases.begin()));
    state_.phases_passed = std::max(0, state_.phases_passed - 1);
    std::erase_if(state_.lines, [&](const auto& item) { return line_of(item.first) == nullptr; });
    for (auto& [id, memory] : state_.lines) {
      const ContentLine& line = *line_of(id);
      memory.next = fitted(memory.next, line);
      lower(memory, line, state_.protocol->dose_back);
    }
  }

  /// A dose carried over into a line with other bounds: never more than either allows.
  static Dose fitted(const Dose& dose, const ContentLine& line) {
    Dose result = dose;
    for (double& amount : result.amounts) amount = std::min(amount, line.reps.max);
    const auto most = static_cast<std::size_t>(line.sets.max);
    if (result.amounts.size() > most) result.amounts.resize(most);
    return result;
  }

  void note_new_sessions(std::size_t from, bool no_progress) {
    const Phase* phase = state_.current_phase();
    for (std::size_t i = from; i < state_.ledger.sessions.size(); ++i) {
      SessionRecord& session = state_.ledger.sessions[i];
      session.no_progress = no_progress;
      session.phase = phase == nullptr ? "" : phase->id;
      if (session.body == nullptr) continue;
      for (const DoneLine& done : session.body->lines) {
        if (LineState* memory = memory_of(done.exercise).first) memory->last = memory->next;
      }
      if (session.body->run) state_.rung_last_run = state_.rung;
    }
  }

  /// Memory of the line that prescribes the exercise; made new where another exercise stood there.
  std::pair<LineState*, const ContentLine*> memory_of(const std::string& exercise) {
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return {nullptr, nullptr};
    for (const ContentLine& line : phase->content) {
      if (std::ranges::find(line.options, exercise) == line.options.end()) continue;
      LineState& memory = state_.lines[line.id];
      if (memory.exercise != exercise) {
        memory = LineState{
            .exercise = exercise, .next = first_dose(line), .last = {}, .week = 1, .week_since = day_};
      }
      return {&memory, &line};
    }
    return {nullptr, nullptr};
  }

  /// Whether a session of today already went above the limit: nothing is passed on such a day.
  [[nodiscard]] bool hurt_today(std::size_t from) const {
    const double limit = pain_limit_of(settings_of(state_.ledger), *state_.protocol);
    const auto& sessions = state_.ledger.sessions;
    return std::any_of(sessions.begin() + static_cast<std::ptrdiff_t>(from), sessions.end(),
                       [&](const SessionRecord& s) { return s.worst && *s.worst > limit; });
  }

  void judge_sessions(std::size_t from, std::size_t to) {
    const double limit = pain_limit_of(settings_of(state_.ledger), *state_.protocol);
    auto& sessions = state_.ledger.sessions;
    for (std::size_t i = std::max(from, state_.sessions_judged_until); i < to; ++i) {
      SessionRecord& session = sessions[i];
      if (session.morning_next_day && day_ > session.day) {
        session.morning = std::max(session.morning.value_or(0.0), *session.morning_next_day);
      }
      if (session.tolerance != Tolerance::not_known || (!session.done && session.body != nullptr)) continue;
      Tolerance tolerance = tolerance_of(session.before, session.worst, session.morning, limit);
      if (session.body == nullptr && tolerance == Tolerance::tolerated) tolerance = Tolerance::not_known;
      session.tolerance = tolerance;
      if (tolerance == Tolerance::tolerated) tolerated(session, limit);
      if (tolerance == Tolerance::not_tolerated) not_tolerated(session, limit);
    }
    while (state_.sessions_judged_until < sessions.size() &&
           days_between(sessions[state_.sessions_judged_until].day, day_) > judged_within_days) {
      ++state_.sessions_judged_until;
    }
  }

  [[nodiscard]] bool in_present_phase(const SessionRecord& session) const {
    const Phase* phase = state_.current_phase();
    return phase != nullptr && session.body != nullptr && session.phase == phase->id &&
           session.day >= state_.phase_since;
  }

  void tolerated(const SessionRecord& session, double limit) {
    if (!in_present_phase(session)) {
      if (session.body != nullptr && session.body->run) tolerated_run(session, limit);
      return;
    }
    for (const DoneLine& done : session.body->lines) {
      const auto [memory, line] = memory_of(done.exercise);
      if (memory == nullptr || tolerance_of(session.before, done.worst ? done.worst : session.worst,
                                            session.morning, limit) != Tolerance::tolerated)
        continue;
      grow(*memory, *line, done, session);
    }
    if (session.body->run) tolerated_run(session, limit);
  }

  void grow(LineState& memory, const ContentLine& line, const DoneLine& done,
            const SessionRecord& session) const {
    if (line.progress != ContentLine::Progress::load_step) return;
    if (session.no_progress || !session.before || *session.before > state_.protocol->progress_before_max)
      return;
    const Dose did = done_dose(done, memory.next);
    if (did.amounts.size() < memory.next.amounts.size()) return;
    for (std::size_t i = 0; i < memory.next.amounts.size(); ++i) {
      if (did.amounts[i] < memory.next.amounts[i]) return;
    }
    if (memory.next.load_kg && did.load_kg && *did.load_kg < *memory.next.load_kg) return;
    if (++memory.tolerated < state_.protocol->tolerated_sessions) return;
    const Settings settings = settings_of(state_.ledger);
    const double step =
        std::min({state_.protocol->load_step, settings.load_step.value_or(step_limit), step_limit});
    const Dose next = heavier(memory.next, line, step);
    memory.change = next == memory.next ? SessionLine::Change::held : SessionLine::Change::heavier;
    memory.next = next;
    memory.tolerated = 0;
  }

  static Dose done_dose(const DoneLine& done, const Dose& prescribed) {
    Dose result{.amounts = {}, .load_kg = done.load_kg};
    for (int set = 0; set < done.sets; ++set) {
      const auto i = static_cast<std::size_t>(set);
      if (done.reps.empty()) {
        result.amounts.push_back(i < prescribed.amounts.size() ? prescribed.amounts[i] : 0.0);
      } else {
        result.amounts.push_back(done.reps.size() == 1 ? done.reps[0] : done.reps[i]);
      }
    }
    std::ranges::sort(result.amounts, std::greater<>());
    return result;
  }

  void tolerated_run(const SessionRecord& session, double limit) {
    const DoneRun& run = *session.body->run;
    const Rung* rung = rung_of(*state_.protocol, state_.rung);
    if (rung == nullptr || run.rung != rung->id || !run.completed || session.no_progress) return;
    if (!session.before || *session.before > state_.protocol->run_before_max) return;
    if (tolerance_of(session.before, run.worst ? run.worst : session.worst, session.morning, limit) ==
        Tolerance::tolerated) {
      ++state_.rung_tolerated;
    }
  }

  void not_tolerated(const SessionRecord& session, double limit) {
    state_.changes.push_back(because("protocol." + state_.protocol->id + ".progress",
                                     "tolerance.not_tolerated", state_.protocol->progress_evidence));
    if (session.body != nullptr) {
      if (in_present_phase(session)) {
        for (const DoneLine& done : session.body->lines) {
          const auto [memory, line] = memory_of(done.exercise);
          const auto worst = done.worst ? done.worst : session.worst;
          if (memory != nullptr &&
              tolerance_of(session.before, worst, session.morning, limit) == Tolerance::not_tolerated) {
            lower(*memory, *line, state_.protocol->dose_back);
          }
        }
      }
      const auto& run = session.body->run;
      if (run && tolerance_of(session.before, run->worst ? run->worst : session.worst, session.morning,
                              limit) == Tolerance::not_tolerated)
        fall_back();
    } else {
      lower_all(state_.protocol->dose_back);
      fall_back();
    }
    const bool second = std::ranges::any_of(state_.not_tolerated, [&](Day d) {
      return std::abs(days_between(d, session.day)) <= two_setbacks_within_days;
    });
    state_.not_tolerated.push_back(session.day);
    if (!second) return;
    state_.not_tolerated.clear();
    state_.rest_on = day_ > session.day ? day_ : day_ + std::chrono::days(1);
    phase_back();
  }

  void fall_back() {
    const auto& rungs = state_.protocol->rungs;
    const auto present = std::ranges::find(rungs, state_.rung, &Rung::order);
    if (present == rungs.end()) return;
    const auto steps = std::min<std::ptrdiff_t>(present->fallback, present - rungs.begin());
    state_.rung = (present - steps)->order;
    state_.rung_tolerated = 0;
  }

  /// Table lines go one week on after a week whose sessions were all tolerated, else they repeat it.
  void follow_tables() {
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return;
    for (const ContentLine& line : phase->content) {
      const auto memory = state_.lines.find(line.id);
      const auto program = knowledge_.prevention.find(line.table);
      if (line.progress != ContentLine::Progress::table || memory == state_.lines.end() ||
          program == knowledge_.prevention.end())
        continue;
      LineState& m = memory->second;
      if (state_.progress.gap_days && *state_.progress.gap_days >= 14 &&
          state_.applied.try_emplace("table." + line.id + day_text(anchor()), day_).second) {
        m.week = std::max(1, m.week - 2);
        m.week_since = day_;
      }
      if (days_between(m.week_since, day_) < 7) continue;
      int done = 0;
      bool all_tolerated = true;
      for (const SessionRecord& session : state_.ledger.sessions) {
        if (session.body == nullptr || session.day < m.week_since || session.day >= day_) continue;
        const bool has = std::ranges::any_of(
            session.body->lines, [&](const DoneLine& d) { return d.exercise == m.exercise && d.sets > 0; });
        done += has ? 1 : 0;
        all_tolerated = all_tolerated && (!has || session.tolerance == Tolerance::tolerated);
      }
      const Prevention::Week* week = week_of(program->second, m.week);
      const double asked = week == nullptr ? 1.0 : week->sessions.min;
      if (all_tolerated && done >= asked) {
        ++m.week;
        m.change = SessionLine::Change::table;
      }
      m.week_since = day_;
    }
  }

  [[nodiscard]] bool may_advance() const {
    if (!state_.ledger.alarms.empty()) return false;
    return verdict_of(flag_reports(knowledge_, state_, day_), gate_reports(knowledge_, state_, day_),
                      knowledge_, state_, day_) == Verdict::self_rehab;
  }

  void advance() {
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return;
    const std::string owner = state_.protocol->id + "." + phase->id;
    const bool phase_ready =
        !phase->next.empty() && !phase->exit.empty() && all_met(phase->exit, knowledge_, state_, day_, owner);
    const Rung* next = next_rung(*phase);
    if ((!phase_ready && next == nullptr) || !may_advance()) return;
    if (next != nullptr) {
      state_.rung = next->order;
      state_.rung_tolerated = 0;
      const std::string rule = "protocol." + state_.protocol->id + ".rung." + next->id;
      state_.changes.push_back(because(rule, rule, next->evidence));
    }
    if (phase_ready) pass(*phase, owner);
  }

  void pass(const Phase& phase, const std::string& owner) {
    const auto& phases = state_.protocol->phases;
    const auto to = std::ranges::find(phases, phase.next, &Phase::id);
    if (to == phases.end()) return;
    std::vector<Reason> reasons;
    for (const Criterion& criterion : phase.exit) {
      const std::string name = "protocol." + owner + ".exit." + criterion.id;
      reasons.push_back(because(name, "protocol." + state_.protocol->id + ".criterion." + criterion.id,
                                criterion.evidence));
    }
    state_.changes.insert(state_.changes.end(), reasons.begin(), reasons.end());
    state_.entered = std::move(reasons);
    state_.lines.clear();
    ++state_.phases_passed;
    enter(static_cast<std::size_t>(to - phases.begin()));
  }

  [[nodiscard]] const Rung* next_rung(const Phase& phase) const {
    const Rung* rung = rung_of(*state_.protocol, state_.rung);
    if (rung == nullptr || state_.rung_tolerated < rung->tolerated_needed) return nullptr;
    const auto& rungs = state_.protocol->rungs;
    const auto next = std::ranges::upper_bound(rungs, rung->order, {}, &Rung::order);
    if (next == rungs.end() || !opens(*state_.protocol, phase, next->order)) return nullptr;
    return all_met(next->needs, knowledge_, state_, day_, state_.protocol->id + ".rung." + next->id)
               ? &*next
               : nullptr;
  }

  const Knowledge& knowledge_;
  State& state_;
  Day day_;
};

void keep_day(State& state) {
  const Phase* phase = state.current_phase();
  DayState row{.day = state.day,
               .phase = phase == nullptr ? "" : phase->id,
               .phase_since = state.phase_since,
               .phases_passed = state.phases_passed,
               .rung = state.rung,
               .doses = {},
               .changes = state.changes};
  for (const auto& [id, line] : state.lines) row.doses[id] = line.next;
  state.days.push_back(std::move(row));
}

}  // namespace

const Rung* rung_of(const Protocol& protocol, int order) {
  const auto found = std::ranges::find(protocol.rungs, order, &Rung::order);
  return found == protocol.rungs.end() ? nullptr : &*found;
}

bool opens(const Protocol& protocol, const Phase& phase, int order) {
  int lowest = 0;
  for (const Rung& rung : protocol.rungs) {
    const bool named = std::ranges::find(phase.rungs, rung.id) != phase.rungs.end();
    if (named && rung.order == order) return true;
    if (named && lowest == 0) lowest = rung.order;
  }
  return lowest != 0 && order < lowest;
}

Dose first_dose(const ContentLine& line) {
  return {
      .amounts = std::vector<double>(static_cast<std::size_t>(std::max(1.0, line.sets.min)), line.reps.min),
      .load_kg = line.load_start};
}

const Prevention::Week* week_of(const Prevention& program, int week) {
  for (const Prevention::Week& row : program.weeks) {
    if (week >= row.from && week <= row.to) return &row;
  }
  return program.then ? &*program.then : program.weeks.empty() ? nullptr : &program.weeks.back();
}

Settings settings_of(const Ledger& ledger) {
  Settings result;
  const auto read = [&]<class T>(const char* key, T otherwise) -> T {
    const auto found = ledger.settings.find(key);
    if (found == ledger.settings.end()) return otherwise;
    const T* value = std::get_if<T>(&found->second);
    return value == nullptr ? otherwise : *value;
  };
  result.equipment = read("equipment", std::vector<std::string>{});
  result.training_days = read("training_days", std::vector<std::string>{});
  result.protocol = read("protocol", std::string{});
  result.language = read("language", std::string{});
  result.supervised = read("supervised", false);
  if (ledger.settings.contains("pain_limit")) result.pain_limit = read("pain_limit", 0.0);
  if (ledger.settings.contains("load_step")) result.load_step = std::max(0.0, read("load_step", 0.0));
  return result;
}

double pain_limit_of(const Settings& settings, const Protocol& protocol) {
  return std::clamp(settings.pain_limit.value_or(protocol.pain_limit_default), 0.0, protocol.pain_limit_max);
}

void step_day(const Knowledge& knowledge, State& state, Day day, std::span<const LiveEntry> entries) {
  DayStep(knowledge, state, day).run(entries);
}

void fold_on(const Knowledge& knowledge, const Timeline& timeline, State& state, Day until) {
  const auto& entries = timeline.entries;
  if (entries.empty()) {
    step_day(knowledge, state, until, {});
    return;
  }
  Day day = state.started ? state.day + std::chrono::days(1) : std::min(entries.front().day, until);
  auto from = std::ranges::lower_bound(entries, day, {}, &LiveEntry::day);
  for (; day <= until; day += std::chrono::days(1)) {
    const auto to = std::find_if(from, entries.end(), [day](const LiveEntry& e) { return e.day > day; });
    step_day(knowledge, state, day, std::span(from, to));
    if (from != to) keep_day(state);
    from = to;
  }
}

State fold(const Knowledge& knowledge, const Timeline& timeline, Day until, const Protocol* protocol) {
  State state;
  state.protocol = protocol;
  fold_on(knowledge, timeline, state, until);
  return state;
}

}  // namespace hamstring::rehab

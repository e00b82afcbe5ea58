#include "rehab/ledger.h"

#include <algorithm>
#include <set>

namespace hamstring::rehab {
namespace {

class Adding {
 public:
  Adding(Ledger& ledger, const LiveEntry& live, const Knowledge& knowledge)
      : ledger_(ledger), live_(live), knowledge_(knowledge), at_(live.day, live.entry().recorded_s) {}

  void operator()(const PersonEntry& b) {
    if (live_.in_conflict()) {
      ledger_.unsettled = true;
      return;
    }
    PersonEntry& p = ledger_.person;
    if (b.birth_day || b.birth_year) {
      p.birth_day = b.birth_day;
      p.birth_year = b.birth_year;
    }
    if (!b.sex.empty()) p.sex = b.sex;
    if (!b.level.empty()) p.level = b.level;
    if (!b.sports.empty()) p.sports = b.sports;
    if (b.body_mass_kg) p.body_mass_kg = b.body_mass_kg;
    ledger_.told_something_new = true;
  }

  void operator()(const InjuryEntry& b) {
    if (live_.in_conflict()) ledger_.unsettled = true;
    const Episode episode{.onset = live_.day, .side = b.side, .relapse = b.relapse, .first_entry = {}};
    if (!ledger_.episodes.empty() && ledger_.episodes.back().onset == live_.day) {
      ledger_.episodes.back() = episode;
    } else {
      ledger_.episodes.push_back(episode);
    }
    ledger_.told_something_new = true;
  }

  void operator()(const AnswerEntry& b) {
    AnswerRecord record{.at = at_, .value = b.value, .conflict = live_.in_conflict()};
    for (const Entry* version : live_.versions) {
      const auto* answer = version->as<AnswerEntry>();
      const auto* word = answer == nullptr ? nullptr : std::get_if<std::string>(&answer->value);
      record.any_yes |= word != nullptr && *word == "yes";
      record.any_unsure |= word != nullptr && *word == "unsure";
    }
    const auto question = knowledge_.questions.find(b.question);
    if (question != knowledge_.questions.end() && question->second.rescreen) {
      // The first answer of an episode belongs to the story; one on a later day is a rescreen like any other.
      const auto& earlier = ledger_.answers[b.question];
      const Day onset = ledger_.episodes.empty() ? Day{} : ledger_.episodes.back().onset;
      const bool again = std::ranges::any_of(
          earlier, [&](const AnswerRecord& r) { return r.at.first >= onset && r.at.first < live_.day; });
      if (again && (record.any_yes || record.any_unsure)) ledger_.alarms[b.question] = at_;
      ledger_.rescreen_replies[b.question] = at_;
      note_complete_rescreen();
    }
    ledger_.answers[b.question].push_back(std::move(record));
    ledger_.told_something_new = true;
  }

  void operator()(const TestEntry& b) {
    ledger_.tests[b.test].push_back(
        {.at = at_, .entry = &live_.entry(), .test = &b, .conflict = live_.in_conflict()});
    ledger_.told_something_new = true;
    logged(&TestEntry::rescreen);
  }
  void operator()(const QuestionnaireEntry&) {}
  void operator()(const PainEntry& b) {
    PainRecord record{.day = live_.day, .when = b.when, .value = b.value};
    for (const Entry* version : live_.versions) {
      if (const auto* pain = version->as<PainEntry>()) record.value = std::max(record.value, pain->value);
    }
    if (record.when == "next_morning") {
      for (SessionRecord& session : ledger_.sessions)
        if (days_between(session.day, record.day) == 1) heard_next_morning(session, record.value);
    }
    ledger_.pains.push_back(std::move(record));
    logged(&PainEntry::rescreen);
  }

  void operator()(const SessionEntry& b) {
    SessionRecord record;
    record.day = live_.day;
    record.entry = live_.entry().id;
    const auto larger = [](std::optional<double>& a, const std::optional<double>& v) {
      if (v && (!a || *v > *a)) a = v;
    };
    for (const Entry* version : live_.versions) {
      const auto* session = version->as<SessionEntry>();
      if (session == nullptr) continue;
      larger(record.before, session->before);
      larger(record.worst, session->worst);
      larger(record.worst, session->after);
      for (const DoneLine& line : session->lines) larger(record.worst, line.worst);
      if (session->run) larger(record.worst, session->run->worst);
      larger(record.morning_next_day, session->next_morning);
    }
    record.body = live_.in_conflict() ? nullptr : &b;
    record.done = record.body != nullptr && b.done != "none";
    ledger_.sessions.push_back(std::move(record));
    logged(&SessionEntry::rescreen);
  }

  void operator()(const MorningEntry& b) {
    double value = b.value;
    for (const Entry* version : live_.versions) {
      if (const auto* morning = version->as<MorningEntry>()) value = std::max(value, morning->value);
    }
    // It is the morning after all that was done on that day.
    const auto named = std::ranges::find(ledger_.sessions, b.session, &SessionRecord::entry);
    if (named != ledger_.sessions.end()) {
      for (SessionRecord& session : ledger_.sessions)
        if (session.day == named->day) heard_next_morning(session, value);
      // Told on that very morning, it also says how today begins.
      if (days_between(named->day, live_.day) == 1)
        ledger_.pains.push_back({.day = live_.day, .when = "next_morning", .value = value});
    }
    logged(&MorningEntry::rescreen);
  }

  void operator()(const IllnessEntry& b) {
    ledger_.illnesses.push_back(b);
    if (live_.in_conflict()) ledger_.illnesses.back().to.reset();
  }
  void operator()(const MilestoneEntry& b) {
    if (b.what == "returned" && !live_.in_conflict()) ledger_.returned.push_back(live_.day);
  }
  void operator()(const ClearanceEntry& b) {
    if (live_.entry().by != Who::clinician || live_.in_conflict()) return;
    ledger_.clearances.push_back({.at = at_, .of = b.of, .ref = b.ref});
    if (b.of == "rescreen") ledger_.alarms.erase(b.ref);
    ledger_.told_something_new = true;
  }
  void operator()(const SettingEntry& b) {
    if (live_.in_conflict()) {
      ledger_.settings.erase(b.key);
    } else {
      ledger_.settings[b.key] = b.value;
    }
  }
  void operator()(const ResolveEntry&) {}
  void operator()(const RetractEntry&) {}
  void operator()(const TechniqueEntry& b) {
    if (!live_.in_conflict()) ledger_.techniques.push_back({.day = live_.day, .use = &b});
  }

 private:
  static void heard_next_morning(SessionRecord& session, double pain) {
    session.morning = std::max(session.morning.value_or(0.0), pain);
  }

  /// Whether every question of the short set has been answered on this day.
  void note_complete_rescreen() {
    const bool complete = std::ranges::all_of(knowledge_.short_set, [&](const std::string& id) {
      const auto found = ledger_.rescreen_replies.find(id);
      return found != ledger_.rescreen_replies.end() && found->second.first == live_.day;
    });
    if (complete) ledger_.last_rescreen = at_;
  }

  /// An entry that carries the short set: its answers, and that something was logged.
  template <class Body>
  void logged(std::optional<Rescreen> Body::* member) {
    ledger_.last_log = at_;
    std::map<std::string, Reply, std::less<>> replies;  // the most alarming of all versions
    bool none = true, any = false;
    for (const Entry* version : live_.versions) {
      const Body* body = version->as<Body>();
      const std::optional<Rescreen>* rescreen = body == nullptr ? nullptr : &(body->*member);
      if (rescreen == nullptr || !*rescreen) {
        none = false;
        continue;
      }
      any = true;
      none = none && (*rescreen)->none_of_these;
      for (const auto& [question, reply] : (*rescreen)->replies) {
        Reply& known = replies.try_emplace(question, reply).first->second;
        if (reply == Reply::yes || known == Reply::no) known = reply == Reply::no ? known : reply;
      }
    }
    if (any && none) {
      for (const std::string& id : knowledge_.short_set) replies[id] = Reply::no;
    }
    for (const auto& [question, reply] : replies) {
      if (live_.in_conflict() && reply == Reply::no && !none) continue;
      const char* word = reply == Reply::yes ? "yes" : reply == Reply::no ? "no" : "unsure";
      std::vector<AnswerRecord>& records = ledger_.answers[question];
      AnswerRecord record{.at = at_,
                          .value = std::string(word),
                          .rescreen = true,
                          .any_yes = reply == Reply::yes,
                          .any_unsure = reply == Reply::unsure,
                          .quiet_from = records.size()};
      if (record.quiet() && !records.empty() && records.back().quiet())
        record.quiet_from = records.back().quiet_from;
      records.push_back(std::move(record));
      if (reply != Reply::no) ledger_.alarms[question] = at_;
      ledger_.rescreen_replies[question] = at_;
      ledger_.told_something_new = true;
    }
    if (!replies.empty()) note_complete_rescreen();
  }

  Ledger& ledger_;
  const LiveEntry& live_;
  const Knowledge& knowledge_;
  Moment at_;
};

}  // namespace

void add_entry(Ledger& ledger, const LiveEntry& live, const Knowledge& knowledge) {
  if (!ledger.first_entry) ledger.first_entry = live.day;
  ledger.latest_entry = live.day;
  Adding adding(ledger, live, knowledge);
  const EntryBody& body = live.entry().body;
  const bool same_kind =
      std::ranges::all_of(live.versions, [&](const Entry* e) { return e->body.index() == body.index(); });
  if (!same_kind) {
    ledger.unsettled = true;  // versions that are not even about the same thing: nothing of them is read
    return;
  }
  std::visit(adding, body);
  const bool tells_more =
      !std::holds_alternative<InjuryEntry>(body) && !std::holds_alternative<PersonEntry>(body);
  if (tells_more && !ledger.episodes.empty() && !ledger.episodes.back().first_entry) {
    ledger.episodes.back().first_entry = live.day;
  }
}

}  // namespace hamstring::rehab

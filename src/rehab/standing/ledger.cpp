#include "rehab/standing/ledger.h"

#include <algorithm>
#include <set>

#include "history/case_words.h"

namespace hamstring::rehab {
namespace {

class Adding {
 public:
  /// `disputed`: other versions of the same entry are about something else.
  Adding(Ledger& ledger, const LiveEntry& live, const Knowledge& knowledge, bool disputed)
      : ledger_(ledger),
        live_(live),
        knowledge_(knowledge),
        at_(live.day, live.entry().recorded_s),
        disputed_(disputed),
        conflict_(disputed || live.in_conflict()) {}

  void operator()(const PersonEntry& b) {
    if (conflict_) {
      ledger_.unsettled = true;
      return;
    }
    PersonEntry& p = ledger_.person;
    if (b.birth_day || b.birth_year) {
      p.birth_day = b.birth_day;
      p.birth_year = b.birth_year;
    }
    if (b.sex) p.sex = b.sex;
    if (b.level) p.level = b.level;
    if (!b.sports.empty()) p.sports = b.sports;
    if (b.body_mass_kg) p.body_mass_kg = b.body_mass_kg;
    ledger_.told_something_new = true;
  }

  void operator()(const InjuryEntry& b) {
    if (conflict_) ledger_.unsettled = true;
    const Episode episode{.onset = live_.day, .side = b.side, .relapse = b.relapse, .first_entry = {}};
    if (!ledger_.episodes.empty() && ledger_.episodes.back().onset == live_.day) {
      ledger_.episodes.back() = episode;
    } else {
      ledger_.episodes.push_back(episode);
    }
    ledger_.told_something_new = true;
  }

  void operator()(const AnswerEntry& b) {
    AnswerRecord record{.at = at_, .value = b.value, .conflict = conflict_};
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
      if (again && (record.any_yes || record.any_unsure)) raise_alarm(b.question, record.any_yes);
      if (!conflict_ && !record.any_yes && !record.any_unsure) settle_unsure(b.question);
      ledger_.rescreen_replies[b.question] = at_;
      note_complete_rescreen();
    }
    ledger_.answers[b.question].push_back(std::move(record));
    ledger_.told_something_new = true;
  }

  void operator()(const TestEntry& b) {
    ledger_.tests[b.test].push_back({.at = at_, .entry = &live_.entry(), .test = &b, .conflict = conflict_});
    answer_by_test(b);
    ledger_.told_something_new = true;
    logged(&TestEntry::rescreen);
  }
  void operator()(const QuestionnaireEntry&) {}
  void operator()(const PainEntry& b) {
    PainRecord record{.day = live_.day, .when = b.when, .value = b.value};
    for (const Entry* version : live_.versions) {
      if (const auto* pain = version->as<PainEntry>()) record.value = std::max(record.value, pain->value);
    }
    if (record.when == PainWhen::next_morning) {
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
    record.body = conflict_ ? nullptr : &b;
    record.done = record.body != nullptr && b.done != Done::none;
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
        ledger_.pains.push_back({.day = live_.day, .when = PainWhen::next_morning, .value = value});
    }
    logged(&MorningEntry::rescreen);
  }

  void operator()(const IllnessEntry& b) {
    Illness one{.said = b, .told_s = live_.entry().recorded_s};
    if (conflict_) one.said.to.reset();
    // What was told about days that touch is one illness; the latest word says how it ended.
    const auto touches = [&](const Illness& other) {
      const auto reaches = [](const IllnessEntry& x, const IllnessEntry& y) {
        return !x.to || *x.to >= y.from;
      };
      return reaches(one.said, other.said) && reaches(other.said, one.said);
    };
    for (auto it = ledger_.illnesses.begin(); it != ledger_.illnesses.end();) {
      if (!touches(*it)) {
        ++it;
        continue;
      }
      const Day from = std::min(it->said.from, one.said.from);
      if (it->told_s > one.told_s) one = *it;
      one.said.from = from;
      ledger_.illnesses.erase(it);
      it = ledger_.illnesses.begin();  // what now reaches further may touch another one
    }
    ledger_.illnesses.push_back(std::move(one));
    ledger_.told_something_new = true;
  }
  void operator()(const MilestoneEntry& b) {
    if (b.what == Milestone::returned && !conflict_) ledger_.returned.push_back(live_.day);
  }
  void operator()(const ClearanceEntry& b) {
    if (live_.entry().by != Who::clinician || conflict_) return;
    ledger_.clearances.push_back({.at = at_, .of = b.of, .ref = b.ref});
    if (b.of == Cleared::rescreen) {
      ledger_.alarms.erase(b.ref);
      settle_by_clinician(b.ref);
    }
    ledger_.told_something_new = true;
  }
  void operator()(const SettingEntry& b) {
    if (conflict_) {
      ledger_.settings.erase(b.key);
    } else {
      ledger_.settings[b.key] = b.value;
    }
  }
  void operator()(const ResolveEntry&) {}
  void operator()(const RetractEntry&) {}
  void operator()(const TechniqueEntry& b) {
    if (!conflict_) ledger_.techniques.push_back({.day = live_.day, .use = &b});
  }
  void operator()(const PrescriptionEntry& b) {
    if (live_.entry().by != Who::clinician || conflict_) return;
    ledger_.prescriptions.push_back({.at = at_, .entry = live_.entry().id, .body = &b});
  }

 private:
  void raise_alarm(const std::string& question, bool yes) {
    Alarm& alarm = ledger_.alarms[question];
    alarm = {.at = at_, .yes = alarm.yes || yes};
  }
  void settle_unsure(const std::string& question) {
    const auto alarm = ledger_.alarms.find(question);
    if (alarm != ledger_.alarms.end() && !alarm->second.yes) ledger_.alarms.erase(alarm);
  }
  /// What nobody was sure of has been looked at.
  void settle_by_clinician(const std::string& question) {
    const auto records = ledger_.answers.find(question);
    if (records == ledger_.answers.end() || std::ranges::none_of(records->second, &AnswerRecord::any_unsure))
      return;
    AnswerRecord record{.at = at_, .value = std::string("no"), .rescreen = true};
    follow_on(record, records->second);
    records->second.push_back(std::move(record));
  }

  /// Joins a run of noes in the short set.
  static void follow_on(AnswerRecord& record, const std::vector<AnswerRecord>& before) {
    record.quiet_from = before.size();
    record.named_in_run = record.named;
    if (!record.quiet() || before.empty() || !before.back().quiet()) return;
    record.quiet_from = before.back().quiet_from;
    record.named_in_run |= before.back().named_in_run;
  }

  /// A test that finds out what a question asks is an answer to it.
  void answer_by_test(const TestEntry& b) {
    const auto test = knowledge_.tests.find(b.test);
    if (test == knowledge_.tests.end() || !test->second.answers) return;
    const std::optional<std::string> word = answer_of(*test->second.answers, b.result);
    if (!word) return;
    const auto question = knowledge_.questions.find(test->second.answers->question);
    auto& records = ledger_.answers[test->second.answers->question];
    // Two people who disagree are not settled by a good test of one of them (options: the harmless one
    // first).
    const bool harmless = question != knowledge_.questions.end() && *word == question->second.options.front();
    const bool disputed = harmless && !records.empty() && records.back().conflict;
    records.push_back({.at = at_, .value = *word, .conflict = conflict_ || disputed});
  }

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
    std::set<std::string, std::less<>> named;
    for (const auto& [question, reply] : replies) named.insert(question);
    if (any && none) {
      for (const std::string& id : knowledge_.short_set) replies.try_emplace(id, Reply::no);
    }
    for (const auto& [question, reply] : replies) {
      if (conflict_ && reply == Reply::no && (disputed_ || !none)) continue;
      reply_in_set(question, reply, named.contains(question) && !conflict_);
    }
    if (!replies.empty()) note_complete_rescreen();
  }

  void reply_in_set(const std::string& question, Reply reply, bool named) {
    const char* word = reply == Reply::yes ? "yes" : reply == Reply::no ? "no" : "unsure";
    std::vector<AnswerRecord>& records = ledger_.answers[question];
    AnswerRecord record{.at = at_,
                        .value = std::string(word),
                        .rescreen = true,
                        .any_yes = reply == Reply::yes,
                        .any_unsure = reply == Reply::unsure,
                        .named = named};
    follow_on(record, records);
    records.push_back(std::move(record));
    if (reply != Reply::no) raise_alarm(question, reply == Reply::yes);
    if (reply == Reply::no && named) settle_unsure(question);
    ledger_.rescreen_replies[question] = at_;
    ledger_.told_something_new = true;
  }

  Ledger& ledger_;
  const LiveEntry& live_;
  const Knowledge& knowledge_;
  Moment at_;
  bool disputed_;  ///< other versions are about something else
  bool conflict_;  ///< versions disagree and nobody has said which is right
};

/// What an entry is about: its kind, and of answers and tests which one.
std::pair<std::size_t, std::string> subject_of(const Entry& entry) {
  std::string of;
  if (const auto* answer = entry.as<AnswerEntry>()) of = answer->question;
  if (const auto* test = entry.as<TestEntry>()) of = test->test;
  if (const auto* setting = entry.as<SettingEntry>()) of = to_word(setting_key_words, setting->key);
  return {entry.body.index(), of};
}

std::vector<LiveEntry> by_subject(const LiveEntry& live) {
  if (live.versions.size() == 1) return {live};
  std::map<std::pair<std::size_t, std::string>, LiveEntry> groups;
  for (const Entry* version : live.versions) {
    LiveEntry& group = groups[subject_of(*version)];
    group.day = live.day;
    group.versions.push_back(version);
  }
  std::vector<LiveEntry> result;
  for (auto& [subject, group] : groups) result.push_back(std::move(group));
  return result;
}

/// Whether an entry can tell a danger sign: by its answer, or by the short set that goes with it.
bool tells_signs(const EntryBody& body) {
  return std::holds_alternative<AnswerEntry>(body) || std::holds_alternative<TestEntry>(body) ||
         std::holds_alternative<PainEntry>(body) || std::holds_alternative<SessionEntry>(body) ||
         std::holds_alternative<MorningEntry>(body);
}

}  // namespace

void add_entry(Ledger& ledger, const LiveEntry& live, const Knowledge& knowledge) {
  if (!ledger.first_entry) ledger.first_entry = live.day;
  ledger.latest_entry = live.day;
  const std::vector<LiveEntry> subjects = by_subject(live);
  // Versions that are not even about the same thing: nothing of them is relied on, and no sign is passed
  // over.
  const bool disputed = subjects.size() > 1;
  if (disputed) ledger.unsettled = true;
  for (const LiveEntry& one : subjects) {
    const EntryBody& body = one.entry().body;
    if (disputed && !tells_signs(body)) continue;
    std::visit(Adding(ledger, one, knowledge, disputed), body);
  }
  if (disputed) return;
  const EntryBody& body = live.entry().body;
  const bool tells_more =
      !std::holds_alternative<InjuryEntry>(body) && !std::holds_alternative<PersonEntry>(body);
  if (tells_more && !ledger.episodes.empty() && !ledger.episodes.back().first_entry) {
    ledger.episodes.back().first_entry = live.day;
  }
}

std::optional<std::string> answer_of(const AnswersQuestion& answers, std::string_view result) {
  const auto found = std::ranges::find(answers.words, result, &std::pair<std::string, std::string>::first);
  return found == answers.words.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> result_of(const AnswersQuestion& answers, std::string_view answer) {
  const auto found = std::ranges::find(answers.words, answer, &std::pair<std::string, std::string>::second);
  return found == answers.words.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace hamstring::rehab

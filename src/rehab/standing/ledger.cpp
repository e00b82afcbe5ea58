#include "rehab/standing/ledger.h"

#include <algorithm>
#include <set>

#include "history/case_words.h"
#include "rehab/standing/by_subject.h"

namespace hamstring::rehab {
namespace {

/// One entry in force, and how far it can be relied on.
struct Told {
  const LiveEntry& live;
  const Knowledge& knowledge;
  Moment at;
  bool disputed;  ///< other versions of the same entry are about something else
  bool conflict;  ///< versions disagree and nobody has said which is right
};

void raise_alarm(Ledger& ledger, Moment at, const std::string& question, bool yes) {
  Alarm& alarm = ledger.alarms[question];
  alarm = {.at = at, .yes = alarm.yes || yes};
}

void settle_unsure(Ledger& ledger, const std::string& question) {
  const auto alarm = ledger.alarms.find(question);
  if (alarm != ledger.alarms.end() && !alarm->second.yes) ledger.alarms.erase(alarm);
}

/// Adds it; joins a run of noes in the short set. Of a run only its last two days are kept: what stands, and
/// that something was told before today. A history of years is mostly such runs.
void add_reply(std::vector<AnswerRecord>& records, AnswerRecord record) {
  record.quiet_from = records.size();
  record.named_in_run = record.named;
  if (record.quiet() && !records.empty() && records.back().quiet()) {
    const AnswerRecord& last = records.back();
    record.quiet_from = last.quiet_from;
    record.named_in_run |= last.named_in_run;
    const bool of_this_day = last.at.first == record.at.first;
    const bool one_before = records.size() - last.quiet_from > 1;
    if (of_this_day || one_before) records.erase(records.end() - (of_this_day ? 1 : 2));
  }
  records.push_back(std::move(record));
}

/// What nobody was sure of has been looked at.
void settle_by_clinician(Ledger& ledger, Moment at, const std::string& question) {
  const auto records = ledger.answers.find(question);
  if (records == ledger.answers.end() || std::ranges::none_of(records->second, &AnswerRecord::any_unsure))
    return;
  add_reply(records->second, {.at = at, .value = std::string("no"), .rescreen = true});
}

/// A test that finds out what a question asks is an answer to it.
void answer_by_test(Ledger& ledger, const Told& told, const TestEntry& b) {
  const auto test = told.knowledge.tests.find(b.test);
  if (test == told.knowledge.tests.end() || !test->second.answers) return;
  const std::optional<std::string> word = answer_of(*test->second.answers, b.result);
  if (!word) return;
  const auto question = told.knowledge.questions.find(test->second.answers->question);
  auto& records = ledger.answers[test->second.answers->question];
  // Two people who disagree are not settled by a good test of one of them (options: the harmless one
  // first).
  const bool harmless =
      question != told.knowledge.questions.end() && *word == question->second.options.front();
  const bool disputed = harmless && !records.empty() && records.back().conflict;
  records.push_back({.at = told.at, .value = *word, .conflict = told.conflict || disputed});
}

void heard_next_morning(SessionRecord& session, double pain) {
  session.morning = std::max(session.morning.value_or(0.0), pain);
}

/// Whether every question of the short set has been answered on this day.
void note_complete_rescreen(Ledger& ledger, const Told& told) {
  const bool complete = std::ranges::all_of(told.knowledge.short_set, [&](const std::string& id) {
    const auto found = ledger.rescreen_replies.find(id);
    return found != ledger.rescreen_replies.end() && found->second.first == told.live.day;
  });
  if (complete) ledger.last_rescreen = told.at;
}

void reply_in_set(Ledger& ledger, const Told& told, const std::string& question, Reply reply, bool named) {
  const char* word = reply == Reply::yes ? "yes" : reply == Reply::no ? "no" : "unsure";
  add_reply(ledger.answers[question], {.at = told.at,
                                       .value = std::string(word),
                                       .rescreen = true,
                                       .any_yes = reply == Reply::yes,
                                       .any_unsure = reply == Reply::unsure,
                                       .named = named});
  if (reply != Reply::no) raise_alarm(ledger, told.at, question, reply == Reply::yes);
  if (reply == Reply::no && named) settle_unsure(ledger, question);
  ledger.rescreen_replies[question] = told.at;
  ledger.told_something_new = true;
}

/// An entry that carries the short set: its answers, and that something was logged.
template <class Body>
void logged(Ledger& ledger, const Told& told, std::optional<Rescreen> Body::* member) {
  ledger.last_log = told.at;
  std::map<std::string, Reply, std::less<>> replies;  // the most alarming of all versions
  bool none = true, any = false;
  for (const Entry* version : told.live.versions) {
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
    for (const std::string& id : told.knowledge.short_set) replies.try_emplace(id, Reply::no);
  }
  for (const auto& [question, reply] : replies) {
    if (told.conflict && reply == Reply::no && (told.disputed || !none)) continue;
    reply_in_set(ledger, told, question, reply, named.contains(question) && !told.conflict);
  }
  if (!replies.empty()) note_complete_rescreen(ledger, told);
}

void add(Ledger& ledger, const Told& told, const PersonEntry& b) {
  if (told.conflict) {
    ledger.unsettled = true;
    return;
  }
  PersonEntry& p = ledger.person;
  if (b.birth_day || b.birth_year) {
    ledger.age_told = told.at;
    p.birth_day = b.birth_day;
    p.birth_year = b.birth_year;
  }
  if (b.sex) p.sex = b.sex;
  if (b.level) p.level = b.level;
  if (!b.sports.empty()) p.sports = b.sports;
  if (b.body_mass_kg) p.body_mass_kg = b.body_mass_kg;
  ledger.told_something_new = true;
}

void add(Ledger& ledger, const Told& told, const InjuryEntry& b) {
  if (told.conflict) ledger.unsettled = true;
  const Episode episode{.onset = told.live.day, .side = b.side, .relapse = b.relapse, .first_entry = {}};
  if (!ledger.episodes.empty() && ledger.episodes.back().onset == told.live.day) {
    ledger.episodes.back() = episode;
  } else {
    ledger.episodes.push_back(episode);
  }
  ledger.told_something_new = true;
}

/// What the person says in somebody else's place neither counts nor takes back what that one said.
bool said_in_anothers_place(const Told& told) {
  return !told.conflict && is_anothers_to_say(told.live.entry(), told.knowledge) &&
         !is_said_by_another(told.live.entry());
}

bool is_no(const AnswerRecord& record) {
  const auto* word = std::get_if<std::string>(&record.value);
  return word != nullptr && *word == "no";
}

void add(Ledger& ledger, const Told& told, const AnswerEntry& b) {
  if (said_in_anothers_place(told)) return;
  AnswerRecord record{.at = told.at, .value = b.value, .conflict = told.conflict};
  for (const Entry* version : told.live.versions) {
    const auto* answer = version->as<AnswerEntry>();
    const auto* word = answer == nullptr ? nullptr : std::get_if<std::string>(&answer->value);
    record.any_yes |= word != nullptr && *word == "yes";
    record.any_unsure |= word != nullptr && *word == "unsure";
  }
  const auto question = told.knowledge.questions.find(b.question);
  if (question != told.knowledge.questions.end() && question->second.rescreen) {
    // The first answer of an episode belongs to the story; one on a later day is a rescreen like any other.
    const auto& earlier = ledger.answers[b.question];
    const Day onset = ledger.episodes.empty() ? Day{} : ledger.episodes.back().onset;
    const bool again = std::ranges::any_of(
        earlier, [&](const AnswerRecord& r) { return r.at.first >= onset && r.at.first < told.live.day; });
    if (again && (record.any_yes || record.any_unsure))
      raise_alarm(ledger, told.at, b.question, record.any_yes);
    if (!told.conflict && !record.any_yes && !record.any_unsure) settle_unsure(ledger, b.question);
    ledger.rescreen_replies[b.question] = told.at;
    note_complete_rescreen(ledger, told);
  }
  // Somebody who is not hurt has said no to the whole short set in one sentence that names it.
  const bool well = b.question == told.knowledge.well_question && ledger.episodes.empty() && !told.conflict &&
                    is_no(record);
  ledger.answers[b.question].push_back(std::move(record));
  ledger.told_something_new = true;
  if (!well) return;
  for (const std::string& id : told.knowledge.short_set) ledger.rescreen_replies[id] = told.at;
  note_complete_rescreen(ledger, told);
}

void add(Ledger& ledger, const Told& told, const TestEntry& b) {
  ledger.tests[b.test].push_back({.at = told.at,
                                  .entry = told.live.entry().id,
                                  .by = told.live.entry().by,
                                  .test = told.live.entry().body.share<TestEntry>(),
                                  .conflict = told.conflict});
  answer_by_test(ledger, told, b);
  ledger.told_something_new = true;
  logged(ledger, told, &TestEntry::rescreen);
}
void add(Ledger&, const Told&, const QuestionnaireEntry&) {}
void add(Ledger& ledger, const Told& told, const PainEntry& b) {
  PainRecord record{.day = told.live.day, .when = b.when, .value = b.value};
  for (const Entry* version : told.live.versions) {
    if (const auto* pain = version->as<PainEntry>()) record.value = std::max(record.value, pain->value);
  }
  if (record.when == PainWhen::next_morning) {
    for (SessionRecord& session : ledger.sessions)
      if (days_between(session.day, record.day) == 1) heard_next_morning(session, record.value);
  }
  ledger.pains.push_back(record);
  logged(ledger, told, &PainEntry::rescreen);
}

void add(Ledger& ledger, const Told& told, const SessionEntry& b) {
  SessionRecord record{.day = told.live.day, .entry = told.live.entry().id, .earlier = told.live.earlier};
  const auto larger = [](std::optional<double>& a, const std::optional<double>& v) {
    if (v && (!a || *v > *a)) a = v;
  };
  for (const Entry* version : told.live.versions) {
    const auto* session = version->as<SessionEntry>();
    if (session == nullptr) continue;
    larger(record.before, session->before);
    larger(record.worst, session->worst);
    larger(record.worst, session->after);
    for (const DoneLine& line : session->lines) larger(record.worst, line.worst);
    if (session->run) larger(record.worst, session->run->worst);
    larger(record.morning_next_day, session->next_morning);
  }
  if (!told.conflict) record.body = told.live.entry().body.share<SessionEntry>();
  record.done = record.body != nullptr && b.done != Done::none;
  ledger.sessions.push_back(std::move(record));
  logged(ledger, told, &SessionEntry::rescreen);
}

void add(Ledger& ledger, const Told& told, const MorningEntry& b) {
  std::optional<double> value = b.value;
  for (const Entry* version : told.live.versions) {
    const auto* morning = version->as<MorningEntry>();
    if (morning != nullptr && morning->value) value = std::max(value.value_or(0.0), *morning->value);
  }
  // It is the morning after all that was done on that day.
  const auto named = std::ranges::find_if(ledger.sessions, [&](const SessionRecord& session) {
    return session.entry == b.session ||
           std::ranges::find(session.earlier, b.session) != session.earlier.end();
  });
  // A morning that nobody remembers tells nothing: its session stays neither borne nor too much.
  if (value && named != ledger.sessions.end()) {
    for (SessionRecord& session : ledger.sessions)
      if (session.day == named->day) heard_next_morning(session, *value);
    // Told on that very morning, it also says how today begins.
    if (days_between(named->day, told.live.day) == 1)
      ledger.pains.push_back({.day = told.live.day, .when = PainWhen::next_morning, .value = *value});
  }
  logged(ledger, told, &MorningEntry::rescreen);
}

void add(Ledger& ledger, const Told& told, const IllnessEntry& b) {
  Illness one{.said = b, .told_s = told.live.entry().recorded_s};
  if (told.conflict) one.said.to.reset();
  // What was told about days that touch is one illness; the latest word says how it ended.
  const auto touches = [&](const Illness& other) {
    const auto reaches = [](const IllnessEntry& x, const IllnessEntry& y) {
      return !x.to || *x.to >= y.from;
    };
    return reaches(one.said, other.said) && reaches(other.said, one.said);
  };
  for (auto it = ledger.illnesses.begin(); it != ledger.illnesses.end();) {
    if (!touches(*it)) {
      ++it;
      continue;
    }
    const Day from = std::min(it->said.from, one.said.from);
    if (it->told_s > one.told_s) one = *it;
    one.said.from = from;
    ledger.illnesses.erase(it);
    it = ledger.illnesses.begin();  // what now reaches further may touch another one
  }
  ledger.illnesses.push_back(one);
  ledger.told_something_new = true;
}
void add(Ledger& ledger, const Told& told, const MilestoneEntry& b) {
  if (b.what == Milestone::returned && !told.conflict) ledger.returned.push_back(told.live.day);
}
void add(Ledger& ledger, const Told& told, const ClearanceEntry& b) {
  if (told.live.entry().by != Who::clinician || told.conflict) return;
  ledger.clearances.push_back({.at = told.at, .of = b.of, .ref = b.ref});
  if (b.of == Cleared::rescreen) {
    ledger.alarms.erase(b.ref);
    settle_by_clinician(ledger, told.at, b.ref);
  }
  ledger.told_something_new = true;
}
void add(Ledger& ledger, const Told& told, const SettingEntry& b) {
  if (said_in_anothers_place(told)) return;
  if (told.conflict) {
    ledger.settings.erase(b.key);
  } else {
    ledger.settings[b.key] = b.value;
  }
}
void add(Ledger&, const Told&, const ResolveEntry&) {}

template <class Body>
const std::optional<Rescreen>* rescreen_in(const Entry& entry) {
  const Body* body = entry.as<Body>();
  return body == nullptr ? nullptr : &body->rescreen;
}

/// A sign that was told and taken out is neither there nor gone: whoever told it is asked that very question
/// again, and until then it is as if they were not sure.
void add(Ledger& ledger, const Told& told, const RetractEntry&) {
  const Entry* taken = told.live.taken_back;
  if (taken == nullptr || told.live.entry().by == Who::clinician) return;
  if (!ledger.episodes.empty() && taken->day < ledger.episodes.back().onset) return;
  for (const std::string& question : signs_told(*taken, told.knowledge)) {
    ledger.answers[question].push_back({.at = told.at, .value = std::string("unsure"), .any_unsure = true});
    if (told.knowledge.questions.find(question)->second.rescreen)
      raise_alarm(ledger, told.at, question, false);
    ledger.told_something_new = true;
  }
}
void add(Ledger&, const Told&, const LoadEntry&) {}  // no rule reads one yet
void add(Ledger& ledger, const Told& told, const TechniqueEntry&) {
  if (!told.conflict)
    ledger.techniques.push_back(
        {.day = told.live.day, .use = told.live.entry().body.share<TechniqueEntry>()});
}

/// What hurt afterwards stands beside all other pain: above the limit it holds the day. Of a visit without
/// pain nothing follows.
void add(Ledger& ledger, const Told& told, const VisitEntry&) {
  for (const Entry* version : told.live.versions) {
    const auto* visit = version->as<VisitEntry>();
    if (visit == nullptr) continue;
    if (visit->after)
      ledger.pains.push_back({.day = told.live.day, .when = PainWhen::other, .value = *visit->after});
    if (visit->next_morning)
      ledger.pains.push_back({.day = told.live.day + std::chrono::days(1),
                              .when = PainWhen::other,
                              .value = *visit->next_morning});
  }
}

void add(Ledger& ledger, const Told& told, const PrescriptionEntry&) {
  if (told.live.entry().by != Who::clinician || told.conflict) return;
  ledger.prescriptions.push_back({.at = told.at,
                                  .entry = told.live.entry().id,
                                  .body = told.live.entry().body.share<PrescriptionEntry>()});
}

}  // namespace

std::vector<std::string> signs_told(const Entry& entry, const Knowledge& knowledge) {
  std::vector<std::string> told;
  const auto add = [&](const std::string& id) {
    const auto question = knowledge.questions.find(id);
    if (question != knowledge.questions.end() && question->second.set == Question::Set::red_flag)
      told.push_back(id);
  };
  if (const auto* answer = entry.as<AnswerEntry>()) {
    const auto* word = std::get_if<std::string>(&answer->value);
    if (word != nullptr && (*word == "yes" || *word == "unsure")) add(answer->question);
  }
  for (const std::optional<Rescreen>* set :
       {rescreen_in<TestEntry>(entry), rescreen_in<PainEntry>(entry), rescreen_in<SessionEntry>(entry),
        rescreen_in<MorningEntry>(entry)}) {
    if (set == nullptr || !*set) continue;
    for (const auto& [question, reply] : (*set)->replies)
      if (reply != Reply::no) add(question);
  }
  return told;
}

bool is_about_anothers_word(const Entry& entry, const Knowledge& knowledge) {
  if (const auto* setting = entry.as<SettingEntry>()) return setting->key == SettingKey::supervised;
  const auto* answer = entry.as<AnswerEntry>();
  if (answer == nullptr) return false;
  const auto question = knowledge.questions.find(answer->question);
  return question != knowledge.questions.end() && question->second.said_by_another;
}

bool is_anothers_to_say(const Entry& entry, const Knowledge& knowledge) {
  if (!is_about_anothers_word(entry, knowledge)) return false;
  if (const auto* setting = entry.as<SettingEntry>()) {
    const auto* yes = std::get_if<bool>(&setting->value);
    return yes != nullptr && *yes;
  }
  const auto* word = std::get_if<std::string>(&entry.as<AnswerEntry>()->value);
  return word != nullptr && *word == "yes";
}

bool is_said_by_another(const Entry& entry) {
  return entry.by == Who::helper || entry.by == Who::clinician;
}

void add_entry(Ledger& ledger, const LiveEntry& live, const Knowledge& knowledge) {
  if (!ledger.first_entry) ledger.first_entry = live.day;
  const std::vector<LiveEntry> subjects = by_subject(live);
  // Versions that are not even about the same thing: nothing of them is relied on, and no sign is passed
  // over.
  const bool disputed = subjects.size() > 1;
  if (disputed) ledger.unsettled = true;
  for (const LiveEntry& one : subjects) {
    const EntryBody& body = one.entry().body;
    if (disputed && !tells_signs(body)) continue;
    const Told told{.live = one,
                    .knowledge = knowledge,
                    .at = {one.day, one.entry().recorded_s},
                    .disputed = disputed,
                    .conflict = disputed || one.in_conflict()};
    body.visit([&](const auto& entry) { add(ledger, told, entry); });
  }
  if (disputed) return;
  const EntryBody& body = live.entry().body;
  const bool tells_more = body.as<InjuryEntry>() == nullptr && body.as<PersonEntry>() == nullptr;
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

#include "rehab/standing/facts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "rehab/standing/illness.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/masked.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::rehab {
namespace {

FactValue yes_no(bool value) {
  return std::string(value ? "yes" : "no");
}
FactValue count(int value) {
  return Measured{static_cast<double>(value), 0.0};
}

double summary(const ClinicalTest& test, const std::vector<double>& repeats) {
  if (!test.use_best)
    return std::accumulate(repeats.begin(), repeats.end(), 0.0) / static_cast<double>(repeats.size());
  return test.better == ClinicalTest::Better::lower ? std::ranges::min(repeats) : std::ranges::max(repeats);
}

/// The outcome whose word alone says its numbers; null where the entry has no such word.
const Outcome* said_by_word(const ClinicalTest& test, const TestEntry& entry) {
  const auto found = std::ranges::find_if(
      test.outcomes, [&](const Outcome& o) { return o.says_all && o.result == entry.result; });
  return found == test.outcomes.end() ? nullptr : &*found;
}

constexpr std::chrono::days two_days(2);  // days are counted: 48 hours at least

}  // namespace

TestNumbers numbers_of(const ClinicalTest& test, const TestEntry& entry, InjuredSide injured,
                       const OwnRepeatsPolicy& policy) {
  TestNumbers result;
  const auto side_of = [&](const std::vector<double>& repeats) -> std::optional<Measured> {
    if (repeats.empty()) return std::nullopt;
    const EntryError error = entry_error(test, repeats, policy);
    result.error_from = error.from;
    return Measured{summary(test, repeats), error.value};
  };
  const std::optional<Measured> left = side_of(entry.left), right = side_of(entry.right);
  if (!test.both_sides) {
    result.value = injured == InjuredSide::left ? (left ? left : right) : (right ? right : left);
    // Who said that nothing is tender was asked for centimeters no more, and has none of them.
    const Outcome* said = result.value ? nullptr : said_by_word(test, entry);
    if (said != nullptr && !said->values.empty()) result.value = side_of({said->values.front()});
    return result;
  }
  if (injured == InjuredSide::not_known) return result;
  bool left_counts = injured == InjuredSide::left;
  if (injured == InjuredSide::both && left && right) {
    left_counts = test.better == ClinicalTest::Better::lower ? left->value >= right->value
                                                             : left->value <= right->value;
  }
  result.value = left_counts ? left : right;
  result.other = left_counts ? right : left;
  if (!result.value || !result.other) return result;
  const double worse =
      (test.better == ClinicalTest::Better::lower ? 1.0 : -1.0) * (result.value->value - result.other->value);
  const double error_value = result.value->half_width, error_other = result.other->half_width;
  result.difference = Measured{worse, std::hypot(error_value, error_other)};
  if (result.other->value > 0.0) {
    const double ratio = 100.0 * result.value->value / result.other->value;
    result.ratio =
        Measured{ratio, 100.0 / result.other->value * std::hypot(error_value, ratio / 100.0 * error_other)};
  }
  return result;
}

std::optional<double> pain_in(const ClinicalTest& test, const TestEntry& entry) {
  if (entry.pain) return entry.pain;
  const Outcome* said = said_by_word(test, entry);
  return said == nullptr ? std::nullopt : said->pain;
}

bool has_exercises(const Phase& phase, const FactView& facts) {
  return std::ranges::any_of(phase.content, [&](const ContentLine& line) {
    return !line.when || truth_of(*line.when, facts) != Truth::no;
  });
}

FactValue CaseFacts::get(const FactName& name) const {
  if (name.space == "story") return story(name.item);
  if (name.space == "test") return test_fact(name.item, name.field);
  if (name.space == "person") return person(name.item);
  if (name.space == "injury") return injury(name.item);
  if (name.space == "progress") return progress(name.item);
  if (name.space == "flag") {
    const auto latch = state_.flags.find(name.item);
    return yes_no(latch != state_.flags.end() && latch->second.raised);
  }
  if (name.space == "picture") return yes_no(std::ranges::find(leading(), name.item) != leading().end());
  if (name.space == "gate") {
    const auto gate = knowledge_.gates.find(name.item);
    if (gate == knowledge_.gates.end()) return UnknownCause::not_asked;
    const GateState state = judge_gate(gate->second, state_, *this).state;
    return yes_no(state == GateState::raised || state == GateState::holding);
  }
  if (name.space == "plan") return plan(name.item);
  return UnknownCause::not_asked;
}

const std::vector<std::string>& CaseFacts::leading() const {
  if (!leading_) {
    leading_ =
        std::vector<std::string>{};  // a picture that named pictures would see none; loading refuses it
    leading_ = leading_pictures(knowledge_, state_, today_);
  }
  return *leading_;
}

std::optional<double> CaseFacts::age_years() const {
  const std::chrono::year_month_day at(state_.onset_or(today_));
  const PersonEntry& p = state_.ledger.person;
  if (p.birth_day) {
    const std::chrono::year_month_day born(*p.birth_day);
    const bool before_birthday = std::pair(at.month(), at.day()) < std::pair(born.month(), born.day());
    return static_cast<int>(at.year()) - static_cast<int>(born.year()) - (before_birthday ? 1 : 0);
  }
  // Of the two possible ages the lower one.
  if (p.birth_year) return static_cast<int>(at.year()) - *p.birth_year - 1;
  for (const auto& [id, question] : knowledge_.questions) {
    const AnswerRecord* told = question.birth_year ? answer(question) : nullptr;
    const auto* year = told == nullptr || told->conflict ? nullptr : std::get_if<double>(&told->value);
    if (year != nullptr) return static_cast<int>(at.year()) - static_cast<int>(*year) - 1;
  }
  return std::nullopt;
}

FactValue CaseFacts::person(std::string_view field) const {
  const PersonEntry& p = state_.ledger.person;
  if (field == "age") {
    const auto age = age_years();
    return age ? FactValue(Measured{*age, 0.0}) : FactValue(UnknownCause::not_asked);
  }
  if (field == "sport") return p.sports.empty() ? FactValue(UnknownCause::not_asked) : FactValue(p.sports);
  std::string word(field == "sex" ? to_word(sex_words, p.sex) : to_word(level_words, p.level));
  if (word.empty() || (field == "sex" && p.sex == Sex::not_said)) return UnknownCause::not_asked;
  return word;
}

bool CaseFacts::stale(const Question& question, const AnswerRecord& record) const {
  const Day day = record.at.first;
  if (question.valid_days && days_between(day, today_) > *question.valid_days) return true;
  const Episode* episode = state_.ledger.episode();
  if (episode == nullptr) return false;
  const bool of_episode = question.set == Question::Set::red_flag || question.set == Question::Set::story ||
                          question.set == Question::Set::check_in || question.set == Question::Set::imaging;
  if (of_episode && day < episode->onset) return true;
  const auto* word = std::get_if<std::string>(&record.value);
  if (word == nullptr || *word != "no") return false;
  return std::ranges::any_of(question.ask_again_on_injury_day, [&](int n) {
    const Day again = episode->onset + std::chrono::days(n);
    return today_ >= again && day < again;
  });
}

CaseFacts CaseFacts::unmasked() const {
  CaseFacts facts(knowledge_, state_, today_, for_flags_);
  facts.only_unmasked_ = true;
  return facts;
}

bool CaseFacts::any_masked() const {
  if (!any_masked_) any_masked_ = !only_unmasked_ && was_ever_masked(knowledge_, state_.ledger);
  return *any_masked_;
}

bool CaseFacts::hidden(Day day) const {
  return only_unmasked_ && pain_was_masked(knowledge_, state_.ledger, day);
}

const AnswerRecord* CaseFacts::answer(const Question& question) const {
  const auto found = state_.ledger.answers.find(question.id);
  if (found == state_.ledger.answers.end() || found->second.empty()) return nullptr;
  if (question.function && hidden(found->second.back().at.first)) {
    const auto seen = std::find_if(found->second.rbegin(), found->second.rend(),
                                   [&](const AnswerRecord& r) { return !hidden(r.at.first); });
    return seen == found->second.rend() || stale(question, *seen) ? nullptr : &*seen;
  }
  const AnswerRecord* standing = for_flags_ ? sign_of_the_day(found->second) : nullptr;
  if (standing == nullptr && question.keeps_yes) standing = latest_yes(question, found->second);
  if (standing == nullptr) standing = standing_answer(question, found->second);
  return stale(question, *standing) ? nullptr : standing;
}

const AnswerRecord* CaseFacts::standing_answer(const Question& question,
                                               const std::vector<AnswerRecord>& records) const {
  const AnswerRecord& latest = records.back();
  if (!latest.quiet()) return &latest;
  // The short set asks what is new: its 'no' does not take back an earlier 'yes', and 'none of these' says
  // nothing about what somebody was not sure of.
  const AnswerRecord* unsure = nullptr;
  bool named = latest.named_in_run;
  for (std::size_t i = latest.quiet_from; i > 0;) {
    const AnswerRecord& r = records[i - 1];
    if (!stale(question, r)) {
      if (r.any_yes) return &r;
      if (r.any_unsure && !named && unsure == nullptr) unsure = &r;
    }
    if (!r.rescreen) break;
    named = named || (r.quiet() && r.named_in_run);
    i = r.quiet() ? r.quiet_from : i - 1;
  }
  return unsure != nullptr ? unsure : &latest;
}

/// What was seen once in this episode, whatever was answered later.
const AnswerRecord* CaseFacts::latest_yes(const Question& question,
                                          const std::vector<AnswerRecord>& records) const {
  for (auto it = records.rbegin(); it != records.rend(); ++it)
    if (it->any_yes && !stale(question, *it)) return &*it;
  return nullptr;
}

/// A 'yes' of the same day: saying no an hour later does not undo a danger sign; a slip is corrected.
const AnswerRecord* CaseFacts::sign_of_the_day(const std::vector<AnswerRecord>& records) {
  const Day day = records.back().at.first;
  for (auto it = records.rbegin(); it != records.rend() && it->at.first == day; ++it)
    if (it->any_yes) return &*it;
  return nullptr;
}

FactValue CaseFacts::story(std::string_view id) const {
  const auto question = knowledge_.questions.find(id);
  if (question == knowledge_.questions.end()) return UnknownCause::not_asked;
  // What somebody said while nothing was hurt is no fact of an injury.
  if (id == knowledge_.well_question && !state_.ledger.episodes.empty()) return UnknownCause::not_asked;
  const AnswerRecord* record = answer(question->second);
  if (record == nullptr && !question->second.well.empty() && said_well()) return question->second.well;
  if (record == nullptr) return UnknownCause::not_asked;
  if (record->conflict) {
    if (for_flags_ && record->any_yes) return std::string("yes");
    return for_flags_ && record->any_unsure ? UnknownCause::unsure : UnknownCause::conflict;
  }
  if (const auto* number = std::get_if<double>(&record->value)) return Measured{*number, 0.0};
  const std::string& word = std::get<std::string>(record->value);
  if (word == "unsure") return UnknownCause::unsure;
  return word;
}

FactValue CaseFacts::days_since_return() const {
  const Episode& episode = *state_.ledger.episode();
  std::optional<Day> latest = state_.returned_before;
  const auto consider = [&](Day day) {
    if (day <= episode.onset && (!latest || day > *latest)) latest = day;
  };
  for (const Day day : state_.ledger.returned) consider(day);
  for (const auto& [id, question] : knowledge_.questions) {
    if (question.answer != Question::Answer::day || question.set != Question::Set::history) continue;
    const AnswerRecord* record = answer(question);
    const auto* word =
        record == nullptr || record->conflict ? nullptr : std::get_if<std::string>(&record->value);
    const auto day = word == nullptr ? std::nullopt : std::optional(parse_day(*word));
    if (day && *day) consider(**day);
    if (word != nullptr && *word == "unsure" && !latest) return UnknownCause::unsure;
  }
  if (latest) return count(days_between(*latest, episode.onset));
  if (state_.ledger.episodes.size() > 1) return count(0);  // hurt again before any return
  return UnknownCause::not_asked;
}

/// The thigh that was already hurt was hurt again, and nobody had told of a return between. Where nobody said
/// which side, it may have been this one.
bool CaseFacts::hurt_again() const {
  const auto& episodes = state_.ledger.episodes;
  if (episodes.size() < 2) return false;
  const Episode &before = episodes[episodes.size() - 2], &now = episodes.back();
  const auto any = [](InjuredSide s) { return s == InjuredSide::both || s == InjuredSide::not_known; };
  if (before.side != now.side && !any(before.side) && !any(now.side)) return false;
  const auto between = [&](Day d) { return d > before.onset && d <= now.onset; };
  return !(state_.returned_before && between(*state_.returned_before)) &&
         std::ranges::none_of(state_.ledger.returned, between);
}

FactValue CaseFacts::injury(std::string_view field) const {
  const Episode* episode = state_.ledger.episode();
  if (field == "open") {
    const bool milestone = episode != nullptr && std::ranges::any_of(state_.ledger.returned, [&](Day d) {
                             return d > episode->onset;
                           });
    return yes_no(episode != nullptr && !state_.returned_on && !milestone);
  }
  if (field == "relapse") return yes_no(episode != nullptr && episode->relapse);
  if (field == "again") return yes_no(hurt_again());
  if (episode == nullptr) return UnknownCause::not_asked;
  if (field == "day") return count(days_between(episode->onset, today_));
  if (field == "days_since_return") return days_since_return();
  return UnknownCause::not_asked;
}

/// Of the illness of today: told there, it is the same fact as the question about fever.
FactValue CaseFacts::fever_of_illness() const {
  const std::optional<IllnessEntry> illness = illness_on(state_.ledger, today_);
  if (!illness) return yes_no(false);
  if (illness->fever == Reply::unsure) return UnknownCause::unsure;
  return yes_no(illness->fever == Reply::yes);
}

/// The largest of the pains in sitting of today and the two days before.
FactValue CaseFacts::pain_sitting() const {
  double worst = 0.0;
  for (const PainRecord& pain : state_.ledger.pains) {
    if (pain.when == PainWhen::sitting && pain.day <= today_ && pain.day >= today_ - two_days)
      worst = std::max(worst, pain.value);
  }
  return Measured{worst, 0.0};
}

FactValue CaseFacts::progress(std::string_view field) const {
  const Progress& p = state_.progress;
  const auto maybe = [](const std::optional<int>& value) {
    return value ? count(*value) : FactValue(UnknownCause::not_asked);
  };
  if (field == "plan_day") return maybe(p.plan_day);
  if (field == "gap_days") return maybe(p.gap_days);
  if (field == "far_run_days") return maybe(p.far_run_days);
  if (field == "active_days") return count(p.active_days);
  if (field == "phases") return count(p.phases);
  if (field == "most_phases") return count(p.most_phases);
  if (field == "sessions") return count(p.sessions);
  if (field == "days_in_a_row") return count(p.days_in_a_row);
  if (field == "ill_days") return count(p.ill_days);
  if (field == "ill_fever") return fever_of_illness();
  if (field == "sitting_pain") return pain_sitting();
  if (field == "pain_48h") return Measured{worst_pain_of_days(state_.ledger, today_ - two_days, today_), 0.0};
  if (field == "pain_masked") return yes_no(pain_was_masked(knowledge_, state_.ledger, today_));
  if (field == "masked_days") return count(masked_days(knowledge_, state_.ledger, today_));
  if (field == "ill") return yes_no(illness_on(state_.ledger, today_).has_value());
  return UnknownCause::not_asked;
}

const TestRecord* CaseFacts::test(const ClinicalTest& test) const {
  const auto found = state_.ledger.tests.find(test.id);
  if (found == state_.ledger.tests.end() || found->second.empty()) return nullptr;
  const auto latest = std::find_if(found->second.rbegin(), found->second.rend(),
                                   [&](const TestRecord& r) { return !hidden(r.at.first); });
  if (latest == found->second.rend() || days_between(latest->at.first, today_) > test.valid_days)
    return nullptr;
  if (latest->at.first < state_.onset_or(latest->at.first)) return nullptr;
  return &*latest;
}

FactValue CaseFacts::test_fact(std::string_view id, std::string_view field) const {
  const auto item = knowledge_.tests.find(id);
  if (item == knowledge_.tests.end()) return UnknownCause::not_asked;
  const TestRecord* record = test(item->second);
  if (record == nullptr) return UnknownCause::not_asked;
  if (record->conflict) return UnknownCause::conflict;
  const bool hurt = !state_.ledger.episodes.empty();
  if (item->second.both_sides && !hurt && field != "pain" && field != "result")
    return UnknownCause::not_asked;
  // Where nobody said which side, the worse one counts: a large loss is not missed for want of a word.
  const InjuredSide told = hurt ? state_.ledger.episodes.back().side : InjuredSide::not_known;
  const InjuredSide side = hurt && told == InjuredSide::not_known ? InjuredSide::both : told;
  if (field == "pain") {
    const std::optional<double> pain = pain_in(item->second, *record->test);
    return pain ? FactValue(Measured{*pain, 0.0}) : FactValue(UnknownCause::not_asked);
  }
  if (field == "result") return result_fact(item->second, *record);
  const TestNumbers numbers = numbers_of(item->second, *record->test, side, knowledge_.policy.own_repeats);
  const std::optional<Measured>& number = field == "value"        ? numbers.value
                                          : field == "other"      ? numbers.other
                                          : field == "difference" ? numbers.difference
                                                                  : numbers.ratio;
  if (!number) return UnknownCause::not_asked;
  return Measured{number->value, knowledge_.policy.points.bar_z * number->half_width};
}

/// What the test found; where the question it answers was answered since, that.
FactValue CaseFacts::result_fact(const ClinicalTest& test, const TestRecord& record) const {
  FactValue found =
      record.test->result.empty() ? FactValue(UnknownCause::not_asked) : FactValue(record.test->result);
  if (!test.answers) return found;
  const FactValue told = story(test.answers->question);
  const auto* word = std::get_if<std::string>(&told);
  if (word == nullptr) return std::holds_alternative<UnknownCause>(told) ? told : found;
  const std::optional<std::string> result = result_of(*test.answers, *word);
  return result ? FactValue(*result) : found;
}

FactValue CaseFacts::plan(std::string_view field) const {
  if (state_.protocol == nullptr) return UnknownCause::not_asked;
  if (field == "protocol") return state_.protocol->id;
  if (field == "phase") {
    const Phase* phase = state_.current_phase();
    return phase == nullptr ? FactValue(UnknownCause::not_asked) : FactValue(phase->id);
  }
  if (field == "has_exercises") {
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return UnknownCause::not_asked;
    return yes_no(has_exercises(*phase, *this));
  }
  if (field == "pain_limit")
    return Measured{pain_limit_of(settings_of(state_.ledger), *state_.protocol), 0.0};
  return UnknownCause::not_asked;
}

/// When the illness of today was told, by the day of its recording.
std::optional<Moment> CaseFacts::illness_told() const {
  const Illness* illness = illness_lying_on(state_.ledger, today_);
  if (illness == nullptr) return std::nullopt;
  const std::chrono::sys_seconds at{std::chrono::seconds(illness->told_s)};
  return Moment{std::chrono::floor<std::chrono::days>(at), illness->told_s};
}

std::optional<Moment> CaseFacts::age_told() const {
  const PersonEntry& p = state_.ledger.person;
  if (p.birth_day || p.birth_year) return state_.ledger.age_told;
  for (const auto& [id, question] : knowledge_.questions) {
    const AnswerRecord* told = question.birth_year ? answer(question) : nullptr;
    if (told != nullptr) return told->at;
  }
  return std::nullopt;
}

std::optional<Moment> CaseFacts::answered(std::string_view fact) const {
  const Result<FactName> name = parse_fact_name(fact);
  if (!name) return std::nullopt;
  if (name->space == "story") {
    const auto question = knowledge_.questions.find(name->item);
    const AnswerRecord* record = question == knowledge_.questions.end() ? nullptr : answer(question->second);
    return record == nullptr ? std::nullopt : std::optional(record->at);
  }
  if (name->space == "progress" && name->item == "ill_fever") return illness_told();
  if (name->space == "person" && name->item == "age") return age_told();
  if (name->space == "test") {
    const auto item = knowledge_.tests.find(name->item);
    const TestRecord* record = item == knowledge_.tests.end() ? nullptr : test(item->second);
    return record == nullptr ? std::nullopt : std::optional(record->at);
  }
  return std::nullopt;
}

}  // namespace hamstring::rehab

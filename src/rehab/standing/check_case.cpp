// A case against the knowledge: what cannot be is refused by name, what contradicts itself is noted.
#include "rehab/standing/check_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "history/case_order.h"
#include "history/case_words.h"
#include "history/extent.h"
#include "history/timeline.h"

namespace hamstring::rehab {
namespace {

/// Birth years begin with 1900; nothing of a living person is older.
constexpr Day first_day{std::chrono::year(1900) / std::chrono::January / 1};

class Checking {
 public:
  Checking(const Knowledge& knowledge, const Case& history, Day as_of, Diagnostics& out)
      : knowledge_(knowledge), history_(history), as_of_(as_of), out_(out) {}

  Result<void> run() {
    collect();
    for (const Entry& entry : history_.entries) {
      entry_ = &entry;
      if (entry.day > as_of_)
        fault(fmt::format("is about {}, after {}", day_text(entry.day), day_text(as_of_)));
      if (entry.day < first_day)
        fault(fmt::format("is about {}; nobody here was born then", day_text(entry.day)));
      else if (born_ && entry.day < *born_)
        fault(fmt::format("is about {}, before the person was born", day_text(entry.day)));
      if (!entry.replaces.empty() && !by_id_.contains(entry.replaces))
        fault(fmt::format("replaces '{}', which is not there", entry.replaces));
      std::visit([this](const auto& body) { check(body); }, entry.body);
    }
    if (const Result<void> order = check_order(history_, out_); !order && first_.empty())
      first_ = order.error().message;
    note_contradictions();
    if (first_.empty()) return {};
    return failure({.message = first_, .advice = "Correct the entry, or retract it with a new one."});
  }

 private:
  void fault(const std::string& what) {
    std::string message = fmt::format("entry {} {}", entry_->id, what);
    if (first_.empty()) first_ = message;
    out_.error(std::move(message), entry_->id);
  }
  void note(const std::string& what) { out_.note(fmt::format("entry {} {}", entry_->id, what), entry_->id); }

  void collect() {
    for (const Entry& entry : history_.entries) {
      by_id_.emplace(entry.id, &entry);
      const auto* person = entry.as<PersonEntry>();
      if (person == nullptr) continue;
      if (person->birth_day) {
        if (born_exactly_ && *born_exactly_ != *person->birth_day && entry.replaces.empty()) {
          entry_ = &entry;
          note("tells another day of birth than an earlier entry; the later one counts");
        }
        born_exactly_ = person->birth_day;
        born_ = person->birth_day;
      } else if (person->birth_year) {
        born_ = Day(std::chrono::year(*person->birth_year) / std::chrono::January / 1);
      }
    }
  }

  void check(const PersonEntry& b) {
    if (b.birth_day && *b.birth_day < first_day) fault("tells a day of birth that cannot be");
  }
  void check(const InjuryEntry&) {}
  void check(const PainEntry& b) { check_rescreen(b.rescreen); }
  void check(const TechniqueEntry& b) {
    const auto technique = knowledge_.techniques.find(b.technique);
    if (technique == knowledge_.techniques.end())
      return fault(fmt::format("uses the technique '{}', which does not exist", b.technique));
    const auto& tests = technique->second.measure_with;
    const auto test = knowledge_.tests.find(b.test);
    if (std::ranges::find(tests, b.test) == tests.end() || test == knowledge_.tests.end()) {
      return fault(fmt::format("measures '{}' with '{}'; it is measured with {}", b.technique, b.test,
                               fmt::join(tests, ", ")));
    }
    for (const auto* values : {&b.before, &b.after}) {
      for (const double value : *values) {
        if (value < test->second.plausible_min.value_or(value) ||
            value > test->second.plausible_max.value_or(value))
          fault(fmt::format("holds the value {:g}, which is not plausible for '{}'", value, b.test));
      }
    }
  }
  void check(const IllnessEntry& b) {
    if (b.from > entry_->day)
      fault(fmt::format("begins an illness on {}, in its own future", day_text(b.from)));
    if (b.from < first_day || (born_ && b.from < *born_))
      fault(fmt::format("begins an illness on {}, before the person was born", day_text(b.from)));
    // An illness may be told beforehand as over ('until Friday'), but not for longer than that.
    if (b.to && days_between(entry_->day, *b.to) > written_ahead_days_max)
      fault(fmt::format("ends an illness on {}, long after the day it is told", day_text(*b.to)));
  }
  void check(const MilestoneEntry&) {}
  void check(const ResolveEntry& b) {
    if (!by_id_.contains(b.of)) fault(fmt::format("decides about '{}', which is not there", b.of));
  }
  void check(const RetractEntry& b) {
    if (!by_id_.contains(b.of)) fault(fmt::format("retracts '{}', which is not there", b.of));
  }
  void check(const MorningEntry& b) {
    const auto session = by_id_.find(b.session);
    if (session == by_id_.end() || session->second->as<SessionEntry>() == nullptr) {
      fault(fmt::format("is the morning after '{}', which is no session here", b.session));
    } else if (entry_->day < session->second->day) {
      fault("is a morning before its session");
    }
    check_rescreen(b.rescreen);
  }

  void check(const ClearanceEntry& b) {
    const bool known = b.of == Cleared::flag ? knowledge_.flags.contains(b.ref)
                       : b.of == Cleared::rescreen
                           ? knowledge_.questions.contains(b.ref)
                           : knowledge_.gates.contains(b.ref) || b.ref.find('.') != std::string::npos;
    if (!known)
      fault(fmt::format("clears the {} '{}', which does not exist", to_word(cleared_words, b.of), b.ref));
    if (entry_->by != Who::clinician) note("is a clearance that no clinician gave; it does not count");
  }

  void check(const AnswerEntry& b) {
    const auto found = knowledge_.questions.find(b.question);
    if (found == knowledge_.questions.end())
      return fault(fmt::format("answers the question '{}', which does not exist", b.question));
    const Question& question = found->second;
    const auto* word = std::get_if<std::string>(&b.value);
    if (word != nullptr && *word == "unsure") return;
    switch (question.answer) {
      case Question::Answer::yes_no:
        if (word == nullptr || (*word != "yes" && *word != "no"))
          fault(fmt::format("answers '{}' with something other than yes, no, unsure", b.question));
        break;
      case Question::Answer::choice:
        if (word == nullptr || std::ranges::find(question.options, *word) == question.options.end()) {
          fault(fmt::format("answers '{}' with something other than {}", b.question,
                            fmt::join(question.options, ", ")));
        }
        break;
      case Question::Answer::number: {
        const auto* number = std::get_if<double>(&b.value);
        if (number == nullptr || *number < question.min || *number > question.max) {
          fault(fmt::format("answers '{}' outside {} to {} {}", b.question, question.min, question.max,
                            question.unit));
        }
        break;
      }
      case Question::Answer::day: {
        const auto day = word == nullptr ? Result<Day>(failure("")) : parse_day(*word);
        if (!day) {
          fault(fmt::format("answers '{}' with something that is not a day", b.question));
        } else if (question.not_after_today && *day > entry_->day) {
          fault(fmt::format("answers '{}' with a day in the future", b.question));
        } else if (*day < first_day || (born_ && *day < *born_)) {
          fault(fmt::format("answers '{}' with a day before birth", b.question));
        }
        break;
      }
    }
  }

  void check(const TestEntry& b) {
    const auto found = knowledge_.tests.find(b.test);
    if (found == knowledge_.tests.end())
      return fault(fmt::format("reports the test '{}', which does not exist", b.test));
    const ClinicalTest& test = found->second;
    for (const auto* side : {&b.left, &b.right}) {
      for (const double value : *side) {
        if ((test.plausible_min && value < *test.plausible_min) ||
            (test.plausible_max && value > *test.plausible_max)) {
          fault(fmt::format("reports {} {} for '{}', which cannot be", value, test.unit, b.test));
        }
      }
    }
    if (!b.result.empty() && std::ranges::find(test.results, b.result) == test.results.end()) {
      fault(fmt::format("reports the result '{}'; '{}' has: {}", b.result, b.test,
                        fmt::join(test.results, ", ")));
    }
    if (b.left.empty() && b.right.empty() && b.result.empty() && !b.pain)
      fault(fmt::format("reports nothing about '{}'", b.test));
    check_rescreen(b.rescreen);
  }

  void check(const QuestionnaireEntry& b) {
    const auto found = knowledge_.questionnaires.find(b.questionnaire);
    if (found == knowledge_.questionnaires.end())
      return fault(fmt::format("reports the questionnaire '{}', which does not exist", b.questionnaire));
    if (b.total && (*b.total < found->second.min || *b.total > found->second.max))
      fault(fmt::format("reports a total of {}, which cannot be", *b.total));
    for (const auto& [domain, value] : b.domains) {
      const auto known = std::ranges::find(found->second.domains, domain, &Questionnaire::Domain::id);
      if (known == found->second.domains.end() || value < known->min || value > known->max)
        fault(fmt::format("reports '{}', which cannot be", domain));
    }
  }

  void check(const SessionEntry& b) {
    for (const DoneLine& line : b.lines) {
      if (!knowledge_.exercises.contains(line.exercise))
        fault(fmt::format("reports the exercise '{}', which does not exist", line.exercise));
    }
    if (b.run && !b.run->rung.empty()) {
      const bool known = std::ranges::any_of(knowledge_.protocols, [&](const auto& item) {
        return rung_named(item.second, b.run->rung) != nullptr;
      });
      if (!known) fault(fmt::format("reports the run '{}', which no protocol has", b.run->rung));
    }
    check_rescreen(b.rescreen);
  }

  void check(const SettingEntry& b) {
    const auto* word = std::get_if<std::string>(&b.value);
    if (b.key == SettingKey::protocol && (word == nullptr || !knowledge_.protocols.contains(*word)))
      fault("chooses a protocol that does not exist");
    if (b.key == SettingKey::program && (word == nullptr || !knowledge_.prevention.contains(*word)))
      fault("chooses a prevention program that does not exist");
    if (b.key == SettingKey::language && (word == nullptr || !knowledge_.catalogs.contains(*word)))
      fault("chooses a language that there is no text in");
  }

  void check_rescreen(const std::optional<Rescreen>& rescreen) {
    if (!rescreen) return;
    for (const auto& [id, reply] : rescreen->replies) {
      const auto question = knowledge_.questions.find(id);
      if (question == knowledge_.questions.end() || !question->second.rescreen)
        fault(fmt::format("answers '{}', which is not in the short set", id));
    }
  }

  void note_contradictions() {
    std::map<std::pair<std::string, Day>, const Entry*> told;
    const Timeline timeline = timeline_of(history_, as_of_);
    for (const LiveEntry& live : timeline.entries) {
      const auto* answer = live.entry().as<AnswerEntry>();
      if (answer == nullptr) continue;
      entry_ = &live.entry();
      const auto [it, first_time] = told.try_emplace({answer->question, live.day}, &live.entry());
      if (!first_time && it->second->as<AnswerEntry>()->value != answer->value) {
        note(fmt::format("answers '{}' otherwise than entry {} of the same day; the later one counts",
                         answer->question, it->second->id));
      }
    }
    out_.append(timeline.notes);
  }

  const Knowledge& knowledge_;
  const Case& history_;
  Day as_of_;
  Diagnostics& out_;
  const Entry* entry_ = nullptr;
  std::map<std::string, const Entry*, std::less<>> by_id_;
  std::optional<Day> born_, born_exactly_;
  std::string first_;
};

}  // namespace

Result<void> check_case(const Knowledge& knowledge, const Case& history, Day as_of, Diagnostics& out) {
  if (const auto bounded = check_extent(history, as_of); !bounded) {
    out.error(bounded.error().message, bounded.error().element);
    return bounded;
  }
  return Checking(knowledge, history, as_of, out).run();
}

}  // namespace hamstring::rehab

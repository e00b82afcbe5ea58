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

/// What the history says of itself, before any entry is held against it.
struct Known {
  std::map<std::string, const Entry*, std::less<>> by_id;
  std::optional<Day> born;
};

void note(Diagnostics& out, const Entry& entry, const std::string& what) {
  out.note(fmt::format("entry {} {}", entry.id, what), entry.id);
}

Known known_of(const Case& history, Diagnostics& out) {
  Known known;
  std::optional<Day> born_exactly;
  for (const Entry& entry : history.entries) {
    known.by_id.emplace(entry.id, &entry);
    const auto* person = entry.as<PersonEntry>();
    if (person == nullptr) continue;
    if (person->birth_day) {
      if (born_exactly && *born_exactly != *person->birth_day && entry.replaces.empty())
        note(out, entry, "tells another day of birth than an earlier entry; the later one counts");
      born_exactly = person->birth_day;
      known.born = person->birth_day;
    } else if (person->birth_year) {
      known.born = Day(std::chrono::year(*person->birth_year) / std::chrono::January / 1);
    }
  }
  return known;
}

/// One entry against the knowledge and the rest of the history.
class EntryCheck {
 public:
  /// `first`: the first fault of the case, for the error; empty where there is none yet.
  EntryCheck(const Knowledge& knowledge, const Known& known, const Entry& entry, Diagnostics& out,
             std::string& first)
      : knowledge_(knowledge), known_(known), entry_(entry), out_(out), first_(first) {}

  void check(Day as_of) {
    if (entry_.day > as_of)
      fault(fmt::format("is about {}, after {}", day_text(entry_.day), day_text(as_of)));
    if (entry_.day < first_day)
      fault(fmt::format("is about {}; nobody here was born then", day_text(entry_.day)));
    else if (known_.born && entry_.day < *known_.born)
      fault(fmt::format("is about {}, before the person was born", day_text(entry_.day)));
    if (!entry_.replaces.empty() && !known_.by_id.contains(entry_.replaces.view()))
      fault(fmt::format("replaces '{}', which is not there", entry_.replaces.view()));
    entry_.body.visit([this](const auto& body) { check(body); });
  }

 private:
  void fault(const std::string& what) {
    std::string message = fmt::format("entry {} {}", entry_.id, what);
    if (first_.empty()) first_ = message;
    out_.error(std::move(message), entry_.id);
  }

  void check(const PersonEntry& b) {
    if (b.birth_day && *b.birth_day < first_day) fault("tells a day of birth that cannot be");
  }
  void check(const InjuryEntry&) {}
  void check(const LoadEntry&) {}
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
  void check(const VisitEntry& b) {
    for (const std::string& id : b.treatments)
      if (!knowledge_.treatments.contains(id))
        fault(fmt::format("names the treatment '{}', which does not exist", id));
  }
  void check(const IllnessEntry& b) {
    if (b.from > entry_.day)
      fault(fmt::format("begins an illness on {}, in its own future", day_text(b.from)));
    if (b.from < first_day || (known_.born && b.from < *known_.born))
      fault(fmt::format("begins an illness on {}, before the person was born", day_text(b.from)));
    // An illness may be told beforehand as over ('until Friday'), but not for longer than that.
    if (b.to && days_between(entry_.day, *b.to) > written_ahead_days_max)
      fault(fmt::format("ends an illness on {}, long after the day it is told", day_text(*b.to)));
  }
  void check(const MilestoneEntry&) {}
  void check(const ResolveEntry& b) {
    if (!known_.by_id.contains(b.of)) fault(fmt::format("decides about '{}', which is not there", b.of));
  }
  void check(const RetractEntry& b) {
    if (!known_.by_id.contains(b.of)) fault(fmt::format("retracts '{}', which is not there", b.of));
  }
  void check(const MorningEntry& b) {
    const auto session = known_.by_id.find(b.session);
    if (session == known_.by_id.end() || session->second->as<SessionEntry>() == nullptr) {
      fault(fmt::format("is the morning after '{}', which is no session here", b.session));
    } else if (entry_.day < session->second->day) {
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
    if (entry_.by != Who::clinician)
      note(out_, entry_, "is a clearance that no clinician gave; it does not count");
  }

  void check(const PrescriptionEntry& b) {
    for (const PrescribedLine& line : b.lines) {
      for (const std::string* id : {&line.exercise, &line.instead_of}) {
        if (!id->empty() && !knowledge_.exercises.contains(*id))
          fault(fmt::format("prescribes the exercise '{}', which does not exist", *id));
      }
    }
    for (const std::string& id : b.order) {
      if (!knowledge_.exercises.contains(id))
        fault(fmt::format("orders the exercise '{}', which does not exist", id));
    }
    const auto in_a_protocol = [&](const std::string& id, const auto& list) {
      return std::ranges::any_of(knowledge_.protocols, [&](const auto& item) {
        return std::ranges::any_of(item.second.*list, [&](const auto& one) { return one.id == id; });
      });
    };
    if (!b.phase.empty() && !in_a_protocol(b.phase, &Protocol::phases))
      fault(fmt::format("prescribes for the phase '{}', which no protocol has", b.phase));
    if (!b.rung.empty() && b.rung != no_run && !in_a_protocol(b.rung, &Protocol::rungs))
      fault(fmt::format("prescribes the run '{}', which no protocol has", b.rung));
    if (entry_.by != Who::clinician)
      note(out_, entry_, "is a prescription that no clinician gave; it does not count");
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
        } else if (question.not_after_today && *day > entry_.day) {
          fault(fmt::format("answers '{}' with a day in the future", b.question));
        } else if (*day < first_day || (known_.born && *day < *known_.born)) {
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

  const Knowledge& knowledge_;
  const Known& known_;
  const Entry& entry_;
  Diagnostics& out_;
  std::string& first_;
};

void note_contradictions(const Case& history, Day as_of, Diagnostics& out) {
  std::map<std::pair<std::string, Day>, const Entry*> told;
  const Timeline timeline = timeline_of(history, as_of);
  for (const LiveEntry& live : timeline.entries) {
    const auto* answer = live.entry().as<AnswerEntry>();
    if (answer == nullptr) continue;
    const auto [it, first_time] = told.try_emplace({answer->question, live.day}, &live.entry());
    if (!first_time && it->second->as<AnswerEntry>()->value != answer->value) {
      note(out, live.entry(),
           fmt::format("answers '{}' otherwise than entry {} of the same day; the later one counts",
                       answer->question, it->second->id));
    }
  }
  out.append(timeline.notes);
}

}  // namespace

Result<void> check_case(const Knowledge& knowledge, const Case& history, Day as_of, Diagnostics& out) {
  if (const auto bounded = check_extent(history, as_of); !bounded) {
    out.error(bounded.error().message, bounded.error().element);
    return bounded;
  }
  const Known known = known_of(history, out);
  std::string first;
  for (const Entry& entry : history.entries) EntryCheck(knowledge, known, entry, out, first).check(as_of);
  if (const Result<void> order = check_order(history, out); !order && first.empty())
    first = order.error().message;
  note_contradictions(history, as_of, out);
  if (first.empty()) return {};
  return failure({.message = first, .advice = "Correct the entry, or retract it with a new one."});
}

}  // namespace hamstring::rehab

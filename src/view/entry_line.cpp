#include "view/entry_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "history/case_words.h"
#include "view/unit_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

std::string side_values(const Words& words, const char* side, const std::vector<double>& values,
                        const std::string& unit) {
  if (values.empty()) return {};
  std::string text = fmt::format(" {}", words(side));
  for (std::size_t i = 0; i < values.size(); ++i)
    text += fmt::format("{}{:g}", i == 0 ? " " : ", ", values[i]);
  return text + unit_words(words, unit);
}

std::string name_or(const Words& words, const std::string& id, const std::string& otherwise) {
  const std::string name = words.if_any(id);
  return name.empty() ? otherwise : name;
}

std::string line_of(const Words& words, const AnswerEntry& b) {
  const std::string key = "question." + b.question;
  const std::string ask = name_or(words, key + ".short", name_or(words, key + ".ask", b.question));
  const char* mark = ask.ends_with('?') || ask.ends_with(':') ? "" : ":";
  if (const auto* number = std::get_if<double>(&b.value)) return fmt::format("{}{} {:g}", ask, mark, *number);
  const auto& word = std::get<std::string>(b.value);
  return fmt::format("{}{} {}", ask, mark,
                     name_or(words, key + ".option." + word, name_or(words, "entry." + word, word)));
}

std::string line_of(const Words& words, const TestEntry& b) {
  const auto test = words.knowledge().tests.find(b.test);
  const std::string unit = test == words.knowledge().tests.end() ? std::string{} : test->second.unit;
  std::string text = name_or(words, "test." + b.test + ".name", b.test) + ":";
  if (!b.result.empty()) text += " " + name_or(words, "test." + b.test + ".result." + b.result, b.result);
  text += side_values(words, "cli.left", b.left, unit) + side_values(words, "cli.right", b.right, unit);
  if (b.pain) text += "; " + words(Message{.id = "entry.pain", .arguments = {{"value", *b.pain}}});
  return text;
}

std::string line_of(const Words& words, const PainEntry& b) {
  return fmt::format("{}, {}", words(Message{.id = "entry.pain", .arguments = {{"value", b.value}}}),
                     words(fmt::format("entry.when.{}", to_word(pain_when_words, b.when))));
}

std::string line_of(const Words& words, const SessionEntry& b) {
  std::string text = words(fmt::format("entry.session.{}", to_word(done_words, b.done)));
  if (b.worst) text += "; " + words(Message{.id = "entry.worst", .arguments = {{"value", *b.worst}}});
  if (b.next_morning)
    text += "; " + words(Message{.id = "entry.morning", .arguments = {{"value", *b.next_morning}}});
  return text;
}

std::string line_of(const Words& words, const MorningEntry& b) {
  if (!b.value) return words("entry.morning_not_known");
  return words(Message{.id = "entry.morning", .arguments = {{"value", *b.value}}});
}

std::string line_of(const Words& words, const InjuryEntry& b) {
  constexpr const char* sides[] = {"cli.left", "cli.right", "entry.both", "entry.side_not_known"};
  return fmt::format("{} {}", words("entry.injury"), words(sides[static_cast<int>(b.side)]));
}

std::string line_of(const Words& words, const TechniqueEntry& b) {
  return name_or(words, "technique." + b.technique + ".name", b.technique);
}

std::string line_of(const Words& words, const VisitEntry& b) {
  const std::string who = fmt::format("entry.therapist.{}", to_word(therapist_words, b.therapist));
  std::string text = words(Message{.id = "entry.visit", .arguments = {{"who", who}}});
  for (std::size_t i = 0; i < b.treatments.size(); ++i)
    text +=
        (i == 0 ? ": " : ", ") + name_or(words, "treatment." + b.treatments[i] + ".name", b.treatments[i]);
  if (b.before && b.after)
    text += "; " + words(Message{.id = "entry.before_after",
                                 .arguments = {{"before", *b.before}, {"after", *b.after}}});
  if (b.next_morning)
    text += "; " + words(Message{.id = "entry.morning", .arguments = {{"value", *b.next_morning}}});
  return text;
}

std::string line_of(const Words& words, const LoadEntry& b) {
  return words(b.run ? "entry.load_run" : "entry.load");
}

std::string line_of(const Words& words, const QuestionnaireEntry& b) {
  std::string text = name_or(words, "questionnaire." + b.questionnaire + ".name", b.questionnaire);
  return b.total ? fmt::format("{}: {:g}", text, *b.total) : text;
}

std::string line_of(const Words& words, const ResolveEntry&) {
  return words("entry.resolve");
}
std::string line_of(const Words& words, const RetractEntry&) {
  return words("entry.retract");
}
std::string line_of(const Words& words, const PersonEntry& b) {
  std::vector<std::string> said;
  if (b.birth_day) said.push_back(words(Message{.id = "entry.born", .arguments = {{"day", *b.birth_day}}}));
  if (!b.birth_day && b.birth_year)
    said.push_back(
        words(Message{.id = "entry.born_year", .arguments = {{"year", std::to_string(*b.birth_year)}}}));
  if (b.sex && *b.sex != Sex::not_said)
    said.push_back(words(fmt::format("entry.sex.{}", to_word(sex_words, *b.sex))));
  for (const std::string& sport : b.sports) said.push_back(name_or(words, "sport." + sport, sport));
  if (b.body_mass_kg) said.push_back(fmt::format("{:g} kg", *b.body_mass_kg));
  const std::string what = words("entry.person");
  return said.empty() ? what : fmt::format("{}: {}", what, fmt::join(said, ", "));
}
std::string line_of(const Words& words, const IllnessEntry& b) {
  constexpr const char* fever[] = {"entry.fever.no", "entry.fever.yes", "entry.fever.unsure"};
  return fmt::format("{}, {}", words(b.to ? "entry.illness_over" : "entry.illness"),
                     words(fever[static_cast<int>(b.fever)]));
}
std::string line_of(const Words& words, const MilestoneEntry& b) {
  const std::string what(to_word(milestone_words, b.what));
  return fmt::format("{} {}", words("entry.milestone"), name_or(words, "entry.reached." + what, what));
}
std::string line_of(const Words& words, const ClearanceEntry& b) {
  const std::string what = b.of == Cleared::flag       ? "red_flag." + b.ref + ".name"
                           : b.of == Cleared::rescreen ? "question." + b.ref + ".short"
                                                       : "gate." + b.ref + ".name";
  const std::string by = b.clinician.empty() ? "" : fmt::format(" ({})", b.clinician);
  return fmt::format("{} {}{}", words("entry.clearance"), name_or(words, what, b.ref), by);
}
std::string line_of(const Words& words, const PrescriptionEntry& b) {
  std::string text = words("entry.prescription");
  if (!b.clinician.empty()) text += fmt::format(" ({})", b.clinician);
  for (std::size_t i = 0; i < b.lines.size(); ++i) {
    const PrescribedLine& line = b.lines[i];
    text += i == 0 ? ": " : ", ";
    if (line.does == Prescribes::remove) text += "− ";
    text += name_or(words, "exercise." + line.exercise + ".name", line.exercise);
    if (line.sets > 0) text += fmt::format(" {} × {:g}", line.sets, line.amount);
    if (line.load_kg) text += fmt::format(" × {:g} kg", *line.load_kg);
  }
  return text;
}
/// The name of a word that a setting is set to; the word itself where it has none.
std::string setting_name(const Words& words, SettingKey key, const std::string& word) {
  switch (key) {
    case SettingKey::protocol:
      return name_or(words, "protocol." + word + ".name", word);
    case SettingKey::program:
      return name_or(words, "prevention." + word + ".name", word);
    case SettingKey::equipment:
      return name_or(words, "equipment." + word, word);
    case SettingKey::training_days:
      return name_or(words, "entry.weekday." + word, word);
    case SettingKey::goal:
      return name_or(words, "goal." + word, word);
    case SettingKey::language:
      return name_or(words, "entry.language." + word, word);
    default:
      return word;
  }
}

std::string line_of(const Words& words, const SettingEntry& b) {
  struct Value {
    const Words& words;
    SettingKey key;
    std::string operator()(const std::string& word) const { return setting_name(words, key, word); }
    std::string operator()(double number) const { return fmt::format("{:g}", number); }
    std::string operator()(bool yes) const { return words(yes ? "entry.yes" : "entry.no"); }
    std::string operator()(const std::vector<std::string>& list) const {
      std::string text;
      for (const std::string& word : list)
        text += (text.empty() ? "" : ", ") + setting_name(words, key, word);
      return text.empty() ? words("entry.nothing") : text;
    }
  };
  const std::string key(to_word(setting_key_words, b.key));
  return fmt::format("{} {}: {}", words("entry.setting"), name_or(words, "entry.key." + key, key),
                     std::visit(Value{.words = words, .key = b.key}, b.value));
}

}  // namespace

std::string entry_line(const Words& words, const Entry& entry) {
  return entry.body.visit([&](const auto& body) { return line_of(words, body); });
}

std::optional<double> worst_told(const rehab::SessionEntry& session) {
  if (!session.worst || !session.after) return session.worst;
  return std::max(*session.worst, *session.after);
}

}  // namespace hamstring::service

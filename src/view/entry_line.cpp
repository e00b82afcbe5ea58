#include "view/entry_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "history/case_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

std::string side_values(const Words& words, const char* side, const std::vector<double>& values,
                        const std::string& unit) {
  if (values.empty()) return {};
  std::string text = fmt::format(" {}", words(side));
  for (std::size_t i = 0; i < values.size(); ++i)
    text += fmt::format("{}{:g}", i == 0 ? " " : ", ", values[i]);
  return text + (unit.empty() ? "" : " " + unit);
}

std::string name_or(const Words& words, const std::string& id, const std::string& otherwise) {
  const std::string name = words.if_any(id);
  return name.empty() ? otherwise : name;
}

std::string line_of(const Words& words, const AnswerEntry& b) {
  const std::string key = "question." + b.question;
  const std::string ask = name_or(words, key + ".short", name_or(words, key + ".ask", b.question));
  if (const auto* number = std::get_if<double>(&b.value)) return fmt::format("{} {:g}", ask, *number);
  const auto& word = std::get<std::string>(b.value);
  return fmt::format("{} {}", ask,
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
  return words(Message{.id = "entry.morning", .arguments = {{"value", b.value}}});
}

std::string line_of(const Words& words, const InjuryEntry& b) {
  constexpr const char* sides[] = {"cli.left", "cli.right", "entry.both", "entry.side_not_known"};
  return fmt::format("{} {}", words("entry.injury"), words(sides[static_cast<int>(b.side)]));
}

std::string line_of(const Words& words, const TechniqueEntry& b) {
  return name_or(words, "technique." + b.technique + ".name", b.technique);
}

std::string line_of(const Words& words, const LoadEntry&) {
  return words("entry.load");
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
std::string line_of(const Words& words, const PersonEntry&) {
  return words("entry.person");
}
std::string line_of(const Words& words, const IllnessEntry& b) {
  return words(b.to ? "entry.illness_over" : "entry.illness");
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
std::string line_of(const Words& words, const SettingEntry& b) {
  const std::string key(to_word(setting_key_words, b.key));
  return fmt::format("{} {}", words("entry.setting"), name_or(words, "entry.key." + key, key));
}

}  // namespace

std::string entry_line(const Words& words, const Entry& entry) {
  return std::visit([&](const auto& body) { return line_of(words, body); }, entry.body);
}

std::optional<double> worst_told(const rehab::SessionEntry& session) {
  if (!session.worst || !session.after) return session.worst;
  return std::max(*session.worst, *session.after);
}

}  // namespace hamstring::service

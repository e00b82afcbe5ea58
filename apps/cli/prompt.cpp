#include "apps/cli/prompt.h"

#include "core/text.h"
#include "view/answer_text.h"

namespace hamstring::cli {

void Prompt::tell(const rehab::Message& message) {
  out_ << "\n" << rehab::say(catalog_, message) << "\n";
}

void Prompt::show(const std::string& text) {
  out_ << text << "\n";
}

std::optional<std::string> Prompt::line() {
  out_ << "> " << std::flush;
  std::string text;
  if (!std::getline(in_, text) || to_lower(trim(text)) == "stop" || to_lower(trim(text)) == "stopp") {
    stopped_ = true;
    return std::nullopt;
  }
  return to_lower(trim(text));
}

bool Prompt::until(const rehab::Message& question, const std::function<bool(const std::string&)>& read) {
  tell(question);
  while (const auto text = line()) {
    if (read(*text)) return true;
    tell("cli.not_understood");
  }
  return false;
}

bool Prompt::pain(const std::string& id, CompactNumber& value) {
  std::optional<double> told;
  const bool go_on = pain(id, told);
  value = told;
  return go_on;
}

bool Prompt::pain(const std::string& id, std::optional<double>& value) {
  return until(id, [&](const std::string& text) {
    value.reset();
    if (text.empty()) return true;
    const auto pain = parse_double(text);
    if (!pain || !(*pain >= 0.0 && *pain <= 10.0)) return false;
    value = pain;
    return true;
  });
}

std::optional<std::string> read_yes_no(const std::string& text) {
  if (text == "yes" || text == "y" || text == "ja" || text == "j" || text == "1") return "yes";
  if (text == "no" || text == "n" || text == "nein" || text == "2") return "no";
  if (text.empty() || text == "?" || text == "3" || text.starts_with("unsure") ||
      text.starts_with("not sure") || text.starts_with("nicht"))
    return "unsure";
  return std::nullopt;
}

}  // namespace hamstring::cli

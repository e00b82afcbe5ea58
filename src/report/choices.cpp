#include "report/choices.h"

#include <fmt/format.h>

#include "report/messages.h"

namespace hamstring::report {
namespace {

std::string part_text(const Choices& choices) {
  if (!choices.from_s && !choices.to_s) return say(messages::choice_whole).text();
  const auto time = [](const std::optional<double>& at) { return at ? fmt::format("{} s", *at) : "…"; };
  return say(messages::choice_part, {{"from", time(choices.from_s)}, {"to", time(choices.to_s)}}).text();
}

std::string unit_text(const Choices& choices) {
  if (!choices.in_degrees) return say(messages::choice_unit_of_file).text();
  return say(*choices.in_degrees ? messages::choice_degrees : messages::choice_radians).text();
}

}  // namespace

std::string choices_line(const MotionReport& report) {
  const Choices& choices = report.choices;
  std::string line =
      say(messages::choice_mode, {{"mode", compatibility_name(report.provenance.mode)}}).text() + "; ";
  line += choices.lowpass_hz
              ? say(messages::choice_lowpass, {{"hz", fmt::format("{}", *choices.lowpass_hz)}}).text()
              : say(messages::choice_no_lowpass).text();
  line += "; " + unit_text(choices) + "; " + part_text(choices);
  for (const auto& [slot, muscle] : choices.hamstrings)
    line += "; " + say(messages::choice_hamstring, {{"slot", slot}, {"muscle", muscle}}).text();
  if (!choices.capture.empty()) line += "; " + choices.capture;
  return line;
}

}  // namespace hamstring::report

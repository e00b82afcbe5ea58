// The follow-up in words.
#include <fmt/format.h>

#include "knowledge/knowledge.h"
#include "view/answer_text.h"
#include "view/unit_words.h"

namespace hamstring::rehab {
namespace {

std::string change_text(const Catalog& catalog, const ChangeReport& report, const char* kind) {
  constexpr const char* answers[] = {"not_known", "within_noise", "more", "less"};
  const std::string name = say(catalog, fmt::format("{}.{}.name", kind, report.id));
  const std::string test = say(catalog, "test." + report.test + ".name");
  std::string text = fmt::format("  {}{}: ", name, test == name ? "" : " · " + test);
  text += say(catalog, fmt::format("follow_up.{}.{}", kind, answers[static_cast<int>(report.answer)]));
  if (report.change && report.half_width)
    text += fmt::format(" ({:+.1f} ± {:.1f}{})", *report.change, *report.half_width,
                        service::unit_words(catalog, report.unit));
  if (report.have < report.need) text += fmt::format(" ({}/{})", report.have, report.need);
  return text + "\n";
}

std::string capacity_text(const Catalog& catalog, const CapacityReport& report) {
  std::string text = fmt::format("  {}: {}\n", say(catalog, "test." + report.test + ".name"),
                                 capacity_words(catalog, report));
  for (const Message& target : report.targets) text += fmt::format("    {}\n", say(catalog, target));
  return text;
}

std::string watch_text(const Catalog& catalog, const WatchReport& watch) {
  std::string text = fmt::format(
      "  {}\n", say(catalog, Message{.id = "follow_up.watch",
                                     .arguments = {{"day", static_cast<long long>(watch.day)},
                                                   {"days", static_cast<long long>(watch.days)}}}));
  if (watch.pain_above_limit) text += fmt::format("  ▲ {}\n", say(catalog, "follow_up.watch_pain"));
  return text;
}

}  // namespace

std::string capacity_words(const Catalog& catalog, const CapacityReport& report) {
  const auto side = [&](const char* name, const std::optional<double>& value) {
    return fmt::format("{} {}", say(catalog, name),
                       value ? fmt::format("{:.0f}{}", *value, service::unit_words(catalog, report.unit))
                             : std::string("–"));
  };
  std::string text = side("cli.left", report.left) + ", " + side("cli.right", report.right);
  if (report.left_of_right) {
    const double error = report.half_width.value_or(0.0);
    // An error as large as the number leaves nothing of it: "93 ± 336 %" is no comparison.
    text += error >= *report.left_of_right
                ? fmt::format(" ({})", say(catalog, "follow_up.too_coarse"))
                : fmt::format(" ({}/{} {:.0f} ± {:.0f} %)", say(catalog, "cli.left"),
                              say(catalog, "cli.right"), *report.left_of_right, error);
  }
  return text + " · " +
         say(catalog, Message{.id = "follow_up.measured_on", .arguments = {{"day", report.measured_on}}});
}

std::string follow_up_text(const Catalog& catalog, const FollowUp& follow_up) {
  std::string text;
  const auto section = [&](const char* id) { text += fmt::format("\n{}\n", say(catalog, id)); };
  if (follow_up.watch) {
    section("cli.after_return");
    text += watch_text(catalog, *follow_up.watch);
  }
  if (!follow_up.techniques.empty()) {
    section("cli.technique_effect");
    for (const ChangeReport& report : follow_up.techniques) text += change_text(catalog, report, "technique");
    text += fmt::format("  {}\n", say(catalog, "technique.label"));
  }
  if (!follow_up.capacity.empty()) {
    section("cli.capacity");
    for (const CapacityReport& report : follow_up.capacity) text += capacity_text(catalog, report);
    text += fmt::format("  {}\n", say(catalog, "follow_up.capacity_note"));
  }
  if (!follow_up.compliance.empty()) {
    section("cli.compliance");
    for (const ComplianceReport& report : follow_up.compliance) {
      text += fmt::format("  {}: {}/{:g}\n", say(catalog, "prevention." + report.id + ".name"), report.done,
                          report.asked);
    }
  }
  if (!follow_up.alignment.empty()) {
    section("cli.alignment");
    for (const ChangeReport& report : follow_up.alignment) {
      text += change_text(catalog, report, "alignment");
      if (report.again_on)
        text += fmt::format("    {} {}\n", say(catalog, "follow_up.again_on"), day_text(*report.again_on));
    }
    for (const AlignmentProgram& program : follow_up.programs) {
      text += fmt::format("  {}\n", say(catalog, "alignment." + program.id + ".name"));
      for (const std::string& exercise : program.exercises)
        text += fmt::format("    · {}\n", say(catalog, "exercise." + exercise + ".name"));
      for (const std::string& beside : program.beside)
        text += fmt::format("    {}\n", say(catalog, "alignment." + program.id + ".beside." + beside));
    }
    text += fmt::format("  {}\n", say(catalog, "follow_up.alignment_note"));
  }
  return text;
}

}  // namespace hamstring::rehab

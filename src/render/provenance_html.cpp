#include "render/provenance_html.h"

#include <fmt/format.h>

#include <cmath>

#include "report/choices.h"
#include "report/jump_groups.h"
#include "report/messages.h"
#include "report/numbers.h"
#include "report/stride_account.h"

namespace hamstring::render {

namespace {

namespace messages = report::messages;
using report::MotionReport;

constexpr std::size_t most_jumps = 12;  // more muscles than this are for a program, not for a reader

std::string place_of(const Diagnostic& entry) {
  std::string place = entry.file;
  if (!place.empty() && entry.line > 0) place += fmt::format(", line {}", entry.line);
  if (entry.element.empty()) return place;
  return place.empty() ? entry.element : fmt::format("{}, {}", place, entry.element);
}

Html diagnostic_item(const Diagnostic& entry) {
  const std::string name(severity_name(entry.severity));
  const std::string place = place_of(entry);
  return element("li", {{"class", name}},
                 {element("strong", {{"class", "severity"}}, {name}), " ", entry.message,
                  place.empty() ? Html() : element("small", {place})});
}

Html jump_item(const report::JumpGroup& group) {
  const report::ReportedJump& largest = group.largest;
  return element("li",
                 {say(messages::jump_line,
                      {{"muscle", largest.muscle},
                       {"often", report::counted(group.count, messages::jumps_once, messages::jumps_often)},
                       {"size", report::quantity(std::abs(largest.size_m) * 1000.0, 2, "mm")},
                       {"time", report::quantity(largest.time_s, 3, "s")},
                       {"cause", largest.cause.empty() ? "" : fmt::format(" ({})", largest.cause)}})
                      .text()});
}

Html jump_list(const MotionReport& report) {
  if (report.jumps.empty()) return {};
  const std::vector<report::JumpGroup> groups = report::jumps_by_muscle(report.jumps);
  std::vector<Html> items;
  for (const report::JumpGroup& group : groups) {
    if (items.size() == most_jumps) break;
    items.push_back(jump_item(group));
  }
  Html more;
  if (groups.size() > most_jumps) {
    more = element(
        "p", {say(messages::jumps_more, {{"n", fmt::format("{}", groups.size() - most_jumps)}}).text()});
  }
  return joined(
      {element("p", {say(messages::jumps_intro).text()}), element("ul", {{"class", "jumps"}}, items), more});
}

Html row(std::string_view term, const std::vector<Html>& description) {
  return joined({element("dt", {term}), element("dd", description)});
}

Html input_rows(const MotionReport& report) {
  Html all;
  for (const InputFile& input : report.provenance.inputs) {
    all += row(input.role, {input.name, element("small", {{"class", "hash"}}, {"SHA-256 " + input.sha256})});
  }
  return all;
}

Html names_to_open(const report::Message& title, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string list;
  for (const std::string& name : names) list += list.empty() ? name : ", " + name;
  const std::string summary = fmt::format("{} ({})", say(title).text(), names.size());
  return element("details", {element("summary", {summary}), element("p", {{"class", "names-list"}}, {list})});
}

Html model_row(const MotionReport& report) {
  const report::ModelFacts& model = report.model;
  const report::Message& personal = model.personal ? messages::trust_personal : messages::trust_not_personal;
  return row("body model",
             {fmt::format("{}, {} muscles. ", model.name, model.muscle_count), say(personal).text(),
              names_to_open(messages::coordinates_read, model.coordinates_used),
              names_to_open(messages::coordinates_held, model.coordinates_missing)});
}

Html stride_row(const MotionReport& report) {
  std::vector<Html> lines;
  for (const report::SideResult& side : report.sides) lines.push_back(element("p", {stride_account(side)}));
  return lines.empty() ? Html() : row("strides", lines);
}

Html file_row(const MotionReport& report) {
  if (report.files_written.empty()) return {};
  std::vector<Html> items;
  for (const report::WrittenFile& file : report.files_written) {
    items.push_back(element("li", {element("code", {file.name}), " ", file.contents}));
  }
  return row("files", {element("ul", items)});
}

}  // namespace

std::size_t warning_count(const MotionReport& report) {
  return report.diagnostics.count(Severity::warning) + report.diagnostics.count(Severity::error);
}

Html know_section(const MotionReport& report) {
  std::vector<Html> serious;
  std::vector<Html> notes;
  for (const Diagnostic& entry : report.diagnostics.entries()) {
    (entry.severity == Severity::note ? notes : serious).push_back(diagnostic_item(entry));
  }
  Html list = serious.empty() ? element("p", {say(messages::no_warnings).text()})
                              : element("ul", {{"class", "diagnostics"}}, serious);
  if (!notes.empty()) {
    const std::string summary = say(messages::also_noticed, {{"n", fmt::format("{}", notes.size())}}).text();
    list +=
        element("details", {element("summary", {summary}), element("ul", {{"class", "diagnostics"}}, notes)});
  }
  return element(
      "section", {{"id", "know"}, {"aria-labelledby", "know-title"}},
      {element("h2", {{"id", "know-title"}}, {say(messages::head_know).text()}), list, jump_list(report)});
}

Html provenance_section(const MotionReport& report) {
  const bool is_physics = report.provenance.mode == Compatibility::physics;
  const report::Message& mode = is_physics ? messages::mode_physics : messages::mode_opensim;
  const report::Message& explained = is_physics ? messages::explain_physics : messages::explain_opensim;
  return element("section", {{"aria-labelledby", "provenance-title"}},
                 {element("h2", {{"id", "provenance-title"}}, {say(messages::head_provenance).text()}),
                  element("dl", {{"class", "facts"}},
                          {input_rows(report), model_row(report),
                           row("mode", {fmt::format("{}. {}", say(mode).text(), say(explained).text())}),
                           row("choices", {report::choices_line(report)}), stride_row(report),
                           row("program", {fmt::format("Hamstring {}, {}", report.provenance.program_version,
                                                       report.generated_on)}),
                           file_row(report)})});
}

}  // namespace hamstring::render

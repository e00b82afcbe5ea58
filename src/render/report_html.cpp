#include "render/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/file.h"
#include "render/assets.h"
#include "render/chart_html.h"
#include "render/figure_html.h"
#include "render/force_section.h"
#include "render/glance.h"
#include "render/html.h"
#include "render/leg_svg.h"
#include "render/marks.h"
#include "render/muscle_table.h"
#include "render/palette.h"
#include "render/provenance_html.h"
#include "report/charts.h"
#include "report/figures.h"
#include "report/headline.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::render {

namespace {

namespace messages = report::messages;
using report::Figure;
using report::MotionReport;

std::string palette_variables(bool is_dark) {
  std::string variables;
  for (const Color& color : palette) {
    variables += fmt::format("--{}:{};", color.name, is_dark ? color.dark : color.light);
  }
  return variables;
}

// Print is always light; the foot of every printed page names the report.
std::string style_of(const MotionReport& report) {
  const std::string foot = fmt::format("{} · {} · Hamstring {}", report.title, report.generated_on,
                                       report.provenance.program_version);
  return fmt::format(
      ":root{{{}}}\n@media (prefers-color-scheme:dark){{:root{{{}}}}}\n@media print{{:root{{{}}}}}\n"
      "@page{{@bottom-left{{content:{}}}}}\n{}",
      palette_variables(false), palette_variables(true), palette_variables(false), css_string(foot),
      report_css());
}

std::string policy(std::string_view style, std::string_view script) {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action "
      "'none'",
      base64_of_hex(sha256_hex(style)), base64_of_hex(sha256_hex(script)));
}

Html head(const MotionReport& report, const std::string& style) {
  return element(
      "head",
      {element("meta", {{"charset", "utf-8"}}, {}),
       element("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy(style, report_js())}}),
       element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
       element("meta", {{"name", "color-scheme"}, {"content", "light dark"}}),
       element("title", {say(messages::page_title, {{"title", report.title}}).text()}),
       Html::trusted(fmt::format("<style>{}</style>", style))});
}

Html header(const MotionReport& report) {
  return element("header", {{"class", "top"}},
                 {element("p", {{"class", "kind"}}, {say(messages::page_kind).text()}),
                  element("p", {{"class", "whose"}},
                          {element("span", {{"class", "title"}}, {report.title}),
                           report.subject.empty() ? Html() : element("span", {report.subject}),
                           element("span", {report.generated_on})})});
}

Html leg_figure(const report::LegPose& pose, Side side, const LegSheet& sheet) {
  const std::string place =
      std::isnan(pose.percent_of_cycle)
          ? report::quantity(pose.time_s, 2, "s")
          : say(pose.stride_count > 1 ? messages::leg_caption_cycle : messages::leg_caption_one,
                {{"percent", report::quantity(pose.percent_of_cycle, 0, "%")},
                 {"number", std::to_string(pose.stride_number)},
                 {"count", std::to_string(pose.stride_count)}})
                .text();
  const bool is_lumped = std::ranges::any_of(pose.muscles, [&](const report::MuscleLine& line) {
    return line.muscle == pose.muscle && line.is_lumped;
  });
  const std::string caption =
      say(messages::leg_caption, {{"leg", say(messages::leg_word(side)).text()},
                                  {"place", place},
                                  {"plain", say(messages::words(pose.muscle, is_lumped).plain).text()},
                                  {"code", std::string(hamstring_code(pose.muscle))}})
          .text();
  return element("figure", {{"class", "leg"}},
                 {leg_svg(pose, sheet, caption), element("figcaption", {side_mark(side), caption})});
}

// The side that the sentence speaks of comes first.
std::vector<const report::SideResult*> drawn_sides(const MotionReport& report) {
  std::vector<const report::SideResult*> sides;
  for (const report::SideResult& side : report.sides) {
    if (side.pose && can_be_drawn(*side.pose)) sides.push_back(&side);
  }
  const std::optional<report::MostStretched> most = most_stretched(report);
  if (most) std::ranges::stable_partition(sides, [&](const auto* side) { return side == most->side; });
  return sides;
}

// Legs stand apart in the grid of the first screen: on a phone the comparison comes between them.
Html legs(const MotionReport& report) {
  std::vector<report::LegPose> poses;
  for (const report::SideResult* side : drawn_sides(report)) poses.push_back(*side->pose);
  const LegSheet sheet = common_sheet(poses);
  const report::Message& note = stride_count(report) > 0 ? messages::leg_note : messages::leg_note_recording;
  Html all;
  for (const report::SideResult* side : drawn_sides(report)) {
    const bool is_first = all.is_empty();
    const std::vector<Html> heading{
        is_first ? element("h2", {say(messages::ask_leg).text()}) : Html(),
        leg_figure(*side->pose, side->side, sheet),
        is_first ? Html() : element("p", {{"class", "note"}}, {say(note).text()})};
    all += element("div", {{"class", is_first ? "legs first" : "legs second"}}, heading);
  }
  return all;
}

Html heed(const MotionReport& report) {
  const std::size_t count = warning_count(report);
  if (count == 0) return {};
  const std::string things = report::counted(count, messages::one_thing, messages::things);
  return element(
      "p", {{"class", "heed"}},
      {element("a", {{"href", "#know"}}, {say(messages::heed_warnings, {{"things", things}}).text()})});
}

Html hero(const MotionReport& report, const std::vector<Figure>& figures) {
  std::vector<Html> support;
  for (const report::Sentence& sentence : supporting_sentences(report)) {
    support.push_back(element("p", {sentence_html(sentence, figures)}));
  }
  return element(
      "div", {{"class", "hero"}},
      {element("h1", {sentence_html(result_sentence(report), figures)}), legs(report),
       element("div", {{"class", "support"}},
               {glance_table(report, figures), joined(support), heed(report),
                figures.empty() ? Html()
                                : element("p", {{"class", "note"}}, {say(messages::open_hint).text()})})});
}

Html curves(const MotionReport& report) {
  const std::vector<report::ChartRow> rows = motion_charts(report);
  if (rows.empty()) return {};
  std::vector<Html> parts{element("h2", {{"id", "curves-title"}}, {say(messages::head_curves).text()}),
                          element("p", {{"class", "note"}}, {chart_legend(report)})};
  for (const report::ChartRow& row : rows) parts.push_back(chart_section(row));
  return element("section", {{"aria-labelledby", "curves-title"}}, parts);
}

Html peaks(const MotionReport& report, const std::vector<Figure>& figures) {
  const Html table = muscle_table(report, figures);
  if (table.is_empty()) return {};
  const report::Message& note =
      stride_count(report) > 0 ? messages::table_note_strides : messages::table_note_recording;
  return element("section", {{"aria-labelledby", "peaks-title"}},
                 {element("h2", {{"id", "peaks-title"}}, {say(messages::head_table).text()}),
                  element("p", {{"class", "note"}}, {say(note).text()}), table});
}

Html method() {
  std::vector<Html> lines;
  for (const report::Message* message :
       {&messages::method_length, &messages::method_stretch, &messages::method_speed,
        &messages::method_strides, &messages::method_peaks}) {
    lines.push_back(element("li", {say(*message).text()}));
  }
  return element(
      "section", {{"class", "method"}, {"aria-labelledby", "method-title"}},
      {element("h2", {{"id", "method-title"}}, {say(messages::head_method).text()}), element("ol", lines)});
}

Html panels(const std::vector<Figure>& figures) {
  std::vector<Html> all;
  for (const Figure& figure : figures) all.push_back(figure_panel(figure));
  return element("div", {{"class", "panels"}}, all);
}

}  // namespace

std::string report_html(const MotionReport& report) {
  const std::vector<Figure> figures = motion_figures(report);
  const Html main = element("main", {hero(report, figures), curves(report), peaks(report, figures),
                                     report.forces ? force_section(*report.forces) : Html(), method(),
                                     know_section(report), provenance_section(report), panels(figures)});
  const Html body = element(
      "body",
      {header(report), main, element("footer", {element("p", {say(messages::not_a_diagnosis).text()})}),
       element("p", {{"id", "live"}, {"class", "unseen"}, {"role", "status"}, {"aria-live", "polite"}}),
       Html::trusted(fmt::format("<script>{}</script>", report_js()))});
  return "<!doctype html>\n" +
         element("html", {{"lang", "en"}}, {head(report, style_of(report)), body}).markup() + "\n";
}

std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto nibble = [](char c) { return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::string result;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 6) {
    const std::size_t bytes = std::min<std::size_t>(3, (hex.size() - at) / 2);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 6; ++i) group = (group << 4U) | (i < 2 * bytes ? nibble(hex[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) {
      result += i <= bytes ? digits[(group >> (18U - 6U * i)) & 0x3FU] : '=';
    }
  }
  return result;
}

}  // namespace hamstring::render

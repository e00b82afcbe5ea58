#include "report/summary_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/utf8.h"
#include "report/choices.h"
#include "report/figures.h"
#include "report/headline.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::report {

namespace {

constexpr std::size_t line_width = 88;

// Characters a terminal shows: continuation bytes of UTF-8 take no column.
std::size_t columns_of(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if (!continues_code_point(c)) ++count;
  }
  return count;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  if (columns < width) text.append(width - columns, ' ');
  return text;
}

std::string padded_left(const std::string& text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return columns < width ? fmt::format("{:{}}{}", "", width - columns, text) : text;
}

std::string wrapped(const std::string& text) {
  std::string result;
  std::size_t column = 0;
  for (const std::string_view word : split_words(text)) {
    const std::size_t width = columns_of(word);
    if (column > 0 && column + 1 + width > line_width) {
      result += '\n';
      column = 0;
    } else if (column > 0) {
      result += ' ';
      ++column;
    }
    result += quote_for_message(word, line_width);
    column += width;
  }
  result += '\n';
  return result;
}

constexpr std::array<FigureKind, 6> columns{
    FigureKind::peak_stretch,           FigureKind::peak_stretch_place,
    FigureKind::hip_at_peak_stretch,    FigureKind::knee_at_peak_stretch,
    FigureKind::peak_lengthening_speed, FigureKind::peak_lengthening_speed_place};

std::string table_row(const SideResult& side, const MuscleResult& muscle) {
  const std::string name =
      fmt::format("{} ({})", say(messages::words(muscle.muscle, muscle.is_lumped).plain).text(),
                  hamstring_code(muscle.muscle));
  std::string row = padded(name, 29);
  row += padded(say(messages::word(side.side)).text(), 6);
  for (const FigureKind quantity : columns) row += padded_left(shown_quantity(muscle, quantity), 11);
  row += '\n';
  return row;
}

std::string table(const MotionReport& report) {
  std::string text = padded("", 35);
  for (const std::string_view heading : {"stretched", "at", "hip", "knee", "lengthens", "at"}) {
    text += padded_left(std::string(heading), 11);
  }
  text += "\n";
  for (const Hamstring muscle : all_hamstrings) {
    for (const SideResult& side : report.sides) {
      if (const MuscleResult* result = find_muscle(side, muscle)) text += table_row(side, *result);
    }
  }
  return text;
}

}  // namespace

std::string summary_text(const MotionReport& report) {
  std::string text = wrapped(result_sentence(report).text());
  for (const Sentence& sentence : supporting_sentences(report)) text += wrapped(sentence.text());
  const bool has_muscles =
      std::ranges::any_of(report.sides, [](const SideResult& s) { return !s.muscles.empty(); });
  if (has_muscles) text += fmt::format("\n{}", table(report));
  if (report.forces) {
    text += "\n" + forces_lines(*report.forces);
    text += wrapped(say(messages::force_settings, {{"settings", report.forces->settings}}).text());
  }
  text += "\n" + wrapped(say(messages::choices_made, {{"choices", choices_line(report)}}).text());
  return text;
}

}  // namespace hamstring::report

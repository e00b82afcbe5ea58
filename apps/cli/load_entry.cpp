#include "apps/cli/load_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/recorded_run.h"
#include "core/file.h"
#include "rehab/standing/check_case.h"

namespace hamstring::cli {
namespace {

bool is_taken_out(const rehab::Case& history, const std::string& id) {
  return std::ranges::any_of(history.entries, [&](const rehab::Entry& entry) {
    const auto* retract = entry.as<rehab::RetractEntry>();
    return retract != nullptr && retract->of == id;
  });
}

}  // namespace

std::optional<CaseForLoads> case_for_loads(const std::string& file, const std::string& day) {
  if (file == "-") {
    print_error({.message = "standard input cannot be written back to",
                 .element = "--add-to-case",
                 .advice = "Give the case as a file."});
    return std::nullopt;
  }
  const Result<Day> asked = parse_day(day), clock = parse_day(today());
  if (!asked || !clock) {
    Error error = asked ? clock.error() : asked.error();
    error.element = "--day";
    print_error(error);
    return std::nullopt;
  }
  if (*asked > *clock) {
    print_error({.message = fmt::format("{} is not yet here: it is {}", day, day_text(*clock)),
                 .element = "--day",
                 .advice = "Give the day on which the movement was made."});
    return std::nullopt;
  }
  RehabOptions options;
  options.case_file = file;
  std::optional<RehabInput> input = rehab_input(options);
  if (!input) return std::nullopt;
  return CaseForLoads{.file = file, .day = *asked, .clock = *clock, .input = std::move(*input)};
}

Result<void> write_with_loads(CaseForLoads& target, rehab::Case history) {
  // What is written must be readable: a day before the person was born would cost them their plan.
  const Day last = std::max(target.clock, rehab::latest_day(history).value_or(target.clock));
  Diagnostics diagnostics;
  diagnostics.set_file(target.file);
  if (const Result<void> good = rehab::check_case(target.input.knowledge, history, last, diagnostics);
      !good) {
    Error error = good.error();
    error.file = target.file;
    error.advice = "Nothing was written. Give the day on which the movement was made (--day).";
    return failure(std::move(error));
  }
  const std::string text = rehab::write_case(history);
  if (text.size() > rehab::case_size_max)
    return failure(Error{.message = "the case would grow beyond what is read; nothing was written",
                         .file = target.file});
  if (Result<void> written = write_file(target.file, text); !written) return written;
  target.input.history = std::move(history);
  return {};
}

int add_load(CaseForLoads& target, load::Load load) {
  const std::string id = analysis::load_entry_id(load.source);
  rehab::Case history = target.input.history;
  if (std::ranges::find(history.entries, id, &rehab::Entry::id) != history.entries.end()) {
    const bool out = is_taken_out(history, id);
    fmt::print(stderr, "{}: already has this recording as entry {}{}; nothing was added\n", target.file, id,
               out ? ", which was taken out" : "");
    return exit_good;
  }
  rehab::Entry entry =
      rehab::make_entry(id, target.day, rehab::LoadEntry{.load = std::move(load)}, rehab::Who::device);
  entry.recorded_at = day_text(target.clock) + "T12:00:00Z";
  rehab::finish_entry(entry);
  history.entries.push_back(std::move(entry));
  rehab::sort_entries(history);
  if (const Result<void> written = write_with_loads(target, std::move(history)); !written)
    return print_error(written.error());
  fmt::print(stderr, "{}: added entry {}\n", target.file, id);
  return exit_good;
}

}  // namespace hamstring::cli

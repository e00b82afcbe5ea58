// What assess, plan, replay and case share: the knowledge, a checked case, the day and the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/cli/command.h"
#include "history/case.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/assess.h"
#include "view/words.h"

namespace hamstring::cli {

struct RehabOptions {
  std::string case_file, today, language;
  bool why = false;
};
/// --today and --language, and the case file as a positional argument.
void add_rehab_options(CLI::App& app, RehabOptions& options, bool case_required);

/// Prints what is wrong and returns nothing.
[[nodiscard]] std::optional<rehab::Knowledge> load_knowledge_or_say();
[[nodiscard]] std::optional<rehab::Case> read_case_or_say(const std::string& file);
/// The --today given, else the clock's.
[[nodiscard]] Result<Day> day_asked(const RehabOptions& options);
/// Refuses by name what was written down after the clock's day and the day asked about (case_order.h).
[[nodiscard]] Result<void> not_from_the_future(const rehab::Case& history, const RehabOptions& options);
/// Language asked for, else the case's own, else the environment's, else English.
[[nodiscard]] const rehab::Catalog& catalog_for(const rehab::Knowledge& knowledge,
                                                const RehabOptions& options, const rehab::Case* history);

struct RehabInput {
  rehab::Knowledge knowledge;
  rehab::Case history;
  Day today{};
};
/// Everything loaded and checked, or a message on standard error and nothing.
[[nodiscard]] std::optional<RehabInput> rehab_input(const RehabOptions& options);

/// The shape that the app gets from its server, with what it is and in which version.
void print_json(std::string_view what, service::Json json);

}  // namespace hamstring::cli

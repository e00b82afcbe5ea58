#include "apps/cli/rehab_input.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>
#include <utility>

#include "core/file.h"
#include "history/case_order.h"
#include "rehab/standing/check_case.h"

namespace hamstring::cli {
namespace {

constexpr int asked_ahead_days_max = 731;  // how far a calendar or a replay looks ahead at most; ours

}  // namespace

void add_rehab_options(CLI::App& app, RehabOptions& options, bool case_required) {
  CLI::Option* file = app.add_option("case", options.case_file, "case file: one person's whole history");
  if (case_required) file->required();
  app.add_option("--today", options.today, "the day to answer for, YYYY-MM-DD; otherwise the clock's");
  app.add_option("--language", options.language, "en or de");
}

std::optional<rehab::Knowledge> load_knowledge_or_say() {
  Diagnostics diagnostics;
  Result<rehab::Knowledge> knowledge = rehab::load_knowledge(data_folder(), diagnostics);
  if (knowledge) return std::move(*knowledge);
  print_diagnostics(diagnostics, false);
  print_error(knowledge.error());
  fmt::print(stderr, "No answer is given on half of the knowledge.\n");
  return std::nullopt;
}

std::optional<rehab::Case> read_case_or_say(const std::string& file) {
  const Result<std::string> text = read_file(file, rehab::case_size_max);
  if (!text) {
    print_error(text.error());
    return std::nullopt;
  }
  Diagnostics diagnostics;
  Result<rehab::Case> value = rehab::read_case(*text, file, diagnostics);
  if (value) return std::move(*value);
  print_diagnostics(diagnostics, false);
  return std::nullopt;
}

Result<Day> day_asked(const RehabOptions& options) {
  const Result<Day> clock = parse_day(today());
  if (options.today.empty() || !clock) return clock;
  const Result<Day> asked = parse_day(options.today);
  if (asked && days_between(*clock, *asked) > asked_ahead_days_max)
    return failure({.message = fmt::format("{} is not yet here for a long time", options.today),
                    .element = "--today",
                    .advice = "Ask about a day of the next two years at most."});
  return asked;
}

Result<void> not_from_the_future(const rehab::Case& history, const RehabOptions& options) {
  const Result<Day> clock = parse_day(today()), asked = day_asked(options);
  if (!clock || !asked) return failure(clock ? asked.error() : clock.error());
  Diagnostics diagnostics;
  Result<void> good = rehab::check_written_by(history, std::max(*clock, *asked), diagnostics);
  if (good) return good;
  Error error = good.error();
  error.file = options.case_file;
  return failure(std::move(error));
}

const rehab::Catalog& catalog_for(const rehab::Knowledge& knowledge, const RehabOptions& options,
                                  const rehab::Case* history) {
  std::string language = options.language;
  if (language.empty() && history != nullptr) {
    for (const rehab::Entry& entry : history->entries) {
      const auto* setting = entry.as<rehab::SettingEntry>();
      const auto* word = setting == nullptr || setting->key != rehab::SettingKey::language
                             ? nullptr
                             : std::get_if<std::string>(&setting->value);
      if (word != nullptr) language = *word;
    }
  }
  const char* environment = std::getenv("LANG");
  if (language.empty() && environment != nullptr) language = std::string(environment).substr(0, 2);
  const auto found = knowledge.catalogs.find(language);
  if (found != knowledge.catalogs.end()) return found->second;
  const auto english = knowledge.catalogs.find("en");
  return english != knowledge.catalogs.end() ? english->second : knowledge.catalogs.begin()->second;
}

std::optional<RehabInput> rehab_input(const RehabOptions& options) {
  const Result<Day> day = day_asked(options);
  if (!day) {
    print_error(day.error());
    return std::nullopt;
  }
  std::optional<rehab::Case> history = read_case_or_say(options.case_file);
  if (!history) return std::nullopt;
  if (const Result<void> good = not_from_the_future(*history, options); !good) {
    print_error(good.error());
    return std::nullopt;
  }
  std::optional<rehab::Knowledge> knowledge = load_knowledge_or_say();
  if (!knowledge) return std::nullopt;
  // A case is checked as a whole; asked about an earlier day, only what was known then is used.
  const Day last = std::max(*day, rehab::latest_day(*history).value_or(*day));
  Diagnostics diagnostics;
  diagnostics.set_file(options.case_file);
  const Result<void> checked = rehab::check_case(*knowledge, *history, last, diagnostics);
  print_diagnostics(diagnostics, true);
  if (!checked) return std::nullopt;
  return RehabInput{.knowledge = std::move(*knowledge), .history = std::move(*history), .today = *day};
}

void print_json(std::string_view what, service::Json json) {
  json["schema"] = fmt::format("hamstring/{}", what);
  json["version"] = 2;
  fmt::print("{}\n", json.dump(2, ' ', false, service::Json::error_handler_t::replace));
}

}  // namespace hamstring::cli

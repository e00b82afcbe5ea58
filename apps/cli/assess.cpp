// hamstring assess [CASE]: what must be seen, what probably happened, how long, what to find out next.
// Without a case it asks, question by question, and saves the answers as one.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "apps/cli/interview.h"
#include "apps/cli/rehab_input.h"
#include "core/file.h"
#include "rehab/plan/assessment.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "view/answer_text.h"
#include "view/today_view.h"

namespace hamstring::cli {
namespace {

std::filesystem::path free_name(const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  std::filesystem::path path = "hamstring-case.json";
  std::error_code code;
  for (int n = 2; std::filesystem::exists(path, code); ++n) path = fmt::format("hamstring-case-{}.json", n);
  return path;
}

int interview_and_show(const RehabOptions& options, const std::string& save_as) {
  const Result<Day> day = day_asked(options);
  if (!day) return print_error(day.error());
  const std::optional<rehab::Knowledge> knowledge = load_knowledge_or_say();
  if (!knowledge) return exit_data_at_fault;
  const rehab::Catalog& catalog = catalog_for(*knowledge, options, nullptr);
  const rehab::Case history = interview(*knowledge, catalog, *day, std::cin, std::cout);
  if (history.entries.empty()) return exit_good;
  const std::filesystem::path file = free_name(save_as);
  if (const Result<void> written = write_file(file, rehab::write_case(history)); !written)
    return print_error(written.error());
  const rehab::Plan plan = rehab::plan(*knowledge, history, *day);
  fmt::print("\n{}\n",
             rehab::plan_text(*knowledge, catalog, plan, rehab::next_test(*knowledge, history, *day)));
  // A file name may hold dots, which in an argument would mean another message: it is printed beside the
  // sentence.
  fmt::print("{} {}\n", rehab::say(catalog, "cli.saved_as"), file.string());
  return exit_good;
}

int ask_and_assess(const CommonOptions& common, const RehabOptions& options, const std::string& save_as) {
  if (options.case_file.empty()) return interview_and_show(options, save_as);
  const std::optional<RehabInput> input = rehab_input(options);
  if (!input) return exit_data_at_fault;
  const rehab::Catalog& catalog = catalog_for(input->knowledge, options, &input->history);
  if (common.json) {
    const rehab::Plan plan = rehab::plan(input->knowledge, input->history, input->today);
    print_json("assessment", service::assessment_json({input->knowledge, catalog}, input->history, plan));
  } else {
    fmt::print("{}",
               rehab::assessment_text(input->knowledge, catalog,
                                      rehab::assess(input->knowledge, input->history, input->today),
                                      rehab::next_test(input->knowledge, input->history, input->today)));
  }
  return exit_good;
}

}  // namespace

Command add_assess(CLI::App& app, CommonOptions& common) {
  CLI::App* command = app.add_subcommand("assess",
                                         "What must be seen by a doctor, what probably happened, what to "
                                         "find out next; asks where no case is given");
  add_common_options(*command, common);
  const auto options = std::make_shared<RehabOptions>();
  const auto save_as = std::make_shared<std::string>();
  add_rehab_options(*command, *options, false);
  command->add_option("--save", *save_as, "where the answers of the interview are kept");
  return {.app = command,
          .run = [&common, options, save_as] { return ask_and_assess(common, *options, *save_as); }};
}

}  // namespace hamstring::cli

// hamstring exercises [ID]: how far each exercise stretches each of the three hamstrings.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "apps/cli/command.h"
#include "apps/cli/rehab_input.h"
#include "core/anatomy.h"
#include "core/units.h"
#include "service/exercise_stretch.h"

namespace hamstring::cli {
namespace {

using service::ExerciseStretch;

struct ExerciseOptions {
  std::string id, by = "BFlh", language;
};

/// The three of ExerciseStretch, in its order.
std::vector<std::string> muscle_codes() {
  std::vector<std::string> codes;
  for (std::size_t m = 0; m < std::tuple_size_v<decltype(ExerciseStretch::longest)>; ++m)
    codes.emplace_back(hamstring_code(all_hamstrings[m]));
  return codes;
}

std::string band_text(const service::StretchBand& band) {
  return fmt::format("{:5.1f} ({:5.1f} … {:5.1f})", 100.0 * band.middle, 100.0 * band.low, 100.0 * band.high);
}

void print_table(const rehab::Catalog& catalog, const std::vector<ExerciseStretch>& all) {
  const std::vector<std::string> columns = muscle_codes();
  fmt::print("{:<38} {:>11} {:>11}  {:>23}  {:>23}  {:>23}\n", "longest [% beyond upright]", "hip [deg]",
             "knee [deg]", columns[0], columns[1], columns[2]);
  for (const ExerciseStretch& one : all) {
    fmt::print("{:<38} {:>4.0f} … {:>4.0f} {:>4.0f} … {:>4.0f}",
               rehab::say(catalog, "exercise." + one.exercise + ".name"), one.hip_rad[0] * deg_per_rad,
               one.hip_rad[1] * deg_per_rad, one.knee_rad[0] * deg_per_rad, one.knee_rad[1] * deg_per_rad);
    for (const service::StretchBand& band : one.longest) fmt::print("  {:>23}", band_text(band));
    fmt::print("\n");
  }
  fmt::print(
      "Joint angles are those of the exercise's drawing (our assumption); the band is ten degrees more or "
      "less at hip and\n"
      "knee, in the built-in body. How hard a muscle pulls is not known from it. Next: hamstring exercises "
      "ID --json\n");
}

int run_exercises(const ExerciseOptions& options, const CommonOptions& common) {
  const std::optional<rehab::Knowledge> knowledge = load_knowledge_or_say();
  if (!knowledge) return exit_data_at_fault;
  const rehab::Catalog& catalog =
      catalog_for(*knowledge, {.case_file = {}, .today = {}, .language = options.language}, nullptr);
  Diagnostics diagnostics;
  const auto stage = analysis::load_leg_stage(data_folder(), diagnostics);
  if (!stage) return print_error(stage.error());
  std::vector<ExerciseStretch> all = service::exercise_stretches(*knowledge, *stage);
  if (!options.id.empty()) {
    std::vector<std::string> ids;
    for (const ExerciseStretch& one : all) ids.push_back(one.exercise);
    std::erase_if(all, [&](const ExerciseStretch& one) { return one.exercise != options.id; });
    if (all.empty())
      return print_error({.message = fmt::format("there is no exercise '{}'", options.id),
                          .advice = fmt::format("Choose one of: {}", fmt::join(ids, ", "))});
  }
  const std::vector<std::string> codes = muscle_codes();
  const auto muscle = static_cast<std::size_t>(std::ranges::find(codes, options.by) - codes.begin());
  std::ranges::stable_sort(all, std::greater{},
                           [&](const ExerciseStretch& one) { return one.longest[muscle].middle; });
  if (common.json) {
    print_json("exercises", {{"exercises", service::exercise_stretches_json({*knowledge, catalog}, all)}});
  } else {
    print_table(catalog, all);
  }
  return exit_good;
}

}  // namespace

Command add_exercises(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<ExerciseOptions>();
  CLI::App* command =
      app.add_subcommand("exercises", "How far each exercise stretches each of the three hamstrings");
  add_common_options(*command, common);
  command->add_option("ID", options->id, "one exercise, by its id");
  command->add_option("--by", options->by, "the muscle whose longest comes first")
      ->check(CLI::IsMember(muscle_codes()));
  command->add_option("--language", options->language, "en or de");
  return {.app = command, .run = [options, &common] { return run_exercises(*options, common); }};
}

}  // namespace hamstring::cli

// hamstring analyze [MOTION] --model M.osim: what each hamstring was stretched, stride by stride.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "analysis/analyze_motion.h"
#include "analysis/forces_of_motion.h"
#include "analysis/load_of_motion.h"
#include "analysis/write_motion.h"
#include "apps/cli/command.h"
#include "apps/cli/dynamics_options.h"
#include "apps/cli/hamstring_choices.h"
#include "apps/cli/load_entry.h"
#include "movement/movement_library.h"
#include "report/summary_json.h"
#include "report/summary_text.h"

namespace hamstring::cli {
namespace {

struct AnalyzeOptions {
  std::vector<std::string> motions;
  std::string model;
  std::string out;
  double from = std::numeric_limits<double>::quiet_NaN();
  double to = std::numeric_limits<double>::quiet_NaN();
  double lowpass = std::numeric_limits<double>::quiet_NaN();
  bool degrees = false, radians = false;
  std::string events;
  std::vector<std::string> choices;
  analysis::MusclesTableChoice table;
  std::string loads, forces;
  std::vector<std::string> plates;
  bool without_plates = false;
  std::string case_file, day;
  bool notes = false;
};

std::optional<double> given(double value) {
  return std::isnan(value) ? std::nullopt : std::optional<double>(value);
}

std::optional<bool> unit_of(const AnalyzeOptions& options) {
  return options.degrees || options.radians ? std::optional(options.degrees) : std::nullopt;
}

/// One folder a motion, named after it, so that several motions never overwrite each other.
std::filesystem::path out_folder(const AnalyzeOptions& options, const std::filesystem::path& motion) {
  const std::filesystem::path base =
      options.out.empty() ? std::filesystem::path("out") : std::filesystem::path(options.out);
  return options.out.empty() || options.motions.size() > 1 ? base / motion.stem() : base;
}

/// What acts from outside, where forces are asked for. Errors: a use that makes no sense.
Result<analysis::ForcesChoice> forces_choice(const AnalyzeOptions& options) {
  analysis::ForcesChoice choice{.without_plates = options.without_plates};
  if (!options.loads.empty()) choice.loads = options.loads;
  if (!options.forces.empty()) choice.forces = options.forces;
  if (options.without_plates && (choice.loads || choice.forces))
    return failure(Error{.message = "--without-plates: forces of plates are given as well",
                         .advice = "Leave out one of both."});
  if (choice.asks_for_forces() && (options.model.empty() || options.motions.size() != 1))
    return failure(Error{.message = "forces are computed of one recording with the model of that person",
                         .advice = "Give one recording and its model: --model FILE.osim"});
  auto plates = plates_by_hand(options.plates);
  if (!plates) return failure(std::move(plates.error()));
  choice.plates = std::move(*plates);
  if (!choice.plates.empty() && (!choice.forces || choice.loads))
    return failure(Error{.message = "--plate goes with --forces alone",
                         .advice = "With --loads the file says which body it is."});
  return choice;
}

/// What a case keeps can be computed again from the recording alone, so nothing but the model and the mode
/// may have been chosen.
std::string chosen_beside_the_recording(const AnalyzeOptions& options) {
  if (!std::isnan(options.from)) return "--from";
  if (!std::isnan(options.to)) return "--to";
  if (!std::isnan(options.lowpass)) return "--lowpass";
  if (!options.events.empty()) return "--events";
  if (options.degrees) return "--degrees";
  if (options.radians) return "--radians";
  if (!options.choices.empty()) return "--hamstring";
  return {};
}

/// Nothing where the options are to be used together; what stands against it otherwise.
std::optional<Error> cannot_add(const AnalyzeOptions& options) {
  if (options.case_file.empty() != options.day.empty())
    return Error{.message = "--add-to-case FILE and --day YYYY-MM-DD belong together",
                 .advice = "The day is the one on which the movement was made."};
  if (options.case_file.empty()) return std::nullopt;
  if (options.motions.empty())
    return Error{.message = "the built-in run is no movement of a person",
                 .element = "--add-to-case",
                 .advice = "Give a recording (.mot, .sto)."};
  const std::string choice = chosen_beside_the_recording(options);
  if (choice.empty()) return std::nullopt;
  return Error{.message = choice + " does not go with --add-to-case",
               .advice =
                   "A case keeps what the whole recording asked, as anybody can compute it again from the "
                   "file. Cut or filter the recording first, or analyze it without --add-to-case."};
}

int analyze_one(const AnalyzeOptions& options, const CommonOptions& common,
                const muscle::HamstringChoices& choices, const analysis::ForcesChoice& forces,
                const std::filesystem::path& motion, CaseForLoads* target) {
  analysis::MotionRequest request{
      .motion = motion,
      .model = options.model.empty() ? data_folder() / "models" / "lower_body.osim"
                                     : std::filesystem::path(options.model),
      .from_s = given(options.from),
      .to_s = given(options.to),
      .lowpass_hz = given(options.lowpass),
      .in_degrees = unit_of(options),
      .events = options.events.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.events),
      .mode = mode_of(common, Compatibility::physics),
      .hamstrings = choices,
      .generated_on = today(),
      .program_version = program_version()};
  if (options.motions.empty()) request.title = "Demonstration run";
  Diagnostics diagnostics;
  Result<analysis::MotionAnalysis> analysis = analysis::analyze_motion(request, diagnostics);
  if (!analysis) {
    print_diagnostics(diagnostics, options.notes);
    return print_error(analysis.error());
  }
  if (forces.asks_for_forces()) {
    if (const Result<void> added = analysis::add_forces(*analysis, request, forces); !added) {
      print_diagnostics(analysis->report.diagnostics, options.notes);
      return print_error(added.error());
    }
  }
  const std::filesystem::path folder =
      out_folder(options, options.motions.empty() ? "demonstration-run" : motion);
  const Result<void> written = analysis::write_motion_analysis(folder, *analysis, options.table);
  print_diagnostics(analysis->report.diagnostics, options.notes);
  if (!written) return print_error(written.error());
  if (common.json) {
    fmt::print(
        "{}\n",
        report::summary_json(analysis->report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    fmt::print("{}", report::summary_text(analysis->report));
    fmt::print("\nReport: {}\n",
               std::filesystem::absolute(folder / "report.html").lexically_normal().string());
  }
  if (target == nullptr) return exit_good;
  Result<load::Load> load = analysis::load_of_motion(*analysis);
  return load ? add_load(*target, std::move(*load)) : print_error(load.error());
}

int analyze_recordings(const AnalyzeOptions& options, const CommonOptions& common) {
  if (const std::optional<Error> error = cannot_add(options)) {
    print_error(*error);
    return exit_wrong_use;
  }
  const Result<muscle::HamstringChoices> choices = parse_hamstring_choices(options.choices);
  if (!choices) {
    print_error(choices.error());
    return exit_wrong_use;
  }
  const Result<analysis::ForcesChoice> forces = forces_choice(options);
  if (!forces) {
    print_error(forces.error());
    return exit_wrong_use;
  }
  if (options.motions.empty()) {
    Diagnostics diagnostics;
    const auto library = movement::load_movement_library(data_folder() / "movements", diagnostics);
    if (!library) return print_error(library.error());
    return analyze_one(options, common, *choices, {}, movement::demonstration(*library).file, nullptr);
  }
  std::optional<CaseForLoads> target;  // looked at first: an analysis may take minutes
  if (!options.case_file.empty()) {
    target = case_for_loads(options.case_file, options.day);
    if (!target) return exit_data_at_fault;
  }
  int worst = exit_good;
  for (const std::string& motion : options.motions)
    worst =
        std::max(worst, analyze_one(options, common, *choices, *forces, motion, target ? &*target : nullptr));
  return worst;
}

}  // namespace

Command add_analyze(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<AnalyzeOptions>();
  CLI::App* command = app.add_subcommand("analyze",
                                         "A recorded movement: what each hamstring was stretched, stride by "
                                         "stride (without a file: the built-in run)");
  add_common_options(*command, common);
  command->add_option("MOTION", options->motions,
                      "joint angles (.mot, .sto) or a movement of the library (.toml)");
  command->add_option("--model", options->model, "model (.osim); without it the built-in one");
  command->add_option("--out", options->out, "folder for the results (default: out/<name of the motion>)");
  command->add_option("--from", options->from, "first time to analyze [s]");
  command->add_option("--to", options->to, "last time to analyze [s]");
  command->add_option("--lowpass", options->lowpass, "filter the coordinates first, cutoff [Hz]");
  command->add_option(
      "--events", options->events,
      "foot strikes and toe-offs, known better than they can be found (CSV: side,event,time_s)");
  CLI::Option* degrees =
      command->add_flag("--degrees", options->degrees, "the angles are degrees, whatever the file says");
  command->add_flag("--radians", options->radians, "the angles are radians, whatever the file says")
      ->excludes(degrees);
  command->add_option("--hamstring", options->choices,
                      "name a hamstring yourself, e.g. BFlh_r=biceps_long_r (repeatable)");
  command->add_option(
      "--muscle", options->table.muscles,
      "only these muscles in muscles.sto, by their names in the model; 'hamstrings' for those of "
      "both legs (repeatable)");
  command->add_option("--quantity", options->table.quantities,
                      "only these in muscles.sto: length, stretch, speed, arms (repeatable)");
  command->add_option("--loads", options->loads,
                      "also forces: external loads (.xml), which force acts on which body");
  command->add_option(
      "--forces", options->forces,
      "also forces: a table of them (.mot, .sto); with --loads their numbers, alone its plates");
  command->add_option("--plate", options->plates, "on which body a plate acts, NAME=BODY (repeatable)");
  command->add_flag("--without-plates", options->without_plates,
                    "also forces, though nobody measured what is under the feet: of the swinging leg");
  command->add_option("--add-to-case", options->case_file,
                      "also keep what the recording asked of the hamstrings in this case file; needs --day");
  command->add_option("--day", options->day, "the day on which the movement was made, YYYY-MM-DD");
  command->add_flag("--notes", options->notes, "also print what was noticed but needs no action");
  return {.app = command, .run = [options, &common] { return analyze_recordings(*options, common); }};
}

}  // namespace hamstring::cli

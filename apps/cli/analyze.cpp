// hamstring analyze [MOTION] --model M.osim: what each hamstring was stretched, stride by stride.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "analysis/analyze_capture.h"
#include "analysis/analyze_motion.h"
#include "analysis/forces_of_motion.h"
#include "analysis/load_of_motion.h"
#include "analysis/write_motion.h"
#include "apps/cli/command.h"
#include "apps/cli/dynamics_options.h"
#include "apps/cli/hamstring_choices.h"
#include "apps/cli/load_entry.h"
#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
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
  std::string static_trial, marker_names, up, subject;
  std::optional<double> mass_kg;
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

bool is_capture(const std::filesystem::path& motion) {
  const std::string ending = to_lower(motion.extension().string());
  return ending == ".c3d" || ending == ".trc";
}

/// What acts from outside, where forces are asked for. Errors: a use that makes no sense.
Result<analysis::ForcesChoice> forces_choice(const AnalyzeOptions& options) {
  analysis::ForcesChoice choice{.without_plates = options.without_plates};
  if (!options.loads.empty()) choice.loads = options.loads;
  if (!options.forces.empty()) choice.forces = options.forces;
  if (options.without_plates && (choice.loads || choice.forces))
    return failure(Error{.message = "--without-plates: forces of plates are given as well",
                         .advice = "Leave out one of both."});
  // A capture's model is made as large as the person.
  const bool has_model =
      !options.model.empty() || (!options.motions.empty() && is_capture(options.motions.front()));
  if (choice.asks_for_forces() && (!has_model || options.motions.size() != 1))
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

analysis::PersonRequest person_of(const AnalyzeOptions& options, const std::filesystem::path& capture,
                                  const std::filesystem::path& model) {
  analysis::PersonRequest person{.capture = capture,
                                 .model = model,
                                 .model_is_generic = options.model.empty(),
                                 .mass_kg = options.mass_kg};
  if (!options.static_trial.empty()) person.static_trial = options.static_trial;
  if (!options.marker_names.empty()) person.marker_names = options.marker_names;
  if (!options.up.empty()) person.reading.up = laboratory_axis(options.up);
  if (!options.subject.empty()) person.reading.subject = options.subject;
  return person;
}

/// What goes with captures alone.
std::optional<Error> wrong_capture_use(const AnalyzeOptions& options) {
  const bool any =
      std::ranges::any_of(options.motions, [](const auto& motion) { return is_capture(motion); });
  if (!options.up.empty() && !laboratory_axis(options.up))
    return Error{.message = fmt::format("--up '{}': an axis such as +z was expected", options.up)};
  if (any && !options.case_file.empty()) {
    return Error{.message = "--add-to-case takes joint angles, not markers",
                 .advice =
                     "Analyze the capture first; then give the joint angles and the model that it wrote "
                     "(_ik.mot, _person.osim), so that anybody can compute the entry again."};
  }
  if (any && (options.degrees || options.radians))
    return Error{.message = "--degrees and --radians are said of joint angles; markers have none"};
  for (const auto& [given, name] : {std::pair(!options.static_trial.empty(), "--static"),
                                    {!options.marker_names.empty(), "--markers"},
                                    {!options.up.empty(), "--up"},
                                    {!options.subject.empty(), "--subject"},
                                    {options.mass_kg.has_value(), "--mass"}}) {
    if (given && !any) return Error{.message = fmt::format("{} is said of a capture (.c3d, .trc)", name)};
  }
  return std::nullopt;
}

/// The movement's files, and those that only a capture has.
Result<void> write_capture(const std::filesystem::path& folder, analysis::CaptureAnalysis& capture,
                           const analysis::MusclesTableChoice& table) {
  HAMSTRING_TRY_DO(analysis::write_motion_analysis(folder, capture.motion, table));
  for (const analysis::ResultFile& file : capture.files)
    HAMSTRING_TRY_DO(write_file(folder / file.name, file.text));
  return {};
}

void print_capture(const analysis::CaptureAnalysis& capture, const std::filesystem::path& folder) {
  for (const std::string& sentence : capture.person.sentences) fmt::print("{}\n", sentence);
  std::size_t used = 0;
  for (const auto& assignment : capture.person.assignments) used += assignment.is_used() ? 1 : 0;
  const std::string names = (folder / capture.files[5].name).lexically_normal().string();
  fmt::print("{} of {} markers are used. Which is which: {}; change it there and give it back: --markers\n\n",
             used, capture.person.assignments.size(), names);
}

/// Forces where they are asked for, and where the capture has plates. What stands against those that nobody
/// asked for is a warning: the report is worth something without them.
Result<void> add_capture_forces(analysis::CaptureAnalysis& capture, analysis::ForcesChoice forces) {
  const bool is_asked = forces.asks_for_forces();
  if (!is_asked && capture.plates) {
    forces.forces = capture.plates->name;
    forces.forces_content = capture.plates->text;
  }
  if (!forces.asks_for_forces()) return {};
  const Result<void> added =
      capture.movement.motion_content
          ? analysis::add_forces(capture.motion, capture.movement, forces)
          : failure(Error{.message = "no forces: no part of a second is without a gap in its markers"});
  if (added || is_asked) return added;
  capture.motion.report.diagnostics.warn(
      fmt::format("no forces, though there are plates: {}", added.error().text()), "forces");
  return {};
}

int analyze_capture_of(const AnalyzeOptions& options, const CommonOptions& common,
                       const analysis::ForcesChoice& forces, const analysis::MotionRequest& request) {
  Diagnostics diagnostics;
  auto capture =
      analysis::analyze_capture(person_of(options, request.motion, request.model), request, diagnostics);
  if (!capture) {
    print_diagnostics(diagnostics, options.notes);
    return print_error(capture.error());
  }
  if (const Result<void> added = add_capture_forces(*capture, forces); !added) {
    print_diagnostics(capture->motion.report.diagnostics, options.notes);
    return print_error(added.error());
  }
  const std::filesystem::path folder = out_folder(options, request.motion);
  const Result<void> written = write_capture(folder, *capture, options.table);
  const report::MotionReport& report = capture->motion.report;
  print_diagnostics(report.diagnostics, options.notes);
  if (!written) return print_error(written.error());
  if (common.json) {
    fmt::print("{}\n",
               report::summary_json(report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return exit_good;
  }
  print_capture(*capture, folder);
  fmt::print("{}", report::summary_text(report));
  fmt::print("\nReport: {}\n", std::filesystem::absolute(folder / "report.html").lexically_normal().string());
  return exit_good;
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
  if (is_capture(motion)) return analyze_capture_of(options, common, forces, request);
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
  if (const std::optional<Error> error = wrong_capture_use(options)) {
    print_error(*error);
    return exit_wrong_use;
  }
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
  command->add_option(
      "MOTION", options->motions,
      "joint angles (.mot, .sto), a capture (.c3d, .trc) or a movement of the library (.toml)");
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
  command->add_option(
      "--static", options->static_trial,
      "of a capture: the same person standing (.c3d, .trc), who tells how large the model is");
  command->add_option(
      "--markers", options->marker_names,
      "of a capture: what its markers are, a line each: theirs = ours (right lateral knee, left "
      "thigh, a marker of the model; - leaves it out)");
  command->add_option("--up", options->up,
                      "of a capture: the axis that points up, +z, +y … (default: found)");
  command->add_option("--subject", options->subject, "of a capture with several people: whose markers");
  command->add_option("--mass", options->mass_kg, "of a capture: mass of the person [kg]")
      ->check(CLI::Range(10.0, 300.0));
  command->add_flag("--notes", options->notes, "also print what was noticed but needs no action");
  return {.app = command, .run = [options, &common] { return analyze_recordings(*options, common); }};
}

}  // namespace hamstring::cli

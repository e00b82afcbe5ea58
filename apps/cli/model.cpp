// hamstring model FILE: what was read from a model, what was ignored, which muscles are the hamstrings.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/load_model.h"
#include "apps/cli/command.h"
#include "apps/cli/hamstring_choices.h"
#include "core/units.h"

namespace hamstring::cli {
namespace {

using model::Coordinate;
using model::Model;
using model::MotionType;

std::string_view motion_type_name(MotionType type) {
  switch (type) {
    case MotionType::rotational:
      return "rotational";
    case MotionType::translational:
      return "translational";
    case MotionType::coupled:
      return "coupled";
  }
  return "";
}

/// Ranges are printed in degrees where files count in degrees.
std::string range_text(const Coordinate& coordinate) {
  const bool degrees = coordinate.motion_type == MotionType::rotational;
  const double factor = degrees ? deg_per_rad : 1.0;
  const char* unit = degrees ? "deg" : (coordinate.motion_type == MotionType::translational ? "m" : "");
  return fmt::format("{:9.3g} … {:<9.3g} {}", coordinate.range[0] * factor, coordinate.range[1] * factor,
                     unit);
}

std::string state_text(const Coordinate& coordinate) {
  std::string text;
  if (coordinate.coupler >= 0) text += " set by a coupler";
  if (coordinate.locked) text += " locked";
  if (coordinate.clamped) text += " clamped";
  return text;
}

void print_coordinates(const Model& model) {
  fmt::print("\nCoordinates ({})\n", model.coordinates.size());
  for (const Coordinate& coordinate : model.coordinates) {
    fmt::print("  {:<28} {:<14} {}{}\n", coordinate.name, motion_type_name(coordinate.motion_type),
               range_text(coordinate), state_text(coordinate));
  }
}

void print_muscles(const Model& model) {
  fmt::print("\nMuscles ({})\n  {:<18} {:>9} {:>9} {:>9} {:>9}  {:>6} {:>5}  class\n", model.muscles.size(),
             "name", "F0 [N]", "l_opt [m]", "l_ts [m]", "penn[deg]", "points", "wraps");
  for (const model::Muscle& muscle : model.muscles) {
    const model::MuscleParameters& p = muscle.parameters;
    fmt::print("  {:<18} {:>9.1f} {:>9.4f} {:>9.4f} {:>9.1f}  {:>6} {:>5}  {}{}\n", muscle.name,
               p.max_isometric_force_n, p.optimal_fiber_length_m, p.tendon_slack_length_m,
               p.pennation_angle_at_optimal_rad * deg_per_rad, muscle.points.size(), muscle.wraps.size(),
               muscle.class_name, muscle.is_computed ? "" : "  NOT COMPUTED: " + muscle.not_computed);
  }
}

void print_hamstrings(const analysis::LoadedModel& loaded) {
  fmt::print("\nTaken for the hamstrings (change with --hamstring BFlh_r=NAME)\n");
  for (const muscle::Leg& leg : loaded.hamstrings.legs) {
    fmt::print("  {:<6}", side_name(leg.side));
    for (const Hamstring hamstring : all_hamstrings) {
      const MuscleIndex m = leg.muscle(hamstring);
      fmt::print("  {} = {}", hamstring_code(hamstring),
                 m.is_valid() ? loaded.model.muscles[m.value()].name : "none");
    }
    if (leg.hip.coordinate.is_valid()) {
      fmt::print("   hip flexion = {}{}", leg.hip.sign < 0 ? "-" : "+",
                 loaded.model.coordinates[leg.hip.coordinate.value()].name);
    }
    if (leg.knee.coordinate.is_valid()) {
      fmt::print("   knee flexion = {}{}", leg.knee.sign < 0 ? "-" : "+",
                 loaded.model.coordinates[leg.knee.coordinate.value()].name);
    }
    fmt::print("\n");
  }
}

nlohmann::json hamstrings_json(const analysis::LoadedModel& loaded) {
  nlohmann::json sides = nlohmann::json::object();
  for (const muscle::Leg& leg : loaded.hamstrings.legs) {
    nlohmann::json side;
    for (const Hamstring hamstring : all_hamstrings) {
      const MuscleIndex m = leg.muscle(hamstring);
      side[std::string(hamstring_code(hamstring))] =
          m.is_valid() ? nlohmann::json(loaded.model.muscles[m.value()].name) : nlohmann::json();
    }
    sides[std::string(side_name(leg.side))] = std::move(side);
  }
  return sides;
}

nlohmann::json model_json(const analysis::LoadedModel& loaded, const Diagnostics& diagnostics) {
  nlohmann::json json{{"schema", "hamstring/model-listing"},
                      {"version", 1},
                      {"name", loaded.model.name},
                      {"sha256", loaded.file.sha256}};
  json["bodies"] = nlohmann::json::array();
  for (const model::Body& body : loaded.model.bodies)
    json["bodies"].push_back({{"name", body.name}, {"mass_kg", body.mass_kg}});
  for (const Coordinate& c : loaded.model.coordinates) {
    json["coordinates"].push_back({{"name", c.name},
                                   {"motion_type", motion_type_name(c.motion_type)},
                                   {"range", c.range},
                                   {"default", c.default_value},
                                   {"locked", c.locked},
                                   {"clamped", c.clamped},
                                   {"dependent", c.coupler >= 0}});
  }
  for (const model::Muscle& m : loaded.model.muscles) {
    json["muscles"].push_back(
        {{"name", m.name},
         {"class", m.class_name},
         {"max_isometric_force_n", m.parameters.max_isometric_force_n},
         {"optimal_fiber_length_m", m.parameters.optimal_fiber_length_m},
         {"tendon_slack_length_m", m.parameters.tendon_slack_length_m},
         {"pennation_angle_at_optimal_rad", m.parameters.pennation_angle_at_optimal_rad},
         {"points", m.points.size()},
         {"wraps", m.wraps.size()},
         {"computed", m.is_computed}});
  }
  json["hamstrings"] = hamstrings_json(loaded);
  json["diagnostics"] = nlohmann::json::array();
  for (const Diagnostic& d : diagnostics.entries()) {
    json["diagnostics"].push_back({{"severity", severity_name(d.severity)},
                                   {"line", d.line},
                                   {"element", d.element},
                                   {"message", d.message}});
  }
  return json;
}

struct ModelOptions {
  std::string file;
  std::vector<std::string> choices;
};

int run_model(const ModelOptions& options, const CommonOptions& common) {
  const Result<muscle::HamstringChoices> choices = parse_hamstring_choices(options.choices);
  if (!choices) {
    print_error(choices.error());
    return exit_wrong_use;
  }
  Diagnostics diagnostics;
  const auto loaded =
      analysis::load_model(options.file, mode_of(common, Compatibility::physics), *choices, diagnostics);
  if (common.json && loaded) {
    fmt::print(
        "{}\n",
        model_json(*loaded, diagnostics).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return exit_good;
  }
  print_diagnostics(diagnostics, true);
  if (!loaded) return print_error(loaded.error());
  const Model& model = loaded->model;
  fmt::print("{}: {} bodies, {} joints, {} coordinates, {} muscles, {} wrap objects, {} markers\n",
             model.name, model.bodies.size() - 1, model.joints.size(), model.coordinates.size(),
             model.muscles.size(), model.wrap_objects.size(), model.markers.size());
  print_coordinates(model);
  print_muscles(model);
  print_hamstrings(*loaded);
  return exit_good;
}

}  // namespace

Command add_model(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<ModelOptions>();
  CLI::App* command =
      app.add_subcommand("model", "List what a model file holds and which muscles are its hamstrings");
  add_common_options(*command, common);
  command->add_option("FILE", options->file, "model file (.osim)")->required();
  command->add_option("--hamstring", options->choices,
                      "name a hamstring yourself, e.g. BFlh_r=biceps_long_r (repeatable)");
  return {.app = command, .run = [options, &common] { return run_model(*options, common); }};
}

}  // namespace hamstring::cli

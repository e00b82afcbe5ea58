// hamstring convert FILE…: files of one format into another, and what each of them is; motion capture files
// as tables.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "apps/cli/command.h"
#include "apps/cli/convert_capture.h"
#include "apps/cli/course_json.h"
#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/gps_csv/gps_csv_writer.h"
#include "formats/gpx/gpx_writer.h"
#include "formats/tcx/tcx_writer.h"
#include "formats/text/csv_writer.h"
#include "formats/text/iso_time.h"
#include "formats/watch/activity_reader.h"
#include "record/activity_course.h"

namespace hamstring::cli {
namespace {

struct ConvertOptions {
  std::vector<std::string> files, columns;
  std::string out, to;
  ConvertCaptureOptions capture;
};

/// A file to be converted, as it lies there.
struct Source {
  std::string path, content;
  const std::vector<GpsColumnName>& columns;
};

/// Name without folder and ending, and text, of each file that comes out of one.
struct Made {
  std::string suffix{};  ///< "-2" of the second; empty for the first
  std::string text{};
};

Result<ActivityFile> activities_in(const Source& source, Diagnostics& diagnostics) {
  HAMSTRING_TRY(file, parse_activity_file(source.content, source.path, diagnostics, source.columns));
  if (file.activities.empty())
    return failure(
        Error{.message = fmt::format("it holds {}, and no activity", fmt::join(file.content, ", ")),
              .file = source.path,
              .advice = "Nothing is wrong with it; there is nothing to convert."});
  return file;
}

Result<std::vector<Made>> to_gpx(const Source& source, Diagnostics& diagnostics) {
  HAMSTRING_TRY(file, activities_in(source, diagnostics));
  return std::vector<Made>{{.text = write_gpx(file.activities, diagnostics)}};
}

Result<std::vector<Made>> to_tcx(const Source& source, Diagnostics& diagnostics) {
  HAMSTRING_TRY(file, activities_in(source, diagnostics));
  return std::vector<Made>{{.text = write_tcx(file.activities, diagnostics)}};
}

/// A table holds one activity: of several each gets its own.
Result<std::vector<Made>> to_csv(const Source& source, Diagnostics& diagnostics) {
  HAMSTRING_TRY(file, activities_in(source, diagnostics));
  std::vector<Made> made;
  for (std::size_t i = 0; i < file.activities.size(); ++i) {
    HAMSTRING_TRY(text, format_csv(activity_table(file.activities[i])));
    made.push_back({.suffix = i == 0 ? std::string() : fmt::format("-{}", i + 1), .text = std::move(text)});
  }
  return made;
}

/// What can be made of what: the ending of the file, the ending wanted, and how.
struct Conversion {
  std::string_view from, to;
  Result<std::vector<Made>> (*convert)(const Source&, Diagnostics&);
};
constexpr std::array conversions{Conversion{".fit", ".gpx", to_gpx}, Conversion{".fit", ".tcx", to_tcx},
                                 Conversion{".fit", ".csv", to_csv}, Conversion{".tcx", ".gpx", to_gpx},
                                 Conversion{".tcx", ".tcx", to_tcx}, Conversion{".tcx", ".csv", to_csv},
                                 Conversion{".gpx", ".gpx", to_gpx}, Conversion{".gpx", ".tcx", to_tcx},
                                 Conversion{".gpx", ".csv", to_csv}, Conversion{".csv", ".gpx", to_gpx},
                                 Conversion{".csv", ".tcx", to_tcx}, Conversion{".csv", ".csv", to_csv}};

std::string ending_of(const std::filesystem::path& path) {
  return to_lower(path.extension().string());
}

const Conversion* conversion_of(std::string_view from, std::string_view to) {
  const auto found = std::ranges::find_if(
      conversions, [&](const Conversion& one) { return one.from == from && one.to == to; });
  return found == conversions.end() ? nullptr : &*found;
}

std::string known_targets(std::string_view from) {
  std::vector<std::string_view> targets;
  for (const Conversion& one : conversions)
    if (one.from == from) targets.push_back(one.to);
  return targets.empty() ? fmt::format("Nothing is made of '{}' files.", from)
                         : fmt::format("Of a '{}' file can be made: {}.", from, fmt::join(targets, ", "));
}

/// --out FILE.gpx for one file; --out FOLDER --to gpx for any number.
struct Target {
  std::filesystem::path folder, stem;
  std::string ending;
};
Result<Target> target_of(const ConvertOptions& options, const std::string& file) {
  const std::filesystem::path out = options.out;
  if (options.to.empty()) {
    if (ending_of(out).empty() || options.files.size() != 1)
      return failure(Error{.message = "a folder was given, and no format",
                           .element = "--out",
                           .advice = "Say --to gpx, tcx or csv; or give one file and --out NAME.gpx."});
    return Target{out.parent_path(), out.stem(), ending_of(out)};
  }
  const std::string ending = options.to.starts_with('.') ? options.to : "." + options.to;
  return Target{out, std::filesystem::path(file).stem(), to_lower(ending)};
}

Result<void> convert_one(const ConvertOptions& options, const Source& source, Diagnostics& diagnostics) {
  HAMSTRING_TRY(target, target_of(options, source.path));
  const Conversion* conversion = conversion_of(ending_of(source.path), target.ending);
  if (conversion == nullptr)
    return failure(Error{.message = fmt::format("cannot be made into '{}'", target.ending),
                         .file = source.path,
                         .advice = known_targets(ending_of(source.path))});
  HAMSTRING_TRY(made, conversion->convert(source, diagnostics));
  for (const Made& one : made) {
    const auto path = target.folder / (target.stem.string() + one.suffix + target.ending);
    if (std::filesystem::exists(path) && std::filesystem::equivalent(path, source.path))
      return failure(Error{
          .message = "would be written over itself", .file = source.path, .advice = "Give another --out."});
    HAMSTRING_TRY_DO(write_file(path, one.text));
    fmt::print("{}\n", path.string());
  }
  return {};
}

nlohmann::json activity_json(const Activity& activity) {
  const Course course = course_of(activity);
  nlohmann::json left_out = nlohmann::json::array();
  for (const LeftOut& one : course.left_out)
    left_out.push_back({{"count", one.count}, {"what", one.what}, {"first_s", number(one.first_s)}});
  nlohmann::json entry{{"sport", to_word(sport_words, activity.sport)},
                       {"device", activity.device},
                       {"start", activity.is_date_known && std::isfinite(activity.start_s)
                                     ? nlohmann::json(iso_time_text(activity.start_s))
                                     : nlohmann::json()},
                       {"records", activity.samples.size()},
                       {"said_distance_m", number(activity.said_distance_m)},
                       {"said_elapsed_s", number(activity.said_elapsed_s)},
                       {"laps", activity.laps.size()},
                       {"pauses", course.pauses.size()},
                       {"left_out", std::move(left_out)}};
  entry.update(course_json(course));
  return entry;
}

nlohmann::json file_json(const Source& source, Diagnostics& diagnostics) {
  nlohmann::json entry{{"file", source.path}};
  const Result<ActivityFile> file =
      parse_activity_file(source.content, source.path, diagnostics, source.columns);
  nlohmann::json reasons = nlohmann::json::array();
  for (const Diagnostic& one : diagnostics.entries())
    if (one.severity != Severity::note) reasons.push_back(one.message);
  if (!file) reasons.push_back(file.error().message);
  entry["outcome"] = !file ? "refused" : reasons.empty() ? "whole" : "part";
  entry["reasons"] = std::move(reasons);
  entry["activities"] = nlohmann::json::array();
  if (!file) return entry;
  entry["holds"] = file->content;
  for (const Activity& activity : file->activities) entry["activities"].push_back(activity_json(activity));
  return entry;
}

void print_entry(const nlohmann::json& entry) {
  fmt::print("{}: {}", entry["file"].get<std::string>(), entry["outcome"].get<std::string>());
  for (const auto& reason : entry["reasons"]) fmt::print("; {}", reason.get<std::string>());
  if (entry.contains("holds"))
    for (const auto& held : entry["holds"]) fmt::print("; holds {}", held.get<std::string>());
  fmt::print("\n");
  for (const auto& run : entry["activities"]) {
    fmt::print("  {}", run["sport"].get<std::string>());
    if (run["start"].is_string()) fmt::print(" {}", run["start"].get<std::string>());
    fmt::print(", {} records", run["records"].get<std::size_t>());
    if (run["distance_m"].is_number()) fmt::print(", {:.0f} m", run["distance_m"].get<double>());
    if (run["moving_s"].is_number())
      fmt::print(", {:.0f} s moving of {:.0f} s", run["moving_s"].get<double>(),
                 run["elapsed_s"].get<double>());
    fmt::print("; speed {}; cadence: {}\n", run["speed"].get<std::string>(),
               run["cadence"].get<std::string>());
    for (const auto& one : run["left_out"])
      fmt::print("    left out: {} {}\n", one["count"].get<std::size_t>(), one["what"].get<std::string>());
  }
}

std::optional<std::vector<GpsColumnName>> columns_of(const std::vector<std::string>& words) {
  std::vector<GpsColumnName> columns;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    const auto column = from_word(gps_column_words, std::string_view(word).substr(0, equals));
    if (!column || equals == std::string::npos) {
      (void)print_error({.message = fmt::format("'{}' is no column and its header", word),
                         .element = "--column",
                         .advice = "For example --column speed='Velocity [km/h]'."});
      return std::nullopt;
    }
    columns.push_back({.header = word.substr(equals + 1), .column = *column});
  }
  return columns;
}

int convert(const ConvertOptions& options, bool json) {
  const auto columns = columns_of(options.columns);
  if (!columns) return exit_wrong_use;
  nlohmann::json report{
      {"schema", "hamstring/activities"}, {"version", 1}, {"files", nlohmann::json::array()}};
  int worst = exit_good;
  for (const std::string& path : options.files) {
    if (ending_of(path) == ".c3d") {
      const std::string folder = options.out.empty() ? "out" : options.out;
      worst = std::max(worst, convert_capture_file(path, folder, options.capture));
      continue;
    }
    Diagnostics diagnostics;
    diagnostics.set_file(path);
    Result<std::string> content = read_file(path);
    if (!content) {
      worst = print_error(content.error());
      continue;
    }
    const Source source{.path = path, .content = *std::move(content), .columns = *columns};
    if (options.out.empty()) {
      nlohmann::json entry = file_json(source, diagnostics);
      if (entry["outcome"] == "refused") worst = exit_data_at_fault;
      if (!json) print_entry(entry);
      report["files"].push_back(std::move(entry));
      continue;
    }
    const Result<void> done = convert_one(options, source, diagnostics);
    print_diagnostics(diagnostics, false);
    if (!done) worst = print_error(done.error());
  }
  if (json && options.out.empty())
    fmt::print("{}\n", report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  return worst;
}

}  // namespace

Command add_convert(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<ConvertOptions>();
  CLI::App* command = app.add_subcommand(
      "convert",
      "Files of watches (FIT, TCX, GPX, CSV) into GPX, TCX or CSV; without --out: what each file is. Motion "
      "capture (C3D) into tables of markers, forces, signals and events in the folder --out");
  add_common_options(*command, common);
  command->add_option("FILE", options->files, "files to read")->required();
  command->add_option("--out", options->out, "the file to write, or with --to a folder");
  command->add_option("--to", options->to, "gpx, tcx or csv");
  command->add_option(
      "--column", options->columns,
      "which header of a table is which column: speed='Velocity [km/h]'; any number of times");
  add_convert_capture_options(*command, options->capture);
  return {.app = command, .run = [options, &common] { return convert(*options, common.json); }};
}

}  // namespace hamstring::cli

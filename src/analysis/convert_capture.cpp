#include "analysis/convert_capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/file.h"
#include "core/text.h"
#include "core/time_series.h"
#include "core/try.h"
#include "formats/storage/storage_writer.h"
#include "formats/text/csv_writer.h"
#include "formats/text/table_text.h"
#include "formats/trc/trc_writer.h"
#include "gait/event_table.h"

namespace hamstring::analysis {
namespace {

/// A name as a column of a table may have it: without blanks, and each once.
std::string column_name(std::string_view name, std::set<std::string>& taken) {
  std::string result(name);
  for (char& c : result) {
    if (static_cast<unsigned char>(c) <= ' ') c = '_';
  }
  if (result.empty()) result = "unnamed";
  std::string unique = result;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}_{}", result, i);
  return unique;
}

TimeSeries signal_table(const AnalogSignals& signals) {
  std::vector<double> time_s(signals.samples);
  for (std::size_t s = 0; s < signals.samples; ++s) time_s[s] = signals.time_s(s);
  std::set<std::string> taken{"time"};
  std::vector<std::string> labels;
  for (const AnalogChannel& channel : signals.channels) labels.push_back(column_name(channel.name, taken));
  TimeSeries table(std::move(time_s), std::move(labels));
  for (std::size_t c = 0; c < signals.channels.size(); ++c)
    std::ranges::copy(signals.values_of(c), table.column(c).begin());
  return table;
}

std::string units_of(const AnalogSignals& signals) {
  std::string text = "units:";
  for (const AnalogChannel& channel : signals.channels)
    text += fmt::format(" {}={}", quote_for_message(channel.name),
                        channel.unit.empty() ? "?" : quote_for_message(channel.unit));
  return text;
}

TimeSeries output_table(const Capture& capture) {
  std::set<std::string> taken{"time"};
  TimeSeries table(capture.markers.time_s, {});
  std::vector<double> column(table.rows());
  for (const ModelOutput& output : capture.outputs) {
    const std::string name = column_name(output.name, taken);
    for (int k = 0; k < 3; ++k) {
      for (std::size_t f = 0; f < column.size(); ++f) column[f] = output.values[f][k];
      table.add_column(fmt::format("{}_{}", name, std::array{"x", "y", "z"}[static_cast<std::size_t>(k)]),
                       column);
    }
  }
  return table;
}

/// "Left" or "Right" by the event's context, or by the first letter of what the header calls it (RHS, LTO).
std::string side_of(const CaptureEvent& event) {
  const std::string context = to_lower(event.context);
  if (context == "left" || context == "right") return context;
  const std::string label = to_lower(event.label);
  if (label.size() == 3 && (label.ends_with("hs") || label.ends_with("to") || label.ends_with("fs")))
    return label.front() == 'l' ? "left" : label.front() == 'r' ? "right" : "";
  return "";
}

EventTable foot_events(const std::vector<CaptureEvent>& events) {
  EventTable table;
  for (const CaptureEvent& event : events) {
    const std::string side = side_of(event), label = to_lower(event.label);
    if (side.empty()) continue;
    SideEvents& of_side = side == "left" ? table.left : table.right;
    if (label.find("strike") != std::string::npos || label.ends_with("hs") || label.ends_with("fs"))
      of_side.foot_strike_s.push_back(event.time_s);
    if (label.find("off") != std::string::npos || label.ends_with("to"))
      of_side.toe_off_s.push_back(event.time_s);
  }
  return table;
}

Result<std::string> event_list(const std::vector<CaptureEvent>& events) {
  CsvTable table{.headers = {"time_s", "label", "context", "subject"}, .rows = {}};
  for (const CaptureEvent& event : events)
    table.rows.push_back({event.time_s, event.label, event.context, event.subject});
  return format_csv(table);
}

void start_at_zero(Capture& capture) {
  const double first = capture.markers.time_s.empty() ? 0.0 : capture.markers.time_s.front();
  for (double& t : capture.markers.time_s) t -= first;
  for (double* start : {&capture.analogs.start_s, &capture.plates.start_s, &capture.segments.start_s})
    *start -= first;
  for (CaptureEvent& event : capture.events) event.time_s -= first;
}

std::vector<std::string> make_upright(const ConvertRequest& request, Capture& capture) {
  UpChoice choice = find_up(capture);
  if (request.up) choice = {*request.up, "given by hand"};
  turn(turn_to_y_up(choice.up, request.quarter_turns), capture);
  std::vector<std::string> choices{fmt::format("the recording's {} is up and becomes y ({}; --up changes it)",
                                               axis_name(choice.up), choice.why)};
  if (request.quarter_turns != 0)
    choices.push_back(fmt::format("turned by {}° about the vertical", 90 * request.quarter_turns));
  if (request.from_zero) {
    choices.emplace_back("the first frame is at 0 s");
  } else if (capture.first_frame != 1) {
    choices.push_back(
        fmt::format("the first frame is number {}: times are those of the recording "
                    "(--from-zero begins at 0)",
                    capture.first_frame));
  }
  if (!capture.plates.plates.empty()) {
    choices.push_back(fmt::format("a force below {:.6g} N is no contact (--contact-force changes it)",
                                  capture.plates.contact_force_n));
  }
  return choices;
}

std::string description_of(const ConvertRequest& request, const ConvertedCapture& converted) {
  std::string text = fmt::format("hamstring {}, from {}", request.program_version,
                                 quote_for_message(request.capture.filename().string()));
  for (const std::string& choice : converted.choices) text += "; " + choice;
  return text;
}

Result<void> make_files(const std::string& stem, const std::string& description,
                        ConvertedCapture& converted) {
  const Capture& capture = converted.capture;
  const auto add = [&](std::string ending, std::string text, std::string contents) {
    converted.files.push_back({stem + std::move(ending), std::move(text), std::move(contents)});
  };
  if (capture.markers.markers() > 0) {
    HAMSTRING_TRY(text, format_trc(capture.markers, stem + ".trc"));
    add(".trc", std::move(text), counted(capture.markers.markers(), "marker"));
  }
  if (!capture.plates.plates.empty()) {
    HAMSTRING_TRY(text, format_storage(force_table(capture.plates),
                                       {.title = "forces of " + stem, .description = description}));
    add("_forces.mot", std::move(text), counted(capture.plates.plates.size(), "force plate"));
  }
  if (!capture.analogs.channels.empty()) {
    HAMSTRING_TRY(text, format_storage(signal_table(capture.analogs),
                                       {.title = "signals of " + stem,
                                        .description = description + "\n" + units_of(capture.analogs)}));
    add("_analogs.sto", std::move(text), counted(capture.analogs.channels.size(), "analog signal"));
  }
  if (!capture.outputs.empty()) {
    HAMSTRING_TRY(text, format_storage(output_table(capture),
                                       {.title = "model outputs of " + stem, .description = description}));
    add("_outputs.sto", std::move(text), counted(capture.outputs.size(), "model output"));
  }
  if (capture.events.empty()) return {};
  const EventTable feet = foot_events(capture.events);
  const bool has_feet = !feet.left.foot_strike_s.empty() || !feet.left.toe_off_s.empty() ||
                        !feet.right.foot_strike_s.empty() || !feet.right.toe_off_s.empty();
  if (has_feet) add("_events.csv", write_event_table(feet, "given"), "foot strikes and toe-offs");
  HAMSTRING_TRY(list, event_list(capture.events));
  add("_all_events.csv", std::move(list), counted(capture.events.size(), "event"));
  return {};
}

}  // namespace

TimeSeries force_table(const ForcePlates& plates) {
  std::vector<double> time_s(plates.samples);
  for (std::size_t s = 0; s < plates.samples; ++s) time_s[s] = plates.time_s(s);
  TimeSeries table(std::move(time_s), {});
  std::array<std::vector<double>, 9> columns;
  for (const ForcePlate& plate : plates.plates) {
    for (auto& column : columns) column.assign(plates.samples, 0.0);
    const auto& centers = plate.center_of_pressure_m;
    const auto first = std::ranges::find_if(centers, [](const Vec3& p) { return p.allFinite(); });
    Vec3 point = first == centers.end() ? plate.center_m : *first;
    for (std::size_t s = 0; s < plates.samples; ++s) {
      const bool in_contact = centers[s].allFinite();
      if (in_contact) point = centers[s];
      for (int k = 0; k < 3; ++k) {
        const auto i = static_cast<std::size_t>(k);
        columns[i][s] = in_contact ? plate.force_n[s][k] : 0.0;
        columns[3 + i][s] = point[k];
        columns[6 + i][s] = in_contact ? plate.free_moment_n_m[s][k] : 0.0;
      }
    }
    constexpr std::array endings{"force_{}_vx", "force_{}_vy", "force_{}_vz", "force_{}_px", "force_{}_py",
                                 "force_{}_pz", "torque_{}_x", "torque_{}_y", "torque_{}_z"};
    for (std::size_t i = 0; i < endings.size(); ++i)
      table.add_column("ground_" + fmt::format(fmt::runtime(endings[i]), plate.name), columns[i]);
  }
  return table;
}

Result<ConvertedCapture> convert_capture(const ConvertRequest& request, Diagnostics& diagnostics) {
  ConvertedCapture converted;
  HAMSTRING_TRY(capture, read_c3d(request.capture, request.reading, diagnostics));
  converted.capture = std::move(capture);
  if (request.from_zero) start_at_zero(converted.capture);
  converted.choices = make_upright(request, converted.capture);
  std::string stem = request.capture.stem().string();
  if (stem.empty() || stem == "-") stem = "capture";
  HAMSTRING_TRY_DO(make_files(stem, description_of(request, converted), converted));
  return converted;
}

Result<void> write_converted(const std::filesystem::path& folder, const ConvertedCapture& converted) {
  for (const ConvertedFile& file : converted.files) {
    HAMSTRING_TRY_DO(write_file(folder / file.name, file.text));
  }
  return {};
}

}  // namespace hamstring::analysis

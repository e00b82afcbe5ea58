#include "service/lab.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/text.h"
#include "core/try.h"
#include "formats/trc/trc_reader.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

enum class Kind { model, motion, markers, unknown };

Kind kind_of(const std::string& name) {
  std::string end = std::filesystem::path(name).extension().string();
  for (char& c : end) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (end == ".osim") return Kind::model;
  if (end == ".mot" || end == ".sto" || end == ".toml") return Kind::motion;
  return end == ".trc" ? Kind::markers : Kind::unknown;
}

/// Only the name's last part, of harmless letters: it is told in messages and reports.
std::string safe_name(const std::string& name) {
  std::string safe;
  for (const char c : std::filesystem::path(name).filename().string()) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
    safe += good ? c : '_';
  }
  if (safe.size() > 120) safe = safe.substr(safe.size() - 120);
  return safe.starts_with('.') ? "file" + safe : safe;
}

Json figure(const char* id, double value, const char* unit = "") {
  return {{"id", id}, {"value", std::isfinite(value) ? Json(value) : Json(nullptr)}, {"unit", unit}};
}

/// The chain as a person reads it: every stage with its state and its figures.
class Chain {
 public:
  void add(const char* stage, const char* state, Json figures = Json::array(), const std::string& word = {}) {
    stages_.push_back({{"id", stage}, {"state", state}, {"figures", std::move(figures)}, {"word", word}});
  }
  /// What comes after the last added stage has not begun.
  void rest() {
    for (const char* stage : {"read", "model", "events", "strides", "muscles"}) {
      const bool there = std::ranges::any_of(stages_, [&](const Json& s) { return s["id"] == stage; });
      if (!there) add(stage, "not_begun");
    }
  }
  [[nodiscard]] Json take() {
    rest();
    return std::move(stages_);
  }

 private:
  Json stages_ = Json::array();
};

constexpr std::size_t warnings_shown = 200;

Json warnings_json(const Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& d : diagnostics.entries()) {
    if (list.size() == warnings_shown) {
      const std::size_t more = diagnostics.entries().size() - warnings_shown;
      list.push_back({{"severity", "note"}, {"message", fmt::format("{} more notes like these", more)}});
      break;
    }
    Json one{{"severity", severity_name(d.severity)}, {"message", d.message}};
    if (!d.file.empty()) one["file"] = std::filesystem::path(d.file).filename().string();
    if (d.line > 0) one["line"] = d.line;
    if (!d.element.empty()) one["element"] = d.element;
    list.push_back(std::move(one));
  }
  return list;
}

const char* state_of(const Diagnostics& diagnostics) {
  return diagnostics.count(Severity::warning) > 0 ? "warned" : "done";
}

struct Markers {
  Json file, figures;
  Diagnostics diagnostics;
};

Result<Markers> read_markers(const LabFile& file) {
  Markers made;
  HAMSTRING_TRY(read, parse_trc(file.text, safe_name(file.name), made.diagnostics));
  std::size_t missing = 0;
  for (std::size_t m = 0; m < read.markers(); ++m) missing += read.missing_frames(m);
  const auto all = static_cast<double>(read.frames() * read.markers());
  const double seen = all > 0 ? 100.0 * (1.0 - static_cast<double>(missing) / all) : 0.0;
  made.figures = Json::array(
      {figure("frames", static_cast<double>(read.frames())),
       figure("seconds", read.time_s.back() - read.time_s.front(), "s"), figure("rate", read.rate_hz, "Hz"),
       figure("markers", static_cast<double>(read.markers())), figure("seen", seen, "%")});
  made.file = {{"name", file.name}, {"kind", "markers"}, {"used", false}, {"markers", read.names}};
  return made;
}

const char* gait_word(GaitKind kind) {
  return kind == GaitKind::running ? "running" : kind == GaitKind::walking ? "walking" : "none";
}

void tell_chain(const analysis::MotionAnalysis& analysis, Chain& chain) {
  const report::MotionReport& report = analysis.report;
  const auto used = static_cast<double>(report.model.coordinates_used.size());
  const double seconds = report.time_s.back() - report.time_s.front();
  chain.add("read", state_of(report.diagnostics),
            Json::array({figure("frames", static_cast<double>(report.time_s.size())),
                         figure("seconds", seconds, "s"),
                         figure("rate", static_cast<double>(report.time_s.size() - 1) / seconds, "Hz")}));
  std::size_t hamstrings = 0;
  for (const report::SideResult& side : report.sides) hamstrings += side.muscles.size();
  chain.add("model", hamstrings > 0 ? "done" : "warned",
            Json::array(
                {figure("coordinates", used),
                 figure("coordinates_missing", static_cast<double>(report.model.coordinates_missing.size())),
                 figure("muscles", static_cast<double>(report.model.muscle_count)),
                 figure("hamstrings", static_cast<double>(hamstrings))}),
            report.model.name);
  chain.add("events", report.gait == GaitKind::none ? "warned" : "done",
            Json::array({figure("speed", report.speed_m_per_s, "m/s")}), gait_word(report.gait));
  Json strides = Json::array();
  for (const report::SideResult& side : report.sides) {
    strides.push_back(figure(side.side == Side::left ? "left" : "right",
                             static_cast<double>(side.strides.complete.size())));
  }
  chain.add("strides", report::stride_count(report) > 0 ? "done" : "warned", std::move(strides),
            report.no_strides_reason);
  std::set<std::string> shown;
  for (const report::SideResult& side : report.sides)
    for (const report::MuscleResult& muscle : side.muscles) shown.insert(muscle.name_in_model);
  const auto jumps = std::ranges::count_if(
      report.jumps, [&](const report::ReportedJump& jump) { return shown.contains(jump.muscle); });
  Json muscles = Json::array({figure("jumps", static_cast<double>(jumps))});
  // The report's first number, and no other beside it.
  muscles.push_back(figure("peak_stretch", 100.0 * analysis::first_number(analysis), "%"));
  chain.add("muscles", jumps == 0 ? "done" : "warned", std::move(muscles));
}

std::unexpected<Problem> stopped(Error error, Chain& chain, const Diagnostics& diagnostics) {
  error.file = std::filesystem::path(error.file).filename().string();
  Problem problem{.code = Code::bad_input, .error = error};
  problem.error.message = error.text();
  problem.error.advice.clear();  // it is part of the text
  problem.extra = {{"stages", chain.take()}, {"warnings", warnings_json(diagnostics)}};
  return std::unexpected(problem);
}

/// What was dropped, by what it is.
struct Dropped {
  const LabFile* model = nullptr;
  std::vector<const LabFile*> motions;
  Json files = Json::array();
  std::optional<Json> marker_figures;
  Diagnostics diagnostics;
};

Outcome<Dropped> sort_files(const LabRequest& request, Chain& chain) {
  Dropped dropped;
  for (const LabFile& file : request.files) {
    const Kind kind = kind_of(file.name);
    if (kind == Kind::unknown) {
      return stopped({.message = "this is not a file the lab reads",
                      .file = file.name,
                      .advice = "Drop a motion (.mot, .sto), its model (.osim) or markers (.trc)"},
                     chain, dropped.diagnostics);
    }
    if (kind == Kind::markers) {
      auto markers = read_markers(file);
      if (!markers) {
        chain.add("read", "stopped");
        return stopped(markers.error(), chain, dropped.diagnostics);
      }
      dropped.files.push_back(markers->file);
      dropped.marker_figures = markers->figures;
      dropped.diagnostics.append(markers->diagnostics);
      continue;
    }
    if (kind == Kind::model && dropped.model != nullptr) {
      return stopped({.message = "two models were dropped; one was expected", .file = file.name}, chain,
                     dropped.diagnostics);
    }
    if (kind == Kind::model) {
      dropped.model = &file;
      dropped.files.push_back({{"name", file.name}, {"kind", "model"}, {"used", true}});
    } else {
      dropped.motions.push_back(&file);
    }
  }
  return dropped;
}

/// Whether the engine refused the model rather than the motion.
bool is_about(const Error& error, const std::filesystem::path& file) {
  return std::filesystem::path(error.file).filename() == file.filename();
}

void begins(const LabRequest& request, std::string_view stage) {
  if (request.progress) request.progress(stage);
}

}  // namespace

Outcome<LabResult> run_lab(const LabRequest& request) {
  begins(request, "reading");
  Chain chain;
  HAMSTRING_TRY(dropped, sort_files(request, chain));
  Diagnostics& noticed = dropped.diagnostics;
  const auto reply = [&](Json stages) {
    return Json{{"stages", std::move(stages)},
                {"warnings", warnings_json(noticed)},
                {"files", dropped.files},
                {"downloads", Json::array()}};
  };
  if (dropped.motions.empty()) {
    if (!dropped.marker_figures)
      return stopped({.message = "there is no motion among these files",
                      .advice = "Drop joint angles (.mot or .sto), with their model (.osim)"},
                     chain, noticed);
    chain.add("read", state_of(noticed), *dropped.marker_figures);
    chain.add("model", "needs_angles");
    return LabResult{.reply = reply(chain.take()), .results = {}};
  }
  const LabFile* own = dropped.model;
  const std::filesystem::path model =
      own != nullptr ? std::filesystem::path(safe_name(own->name)) : request.built_in_model;
  // Forces are often dropped beside the angles they belong to: the first motion the model can move by is
  // taken.
  std::optional<Error> refused;
  Diagnostics refused_noticed;
  std::optional<analysis::MotionAnalysis> analysis;
  begins(request, "computing");
  for (const LabFile* file : dropped.motions) {
    const std::filesystem::path path = safe_name(file->name);
    Json line{{"name", file->name}, {"kind", "motion"}, {"used", false}};
    if (!analysis) {
      Diagnostics found;
      auto made =
          analysis::analyze_motion({.motion = path,
                                    .model = model,
                                    .motion_content = file->text,
                                    .model_content = own != nullptr ? std::optional(own->text) : std::nullopt,
                                    .generated_on = request.generated_on,
                                    .program_version = program_version},
                                   found);
      if (made) {
        analysis = std::move(*made);
        line["used"] = true;
      } else if (!refused || is_about(*refused, path)) {
        refused = made.error();
        refused_noticed = found;
      }
    }
    dropped.files.push_back(std::move(line));
  }
  if (!analysis) {
    const bool the_model = refused && is_about(*refused, model);
    if (the_model) chain.add("read", "done");
    chain.add(the_model ? "model" : "read", "stopped");
    return stopped(refused.value_or(Error{.message = "nothing could be read"}), chain, refused_noticed);
  }
  begins(request, "writing");
  noticed.append(analysis->report.diagnostics);
  tell_chain(*analysis, chain);
  auto results = analysis::motion_files(*analysis);
  if (!results) return refuse(Code::storage, results.error());
  Json made = reply(chain.take());
  for (const analysis::ResultFile& result : *results)
    made["downloads"].push_back({{"name", result.name}, {"bytes", result.text.size()}});
  return LabResult{.reply = std::move(made), .results = std::move(*results)};
}

}  // namespace hamstring::service

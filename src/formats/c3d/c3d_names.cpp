#include "formats/c3d/c3d_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include "core/text.h"
#include "core/word_table.h"
#include "formats/text/table_text.h"

namespace hamstring::c3d {
namespace {

struct OutputGroup {
  std::string_view list, unit;
  OutputKind kind;
};

// Names of the user guide and of Vicon.
constexpr std::array<OutputGroup, 5> output_groups{{
    {"ANGLES", "ANGLE_UNITS", OutputKind::angle},
    {"FORCES", "FORCE_UNITS", OutputKind::force},
    {"MOMENTS", "MOMENT_UNITS", OutputKind::moment},
    {"POWERS", "POWER_UNITS", OutputKind::power},
    {"SCALARS", "SCALAR_UNITS", OutputKind::scalar},
}};

constexpr WordTable<OutputKind, 9> output_endings{{
    {"angles", OutputKind::angle},
    {"angle", OutputKind::angle},
    {"moment", OutputKind::moment},
    {"moments", OutputKind::moment},
    {"power", OutputKind::power},
    {"powers", OutputKind::power},
    {"groundreactionforce", OutputKind::force},
    {"groundreactionmoment", OutputKind::moment},
    {"force", OutputKind::force},
}};

std::optional<OutputKind> kind_by_ending(std::string_view name) {
  const std::string plain = to_lower(name);
  for (const auto& [ending, kind] : output_endings) {
    if (plain.size() > ending.size() && plain.ends_with(ending)) return kind;
  }
  return std::nullopt;
}

std::string_view without_subject(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos || colon + 1 == name.size() ? name : name.substr(colon + 1);
}

/// "Ada:LASI" is LASI where all labels are Ada's.
void drop_single_subject(std::vector<PointName>& points, std::size_t labelled, Diagnostics& diagnostics) {
  std::set<std::string, std::less<>> subjects;
  for (std::size_t p = 0; p < labelled; ++p) {
    const std::string_view name = points[p].name;
    const std::string_view plain = without_subject(name);
    if (plain.size() != name.size()) subjects.emplace(name.substr(0, name.size() - plain.size() - 1));
  }
  if (subjects.size() > 1) {
    std::string all;
    for (const std::string& subject : subjects) all += (all.empty() ? "" : ", ") + quote_for_message(subject);
    diagnostics.warn(fmt::format("markers of {} are in this file: {}; all are read, under their full names",
                                 counted(subjects.size(), "subject"), all),
                     "POINT:LABELS");
  } else if (subjects.size() == 1) {
    for (std::size_t p = 0; p < labelled; ++p) points[p].name = std::string(without_subject(points[p].name));
    diagnostics.note(fmt::format("the subject's name, '{}:', before the markers' names is left out",
                                 quote_for_message(*subjects.begin())),
                     "POINT:LABELS");
  }
}

void mark_outputs(const Parameters& parameters, std::vector<PointName>& points, Diagnostics& diagnostics) {
  std::map<std::string, const OutputGroup*, std::less<>> listed;
  for (const OutputGroup& group : output_groups) {
    for (const std::string& name : parameters.texts("POINT", group.list)) {
      if (!name.empty()) listed.emplace(without_subject(name), &group);
    }
  }
  std::size_t by_name = 0;
  for (PointName& point : points) {
    const auto found = listed.find(without_subject(point.name));
    if (found != listed.end()) {
      point.output = found->second->kind;
      point.unit = parameters.text("POINT", found->second->unit);
    } else if (listed.empty()) {
      point.output = kind_by_ending(point.name);
      by_name += point.output ? 1 : 0;
    }
  }
  if (by_name > 0) {
    diagnostics.note(fmt::format("{} taken for what a model computed, not for markers, by their names",
                                 counted(by_name, "point")),
                     "POINT:LABELS");
  }
}

}  // namespace

std::vector<PointName> name_points(const Parameters& parameters, std::size_t points,
                                   Diagnostics& diagnostics) {
  std::vector<std::string> labels = parameters.texts("POINT", "LABELS");
  if (labels.size() > points) {
    diagnostics.note(
        fmt::format("{} labels for {}; the first ones are used", labels.size(), counted(points, "point")),
        "POINT:LABELS");
  }
  labels.resize(points);
  std::vector<PointName> named;
  std::size_t without = 0;
  for (std::size_t p = 0; p < points; ++p) {
    const bool has_name = !labels[p].empty();
    without += has_name ? 0 : 1;
    named.push_back({.name = has_name ? labels[p] : fmt::format("unlabelled{}", p + 1)});
  }
  if (without > 0) {
    diagnostics.note(fmt::format("{} without a label; named by their number", counted(without, "point")),
                     "POINT:LABELS");
  }
  drop_single_subject(named, points, diagnostics);
  mark_outputs(parameters, named, diagnostics);
  return named;
}

std::vector<CaptureEvent> read_events(const Preamble& preamble, Diagnostics& diagnostics) {
  std::vector<CaptureEvent> events;
  const Parameters& p = preamble.parameters;
  const std::size_t used = p.count("EVENT", "USED").value_or(0);
  if (used > 0) {
    const std::vector<double> times = p.numbers("EVENT", "TIMES");  // minutes and seconds of each
    const auto labels = p.texts("EVENT", "LABELS"), contexts = p.texts("EVENT", "CONTEXTS"),
               subjects = p.texts("EVENT", "SUBJECTS");
    const auto text_of = [](const std::vector<std::string>& texts, std::size_t i) {
      return i < texts.size() ? texts[i] : std::string();
    };
    for (std::size_t i = 0; i < used && 2 * i + 1 < times.size(); ++i) {
      const double time_s = 60.0 * times[2 * i] + times[2 * i + 1];
      if (!std::isfinite(time_s)) continue;
      events.push_back({time_s, text_of(labels, i), text_of(contexts, i), text_of(subjects, i)});
    }
    if (events.size() < used) {
      diagnostics.warn(
          fmt::format("{} counted, {} have a time and are read", counted(used, "event"), events.size()),
          "EVENT");
    }
  } else {
    for (const HeaderEvent& event : preamble.header.events) events.push_back({event.time_s, event.label});
  }
  std::ranges::stable_sort(events, {}, &CaptureEvent::time_s);
  return events;
}

}  // namespace hamstring::c3d

// What is said of frames that were not shared, and of muscles that took no part.
#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "model/model.h"
#include "muscle/moment_sharing.h"

namespace hamstring::muscle {
namespace {

/// Beyond it a frame is told of.
constexpr double exact_stationarity = 1e-8;

}  // namespace

using model::Model;

void name_outcomes(const Model& model, const SharingRequest& request, const SharedMoments& shared,
                   Diagnostics& diagnostics) {
  for (const Error& error : shared.left_out)
    diagnostics.warn("it takes no part in the sharing: " + error.message, error.element);
  for (const CoordinateIndex c : shared.carried_by_nothing)
    diagnostics.warn("no muscle and no actuator acts on it: its moment is left out",
                     model.coordinates[c.value()].name);
  const std::vector<double>& time_s = shared.activation.time_s();
  for (std::size_t j = 0; j < request.unknowns.size(); ++j) {
    if (shared.without_force[j] == 0) continue;
    diagnostics.warn(
        fmt::format("it gives no force that is known in {} of {} frames and takes no part in them",
                    shared.without_force[j], time_s.size()),
        request.unknowns[j].name);
  }
  struct Kind {
    std::size_t frames = 0, first = 0, worst = 0;
  };
  std::map<std::pair<SharingStatus, std::uint32_t>, Kind> kinds;
  for (std::size_t f = 0; f < shared.frames.size(); ++f) {
    const SharedFrame& frame = shared.frames[f];
    if (frame.status == SharingStatus::solved) continue;
    const bool infeasible = frame.status == SharingStatus::infeasible;
    Kind& kind = kinds[{frame.status, infeasible ? static_cast<std::uint32_t>(frame.short_row.value()) : 0}];
    if (kind.frames++ == 0) kind.first = kind.worst = f;
    if (frame.shortage > shared.frames[kind.worst].shortage) kind.worst = f;
  }
  Kind near;
  for (std::size_t f = 0; f < shared.frames.size(); ++f) {
    const SharedFrame& frame = shared.frames[f];
    if (frame.status != SharingStatus::solved || frame.stationarity <= exact_stationarity) continue;
    if (near.frames++ == 0) near.first = near.worst = f;
    if (frame.stationarity > shared.frames[near.worst].stationarity) near.worst = f;
  }
  if (near.frames > 0)
    diagnostics.note(
        fmt::format(
            "{} of {} frames, first at {:.4g} s: the moments are carried, with the least effort but for "
            "steps of activation of up to {:.1e} (at {:.4g} s): forces of muscles bend sharply there",
            near.frames, time_s.size(), time_s[near.first], shared.frames[near.worst].stationarity,
            time_s[near.worst]),
        "sharing");
  for (const auto& [what, kind] : kinds) {
    std::string message = fmt::format("{} of {} frames, first at {:.4g} s: {}", kind.frames, time_s.size(),
                                      time_s[kind.first], status_text(what.first));
    if (what.first == SharingStatus::infeasible)
      message += fmt::format("; at {:.4g} s {:.3g} N m are missing, at least", time_s[kind.worst],
                             shared.frames[kind.worst].shortage);
    diagnostics.warn(message, what.first == SharingStatus::infeasible ? model.coordinates[what.second].name
                                                                      : std::string("sharing"));
  }
}

}  // namespace hamstring::muscle

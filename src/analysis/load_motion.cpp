#include "analysis/load_motion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/storage/storage_reader.h"
#include "kinematics/joint_motion.h"
#include "kinematics/motion_kind.h"
#include "movement/movement.h"

namespace hamstring::analysis {
namespace {

// The library's movements are periodic; this many cycles show that, and the ends can be left out.
// They begin before a foot strike, so that the first stride is whole.
constexpr movement::Sampling library_sampling{.cycles = 4.0, .rate_hz = 200.0, .first_phase = 0.8};

/// Files of other programs, known by their first bytes: what would make joint angles of them.
std::optional<Error> other_file(const std::filesystem::path& path, std::string_view content) {
  const std::string_view begin = trim(content.substr(0, 512));
  if (to_lower(path.extension().string()) == ".trc" || begin.starts_with("PathFileType")) {
    return Error{
        .message = "these are markers (.trc), not joint angles",
        .advice =
            "On the command line 'hamstring analyze FILE.trc --static STANDING.trc' makes joint angles "
            "of it and analyzes them; the folder it writes holds them (_ik.mot) and the model "
            "(_person.osim)."};
  }
  if (to_lower(path.extension().string()) == ".c3d" ||
      (begin.size() > 2 && content[1] == '\x50' &&
       content.substr(0, 512).find('\0') != std::string_view::npos)) {
    return Error{
        .message = "this is a C3D recording: markers, forces and signals, not joint angles",
        .advice =
            "On the command line 'hamstring analyze FILE.c3d --static STANDING.c3d' makes joint angles "
            "of its markers and analyzes them; the folder it writes holds them (_ik.mot) and the "
            "model (_person.osim)."};
  }
  if (begin.starts_with("<?xml") || begin.starts_with("<OpenSimDocument")) {
    return Error{.message = "this is an OpenSim document (a model or a setup), not joint angles",
                 .advice = "A model is given with --model; setups are run with: hamstring run-tool FILE"};
  }
  return std::nullopt;
}

Result<JointMotion> read_motion(const MotionRequest& request, const std::string& content,
                                const model::Model& model, Diagnostics& diagnostics) {
  const JointMotionOptions options{.mode = request.mode,
                                   .lowpass_hz = request.lowpass_hz,
                                   .in_degrees = request.in_degrees,
                                   .refuse_other_unit = true};
  if (request.motion.extension() == ".toml") {
    HAMSTRING_TRY(movement,
                  movement::parse_movement(content, request.motion.filename().string(), diagnostics));
    HAMSTRING_TRY(table, movement::movement_as_table(movement, library_sampling));
    JointMotionOptions library_options = options;
    library_options.partial_by_design = true;  // a movement describes the joints that matter to it
    return joint_motion_from_series(model, table, library_options, diagnostics);
  }
  if (std::optional<Error> error = other_file(request.motion, content)) return failure(std::move(*error));
  HAMSTRING_TRY(table, parse_storage(content, request.motion.filename().string(), diagnostics));
  if (std::string strange = strange_times(table); !strange.empty()) diagnostics.warn(strange, "time");
  if (const auto other = other_kind_of(table, model, request.in_degrees)) {
    return failure(
        {.message = fmt::format("this seems to hold {}, not joint angles: {}", other->what, other->because),
         .advice = other->advice});
  }
  return joint_motion_from_table(model, std::move(table), options, diagnostics);
}

// Slower than this no step is seen, faster no camera and no sensor on a person is; ours, wide on purpose.
constexpr double rate_min_hz = 2.0, rate_max_hz = 20'000.0;

/// The times as a recording of somebody who moves has them.
Result<void> has_a_rate(const JointMotion& motion) {
  const double seconds = motion.time_s.back() - motion.time_s.front();
  const double rate_hz = static_cast<double>(motion.frames() - 1) / seconds;
  if (rate_hz >= rate_min_hz && rate_hz <= rate_max_hz) return {};
  return failure(
      {.message = fmt::format("{} frames in {} s: {:.3g} frames a second are no recording of a movement",
                              motion.frames(), seconds, rate_hz),
       .element = "time",
       .advice = fmt::format("Give the time in seconds; {:g} to {:g} frames a second are read.", rate_min_hz,
                             rate_max_hz)});
}

/// What was asked for lies within what was recorded, with a sample of grace for times of few digits.
Result<void> is_within(const MotionRequest& request, const JointMotion& motion, double grace) {
  const double begins = motion.time_s.front(), ends = motion.time_s.back();
  const auto refuse = [&](std::string what) {
    return failure({.message = std::move(what),
                    .file = request.motion.string(),
                    .advice = fmt::format("Change --from and --to; the recording goes from {} s to {} s.",
                                          begins, ends)});
  };
  for (const auto& [name, asked] : {std::pair("--from", request.from_s), {"--to", request.to_s}}) {
    if (!asked) continue;
    if (!std::isfinite(*asked)) return refuse(fmt::format("{}: a time in seconds was expected", name));
    if (*asked < begins - grace)
      return refuse(fmt::format("{} {} s lies before the recording begins", name, *asked));
    if (*asked > ends + grace)
      return refuse(fmt::format("{} {} s lies after the recording ends", name, *asked));
  }
  if (request.from_s && request.to_s && *request.from_s >= *request.to_s)
    return refuse(fmt::format("--from {} s is not before --to {} s", *request.from_s, *request.to_s));
  return {};
}

/// First and last frame from `from` to `to`, with a quarter of a sample of grace for times of few digits.
Result<std::pair<std::size_t, std::size_t>> frames_within(const MotionRequest& request,
                                                          const JointMotion& motion) {
  const double sample =
      (motion.time_s.back() - motion.time_s.front()) / static_cast<double>(motion.frames() - 1);
  HAMSTRING_TRY_DO(is_within(request, motion, sample));
  const double grace = 0.25 * sample;
  const double from = request.from_s.value_or(motion.time_s.front()) - grace;
  const double to = request.to_s.value_or(motion.time_s.back()) + grace;
  const auto first = std::ranges::lower_bound(motion.time_s, from);
  const auto end = std::ranges::upper_bound(motion.time_s, to);
  if (end - first < 2) {
    return failure(
        {.message = fmt::format("no two frames lie between {} s and {} s; the motion goes from {} s to {} s",
                                request.from_s.value_or(motion.time_s.front()),
                                request.to_s.value_or(motion.time_s.back()), motion.time_s.front(),
                                motion.time_s.back()),
         .file = request.motion.string(),
         .advice = "Change --from and --to."});
  }
  return std::pair(static_cast<std::size_t>(first - motion.time_s.begin()),
                   static_cast<std::size_t>(end - motion.time_s.begin()) - 1);
}

}  // namespace

Result<GivenEvents> read_events(const MotionRequest& request) {
  if (!request.events) return GivenEvents{};
  HAMSTRING_TRY(content, read_file(*request.events));
  HAMSTRING_TRY(table, parse_event_table(content, request.events->string()));
  return GivenEvents{
      .table = std::move(table),
      .file = InputFile{
          .role = "events", .name = request.events->filename().string(), .sha256 = sha256_hex(content)}};
}

Result<LoadedModel> model_of(const MotionRequest& request, Diagnostics& diagnostics) {
  return request.model_content ? load_model_content(*request.model_content, request.model, request.mode,
                                                    request.hamstrings, diagnostics)
                               : load_model(request.model, request.mode, request.hamstrings, diagnostics);
}

Result<LoadedMotion> load_motion(const MotionRequest& request, const model::Model& model,
                                 Diagnostics& diagnostics) {
  const auto refuse = [&](Error error) {
    error.file = request.motion.string();  // results carry names without folders; an error needs the place
    return failure(std::move(error));
  };
  LoadedMotion loaded{.motion = {}, .file = {.role = "motion", .name = request.motion.filename().string()}};
  Diagnostics found;
  found.set_file(request.motion.filename().string());
  {
    HAMSTRING_TRY(read,
                  request.motion_content ? Result<std::string>(std::string()) : read_file(request.motion));
    const std::string& content = request.motion_content ? *request.motion_content : read;
    loaded.file.sha256 = sha256_hex(content);
    Result<JointMotion> motion = read_motion(request, content, model, found);
    diagnostics.append(found);
    if (!motion) return refuse(motion.error());
    loaded.motion = std::move(*motion);
    if (const auto good = has_a_rate(loaded.motion); !good) return refuse(good.error());
  }
  const auto kept = frames_within(request, loaded.motion);
  if (!kept) return refuse(kept.error());
  const auto [first, last] = *kept;
  if (first == 0 && last + 1 == loaded.motion.frames()) return loaded;
  loaded.whole = std::move(loaded.motion);
  loaded.motion = slice(*loaded.whole, first, last);
  return loaded;
}

}  // namespace hamstring::analysis

#include "service/leg_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/try.h"
#include "service/exercise_stretch.h"

namespace hamstring::service {
namespace {

constexpr double degrees = 180.0 / std::numbers::pi;
constexpr int frames_a_cycle = 100;

/// A tenth of a millimeter is finer than any screen; the rest is bytes.
double rounded(double value, double step) {
  return std::isfinite(value) ? std::round(value / step) * step : 0.0;
}

Json point_json(const Vec3& p) {
  return {rounded(p.x(), 1e-4), rounded(p.y(), 1e-4), rounded(p.z(), 1e-4)};
}

Json leg_json(const muscle::LegPoints& leg) {
  Json muscles = Json::array();
  for (const auto& course : leg.muscles) {
    Json points = Json::array();
    for (const Vec3& p : course) points.push_back(point_json(p));
    muscles.push_back(std::move(points));
  }
  return {{"hip", point_json(leg.hip)},   {"knee", point_json(leg.knee)}, {"ankle", point_json(leg.ankle)},
          {"heel", point_json(leg.heel)}, {"toe", point_json(leg.toe)},   {"muscles", std::move(muscles)}};
}

Json axes_json(const muscle::BodyAxes& axes) {
  return {{"p", point_json(axes.p)}, {"x", point_json(axes.x)}, {"y", point_json(axes.y)}};
}

Json body_json(const muscle::BodyPoints& body) {
  return {
      {"pelvis", axes_json(body.pelvis)}, {"trunk", axes_json(body.trunk)}, {"at", point_json(body.at_m)}};
}

/// What the pose does, in one sentence: the one of the three that is stretched most, against upright.
std::string pose_sentence(const Words& words, const analysis::LegNow& now) {
  std::size_t most = 0;
  const auto percent = [&](std::size_t i) { return 100.0 * (now.length_m[i] / now.upright_m[i] - 1.0); };
  for (std::size_t i = 1; i < 3; ++i) {
    if (percent(i) > percent(most)) most = i;
  }
  const double value = std::round(10.0 * percent(most)) / 10.0;
  if (value == 0.0) return words("app.pose.upright");
  const std::string name = words(fmt::format("app.pose.muscle.{}", hamstring_code(all_hamstrings[most])));
  return words(rehab::Message{.id = value > 0.0 ? "app.pose.most" : "app.pose.slack",
                              .arguments = {{"muscle", name}, {"percent", std::abs(value)}}});
}

Json series_json(const std::vector<double>& values, double factor, double step) {
  Json list = Json::array();
  for (const double v : values) list.push_back(rounded(v * factor, step));
  return list;
}

/// The angles of a movement are recorded by its sources, or ours.
rehab::Evidence evidence_of(const analysis::LegScene& scene) {
  const bool ours = scene.sources == std::vector<std::string>{"ours"};
  return {.status = ours ? rehab::Status::our_assumption : rehab::Status::verified,
          .strength = ours ? rehab::Strength::D : rehab::Strength::C,
          .sources = scene.sources,
          .population = std::nullopt,
          .note = ""};
}

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

}  // namespace

Result<Legs> Legs::load(const std::filesystem::path& data_folder) {
  Diagnostics diagnostics;
  HAMSTRING_TRY(stage, analysis::load_leg_stage(data_folder, diagnostics));
  Legs legs;
  legs.stage_ = std::move(stage);
  HAMSTRING_TRY(scenes,
                analysis::leg_scenes(legs.stage_, data_folder / "movements", frames_a_cycle, diagnostics));
  legs.scenes_ = std::move(scenes);
  return legs;
}

Json Legs::movements(const Words& words) const {
  Json list = Json::array();
  for (const analysis::LegScene& scene : scenes_) {
    list.push_back({{"id", scene.id},
                    {"name", words("app.movement." + scene.id + ".name")},
                    {"sentence", words("app.movement." + scene.id + ".sentence")},
                    {"demonstration", scene.demonstration}});
  }
  return list;
}

Outcome<Json> Legs::movement(const Words& words, const std::string& id) const {
  const auto found = std::ranges::find(scenes_, id, &analysis::LegScene::id);
  if (found == scenes_.end()) return refuse(Code::not_found, "there is no such movement");
  const analysis::LegScene& scene = *found;
  Json frames = Json::array();
  for (const auto& sides : scene.frames) {
    frames.push_back({{"right", leg_json(sides[static_cast<std::size_t>(Side::right)])},
                      {"left", leg_json(sides[static_cast<std::size_t>(Side::left)])},
                      {"body", body_json(scene.bodies[frames.size()])}});
  }
  Json stretch = Json::array(), speed = Json::array();
  for (std::size_t h = 0; h < 4; ++h) {
    stretch.push_back(series_json(scene.stretch[h], 100.0, 1e-3));
    speed.push_back(series_json(scene.lengthening_m_per_s[h], 1.0, 1e-4));
  }
  return Json{{"id", id},
              {"name", words("app.movement." + id + ".name")},
              {"sentence", words("app.movement." + id + ".sentence")},
              {"cycle_s", scene.cycle_s},
              {"speed_m_s", scene.speed_m_per_s},
              {"toe_off_percent", scene.contact_fraction < 1.0 ? 100.0 * scene.contact_fraction : 0.0},
              {"frames", std::move(frames)},
              {"hip_deg", series_json(scene.hip_rad, degrees, 1e-2)},
              {"knee_deg", series_json(scene.knee_rad, degrees, 1e-2)},
              {"stretch_percent", std::move(stretch)},
              {"lengthening_m_s", std::move(speed)},
              {"sources", scene.sources},
              {"evidence", evidence_json(words, evidence_of(scene))},
              {"model", stage_.loaded.file.name}};
}

Json Legs::exercises(const Words& words) const {
  Json run = nullptr;
  const auto shown = std::ranges::find(scenes_, true, &analysis::LegScene::demonstration);
  if (shown != scenes_.end()) {
    Json longest = Json::object();
    for (std::size_t h = 0; h < 3; ++h)
      longest[std::string(hamstring_code(all_hamstrings[h]))] =
          rounded(100.0 * std::ranges::max(shown->stretch[h]), 0.1);
    run = {{"name", words("app.movement." + shown->id + ".name")},
           {"speed_m_s", shown->speed_m_per_s},
           {"longest_percent", std::move(longest)}};
  }
  return {{"exercises", exercise_stretches_json(words, exercise_stretches(words.knowledge(), stage_))},
          {"run", std::move(run)}};
}

Outcome<Json> Legs::pose(const Words& words, const Json& request) const {
  if (!request.is_object()) return refuse(Code::bad_input, "angles were expected");
  double problem = 0.0;
  const auto number = [&](const char* field) {
    const auto found = request.find(field);
    if (found == request.end()) return 0.0;
    if (!found->is_number()) problem = 1.0;
    return found->is_number() ? found->get<double>() : 0.0;
  };
  const analysis::PoseAsked asked{.thigh_rad = number("hip_flexion_deg") / degrees,
                                  .knee_rad = number("knee_flexion_deg") / degrees,
                                  .forward_tilt_rad = number("pelvic_tilt_deg") / degrees,
                                  .leg_length_m = number("leg_length_m")};
  if (problem > 0.0) return refuse(Code::bad_input, "angles are numbers in degrees");
  const Result<analysis::LegNow> now = analysis::leg_pose(stage_, asked);
  if (!now) return refuse(Code::bad_input, now.error());
  constexpr const char* names[] = {"biceps femoris long head", "semitendinosus", "semimembranosus",
                                   "biceps femoris short head"};
  Json muscles = Json::array();
  for (const Hamstring h : all_hamstrings) {
    const auto i = static_cast<std::size_t>(h);
    muscles.push_back({{"id", hamstring_code(h)},
                       {"name", names[i]},
                       {"length_m", now->length_m[i]},
                       {"upright_m", now->upright_m[i]},
                       {"stretch_percent", 100.0 * (now->length_m[i] / now->upright_m[i] - 1.0)},
                       {"hip_arm_m", number_or_null(now->hip_arm_m[i])},
                       {"knee_arm_m", number_or_null(now->knee_arm_m[i])}});
  }
  return Json{{"leg", leg_json(now->points)},
              {"body", body_json(now->body)},
              {"muscles", std::move(muscles)},
              {"sentence", pose_sentence(words, *now)},
              {"model", stage_.loaded.file.name}};
}

}  // namespace hamstring::service

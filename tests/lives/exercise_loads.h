// What exercises ask of the injured leg, in percent of what the uninjured one can do. healing.toml has five;
// those between are ours. Exercises with a weight that one chooses are done as heavy as the leg allows.
#pragma once

#include <string>
#include <string_view>

#include "tests/lives/truth.h"

namespace hamstring::lives {

struct ExerciseLoad {
  double percent = 15.0;
  std::string_view position = "inner";  ///< length at which it asks most
  bool chosen = false;                  ///< the weight or the depth is one's own choice
};

inline ExerciseLoad load_of(const std::string& exercise, const Truth& truth) {
  const auto is = [&](std::string_view name) { return exercise == name; };
  const double double_bridge = truth.drawn("loads.two_leg_bridge"),
               bridge = truth.drawn("loads.single_leg_bridge");
  const double light = truth.drawn("loads.set_to_15_repetition_maximum"),
               heavy = truth.drawn("loads.set_to_8_repetition_maximum");
  if (is("bridge_double") || is("bridge_hold")) return {double_bridge, "inner", false};
  if (is("bridge_single") || is("step_up") || is("squat_single")) return {bridge, "inner", false};
  // Quick catching asks for what one leg holds; how high and how fast is one's own choice.
  if (is("bridge_swap") || is("skips")) return {bridge, "mid", true};
  if (is("bridge_long_lever") || is("rdl_double") || is("diver") || is("extender"))
    return {bridge, "mid", true};
  if (is("hip_thrust") || is("prone_curl") || is("slider_curl")) return {light, "mid", true};
  if (is("rdl_single") || is("hip_extension_45") || is("glider") || is("seated_curl"))
    return {light, "outer", true};
  if (is("slider_curl_single")) return {heavy, "mid", true};
  // Hands and depth are one's own choice, and both legs share it.
  if (is("nordic")) return {truth.drawn("loads.nordic"), "outer", true};
  return {};
}

}  // namespace hamstring::lives

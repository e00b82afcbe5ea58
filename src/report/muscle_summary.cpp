#include "report/muscle_summary.h"

#include <vector>

namespace hamstring::report {

namespace {

using exposure::Exposure;
using exposure::Extreme;

template <class Read>
std::vector<double> collect(const std::vector<Exposure>& strides, Read read) {
  std::vector<double> values;
  values.reserve(strides.size());
  for (const Exposure& stride : strides) values.push_back(read(stride));
  return values;
}

ExtremeSummary summarize_extreme(const std::vector<Exposure>& strides, Extreme Exposure::* which) {
  using exposure::mean_sd;
  const auto percent = [which](const Exposure& e) {
    return exposure::percent_of_span(e.span, (e.*which).time_s);
  };
  return {.value = mean_sd(collect(strides, [which](const Exposure& e) { return (e.*which).value; })),
          .percent_of_cycle = exposure::cyclic_mean_sd(collect(strides, percent)),
          .hip_flexion_rad =
              mean_sd(collect(strides, [which](const Exposure& e) { return (e.*which).hip_flexion_rad; })),
          .knee_flexion_rad =
              mean_sd(collect(strides, [which](const Exposure& e) { return (e.*which).knee_flexion_rad; }))};
}

}  // namespace

MuscleSummary summarize(const MuscleResult& muscle) {
  const std::vector<Exposure>& strides = muscle.strides;
  return {.peak_stretch = summarize_extreme(strides, &Exposure::peak_stretch),
          .least_stretch = summarize_extreme(strides, &Exposure::least_stretch),
          .peak_lengthening_speed = summarize_extreme(strides, &Exposure::peak_lengthening_speed),
          .peak_shortening_speed = summarize_extreme(strides, &Exposure::peak_shortening_speed),
          .stretch_at_foot_strike = exposure::mean_sd(
              collect(strides, [](const Exposure& stride) { return stride.stretch_at_start; }))};
}

StrideSummary summarize(const StrideList& strides) {
  std::vector<double> duration;
  std::vector<double> contact;
  std::vector<double> toe_off;
  for (const Stride& stride : strides.complete) {
    duration.push_back(stride.duration_s());
    contact.push_back(stride.contact_s());
    toe_off.push_back(stride.toe_off_percent());
  }
  return {.duration_s = exposure::mean_sd(duration),
          .contact_s = exposure::mean_sd(contact),
          .toe_off_percent = exposure::mean_sd(toe_off)};
}

double shown_peak_stretch(const MuscleResult& muscle) {
  return exposure::mean_peak_stretch(muscle);
}

}  // namespace hamstring::report

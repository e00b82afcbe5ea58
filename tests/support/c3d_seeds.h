// Small recordings in every encoding, from which the fuzzer of the C3D reader starts (fuzz/corpus/fuzz_c3d/).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/c3d_writer.h"

namespace hamstring::testing {

/// Two markers, an angle, a plate of the type given, an event.
inline C3dSketch c3d_seed(C3dProcessor processor, bool real, int plate_type) {
  C3dSketch s{.processor = processor,
              .real = real,
              .labels = {"LASI", "RHEE", "LKneeAngles"},
              .samples_per_frame = 2};
  const std::size_t channels = plate_type == 3 ? 8 : 6;
  std::vector<int> numbers;
  for (std::size_t c = 0; c < channels; ++c) {
    s.signals.emplace_back(8, c == 2 ? -400.0 : 10.0 * static_cast<double>(c));
    numbers.push_back(static_cast<int>(c) + 1);
  }
  for (int f = 0; f < 4; ++f) s.frames.push_back({Vec3(f, 2, 900), Vec3(1, 2 * f, 40), Vec3(30, f, 0)});
  std::vector<double> matrix(36, 0.0);
  for (std::size_t i = 0; i < 6; ++i) matrix[7 * i] = 2.0;
  s.parameters = {{"POINT", "ANGLES", std::vector<std::string>{"LKneeAngles"}},
                  {"POINT", "Y_SCREEN", std::vector<std::string>{"+Z"}},
                  {"ANALOG", "SCALE", std::vector<double>(channels, 1.0)},
                  {"FORCE_PLATFORM", "USED", std::vector<std::uint8_t>{1}},
                  {"FORCE_PLATFORM", "TYPE", std::vector<int>{plate_type}},
                  {"FORCE_PLATFORM",
                   "CORNERS",
                   std::vector<double>{600, 400, 0, 600, 0, 0, 0, 0, 0, 0, 400, 0},
                   {3, 4, 1}},
                  {"FORCE_PLATFORM", "ORIGIN", std::vector<double>{120, 200, -40}, {3, 1}},
                  {"FORCE_PLATFORM", "CHANNEL", numbers, {static_cast<int>(channels), 1}},
                  {"FORCE_PLATFORM", "CAL_MATRIX", matrix, {6, 6, 1}},
                  {"EVENT", "USED", std::vector<int>{1}},
                  {"EVENT", "TIMES", std::vector<double>{0.0, 0.02}, {2, 1}},
                  {"EVENT", "LABELS", std::vector<std::string>{"Foot Strike"}},
                  {"EVENT", "CONTEXTS", std::vector<std::string>{"Left"}}};
  return s;
}

/// The files of the corpus by name.
inline std::map<std::string, std::string> c3d_seeds() {
  return {{"intel_real_2.c3d", write_c3d(c3d_seed(C3dProcessor::intel, true, 2))},
          {"intel_word_4.c3d", write_c3d(c3d_seed(C3dProcessor::intel, false, 4))},
          {"dec_real_3.c3d", write_c3d(c3d_seed(C3dProcessor::dec, true, 3))},
          {"dec_word_1.c3d", write_c3d(c3d_seed(C3dProcessor::dec, false, 1))},
          {"sgi_real_4.c3d", write_c3d(c3d_seed(C3dProcessor::sgi, true, 4))},
          {"sgi_word_7.c3d", write_c3d(c3d_seed(C3dProcessor::sgi, false, 7))}};
}

}  // namespace hamstring::testing

// The C3D reader on any bytes: markers, signals, plates whose sizes agree and whose numbers are whole or
// missing, or an error with a message; never a crash or a hang.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/c3d/c3d_reader.h"
#include "record/capture_axes.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void require_whole_or_missing(const std::vector<hamstring::Vec3>& values) {
  for (const hamstring::Vec3& v : values) require(v.allFinite() || v.array().isNaN().all());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  auto capture = hamstring::parse_c3d(content, "fuzz.c3d", {}, diagnostics);
  if (!capture) {
    require(!capture.error().message.empty());
    return 0;
  }
  const hamstring::MarkerTrajectories& markers = capture->markers;
  require(markers.positions_m.size() == markers.frames() * markers.markers());
  require_whole_or_missing(markers.positions_m);
  for (std::size_t f = 1; f < markers.frames(); ++f) require(markers.time_s[f] > markers.time_s[f - 1]);
  require(capture->analogs.values.size() == capture->analogs.samples * capture->analogs.channels.size());
  for (const hamstring::ModelOutput& output : capture->outputs)
    require(output.values.size() == markers.frames());
  for (const hamstring::ForcePlate& plate : capture->plates.plates) {
    require(plate.force_n.size() == capture->plates.samples);
    require(plate.center_of_pressure_m.size() == capture->plates.samples);
    require(plate.center_m.allFinite() && plate.normal.allFinite());
  }
  for (std::size_t e = 1; e < capture->events.size(); ++e)
    require(capture->events[e].time_s >= capture->events[e - 1].time_s);
  // A file of a few bytes never becomes gigabytes.
  require(markers.positions_m.size() * sizeof(hamstring::Vec3) <= 16 * size + 4096);
  turn(turn_to_y_up(find_up(*capture).up, 1), *capture);
  return 0;
}

#include "formats/c3d/c3d_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/try.h"
#include "formats/text/table_text.h"

namespace hamstring::c3d {
namespace {

constexpr double rate_tolerance = 1e-3;  // of two rates that mean the same; ours

/// What the header and the parameters say in different places, first what is believed first.
template <class T>
void say(std::vector<T>& values, std::optional<T> value) {
  if (value && std::ranges::find(values, *value) == values.end()) values.push_back(*value);
}

/// Two words: the low one first (TRIAL:ACTUAL_START_FIELD and _END_FIELD of the user guide).
std::optional<long long> long_field(const Parameters& parameters, std::string_view name) {
  const Parameter* field = parameters.find("TRIAL", name);
  if (field == nullptr || field->numbers.empty()) return std::nullopt;
  double value = unsigned_word(field->numbers[0]);
  if (field->numbers.size() > 1) value += 65536.0 * unsigned_word(field->numbers[1]);
  if (!(value >= 0.0 && value <= 4294967295.0)) return std::nullopt;
  return static_cast<long long>(value);
}

std::vector<std::size_t> stated_frames(const Preamble& preamble) {
  std::vector<std::size_t> counts;
  const Parameters& p = preamble.parameters;
  const auto first = long_field(p, "ACTUAL_START_FIELD");
  const auto last = long_field(p, "ACTUAL_END_FIELD");
  if (first && last && *last >= *first) say(counts, std::optional<std::size_t>(*last - *first + 1));
  if (const auto frames = p.count("POINT", "LONG_FRAMES"); frames && *frames > 0) say(counts, frames);
  const Header& header = preamble.header;
  if (header.last_frame >= header.first_frame)
    say(counts, std::optional<std::size_t>(header.last_frame - header.first_frame + 1));
  if (const auto frames = p.count("POINT", "FRAMES"); frames && *frames > 0) say(counts, frames);
  return counts;
}

std::size_t samples_by_rates(const Parameters& p, double frame_rate_hz) {
  const double rate = p.number("ANALOG", "RATE").value_or(0.0);
  if (!(rate > 0.0) || !(frame_rate_hz > 0.0) || rate / frame_rate_hz > 65535.0) return 0;
  return static_cast<std::size_t>(std::lround(rate / frame_rate_hz));
}

struct AnalogShape {
  std::size_t channels = 0;
  std::size_t samples = 0;
  bool operator==(const AnalogShape&) const = default;
};

std::vector<AnalogShape> analog_shapes(const Preamble& preamble, double frame_rate_hz) {
  std::vector<AnalogShape> shapes;
  const Header& header = preamble.header;
  const std::optional<std::size_t> used = preamble.parameters.count("ANALOG", "USED");
  const auto shape = [](std::size_t channels, std::size_t samples) {
    return channels == 0 || samples == 0 ? AnalogShape{} : AnalogShape{channels, samples};
  };
  if (used && *used * header.samples_per_frame == header.analog_numbers)
    say(shapes, std::optional(shape(*used, header.samples_per_frame)));
  if (header.samples_per_frame > 0 && header.analog_numbers % header.samples_per_frame == 0)
    say(shapes,
        std::optional(shape(header.analog_numbers / header.samples_per_frame, header.samples_per_frame)));
  if (used && *used > 0 && header.analog_numbers % *used == 0)
    say(shapes, std::optional(shape(*used, header.analog_numbers / *used)));
  if (used) say(shapes, std::optional(shape(*used, samples_by_rates(preamble.parameters, frame_rate_hz))));
  if (used) say(shapes, std::optional(shape(*used, header.samples_per_frame)));
  if (header.analog_numbers == 0 || used.value_or(0) == 0) say(shapes, std::optional(AnalogShape{}));
  return shapes;
}

double find_rate(const Preamble& preamble, Diagnostics& diagnostics) {
  const Parameters& p = preamble.parameters;
  const double stated = p.number("POINT", "RATE").value_or(0.0);
  const double in_header = preamble.header.rate_hz;
  const auto is_rate = [](double rate) { return rate > 0.0 && rate < 1e6; };
  if (is_rate(stated)) {
    if (is_rate(in_header) && std::abs(in_header - stated) > rate_tolerance * stated) {
      diagnostics.warn(fmt::format("the header says {:.6g} frames a second, POINT:RATE {:.6g}, which is used",
                                   in_header, stated),
                       "POINT:RATE");
    }
    return stated;
  }
  for (const double other : {in_header, p.number("TRIAL", "CAMERA_RATE").value_or(0.0)}) {
    if (!is_rate(other)) continue;
    diagnostics.note(fmt::format("no POINT:RATE; {:.6g} frames a second by other fields", other),
                     "POINT:RATE");
    return other;
  }
  const double analog = p.number("ANALOG", "RATE").value_or(0.0);
  if (is_rate(analog) && preamble.header.samples_per_frame > 0) {
    const double rate = analog / static_cast<double>(preamble.header.samples_per_frame);
    diagnostics.warn(fmt::format("no frame rate; {:.6g} frames a second by that of the analog signals", rate),
                     "POINT:RATE");
    return rate;
  }
  diagnostics.warn("no frame rate anywhere: times are the numbers of the frames until one is given",
                   "POINT:RATE");
  return assumed_rate_hz;
}

/// The block of the first frame: where both say the same, or what lies behind the parameters.
std::optional<std::size_t> find_begin(const Preamble& preamble, std::size_t file_bytes,
                                      Diagnostics& diagnostics) {
  std::vector<std::size_t> blocks;
  if (preamble.header.data_block > 0) say(blocks, std::optional(preamble.header.data_block));
  if (const auto block = preamble.parameters.count("POINT", "DATA_START"); block && *block > 0)
    say(blocks, block);
  std::vector<std::size_t> possible;
  for (const std::size_t block : blocks) {
    const std::size_t begin = (block - 1) * block_bytes;
    // Parameters may also stand behind the data.
    if (begin >= block_bytes && begin < file_bytes) possible.push_back(begin);
  }
  if (possible.empty()) {
    const std::size_t begin = (preamble.after_parameters + block_bytes - 1) / block_bytes * block_bytes;
    if (begin == 0 || begin >= file_bytes) return std::nullopt;
    diagnostics.warn(
        "neither the header nor POINT:DATA_START says where the frames begin; those behind the "
        "parameters are read",
        "POINT:DATA_START");
    return begin;
  }
  if (possible.size() > 1) {
    diagnostics.note(fmt::format("the header has the frames begin in block {}, POINT:DATA_START in {}; the "
                                 "header is followed",
                                 blocks[0], blocks[1]),
                     "POINT:DATA_START");
  }
  return possible.front();
}

/// Of all that the file may mean, the first that is as long as the file; the rest of its last block is
/// filled.
class LayoutSearch {
 public:
  LayoutSearch(const Preamble& preamble, double rate_hz) : stated_(stated_frames(preamble)) {
    const Parameters& p = preamble.parameters;
    say(points_, p.count("POINT", "USED"));
    say(points_, std::optional(preamble.header.points));
    shapes_ = analog_shapes(preamble, rate_hz);
    const auto scale = [](double value) { return std::isfinite(value) && value != 0.0; };
    const double stated_scale = p.number("POINT", "SCALE").value_or(0.0);
    if (scale(stated_scale)) say(scales_, std::optional(stated_scale));
    if (scale(preamble.header.scale)) say(scales_, std::optional(preamble.header.scale));
    if (scales_.empty()) scales_ = {-1.0, 1.0};
  }

  [[nodiscard]] Layout choose(std::size_t begin, std::size_t file_bytes, Diagnostics& diagnostics) const {
    const std::size_t available = file_bytes - begin;
    Layout first = candidate(0, 0, 0, begin);
    if (set_frames_if_fit(first, available)) return first;
    for (std::size_t s = 0; s < scales_.size(); ++s) {
      for (std::size_t p = 0; p < points_.size(); ++p) {
        for (std::size_t a = 0; a < shapes_.size(); ++a) {
          Layout other = candidate(p, a, s, begin);
          if (!set_frames_if_fit(other, available)) continue;
          diagnostics.warn(
              fmt::format("header and parameters disagree; {}, {} and {} in each frame fit the "
                          "length of the file and are used",
                          counted(other.points, "point"), counted(other.channels, "channel"),
                          counted(other.samples_per_frame, "sample")));
          return other;
        }
      }
    }
    set_frames_by_length(first, available, diagnostics);
    return first;
  }

 private:
  [[nodiscard]] Layout candidate(std::size_t p, std::size_t a, std::size_t s, std::size_t begin) const {
    return {.begin = begin,
            .points = points_[p],
            .channels = shapes_[a].channels,
            .samples_per_frame = shapes_[a].samples,
            .frames = 0,
            .is_real = scales_[s] < 0.0,
            .scale = std::abs(scales_[s])};
  }

  bool set_frames_if_fit(Layout& layout, std::size_t available) const {
    const std::size_t size = layout.frame_bytes();
    if (size == 0) return false;
    for (const std::size_t frames : stated_) {
      if (frames > available / size || available - frames * size >= 2 * block_bytes) continue;
      layout.frames = frames;
      return true;
    }
    return false;
  }

  void set_frames_by_length(Layout& layout, std::size_t available, Diagnostics& diagnostics) const {
    const std::size_t size = layout.frame_bytes();
    if (size == 0) return;
    const std::size_t held = available / size;
    if (stated_.empty()) {
      layout.frames = held;
      diagnostics.warn(fmt::format("no count of frames; the file holds {}", counted(held, "frame")));
      return;
    }
    const std::size_t said = stated_.front();
    const std::size_t filling = block_bytes / size + 1;  // what fills the last block may look like frames
    const bool wrapped = held >= said + 65536 && (held - said) % 65536 <= filling;
    layout.frames = wrapped ? said + (held - said) / 65536 * 65536 : std::min(said, held);
    if (wrapped) {
      diagnostics.warn(
          fmt::format("the count of frames, {}, has no room for more than 65535; the file holds {}", said,
                      layout.frames));
    } else if (said > held) {
      diagnostics.warn(
          fmt::format("the header counts {} frames, the file holds {}; those are read", said, held));
    } else {
      diagnostics.note(fmt::format("{} bytes stand behind the {} that are counted; not read",
                                   available - layout.frames * size, counted(said, "frame")));
    }
  }

  std::vector<std::size_t> stated_;
  std::vector<std::size_t> points_;
  std::vector<AnalogShape> shapes_;
  std::vector<double> scales_;
};

}  // namespace

Result<Layout> find_layout(const Preamble& preamble, std::size_t file_bytes, std::string_view file_name,
                           Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message) {
    return failure({.message = std::move(message),
                    .file = std::string(file_name),
                    .advice = "Export the trial again as C3D, or bring it as .trc."});
  };
  const std::optional<std::size_t> begin = find_begin(preamble, file_bytes, diagnostics);
  if (!begin) return refuse("the file ends before its first frame");
  const double rate_hz = find_rate(preamble, diagnostics);
  Layout layout = LayoutSearch(preamble, rate_hz).choose(*begin, file_bytes, diagnostics);
  layout.rate_hz = rate_hz;
  const long long first =
      long_field(preamble.parameters, "ACTUAL_START_FIELD").value_or(preamble.header.first_frame);
  layout.first_frame = std::max<long long>(first, 1);
  const bool has_rotations = preamble.parameters.count("ROTATION", "USED").value_or(0) > 0;
  if (layout.frame_bytes() == 0 && !has_rotations) return refuse("the file has neither points nor signals");
  if (layout.frames == 0 && !has_rotations) return refuse("the file holds no frame");
  return layout;
}

}  // namespace hamstring::c3d

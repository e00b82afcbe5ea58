#include "formats/c3d/c3d_frames.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hamstring::c3d {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t cached_bytes = std::size_t{128} << 10U;  // of the file, while its columns are written

const unsigned char* bytes_at(std::string_view content, std::size_t at) {
  return reinterpret_cast<const unsigned char*>(content.data()) + at;
}

template <Processor processor, bool is_real>
double number_at(const unsigned char* at) {
  if constexpr (is_real) {
    return real_at<processor>(at);
  } else {
    return static_cast<std::int16_t>(word_at<processor>(at));
  }
}

template <Processor processor, bool is_real>
PointTable points_of(const unsigned char* data, const Layout& layout) {
  constexpr std::size_t width = is_real ? 4 : 2;
  PointTable table;
  table.positions.resize(layout.frames * layout.points);
  const double scale = is_real ? 1.0 : layout.scale;
  Vec3* position = table.positions.data();
  for (std::size_t f = 0; f < layout.frames; ++f) {
    const unsigned char* at = data + f * layout.frame_bytes();
    for (std::size_t p = 0; p < layout.points; ++p, at += 4 * width, ++position) {
      const double x = number_at<processor, is_real>(at), y = number_at<processor, is_real>(at + width),
                   z = number_at<processor, is_real>(at + 2 * width);
      const bool is_seen = number_at<processor, is_real>(at + 3 * width) >= 0.0 && std::isfinite(x + y + z);
      const bool is_zero = x == 0.0 && y == 0.0 && z == 0.0;
      table.at_origin += is_seen && is_zero ? 1 : 0;
      *position = is_seen && !is_zero ? Vec3(scale * x, scale * y, scale * z) : Vec3(nan, nan, nan);
    }
  }
  return table;
}

template <Processor processor, bool is_real>
void analogs_of(const unsigned char* data, const Layout& layout, const std::vector<ChannelScale>& scales,
                bool is_unsigned, std::vector<double>& values) {
  constexpr std::size_t width = is_real ? 4 : 2;
  const std::size_t step = layout.frame_bytes();
  const std::size_t samples = layout.frames * layout.samples_per_frame;
  const std::size_t stretch = std::max<std::size_t>(1, cached_bytes / step);
  data += 4 * layout.points * width;
  for (std::size_t begin = 0; begin < layout.frames; begin += stretch) {
    const std::size_t end = std::min(layout.frames, begin + stretch);
    for (std::size_t c = 0; c < layout.channels; ++c) {
      const ChannelScale scale = scales[c];
      double* value = values.data() + c * samples + begin * layout.samples_per_frame;
      for (std::size_t f = begin; f < end; ++f) {
        const unsigned char* at = data + f * step + c * width;
        for (std::size_t s = 0; s < layout.samples_per_frame; ++s, at += layout.channels * width) {
          double number = number_at<processor, is_real>(at);
          if (!is_real && is_unsigned && number < 0.0) number += 65536.0;
          *value++ = (number - scale.offset) * scale.scale;
        }
      }
    }
  }
}

/// Calls `work` with processor and kind of number as constants.
template <class Work>
auto with_numbers(Processor processor, bool is_real, Work&& work) {
  return with_processor(processor, [&]<Processor known>() {
    return is_real ? work.template operator()<known, true>() : work.template operator()<known, false>();
  });
}

template <Processor processor>
Pose pose_at(const unsigned char* at, double unit_m) {
  const auto number = [&](int row, int column) {
    return static_cast<double>(real_at<processor>(at + 4 * (4 * column + row)));
  };
  Pose pose;
  bool is_seen = real_at<processor>(at + 64) >= 0.0F;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) pose.R(row, column) = number(row, column);
    pose.p[row] = unit_m * number(row, 3);
  }
  is_seen = is_seen && pose.R.allFinite() && pose.p.allFinite() &&
            (pose.R * pose.R.transpose() - Mat3::Identity()).cwiseAbs().maxCoeff() < 1e-2;
  if (!is_seen) return {.R = Mat3::Constant(nan), .p = Vec3::Constant(nan)};
  return pose;
}

}  // namespace

PointTable read_points(std::string_view content, const Layout& layout, Processor processor) {
  return with_numbers(processor, layout.is_real, [&]<Processor known, bool is_real>() {
    return points_of<known, is_real>(bytes_at(content, layout.begin), layout);
  });
}

std::vector<double> read_analogs(std::string_view content, const Layout& layout, Processor processor,
                                 const std::vector<ChannelScale>& scales, bool is_unsigned) {
  std::vector<double> values(layout.channels * layout.samples_per_frame * layout.frames);
  with_numbers(processor, layout.is_real, [&]<Processor known, bool is_real>() {
    analogs_of<known, is_real>(bytes_at(content, layout.begin), layout, scales, is_unsigned, values);
  });
  return values;
}

std::vector<Pose> read_rotations(std::string_view content, std::size_t begin, std::size_t segments,
                                 std::size_t frames, Processor processor, double unit_m) {
  constexpr std::size_t bytes = std::size_t{17} * 4;
  std::vector<Pose> poses;
  if (begin > content.size() || segments == 0 || frames > (content.size() - begin) / (segments * bytes))
    return poses;
  poses.reserve(segments * frames);
  const unsigned char* at = bytes_at(content, begin);
  for (std::size_t i = 0; i < segments * frames; ++i, at += bytes) {
    poses.push_back(with_processor(processor, [&]<Processor known>() { return pose_at<known>(at, unit_m); }));
  }
  return poses;
}

}  // namespace hamstring::c3d

// Writes small C3D files in all six encodings, for tests: written from the C3D user guide, apart from the
// reader.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/geometry.h"

namespace hamstring::testing {

enum class C3dProcessor : unsigned char { intel = 84, dec = 85, sgi = 86 };

/// A parameter: words, reals, bytes or texts with their dimensions.
struct C3dParameter {
  std::string group, name;
  std::variant<std::vector<int>, std::vector<double>, std::vector<std::uint8_t>, std::vector<std::string>>
      value;
  std::vector<int> dimensions{};  ///< empty: one for as many as there are; texts get their length before
};

/// A recording to be written. Header fields that stay empty follow from the rest.
struct C3dSketch {
  C3dProcessor processor = C3dProcessor::intel;
  bool real = true;
  double scale = 0.1;  ///< a step of words, in the unit of the points
  double rate_hz = 100.0;
  int first_frame = 1;
  std::vector<std::string> labels;
  std::vector<std::vector<Vec3>> frames;  ///< [frame][point] in the file's unit; NaN: not seen
  int samples_per_frame = 0;
  std::vector<std::vector<double>> signals;  ///< [channel][sample] as they are written
  std::vector<C3dParameter> parameters;      ///< besides those of POINT and ANALOG that always stand there
  int header_last_frame = 0;                 ///< 0: as it is
  std::string unit = "mm";
};

class C3dBytes {
 public:
  explicit C3dBytes(C3dProcessor processor) : processor_(processor) {}

  void byte(int value) { text.push_back(static_cast<char>(value)); }
  void word(int value) {
    const auto bits = static_cast<std::uint16_t>(value);
    const int low = bits & 0xFF, high = bits >> 8;
    byte(processor_ == C3dProcessor::sgi ? high : low);
    byte(processor_ == C3dProcessor::sgi ? low : high);
  }
  /// DEC: sign, 8 bits of exponent with bias 128, and a mantissa from one half on; its upper word stands
  /// first.
  void real(double value) {
    if (processor_ != C3dProcessor::dec) {
      const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value));
      for (int i = 0; i < 4; ++i)
        byte(static_cast<int>(bits >> (processor_ == C3dProcessor::sgi ? 24 - 8 * i : 8 * i)) & 0xFF);
      return;
    }
    int exponent = 0;
    const double mantissa = std::frexp(std::abs(value), &exponent);  // in [1/2, 1)
    std::uint32_t bits = 0;
    if (value != 0.0) {
      const auto fraction = static_cast<std::uint32_t>(std::lround((mantissa - 0.5) * 16777216.0));
      bits = (value < 0.0 ? 0x80000000U : 0U) | static_cast<std::uint32_t>(exponent + 128) << 23U | fraction;
    }
    word(static_cast<int>(bits >> 16U));
    word(static_cast<int>(bits & 0xFFFFU));
  }
  void fill_block() { text.resize((text.size() + 511) / 512 * 512); }

  std::string text;

 private:
  C3dProcessor processor_;
};

namespace c3d_writing {

inline std::pair<int, std::vector<int>> type_of(const C3dParameter& p, int& text_length) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&p.value)) {
    text_length = 1;
    for (const std::string& t : *texts) text_length = std::max(text_length, static_cast<int>(t.size()));
    return {-1, {text_length, static_cast<int>(texts->size())}};
  }
  const int type = std::holds_alternative<std::vector<int>>(p.value)      ? 2
                   : std::holds_alternative<std::vector<double>>(p.value) ? 4
                                                                          : 1;
  const std::size_t count = std::visit([](const auto& v) { return v.size(); }, p.value);
  if (!p.dimensions.empty()) return {type, p.dimensions};
  return {type, count == 1 ? std::vector<int>{} : std::vector<int>{static_cast<int>(count)}};
}

inline void write_parameter(const C3dParameter& p, int group, C3dProcessor processor, std::string& out) {
  C3dBytes body(processor);
  int length = 0;
  const auto [type, dimensions] = type_of(p, length);
  body.byte(type);
  body.byte(static_cast<int>(dimensions.size()));
  for (const int d : dimensions) body.byte(d);
  if (const auto* words = std::get_if<std::vector<int>>(&p.value)) {
    for (const int w : *words) body.word(w);
  } else if (const auto* reals = std::get_if<std::vector<double>>(&p.value)) {
    for (const double r : *reals) body.real(r);
  } else if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&p.value)) {
    for (const std::uint8_t b : *bytes) body.byte(b);
  } else {
    for (std::string t : std::get<std::vector<std::string>>(p.value)) {
      t.resize(static_cast<std::size_t>(length), ' ');
      body.text += t;
    }
  }
  body.byte(0);  // no description
  C3dBytes head(processor);
  head.byte(static_cast<int>(p.name.size()));
  head.byte(group);
  head.text += p.name;
  head.word(static_cast<int>(body.text.size()) + 2);
  out += head.text + body.text;
}

inline std::vector<C3dParameter> all_parameters(const C3dSketch& s, int data_block) {
  std::vector<C3dParameter> all{{"POINT", "USED", std::vector<int>{static_cast<int>(s.labels.size())}},
                                {"POINT", "SCALE", std::vector<double>{s.real ? -s.scale : s.scale}},
                                {"POINT", "RATE", std::vector<double>{s.rate_hz}},
                                {"POINT", "DATA_START", std::vector<int>{data_block}},
                                {"POINT", "FRAMES", std::vector<int>{static_cast<int>(s.frames.size())}},
                                {"POINT", "LABELS", s.labels},
                                {"ANALOG", "USED", std::vector<int>{static_cast<int>(s.signals.size())}},
                                {"ANALOG", "RATE", std::vector<double>{s.rate_hz * s.samples_per_frame}}};
  if (!s.unit.empty()) all.push_back({"POINT", "UNITS", std::vector<std::string>{s.unit}});
  for (const C3dParameter& p : s.parameters) {
    std::erase_if(all, [&](const C3dParameter& q) { return q.group == p.group && q.name == p.name; });
    all.push_back(p);
  }
  std::erase_if(all, [](const C3dParameter& q) { return q.name.empty(); });
  return all;
}

inline std::string parameter_section(const C3dSketch& s, int data_block) {
  std::vector<std::string> groups;
  std::string entries;
  for (const C3dParameter& p : all_parameters(s, data_block)) {
    if (std::find(groups.begin(), groups.end(), p.group) == groups.end()) groups.push_back(p.group);
    const auto at = std::find(groups.begin(), groups.end(), p.group) - groups.begin() + 1;
    write_parameter(p, static_cast<int>(at), s.processor, entries);
  }
  C3dBytes out(s.processor);
  out.text.resize(4);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    out.byte(static_cast<int>(groups[g].size()));
    out.byte(-static_cast<int>(g + 1));
    out.text += groups[g];
    out.word(3);
    out.byte(0);
  }
  out.text += entries;
  out.word(0);
  out.fill_block();
  out.text[2] = static_cast<char>(out.text.size() / 512);
  out.text[3] = static_cast<char>(s.processor);
  return out.text;
}

inline std::string data_section(const C3dSketch& s) {
  C3dBytes out(s.processor);
  const auto number = [&](double value) {
    s.real ? out.real(value) : out.word(static_cast<int>(std::lround(value)));
  };
  for (std::size_t f = 0; f < s.frames.size(); ++f) {
    for (const Vec3& p : s.frames[f]) {
      const bool seen = p.allFinite();
      for (int k = 0; k < 3; ++k) number(!seen ? 0.0 : s.real ? p[k] : p[k] / s.scale);
      number(seen ? 0.0 : -1.0);
    }
    for (int i = 0; i < s.samples_per_frame; ++i) {
      for (const auto& signal : s.signals)
        number(signal[f * static_cast<std::size_t>(s.samples_per_frame) + static_cast<std::size_t>(i)]);
    }
  }
  out.fill_block();
  return out.text;
}

}  // namespace c3d_writing

/// The bytes of the file.
inline std::string write_c3d(const C3dSketch& s) {
  const auto blocks = static_cast<int>(c3d_writing::parameter_section(s, 0).size() / 512);
  C3dBytes head(s.processor);
  head.byte(2);
  head.byte(0x50);
  head.word(static_cast<int>(s.labels.size()));
  head.word(static_cast<int>(s.signals.size()) * s.samples_per_frame);
  head.word(s.first_frame);
  const int last = s.first_frame + static_cast<int>(s.frames.size()) - 1;
  head.word(s.header_last_frame != 0 ? s.header_last_frame : last);
  head.word(0);
  head.real(s.real ? -s.scale : s.scale);
  head.word(2 + blocks);
  head.word(s.samples_per_frame);
  head.real(s.rate_hz);
  head.fill_block();
  return head.text + c3d_writing::parameter_section(s, 2 + blocks) + c3d_writing::data_section(s);
}

}  // namespace hamstring::testing

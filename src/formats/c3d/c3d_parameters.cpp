#include "formats/c3d/c3d_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "core/text.h"
#include "core/try.h"
#include "core/utf8.h"

namespace hamstring::c3d {
namespace {

constexpr unsigned char c3d_key = 0x50;
constexpr std::uint16_t event_key = 0x3039;      // labels of four letters stand beside the event times
constexpr std::size_t header_events_max = 18;    // C3D user guide: that many have room
constexpr std::size_t numbered_names_max = 100;  // LABELS2 … LABELS100: 25500 entries

const unsigned char* bytes_of(std::string_view content) {
  return reinterpret_cast<const unsigned char*>(content.data());
}

std::string capitals(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

/// Text of unknown alphabet as UTF-8: what is none is taken for Latin-1; control characters are blanks.
std::string readable(std::string_view bytes) {
  std::string text;
  const bool is_unicode = is_utf8(bytes);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20U || byte == 0x7FU) {
      text += ' ';
    } else if (byte < 0x80U || is_unicode) {
      text += c;
    } else {
      text += static_cast<char>(0xC0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return std::string(trim(text));
}

template <Processor processor>
std::vector<HeaderEvent> header_events(const unsigned char* block) {
  std::vector<HeaderEvent> events;
  const std::size_t count = word_at<processor>(block + 300);
  if (word_at<processor>(block + 298) != event_key || count > header_events_max) return events;
  for (std::size_t i = 0; i < count; ++i) {
    const double time_s = real_at<processor>(block + 304 + 4 * i);
    const auto* label = reinterpret_cast<const char*>(block + 396 + 4 * i);
    if (std::isfinite(time_s) && time_s >= 0.0) events.push_back({time_s, readable({label, 4})});
  }
  return events;
}

template <Processor processor>
Header read_header(const unsigned char* block) {
  return {.points = word_at<processor>(block + 2),
          .analog_numbers = word_at<processor>(block + 4),
          .first_frame = word_at<processor>(block + 6),
          .last_frame = word_at<processor>(block + 8),
          .scale = real_at<processor>(block + 12),
          .data_block = word_at<processor>(block + 16),
          .samples_per_frame = word_at<processor>(block + 18),
          .rate_hz = real_at<processor>(block + 20),
          .events = header_events<processor>(block)};
}

/// What stands at one place of the parameter section.
struct Entry {
  std::string name;
  int group = 0;  ///< its number
  bool is_group = false;
  std::size_t body = 0;  ///< first byte behind the offset
  std::size_t next = 0;  ///< first byte of the next entry; 0: this is the last one
};

template <Processor processor>
class ParameterReader {
 public:
  ParameterReader(std::string_view content, std::size_t begin, Diagnostics& diagnostics)
      : content_(content), at_(begin), diagnostics_(diagnostics) {}

  void read(Preamble& preamble) {
    while (const std::optional<Entry> entry = next_entry()) {
      if (entry->is_group) {
        groups_[entry->group] = capitals(entry->name);
      } else if (std::optional<Parameter> parameter = read_parameter(*entry)) {
        found_.push_back({entry->group, capitals(entry->name), std::move(*parameter)});
      }
      if (!damage_.empty() || entry->next == 0) break;
      at_ = entry->next;
    }
    // Groups may stand behind their parameters.
    for (Found& one : found_) {
      const auto group = groups_.find(one.group);
      if (group != groups_.end()) preamble.parameters.add(group->second, one.name, std::move(one.parameter));
    }
    preamble.after_parameters = end_;
    preamble.is_damaged = !damage_.empty();
    if (damage_.empty()) return;
    diagnostics_.warn(fmt::format("the parameters break off at byte {}: {}; those before it are used, and "
                                  "the header for what is missing",
                                  at_, damage_),
                      last_name_);
  }

 private:
  struct Found {
    int group = 0;
    std::string name;
    Parameter parameter;
  };

  std::optional<Entry> next_entry() {
    if (at_ + 2 > content_.size()) {
      damage_ = "the file ends";
      return std::nullopt;
    }
    const auto length = static_cast<signed char>(content_[at_]);
    const auto group = static_cast<signed char>(content_[at_ + 1]);
    if (length == 0 || group == 0) return std::nullopt;  // the end, as the user guide has it
    const auto name_length = static_cast<std::size_t>(std::abs(static_cast<int>(length)));
    const std::size_t offset_at = at_ + 2 + name_length;
    if (offset_at + 2 > content_.size()) {
      damage_ = "the file ends inside a name";
      return std::nullopt;
    }
    Entry entry{.name = readable(content_.substr(at_ + 2, name_length)),
                .group = std::abs(static_cast<int>(group)),
                .is_group = group < 0,
                .body = offset_at + 2};
    const auto plain = [](char c) { return std::isprint(static_cast<unsigned char>(c)) != 0; };
    if (!std::ranges::all_of(entry.name, plain)) {
      damage_ = "what stands there is no name";
      return std::nullopt;
    }
    last_name_ = entry.name;
    const std::size_t offset = word_at<processor>(bytes_of(content_) + offset_at);
    if (offset != 0) entry.next = offset_at + offset;
    if (entry.next > content_.size()) damage_ = "its next entry lies outside the file";
    end_ = std::max(end_, entry.body);
    return entry;
  }

  std::optional<Parameter> read_parameter(const Entry& entry) {
    std::size_t at = entry.body;
    if (at + 2 > content_.size()) return broken("the file ends inside a parameter");
    const auto type = static_cast<signed char>(content_[at]);
    const auto rank = static_cast<std::size_t>(static_cast<unsigned char>(content_[at + 1]));
    at += 2;
    Parameter parameter;
    switch (type) {
      case -1:
        parameter.type = Parameter::Type::text;
        break;
      case 1:
        parameter.type = Parameter::Type::byte;
        break;
      case 2:
        parameter.type = Parameter::Type::word;
        break;
      case 4:
        parameter.type = Parameter::Type::real;
        break;
      default:
        return broken(fmt::format("{} is no type of a parameter", static_cast<int>(type)));
    }
    if (rank > 7 || at + rank > content_.size()) return broken("it has more dimensions than there are");
    const std::size_t room = content_.size();
    std::size_t count = 1;
    for (std::size_t d = 0; d < rank; ++d) {
      parameter.dimensions.push_back(static_cast<unsigned char>(content_[at++]));
      count *= parameter.dimensions.back();
      if (count > room) return broken("it is larger than the file");
    }
    const std::size_t width = static_cast<std::size_t>(std::abs(static_cast<int>(type)));
    if (count * width > room - at) return broken("it is larger than what is left of the file");
    end_ = std::max(end_, at + count * width);
    take_values(parameter, at, count, width);
    return parameter;
  }

  void take_values(Parameter& parameter, std::size_t at, std::size_t count, std::size_t width) const {
    const unsigned char* bytes = bytes_of(content_);
    if (parameter.type == Parameter::Type::text) {
      const std::size_t length = parameter.dimensions.empty() ? 1 : parameter.dimensions.front();
      for (std::size_t i = 0; length > 0 && i + length <= count; i += length)
        parameter.texts.push_back(readable(content_.substr(at + i, length)));
      return;
    }
    parameter.numbers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const unsigned char* value = bytes + at + i * width;
      if (width == 1) {
        parameter.numbers.push_back(*value);
      } else if (width == 2) {
        parameter.numbers.push_back(static_cast<std::int16_t>(word_at<processor>(value)));
      } else {
        parameter.numbers.push_back(real_at<processor>(value));
      }
    }
  }

  std::optional<Parameter> broken(std::string why) {
    damage_ = std::move(why);
    return std::nullopt;
  }

  std::string_view content_;
  std::size_t at_;
  Diagnostics& diagnostics_;
  std::map<int, std::string> groups_;
  std::vector<Found> found_;
  std::string damage_, last_name_;
  std::size_t end_ = 0;
};

std::optional<Processor> processor_of(unsigned char code) {
  switch (code) {
    case 84:
      return Processor::intel;
    case 85:
      return Processor::dec;
    case 86:
      return Processor::sgi;
    default:
      return std::nullopt;
  }
}

/// The file's own words about its processor, or the one by which its header makes sense.
Processor guess_processor(const unsigned char* block) {
  const auto makes_sense = [](const Header& h) {
    return h.rate_hz > 0.1 && h.rate_hz < 1e5 && h.last_frame >= h.first_frame && h.data_block > 1;
  };
  if (makes_sense(read_header<Processor::intel>(block))) return Processor::intel;
  if (makes_sense(read_header<Processor::dec>(block))) return Processor::dec;
  return makes_sense(read_header<Processor::sgi>(block)) ? Processor::sgi : Processor::intel;
}

}  // namespace

double unsigned_word(double number) {
  return number < 0.0 && number >= -32768.0 ? number + 65536.0 : number;
}

void Parameters::add(const std::string& group, const std::string& name, Parameter parameter) {
  groups_[group].insert_or_assign(name, std::move(parameter));
}

const Parameter* Parameters::find(std::string_view group, std::string_view name) const {
  const auto in = groups_.find(group);
  if (in == groups_.end()) return nullptr;
  const auto found = in->second.find(name);
  return found == in->second.end() ? nullptr : &found->second;
}

bool Parameters::has_group(std::string_view group) const {
  return groups_.contains(group);
}

std::optional<double> Parameters::number(std::string_view group, std::string_view name) const {
  const Parameter* found = find(group, name);
  if (found == nullptr || found->numbers.empty() || !std::isfinite(found->numbers.front()))
    return std::nullopt;
  return found->numbers.front();
}

std::optional<std::size_t> Parameters::count(std::string_view group, std::string_view name) const {
  const std::optional<double> value = number(group, name);
  if (!value) return std::nullopt;
  const double counted = unsigned_word(*value);
  constexpr double most = 4294967295.0;
  if (counted < 0.0 || counted > most) return std::nullopt;
  return static_cast<std::size_t>(counted);
}

std::string Parameters::text(std::string_view group, std::string_view name) const {
  const Parameter* found = find(group, name);
  return found == nullptr || found->texts.empty() ? "" : found->texts.front();
}

std::vector<std::string> Parameters::texts(std::string_view group, std::string_view name) const {
  std::vector<std::string> all;
  for (std::size_t i = 1; i <= numbered_names_max; ++i) {
    const Parameter* found = find(group, i == 1 ? std::string(name) : fmt::format("{}{}", name, i));
    if (found == nullptr) break;
    all.insert(all.end(), found->texts.begin(), found->texts.end());
  }
  return all;
}

std::vector<double> Parameters::numbers(std::string_view group, std::string_view name) const {
  std::vector<double> all;
  for (std::size_t i = 1; i <= numbered_names_max; ++i) {
    const Parameter* found = find(group, i == 1 ? std::string(name) : fmt::format("{}{}", name, i));
    if (found == nullptr) break;
    all.insert(all.end(), found->numbers.begin(), found->numbers.end());
  }
  return all;
}

Result<Preamble> read_preamble(std::string_view content, std::string_view file_name,
                               Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message) {
    return failure({.message = std::move(message),
                    .file = std::string(file_name),
                    .advice = "Export the trial again as C3D, or bring it as .trc."});
  };
  if (content.empty()) return refuse("the file is empty");
  if (content.size() < block_bytes) return refuse("the file is shorter than the header of a C3D file");
  const unsigned char* bytes = bytes_of(content);
  if (bytes[1] != c3d_key) return refuse("this is no C3D file: its second byte is not 0x50");
  std::size_t begin = (static_cast<std::size_t>(bytes[0]) - 1) * block_bytes;
  const auto fits = [&](std::size_t at) { return at + 4 <= content.size() && at >= block_bytes; };
  if (bytes[0] < 2 || !fits(begin)) {
    diagnostics.warn("the header does not say where the parameters stand; the second block is tried");
    begin = block_bytes;
    if (!fits(begin)) return refuse("there are no parameters behind the header");
  }
  Preamble preamble;
  if (const std::optional<Processor> known = processor_of(bytes[begin + 3])) {
    preamble.processor = *known;
  } else {
    preamble.processor = guess_processor(bytes);
    diagnostics.warn(fmt::format(
        "byte {} does not name the kind of computer the file is of; taken by its header", begin + 3));
  }
  with_processor(preamble.processor, [&]<Processor processor>() {
    preamble.header = read_header<processor>(bytes);
    ParameterReader<processor>(content, begin + 4, diagnostics).read(preamble);
  });
  return preamble;
}

}  // namespace hamstring::c3d

// Header and parameters of a C3D file, as they stand in it. Used by the C3D reader only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/c3d/c3d_numbers.h"

namespace hamstring::c3d {

inline constexpr std::size_t block_bytes = 512;

/// One parameter. Numbers of all types as doubles: words without sign are what counts are, see count_of().
struct Parameter {
  enum class Type { text, byte, word, real };
  Type type = Type::word;
  std::vector<std::size_t> dimensions;
  std::vector<double> numbers;     ///< the first dimension runs fastest
  std::vector<std::string> texts;  ///< without blanks around them, UTF-8
};

struct HeaderEvent {
  double time_s = 0.0;
  std::string label;
};

/// The first block of a file.
struct Header {
  std::size_t points = 0;
  std::size_t analog_numbers = 0;  ///< of all channels in one frame
  long long first_frame = 0;
  long long last_frame = 0;
  double scale = 0.0;
  std::size_t data_block = 0;  ///< from 1
  std::size_t samples_per_frame = 0;
  double rate_hz = 0.0;
  std::vector<HeaderEvent> events;
};

class Parameters {
 public:
  void add(const std::string& group, const std::string& name, Parameter parameter);
  /// Names in capitals. Null where there is none.
  [[nodiscard]] const Parameter* find(std::string_view group, std::string_view name) const;
  [[nodiscard]] bool has_group(std::string_view group) const;
  /// The first number; empty where there is none.
  [[nodiscard]] std::optional<double> number(std::string_view group, std::string_view name) const;
  /// The first number, where it is a count: words hold up to 65535, so that their sign is none.
  [[nodiscard]] std::optional<std::size_t> count(std::string_view group, std::string_view name) const;
  [[nodiscard]] std::string text(std::string_view group, std::string_view name) const;
  /// All of NAME, NAME2, NAME3 …: a parameter holds 255 entries at most.
  [[nodiscard]] std::vector<std::string> texts(std::string_view group, std::string_view name) const;
  [[nodiscard]] std::vector<double> numbers(std::string_view group, std::string_view name) const;

 private:
  std::map<std::string, std::map<std::string, Parameter, std::less<>>, std::less<>> groups_;
};

struct Preamble {
  Processor processor = Processor::intel;
  Header header;
  Parameters parameters;
  std::size_t after_parameters = 0;  ///< first byte behind the last one that was read
  bool is_damaged = false;           ///< the parameters break off
};

/// Reads header and parameters. Damage inside the parameters ends them: what stands before is kept, a warning
/// says so. Errors: no C3D file; no parameters at all.
[[nodiscard]] Result<Preamble> read_preamble(std::string_view content, std::string_view file_name,
                                             Diagnostics& diagnostics);

/// Numbers that one word holds with a sign, read without it.
[[nodiscard]] double unsigned_word(double number);

}  // namespace hamstring::c3d

#include "formats/imu/imu_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "core/units.h"
#include "formats/storage/storage_reader.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double unit_tolerance = 0.05;  // of a quaternion's length, or a matrix's; ours: more is no rotation

Mat3 nothing() {
  return Mat3::Constant(nan);
}

Mat3 of_quaternion(double w, double x, double y, double z) {
  const Eigen::Quaterniond q(w, x, y, z);
  if (!(std::abs(q.norm() - 1.0) <= unit_tolerance)) return nothing();
  return q.normalized().toRotationMatrix();
}

Mat3 of_matrix(const std::array<double, 9>& column_by_column) {
  const Mat3 R = Eigen::Map<const Mat3>(column_by_column.data());
  if (!R.allFinite() || (R * R.transpose() - Mat3::Identity()).cwiseAbs().maxCoeff() > unit_tolerance)
    return nothing();
  return R;
}

/// Roll about x, pitch about y, yaw about z, the last one outermost; degrees.
Mat3 of_euler(double roll, double pitch, double yaw) {
  if (!std::isfinite(roll + pitch + yaw)) return nothing();
  return axis_angle_rotation(Vec3::UnitZ(), yaw * rad_per_deg) *
         axis_angle_rotation(Vec3::UnitY(), pitch * rad_per_deg) *
         axis_angle_rotation(Vec3::UnitX(), roll * rad_per_deg);
}

Error problem(std::string_view file_name, std::string message, int line = 0, std::string advice = {}) {
  return {.message = std::move(message),
          .file = std::string(file_name),
          .line = line,
          .advice = std::move(advice)};
}

Result<double> cell_of(const std::vector<std::string_view>& cells, std::size_t column,
                       std::string_view file_name, int line) {
  if (column >= cells.size() || trim(cells[column]).empty()) return nan;
  const auto value = parse_cell(trim(cells[column]));
  if (value) return *value;
  return failure(problem(file_name, fmt::format("\"{}\" is not a number", quote_for_message(cells[column])),
                         line, "Correct this row, or export the recording again."));
}

/// Where the columns of an Xsens file stand; too large where there is none.
struct XsensColumns {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  char separator = '\t';
  std::size_t counter = none, clock = none;
  std::array<std::size_t, 9> matrix{};
  std::array<std::size_t, 4> quaternion{};
  std::array<std::size_t, 3> euler{};

  [[nodiscard]] bool has_matrix() const { return std::ranges::find(matrix, none) == matrix.end(); }
  [[nodiscard]] bool has_quaternion() const {
    return std::ranges::find(quaternion, none) == quaternion.end();
  }
  [[nodiscard]] bool has_euler() const { return std::ranges::find(euler, none) == euler.end(); }
};

XsensColumns xsens_columns(std::string_view header) {
  XsensColumns columns;
  for (const char separator : {' ', ',', ';', '\t'}) {
    if (header.find(separator) != std::string_view::npos) columns.separator = separator;
  }
  const auto names = split_fields(header, columns.separator);
  const auto find = [&](std::string_view name) {
    const auto found =
        std::ranges::find_if(names, [&](std::string_view field) { return trim(field) == name; });
    return found == names.end() ? XsensColumns::none : static_cast<std::size_t>(found - names.begin());
  };
  columns.counter = find("PacketCounter");
  columns.clock = find("SampleTimeFine");
  for (std::size_t i = 0; i < 9; ++i)
    columns.matrix[i] = find(fmt::format("Mat[{}][{}]", i % 3 + 1, i / 3 + 1));
  for (std::size_t i = 0; i < 4; ++i) columns.quaternion[i] = find(fmt::format("Quat_q{}", i));
  columns.euler = {find("Roll"), find("Pitch"), find("Yaw")};
  return columns;
}

/// The times of an Xsens file from its clock (ticks of 0.1 ms, of 32 bits) or its counter (of 16 bits).
std::vector<double> xsens_times(const std::vector<double>& clock, const std::vector<double>& counter,
                                double rate_hz) {
  const bool has_clock = std::ranges::all_of(clock, [](double t) { return std::isfinite(t); });
  const bool has_counter = std::ranges::all_of(counter, [](double t) { return std::isfinite(t); });
  std::vector<double> times(clock.size());
  double wraps = 0.0;
  for (std::size_t r = 0; r < times.size(); ++r) {
    if (!has_clock && !has_counter) {
      times[r] = static_cast<double>(r) / rate_hz;
      continue;
    }
    const std::vector<double>& ticks = has_clock ? clock : counter;
    const double wrap = has_clock ? 4294967296.0 : 65536.0;
    if (r > 0 && ticks[r] < ticks[r - 1] - 0.5 * wrap) wraps += wrap;
    times[r] = (ticks[r] + wraps - ticks[0]) * (has_clock ? 1e-4 : 1.0 / rate_hz);
  }
  return times;
}

/// The sensor's number: "// DeviceId: 00B42D4B", else the end of the file's name.
std::string xsens_name(std::string_view id, std::string_view file_name) {
  if (!id.empty()) return std::string(id);
  const std::string stem = std::filesystem::path(file_name).stem().string();
  const std::size_t at = stem.rfind('_');
  return at == std::string::npos ? stem : stem.substr(at + 1);
}

Result<void> keep_rising(std::string_view file_name, SensorOrientations& read, Diagnostics& diagnostics) {
  std::size_t kept = 0, dropped = 0;
  const std::size_t sensors = read.names.size();
  for (std::size_t f = 0; f < read.frames(); ++f) {
    if (!std::isfinite(read.time_s[f]) || (kept > 0 && !(read.time_s[f] > read.time_s[kept - 1]))) {
      ++dropped;
      continue;
    }
    read.time_s[kept] = read.time_s[f];
    for (std::size_t s = 0; s < sensors; ++s) read.R_WS[kept * sensors + s] = read.R_WS[f * sensors + s];
    ++kept;
  }
  read.time_s.resize(kept);
  read.R_WS.resize(kept * sensors);
  if (dropped > 0)
    diagnostics.warn(fmt::format("{} whose time does not rise left out", counted(dropped, "row")));
  if (kept == 0) return failure(problem(file_name, "there are no rows"));
  if (kept > 1 && read.rate_hz == 0.0)
    read.rate_hz = static_cast<double>(kept - 1) / (read.time_s.back() - read.time_s.front());
  return {};
}

Result<Mat3> xsens_rotation(const XsensColumns& columns, const std::vector<std::string_view>& cells,
                            std::string_view file_name, int line) {
  std::array<double, 9> v{};
  const auto take = [&](std::span<const std::size_t> wanted) -> Result<void> {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      HAMSTRING_TRY(value, cell_of(cells, wanted[i], file_name, line));
      v[i] = value;
    }
    return {};
  };
  if (columns.has_matrix()) {
    HAMSTRING_TRY_DO(take(columns.matrix));
    return of_matrix(v);
  }
  if (columns.has_quaternion()) {
    HAMSTRING_TRY_DO(take(columns.quaternion));
    return of_quaternion(v[0], v[1], v[2], v[3]);
  }
  HAMSTRING_TRY_DO(take(columns.euler));
  return of_euler(v[0], v[1], v[2]);
}

Result<SensorOrientations> parse_xsens(std::string_view text, std::string_view file_name,
                                       const ImuOptions& options, Diagnostics& diagnostics) {
  LineCursor cursor(text);
  std::string_view id;
  double stated_rate = 0.0;
  std::optional<TextLine> line = cursor.next();
  for (; line && (trim(line->text).starts_with("//") || trim(line->text).empty()); line = cursor.next()) {
    const auto words = split_words(line->text);
    for (std::size_t w = 0; w + 1 < words.size(); ++w) {
      if (words[w] == "DeviceId:") id = words[w + 1];
      if (words[w] == "Rate:")
        stated_rate = parse_double(words[w + 1].substr(0, words[w + 1].find("Hz"))).value_or(0.0);
    }
  }
  if (!line) return failure(problem(file_name, "there is no line with the names of the columns"));
  const XsensColumns columns = xsens_columns(line->text);
  if (!columns.has_matrix() && !columns.has_quaternion() && !columns.has_euler()) {
    return failure(problem(file_name, "the file holds no orientations", line->number,
                           "Export Mat, Quat or Euler angles besides accelerations."));
  }
  SensorOrientations read{.names = {xsens_name(id, file_name)}};
  std::vector<double> clock, counter;
  while ((line = cursor.next())) {
    if (trim(line->text).empty()) continue;
    const auto cells = split_fields(line->text, columns.separator);
    HAMSTRING_TRY(tick, cell_of(cells, columns.clock, file_name, line->number));
    HAMSTRING_TRY(packet, cell_of(cells, columns.counter, file_name, line->number));
    HAMSTRING_TRY(R, xsens_rotation(columns, cells, file_name, line->number));
    clock.push_back(tick);
    counter.push_back(packet);
    read.R_WS.push_back(R);
  }
  double rate = options.rate_hz.value_or(stated_rate);
  if (!(rate > 0.0)) {
    rate = xsens_rate_hz;
    if (!std::ranges::all_of(clock, [](double t) { return std::isfinite(t); })) {
      diagnostics.warn(
          fmt::format("the file does not say how many samples a second it holds; {} are taken", rate));
    }
  }
  read.time_s = xsens_times(clock, counter, rate);
  HAMSTRING_TRY_DO(keep_rising(file_name, read, diagnostics));
  return read;
}

Result<SensorOrientations> parse_apdm(std::string_view text, std::string_view file_name,
                                      Diagnostics& diagnostics) {
  LineCursor cursor(text);
  std::array<std::vector<std::string_view>, 3> header;
  for (auto& row : header) {
    const auto line = cursor.next();
    if (!line) return failure(problem(file_name, "the file ends inside its header"));
    row = split_fields(line->text, ',');
  }
  SensorOrientations read;
  std::vector<std::size_t> columns;
  std::size_t begin = 1;
  for (std::size_t c = 1; c < header[1].size(); ++c) {
    if (trim(header[1][c]) != "Orientation") continue;
    std::string name;  // the last cell above the sensor's columns that is not its number
    for (std::size_t k = begin; k < c + 4 && k < header[0].size(); ++k) {
      const std::string_view cell = trim(header[0][k]);
      if (!cell.empty() && (name.empty() || !parse_integer(cell))) name = std::string(cell);
    }
    read.names.push_back(name.empty() ? fmt::format("sensor{}", columns.size() + 1) : name);
    columns.push_back(c);
    begin = c + 4;
  }
  if (columns.empty()) return failure(problem(file_name, "the file holds no orientations", 2));
  double first_us = nan;
  while (const auto line = cursor.next()) {
    if (trim(line->text).empty()) continue;
    const auto cells = split_fields(line->text, ',');
    HAMSTRING_TRY(time_us, cell_of(cells, 0, file_name, line->number));
    if (std::isnan(first_us)) first_us = time_us;
    read.time_s.push_back(1e-6 * (time_us - first_us));
    for (const std::size_t c : columns) {
      std::array<double, 4> q{};
      for (std::size_t k = 0; k < 4; ++k) {
        HAMSTRING_TRY(value, cell_of(cells, c + k, file_name, line->number));
        q[k] = value;
      }
      read.R_WS.push_back(of_quaternion(q[0], q[1], q[2], q[3]));
    }
  }
  HAMSTRING_TRY_DO(keep_rising(file_name, read, diagnostics));
  return read;
}

Result<SensorOrientations> parse_quaternions(std::string_view text, std::string_view file_name,
                                             Diagnostics& diagnostics) {
  HAMSTRING_TRY(table, parse_storage(text, file_name, diagnostics));
  if (table.data_type != "Quaternion" || table.components != 4 || table.table.columns() % 4 != 0) {
    return failure(problem(file_name, "the table holds no quaternions, and the text is none of Xsens or APDM",
                           0, "Bring a table with DataType=Quaternion."));
  }
  SensorOrientations read{.time_s = table.table.time_s()};
  for (std::size_t c = 0; c < table.table.columns(); c += 4) {
    const std::string& label = table.table.labels()[c];
    read.names.push_back(label.ends_with("_1") ? label.substr(0, label.size() - 2) : label);
  }
  for (std::size_t f = 0; f < table.table.rows(); ++f) {
    for (std::size_t c = 0; c < table.table.columns(); c += 4)
      read.R_WS.push_back(of_quaternion(table.table(f, c), table.table(f, c + 1), table.table(f, c + 2),
                                        table.table(f, c + 3)));
  }
  HAMSTRING_TRY_DO(keep_rising(file_name, read, diagnostics));
  return read;
}

}  // namespace

Result<SensorOrientations> parse_imu(std::string_view content, std::string_view file_name,
                                     const ImuOptions& options, Diagnostics& diagnostics) {
  HAMSTRING_TRY(text, require_text(content, file_name, "file of inertial sensors"));
  Diagnostics found;
  found.set_file(std::string(file_name));
  Result<SensorOrientations> read = text.starts_with("Format=") ? parse_apdm(text, file_name, found)
                                    : text.starts_with("//") || text.starts_with("PacketCounter")
                                        ? parse_xsens(text, file_name, options, found)
                                        : parse_quaternions(text, file_name, found);
  diagnostics.append(found);
  return read;
}

Result<SensorOrientations> read_imu(const std::filesystem::path& path, const ImuOptions& options,
                                    Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(path, table_size_limit_bytes));
  return parse_imu(content, path.string(), options, diagnostics);
}

}  // namespace hamstring

#include "vault/run_files.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/apple_health/health_export.h"
#include "formats/tcx/tcx_writer.h"
#include "formats/text/iso_time.h"
#include "vault/zip.h"

namespace hamstring::service {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t unpacked_max = std::size_t{128} << 20;  ///< of one file [bytes]
constexpr std::size_t together_max = std::size_t{512} << 20;  ///< of all [bytes]
/// A year of runs packed; what one account exports is rarely larger.
constexpr ZipLimits zip_limits{.packed_max = std::size_t{2} << 30,
                               .unpacked_max = std::size_t{8} << 30,
                               .file_max = std::size_t{8} << 30,
                               .files_max = 100'000};

std::string without_gz(std::string_view name) {
  std::string lower = to_lower(name);
  if (lower.ends_with(".gz")) lower.resize(lower.size() - 3);
  return lower;
}

bool is_of_watch(std::string_view name) {
  const std::string lower = without_gz(name);
  return std::ranges::any_of(std::array{".fit", ".tcx", ".gpx", ".csv"},
                             [&](const char* ending) { return lower.ends_with(ending); });
}

struct Inflating {
  z_stream stream{};
  bool is_good = inflateInit2(&stream, 15 + 16) == Z_OK;  // gzip's own header
  Inflating() = default;
  Inflating(const Inflating&) = delete;
  Inflating& operator=(const Inflating&) = delete;
  ~Inflating() {
    if (is_good) inflateEnd(&stream);
  }
};

/// Nothing where it is damaged or larger than `unpacked_max`.
std::optional<std::string> gunzip(std::string_view packed) {
  Inflating inflating;
  if (!inflating.is_good) return std::nullopt;
  // zlib takes what it only reads without const.
  inflating.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // NOLINT
  inflating.stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  std::array<char, 65536> piece{};
  int state = Z_OK;
  while (state == Z_OK) {
    inflating.stream.next_out = reinterpret_cast<Bytef*>(piece.data());  // NOLINT(*-reinterpret-cast)
    inflating.stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&inflating.stream, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - inflating.stream.avail_out);
    if (text.size() > unpacked_max) return std::nullopt;
  }
  return state == Z_STREAM_END ? std::optional(std::move(text)) : std::nullopt;
}

struct Taken : UnpackedRuns {
  std::size_t bytes = 0;
};

Result<void> take(std::string name, std::string content, Taken& taken) {
  if (content.starts_with("\x1f\x8b"))
    if (auto text = gunzip(content)) content = *std::move(text);
  taken.bytes += content.size();
  if (taken.bytes > together_max)
    return failure(Error{.message = "the files are more than 512 MB together",
                         .file = std::move(name),
                         .advice = "Give one year at a time."});
  taken.files.push_back({.name = std::move(name), .content = std::move(content)});
  return {};
}

/// Of Apple's Health app: its routes lie beside it as GPX files, and are told by it what they were.
bool is_health_export(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return to_lower(slash == std::string_view::npos ? name : name.substr(slash + 1)) == "export.xml";
}

/// A route is the file whose path ends as the export says; what has none becomes a file of its own.
Result<void> join_health_export(const HealthExport& exported, const std::string& name, Taken& taken) {
  for (const HealthWorkout& workout : exported.workouts) {
    bool has_route = false;
    for (const std::string& route : workout.routes) {
      for (analysis::RunFile& file : taken.files) {
        if (!file.name.ends_with(route)) continue;
        file.sport = workout.sport;
        has_route = true;
      }
    }
    const std::optional<Activity> activity = has_route ? std::nullopt : activity_of(workout);
    if (!activity) continue;
    Diagnostics none;
    taken.files.push_back({.name = name + "/" + iso_time_text(workout.start_s) + " " + workout.sport_word,
                           .content = write_tcx(std::span(&*activity, 1), none),
                           .sport = workout.sport});
    taken.bytes += taken.files.back().content.size();
  }
  if (taken.bytes > together_max)
    return failure(Error{.message = "the files are more than 512 MB together", .file = name});
  return {};
}

/// After everything that lies beside it. One that cannot be read is said, and no reason to leave the rest.
Result<void> take_health_export(const TextPieces& pieces, const std::string& name, Taken& taken) {
  Diagnostics diagnostics;
  const Result<HealthExport> exported = read_health_export(pieces, name, diagnostics);
  for (const Diagnostic& one : diagnostics.entries()) taken.notes.push_back({name, one.message});
  if (exported) return join_health_export(*exported, name, taken);
  taken.notes.push_back({name, exported.error().message});
  return {};
}

TextPieces pieces_of_file(const fs::path& path) {
  return [path](const std::function<bool(std::string_view)>& take) -> Result<void> {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failure(Error{.message = "it cannot be read", .file = path.string()});
    std::string piece(std::size_t{1} << 16, '\0');
    while (file) {
      file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      const auto got = static_cast<std::size_t>(file.gcount());
      if (got > 0 && !take(std::string_view(piece).substr(0, got))) break;
    }
    return {};
  };
}

bool is_zip(std::string_view name) {
  return to_lower(name).ends_with(".zip");
}

/// What is in it and in zips of it, one deep. `prefix`: of the names.
Result<void> take_members(const ZipReader& zip, const std::string& prefix, bool is_inner, Taken& taken,
                          const std::function<void(double)>& progress = nullptr) {
  std::vector<std::string> exports;
  const std::vector<std::string> names = zip.names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (progress) progress(static_cast<double>(i) / static_cast<double>(names.size()));
    const std::string& name = names[i];
    const bool is_more = is_zip(name) && !is_inner;
    if (is_health_export(name)) exports.push_back(name);
    if (!is_more && !is_of_watch(name)) {
      taken.others += is_health_export(name) ? 0U : 1U;
      continue;
    }
    if (zip.size(name) > unpacked_max)
      return failure(Error{.message = "it is more than 128 MB", .file = prefix + name});
    HAMSTRING_TRY(content, zip.content(name));
    if (!is_more) {
      HAMSTRING_TRY_DO(take(prefix + name, std::move(content), taken));
      continue;
    }
    HAMSTRING_TRY(inner, ZipReader::open(std::string_view(content), zip_limits));
    HAMSTRING_TRY_DO(take_members(inner, prefix + name + "/", true, taken));
  }
  for (const std::string& name : exports)
    HAMSTRING_TRY_DO(take_health_export(
        [&](const std::function<bool(std::string_view)>& to) { return zip.stream(name, to); }, prefix + name,
        taken));
  return {};
}

Result<void> take_zip(const fs::path& path, Taken& taken) {
  HAMSTRING_TRY(zip, ZipReader::open(path, zip_limits));
  return take_members(zip, path.string() + "/", false, taken);
}

Result<void> take_file(const fs::path& path, Taken& taken) {
  if (is_zip(path.string())) return take_zip(path, taken);
  if (is_health_export(path.string())) return take_health_export(pieces_of_file(path), path.string(), taken);
  HAMSTRING_TRY(content, read_file(path, unpacked_max));
  return take(path.string(), std::move(content), taken);
}

Result<void> take_folder(const fs::path& folder, Taken& taken) {
  std::vector<fs::path> found;
  std::error_code fault;
  for (fs::recursive_directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
    if (at->is_regular_file(fault) && !at->is_symlink(fault) &&
        (is_of_watch(at->path().string()) || is_health_export(at->path().string()) ||
         is_zip(at->path().string())))
      found.push_back(at->path());
  if (fault)
    return failure(
        Error{.message = "the folder cannot be read: " + fault.message(), .file = folder.string()});
  std::ranges::sort(found);
  // Last, so that the routes beside it are there.
  std::ranges::stable_partition(found, [](const fs::path& path) { return !is_health_export(path.string()); });
  for (const fs::path& path : found) HAMSTRING_TRY_DO(take_file(path, taken));
  return {};
}

}  // namespace

Result<UnpackedRuns> run_files(const std::vector<std::string>& paths) {
  Taken taken;
  for (const std::string& path : paths)
    HAMSTRING_TRY_DO(fs::is_directory(path) ? take_folder(path, taken) : take_file(path, taken));
  return UnpackedRuns(std::move(taken));
}

Result<UnpackedRuns> run_files_of_zip(std::string_view bytes, const std::function<void(double)>& progress) {
  HAMSTRING_TRY(zip, ZipReader::open(bytes, zip_limits));
  Taken taken;
  HAMSTRING_TRY_DO(take_members(zip, "", false, taken, progress));
  return UnpackedRuns(std::move(taken));
}

}  // namespace hamstring::service

#include "vault/run_files.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "vault/zip.h"

namespace hamstring::service {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t unpacked_max = std::size_t{128} << 20;  ///< of one file [bytes]
constexpr std::size_t together_max = std::size_t{512} << 20;  ///< of all [bytes]
/// A year of runs packed; what one account exports is rarely larger.
constexpr ZipLimits zip_limits{.packed_max = std::size_t{2} << 30,
                               .unpacked_max = std::size_t{8} << 30,
                               .file_max = unpacked_max,
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

struct Taken {
  std::vector<analysis::RunFile> files{};
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

Result<void> take_inner_zip(const std::string& name, std::string_view bytes, Taken& taken,
                            std::size_t& others) {
  HAMSTRING_TRY(zip, ZipReader::open(bytes, zip_limits));
  for (const std::string& inner : zip.names()) {
    if (!is_of_watch(inner)) {
      ++others;
      continue;
    }
    HAMSTRING_TRY(content, zip.content(inner));
    HAMSTRING_TRY_DO(take(name + "/" + inner, std::move(content), taken));
  }
  return {};
}

Result<void> take_zip(const fs::path& path, Taken& taken) {
  HAMSTRING_TRY(zip, ZipReader::open(path, zip_limits));
  for (const std::string& name : zip.names()) {
    if (!is_of_watch(name)) continue;
    HAMSTRING_TRY(content, zip.content(name));
    HAMSTRING_TRY_DO(take(path.string() + "/" + name, std::move(content), taken));
  }
  return {};
}

Result<void> take_file(const fs::path& path, Taken& taken) {
  if (to_lower(path.extension().string()) == ".zip") return take_zip(path, taken);
  HAMSTRING_TRY(content, read_file(path, unpacked_max));
  return take(path.string(), std::move(content), taken);
}

Result<void> take_folder(const fs::path& folder, Taken& taken) {
  std::vector<fs::path> found;
  std::error_code fault;
  for (fs::recursive_directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
    if (at->is_regular_file(fault) && !at->is_symlink(fault) &&
        (is_of_watch(at->path().string()) || to_lower(at->path().extension().string()) == ".zip"))
      found.push_back(at->path());
  if (fault)
    return failure(
        Error{.message = "the folder cannot be read: " + fault.message(), .file = folder.string()});
  std::ranges::sort(found);
  for (const fs::path& path : found) HAMSTRING_TRY_DO(take_file(path, taken));
  return {};
}

}  // namespace

Result<std::vector<analysis::RunFile>> run_files(const std::vector<std::string>& paths) {
  Taken taken;
  for (const std::string& path : paths)
    HAMSTRING_TRY_DO(fs::is_directory(path) ? take_folder(path, taken) : take_file(path, taken));
  return std::move(taken.files);
}

Result<UnpackedRuns> run_files_of_zip(std::string_view bytes, const std::function<void(double)>& progress) {
  HAMSTRING_TRY(zip, ZipReader::open(bytes, zip_limits));
  UnpackedRuns unpacked;
  Taken taken;
  const std::vector<std::string> names = zip.names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (progress) progress(static_cast<double>(i) / static_cast<double>(names.size()));
    const bool is_zip = to_lower(names[i]).ends_with(".zip");
    if (!is_zip && !is_of_watch(names[i])) {
      ++unpacked.others;
      continue;
    }
    HAMSTRING_TRY(content, zip.content(names[i]));
    HAMSTRING_TRY_DO(is_zip ? take_inner_zip(names[i], content, taken, unpacked.others)
                            : take(names[i], std::move(content), taken));
  }
  unpacked.files = std::move(taken.files);
  return unpacked;
}

}  // namespace hamstring::service

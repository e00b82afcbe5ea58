#include "core/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

namespace hamstring {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

Result<std::string> read_stream(std::FILE* stream, const std::string& name, std::size_t limit_bytes) {
  std::string content;
  std::array<char, 65536> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), stream)) {
    if (content.size() + n > limit_bytes) {
      return failure({.message = fmt::format("the file is larger than {} MiB", limit_bytes >> 20U),
                      .file = name,
                      .advice = "Split the recording into shorter trials."});
    }
    content.append(buffer.data(), n);
  }
  if (std::ferror(stream) != 0) {
    return failure({.message = fmt::format("reading stopped: {}", std::strerror(errno)), .file = name});
  }
  return content;
}

/// A rename is only as lasting as the folder that holds it; folders that cannot be synced are none of ours.
void sync_folder(const std::filesystem::path& file) {
  const std::filesystem::path folder =
      file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  (void)::fsync(descriptor);
  ::close(descriptor);
}

Error write_error(const std::filesystem::path& path, const std::string& why) {
  return {.message = "cannot write this file: " + why,
          .file = path.string(),
          .advice = "Choose a folder that you may write to, with space left (--out)."};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  if (path == "-") return read_stream(stdin, "standard input", limit_bytes);
  std::error_code code;
  const std::filesystem::file_status status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) {
    return failure(
        {.message = "no such file", .file = path.string(), .advice = "Check the name and the folder."});
  }
  if (std::filesystem::is_directory(status)) {
    return failure({.message = "this is a folder, a file is needed", .file = path.string()});
  }
  const FileHandle file(std::fopen(path.c_str(), "rb"));
  if (!file)
    return failure({.message = fmt::format("cannot open: {}", std::strerror(errno)), .file = path.string()});
  return read_stream(file.get(), path.string(), limit_bytes);
}

FileWriter::FileWriter(std::filesystem::path path, Readers readers) : path_(std::move(path)) {
  std::error_code code;
  const std::filesystem::file_status there = std::filesystem::status(path_, code);
  const bool in_place = std::filesystem::exists(there) && !std::filesystem::is_regular_file(there);
  if (!in_place) {
    part_ = path_;
    part_ += ".partial";
  }
  const std::filesystem::path& target = in_place ? path_ : part_;
  // A leftover may be readable by others, whatever is asked for here.
  if (!in_place) std::filesystem::remove(part_, code);
  descriptor_ = ::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                       readers == Readers::owner ? 0600 : 0666);
  if (descriptor_ < 0) fail(errno);
  // Whoever closed a file to others does not want it open again because it was saved.
  const bool replaces = !in_place && std::filesystem::is_regular_file(there);
  if (good() && replaces && readers == Readers::everybody)
    (void)::fchmod(descriptor_, static_cast<mode_t>(there.permissions() & std::filesystem::perms::all));
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
  std::error_code ignored;
  if (!part_.empty()) std::filesystem::remove(part_, ignored);
}

void FileWriter::fail(int code) {
  if (problem_.empty()) problem_ = std::strerror(code);
}

void FileWriter::write(const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (good() && size > 0) {
    const ssize_t n = ::write(descriptor_, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(n < 0 ? errno : EIO);
    at += n;
    size -= static_cast<std::size_t>(n);
  }
}

Result<void> FileWriter::commit() {
  // A pipe or a terminal has nothing to sync; a full or broken disk says so here at the latest.
  if (good() && ::fsync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS)
    fail(errno);
  if (descriptor_ >= 0 && ::close(std::exchange(descriptor_, -1)) != 0) fail(errno);
  if (!good()) return failure(write_error(path_, problem_));
  if (part_.empty()) return {};
  if (::rename(part_.c_str(), path_.c_str()) != 0) {
    fail(errno);
    return failure(write_error(path_, problem_));
  }
  part_.clear();
  sync_folder(path_);
  return {};
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content, Readers readers) {
  std::error_code code;
  if (path.has_parent_path()) {
    std::filesystem::create_directories(path.parent_path(), code);
    if (code) return failure(write_error(path, code.message()));
  }
  FileWriter file(path, readers);
  file.write(content);
  return file.commit();
}

Result<void> sync_to_disk(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failure(write_error(path, std::strerror(errno)));
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (code != 0) return failure(write_error(path, std::strerror(code)));
  sync_folder(path);
  return {};
}

std::string sha256_hex(std::string_view content) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(content.data()), content.size());
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace hamstring

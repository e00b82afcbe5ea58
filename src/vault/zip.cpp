#include "vault/zip.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "core/text.h"

namespace hamstring::service {
namespace {

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using ZipHandle = std::unique_ptr<zip_t, void (*)(zip_t*)>;
/// Place and unpacked size of a file.
using At = std::pair<zip_uint64_t, std::size_t>;

std::unexpected<Error> refused(std::string message, std::string_view name = {}, std::string advice = {}) {
  return failure(Error{.message = std::move(message),
                       .element = name.empty() ? std::string{} : quote_for_message(name, 120),
                       .advice = std::move(advice)});
}

/// Whether the name stays below the folder somebody would unpack it into, on every system.
bool harmless(std::string_view name) {
  if (name.empty() || name.size() > 300 || name.starts_with('/') ||
      name.find('\\') != std::string_view::npos || name.find(':') != std::string_view::npos)
    return false;
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    return false;
  if (name.ends_with('/')) name.remove_suffix(1);
  return std::ranges::none_of(split_fields(name, '/'), [](std::string_view part) {
    return part.empty() || part == "." || part == "..";
  });
}

bool is_link(zip_t* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return true;
  const zip_uint32_t kind = (attributes >> 16) & S_IFMT;
  return system == ZIP_OPSYS_UNIX && kind != 0 && kind != S_IFREG && kind != S_IFDIR;
}

/// What a zip claims to hold, looked at before anything of it is unpacked.
class Look {
 public:
  Look(zip_t* archive, const ZipLimits& limits) : archive_(archive), limits_(limits) {}

  Result<std::map<std::string, At>> all() {
    const zip_int64_t count = zip_get_num_entries(archive_, 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits_.files_max)
      return refused(fmt::format("the zip holds {} files; {} are read at most", count, limits_.files_max));
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
      if (const Result<void> done = look_at(i); !done) return failure(done.error());
    }
    return std::move(found_);
  }

 private:
  Result<void> look_at(zip_uint64_t index) {
    const char* raw = zip_get_name(archive_, index, ZIP_FL_ENC_RAW);
    const std::string name = raw == nullptr ? std::string{} : raw;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
      return refused("the zip is damaged", name);
    if (!harmless(name)) return refused("this path leads out of its folder or is no file name", name);
    if (is_link(archive_, index)) return refused("links are not read", name);
    if (!names_.insert(to_lower(name)).second) return refused("this name stands twice in the zip", name);
    if (name.ends_with('/')) return {};
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return refused("the zip is encrypted", name, "Unpack it and pack it again without a password.");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
      return refused("this way of packing is not read", name, "Pack it again as an ordinary zip.");
    return count(name, index, stat);
  }

  Result<void> count(const std::string& name, zip_uint64_t index, const zip_stat_t& stat) {
    if (stat.size > limits_.file_max)
      return refused(fmt::format("this file is larger than {} MB", limits_.file_max >> 20), name);
    unpacked_ += static_cast<std::size_t>(stat.size);
    if (unpacked_ > limits_.unpacked_max)
      return refused(fmt::format("unpacked the zip is larger than {} MB", limits_.unpacked_max >> 20), name);
    // Dense packing in one file is as much of a bomb as in all of them.
    if (stat.size > limits_.ratio_from && stat.size / limits_.ratio_max > stat.comp_size)
      return refused(fmt::format("this file grows more than {} times when it is unpacked", limits_.ratio_max),
                     name);
    found_.emplace(name, At{index, static_cast<std::size_t>(stat.size)});
    return {};
  }

  zip_t* archive_;
  const ZipLimits& limits_;
  std::set<std::string> names_;
  std::map<std::string, At> found_;
  std::size_t unpacked_ = 0;
};

std::unexpected<Error> no_zip() {
  return refused("this is no zip, or a damaged one", {}, "Send the file that Hamstring exported.");
}

}  // namespace

struct ZipReader::Open {
  ZipHandle archive{nullptr, zip_discard};
  std::map<std::string, At> found;
};

ZipReader::ZipReader(std::unique_ptr<Open> open) : open_(std::move(open)) {}
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(std::string_view bytes, const ZipLimits& limits) {
  if (bytes.size() > limits.packed_max)
    return refused(fmt::format("the zip is larger than {} MB", limits.packed_max >> 20));
  // To libzip nothing at all is a zip with nothing in it.
  if (bytes.empty()) return refused("this is no zip: it is empty");
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return refused("there is no memory for this zip");
  auto made = std::make_unique<Open>();
  made->archive.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (!made->archive) {
    zip_source_free(source);
    return no_zip();
  }
  auto found = Look(made->archive.get(), limits).all();
  if (!found) return failure(found.error());
  made->found = std::move(*found);
  return ZipReader(std::move(made));
}

Result<ZipReader> ZipReader::open(const std::filesystem::path& file, const ZipLimits& limits) {
  std::error_code code;
  const auto size = std::filesystem::file_size(file, code);
  if (code) return failure(Error{.message = "the file cannot be read", .file = file.string()});
  if (size > limits.packed_max)
    return refused(fmt::format("the zip is larger than {} MB", limits.packed_max >> 20));
  if (size == 0) return refused("this is no zip: it is empty");
  auto made = std::make_unique<Open>();
  made->archive.reset(zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (!made->archive) return no_zip();
  auto found = Look(made->archive.get(), limits).all();
  if (!found) return failure(found.error());
  made->found = std::move(*found);
  return ZipReader(std::move(made));
}

std::vector<std::string> ZipReader::names() const {
  std::vector<std::string> names;
  for (const auto& [name, at] : open_->found) names.push_back(name);
  return names;
}

Result<std::string> ZipReader::content(const std::string& name) const {
  const auto found = open_->found.find(name);
  if (found == open_->found.end()) return refused("this file is missing in the zip", name);
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(open_->archive.get(), found->second.first, 0));
  if (!file) return refused("the zip is damaged", name);
  std::string content(found->second.second, '\0');
  std::size_t got = 0;
  while (got < content.size()) {
    const zip_int64_t n = zip_fread(file.get(), content.data() + got, content.size() - got);
    if (n <= 0) return refused("the zip is damaged", name);
    got += static_cast<std::size_t>(n);
  }
  // The end is where the check sum is compared, and where a file that claimed to be small goes on.
  char more = 0;
  if (zip_fread(file.get(), &more, 1) != 0) return refused("the zip is damaged", name);
  return content;
}

Result<void> ZipReader::stream(const std::string& name, const Sink& take) const {
  const auto found = open_->found.find(name);
  if (found == open_->found.end()) return refused("this file is missing in the zip", name);
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(open_->archive.get(), found->second.first, 0));
  if (!file) return refused("the zip is damaged", name);
  static constexpr std::size_t piece_size = std::size_t{1} << 16;
  std::string piece(piece_size, '\0');
  for (std::size_t got = 0;;) {
    const zip_int64_t n = zip_fread(file.get(), piece.data(), piece.size());
    if (n < 0) return refused("the zip is damaged", name);
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
    if (got > found->second.second) return refused("the zip is damaged", name);
    if (!take(std::string_view(piece).substr(0, static_cast<std::size_t>(n)))) break;
  }
  return {};
}

std::size_t ZipReader::size(const std::string& name) const {
  const auto found = open_->found.find(name);
  return found == open_->found.end() ? 0 : found->second.second;
}

Result<Files> read_zip(std::string_view bytes, const ZipLimits& limits) {
  const Result<ZipReader> zip = ZipReader::open(bytes, limits);
  if (!zip) return failure(zip.error());
  Files files;
  for (const std::string& name : zip->names()) {
    Result<std::string> content = zip->content(name);
    if (!content) return failure(content.error());
    files.emplace(name, std::move(*content));
  }
  return files;
}

}  // namespace hamstring::service

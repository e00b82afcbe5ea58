// A file without a name: what must not lie open on a disk goes with the program, however that ends.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "core/result.h"

namespace hamstring::service {

class HiddenFile {
 public:
  /// Takes its room where `folder` lies; nothing is to be seen there. Errors: nothing can be written there.
  [[nodiscard]] static Result<HiddenFile> in(const std::filesystem::path& folder);
  HiddenFile(HiddenFile&& other) noexcept;
  HiddenFile& operator=(HiddenFile&&) = delete;
  HiddenFile(const HiddenFile&) = delete;
  HiddenFile& operator=(const HiddenFile&) = delete;
  ~HiddenFile();

  /// False where this write or one before it was refused.
  bool write(const void* data, std::size_t size);
  /// Why a write was refused.
  [[nodiscard]] Result<void> good() const;
  /// Under which this process opens it while this stands.
  [[nodiscard]] std::filesystem::path path() const;

 private:
  HiddenFile(int descriptor, std::filesystem::path folder)
      : descriptor_(descriptor), folder_(std::move(folder)) {}
  int descriptor_ = -1;
  std::filesystem::path folder_;
  std::string problem_;
};

}  // namespace hamstring::service

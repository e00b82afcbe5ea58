// A file under a pass phrase: Argon2id makes the key, XChaCha20-Poly1305 seals 64 KiB at a time (libsodium's
// secretstream). The parameters stand at the beginning, so that later versions may choose dearer ones.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "vault/hidden_file.h"

namespace hamstring::service {

inline constexpr std::size_t pass_phrase_length_min = 10;

/// Whether the file begins as a sealed one does.
[[nodiscard]] bool is_sealed(const std::filesystem::path& file);

/// A sealed file that is written piece by piece, readable by its owner alone and there when all of it is.
/// What is sealed never lies open on a disk on its way, nor all of it in memory.
class SealedWriter {
 public:
  /// Errors: the pass phrase is too short, no memory for the key.
  [[nodiscard]] static Result<SealedWriter> create(const std::filesystem::path& to,
                                                   const std::string& pass_phrase);
  SealedWriter(SealedWriter&&) noexcept;
  ~SealedWriter();
  /// False where a write was refused.
  bool write(std::string_view piece);
  [[nodiscard]] bool good() const;
  /// Errors: any write was refused.
  [[nodiscard]] Result<void> commit();

 private:
  struct State;
  explicit SealedWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The same with what is in memory.
[[nodiscard]] Result<void> seal(std::string_view plain, const std::filesystem::path& to,
                                const std::string& pass_phrase);

/// The way back; `to` appears when the last byte was proven. Errors: not sealed, wrong pass phrase or
/// damaged at the beginning (the two cannot be told apart), damaged or cut off later, cannot be written.
[[nodiscard]] Result<void> unseal_file(const std::filesystem::path& from, const std::filesystem::path& to,
                                       const std::string& pass_phrase);
/// The same into a file without a name, for what is only read: it takes its room where `folder` lies.
[[nodiscard]] Result<HiddenFile> unseal_hidden(const std::filesystem::path& from,
                                               const std::filesystem::path& folder,
                                               const std::string& pass_phrase);

}  // namespace hamstring::service

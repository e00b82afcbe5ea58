// A file under a pass phrase: Argon2id makes the key, XChaCha20-Poly1305 seals 64 KiB at a time (libsodium's
// secretstream). The parameters stand at the beginning, so that later versions may choose dearer ones.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring::service {

inline constexpr std::size_t pass_phrase_length_min = 10;

/// Whether the file begins as a sealed one does.
[[nodiscard]] bool is_sealed(const std::filesystem::path& file);

/// Writes `to`, readable by its owner alone, when all of it is there; what is sealed comes from memory, so
/// that it never lies open on a disk on its way. Errors: the pass phrase is too short, any write was refused,
/// no memory for the key.
[[nodiscard]] Result<void> seal(std::string_view plain, const std::filesystem::path& to,
                                const std::string& pass_phrase);

/// The way back; `to` appears when the last byte was proven. Errors: not sealed, wrong pass phrase or
/// damaged at the beginning (the two cannot be told apart), damaged or cut off later, cannot be written.
[[nodiscard]] Result<void> unseal_file(const std::filesystem::path& from, const std::filesystem::path& to,
                                       const std::string& pass_phrase);

}  // namespace hamstring::service

// Passwords that many have.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring::service {

class CommonPasswords {
 public:
  /// The rules alone, without the list.
  CommonPasswords() = default;
  /// data/accounts/common_passwords.txt. Errors: it cannot be read.
  [[nodiscard]] static Result<CommonPasswords> load(const std::filesystem::path& data_folder);

  /// Whether it is among the first that somebody would try who knows the `name` of the account: on the list
  /// or of words that are, with digits and signs around it; the name; a short piece over and over; a row of
  /// keys, letters or digits.
  [[nodiscard]] bool holds(std::string_view password, std::string_view name) const;

 private:
  std::set<std::string, std::less<>> words_;
};

}  // namespace hamstring::service

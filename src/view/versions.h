// What every answer names as its maker.
#pragma once

namespace hamstring::service {

inline constexpr const char* program_version = HAMSTRING_VERSION;
/// Of the consent text in web/; a changed text is asked for again.
inline constexpr const char* consent_version = "2";

}  // namespace hamstring::service

#include "service/access.h"

namespace hamstring::service {

bool may(const Role& role, Access access, std::string_view person) {
  const bool owner = role.name == "owner";
  const bool clinical = owner || role.name == "clinician";
  const bool self = role.name == "athlete" && role.person == person && !person.empty();
  switch (access) {
    case Access::anyone:
      return true;
    case Access::until_owned:  // whether there is an account yet is known to whoever asks (admission.cpp)
    case Access::account:
      return !role.name.empty();
    case Access::owner:
      return owner;
    case Access::clinical:
    case Access::shape_person:
      return clinical;
    case Access::see_person:
      return clinical || self || role.name == "coach";
    case Access::person_answers:
    case Access::write_person:
      return clinical || self;
  }
  return false;
}

}  // namespace hamstring::service

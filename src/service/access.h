// Who may do what. One table; every endpoint names its row, and a test walks all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hamstring::service {

enum class Access {
  anyone,          ///< before any account exists, and for what is the same for everybody
  account,         ///< somebody who is logged in
  owner,           ///< who set this instance up
  clinical,        ///< owner or clinician
  see_person,      ///< owner, clinician, coach; an athlete only themself
  person_answers,  ///< as see_person, without coaches: what was answered is between person and clinician
  write_person,    ///< as person_answers
  shape_person,    ///< owner and clinician: name, zone
  until_owned,     ///< as anyone before any account exists, then as account: what makes this machine work
};

struct Role {
  std::string name;                   ///< owner, clinician, coach, athlete; empty: nobody is logged in
  std::optional<std::string> person;  ///< the athlete's own
};

/// `person`: whom the request is about; empty where it is about none.
[[nodiscard]] bool may(const Role& role, Access access, std::string_view person);

}  // namespace hamstring::service

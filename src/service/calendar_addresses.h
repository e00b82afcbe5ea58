// Addresses that a calendar reads by itself, so that it moves with the plan. Whoever has one reads the days
// of one person and nothing else; each can be taken back alone.
#pragma once

#include <cstdint>
#include <string>

#include "service/accounts.h"
#include "service/attempts.h"
#include "service/people.h"

namespace hamstring::service {

class CalendarAddresses {
 public:
  CalendarAddresses(const store::Database& database, People& people) : database_(database), people_(people) {}

  /// CalendarAddresses of api/openapi.json without `lan`: who made each, when it was read last; never a
  /// secret.
  [[nodiscard]] Outcome<nlohmann::json> list(const std::string& person) const;
  /// A new one, with the secret that is told this once. `at`: hours and minutes for the sessions, such as
  /// 18:30; empty: all day. Errors: a time that is none, as many as may be.
  Outcome<nlohmann::json> add(const Caller& caller, const std::string& person, const std::string& at,
                              const std::string& language, std::int64_t now);
  Outcome<void> take_back(const Caller& caller, const std::string& person, std::int64_t id, std::int64_t now);
  /// The calendar of whomever this secret is about, as long as the account that made it may see them. Code::
  /// not_found whatever is wrong with it; too_many where too much was wrong from this address lately.
  Outcome<std::string> read(const std::string& secret, const From& from, std::int64_t now);

 private:
  const store::Database& database_;
  People& people_;
  Attempts attempts_;
};

}  // namespace hamstring::service

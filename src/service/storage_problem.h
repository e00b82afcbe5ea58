// What a failure of the database is to whoever asked.
#pragma once

#include "service/problem.h"
#include "store/database.h"

namespace hamstring::service {

[[nodiscard]] inline std::unexpected<Problem> storage(const Error& error) {
  return refuse(store::is_busy(error) ? Code::busy : Code::storage, error);
}
template <class T>
[[nodiscard]] std::unexpected<Problem> storage(const Result<T>& failed) {
  return storage(failed.error());
}

}  // namespace hamstring::service

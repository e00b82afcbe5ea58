#include "apps/cli/read_runs.h"

#include <fmt/format.h>

#include <cmath>

#include "analysis/run_stretch.h"
#include "apps/cli/command.h"
#include "core/try.h"
#include "vault/run_files.h"
#include "view/moment.h"

namespace hamstring::cli {

Result<ReadRuns> read_runs(const RunsAsked& asked) {
  if (!service::zone_known(asked.zone))
    return failure(Error{.message = fmt::format("'{}' is no time zone that is known", asked.zone),
                         .element = "--zone",
                         .advice = "Use a name of the IANA database, such as Europe/Vienna."});
  Diagnostics diagnostics;
  HAMSTRING_TRY(stretch, analysis::run_stretch(data_folder(), diagnostics));
  HAMSTRING_TRY(unpacked, service::run_files(asked.files));
  for (const auto& note : unpacked.notes) fmt::print(stderr, "{}: {}\n", note.file, note.message);
  analysis::RunQuestion question{
      .day_of = [&](double utc_s) { return service::local_day(std::llround(std::floor(utc_s)), asked.zone); },
      .today = parse_day(today()).value_or(Day{})};
  question.top_speed_m_per_s = asked.top_speed_m_per_s;
  HAMSTRING_TRY(ledger, analysis::run_ledger(unpacked.files, question, stretch.models));
  return ReadRuns{.ledger = std::move(ledger), .stretch = std::move(stretch), .today = question.today};
}

}  // namespace hamstring::cli

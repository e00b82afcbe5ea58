// The page of an app that cannot open its database.
#include <fmt/format.h>

#include "apps/server/app.h"
#include "render/html.h"

namespace hamstring::server {
namespace {

constexpr std::string_view page = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hamstring cannot open</title></head><body><main>
<h1>Hamstring cannot open your data</h1>
<p>{0}</p>
<p>{1}</p>
<p>Your file was not changed. When this is mended, end this program (Ctrl+C) and start it again.</p>
<div lang="de">
<h2>Hamstring kann deine Daten nicht öffnen</h2>
<p>Deine Datei wurde nicht verändert. Wenn der Grund oben behoben ist, beende das Programm (Strg+C) und starte es neu.</p>
</div></main></body></html>
)";

}  // namespace

Reply closed_answer(const Error& why, const Request& request) {
  const std::string_view host(request.host);
  const std::string_view name = host.substr(0, host.find(':'));
  if (name != "127.0.0.1" && name != "localhost")
    return problem_reply(
        {.code = service::Code::forbidden, .error = {.message = "this address is not mine"}});
  if (request.path.starts_with(api_root))
    return problem_reply(
        {.code = service::Code::storage, .error = {.message = why.message, .advice = why.advice}});
  return {.status = 503,
          .type = "text/html; charset=utf-8",
          .body = fmt::format(page,
                              render::escape(why.file.empty() ? why.message : why.file + ": " + why.message),
                              render::escape(why.advice)),
          .headers = {}};
}

}  // namespace hamstring::server

// Any bytes as a request to a running instance: the parser of requests, the routes, the bodies in JSON.
// Whatever comes is answered with a status that is not the server's own fault, and JSON is whole. The first
// byte says who asks; @P in the target stands for a person that is there.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "apps/server/app.h"
#include "apps/server/http_message.h"
#include "tests/support/temp_folder.h"
#include "view/versions.h"

namespace {

using namespace hamstring;

constexpr std::int64_t now = 1778490000;

class Instance {
 public:
  Instance() {
    auto opened = server::App::open({.database = folder_ / "a.db",
                                     .data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data",
                                     .web_folder = folder_ / "web",
                                     .lan = false,
                                     // The lab would start this fuzzer again; its readers have fuzzers of
                                     // their own.
                                     .lab = {.program = "/bin/false"}});
    if (!opened) std::abort();
    app_ = std::move(*opened);
    const auto owner = app_->accounts.set_up("Olga", "three plain words", {}, now);
    if (!owner) std::abort();
    token = owner->token;
    page = owner->page;
    person = new_person();
  }
  std::string new_person() {
    const nlohmann::json story{
        {"zone", "Europe/Vienna"}, {"language", "en"}, {"answers", nlohmann::json::object()}};
    const auto made = app_->people.add(
        app_->accounts.caller(token, page, now).value(),
        {{"name", "Ada"},
         {"story", story},
         {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}, {"name", "Ada"}}}},
        now);
    if (!made) std::abort();
    return (*made)["id"];
  }
  server::App& app() { return *app_; }

  std::string token, page, person;

 private:
  test::TempFolder folder_;
  std::unique_ptr<server::App> app_;
};

/// Opened before the first input: under sanitizers on a busy machine that takes longer than an input may.
Instance& shared() {
  static Instance instance;
  return instance;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  (void)shared();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Instance& instance = shared();
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  auto request = server::parse_request(bytes, now);
  if (!request) return 0;
  request->host = "127.0.0.1";
  if (const auto at = request->path.find("@P"); at != std::string::npos)
    request->path.replace(at, 2, instance.person);
  if (data[0] == 'o') {
    request->cookie = server::cookie_of(*request, server::session_cookie) + "=" + instance.token;
    request->page = instance.page;
  }
  const bool erases = request->method == "DELETE" && request->path == "/api/v1/people/" + instance.person;
  // Each of these spends a tenth of a second on a password; the account tests cover them.
  for (const char* slow : {"/login", "/setup", "/password", "/accounts", "/logout", "/known-answers"})
    if (request->path.find(slow) != std::string::npos) return 0;
  const server::Reply reply = server::answer(instance.app(), std::move(*request));
  if (reply.status < 200 || reply.status == 500 || reply.status > 599) std::abort();
  if (reply.type == "application/json" && !nlohmann::json::accept(reply.body)) std::abort();
  (void)server::head_of(reply, 11, true, reply.body.size());
  if (erases && reply.status == 200) instance.person = instance.new_person();
  return 0;
}

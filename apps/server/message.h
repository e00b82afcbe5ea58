// A request and its reply as values: routes know no sockets, and tests need none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/accounts.h"
#include "service/problem.h"

namespace hamstring::server {

/// A private file that is there as long as this is.
class SpoolFile {
 public:
  /// Takes the handle, which may be written to.
  SpoolFile(std::filesystem::path path, int handle) : path_(std::move(path)), handle_(handle) {}
  ~SpoolFile();
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// False where it was refused.
  [[nodiscard]] bool write(std::string_view piece) const;

 private:
  std::filesystem::path path_;
  int handle_;
};

/// A file that is sent piece by piece: no more than one of them is in memory.
class FilePieces {
 public:
  /// Takes the handle.
  explicit FilePieces(int handle);
  ~FilePieces();
  FilePieces(const FilePieces&) = delete;
  FilePieces& operator=(const FilePieces&) = delete;
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// As much as there is from `at` on; 0: it cannot be read.
  [[nodiscard]] std::size_t read(std::uint64_t at, char* into, std::size_t bytes) const;

 private:
  int handle_;
  std::uint64_t size_ = 0;
};

struct Request {
  std::string method;                        ///< "GET"
  std::string path;                          ///< without the query, decoded
  std::map<std::string, std::string> query;  ///< decoded
  std::map<std::string, std::string> part;   ///< of the path, by the name in the route
  std::string host, origin, fetch_site, content_type, cookie, accept_language;
  std::string page;        ///< the half of a session that the page adds: the header Hamstring-Page
  std::string user_agent;  ///< as the browser tells it
  std::string address;     ///< of the other machine
  std::string body;
  std::shared_ptr<SpoolFile> spooled;  ///< the body, where it is too long to be held in memory
  std::string phrase;                  ///< of what is sealed: the header Hamstring-Phrase
  std::int64_t now = 0;                ///< UTC seconds since 1970
  bool secure = false;                 ///< came over TLS
  service::Caller caller;
  std::string token;
};

/// Cookies go to every port of a host: the name carries ours, so that two instances on one machine do not
/// take each other's; over TLS the browser keeps it to this host and to "/" (__Host-).
inline constexpr std::string_view session_cookie = "hamstring", device_cookie = "hamstring-device";
[[nodiscard]] std::string cookie_of(const Request& request, std::string_view name);
/// Where this request comes from, for a login.
[[nodiscard]] service::From from_of(const Request& request);

struct Reply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const FilePieces> file{};  ///< in the place of the body
};

[[nodiscard]] Reply json_reply(const nlohmann::json& json, int status = 200);
/// Problem of api/openapi.json with the status that fits.
[[nodiscard]] Reply problem_reply(const service::Problem& problem);

/// "a%20b+c" → "a b+c"; malformed escapes stay as they are.
[[nodiscard]] std::string percent_decoded(std::string_view text);
/// Splits "/people?day=x" into path and query.
void set_target(Request& request, std::string_view target);
/// The value of a cookie; empty where it is not there.
[[nodiscard]] std::string cookie_named(std::string_view header, std::string_view name);

}  // namespace hamstring::server

#include "apps/server/message.h"

#include <sys/stat.h>
#include <unistd.h>

#include <initializer_list>

#include "apps/server/guests.h"
#include "core/text.h"

namespace hamstring::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int status_of(service::Code code) {
  switch (code) {
    case service::Code::bad_input:
      return 400;
    case service::Code::login_needed:
      return 401;
    case service::Code::forbidden:
      return 403;
    case service::Code::not_found:
      return 404;
    case service::Code::conflict:
      return 409;
    case service::Code::too_many:
      return 429;
    case service::Code::storage:
      return 507;
    case service::Code::busy:
      return 503;
  }
  return 500;
}

std::string_view word_of(service::Code code) {
  constexpr std::string_view words[] = {"bad_input", "login_needed", "forbidden", "not_found",
                                        "conflict",  "too_many",     "storage",   "busy"};
  return words[static_cast<std::size_t>(code)];
}

/// "127.0.0.1:8790" → "8790"; the port of the scheme where none is named.
std::string port_of(const Request& request) {
  const std::string_view host = request.host;
  const std::size_t colon = host.rfind(':'), bracket = host.rfind(']');
  if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
    return request.secure ? "443" : "80";
  const std::string_view port = host.substr(colon + 1);
  const bool digits =
      !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? std::string(port) : std::string("0");
}

/// The first of these words that is in what the browser tells of itself.
std::string_view first_in(std::string_view told,
                          std::initializer_list<std::pair<std::string_view, std::string_view>> words) {
  for (const auto& [word, name] : words)
    if (told.find(word) != std::string_view::npos) return name;
  return {};
}

}  // namespace

SpoolFile::~SpoolFile() {
  if (handle_ >= 0) ::close(handle_);
  std::error_code ignored;
  for (const char* ending : {"", ".partial"}) {
    std::filesystem::path file = path_;
    std::filesystem::remove(file += ending, ignored);
  }
}

bool SpoolFile::write(std::string_view piece) const {
  while (!piece.empty()) {
    const ssize_t n = ::write(handle_, piece.data(), piece.size());
    if (n <= 0) return false;
    piece.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

FilePieces::FilePieces(int handle) : handle_(handle) {
  struct stat about{};
  if (::fstat(handle_, &about) == 0) size_ = static_cast<std::uint64_t>(about.st_size);
}

FilePieces::~FilePieces() {
  ::close(handle_);
}

std::size_t FilePieces::read(std::uint64_t at, char* into, std::size_t bytes) const {
  const ssize_t n = ::pread(handle_, into, bytes, static_cast<off_t>(at));
  return n <= 0 ? 0 : static_cast<std::size_t>(n);
}

std::string cookie_of(const Request& request, std::string_view name) {
  return (request.secure ? "__Host-" : "") + std::string(name) + "-" + port_of(request);
}

service::From from_of(const Request& request) {
  const std::string_view told = request.user_agent;
  // Each calls itself by the names of those before it: the rarer word first.
  const std::string_view browser = first_in(told, {{"Edg", "Edge"},
                                                   {"OPR/", "Opera"},
                                                   {"Firefox", "Firefox"},
                                                   {"Chrome", "Chrome"},
                                                   {"Safari", "Safari"}});
  const std::string_view system = first_in(told, {{"Android", "Android"},
                                                  {"iPhone", "iPhone"},
                                                  {"iPad", "iPad"},
                                                  {"Windows", "Windows"},
                                                  {"Mac OS", "Mac"},
                                                  {"Linux", "Linux"}});
  std::string described(browser);
  if (!browser.empty() && !system.empty()) described += ", ";
  described += system;
  std::string device = cookie_named(request.cookie, cookie_of(request, device_cookie));
  constexpr std::size_t token_length = 64;
  if (device.size() != token_length) device.clear();
  return {.address = request.address,
          .group = address_group(request.address),
          .device = std::move(device),
          .described = std::move(described)};
}

Reply json_reply(const nlohmann::json& json, int status) {
  return {.status = status,
          .type = "application/json",
          .body = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
          .headers = {}};
}

Reply problem_reply(const service::Problem& problem) {
  nlohmann::json json{{"message", problem.error.message}, {"code", word_of(problem.code)}};
  if (!problem.error.element.empty()) json["element"] = problem.error.element;
  if (!problem.error.advice.empty()) json["advice"] = problem.error.advice;
  if (!problem.extra.is_null()) json["now"] = problem.extra;
  return json_reply(json, status_of(problem.code));
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

void set_target(Request& request, std::string_view target) {
  const std::size_t mark = target.find('?');
  request.path = percent_decoded(target.substr(0, mark));
  if (mark == std::string_view::npos) return;
  for (const std::string_view pair : split_fields(target.substr(mark + 1), '&')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    request.query[percent_decoded(pair.substr(0, equals))] = percent_decoded(pair.substr(equals + 1));
  }
}

std::string cookie_named(std::string_view header, std::string_view name) {
  for (const std::string_view part : split_fields(header, ';')) {
    const std::string_view pair = trim(part);
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
  }
  return {};
}

}  // namespace hamstring::server
